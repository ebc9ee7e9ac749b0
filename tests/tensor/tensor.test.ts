import { expect, test } from "vitest";
import {
  at,
  fromValues,
  full,
  identity,
  item,
  type Nested,
  ones,
  range,
  scalar,
  tensor,
  toNested,
  zeros,
} from "../../src/tensor/tensor.ts";

test.each<[Nested, number[]]>([
  [3, []],
  [[], [0]],
  [[1, 2], [2]],
  [[[1, 2, 3], [4, 5, 6]], [2, 3]],
  [[[[1]], [[2]]], [2, 1, 1]],
])("tensor(%j) has shape %j and gives the lists back", (nested, shape) => {
  expect(tensor(nested).shape).toEqual(shape);
  expect(toNested(tensor(nested))).toEqual(nested);
});

test.each<[Nested, string]>([
  [[[1, 2], [3]], "Cannot read ragged lists as a tensor: index [1] has 1 elements, not 2 elements"],
  [[[1, 2], 3], "Cannot read ragged lists as a tensor: index [1] has a number, not 2 elements"],
  [[1, [2]], "Cannot read ragged lists as a tensor: index [1] has 1 elements, not a number"],
])("tensor(%j) says where the lists are ragged", (nested, message) => {
  expect(() => tensor(nested)).toThrow(new RangeError(message));
});

test("fromValues() copies its values and refuses a number of them that does not fill the shape", () => {
  const source = [1, 2, 3, 4, 5, 6];
  const t = fromValues(source, [2, 3]);
  source[0] = 9;
  expect(toNested(t)).toEqual([[1, 2, 3], [4, 5, 6]]);
  expect(() => fromValues([1, 2], [3])).toThrow(new RangeError("Cannot fill [3] with 2 values: it needs 3"));
  expect(() => fromValues([], [-1])).toThrow(RangeError);
});

test("at() reads one element in row-major order and refuses an index outside", () => {
  const t = fromValues([1, 2, 3, 4, 5, 6], [2, 3]);
  expect([at(t, 0, 2), at(t, 1, 0), at(scalar(7))]).toEqual([3, 4, 7]);
  for (const index of [[2, 0], [0, -1], [0], [0, 1.5]]) expect(() => at(t, ...index)).toThrow(RangeError);
});

test("item() reads the only element and refuses more", () => {
  expect(item(tensor([[4]]))).toBe(4);
  expect(() => item(tensor([1, 2]))).toThrow(new RangeError("Cannot read [2] as one number: it has 2"));
});

test("the makers of tensors fill them", () => {
  expect(toNested(identity(2))).toEqual([[1, 0], [0, 1]]);
  expect(toNested(zeros([1, 2]))).toEqual([[0, 0]]);
  expect(toNested(full([2], 7))).toEqual([7, 7]);
  expect(toNested(ones([2]))).toEqual([1, 1]);
  expect(toNested(range(3))).toEqual([0, 1, 2]);
});
