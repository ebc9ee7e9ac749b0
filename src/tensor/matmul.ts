/** Products of matrices and vectors. */
import { multiplyInto } from "./matmul_kernel.ts";
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
