/** Rules of Anki, each named by its source in ankitects/anki. */
import { expect, test } from "vitest";
import fc from "fast-check";
import { countRows } from "../../src/scheduling/anki_reviews.ts";
import type { AnkiCardState, AnkiReview } from "../../src/scheduling/anki_history.ts";
import { foldLog } from "../../src/scheduling/fold.ts";
import { type ConvertedHistory, convertHistory, type ImportContext } from "../../src/scheduling/from_anki.ts";
import { initialState, type MemoryState, nextState } from "../../src/scheduling/memory_model.ts";
import { migrateParameters } from "../../src/scheduling/parameters.ts";
import type { Memory, Rating } from "../../src/scheduling/types.ts";
import vectors from "../golden/fsrs6-vectors.json" with { type: "json" };
import { ankiCard, anyReview, anyState, CONTEXT, dayNumber, learn, row } from "./anki_cards.ts";
import { BERLIN, MORNING, PLAIN, TODAY } from "./cards.ts";

const { parameters } = PLAIN;

function converted(
  reviews: readonly AnkiReview[],
  state: Partial<AnkiCardState> = {},
  context: Partial<ImportContext> = {},
): ConvertedHistory {
  return convertHistory(ankiCard(state, reviews), { ...CONTEXT, ...context });
}

/** The model over ratings, each with the days since the one before. */
function folded(
  start: MemoryState | undefined,
  answers: readonly (readonly [Rating, number])[],
): MemoryState {
  let state = start;
  for (const [rating, elapsedDays] of answers) {
    state = state === undefined
      ? initialState(rating, parameters)
      : nextState(state, { rating, elapsedDays, parameters });
  }
  return { stability: state?.stability ?? NaN, difficulty: state?.difficulty ?? NaN };
}

function stateIn({ stability, difficulty }: Memory): Partial<MemoryState> {
  return {
    ...(stability === undefined ? {} : { stability }),
    ...(difficulty === undefined ? {} : { difficulty }),
  };
}

function kindsOf({ entries }: ConvertedHistory): string {
  return entries.map(({ kind }) => kind).join(" ");
}

const reset = (daysAgo: number) => row(daysAgo, { kind: 4, ease: 0, factor: 0, interval: 0 });
const setDue = (daysAgo: number) => row(daysAgo, { kind: 4, ease: 0, factor: 2500, interval: 3 });
const moved = (daysAgo: number) => row(daysAgo, { kind: 5, ease: 0, interval: 30 });
const cram = (daysAgo: number) => row(daysAgo, { kind: 3, factor: 0 });
const early = (daysAgo: number) => row(daysAgo, { kind: 3 });

// rslib/src/scheduler/fsrs/params.rs, reviews_for_fsrs and its tests.
test.each<[string, readonly AnkiReview[], readonly (readonly [Rating, number])[]]>([
  ["the days between answers count", [learn(15), learn(13), row(10), row(5)], [[3, 0], [3, 2], [3, 3], [
    3,
    5,
  ]]],
  ["rows come in any order", [row(5), learn(13), row(10), learn(15)], [[3, 0], [3, 2], [3, 3], [3, 5]]],
  ["the same row twice counts once", [learn(15), learn(15), row(10)], [[3, 0], [3, 5]]],
  ["cramming is left out", [learn(10), row(9), cram(7), row(4)], [[3, 0], [3, 1], [3, 5]]],
  ["cramming between steps parts no run of them", [learn(10), cram(9), learn(8)], [[3, 0], [3, 2]]],
  ["an early answer in a filtered deck counts", [learn(10), early(8)], [[3, 0], [3, 2]]],
  ["a due date set by hand is left out", [learn(10), row(9), setDue(7), row(4)], [[3, 0], [3, 1], [3, 5]]],
  ["rescheduling is left out", [learn(10), row(9), moved(7), row(4)], [[3, 0], [3, 1], [3, 5]]],
  ["a reset drops what was before", [learn(10), reset(7), learn(4), row(0)], [[3, 0], [3, 4]]],
  ["steps after reviews are a reset without a row", [learn(10), row(9), learn(4), row(0)], [[3, 0], [3, 4]]],
  ["steps after a due date set by hand are one as well", [learn(9), setDue(7), learn(4)], [[3, 0]]],
  ["a graduated card that goes on learning is no reset", [learn(9, { interval: 4 }), learn(5)], [[3, 0], [
    3,
    4,
  ]]],
  ["a time that is still to come is now", [learn(2), row(-9)], [[3, 0], [3, 2]]],
])("a memory folded from whole history: %s", (_name, reviews, answers) => {
  const { memory } = converted(reviews);
  const state = folded(undefined, answers);
  expect(memory.stability).toBeCloseTo(state.stability, 10);
  expect(memory.difficulty).toBeCloseTo(state.difficulty, 10);
});

