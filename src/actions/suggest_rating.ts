/** Suggests a grade from how an answer went; the learner may choose another. */
import type { Rating } from "../scheduling/types.ts";
import type { Attempt } from "../store/attempts.ts";

/** Before that many earlier answers nobody knows what is quick for this person. */
const LEAST_EARLIER = 5;

/** A quick answer takes less than this share of the person's own median. */
const QUICK_SHARE = 0.6;

type Went = Pick<Attempt, "verdict" | "tries" | "hints">;

/**
 * Right at once is Good; right at the second try or with a hint, or one slip with everything after it rightly carried
 * on, is Hard, which still passes; everything else is Again.
 * Source: the FSRS maintainers' advice for checked answers, free-spaced-repetition-scheduler issue 42.
 */
export function suggestRating({ verdict, tries, hints }: Went): Rating {
  if (verdict?.kind === "partial" && verdict.carried === true) return 2;
  if (verdict?.kind !== "right") return 1;
  return tries > 1 || hints > 0 ? 2 : 3;
}

/**
 * Whether Easy is offered beside a suggested Good: only to an answer that was quick by the person's own measure, since
 * being right says nothing of ease. `earlierMs` are the times of earlier answers that were right at once.
 */
export function offersEasy(
  attempt: Went & Pick<Attempt, "askedAt" | "at">,
  earlierMs: readonly number[],
): boolean {
  const tookMs = answerMsOf(attempt);
  if (suggestRating(attempt) !== 3 || tookMs === undefined || earlierMs.length < LEAST_EARLIER) return false;
  return tookMs < QUICK_SHARE * median(earlierMs);
}

/** From the showing of the question to its last check; undefined where the page did not say when it was shown. */
export function answerMsOf({ askedAt, at }: Pick<Attempt, "askedAt" | "at">): number | undefined {
  return askedAt > 0 && askedAt <= at ? at - askedAt : undefined;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return (low + high) / 2;
}
