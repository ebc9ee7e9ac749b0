/** Numbers as a learner copies them from one line of a worked solution to the next: 4 decimals. */
import { num } from "../tex.ts";

/** Rounded to 4 decimals. */
export function four(value: number): string {
  return num(Number(value.toFixed(4)));
}

/** Rounded to 4 decimals, in brackets when negative, for sums and products. */
export function fourTerm(value: number): string {
  const text = four(value);
  return text.startsWith("-") ? `(${text})` : text;
}
