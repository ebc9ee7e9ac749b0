/** The review: one card and nothing else. */
import Review from "../../islands/review.tsx";
import type { Assets } from "../ui/assets.ts";
import { Island } from "../ui/island.tsx";
import type { ReviewModel } from "../ui/models.ts";

interface ReviewPageProps {
  readonly model: ReviewModel;
  readonly assets: Assets;
}

/** Goes into a document with the frame "bare". */
export function ReviewPage({ model, assets }: ReviewPageProps) {
  return <Island name="review" src={assets.islands.review} of={Review} props={{ model }} />;
}

/** Title of the document for a review. */
export function reviewTitle({ deck, stage }: ReviewModel): string {
  const name = deck?.name ?? "All decks";
  return stage.kind === "done" ? `Done: ${name}` : name;
}
