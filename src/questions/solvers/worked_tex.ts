/** Numbers and sums of products as they stand in the middle of a worked line. */
import { num } from "../tex.ts";

/** A value carried over from an earlier step: to so many decimals, in brackets when negative. */
export function carried(value: number, decimals = 4): string {
  const text = num(Number(value.toFixed(decimals)));
  return text.startsWith("-") ? `(${text})` : text;
}

/** Sum of products, a_1 b_1 + a_2 b_2 + ..., with the numbers filled in. */
export function products(a: ArrayLike<number>, b: ArrayLike<number>): string {
  return Array.from(a, (value, i) => `${carried(value)} \\cdot ${carried(b[i] ?? 0)}`).join(" + ");
}

/** A sum of carried values. */
export function summed(values: ArrayLike<number>): string {
  return Array.from(values, (value) => carried(value)).join(" + ");
}

/** Lines under each other, aligned at their first relation. */
export function aligned(lines: readonly string[]): string {
  if (lines.length === 1) return lines[0] ?? "";
  return `\\begin{aligned} ${lines.map(atRelation).join(" \\\\ ")} \\end{aligned}`;
}

function atRelation(line: string): string {
  const at = line.search(/=|\\approx/);
  return at < 0 ? line : `${line.slice(0, at)}&${line.slice(at)}`;
}
