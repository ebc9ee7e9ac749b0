/** Writes a grade: the log entry, the memory after it, buried siblings and the day's counts, all or nothing. */
import { applyEntry, type ChangeEntry } from "../scheduling/fold.ts";
import { answerEntry } from "../scheduling/review.ts";
import { siblingsToBury } from "../scheduling/siblings.ts";
import type { Line, Memory, Preset, Rating } from "../scheduling/types.ts";
import { type Change, recordAction } from "../store/log.ts";
import type { Attempt } from "../store/attempts.ts";
import type { Person } from "../store/people.ts";
import { type Sibling, siblings } from "../store/memories.ts";
import { type Deps, fuzzSeed } from "./deps.ts";
import { showCard, type ShownCard } from "./shown_card.ts";
import { type Now, nowFor } from "./studying.ts";
import { answerMsOf, suggestRating } from "./suggest_rating.ts";

/** Longer than this a learner was away, not thinking. */
const LONGEST_MS = 60_000;

export interface GivenGrade {
  readonly cardId: number;
  /** The version of the memory that the page showed. */
  readonly version: number;
  readonly rating: Rating;
  /** What the page measured, or the time since it was made; capped. */
  readonly tookMs: number;
  /** Why a checked answer that was wrong is graded Good or Easy; kept for no other grade. */
  readonly reason: string | undefined;
}

export type Graded =
  | { readonly kind: "done" }
  | { readonly kind: "stale" }
  | { readonly kind: "missing" };

export async function answerCard(deps: Deps, person: Person, given: GivenGrade): Promise<Graded> {
  const now = nowFor(person, deps.now());
  const shown = await showCard(deps, person, { cardId: given.cardId, now });
  if (shown === undefined) return { kind: "missing" };
  const { stored } = shown;
  if (stored.memory.version !== given.version || stored.retired || stored.memory.suspended) {
    return { kind: "stale" };
  }
  const line = lineOf(stored.memory, now, stored.preset.options);
  if (line === undefined) return { kind: "stale" };

  const tookMs = Math.max(0, Math.min(LONGEST_MS, Math.round(given.tookMs)));
  const answer = answerChange(shown, { person, now, given, tookMs, line });
  const others = await siblings(deps.store, person.id, stored.note.id);
  const buried = siblingsToBury({ cardId: given.cardId, line }, {
    siblings: others.map((card) => ({ cardId: card.cardId, line: sameDayLine(card, now) })),
    preset: stored.preset.options,
  });
  const recorded = await recordAction(deps.store, {
    userId: person.id,
    day: now.today,
    at: now.at,
    verb: "answer",
    deckId: stored.deck.id,
    cardId: given.cardId,
    targetId: undefined,
    changes: [
      answer,
      ...others.filter((card) => buried.includes(card.cardId)).map((card) =>
        burial(card, now, stored.preset.options)
      ),
    ],
    study: [{
      day: now.today,
      deckId: stored.deck.id,
      answers: 1,
      newCards: line === "new" ? 1 : 0,
      reviews: line === "review" ? 1 : 0,
      tookMs,
    }],
  });
  return { kind: recorded.kind };
}

interface Answering {
  readonly person: Person;
  readonly now: Now;
  readonly given: GivenGrade;
  readonly tookMs: number;
  readonly line: Line;
}

function answerChange(shown: ShownCard, { person, now, given, tookMs, line }: Answering): Change {
  const { stored, attempt, previews, asked } = shown;
  const outcome = previews[given.rating];
  const entry = answerEntry(stored.memory, given.rating, {
    now: now.at,
    clock: person,
    preset: stored.preset.options,
    fuzzSeed: fuzzSeed({ cardId: given.cardId, reviews: stored.memory.reviews }),
  });
  return {
    cardId: given.cardId,
    entry,
    after: applyEntry(stored.memory, entry, stored.preset.options.parameters),
    details: {
      line,
      stability: outcome.stability,
      difficulty: outcome.difficulty,
      retrievability: outcome.retrievability,
      tookMs,
      answerMs: attempt?.verdict === undefined ? undefined : answerMsOf(attempt),
      drawn: asked.drawn,
      typed: attempt?.given,
      verdict: attempt?.verdict,
      suggested: attempt === undefined ? undefined : suggestRating(attempt),
      reason: isOverruled(attempt, given.rating) ? given.reason : undefined,
    },
  };
}

/** Whether the check said Again and the learner passes it all the same. */
function isOverruled(attempt: Attempt | undefined, rating: Rating): boolean {
  return attempt?.verdict !== undefined && suggestRating(attempt) === 1 && rating >= 3;
}

function burial(card: Sibling, now: Now, preset: Preset): Change {
  const entry: ChangeEntry = {
    kind: "bury",
    seq: card.memory.version + 1,
    at: now.at,
    day: now.today,
    by: "sibling",
    untilDay: now.today + 1,
  };
  return {
    cardId: card.cardId,
    entry,
    after: applyEntry(card.memory, entry, preset.parameters),
    details: undefined,
  };
}

/** The line an answer is taken from; undefined for a review that is not due yet, which no page offers. */
function lineOf(memory: Memory, now: Now, preset: Preset): Line | undefined {
  switch (memory.due.kind) {
    case "new":
      return "new";
    case "time":
      return memory.due.at <= now.at + preset.learnAheadMinutes * 60_000 + LONGEST_MS
        ? "learning"
        : undefined;
    case "day":
      if (memory.due.day > now.today) return undefined;
      return memory.phase === "review" ? "review" : "day_learning";
  }
}

/** The line in which a sibling would come today; undefined when it would not. */
function sameDayLine(card: Sibling, now: Now): Line | undefined {
  const { memory } = card;
  if (
    memory.suspended || (memory.burial !== undefined && memory.burial.untilDay > now.today)
  ) {
    return undefined;
  }
  switch (memory.due.kind) {
    case "new":
      return "new";
    case "time":
      return "learning";
    case "day":
      if (memory.due.day > now.today) return undefined;
      return memory.phase === "review" ? "review" : "day_learning";
  }
}
