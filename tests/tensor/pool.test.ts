import { expect, test } from "vitest";
import {
  avgPool2d,
  avgPool2dBackward,
  globalAvgPool2d,
  maxPool2d,
  maxPool2dBackward,
} from "../../src/tensor/pool.ts";
import { slidingSizeUp } from "../../src/tensor/window.ts";
import { fromValues, range, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";

const x = tensor([[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]]);

test("maxPool2d() and its backward pass give golden S4-8", () => {
  expect(toNested(maxPool2d(x, { size: 2 }))).toEqual([[6, 8], [9, 7]]);
  expect(toNested(maxPool2dBackward(x, tensor([[1, 2], [3, 4]]), { size: 2 }))).toEqual([
    [0, 0, 0, 0],
    [0, 1, 0, 2],
    [3, 0, 0, 0],
    [0, 0, 0, 4],
  ]);
});

test("maxPool2d() sends the gradient of a tie to its first element, and padding never wins", () => {
  expect(toNested(maxPool2dBackward(tensor([[5, 5], [5, 5]]), tensor([[1]]), { size: 2 }))).toEqual([[1, 0], [
    0,
    0,
  ]]);
  expect(toNested(maxPool2d(tensor([[-3, -4], [-5, -6]]), { size: 2, padding: 1 }))).toEqual([[-3, -4], [
    -5,
    -6,
  ]]);
});

test("avgPool2d() gives golden S4-8.avg, and spreads its gradient", () => {
  expect(toNested(avgPool2d(x, { size: 2, countPadding: true }))).toEqual([[3.75, 5.25], [4.5, 4.75]]);
  expect(
    toNested(avgPool2dBackward(tensor([[1, 2], [3, 4]]), tensor([[8]]), { size: 2, countPadding: true })),
  )
    .toEqual([[2, 2], [2, 2]]);
  expect(toNested(globalAvgPool2d(tensor([[[1, 2], [3, 6]]])))).toEqual([3]);
});

test("avgPool2d() divides by the window or by the pixels in it", () => {
  const ones = tensor([[1, 1], [1, 1]]);
  expect(toNested(avgPool2d(ones, { size: 2, padding: 1, countPadding: true }))).toEqual([[0.25, 0.25], [
    0.25,
    0.25,
  ]]);
  expect(toNested(avgPool2d(ones, { size: 2, padding: 1, countPadding: false }))).toEqual([[1, 1], [1, 1]]);
});

test("avgPool2d() in ceil mode does not count what lies beyond the padding", () => {
  const five = fromValues(range(5).values, [1, 5]);
  expectClose(avgPool2d(five, { size: [1, 2], ceil: true, countPadding: true }), [[0.5, 2.5, 4]]);
  const hanging = { size: [1, 3], stride: [1, 2], padding: [0, 1], ceil: true } as const;
  const four = fromValues(range(4).values, [1, 4]);
  expectClose(avgPool2d(four, { ...hanging, countPadding: true }), [[1 / 3, 2, 3 / 2]]);
  expectClose(avgPool2d(four, { ...hanging, countPadding: false }), [[0.5, 2, 3]]);
});

test.each([
  [5, { size: 2, stride: 2 }, 3],
  [4, { size: 2, stride: 2 }, 2],
  [7, { size: 2, stride: 3, padding: 1 }, 3],
  [3, { size: 1, stride: 2 }, 2],
  [4, { size: 1, stride: 3 }, 2],
  [2, { size: 2, stride: 3, padding: 1 }, 1],
])(
  "slidingSizeUp(%d, %j) is %d: the last window starts inside the input or left padding",
  (n, window, places) => {
    expect(slidingSizeUp(n, window)).toBe(places);
  },
);
