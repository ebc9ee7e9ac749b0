import { expect, test } from "vitest";
import fc from "fast-check";
import { broadcastTo } from "../../src/tensor/arrange.ts";
import {
  add,
  clip,
  div,
  equal,
  greater,
  maximum,
  minimum,
  mul,
  pow,
  sub,
  where,
  zip,
} from "../../src/tensor/elementwise.ts";
import { broadcastShape } from "../../src/tensor/shape.ts";
import { fromValues, range, tensor, toNested } from "../../src/tensor/tensor.ts";

const a = tensor([[1, 2, 3], [4, 5, 6]]);

test("binary operations broadcast numbers, rows and columns", () => {
  expect(toNested(add(a, 1))).toEqual([[2, 3, 4], [5, 6, 7]]);
  expect(toNested(sub(10, a))).toEqual([[9, 8, 7], [6, 5, 4]]);
  expect(toNested(mul(a, tensor([1, 0, -1])))).toEqual([[1, 0, -3], [4, 0, -6]]);
  expect(toNested(div(a, tensor([[1], [2]])))).toEqual([[1, 2, 3], [2, 2.5, 3]]);
  expect(toNested(add(tensor([[1], [2]]), tensor([10, 20])))).toEqual([[11, 21], [12, 22]]);
  expect(toNested(pow(a, 2))).toEqual([[1, 4, 9], [16, 25, 36]]);
  expect(toNested(maximum(a, 3))).toEqual([[3, 3, 3], [4, 5, 6]]);
  expect(toNested(minimum(a, 3))).toEqual([[1, 2, 3], [3, 3, 3]]);
});

test("binary operations take pairs of one shape", () => {
  const [x, y] = [tensor([6, 8]), tensor([2, 4])];
  expect([add(x, y), sub(x, y), mul(x, y), div(x, y)].map(toNested)).toEqual([[8, 12], [4, 4], [12, 32], [
    3,
    2,
  ]]);
});

test("binary operations name both shapes when they do not meet", () => {
  expect(() => add(a, tensor([1, 2]))).toThrow(
    new RangeError("Cannot add [2,3] and [2]: axis -1 has sizes 3 and 2"),
  );
});

test("zip() equals spreading both operands first", () => {
  const size = fc.constantFrom(1, 2, 3);
  fc.assert(
    fc.property(fc.array(size, { maxLength: 4 }), fc.array(fc.boolean(), { maxLength: 4 }), (shape, drop) => {
      const small = shape.map((n, axis) => drop[axis] === true ? 1 : n);
      const left = fromValues(range(small.reduce<number>((x, y) => x * y, 1)).values, small);
      const short = shape.slice(Math.min(shape.length, drop.length));
      const right = fromValues(range(short.reduce<number>((x, y) => x * y, 1)).values, short);
      const target = broadcastShape(small, short);
      const f = (x: number, y: number) => x * 100 + y;
      const wanted = zip(broadcastTo(left, target), broadcastTo(right, target), { doing: "zip", f });
      expect(zip(left, right, { doing: "zip", f })).toEqual(wanted);
    }),
  );
});

test("where() chooses by condition and broadcasts all three", () => {
  expect(toNested(where(greater(a, 3), { yes: a, no: 0 }))).toEqual([[0, 0, 0], [4, 5, 6]]);
  expect(toNested(where(tensor([[1], [0]]), { yes: tensor([1, 2]), no: -1 }))).toEqual([[1, 2], [-1, -1]]);
  expect(toNested(equal(a, 5))).toEqual([[0, 0, 0], [0, 1, 0]]);
});

test("clip() moves elements into the bounds and refuses reversed ones", () => {
  expect(toNested(clip(a, { lo: 2, hi: 5 }))).toEqual([[2, 2, 3], [4, 5, 5]]);
  expect(() => clip(a, { lo: 2, hi: 1 })).toThrow(RangeError);
});
