import { expect, test } from "vitest";
import {
  argmax,
  argmin,
  logSumExp,
  max,
  mean,
  min,
  norm,
  product,
  sum,
  variance,
} from "../../src/tensor/reduce.ts";
import { fromValues, item, range, tensor, toNested, zeros } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

const t = tensor([[1, 5, 3], [4, 2, 6]]);

test("reductions run over all elements, one axis or several, and keep axes on request", () => {
  expect(item(sum(t))).toBe(21);
  expect(toNested(sum(t, { axis: 0 }))).toEqual([5, 7, 9]);
  expect(toNested(sum(t, { axis: -1, keep: true }))).toEqual([[9], [12]]);
  expect(toNested(sum(fromValues(range(8).values, [2, 2, 2]), { axis: [0, 2] }))).toEqual([10, 18]);
  expect(toNested(mean(t, { axis: 1 }))).toEqual([3, 4]);
  expect(toNested(product(t, { axis: 1 }))).toEqual([15, 48]);
  expect(toNested(max(t, { axis: 0 }))).toEqual([4, 5, 6]);
  expect(toNested(min(t))).toBe(1);
  expect(item(norm(tensor([3, 4])))).toBe(5);
  expect(item(sum(zeros([0])))).toBe(0);
});

test("variance() divides by n or by n - 1", () => {
  expect(item(variance(tensor([1, 2, 3, 4]), { divisor: "biased" }))).toBe(1.25);
  expect(item(variance(tensor([1, 2, 3, 4]), { divisor: "unbiased" }))).toBeCloseTo(5 / 3, 15);
  expect(item(variance(tensor([1e9, 1e9 + 1]), { divisor: "biased" }))).toBe(0.25);
  expect(() => variance(tensor([1]), { divisor: "unbiased" })).toThrow(
    "Cannot take the unbiased variance of [1]: 1 elements a group, at least 2 needed",
  );
});

test("argmax() and argmin() give the first index of equals", () => {
  expect(toNested(argmax(tensor([[3, 1, 3], [0, 0, 0]]), 1))).toEqual([0, 0]);
  expect(toNested(argmin(tensor([3, 1, 1]), 0))).toBe(1);
  expect(() => max(zeros([2, 0]), { axis: 1 })).toThrow("Cannot take the maximum of [2,0]");
});

test("logSumExp() agrees with SciPy and neither overflows nor underflows", () => {
  const z = wave([3, 4], 3.3);
  expectClose(logSumExp(z), 3.1256654457010127, 1e-14);
  expectClose(
    logSumExp(z, { axis: 0 }),
    [2.46721991179329, 1.4560416830695768, -0.06421848846015255, 1.7507068254132014],
    1e-14,
  );
  expectClose(logSumExp(tensor([1000, 1000])), 1000 + Math.LN2);
  expect(item(logSumExp(tensor([-Infinity, -Infinity])))).toBe(-Infinity);
});
