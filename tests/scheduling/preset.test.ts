import { expect, test } from "vitest";
import { checkPreset, DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import type { Preset } from "../../src/scheduling/types.ts";

test("checkPreset() has nothing against the defaults, no steps, or a year of them", () => {
  expect(checkPreset(DEFAULT_PRESET)).toEqual([]);
  expect(checkPreset({ ...DEFAULT_PRESET, learningStepsMinutes: [], relearningStepsMinutes: [] })).toEqual(
    [],
  );
  expect(checkPreset({ ...DEFAULT_PRESET, learningStepsMinutes: [0.5, 1440, 525_600] })).toEqual([]);
});

test.each<[Partial<Preset>, RegExp]>([
  [{ desiredRetention: 0.69 }, /^Desired retention: found 0.69, need a number from 0.7 to 0.99$/],
  [{ desiredRetention: 1 }, /found 1, /],
  [{ desiredRetention: NaN }, /found NaN/],
  [{ maximumIntervalDays: 0 }, /longest interval/],
  [{ maximumIntervalDays: 36501 }, /longest interval/],
  [{ newPerDay: -1 }, /New cards a day/],
  [{ newPerDay: 2.5 }, /need a whole number from 0 to 9999/],
  [{ reviewsPerDay: 10_000 }, /Reviews a day/],
  [{ learnAheadMinutes: 1440 }, /Learn ahead/],
  [{ leechThreshold: 1000 }, /leech threshold/],
  [{ learningStepsMinutes: [0] }, /^Learning steps: 0 minutes is no step/],
  [{ learningStepsMinutes: [-5] }, /-5 minutes is no step/],
  [{ learningStepsMinutes: [NaN] }, /NaN minutes is no step/],
  [{ learningStepsMinutes: [10, 10] }, /10 follows 10, each must be longer/],
  [{ relearningStepsMinutes: [10, 1] }, /^Relearning steps: 1 follows 10/],
  [{ relearningStepsMinutes: Array.from({ length: 21 }, (_, i) => i + 1) }, /found 21, at most 20/],
  [{ parameters: { version: 6, weights: [1, 2] } }, /found 2 numbers, need 21/],
])("checkPreset() says what is wrong with %j", (change, message) => {
  const problems = checkPreset({ ...DEFAULT_PRESET, ...change });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(message);
  expect(Object.keys(change)).toContain(problems[0]?.field);
});
