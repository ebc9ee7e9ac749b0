/** Matrices as nested lists: made rectangular, and written out cell by cell. */
import type { Tensor } from "../../tensor/tensor.ts";
import { num, term } from "../tex.ts";

export type Grid = readonly (readonly number[])[];

/** Rows of equal length: cut, or filled up with zeros. By default as long as the first row. */
export function gridOf(rows: Grid, height = rows.length, width = rows[0]?.length ?? 0): number[][] {
  return Array.from(
    { length: height },
    (_, i) => Array.from({ length: width }, (_, j) => rows[i]?.[j] ?? 0),
  );
}

/** Whether every row is as long as the first. */
export function isRectangular(rows: Grid): boolean {
  return rows.every((row) => row.length === rows[0]?.length);
}

/** A sum of products with the numbers filled in; products with a zero are left out. */
export function productsTex(pairs: readonly (readonly [number, number])[]): string {
  const shown = pairs.filter(([a, b]) => a !== 0 && b !== 0).map(([a, b]) => `${term(a)} \\cdot ${term(b)}`);
  return shown.length === 0 ? "0" : shown.join(" + ");
}

/** "name_{i,j} = worked = value" for every cell, below each other; a matrix of one row counts along it. */
export function cellLines(
  name: string,
  { shape, values }: Tensor,
  worked: (row: number, column: number) => string,
): string {
  const columns = shape.at(-1) ?? 1;
  const flat = values.length === columns;
  const lines = Array.from(values, (value, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    const text = worked(row, column);
    const index = flat ? `${column + 1}` : `${row + 1},${column + 1}`;
    return `${name}_{${index}} &= ${text}${text === num(value) ? "" : ` = ${num(value)}`}`;
  });
  return `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}`;
}

/** A kernel turned by 180 degrees. */
export function turned(kernel: Grid): number[][] {
  return kernel.toReversed().map((row) => row.toReversed());
}
