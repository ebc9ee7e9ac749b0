/** What a plan says beforehand of schedules: the answers that come, and the rows that do not, or not as they stand. */
import type { ImportPlan } from "../decks/imports/import_plan.ts";
import { newCards } from "../decks/imports/plan_counts.ts";
import { mergeRemarks, type ReviewRemark, rowRemarks } from "../decks/imports/review_remarks.ts";
import { countRows } from "../scheduling/anki_reviews.ts";

export interface ToldHistories {
  /** Answers that will stand in the log. */
  readonly answers: number;
  readonly remarks: readonly ReviewRemark[];
}

/** Of new cards only: others keep the history that they have. `rowsLeft` is what reading left out. */
export function tellHistories(
  plan: Pick<ImportPlan, "notes" | "steps">,
  { now, rowsLeft }: { readonly now: number; readonly rowsLeft: readonly ReviewRemark[] },
): ToldHistories {
  const remarks = rowRemarks();
  let answers = 0;
  for (const { card, note } of newCards(plan.notes, plan.steps)) {
    if (card.history === undefined) continue;
    const { reviews, scheduler = 2 } = card.history;
    answers += countRows(
      reviews,
      { seen: now, scheduler },
      ({ id }, what) => remarks.add(what, () => ({ note, card: card.side.label, row: id })),
    );
  }
  return { answers, remarks: mergeRemarks([rowsLeft, remarks.list()]) };
}
