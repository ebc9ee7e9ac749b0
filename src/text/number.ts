/** Numbers as people type them into an answer field, and as pages show them. */
import { ok, type Result } from "../base/result.ts";
import { LEARNER_NUMBER, LEARNER_PERCENT } from "../expressions/dialect.ts";
import { fixedDigits, significantDigits } from "../expressions/digits.ts";
import { numberValue } from "../expressions/learner_number.ts";
import type { Node, ParseProblem } from "../expressions/node.ts";
import { parseExpression } from "../expressions/parse.ts";
import { exactDecimal, type Rational } from "../expressions/rational.ts";
import { nodeTex } from "../expressions/tex.ts";
import { numberTex, SIX_FIGURES } from "../expressions/value_tex.ts";

/** A number that was read, and how to show that it was read so. */
export interface ReadNumber {
  readonly value: number;
  /** What was typed and, unless that is the number itself, its value to 6 figures: `\frac{2}{3} \approx 0.666667`. */
  readonly tex: string;
  /** A sentence where the text could be meant otherwise, as `1,234`. */
  readonly note: string | undefined;
  /** The exact fraction, where only `+ - * / ^` of decimals were typed. */
  readonly exact: Rational | undefined;
}

/** Reads `2/3`, `-1.5e-3`, `0,5`, `2*3+1`, `e^-1`, `√2`, `10⁻³`; a `%` at the end where `percent` is set. */
export function parseNumber(
  text: string,
  { percent = false }: { readonly percent?: boolean } = {},
): Result<ReadNumber, ParseProblem> {
  const parsed = parseExpression(text, percent ? LEARNER_PERCENT : LEARNER_NUMBER);
  if (!parsed.ok) return parsed;
  const node = parsed.value;
  const read = numberValue(node);
  if (!read.ok) return read;
  const { value, exact } = read.value;
  return ok({ value, exact, tex: echoTex(node, value, exact), note: commaNote(node) });
}

/** The number with `decimals` places and a true minus sign; never `−0`. */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return fixedDigits(value, decimals).replace("-", "−");
}

function echoTex(node: Node, value: number, exact: Rational | undefined): string {
  const typed = nodeTex(node);
  if (isLiteral(node)) return typed;
  return `${typed} ${isShownExactly(value, exact) ? "=" : "\\approx"} ${numberTex(value, SIX_FIGURES)}`;
}

/** Whether six figures, or a whole number, tell the whole value. */
function isShownExactly(value: number, exact: Rational | undefined): boolean {
  const { mantissa, exponent = 0 } = significantDigits(value, SIX_FIGURES.figures);
  const shown = exactDecimal(mantissa.replace("-", "") + `e${exponent}`);
  if (shown === undefined || exact === undefined) return false;
  return shown.d === exact.d && shown.n === (exact.n < 0n ? -exact.n : exact.n);
}

function isLiteral(node: Node): boolean {
  const inner = node.kind === "unary" ? node.of : node;
  return inner.kind === "number" && !/e/i.test(inner.text);
}

function commaNote(node: Node): string | undefined {
  if (node.kind === "unary" || node.kind === "percent") return commaNote(node.of);
  if (node.kind !== "number" || !node.comma) return undefined;
  return `The comma was read as a decimal comma: ${node.text}`;
}
