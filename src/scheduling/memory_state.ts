/** What the model says of one card: days since its last answer, its chance of recall, its state after an answer. */
import { initialState, type MemoryState, nextState, retrievability } from "./memory_model.ts";
import type { Day, FsrsParameters, Memory, Rating } from "./types.ts";

/** Stability and difficulty, or undefined before the first answer. */
export function stateOf(memory: Pick<Memory, "stability" | "difficulty">): MemoryState | undefined {
  const { stability, difficulty } = memory;
  return stability === undefined || difficulty === undefined ? undefined : { stability, difficulty };
}

/**
 * Civil days of the learner since the last answer, 0 or more. A card that was put into review by hand and never
 * answered counts from the day on which its interval would have begun.
 */
export function elapsedDays(memory: Memory, today: Day): number {
  return Math.max(0, today - (memory.lastDay ?? intervalBegan(memory) ?? today));
}

/** The chance of recall on a day, or undefined before the first answer. */
export function recallOn(memory: Memory, day: Day, parameters: FsrsParameters): number | undefined {
  const { stability } = memory;
  if (stability === undefined) return undefined;
  return retrievability({ stability, elapsedDays: elapsedDays(memory, day) }, parameters);
}

/** The state after an answer on `today`; it branches on the days gone by, not on the phase. */
export function stateAfter(
  memory: Memory,
  answer: { readonly rating: Rating; readonly today: Day; readonly parameters: FsrsParameters },
): MemoryState {
  const { rating, today, parameters } = answer;
  const before = stateOf(memory);
  if (before === undefined) return initialState(rating, parameters);
  return nextState(before, { rating, elapsedDays: elapsedDays(memory, today), parameters });
}

function intervalBegan(memory: Memory): Day | undefined {
  return memory.due.kind === "day" ? memory.due.day - memory.intervalDays : undefined;
}

/** Whether the card has never been answered; what is made new again was. */
export function isFirst({ phase, reviews }: Memory): boolean {
  return phase === "new" && reviews === 0;
}
