import { expect, test } from "vitest";
import fc from "fast-check";
import { migrateParameters } from "../../src/scheduling/parameters.ts";
import { presetFromImport } from "../../src/scheduling/preset_import.ts";
import { checkPreset, DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import type { Preset } from "../../src/scheduling/types.ts";
import vectors from "../golden/fsrs6-vectors.json" with { type: "json" };
import { anyPreset } from "./cards.ts";

const weights17 = [
  0.5,
  1.2,
  3.1,
  15.7,
  7.1,
  0.5,
  1.5,
  0.01,
  1.5,
  0.15,
  1,
  1.9,
  0.1,
  0.3,
  2.2,
  0.2,
  3,
];

test.each<[string, Record<string, unknown>, Partial<Preset>]>([
  ["steps", { learningStepsMinutes: [1, 15, 1440] }, { learningStepsMinutes: [1, 15, 1440] }],
  ["no steps", { relearningStepsMinutes: [] }, { relearningStepsMinutes: [] }],
  ["retention", { desiredRetention: 0.85 }, { desiredRetention: 0.85 }],
  ["limits", { newPerDay: 7, reviewsPerDay: 9999 }, { newPerDay: 7, reviewsPerDay: 9999 }],
  ["burying", { buryNewSiblings: true, buryReviewSiblings: true }, {
    buryNewSiblings: true,
    buryReviewSiblings: true,
  }],
  ["leeches", { leechThreshold: 0, leechAction: "suspend" }, { leechThreshold: 0, leechAction: "suspend" }],
  ["orders", { newOrder: "random", reviewOrder: "retrievability", mix: "new_first" }, {
    newOrder: "random",
    reviewOrder: "retrievability",
    mix: "new_first",
  }],
  ["21 weights", { parameters: vectors.default_w }, {
    parameters: { version: 6, weights: vectors.default_w },
  }],
  ["weights that nobody fitted", { parameters: [] }, { parameters: DEFAULT_PRESET.parameters }],
  ["names of other programs", { autoplay: true }, {}],
])("presetFromImport() takes %s", (_name, options, expected) => {
  expect(presetFromImport(options, DEFAULT_PRESET)).toEqual({
    preset: { ...DEFAULT_PRESET, ...expected },
    problems: [],
  });
});

test.each([[17, weights17], [19, vectors.default_w.slice(0, 19)]])(
  "presetFromImport() brings %i weights up to date",
  (_count, weights) => {
    const { preset, problems } = presetFromImport({ parameters: { version: 5, weights } }, DEFAULT_PRESET);
    const migrated = migrateParameters(weights);
    expect(problems).toEqual([]);
    expect(preset.parameters).toEqual(migrated.ok && migrated.value);
    expect(preset.parameters.weights).toHaveLength(21);
  },
);

test.each<[string, Record<string, unknown>, Partial<Preset>, string]>([
  ["a limit beyond the most", { reviewsPerDay: 99_999 }, { reviewsPerDay: 9999 }, "taken as 9999, was 200"],
  ["half a day", { maximumIntervalDays: 90.5 }, { maximumIntervalDays: 91 }, "need a whole number"],
  ["a retention too low", { desiredRetention: 0.5 }, { desiredRetention: 0.7 }, "taken as 0.7"],
  ["an endless number", { newPerDay: Infinity }, { newPerDay: 9999 }, "found Infinity"],
  ["a number in letters", { newPerDay: "twenty" }, {}, 'Found "twenty", need a number; left as it was'],
  ["no number", { newPerDay: NaN }, {}, "Found NaN, need a number"],
  ["steps that fall", { learningStepsMinutes: [10, 1] }, {}, "1 follows 10"],
  ["steps in letters", { learningStepsMinutes: ["1m"] }, {}, "need a list of minutes"],
  ["an order of its own", { reviewOrder: "deck" }, {}, "need one of due, retrievability, random"],
  ["a switch that is a number", { fuzz: 1 }, {}, "Found 1, need true or false"],
  ["weights of the wrong count", { parameters: [1, 2, 3] }, {}, "found 3 numbers, need 21"],
  ["weights that are none", { parameters: null }, {}, "need a list of weights"],
])("presetFromImport() tells of %s", (_name, options, expected, message) => {
  const { preset, problems } = presetFromImport(options, DEFAULT_PRESET);
  expect(preset).toEqual({ ...DEFAULT_PRESET, ...expected });
  expect(problems).toMatchObject([
    { field: Object.keys(options)[0], message: expect.stringContaining(message) },
  ]);
});

test.each<[Record<string, unknown>, string, string, string]>([
  [{ reviewsPerDay: 99_999 }, "Reviews a day", "99,999", "9,999"],
  [{ desiredRetention: 0.995 }, "Desired retention", "99.5 %", "99 %"],
  [{ maximumIntervalDays: 0 }, "Longest interval", "0 days", "1 days"],
  [{ learningStepsMinutes: [10, 1] }, "Learning steps", "10 min, 1 min", "1 min, 10 min"],
  [{ parameters: [1, 2] }, "FSRS parameters", "2 numbers", "21 numbers"],
  [{ leechAction: "shout" }, "What happens to a leech", "“shout”", "“tag”"],
  [{ newPerDay: null }, "New cards a day", "nothing", "20"],
])("presetFromImport() puts %j into words", (options, option, found, becomes) => {
  expect(presetFromImport(options, DEFAULT_PRESET).problems).toMatchObject([{ option, found, becomes }]);
});

const fields = Object.keys(DEFAULT_PRESET);
const anyValue = fc.oneof(
  fc.anything(),
  fc.double(),
  fc.array(fc.double(), { maxLength: 25 }),
  fc.array(fc.double({ noNaN: true }), { minLength: 21, maxLength: 21 }),
);

test("presetFromImport() of anything can be kept", () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...fields), anyValue), (options) => {
    expect(checkPreset(presetFromImport(options, DEFAULT_PRESET).preset)).toEqual([]);
  }));
});

test("presetFromImport() of a preset that can be kept is that preset, whatever it is laid over", () => {
  fc.assert(fc.property(anyPreset, anyPreset, (preset, base) => {
    expect(presetFromImport({ ...preset }, base)).toEqual({ preset, problems: [] });
  }));
});
