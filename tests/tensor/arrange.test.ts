import { expect, test } from "vitest";
import fc from "fast-check";
import {
  broadcastTo,
  expand,
  flatten,
  permute,
  reshape,
  squeeze,
  transpose,
} from "../../src/tensor/arrange.ts";
import { axesOf, broadcastShape, stridesOf } from "../../src/tensor/shape.ts";
import { at, fromValues, range, tensor, toNested } from "../../src/tensor/tensor.ts";

const t = fromValues(range(24).values, [2, 3, 4]);

test("reshape() keeps row-major order and works out one open size", () => {
  expect(toNested(reshape(tensor([1, 2, 3, 4, 5, 6]), [2, -1]))).toEqual([[1, 2, 3], [4, 5, 6]]);
  expect(flatten(t).shape).toEqual([24]);
  expect(reshape(tensor(5), [1, 1]).shape).toEqual([1, 1]);
  expect(reshape(t, [6, 4]).shape).toEqual([6, 4]);
});

test.each([[[5, -1]], [[-1, -1]], [[2, 3]], [[-1, 0]], [[-2, -12]]])(
  "reshape() refuses %j for [2,3,4]",
  (shape) => {
    expect(() => reshape(t, shape)).toThrow(RangeError);
  },
);

test("permute() moves every element with its index", () => {
  const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(orders, fc.nat(1), fc.nat(2), fc.nat(3), (order, i, j, k) => {
    const index = [i, j, k];
    expect(at(permute(t, order), ...order.map((axis) => index[axis]!))).toBe(at(t, i, j, k));
  }));
  expect(toNested(transpose(tensor([[1, 2, 3], [4, 5, 6]])))).toEqual([[1, 4], [2, 5], [3, 6]]);
  expect(transpose(t).shape).toEqual([2, 4, 3]);
  expect(() => permute(t, [0, 1])).toThrow(
    "Cannot permute [2,3,4] by [0,1]: each of its axes must stand once",
  );
});

test("broadcastTo() repeats and refuses to shrink", () => {
  expect(toNested(broadcastTo(tensor([[1], [2]]), [2, 3]))).toEqual([[1, 1, 1], [2, 2, 2]]);
  expect(toNested(broadcastTo(tensor(3), [2]))).toEqual([3, 3]);
  expect(() => broadcastTo(tensor([1, 2]), [1])).toThrow(RangeError);
});

test("squeeze() and expand() drop and add an axis of size 1", () => {
  expect(expand(t, -1).shape).toEqual([2, 3, 4, 1]);
  expect(expand(t, 1).shape).toEqual([2, 1, 3, 4]);
  expect(squeeze(expand(t, 1), 1)).toEqual(t);
  expect(() => squeeze(t, 0)).toThrow("Cannot drop axis 0 of [2,3,4]: its size is 2, not 1");
});

test("shapes broadcast from the last axis, strides are row-major, axes may count from the end", () => {
  expect(broadcastShape([2, 1, 4], [3, 1])).toEqual([2, 3, 4]);
  expect(() => broadcastShape([2, 3], [2, 4], "add")).toThrow(
    "Cannot add [2,3] and [2,4]: axis -1 has sizes 3 and 4",
  );
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  expect(axesOf([2, 3, 4], [-1, 0])).toEqual([0, 2]);
  expect(() => axesOf([2, 3], [1, -1])).toThrow("one stands twice");
  expect(() => axesOf([2, 3], 2)).toThrow("Cannot use axis 2 of [2,3]: it has 2 axes");
});
