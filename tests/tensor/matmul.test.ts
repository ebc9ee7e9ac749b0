import { expect, test } from "vitest";
import fc from "fast-check";
import { flatten } from "../../src/tensor/arrange.ts";
import { add } from "../../src/tensor/elementwise.ts";
import { columnDense, rowDense } from "../../src/tensor/linear.ts";
import { dot, matmul, outer } from "../../src/tensor/matmul.ts";
import { slice } from "../../src/tensor/slices.ts";
import { at, fromValues, item, type Tensor, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

const matrix = (n: number, m: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n * m, maxLength: n * m })
    .map((values) => fromValues(values, [n, m]));

const pair = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 5 }),
)
  .chain(([n, k, m]) => fc.tuple(matrix(n, k), matrix(k, m)));

test("matmul() equals its formula", () => {
  fc.assert(fc.property(pair, ([a, b]) => {
    const product = matmul(a, b);
    const [n, k] = a.shape as readonly [number, number];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < b.shape[1]!; j++) {
        let total = 0;
        for (let p = 0; p < k; p++) total += at(a, i, p) * at(b, p, j);
        expect(at(product, i, j)).toBe(total);
      }
    }
  }));
});

test("matmul() of matrices wider than a strip equals the sum of outer products", () => {
  const [a, b] = [wave([3, 6], 0.1), wave([6, 1030], 0.2)];
  const column = (p: number) => flatten(slice(a, { axis: 1, from: p, to: p + 1 }));
  const row = (p: number) => flatten(slice(b, { axis: 0, from: p, to: p + 1 }));
  const sum = [1, 2, 3, 4, 5].reduce(
    (total, p) => add(total, outer(column(p), row(p))),
    outer(column(0), row(0)),
  );
  expectClose(matmul(a, b), sum, 1e-14);
});

test("matmul() takes vectors as rows on the left and columns on the right", () => {
  const a = tensor([[1, 2], [3, 4], [5, 6]]);
  expect(toNested(matmul(tensor([1, 0, -1]), a))).toEqual([-4, -4]);
  expect(toNested(matmul(a, tensor([1, -1])))).toEqual([-1, -1, -1]);
  expect(item(dot(tensor([1, 2, 3]), tensor([4, 5, 6])))).toBe(32);
  expect(toNested(outer(tensor([1, 2]), tensor([3, 4, 5])))).toEqual([[3, 4, 5], [6, 8, 10]]);
});

test("matmul() multiplies stacks and broadcasts the axes in front", () => {
  const a = fromValues([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  expect(toNested(matmul(a, tensor([[0, 1], [1, 0]])))).toEqual([[[2, 1], [4, 3]], [[6, 5], [8, 7]]]);
  expect(matmul(fromValues([1, 2], [2, 1, 1, 1]), fromValues([1, 2, 3], [3, 1, 1])).shape).toEqual([
    2,
    3,
    1,
    1,
  ]);
});

test("matmul() names both shapes and the inner sizes", () => {
  expect(() => matmul(fromValues([1, 2, 3, 4, 5, 6], [2, 3]), fromValues(Array(20).fill(1), [4, 5]))).toThrow(
    new RangeError("Cannot multiply [2,3] by [4,5]: inner sizes are 3 and 4"),
  );
});

test.each<[string, Tensor, Tensor]>([
  ["S4-5b", tensor([2, -1]), tensor([2, -0.5])],
])("rowDense() of %s joins input i to unit j by W[i][j]", (_, x, wanted) => {
  expectClose(rowDense(x, { weight: tensor([[1, -0.5], [0.5, -1]]), bias: tensor([0.5, -0.5]) }), wanted);
});

test("columnDense() multiplies by the transposed weight, for one row and for many", () => {
  const layer = { weight: tensor([[0.2, -0.4, 0.1], [0.7, 0.3, -0.6]]), bias: tensor([0.1, 0.6]) };
  expectClose(columnDense(tensor([1, -2, 0.5]), layer), [1.15, 0.4]);
  expectClose(columnDense(tensor([[1, -2, 0.5], [0, 0, 0]]), layer), [[1.15, 0.4], [0.1, 0.6]]);
  expect(() => columnDense(tensor([1, 2]), layer)).toThrow("inner sizes are 3 and 2");
});
