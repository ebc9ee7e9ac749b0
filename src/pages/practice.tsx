/** Practice: one question of an endless chain and nothing else. */
import Practice from "../../islands/practice.tsx";
import type { Assets } from "../ui/assets.ts";
import { Island } from "../ui/island.tsx";
import type { PracticeModel } from "../ui/models.ts";

interface PracticePageProps {
  readonly model: PracticeModel;
  readonly assets: Assets;
}

/** Goes into a document with the frame "bare". */
export function PracticePage({ model, assets }: PracticePageProps) {
  return <Island name="practice" src={assets.islands.practice} of={Practice} props={{ model }} />;
}

export function practiceTitle({ mix, title }: PracticeModel): string {
  return `Practice: ${mix ?? title}`;
}
