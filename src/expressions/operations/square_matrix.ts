/** Determinant and inverse of small square matrices, by elimination with row exchanges. */
import { identity, type Tensor } from "../../tensor/tensor.ts";

/** The determinant of a [n,n] matrix. */
export function determinant(a: Tensor): number {
  const n = a.shape[0] ?? 0;
  const rows = rowsOf(a);
  let value = 1;
  for (let column = 0; column < n; column++) {
    if (bringPivotUp(rows, column)) value = -value;
    const pivot = rows[column]?.[column] ?? 0;
    if (pivot === 0) return 0;
    value *= pivot;
    for (let row = column + 1; row < n; row++) subtract(rows, row, column);
  }
  return value;
}

/** The inverse of a [n,n] matrix; NaN everywhere when it has none. */
export function inverse(a: Tensor): Tensor {
  const n = a.shape[0] ?? 0;
  const unit = rowsOf(identity(n));
  const rows = rowsOf(a).map((row, i) => [...row, ...(unit[i] ?? [])]);
  const largest = a.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let column = 0; column < n; column++) {
    bringPivotUp(rows, column);
    const pivot = rows[column]?.[column] ?? 0;
    // A pivot of rounding noise means that the rows depend on each other.
    if (Math.abs(pivot) <= 1e-13 * largest) return { shape: a.shape, values: a.values.map(() => NaN) };
    for (let row = 0; row < n; row++) if (row !== column) subtract(rows, row, column);
    rows[column] = (rows[column] ?? []).map((value) => value / pivot);
  }
  return { shape: a.shape, values: Float64Array.from(rows.flatMap((row) => row.slice(n))) };
}

function rowsOf(a: Tensor): number[][] {
  const n = a.shape[0] ?? 0;
  return Array.from({ length: n }, (_, i) => [...a.values.slice(i * n, (i + 1) * n)]);
}

/** Exchanges rows so that the largest candidate stands at the diagonal; says whether it did. */
function bringPivotUp(rows: number[][], column: number): boolean {
  let best = column;
  for (let row = column + 1; row < rows.length; row++) {
    if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
  }
  [rows[column], rows[best]] = [rows[best] ?? [], rows[column] ?? []];
  return best !== column;
}

/** Subtracts from `row` the multiple of the pivot row that clears `column`. */
function subtract(rows: number[][], row: number, column: number) {
  const pivotRow = rows[column] ?? [];
  const factor = (rows[row]?.[column] ?? 0) / (pivotRow[column] ?? 1);
  if (factor !== 0) rows[row] = (rows[row] ?? []).map((value, i) => value - factor * (pivotRow[i] ?? 0));
}
