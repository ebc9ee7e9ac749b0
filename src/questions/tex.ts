/** Numbers and tensors as TeX, for prompts and worked steps. */
import type { Tensor } from "../tensor/tensor.ts";

/** A number as it is, without floating-point noise: -0.5, 3, 1/3 as 0.333333333333. */
export function num(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  const [mantissa, exponent] = text.split("e");
  const shown = mantissa === "-0" ? "0" : mantissa ?? text;
  return exponent === undefined ? shown : `${shown} \\times 10^{${Number(exponent)}}`;
}

/** A number to so many decimals; -0 is 0. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** "= 0.5" when so many decimals hold the value, else "\approx 0.3333". */
export function equals(value: number, decimals: number): string {
  const rounded = Number(value.toFixed(decimals));
  return Math.abs(rounded - value) <= 1e-12 * Math.max(1, Math.abs(value))
    ? `= ${num(value)}`
    : `\\approx ${fixed(value, decimals)}`;
}

/** A number in brackets when negative, for sums and products. */
export function term(value: number): string {
  return value < 0 ? `(${num(value)})` : num(value);
}

/** Values as (1, 2, 3). */
export function vec(values: Iterable<number>, show: (value: number) => string = num): string {
  return `(${Array.from(values, show).join(",\\; ")})`;
}

/** A matrix [m,n], or a vector [n] as a column. */
export function mat(t: Tensor, show: (value: number) => string = num): string {
  const columns = t.shape.length === 1 ? 1 : t.shape[1] ?? 1;
  const cells = Array.from(t.values, show);
  const rows: string[] = [];
  for (let start = 0; start < cells.length; start += columns) {
    rows.push(cells.slice(start, start + columns).join(" & "));
  }
  return `\\begin{bmatrix} ${rows.join(" \\\\ ")} \\end{bmatrix}`;
}

/** Nested lists as a matrix. */
export function rowsTex(rows: readonly (readonly number[])[]): string {
  return `\\begin{bmatrix} ${rows.map((row) => row.map(num).join(" & ")).join(" \\\\ ")} \\end{bmatrix}`;
}

/** A relation for a tensor: "=" when all cells are exact at so many decimals, else "\approx". */
export function equalsMat(t: Tensor, decimals: number): string {
  return relation(t, decimals) + ` ${mat(t, (value) => shown(value, decimals))}`;
}

/** As equalsMat, with the values in a row: = (1, 2). */
export function equalsVec(t: Tensor, decimals: number): string {
  return relation(t, decimals) + ` ${vec(t.values, (value) => shown(value, decimals))}`;
}

function relation(t: Tensor, decimals: number): string {
  return t.values.every((value) => equals(value, decimals).startsWith("=")) ? "=" : "\\approx";
}

function shown(value: number, decimals: number): string {
  return equals(value, decimals).replace(/^(=|\\approx) /, "");
}
