/** Anki cards, review logs and contexts that the tests of imports and exports share. */
import fc from "fast-check";
import type { AnkiCardState, AnkiReview } from "../../src/scheduling/anki_history.ts";
import { startOfDay } from "../../src/scheduling/day.ts";
import type { AnkiCard, ImportContext } from "../../src/scheduling/from_anki.ts";
import type { Day } from "../../src/scheduling/types.ts";
import { BERLIN, MORNING, PLAIN, TODAY } from "./cards.ts";

/** Day 0 of the collection of the tests: 4 o'clock in Berlin, 1000 days ago. */
export const FIRST_DAY = TODAY - 1000;

export const CONTEXT: ImportContext = { clock: BERLIN, preset: PLAIN, seen: MORNING, scheduler: 2 };

const STATE: AnkiCardState = {
  type: 2,
  queue: 2,
  due: 1000,
  originalDue: 0,
  isFiltered: false,
  intervalDays: 10,
  factor: 2500,
  reps: 3,
  lapses: 0,
  stepsLeft: 0,
  stability: undefined,
  difficulty: undefined,
  lastReviewAt: undefined,
  collectionMadeAt: startOfDay(FIRST_DAY, BERLIN) / 1000,
  collectionWestOffset: undefined,
};

export function ankiCard(
  state: Partial<AnkiCardState>,
  reviews: readonly AnkiReview[] = [],
): AnkiCard {
  return { state: { ...STATE, ...state }, reviews, flag: 0, leech: false };
}

/** A row `daysAgo`, `minutes` after ten in the morning. */
export function row(daysAgo: number, changes: Partial<AnkiReview> = {}, minutes = 0): AnkiReview {
  return {
    id: startOfDay(TODAY - daysAgo, BERLIN) + 6 * 3_600_000 + minutes * 60_000,
    ease: 3,
    interval: 5,
    lastInterval: 1,
    factor: 2500,
    tookMs: 4000,
    kind: 1,
    ...changes,
  };
}

export function learn(daysAgo: number, changes: Partial<AnkiReview> = {}, minutes = 0): AnkiReview {
  return row(daysAgo, { kind: 0, interval: -600, lastInterval: -60, ...changes }, minutes);
}

export function dayNumber(day: Day): number {
  return day - FIRST_DAY;
}

const kinds = [0, 1, 2, 3, 4, 5] as const;

/** Rows as a log may hold them, in any order and of any sense. */
export const anyReview: fc.Arbitrary<AnkiReview> = fc.record({
  id: fc.oneof(
    fc.integer({ min: MORNING - 900 * 86_400_000, max: MORNING }),
    fc.integer({ min: -10, max: 10 }),
    fc.maxSafeInteger(),
    fc.double(),
  ),
  ease: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer()),
  interval: fc.oneof(fc.integer({ min: -200_000, max: 400 }), fc.integer(), fc.double()),
  lastInterval: fc.integer(),
  factor: fc.oneof(fc.constant(0), fc.integer({ min: 100, max: 3000 }), fc.integer()),
  tookMs: fc.integer(),
  kind: fc.constantFrom(...kinds),
});

/** States as a broken file may hold them. */
export const anyState: fc.Arbitrary<AnkiCardState> = fc.record({
  type: fc.constantFrom(0, 1, 2, 3),
  queue: fc.integer({ min: -4, max: 5 }),
  due: fc.oneof(fc.integer(), fc.maxSafeInteger()),
  originalDue: fc.oneof(fc.constant(0), fc.integer()),
  isFiltered: fc.boolean(),
  intervalDays: fc.integer(),
  factor: fc.oneof(fc.constant(0), fc.integer()),
  reps: fc.integer(),
  lapses: fc.integer(),
  stepsLeft: fc.integer(),
  stability: fc.option(fc.double(), { nil: undefined }),
  difficulty: fc.option(fc.double(), { nil: undefined }),
  lastReviewAt: fc.option(fc.double(), { nil: undefined }),
  collectionMadeAt: fc.oneof(fc.integer(), fc.maxSafeInteger()),
  collectionWestOffset: fc.option(fc.integer(), { nil: undefined }),
});
