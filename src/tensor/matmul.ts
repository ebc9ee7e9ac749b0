/** Products of matrices and vectors. */
import { broadcastShape, broadcastStrides, shapeText, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The matrix product a b. a [...,n,k], b [...,k,m] -> [...,n,m]; the axes in front broadcast. A vector a [k] is
 * a row, a vector b [k] a column, and the axis added for that is dropped again. Throws RangeError on inner sizes
 * that differ and on scalars. Source: the rules of NumPy's matmul.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0) {
    throw new RangeError(
      `Cannot multiply ${shapeText(a.shape)} by ${shapeText(b.shape)}: a matrix product needs axes`,
    );
  }
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  const [n, k] = [left[left.length - 2]!, left[left.length - 1]!];
  const [inner, m] = [right[right.length - 2]!, right[right.length - 1]!];
  if (k !== inner) {
    throw new RangeError(
      `Cannot multiply ${shapeText(a.shape)} by ${shapeText(b.shape)}: inner sizes are ${k} and ${inner}`,
    );
  }
  const batch = broadcastShape(left.slice(0, -2), right.slice(0, -2), "multiply stacks of matrices");
  const values = new Float64Array(sizeOf(batch) * n * m);
  const as = offsets(left.slice(0, -2), batch);
  const bs = offsets(right.slice(0, -2), batch);
  for (let i = 0; i < as.length; i++) {
    multiplyInto(values, i * n * m, {
      a: a.values,
      aStart: as[i]! * n * k,
      b: b.values,
      bStart: bs[i]! * k * m,
      n,
      k,
      m,
    });
  }
  const rows = a.shape.length === 1 ? [] : [n];
  const columns = b.shape.length === 1 ? [] : [m];
  return { shape: [...batch, ...rows, ...columns], values };
}

/** For each matrix of the broadcast stack, which matrix of the own stack it is. */
function offsets(own: readonly number[], batch: readonly number[]): number[] {
  const strides = broadcastStrides(own, batch);
  let found = [0];
  batch.forEach((size, axis) => {
    found = found.flatMap((at) => Array.from({ length: size }, (_, i) => at + i * strides[axis]!));
  });
  return found;
}

/** Two row-major matrices inside flat arrays: a [n,k] from aStart, b [k,m] from bStart. */
export interface Factors {
  readonly a: Float64Array;
  readonly aStart: number;
  readonly b: Float64Array;
  readonly bStart: number;
  readonly n: number;
  readonly k: number;
  readonly m: number;
}

/**
 * Adds a b to the [n,m] block of `out` from `start`. The order i, k, j reads both factors along rows; four rows of
 * b at a time save three of four passes over the row of out. Each sum still runs in the order of k. A single column
 * is its own row.
 */
export function multiplyInto(out: Float64Array, start: number, factors: Factors): void {
  const { a, aStart, b, bStart, n, k, m } = factors;
  if (m === 1) return multiplyByRowsInto(out, start, factors);
  for (let i = 0; i < n; i++) {
    const row = start + i * m;
    const aRow = aStart + i * k;
    let p = 0;
    for (; p + 3 < k; p += 4) {
      const a0 = a[aRow + p]!;
      const a1 = a[aRow + p + 1]!;
      const a2 = a[aRow + p + 2]!;
      const a3 = a[aRow + p + 3]!;
      const b0 = bStart + p * m;
      const b1 = b0 + m;
      const b2 = b1 + m;
      const b3 = b2 + m;
      for (let j = 0; j < m; j++) {
        out[row + j] = out[row + j]! + a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
      }
    }
    for (; p < k; p++) {
      const a0 = a[aRow + p]!;
      const b0 = bStart + p * m;
      for (let j = 0; j < m; j++) out[row + j] = out[row + j]! + a0 * b[b0 + j]!;
    }
  }
}

/**
 * Adds a b^T to the [n,m] block of `out` from `start`, where b [m,k] is read along its rows from bStart. Four rows of b
 * at a time give four sums that do not wait for each other.
 */
export function multiplyByRowsInto(out: Float64Array, start: number, factors: Factors): void {
  const { a, aStart, b, bStart, n, k, m } = factors;
  for (let i = 0; i < n; i++) {
    const row = start + i * m;
    const aRow = aStart + i * k;
    let j = 0;
    for (; j + 3 < m; j += 4) {
      const b0 = bStart + j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let p = 0; p < k; p++) {
        const x = a[aRow + p]!;
        s0 += x * b[b0 + p]!;
        s1 += x * b[b1 + p]!;
        s2 += x * b[b2 + p]!;
        s3 += x * b[b3 + p]!;
      }
      out[row + j] = out[row + j]! + s0;
      out[row + j + 1] = out[row + j + 1]! + s1;
      out[row + j + 2] = out[row + j + 2]! + s2;
      out[row + j + 3] = out[row + j + 3]! + s3;
    }
    for (; j < m; j++) {
      const b0 = bStart + j * k;
      let total = 0;
      for (let p = 0; p < k; p++) total += a[aRow + p]! * b[b0 + p]!;
      out[row + j] = out[row + j]! + total;
    }
  }
}

/** The inner product of two vectors [n] -> []. Throws RangeError when they differ in size. */
export function dot(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1 || b.shape.length !== 1) {
    throw new RangeError(
      `Cannot take the dot product of ${shapeText(a.shape)} and ${shapeText(b.shape)}: need vectors`,
    );
  }
  return matmul(a, b);
}

/** The outer product a[i] b[j]. a [n], b [m] -> [n,m]. Throws RangeError unless both are vectors. */
export function outer(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1 || b.shape.length !== 1) {
    throw new RangeError(
      `Cannot take the outer product of ${shapeText(a.shape)} and ${shapeText(b.shape)}: need vectors`,
    );
  }
  return matmul({ shape: [a.shape[0]!, 1], values: a.values }, { shape: [1, b.shape[0]!], values: b.values });
}
