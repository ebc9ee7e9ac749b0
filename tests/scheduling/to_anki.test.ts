import { expect, test } from "vitest";
import fc from "fast-check";
import { dayOf, startOfDay } from "../../src/scheduling/day.ts";
import { applyEntry, foldLog, newMemory } from "../../src/scheduling/fold.ts";
import { type AnkiCard, type ConvertedHistory, convertHistory } from "../../src/scheduling/from_anki.ts";
import { answerEntry } from "../../src/scheduling/review.ts";
import { type ExportContext, type ExportedCard, toAnki } from "../../src/scheduling/to_anki.ts";
import type { Due, LogEntry, Memory, Preset, Rating } from "../../src/scheduling/types.ts";
import { ankiCard, anyReview, anyState, CONTEXT, FIRST_DAY, learn, row } from "./anki_cards.ts";
import { BERLIN, MORNING, PLAIN, TODAY } from "./cards.ts";

const DAY = 86_400_000;
const { parameters } = PLAIN;

function contextOf(today = TODAY, preset: Preset = PLAIN): ExportContext {
  return {
    clock: BERLIN,
    preset,
    today,
    collectionMadeAt: startOfDay(FIRST_DAY, BERLIN) / 1000,
    collectionWestOffset: -60,
  };
}

function exported(memory: Memory, entries: readonly LogEntry[], context = contextOf()): ExportedCard {
  return toAnki({ memory, log: entries.map((entry) => ({ entry, tookMs: 1500 })), position: 5 }, context);
}

function folded(entries: readonly LogEntry[]): ExportedCard {
  return exported(foldLog(5, { entries, parameters }), entries);
}

