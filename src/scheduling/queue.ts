/** Chooses the card that comes next, afresh at each request: nothing is remembered between two of them. */
import { present } from "../base/invariant.ts";
import type { Room } from "./limits.ts";
import type { Candidate, Day, Line, Preset } from "./types.ts";

export interface QueueInput {
  /** What may be next, each line in the order in which it is to come: learning by due, the others as the preset says. */
  readonly lines: Readonly<Record<Line, readonly Candidate[]>>;
  /** Instant in ms UTC, and the learner's day then. */
  readonly now: number;
  readonly today: Day;
  /** What each deck of the candidates has room for today, and its preset. */
  readonly remaining: ReadonlyMap<number, Room>;
  readonly presets: ReadonlyMap<number, Preset>;
  /** How new cards and reviews are mixed in the deck being studied. */
  readonly mix: Preset["mix"];
  /** What was done today, and what can still come, in the deck being studied: mixing keeps the two in step. */
  readonly done: Room;
  readonly left: Room;
  /** The card answered just now; undefined at the start and after a break. */
  readonly last: Pick<Candidate, "cardId" | "noteId" | "generator"> | undefined;
}

/**
 * A card; or a deliberate break, because only the question just answered is left; or a time (ms UTC) at which a learning
 * card comes back; or nothing more today.
 */
export type Next =
  | { readonly kind: "card"; readonly candidate: Candidate }
  | { readonly kind: "pause"; readonly candidate: Candidate; readonly reason: "same_generator" }
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "done" };

/**
 * Learning cards that are due, then those due by day, then reviews and new cards within the limits, then learning cards
 * within learn-ahead. A card of the same note or generator as the last one gives way to any other.
 */
export function nextCard(input: QueueInput): Next {
  const due = dueNow(input);
  const ahead = withinLearnAhead(input);
  const apart = (candidate: Candidate) => !isSameNote(candidate, input) && !isSameGenerator(candidate, input);
  const next = due.find(apart) ?? ahead.find(apart) ??
    [...due, ...ahead].find((candidate) => !isSameGenerator(candidate, input));
  if (next !== undefined) return { kind: "card", candidate: next };

  const [same] = due;
  if (same !== undefined) return { kind: "pause", candidate: same, reason: "same_generator" };
  const [later] = input.lines.learning;
  return later === undefined ? { kind: "done" } : { kind: "wait", until: later.due };
}

/** Everything that may come now without learning ahead, best first. */
function dueNow(input: QueueInput): readonly Candidate[] {
  const { lines, now, today, remaining } = input;
  const roomFor = ({ deckId }: Candidate) => present(remaining.get(deckId), `room of deck ${deckId}`);
  const reviews = lines.review.filter((card) => card.due <= today && roomFor(card).review > 0);
  const fresh = lines.new.filter((card) => roomFor(card).new > 0);
  return [
    ...lines.learning.filter((card) => card.due <= now),
    ...lines.day_learning.filter((card) => card.due <= today),
    ...(isNewNext(input) ? [...fresh, ...reviews] : [...reviews, ...fresh]),
  ];
}

function withinLearnAhead({ lines, now, presets }: QueueInput): readonly Candidate[] {
  return lines.learning.filter(({ due, deckId }) => {
    const { learnAheadMinutes } = present(presets.get(deckId), `preset of deck ${deckId}`);
    return due > now && due <= now + learnAheadMinutes * 60_000;
  });
}

/** Mixed, the next card is of the kind that has fallen behind: both end together, and a given state always goes on alike. */
function isNewNext({ mix, done, left }: QueueInput): boolean {
  switch (mix) {
    case "new_first":
      return true;
    case "reviews_first":
      return false;
    case "mixed":
      return (done.new + 0.5) * (done.review + left.review) < (done.review + 0.5) * (done.new + left.new);
  }
}

function isSameNote(candidate: Candidate, { last }: QueueInput): boolean {
  return last !== undefined && candidate.noteId === last.noteId;
}

function isSameGenerator(candidate: Candidate, { last }: QueueInput): boolean {
  return last?.generator !== undefined && candidate.generator === last.generator;
}
