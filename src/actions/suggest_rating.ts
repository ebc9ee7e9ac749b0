/** Suggests a grade from how an answer went; the learner may choose another. */
import type { Rating } from "../scheduling/types.ts";
import type { Attempt } from "../store/attempts.ts";

/**
 * Right at once is Good; right at the second try or with a hint, or one slip with everything after it rightly carried
 * on, is Hard, which still passes; everything else is Again.
 * Source: the FSRS maintainers' advice for checked answers, free-spaced-repetition-scheduler issue 42.
 */
export function suggestRating(attempt: Attempt): Rating {
  if (attempt.verdict?.kind === "partial" && attempt.verdict.carried === true) return 2;
  if (attempt.verdict?.kind !== "right") return 1;
  return attempt.tries > 1 || attempt.hints > 0 ? 2 : 3;
}
