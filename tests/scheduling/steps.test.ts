import { expect, test } from "vitest";
import fc from "fast-check";
import { currentStep, stepWaits } from "../../src/scheduling/steps.ts";
import { anySteps } from "./cards.ts";

const DAY = 1440;

/** The first rows are those of Anki's own test, in seconds. */
test.each<[readonly number[], number, number | undefined, number | undefined, number | undefined]>([
  [[10], 0, 600, 900, undefined],
  [[3 * DAY], 0, 259_200, 345_600, undefined],
  [[1, 10], 0, 60, 330, 600],
  [[1, 10], 1, 60, 600, undefined],
  [[1, 10, 100], 0, 60, 330, 600],
  [[1, 10, 100], 1, 60, 600, 6000],
  [[1, 10, 100], 2, 60, 6000, undefined],
  [[], 0, undefined, undefined, undefined],
  [[0.5], 0, 30, 45, undefined],
  [[DAY], 0, 86_400, 172_800, undefined],
  [[10, DAY], 0, 600, 43_500, 86_400],
  [[2160], 0, 172_800, 259_200, undefined],
])("stepWaits(%j, %d) is again %d s, hard %d s, good %d s", (steps, step, again, hard, good) => {
  expect(stepWaits(steps, step)).toEqual({ again, hard, good });
});

test("stepWaits() keeps waits apart where the steps do not", () => {
  expect(stepWaits([10, 1], 0)).toEqual({ again: 600, hard: 601, good: 602 });
  expect(stepWaits([DAY, 2 * DAY], 0)).toEqual({ again: 86_400, hard: 172_800, good: 259_200 });
});

test("stepWaits() always rises from Again to Hard to Good", () => {
  fc.assert(fc.property(anySteps, fc.nat(5), (steps, step) => {
    const { again, hard, good } = stepWaits(steps, step);
    if (again === undefined || hard === undefined) {
      expect(steps).toEqual([]);
      return;
    }
    expect(hard).toBeGreaterThan(again);
    if (good !== undefined) expect(good).toBeGreaterThan(hard);
    expect(good === undefined).toBe(currentStep(steps, step) === steps.length - 1);
  }));
});

test.each([[[1, 10], 0, 0], [[1, 10], 1, 1], [[1], 1, 0], [[], 3, 0]])(
  "currentStep(%j, %d) is %d",
  (steps, step, expected) => {
    expect(currentStep(steps, step)).toBe(expected);
  },
);