test("vector A comes out of the rows that Anki would have written", () => {
  let daysAgo = 757;
  const reviews = vectors.A_trace.map(({ rating, delta_t }, i) => {
    daysAgo -= delta_t;
    const kind = i < 2 ? 0 : i === 7 || i === 8 ? 2 : 1;
    return row(daysAgo, { kind, ease: rating }, i);
  });
  const last = vectors.A_trace.at(-1);
  const { memory } = converted(reviews);
  expect(memory.stability).toBeCloseTo(last?.S ?? NaN, 5);
  expect(memory.difficulty).toBeCloseTo(last?.D ?? NaN, 6);
});

// rslib/src/scheduler/fsrs/memory_state.rs, bypassed_learning_is_handled (values for the FSRS-6 defaults by formula).
test("a history whose beginning is missing starts as SM-2 left the card at its first row", () => {
  const { memory, entries } = converted([row(99, { interval: 100 }), row(0, { interval: 1 })]);
  const start = { stability: 100, difficulty: stateFromSm2(100, 2.5) };
  const state = folded(start, [[3, 99]]);
  expect(memory.stability).toBeCloseTo(state.stability, 4);
  expect(memory.difficulty).toBeCloseTo(state.difficulty, 4);
  expect(entries.map(({ kind }) => kind)).toEqual(["import", "answer", "import", "answer", "import"]);
});

/** Source: fsrs-rs, memory_state_from_sm2. */
function stateFromSm2(stability: number, ease: number): number {
  const [w8 = 0, w9 = 0, w10 = 0] = parameters.weights.slice(8, 11);
  return 11 - (ease - 1) / (Math.exp(w8) * stability ** -w9 * (Math.exp(0.1 * w10) - 1));
}

// single_card_revlog_to_item: "if the ease factor is less than 1.1, the revlog entry is generated by FSRS".
test("a first row that FSRS wrote gives its difficulty", () => {
  expect(converted([row(9, { factor: 600 })]).memory.difficulty).toBeCloseTo(5.5, 10);
});

// reviews_for_fsrs, skip_initial_relearning_steps: the first row of a day or more counts.
test("short waits at the head of what is left of a history are passed over", () => {
  const { memory } = converted([
    row(8, { ease: 1, interval: -600 }),
    row(8, { kind: 2, interval: 4 }, 10),
    row(4),
  ]);
  const state = folded({ stability: 4, difficulty: stateFromSm2(4, 2.5) }, [[3, 4]]);
  expect(memory.stability).toBeCloseTo(state.stability, 4);
});

test("reviews after a reset without learning steps start from their first", () => {
  const { memory } = converted([learn(20), reset(9), row(5, { interval: 4 }), row(1)]);
  const state = folded({ stability: 4, difficulty: stateFromSm2(4, 2.5) }, [[3, 4]]);
  expect(memory.stability).toBeCloseTo(state.stability, 4);
});

