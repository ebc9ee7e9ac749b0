import { expect, test } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/scheduling/memory_model.ts";
import { clipParameters, migrateParameters } from "../../src/scheduling/parameters.ts";

const { weights } = DEFAULT_PARAMETERS;

test("migrateParameters() leaves 21 weights within bounds alone", () => {
  expect(migrateParameters(weights)).toEqual({ ok: true, value: DEFAULT_PARAMETERS });
});

test("migrateParameters() appends what FSRS-5 did not have", () => {
  const migrated = migrateParameters(weights.slice(0, 19));
  expect(migrated).toEqual({ ok: true, value: { version: 6, weights: [...weights.slice(0, 19), 0, 0.5] } });
});

test("migrateParameters() turns the difficulty of FSRS-4.5 into that of 6", () => {
  const old = [
    0.4,
    0.6,
    2.4,
    5.8,
    4.93,
    0.94,
    0.86,
    0.01,
    1.49,
    0.14,
    0.94,
    2.18,
    0.05,
    0.34,
    1.26,
    0.29,
    2.61,
  ];
  const migrated = migrateParameters(old);
  if (!migrated.ok) throw new Error(migrated.error);
  const got = migrated.value.weights;
  expect(got).toHaveLength(21);
  expect(got[4]).toBeCloseTo(4.93 + 2 * 0.94, 12);
  expect(got[5]).toBeCloseTo(Math.log(3 * 0.94 + 1) / 3, 12);
  expect(got[6]).toBeCloseTo(1.36, 12);
  expect(got.slice(7)).toEqual([...old.slice(7), 0, 0, 0, 0.5]);
});

test.each([[0], [5], [18], [20], [22]])(
  "migrateParameters() refuses %d weights and says what it needs",
  (count) => {
    const migrated = migrateParameters(Array.from({ length: count }, () => 1));
    expect(migrated).toEqual({
      ok: false,
      error: expect.stringContaining(`found ${count} numbers, need 21`),
    });
  },
);

test("migrateParameters() refuses a weight that is no number, and says which", () => {
  const migrated = migrateParameters(weights.map((weight, i) => i === 3 ? NaN : weight));
  expect(migrated).toEqual({ ok: false, error: expect.stringContaining("number 4 is NaN") });
});

test("clipParameters() holds every weight within the bounds of fsrs-rs", () => {
  const low = clipParameters(weights.map(() => -1000), 1).weights;
  const high = clipParameters(weights.map(() => 1000), 1).weights;
  expect(low.slice(0, 9)).toEqual([0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0]);
  expect(high.slice(0, 9)).toEqual([100, 100, 100, 100, 10, 4, 4, 0.75, 4.5]);
  expect(high.slice(17)).toEqual([2, 2, 0.8, 0.8]);
});

test("clipParameters() leaves the defaults alone with two relearning steps", () => {
  expect(clipParameters(weights, 2)).toEqual(DEFAULT_PARAMETERS);
});

test("clipParameters() lets several relearning steps hold the same-day weights down", () => {
  const strong = weights.map((weight, i) => i === 17 || i === 18 ? 2 : weight);
  const [w11 = 0, , w13 = 0, w14 = 0] = strong.slice(11);
  const { weights: clipped } = clipParameters(strong, 3);
  expect(clipped[17]).toBeLessThan(2);
  expect(3 * (clipped[17] ?? 0) * (clipped[18] ?? 0)).toBeCloseTo(
    -(Math.log(w11) + Math.log(2 ** w13 - 1) + 0.3 * w14),
    9,
  );
});