function answers(ratings: readonly (readonly [Rating, number])[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  let memory = newMemory(5);
  for (const [rating, daysAgo] of ratings) {
    const now = MORNING - daysAgo * DAY + entries.length * 60_000;
    const entry = answerEntry(memory, rating, { now, clock: BERLIN, preset: PLAIN, fuzzSeed: 1 });
    entries.push(entry);
    memory = applyEntry(memory, entry, parameters);
  }
  return entries;
}

test("answers become rows: kind by where the card stood, days positive, seconds negative", () => {
  const { reviews } = folded(answers([[3, 20], [3, 20], [3, 18], [1, 7], [3, 7]]));
  expect(
    reviews.map((
      { kind, ease, interval, lastInterval, tookMs },
    ) => [kind, ease, interval, lastInterval, tookMs]),
  ).toEqual([
    [0, 3, -600, 0, 1500],
    [0, 3, 2, -600, 1500],
    [1, 3, 11, 2, 1500],
    [1, 1, -600, 11, 1500],
    [2, 3, 2, -600, 1500],
  ]);
});

test("a row holds the difficulty after it, 1 to 10 as 100 to 1100", () => {
  const { reviews } = folded(answers([[4, 20], [1, 5]]));
  // D0(4) = 1; after a lapse well above it.
  expect(reviews[0]?.factor).toBe(100);
  expect(reviews[1]?.factor).toBeGreaterThan(400);
});

const at = { at: MORNING, day: TODAY };

test("what was undone is no row; a reset and a due date set by hand are manual ones", () => {
  const [first, second] = answers([[3, 3], [3, 3]]);
  if (first === undefined || second === undefined) throw new Error("two answers were made");
  const { reviews, state } = folded([
    first,
    second,
    { ...at, seq: 3, kind: "undo", target: 2 },
    { ...at, seq: 4, kind: "set_due", dueDay: TODAY + 4, intervalDays: 4 },
    { ...at, seq: 5, kind: "suspend" },
    { ...at, seq: 6, kind: "reset", position: 9 },
  ]);
  expect(reviews.map(({ id, ease, kind, interval, factor }) => [id, ease, kind, interval, factor])).toEqual([
    [first.at, 3, 0, -600, 224],
    [MORNING, 0, 4, 4, 2500],
    [MORNING + 1, 0, 4, 0, 0],
  ]);
  expect(state).toMatchObject({ type: 0, queue: 0, due: 9, factor: 0, reps: 1 });
});

test.each<[string, Partial<Memory>, object]>([
  ["new", {}, { type: 0, queue: 0, due: 5, factor: 0, intervalDays: 0, stepsLeft: 0 }],
  ["learning", { phase: "learning", step: 1, due: { kind: "time", at: MORNING } }, {
    type: 1,
    queue: 1,
    due: MORNING / 1000,
    stepsLeft: 1,
    intervalDays: 0,
  }],
  ["day learning", { phase: "learning", due: { kind: "day", day: TODAY + 1 }, intervalDays: 1 }, {
    type: 1,
    queue: 3,
    due: 1001,
    stepsLeft: 2,
  }],
  ["review", { phase: "review", due: { kind: "day", day: TODAY + 8 }, intervalDays: 9, stability: 9 }, {
    type: 2,
    queue: 2,
    due: 1008,
    intervalDays: 9,
    stability: 9,
    factor: 2500,
  }],
  ["relearning", { phase: "relearning", due: { kind: "time", at: MORNING }, stability: 3.4 }, {
    type: 3,
    queue: 1,
    intervalDays: 3,
    stepsLeft: 1,
  }],
  ["suspended", { suspended: true }, { type: 0, queue: -1 }],
  ["buried by hand", { burial: { by: "hand", untilDay: TODAY + 1 } }, { queue: -3 }],
  ["buried as a sibling", { burial: { by: "sibling", untilDay: TODAY + 1 } }, { queue: -2 }],
  ["buried until today", { burial: { by: "hand", untilDay: TODAY } }, { queue: 0 }],
])("a card that is %s has the columns of one", (_name, changes, expected) => {
  expect(exported({ ...newMemory(5), ...changes }, []).state).toMatchObject(expected);
});

/** Equal but for the version, for parts of a second in an instant, and for what rounding does. */
function expectSame(again: Memory, before: Memory): void {
  const plain = ({ version: _, stability: _s, difficulty: _d, due: _due, ...rest }: Memory) => rest;
  expect(plain(again)).toEqual(plain(before));
  expect(inSeconds(again.due)).toEqual(inSeconds(before.due));
  expect(again.stability === undefined).toBe(before.stability === undefined);
  const { stability = 1, difficulty = 1 } = before;
  expect((again.stability ?? 1) / stability).toBeCloseTo(1, 9);
  expect((again.difficulty ?? 1) / difficulty).toBeCloseTo(1, 9);
}

function inSeconds(due: Due): Due {
  return due.kind === "time" ? { ...due, at: Math.floor(due.at / 1000) } : due;
}

function imported({ state, reviews }: ExportedCard, memory: Memory, seen: number): ConvertedHistory {
  return convertHistory({ state, reviews, flag: memory.flag, leech: memory.leech }, { ...CONTEXT, seen });
}

type Move =
  | { readonly kind: "answer"; readonly rating: Rating }
  | { readonly kind: "set_due"; readonly days: number }
  | { readonly kind: "suspend" | "bury" | "flag" | "reset" | "undo" };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("answer"), rating: fc.constantFrom<Rating>(1, 2, 3, 4) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("set_due"), days: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("suspend", "bury", "flag", "reset", "undo") }) },
);
const anyLife = fc.array(
  fc.record({ move: anyMove, gap: fc.constantFrom(90_000, 700_000, 61_234, DAY, 3 * DAY, 40 * DAY) }),
  { maxLength: 20 },
);

function live(life: readonly { readonly move: Move; readonly gap: number }[]): {
  readonly log: readonly LogEntry[];
  readonly memory: Memory;
  readonly now: number;
} {
  let now = startOfDay(FIRST_DAY + 100, BERLIN) + 7_200_123;
  let log: readonly LogEntry[] = [];
  let memory = newMemory(5);
  for (const { move, gap } of life) {
    now += gap;
    const entry = entryOf(move, { log, memory, now });
    if (entry === undefined) continue;
    log = [...log, entry];
    memory = foldLog(5, { entries: log, parameters });
  }
  return { log, memory, now };
}

