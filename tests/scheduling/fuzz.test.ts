import { expect, test } from "vitest";
import fc from "fast-check";
import { fuzzBounds, fuzzedDays } from "../../src/scheduling/fuzz.ts";

/** Interval, minimum, maximum -> days at the bottom, the middle and the top of the range. Source: Anki, fuzz.rs. */
test.each([
  [1, 1, 1000, 1, 1, 1],
  [2.49, 1, 1000, 2, 2, 2],
  [2.5, 1, 1000, 2, 3, 4],
  [7, 1, 1000, 5, 7, 9],
  [17, 1, 1000, 14, 17, 20],
  [37, 1, 1000, 33, 37, 41],
  [2, 2, 1000, 2, 2, 2],
  [2, 3, 1000, 3, 4, 4],
  [2, 3, 3, 3, 3, 3],
  [6.9, 3, 1000, 5, 7, 9],
  [7.1, 3, 1000, 5, 7, 9],
  [19.9, 3, 1000, 17, 20, 23],
  [20, 3, 1000, 17, 20, 23],
  [20.1, 3, 1000, 17, 20, 23],
  [100, 101, 1000, 101, 105, 108],
  [100, 1, 99, 92, 96, 99],
  [100, 97, 103, 97, 100, 103],
])("fuzzedDays(%d) from %d to %d is %d, %d, %d", (interval, minimum, maximum, ...expected) => {
  const limits = { minimum, maximum };
  expect([0, 0.5, 0.99].map((factor) => fuzzedDays(interval, { limits, factor }))).toEqual(expected);
});

test.each([[1.5, 2], [0.1, 1], [101, 100]])("fuzzedDays(%d) without fuzz is %d", (interval, expected) => {
  expect(fuzzedDays(interval, { limits: { minimum: 1, maximum: 100 }, factor: undefined })).toBe(expected);
});

test("fuzzBounds() bears a minimum above the maximum", () => {
  expect(fuzzBounds(1, { minimum: 3, maximum: 2 })).toEqual({ least: 2, most: 2 });
});

test("fuzzedDays() is a whole number of days within the bounds and the limits", () => {
  const factor = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 40_000, noNaN: true }),
      fc.nat(400),
      fc.nat(36_500),
      factor,
      (...drawn) => {
        const [interval, minimum, maximum, chosen] = drawn;
        const days = fuzzedDays(interval, { limits: { minimum, maximum }, factor: chosen });
        expect(Number.isInteger(days)).toBe(true);
        expect(days).toBeGreaterThanOrEqual(Math.max(1, Math.min(minimum, maximum)));
        expect(days).toBeLessThanOrEqual(Math.max(1, maximum));
      },
    ),
  );
});
