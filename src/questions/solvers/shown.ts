/** Numbers as people write them down in a worked step: four decimals at most. */
import { num } from "../tex.ts";

/** At most four decimals: 0.3333, 2. */
export function short(value: number): string {
  return num(Number(value.toFixed(4)));
}

/** The same, in brackets when negative, for sums and products. */
export function shortTerm(value: number): string {
  const text = short(value);
  return text.startsWith("-") ? `(${text})` : text;
}

/** Several lines one below the other; an ampersand in each marks where they align. */
export function lines(rows: readonly string[]): string {
  return `\\begin{aligned} ${rows.join(" \\\\ ")} \\end{aligned}`;
}
