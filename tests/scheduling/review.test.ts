import { expect, test } from "vitest";
import fc from "fast-check";
import { startOfDay } from "../../src/scheduling/day.ts";
import { applyEntry, newMemory } from "../../src/scheduling/fold.ts";
import { answerEntry, decide, isLeech, previewAnswers } from "../../src/scheduling/review.ts";
import { type Memory, type Preset, type Rating, RATINGS } from "../../src/scheduling/types.ts";
import { anyPreset, BERLIN, comesAt, contextOf, MORNING, PLAIN, reviewCard, TODAY } from "./cards.ts";

const MINUTE = 60_000;

test("a new card with the default steps goes away for 1, 5.5 and 10 minutes, or 8 days", () => {
  const outcomes = previewAnswers(newMemory(1), contextOf());
  expect(RATINGS.map((rating) => outcomes[rating].due)).toEqual([
    { kind: "time", at: MORNING + MINUTE },
    { kind: "time", at: MORNING + 5.5 * MINUTE },
    { kind: "time", at: MORNING + 10 * MINUTE },
    { kind: "day", day: TODAY + 8 },
  ]);
  expect(RATINGS.map((rating) => [outcomes[rating].phase, outcomes[rating].step])).toEqual([
    ["learning", 0],
    ["learning", 0],
    ["learning", 1],
    ["review", 0],
  ]);
  expect(outcomes[3]).toMatchObject({
    stability: 2.3065,
    retrievability: undefined,
    lapse: false,
    leech: undefined,
  });
});

test("a learning card on its last step repeats it on Hard and graduates on Good", () => {
  const memory = answered(newMemory(1), [3]);
  const outcomes = previewAnswers(memory, contextOf());
  expect(outcomes[1]).toMatchObject({ phase: "learning", step: 0, due: { at: MORNING + MINUTE } });
  expect(outcomes[2]).toMatchObject({ phase: "learning", step: 1, due: { at: MORNING + 10 * MINUTE } });
  expect(outcomes[3]).toMatchObject({ phase: "review", due: { day: TODAY + 2 }, intervalDays: 2 });
  expect(outcomes[4].intervalDays).toBeGreaterThan(2);
});

test("Easy from learning comes at least a day after Good", () => {
  const tied: Preset = { ...PLAIN, maximumIntervalDays: 9, parameters: PLAIN.parameters };
  const memory: Memory = { ...answered(newMemory(1), [3]), stability: 6, difficulty: 10, lastDay: TODAY };
  const { 3: good, 4: easy } = previewAnswers(memory, contextOf(tied));
  expect(easy.intervalDays).toBeGreaterThan(good.intervalDays);
});

test("steps of a day or more fall due on days, whatever the hour", () => {
  const preset = { ...PLAIN, learningStepsMinutes: [10, 1440, 4320] };
  const onDay = { ...newMemory(1), phase: "learning", step: 0 } as const;
  for (const hour of [0.1, 6, 23.9]) {
    const now = startOfDay(TODAY, BERLIN) + hour * 60 * MINUTE;
    expect(decide(onDay, 3, contextOf(preset, now))).toMatchObject({
      due: { day: TODAY + 1 },
      intervalDays: 1,
    });
    const last = { ...onDay, step: 1 };
    expect(decide(last, 3, contextOf(preset, now))).toMatchObject({
      due: { day: TODAY + 3 },
      intervalDays: 3,
    });
  }
});

test.each([
  ["the long day of autumn", "2026-10-24", 1 / 60],
  ["the eve of the short day of spring", "2026-03-27", 23.9],
])("a step of a day is a day also on %s", (_name, date, hour) => {
  const day = Date.parse(date) / (24 * 60 * MINUTE);
  const now = startOfDay(day, BERLIN) + hour * 60 * MINUTE;
  const outcome = decide(newMemory(1), 1, contextOf({ ...PLAIN, learningStepsMinutes: [1440] }, now));
  expect(outcome).toMatchObject({ due: { kind: "day", day: day + 1 }, intervalDays: 1 });
});