// set_memory_state.
test.each<[string, Partial<AnkiCardState>, MemoryState | undefined]>([
  ["SM-2 at its interval and ease", { intervalDays: 100 }, {
    stability: 100,
    difficulty: stateFromSm2(100, 2.5),
  }],
  ["ease 0 as 2.5", { intervalDays: 10, factor: 0 }, { stability: 10, difficulty: stateFromSm2(10, 2.5) }],
  ["an interval of 0 as a day", { intervalDays: 0 }, { stability: 1, difficulty: stateFromSm2(1, 2.5) }],
  ["what Anki knew", { stability: 42, difficulty: 3 }, { stability: 42, difficulty: 3 }],
  ["what Anki knew within bounds", { stability: 1e9, difficulty: 12 }, { stability: 36500, difficulty: 10 }],
  ["its interval though nobody answered it", { reps: 0 }, {
    stability: 10,
    difficulty: stateFromSm2(10, 2.5),
  }],
  ["nothing for a card in learning", { type: 1, queue: 1, intervalDays: 0 }, undefined],
  ["nothing for a new card", { type: 0, queue: 0, stability: 4, difficulty: 4 }, undefined],
])("a card without rows is taken by %s", (_name, state, expected) => {
  const { memory } = converted([], state);
  expect(stateIn(memory)).toEqual(
    expected === undefined ? {} : {
      stability: expect.closeTo(expected.stability, 4),
      difficulty: expect.closeTo(expected.difficulty, 4),
    },
  );
});

test("what Anki kept with a card is believed only where rows are missing", () => {
  const kept = { stability: 42, difficulty: 3 };
  expect(stateIn(converted([learn(9), row(5)], kept).memory)).toEqual(folded(undefined, [[3, 0], [3, 4]]));
  expect(stateIn(converted([row(9), row(5)], kept).memory)).toEqual(kept);
  // Answered two days ago, says the card; the last row is five days old.
  const later = { ...kept, lastReviewAt: MORNING - 2 * 86_400_000 };
  const { memory } = converted([learn(9), row(5)], later);
  expect(memory).toMatchObject({ ...kept, lastDay: TODAY - 2 });
});

test("a card without rows counts its days from where its interval began", () => {
  const { memory } = converted([], { due: dayNumber(TODAY + 3) });
  expect(memory).toMatchObject({
    lastDay: undefined,
    due: { kind: "day", day: TODAY + 3 },
    intervalDays: 10,
  });
});

// rslib/src/storage/revlog/v2_upgrade.sql.
test.each(
  [
    [{ type: 2, due: 1000 }, 7, 7],
    [{ type: 2, due: 1000 }, undefined, 0],
    [{ type: 0, due: 5 }, 7, 5],
  ] as const,
)("the place among the new cards of %j that had %j is %d", (state, position, found) => {
  const card = { ...ankiCard(state), position };
  expect(convertHistory(card, CONTEXT).position).toBe(found);
});

