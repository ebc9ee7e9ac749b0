/** Tensors of a formula that NumPy can repeat, and four numbers that stand for a large result. */
import { expect } from "vitest";
import { type Tensor } from "../../src/tensor/tensor.ts";

/** 2 sin(1.3 i + seed) for i = 0, 1, ... in row-major order. */
export function wave(shape: readonly number[], seed: number): Tensor {
  const size = shape.reduce((total, n) => total * n, 1);
  return { shape, values: Float64Array.from({ length: size }, (_, i) => 2 * Math.sin(1.3 * i + seed)) };
}

/** Expects a shape and the marks of all values: their sum, the sum of value * (place from 1), the first and the last. */
export function expectMarks(found: Tensor, shape: readonly number[], marks: readonly number[]): void {
  expect(found.shape).toEqual(shape);
  const own = [
    found.values.reduce((sum, x) => sum + x, 0),
    found.values.reduce((sum, x, i) => sum + x * (i + 1), 0),
    found.values[0] ?? NaN,
    found.values[found.values.length - 1] ?? NaN,
  ];
  own.forEach((mark, i) => {
    const wanted = marks[i] ?? NaN;
    if (!(Math.abs(mark - wanted) <= 1e-11 * Math.max(1, Math.abs(wanted)))) {
      expect.fail(`mark ${i}: found ${mark}, wanted ${wanted}`);
    }
  });
}