test("a step that crosses the rollover hour falls due on the next day", () => {
  const now = startOfDay(TODAY + 1, BERLIN) - 3 * MINUTE;
  const outcomes = previewAnswers(newMemory(1), contextOf(PLAIN, now));
  expect(outcomes[1].due).toEqual({ kind: "time", at: now + MINUTE });
  expect(outcomes[2]).toMatchObject({ due: { kind: "day", day: TODAY + 1 }, intervalDays: 1, step: 0 });
  expect(outcomes[3]).toMatchObject({ due: { kind: "day", day: TODAY + 1 }, intervalDays: 1, step: 1 });
});

test("without learning steps a new card goes straight to review, each answer a day further at least", () => {
  const outcomes = previewAnswers(newMemory(1), contextOf({ ...PLAIN, learningStepsMinutes: [] }));
  expect(RATINGS.map((rating) => outcomes[rating].phase)).toEqual(["review", "review", "review", "review"]);
  expect(RATINGS.map((rating) => outcomes[rating].intervalDays)).toEqual([1, 2, 3, 8]);
});

test("a card in review that is forgotten is relearnt and counts a lapse", () => {
  const outcome = decide(reviewCard(20), 1, contextOf());
  expect(outcome).toMatchObject({ phase: "relearning", step: 0, lapse: true, intervalDays: 0 });
  expect(outcome.due).toEqual({ kind: "time", at: MORNING + 10 * MINUTE });
  expect(outcome.retrievability).toBeCloseTo(0.9, 6);
  expect(outcome.stability).toBeLessThan(20);
});

test("without relearning steps a forgotten card stays in review at a shorter interval", () => {
  const outcome = decide(reviewCard(20), 1, contextOf({ ...PLAIN, relearningStepsMinutes: [] }));
  expect(outcome).toMatchObject({
    phase: "review",
    lapse: true,
    intervalDays: Math.round(outcome.stability),
  });
  expect(outcome.due).toEqual({ kind: "day", day: TODAY + outcome.intervalDays });
});

test("Again while relearning is no second lapse", () => {
  const memory = answered(reviewCard(20), [1, 1]);
  expect(memory).toMatchObject({ phase: "relearning", lapses: 1 });
});

test("a relearning card graduates to the interval of its stability", () => {
  const memory = answered(reviewCard(20), [1]);
  const outcome = decide(memory, 3, contextOf());
  expect(outcome).toMatchObject({
    phase: "review",
    intervalDays: Math.round(outcome.stability),
    lapse: false,
  });
});

test.each([
  ["that grows is pulled back below the one before", 20, 101],
  ["that stays as long is pulled back below the one before", 1, 100],
])("no interval %s by fuzz", (_name, elapsed, least) => {
  const memory = reviewCard(100, { lastDay: TODAY - elapsed, difficulty: 10 });
  const days = Array.from({ length: 200 }, (_, fuzzSeed) => {
    const context = { ...contextOf({ ...PLAIN, fuzz: true }), fuzzSeed };
    return decide(memory, 2, context).intervalDays;
  });
  expect(Math.min(...days)).toBe(least);
  expect(new Set(days).size).toBeGreaterThan(3);
});

test("an interval may shrink when the wanted retention was raised", () => {
  const { 3: good } = previewAnswers(reviewCard(100), contextOf({ ...PLAIN, desiredRetention: 0.99 }));
  expect(good.intervalDays).toBeLessThan(100);
});

test("no interval passes the longest that the preset allows", () => {
  const outcomes = previewAnswers(
    reviewCard(100),
    contextOf({ ...PLAIN, maximumIntervalDays: 30, fuzz: true }),
  );
  expect(RATINGS.slice(1).map((rating) => outcomes[rating].intervalDays)).toEqual([30, 30, 30]);
});

test("elapsed days are civil days of the learner: minutes over the rollover are a day, a long evening none", () => {
  const late = startOfDay(TODAY, BERLIN) - MINUTE;
  const memory = reviewCard(5, { lastAt: late, lastDay: TODAY - 1 });
  const soonAfter = decide(memory, 3, contextOf(PLAIN, late + 2 * MINUTE));
  expect(soonAfter.retrievability).toBeLessThan(1);
  const sameDay = decide(memory, 3, contextOf(PLAIN, late - 10 * 60 * MINUTE));
  expect(sameDay.retrievability).toBe(1);
});

