/** Derivatives by central differences, on plain lists: nothing here knows a rule of calculus. */

/** A matrix as rows; a column is a list of lists of one. */
export type Grid = readonly (readonly number[])[];

const H = 1e-5;

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
export const softplus = (z: number) => Math.log(1 + Math.exp(z));

export function slope(f: (x: number) => number, x: number): number {
  return (f(x + H) - f(x - H)) / (2 * H);
}

/** Gradient of a scalar function of a matrix, in the shape of the matrix. */
export function gradient(f: (x: Grid) => number, x: Grid): Grid {
  return x.map((row, i) =>
    row.map((value, j) =>
      slope((t) => f(x.map((r, a) => r.map((v, b) => a === i && b === j ? t : v))), value)
    )
  );
}

export function times(a: Grid, b: Grid): Grid {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}

export function minus(a: Grid, b: Grid): Grid {
  return a.map((row, i) => row.map((value, j) => value - b[i]![j]!));
}

/** The sum of the products of all entries. */
export function dot(a: Grid, b: Grid): number {
  return a.reduce((sum, row, i) => row.reduce((all, value, j) => all + value * b[i]![j]!, sum), 0);
}

export function total(a: Grid, f: (x: number) => number): number {
  return a.flat().reduce((sum, value) => sum + f(value), 0);
}

export function softmax(z: readonly number[]): number[] {
  const sum = z.reduce((all, value) => all + Math.exp(value), 0);
  return z.map((value) => Math.exp(value) / sum);
}

export const column = (...values: readonly number[]): Grid => values.map((value) => [value]);
