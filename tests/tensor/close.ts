/** Compares tensors with expected nested numbers, shape and every value. */
import { expect } from "vitest";
import { type Nested, type Tensor, tensor } from "../../src/tensor/tensor.ts";

/** Expects the shape of `wanted` and every value within `tolerance` (relative above 1, absolute below). */
export function expectClose(found: Tensor, wanted: Nested | Tensor, tolerance = 1e-11): void {
  const target = typeof wanted === "object" && "values" in wanted && "shape" in wanted
    ? wanted
    : tensor(wanted);
  expect(found.shape).toEqual(target.shape);
  found.values.forEach((value, i) => {
    const aim = target.values[i] ?? NaN;
    const close = Object.is(value, aim) || value === aim ||
      Math.abs(value - aim) <= tolerance * Math.max(1, Math.abs(aim));
    if (!close) expect.fail(`element ${i}: found ${value}, wanted ${aim}`);
  });
}
