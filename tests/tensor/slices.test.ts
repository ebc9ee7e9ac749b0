import { expect, test } from "vitest";
import fc from "fast-check";
import { concat, flip, oneHot, pad, pick, slice, stack, take } from "../../src/tensor/slices.ts";
import { fromValues, range, tensor, toNested } from "../../src/tensor/tensor.ts";

const t = tensor([[1, 2, 3], [4, 5, 6]]);

test("slice() takes a run along one axis, from the end and by steps too", () => {
  expect(toNested(slice(t, { axis: 1, from: 1 }))).toEqual([[2, 3], [5, 6]]);
  expect(toNested(slice(t, { axis: -1, to: -1 }))).toEqual([[1, 2], [4, 5]]);
  expect(toNested(slice(t, { axis: 1, step: 2 }))).toEqual([[1, 3], [4, 6]]);
  expect(toNested(slice(t, { axis: 0, from: 1, to: 2 }))).toEqual([[4, 5, 6]]);
  expect(slice(t, { axis: 0, from: 1, to: 1 }).shape).toEqual([0, 3]);
  expect(() => slice(t, { axis: 1, from: 2, to: 4 })).toThrow(
    "Cannot slice axis 1 of [2,3] from 2 to 4 by 1",
  );
});

test("take() and pick() read places along an axis", () => {
  expect(toNested(take(t, { axis: 1, indices: [2, 0, 2] }))).toEqual([[3, 1, 3], [6, 4, 6]]);
  expect(toNested(pick(t, 1, 1))).toEqual([2, 5]);
  expect(() => take(t, { axis: 0, indices: [2] })).toThrow("Cannot take index 2 on axis 0 of [2,3]");
});

test("concat() undoes slicing along any axis", () => {
  const cube = fromValues(range(24).values, [2, 3, 4]);
  fc.assert(fc.property(fc.nat(2), fc.nat(4), (axis, cut) => {
    const at = Math.min(cut, cube.shape[axis]!);
    const parts = [slice(cube, { axis, to: at }), slice(cube, { axis, from: at })];
    expect(concat(parts, axis)).toEqual(cube);
  }));
  expect(() => concat([t, tensor([[1, 2]])], 0)).toThrow("Cannot concatenate [2,3] and [1,2] along axis 0");
});

test("stack() adds an axis", () => {
  expect(toNested(stack([tensor([1, 2]), tensor([3, 4])]))).toEqual([[1, 2], [3, 4]]);
  expect(toNested(stack([tensor([1, 2]), tensor([3, 4])], -1))).toEqual([[1, 3], [2, 4]]);
  expect(() => stack([tensor([1]), tensor([1, 2])])).toThrow("Cannot stack [1] and [2]: shapes differ");
});

test("pad() and flip() work along one axis; flip of golden S1-2.1", () => {
  expect(toNested(pad(tensor([1, 2]), { axis: 0, before: 1, after: 2 }))).toEqual([0, 1, 2, 0, 0]);
  expect(toNested(flip(tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 1))).toEqual([[3, 2, 1], [6, 5, 4], [
    9,
    8,
    7,
  ]]);
});

test("oneHot() marks labels and refuses others", () => {
  expect(toNested(oneHot(tensor([2, 0]), 3))).toEqual([[0, 0, 1], [1, 0, 0]]);
  expect(() => oneHot(tensor([3]), 3)).toThrow("Cannot mark label 3 among 3 classes");
});
