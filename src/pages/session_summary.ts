/** The end of a session: what was done today, and when the next cards come. */
import type { ReviewState } from "../actions/next_card.ts";
import type { SessionSummary } from "../ui/models.ts";
import { counted, dayWords, waitWords } from "./when.ts";

export function sessionSummary({ studying, scope: inScope, now, coming }: ReviewState): SessionSummary {
  const upcoming: string[] = [];
  const later = inScope.reduce((sum, one) => sum + one.learningNow + one.learningLater, 0);
  const nextAt = least(inScope.map((one) => one.nextLearningAt));
  if (later > 0 && nextAt !== undefined) {
    upcoming.push(`${waitWords(nextAt - now.at)} (${counted(later, "learning card")})`);
  }
  if (coming !== undefined) {
    upcoming.push(`${dayWords(coming.day, now.today)} (${counted(coming.cards, "card")})`);
  }
  const waiting = inScope.reduce((sum, one) => sum + one.newCards, 0);
  if (waiting > 0) upcoming.push(`${counted(waiting, "new card")} on the days after, within the daily limit`);
  return {
    answers: studying.answersToday,
    minutes: Math.ceil(studying.tookMsToday / 60_000),
    newCards: studying.newToday,
    upcoming,
  };
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