function entryOf(
  move: Move,
  { log, memory, now }: {
    readonly log: readonly LogEntry[];
    readonly memory: Memory;
    readonly now: number;
  },
): LogEntry | undefined {
  const day = dayOf(now, BERLIN);
  const base = { seq: log.length + 1, at: now, day };
  switch (move.kind) {
    case "answer":
      return {
        ...answerEntry(memory, move.rating, { ...CONTEXT, now, fuzzSeed: log.length }),
        seq: base.seq,
      };
    case "set_due":
      return { ...base, kind: "set_due", dueDay: day + move.days, intervalDays: Math.max(1, move.days) };
    case "bury":
      return { ...base, kind: "bury", by: "hand", untilDay: day + 1 };
    case "flag":
      return { ...base, kind: "flag", flag: 3 };
    case "reset":
      return memory.phase === "new" ? undefined : { ...base, kind: "reset", position: 8 };
    case "suspend":
      return { ...base, kind: "suspend" };
    case "undo":
      return log.at(-1)?.kind === "answer" ? { ...base, kind: "undo", target: log.length } : undefined;
  }
}

test("whatever was done to a card here, it comes back from Anki as it went", () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      const { log, memory, now } = live(life);
      const today = dayOf(now, BERLIN);
      const card = exported(memory, log, contextOf(today));
      const again = imported(card, memory, now).memory;
      const shown = memory.suspended || (memory.burial?.untilDay ?? today) <= today;
      expectSame(again, shown ? { ...memory, burial: undefined } : memory);
    }),
    { numRuns: 400 },
  );
});

/** Takes a card in and out again twice. */
function travelled(card: AnkiCard): {
  readonly first: ConvertedHistory;
  readonly once: ExportedCard;
  readonly second: ConvertedHistory;
  readonly twice: ExportedCard;
} {
  const out = ({ memory, entries, position }: ConvertedHistory) =>
    toAnki({ memory, log: entries.map((entry) => ({ entry, tookMs: 0 })), position }, contextOf());
  const first = convertHistory(card, CONTEXT);
  const once = out(first);
  const second = imported(once, first.memory, CONTEXT.seen);
  return { first, once, second, twice: out(second) };
}

const rowsOf = ({ reviews }: ExportedCard) => reviews.map(({ factor: _, ...rest }) => rest);

test.each<[string, AnkiCard]>([
  ["a whole history", ankiCard({}, [learn(9), row(5), row(1, { ease: 1, interval: -600 })])],
  ["a history that is cut", ankiCard({}, [row(9), row(5)])],
  ["a history cut in relearning", ankiCard({}, [row(9, { kind: 2, interval: 1 }), row(5)])],
  ["no history", ankiCard({ intervalDays: 33, factor: 1900 })],
  ["a reset in between", ankiCard({}, [learn(9), row(8), learn(3), row(1)])],
  [
    "a filtered deck",
    ankiCard({ isFiltered: true, originalDue: 1003, due: -100_000 }, [learn(9), row(5, { kind: 3 })]),
  ],
])("a card of Anki with %s comes through twice alike", (_name, card) => {
  const { first, once, second, twice } = travelled(card);
  expectSame(second.memory, first.memory);
  expect(rowsOf(twice)).toEqual(rowsOf(once));
});

/** Rows further apart than a resets' ms, with the kinds and eases that Anki writes. */
const anyRows = fc.uniqueArray(
  anyReview.filter(({ id, ease }) => id > 10 && id < MORNING && ease >= 0 && ease <= 4),
  { maxLength: 12, selector: ({ id }) => Math.floor(id / 100) },
);

test("any card of Anki comes through twice alike", () => {
  fc.assert(
    fc.property(anyState, anyRows, (state, reviews) => {
      const { first, once, second, twice } = travelled({ state, reviews, flag: 0, leech: false });
      expectSame(second.memory, first.memory);
      expect(rowsOf(twice)).toEqual(rowsOf(once));
    }),
    { numRuns: 400 },
  );
});
