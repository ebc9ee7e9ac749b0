import { expect, test } from "vitest";
import fc from "fast-check";
import { isClose, largestDifference } from "../../src/tensor/compare.ts";
import { einsum } from "../../src/tensor/einsum.ts";
import { matmul, outer } from "../../src/tensor/matmul.ts";
import { bilinearSample, cosineSimilarity, intersectionOverUnion } from "../../src/tensor/similarity.ts";
import { inverse, leastSquares, solve } from "../../src/tensor/solve.ts";
import { fromValues, identity, tensor, toNested, zeros } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectMarks, wave } from "./wave.ts";

test("einsum() agrees with NumPy and with the named products", () => {
  const [a, b] = [wave([2, 3, 4], 4), wave([2, 4, 3], 4.1)];
  expectMarks(einsum("bij,bjk->ikb", a, b), [3, 3, 2], [
    -28.98505566032984,
    -283.6405057993625,
    -1.9540853157148472,
    -1.4954565009365985,
  ]);
  expectMarks(einsum("bij, bjk, ki -> b", a, b, wave([3, 3], 4.2)), [2], [
    10.020765444811726,
    13.23219313020985,
    6.8093377594136,
    3.211427685398126,
  ]);
  expectClose(einsum("bij,bjk->bik", a, b), matmul(a, b));
  expect(toNested(einsum("i,j->ij", tensor([1, 2]), tensor([3, 4])))).toEqual(
    toNested(outer(tensor([1, 2]), tensor([3, 4]))),
  );
  expect(toNested(einsum("ii->", tensor([[1, 2], [3, 4]])))).toBe(5);
  expect(toNested(einsum("ii->i", tensor([[1, 2], [3, 4]])))).toEqual([1, 4]);
  expect(toNested(einsum("ij->ji", tensor([[1, 2], [3, 4]])))).toEqual([[1, 3], [2, 4]]);
});

test.each([
  ["ij,jk", "Cannot read"],
  ["ij->ik", "Cannot read"],
  ["i1->i", "Cannot read"],
  ["ij,jk->ik", "it names 2 operands, 1 were given"],
  ["i->i", "does not name the axes of [2,3]"],
  ["ii->i", "i is 2 and, in [2,3], 3"],
])("einsum(%j) of one [2,3] says what is wrong", (formula, message) => {
  expect(() => einsum(formula, zeros([2, 3]))).toThrow(message);
});

test("solve() and inverse() undo a product; leastSquares() gives golden S0-Q15.ols", () => {
  const a = tensor([[0, 2, 1], [1, -1, 0], [3, 0, 4]]);
  expectClose(matmul(a, inverse(a)), identity(3));
  expectClose(solve(a, matmul(a, tensor([1, -2, 3]))), [1, -2, 3]);
  expectClose(leastSquares(tensor([[1, 0], [1, 1], [1, 2], [1, 3]]), tensor([1, 3, 5, 8])), [0.8, 2.3]);
  expect(() => inverse(tensor([[1, 2], [2, 4]]))).toThrow(
    "Cannot solve a singular system [2,2]: no pivot in column 1",
  );
  expect(() => solve(zeros([2, 3]), zeros([2]))).toThrow("Cannot solve [2,3] for [2]");
});

test("solve() solves random well-posed systems", () => {
  const entries = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 9, maxLength: 9 });
  fc.assert(fc.property(entries, (values) => {
    const a = fromValues(values.map((v, i) => i % 4 === 0 ? v + (v < 0 ? -20 : 20) : v), [3, 3]);
    expectClose(matmul(a, solve(a, tensor([1, 2, 3]))), [1, 2, 3], 1e-12);
  }));
});

test("largestDifference() names the worst element; isClose() bounds all", () => {
  const [a, b] = [tensor([[1, 2], [3, 4]]), tensor([[1, 2.5], [3, 4.1]])];
  expect(largestDifference(a, b)).toEqual({ index: [0, 1], found: 2, wanted: 2.5, distance: 0.5 });
  expect(largestDifference(tensor([NaN, 1]), tensor([1, 1]))?.distance).toBe(Infinity);
  expect(largestDifference(zeros([0]), zeros([0]))).toBeUndefined();
  expect(() => largestDifference(a, tensor([1]))).toThrow("Cannot compare [2,2] with [1]: shapes differ");
  expect(isClose(a, b, { absolute: 0.5, relative: 0 })).toBe(true);
  expect(isClose(a, b, { absolute: 0.4, relative: 0 })).toBe(false);
  expect(isClose(tensor(110), tensor(100), { absolute: 0, relative: 0.1 })).toBe(true);
  expect(isClose(tensor(NaN), tensor(NaN), { absolute: 9, relative: 9 })).toBe(false);
  expect(isClose(tensor(Infinity), tensor(Infinity), { absolute: 0, relative: 0 })).toBe(true);
  expect(isClose(tensor(1), tensor(Infinity), { absolute: 1, relative: 1 })).toBe(false);
  expect(isClose(tensor([1]), tensor(1), { absolute: 1, relative: 1 })).toBe(false);
});

test("cosineSimilarity() gives golden S3-L12-b1", () => {
  expect(cosineSimilarity(tensor([1, 0, 0]), tensor([0, 1, 0]))).toBe(0);
  expect(cosineSimilarity(tensor([0.9, 0.1]), tensor([0.8, 0.3]))).toBeCloseTo(0.969377437381, 11);
  expect(() => cosineSimilarity(tensor([0]), tensor([1]))).toThrow(RangeError);
});

test("intersectionOverUnion() gives golden S0-Q30.iou, and 0 for boxes apart", () => {
  const a = { x1: 0, y1: 0, x2: 2, y2: 2 };
  expect(intersectionOverUnion(a, { x1: 1, y1: 1, x2: 3, y2: 3 })).toBeCloseTo(1 / 7, 15);
  expect(intersectionOverUnion(a, { x1: 5, y1: 5, x2: 6, y2: 6 })).toBe(0);
});

test("bilinearSample() gives golden S0-Q45 and reaches the last pixel", () => {
  const image = tensor([[10, 20], [30, 50]]);
  expect(bilinearSample(image, { x: 0.25, y: 0.5 })).toBe(23.75);
  expect(bilinearSample(image, { x: 1, y: 1 })).toBe(50);
  expect(() => bilinearSample(image, { x: 1.1, y: 0 })).toThrow("Cannot sample [2,2] at column 1.1, row 0");
});
