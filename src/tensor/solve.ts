/** Small systems of linear equations. */
import { transpose } from "./arrange.ts";
import { matmul } from "./matmul.ts";
import { shapeText } from "./shape.ts";
import { identity, type Tensor } from "./tensor.ts";

/**
 * x with A x = b by elimination with row pivoting. a [n,n], b [n] or [n,m] -> the shape of b. Throws RangeError on
 * other shapes and when A is singular (a pivot below 1e-13 of the largest element).
 */
export function solve(a: Tensor, b: Tensor): Tensor {
  const n = a.shape[0] ?? 0;
  if (a.shape.length !== 2 || a.shape[1] !== n || b.shape[0] !== n || b.shape.length > 2) {
    throw new RangeError(
      `Cannot solve ${shapeText(a.shape)} for ${shapeText(b.shape)}: need [n,n] and [n] or [n,m]`,
    );
  }
  const m = b.shape[1] ?? 1;
  const left = Float64Array.from(a.values);
  const right = Float64Array.from(b.values);
  const smallest = 1e-13 * left.reduce((top, x) => Math.max(top, Math.abs(x)), 0);
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(left, n, column);
    if (!(Math.abs(left[pivot * n + column]!) > smallest)) {
      throw new RangeError(
        `Cannot solve a singular system ${shapeText(a.shape)}: no pivot in column ${column}`,
      );
    }
    swapRows(left, n, [pivot, column]);
    swapRows(right, m, [pivot, column]);
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = left[row * n + column]! / left[column * n + column]!;
      if (factor === 0) continue;
      for (let j = column; j < n; j++) {
        left[row * n + j] = left[row * n + j]! - factor * left[column * n + j]!;
      }
      for (let j = 0; j < m; j++) right[row * m + j] = right[row * m + j]! - factor * right[column * m + j]!;
    }
  }
  return { shape: b.shape, values: right.map((x, i) => x / left[Math.floor(i / m) * (n + 1)]!) };
}

/** The inverse of [n,n]. Throws RangeError when it has none. */
export function inverse(a: Tensor): Tensor {
  return solve(a, identity(a.shape[0] ?? 0));
}

/** The weights of least squares by the normal equations (X^T X)^-1 X^T y. x [n,d], y [n] or [n,m] -> [d] or [d,m]. */
export function leastSquares(x: Tensor, y: Tensor): Tensor {
  const columns = transpose(x);
  return solve(matmul(columns, x), matmul(columns, y));
}

function pivotRow(left: Float64Array, n: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < n; row++) {
    if (Math.abs(left[row * n + column]!) > Math.abs(left[best * n + column]!)) best = row;
  }
  return best;
}

function swapRows(values: Float64Array, width: number, [a, b]: readonly [number, number]): void {
  if (a === b) return;
  const kept = values.slice(a * width, (a + 1) * width);
  values.copyWithin(a * width, b * width, (b + 1) * width);
  values.set(kept, b * width);
}