test.each([
  [0, 3, false],
  [2, 3, false],
  [3, 3, true],
  [4, 3, false],
  [5, 3, true],
  [7, 3, true],
  [7, 8, false],
  [8, 8, true],
  [11, 8, false],
  [12, 8, true],
  [13, 8, false],
  [16, 8, true],
  [0, 0, false],
  [5, 0, false],
  [0, 1, false],
  [1, 1, true],
  [2, 1, true],
])("isLeech(%d lapses, threshold %d) is %s", (lapses, threshold, expected) => {
  expect(isLeech(lapses, threshold)).toBe(expected);
});

test.each(["tag", "suspend"] as const)(
  "a leech is met with %j at the threshold, and only on a lapse",
  (leechAction) => {
    const context = contextOf({ ...PLAIN, leechAction });
    expect(decide(reviewCard(20, { lapses: 7 }), 1, context).leech).toBe(leechAction);
    expect(decide(reviewCard(20, { lapses: 7 }), 3, context).leech).toBeUndefined();
    expect(decide(reviewCard(20, { lapses: 8 }), 1, context).leech).toBeUndefined();
  },
);

const anyRatings = fc.array(fc.constantFrom<Rating>(...RATINGS), { maxLength: 8 });
const anyTime = fc.integer({ min: 0, max: 24 * 60 * MINUTE - 1 });

test("what is shown on the buttons is what is written, and what it leads to", () => {
  fc.assert(fc.property(anyPreset, anyRatings, anyTime, fc.nat(), (preset, ratings, time, fuzzSeed) => {
    const context = { ...contextOf(preset, startOfDay(TODAY, BERLIN) + time), fuzzSeed };
    const memory = answered(newMemory(1), ratings, preset);
    const outcomes = previewAnswers(memory, context);
    for (const rating of RATINGS) {
      const entry = answerEntry(memory, rating, context);
      const { stability, difficulty, retrievability: _, ...decision } = outcomes[rating];
      expect(entry).toEqual({
        kind: "answer",
        seq: memory.version + 1,
        at: context.now,
        day: TODAY,
        rating,
        decision,
      });
      expect(applyEntry(memory, entry, preset.parameters)).toMatchObject({ stability, difficulty });
    }
  }));
});

test("answers are in order of time, and in order of days once a card leaves its steps", () => {
  fc.assert(fc.property(anyPreset, anyRatings, anyTime, fc.nat(), (preset, ratings, time, fuzzSeed) => {
    const context = { ...contextOf(preset, startOfDay(TODAY, BERLIN) + time), fuzzSeed };
    const memory = answered(newMemory(1), ratings, preset);
    const outcomes = previewAnswers(memory, context);
    for (const [shorter, longer] of [[1, 2], [2, 3], [3, 4]] as const) {
      const [a, b] = [outcomes[shorter], outcomes[longer]];
      if (
        shorter === 1 && (memory.phase === "review" || memory.phase === "relearning" && b.phase === "review")
      ) continue;
      const wait = comesAt(b.due) - comesAt(a.due);
      // Two steps shorter than a day that both cross the rollover meet on the next day.
      const meet = a.phase !== "review" && b.phase !== "review" && b.intervalDays === 1;
      if (meet) expect(wait).toBeGreaterThanOrEqual(0);
      else expect(wait).toBeGreaterThan(0);
      if (b.phase === "review") expect(b.intervalDays).toBeGreaterThan(a.intervalDays);
    }
  }));
});

test("every answer sends a card forward in time, to a day exactly as long as its interval", () => {
  fc.assert(fc.property(anyPreset, anyRatings, anyTime, (preset, ratings, time) => {
    const context = contextOf(preset, startOfDay(TODAY, BERLIN) + time);
    const outcomes = previewAnswers(answered(newMemory(1), ratings, preset), context);
    for (const rating of RATINGS) {
      const { due, intervalDays } = outcomes[rating];
      expect(comesAt(due)).toBeGreaterThan(context.now);
      if (due.kind === "day") expect(due.day).toBe(TODAY + intervalDays);
      else expect(intervalDays).toBe(0);
    }
  }));
});

/** Answers one after another, each when the card is due. */
function answered(memory: Memory, ratings: readonly Rating[], preset: Preset = PLAIN): Memory {
  return ratings.reduce((before, rating) => {
    const entry = answerEntry(before, rating, contextOf(preset));
    return applyEntry(before, entry, preset.parameters);
  }, memory);
}