test("the three buttons of learning in the first scheduler are Again, Good and Easy", () => {
  const ratings = (scheduler: 1 | 2, eases: readonly number[]) =>
    converted(eases.map((ease, i) => learn(9, { ease }, i)), {}, { scheduler }).entries
      .flatMap((entry) => entry.kind === "answer" ? [entry.rating] : []);
  expect(ratings(1, [1, 2, 3])).toEqual([1, 3, 4]);
  expect(ratings(2, [1, 2, 3])).toEqual([1, 2, 3]);
  expect(ratings(1, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  const { entries } = converted([learn(9, { interval: 4 }), row(5, { ease: 2 })], {}, { scheduler: 1 });
  expect(entries[1]).toMatchObject({ rating: 2 });
});

// rslib/src/scheduler/answering/revlog.rs: positive days, negative seconds.
test.each<[string, AnkiReview, object]>([
  ["a step", learn(0, { interval: -600 }), {
    phase: "learning",
    step: 1,
    due: { kind: "time", at: MORNING + 600_000 },
    intervalDays: 0,
    lapse: false,
  }],
  ["a step of days", learn(9, { interval: -172_800 }), {
    phase: "learning",
    due: { kind: "day", day: TODAY - 7 },
    intervalDays: 2,
  }],
  ["a step over the rollover", learn(9, { interval: -79_200 }), {
    phase: "learning",
    due: { kind: "day", day: TODAY - 8 },
    intervalDays: 1,
  }],
  ["graduation", learn(9, { interval: 4 }), {
    phase: "review",
    due: { kind: "day", day: TODAY - 5 },
    intervalDays: 4,
  }],
  ["a lapse", row(9, { ease: 1, interval: -600 }), { phase: "relearning", lapse: true, intervalDays: 0 }],
  ["a lapse without steps", row(9, { ease: 1, interval: 1 }), {
    phase: "review",
    lapse: true,
    intervalDays: 1,
  }],
  ["relearnt", row(9, { kind: 2, interval: 2 }), { phase: "review", lapse: false, intervalDays: 2 }],
])("the interval of a row says what was decided: %s", (_name, review, decision) => {
  const { entries } = converted([review]);
  expect(entries.find(({ kind }) => kind === "answer")).toMatchObject({ decision });
});

test("answers bring their line, their time and the memory after them", () => {
  const { answers, entries } = converted([
    learn(9),
    learn(8, { interval: 3, lastInterval: -86_400 }),
    row(5, { ease: 1, interval: -600 }),
    row(5, { kind: 2, interval: 1, lastInterval: -600 }, 10),
  ]);
  expect(answers.map(({ line }) => line)).toEqual(["new", "day_learning", "review", "learning"]);
  expect(answers.map(({ tookMs }) => tookMs)).toEqual([4000, 4000, 4000, 4000]);
  expect(answers[0]).toMatchObject({ ...folded(undefined, [[3, 0]]), retrievability: undefined });
  expect(answers[2]?.retrievability).toBeGreaterThan(0.5);
  expect(answers.map(({ seq }) => entries[seq - 1]?.kind)).toEqual(["answer", "answer", "answer", "answer"]);
});

const learningDue = Math.floor(MORNING / 1000) + 300;

// rslib/src/scheduler/bury_and_suspend.rs, filtered/mod.rs, timing.rs.
test.each<[string, Partial<AnkiCardState>, Partial<Memory>]>([
  ["review", { due: 1003 }, {
    phase: "review",
    due: { kind: "day", day: TODAY + 3 },
    intervalDays: 10,
    step: 0,
  }],
  ["overdue", { due: 900 }, { due: { kind: "day", day: TODAY - 100 } }],
  ["new", { type: 0, queue: 0, due: 77 }, {
    phase: "new",
    due: { kind: "new", position: 77 },
    intervalDays: 0,
  }],
  ["learning", { type: 1, queue: 1, due: learningDue, stepsLeft: 1 }, {
    phase: "learning",
    step: 1,
    due: { kind: "time", at: learningDue * 1000 },
    intervalDays: 0,
  }],
  ["day learning", { type: 1, queue: 3, due: 1001, stepsLeft: 2 }, {
    phase: "learning",
    step: 0,
    due: { kind: "day", day: TODAY + 1 },
    intervalDays: 1,
  }],
  ["relearning", { type: 3, queue: 1, due: learningDue, stepsLeft: 1 }, {
    phase: "relearning",
    intervalDays: 0,
  }],
  ["relearning in the first scheduler", { type: 2, queue: 1, due: learningDue, originalDue: 1004 }, {
    phase: "relearning",
    due: { kind: "time", at: learningDue * 1000 },
  }],
  ["more steps left than there are", { type: 1, queue: 1, due: learningDue, stepsLeft: 9 }, { step: 0 }],
  ["suspended", { queue: -1 }, { suspended: true, phase: "review", burial: undefined }],
  ["suspended in learning", { type: 1, queue: -1, due: learningDue }, {
    suspended: true,
    due: { kind: "time", at: learningDue * 1000 },
  }],
  ["buried as a sibling", { queue: -2 }, {
    burial: { by: "sibling", untilDay: TODAY + 1 },
    suspended: false,
  }],
  ["buried by hand", { queue: -3 }, { burial: { by: "hand", untilDay: TODAY + 1 } }],
  ["in a filtered deck", { due: -99_000, originalDue: 1006, isFiltered: true }, {
    due: { kind: "day", day: TODAY + 6 },
  }],
  ["previewed", { queue: 4, due: learningDue, originalDue: 1006, isFiltered: true }, {
    phase: "review",
    due: { kind: "day", day: TODAY + 6 },
  }],
  ["answered in a filtered deck", { due: 1007, originalDue: 0, isFiltered: true }, {
    due: { kind: "day", day: TODAY + 7 },
  }],
  ["counts", { reps: 40, lapses: 6 }, { reviews: 40, lapses: 6 }],
  ["review with a due in seconds", { due: learningDue }, { due: { kind: "day", day: TODAY } }],
])("the state of a card is taken over: %s", (_name, state, expected) => {
  expect(converted([], state).memory).toMatchObject(expected);
});

test("flag and leech come with the card", () => {
  const card = { ...ankiCard({}), flag: 4, leech: true } as const;
  expect(convertHistory(card, CONTEXT).memory).toMatchObject({ flag: 4, leech: true });
});

// rslib/src/scheduler/timing.rs, days_elapsed: dates are subtracted, in the offset of each.
test.each<[string, number, number | undefined]>([
  ["at 4 in the morning, place unknown", 1_696_125_600 - 86_400 * 1000, undefined],
  ["in New York at 4, place known", Date.UTC(2023, 5, 5, 8) / 1000, 240],
  ["in Tokyo just before midnight", Date.UTC(2023, 5, 5, 14, 59) / 1000, -540],
  ["in Tokyo at 1 in the morning: the date counts, not the rollover", Date.UTC(2023, 5, 4, 16) / 1000, -540],
])("day 0 is the date of making: %s", (_name, collectionMadeAt, collectionWestOffset) => {
  const { memory } = converted([], { collectionMadeAt, collectionWestOffset, due: 10 });
  const day0 = collectionWestOffset === undefined
    ? Date.UTC(2021, 0, 4) / 86_400_000
    : Date.UTC(2023, 5, 5) / 86_400_000;
  expect(memory.due).toEqual({ kind: "day", day: day0 + 10 });
});

test("a new card of which there is nothing to say has no log", () => {
  const { entries, memory, position } = converted([], { type: 0, queue: 0, due: 12, reps: 0 });
  expect([entries, memory.due, position]).toEqual([[], { kind: "new", position: 12 }, 12]);
});

test("a card made new in the end is new, whatever its rows", () => {
  const { memory } = converted([learn(9), row(5)], { type: 0, queue: 0, due: 12, reps: 2 });
  expect(memory).toMatchObject({ phase: "new", stability: undefined, lastAt: undefined, reviews: 2 });
});

test("rows are entries in time; what is left out is counted", () => {
  const history = converted([learn(9), cram(8), row(5), reset(4), setDue(3), row(2, { ease: 9 })]);
  expect(kindsOf(history)).toBe("answer import answer reset set_due import");
  expect(history.ignored).toBe(2);
});

const anyCard = fc.record({
  state: anyState,
  reviews: fc.array(anyReview, { maxLength: 12 }),
  flag: fc.constantFrom(0, 3, 7),
  leech: fc.boolean(),
});
const anyContext = fc.record({
  clock: fc.constantFrom(BERLIN, { zone: "America/St_Johns", rolloverHour: 0 }, {
    zone: "UTC",
    rolloverHour: 23,
  }),
  preset: fc.constantFrom(PLAIN, { ...PLAIN, learningStepsMinutes: [], relearningStepsMinutes: [] }),
  seen: fc.constant(MORNING),
  scheduler: fc.constantFrom(1, 2),
});

test("convertHistory() of anything gives a log without gaps whose fold is the memory, and that the store can keep", () => {
  fc.assert(fc.property(anyCard, anyContext, (card, context) => {
    const { entries, memory, position } = convertHistory(card, context);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
    expect(foldLog(position, { entries, parameters })).toEqual(memory);
    for (const entry of entries) expect([entry.at, entry.day].every(Number.isSafeInteger)).toBe(true);
    expect(entries.every(({ at }) => at <= context.seen)).toBe(true);
    const { stability, difficulty, due, phase, step, intervalDays, reviews, lapses } = memory;
    expect(phase === "new").toBe(due.kind === "new");
    expect(stability === undefined || (stability >= 0.001 && stability <= 36_500)).toBe(true);
    expect(difficulty === undefined || (difficulty >= 1 && difficulty <= 10)).toBe(true);
    for (const count of [step, intervalDays, reviews, lapses]) expect(count).toBeGreaterThanOrEqual(0);
    expect((memory.lastAt === undefined) === (memory.lastDay === undefined)).toBe(true);
  }));
});

test("countRows() of anything counts the answers that convertHistory() makes, and tells of every other row", () => {
  const told = (reviews: readonly AnkiReview[], context: { seen: number; scheduler: 1 | 2 }) => {
    const fates: string[] = [];
    const answers = countRows(reviews, context, (_, what) => fates.push(what));
    return {
      answers,
      others: fates.filter((what) => !["future", "bounded", "three_buttons"].includes(what)),
    };
  };
  const repeated = fc.array(anyReview, { maxLength: 12 }).chain((reviews) =>
    fc.shuffledSubarray([...reviews, ...reviews])
  );
  fc.assert(fc.property(anyCard, repeated, anyContext, (card, reviews, context) => {
    const { entries } = convertHistory({ ...card, reviews }, context);
    const { answers, others } = told(reviews, context);
    expect(answers).toBe(entries.filter(({ kind }) => kind === "answer").length);
    expect(answers + others.length).toBe(reviews.length);
    const sorted = reviews.toSorted((a, b) => a.id - b.id);
    if (sorted.every(({ id }) => !Number.isNaN(id))) expect(told(sorted, context).answers).toBe(answers);
  }));
});

test.each<[string, readonly AnkiReview[], readonly string[]]>([
  ["an answer", [row(5)], []],
  ["a cram", [cram(8)], ["preview"]],
  ["a reset and a due date", [reset(4), setDue(3)], ["reset", "set_due"]],
  ["a grade that is none", [row(2, { ease: 9 })], ["no_effect"]],
  ["a row twice", [row(5), row(5)], ["double"]],
  ["a row without a time", [row(5, { id: 0 })], ["no_time"]],
  ["tomorrow's row", [row(-1)], ["future"]],
  ["an endless interval", [row(5, { interval: 40_000 })], ["bounded"]],
])("countRows() tells of %s", (_, reviews, expected) => {
  const told: string[] = [];
  countRows(reviews, CONTEXT, (_, what) => told.push(what));
  expect(told).toEqual(expected);
});

test("countRows() tells of three buttons in learning only under the first scheduler", () => {
  const told: string[] = [];
  const reviews = [learn(9, { ease: 2 }), learn(8, { ease: 3 }), row(5, { ease: 3 })];
  countRows(reviews, { ...CONTEXT, scheduler: 1 }, (_, what) => told.push(what));
  expect(told).toEqual(["three_buttons", "three_buttons"]);
  expect(countRows(reviews, CONTEXT, () => {})).toBe(3);
});

const anyPast = fc.array(
  fc.record({ ease: fc.constantFrom<Rating>(1, 2, 3, 4), gap: fc.nat(40) }),
  { minLength: 1, maxLength: 20 },
);

test("a whole history folds to the model's state, for weights of any version", () => {
  const old = migrateParameters(vectors.default_w.slice(0, 19));
  const preset = old.ok ? { ...PLAIN, parameters: old.value } : PLAIN;
  fc.assert(fc.property(anyPast, (past) => {
    let daysAgo = past.reduce((sum, { gap }) => sum + gap, 0);
    const reviews = past.map(({ ease, gap }, i) => {
      if (i > 0) daysAgo -= gap;
      return row(daysAgo, { ease, kind: i === 0 ? 0 : 1 }, i);
    });
    let state: MemoryState | undefined;
    for (const [i, { ease, gap }] of past.entries()) {
      state = i === 0 || state === undefined
        ? initialState(ease, preset.parameters)
        : nextState(state, { rating: ease, elapsedDays: gap, parameters: preset.parameters });
    }
    expect(stateIn(converted(reviews, {}, { preset }).memory)).toEqual(state);
  }));
});
