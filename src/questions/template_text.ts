/** Texts of a template: Markdown in which `{{p}}` and `{{-ln(p)|4}}` are filled in, as TeX inside formulas. */
import type { Result } from "../base/result.ts";
import { ok } from "../base/result.ts";
import type { Budget } from "../expressions/evaluate.ts";
import { isTensor, sizeOfValue, type Value } from "../expressions/value.ts";
import { valueTex } from "../expressions/value_tex.ts";
import { type Tensor, toNested } from "../tensor/tensor.ts";
import { findInMarkdown } from "../text/parse_markdown.ts";
import {
  type Failure,
  failureAt,
  type Formula,
  type FormulaReader,
  valueOf,
  type Values,
} from "./template_formula.ts";
import type { TemplateProblem } from "./template_source.ts";
import { fixed, mat, num, vec } from "./tex.ts";

/** So many numbers may stand in one place of a text: what is longer cannot be read anyway. */
const MOST_SHOWN = 64;
const MOST_PLACES = 60;

/** What putting one character in its place costs, and writing one number out. */
const CHARACTER_OPERATIONS = 0.5;
const NUMBER_OPERATIONS = 50;

const PLACE = /\{\{([^{}\n]*)\}\}/g;

interface Place {
  readonly formula: Formula;
  readonly decimals: number | undefined;
  /** Negative numbers in brackets: `{{w|()}}`. */
  readonly bracketed: boolean;
  readonly inMath: boolean;
}

export interface TemplateText {
  readonly pieces: readonly (string | Place)[];
}

/** The text with every placeholder replaced by as many harmless characters, so that it can be checked as Markdown. */
export function withoutPlaces(text: string): string {
  return text.replace(PLACE, (whole) => `{${"0".repeat(whole.length - 2)}}`);
}

/** Reads a text; what is wrong with its placeholders goes to the reader's problems. */
export function readText(
  text: string,
  { reader, names, path }: {
    readonly reader: FormulaReader;
    readonly names: readonly string[];
    readonly path: TemplateProblem["path"];
  },
): TemplateText {
  const complain = (at: number, length: number, message: string) =>
    reader.complain({
      path,
      at,
      length,
      message,
      expected: "`{{name}}`, `{{expression|decimals}}` or `{{name|()}}`; `{ {` for two brackets of TeX",
    });
  const bare = withoutPlaces(text);
  const math = findInMarkdown(bare).math;
  const pieces: (string | Place)[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, inner = ""] = match;
    pieces.push(text.slice(end, match.index));
    end = match.index + whole.length;
    const [, source = inner, , digits, brackets] =
      /^(.*?[^|])(\|[ ]*(\d{1,2})?[ ]*(\(\))?[ ]*)?$/.exec(inner) ?? [];
    const formula = reader.read(source, names, path, match.index + 2);
    if (formula === undefined) continue;
    if (digits !== undefined && Number(digits) > 10) {
      complain(match.index, whole.length, `${digits} decimals are too many: at most 10`);
    }
    pieces.push({
      formula,
      decimals: digits === undefined ? undefined : Number(digits),
      bracketed: brackets !== undefined,
      inMath: math.some((span) => span.start <= match.index && match.index < span.end),
    });
  }
  pieces.push(text.slice(end));
  const open = text.replace(PLACE, (whole) => " ".repeat(whole.length)).indexOf("{{");
  if (open >= 0) complain(open, 2, "This placeholder is never closed");
  if (pieces.length > 2 * MOST_PLACES) {
    complain(0, text.length, `There are more than ${MOST_PLACES} placeholders`);
  }
  return { pieces };
}

/** The text with its values filled in. */
export function fill(text: TemplateText, values: Values, budget: Budget): Result<string, Failure> {
  let filled = "";
  for (const piece of text.pieces) {
    if (typeof piece === "string") {
      filled += piece;
      budget.left -= Math.ceil(piece.length * CHARACTER_OPERATIONS);
      continue;
    }
    const value = valueOf(piece.formula, values, budget);
    if (!value.ok) return value;
    budget.left -= NUMBER_OPERATIONS * sizeOfValue(value.value);
    if (isTensor(value.value) && value.value.values.length > MOST_SHOWN) {
      return failureAt(piece.formula, "limit", `A text can show at most ${MOST_SHOWN} numbers in one place`);
    }
    filled += piece.inMath ? `{${texOf(value.value, piece)}}` : plainOf(value.value, piece);
  }
  return ok(filled);
}

/** The first place that shows a rounded value. A prompt must not: the key is worked out from what is printed. */
export function roundedPlace(text: TemplateText, values: Values, budget: Budget): Formula | undefined {
  for (const piece of text.pieces) {
    if (typeof piece === "string" || piece.decimals === undefined) continue;
    const value = valueOf(piece.formula, values, budget);
    if (!value.ok || typeof value.value === "boolean") continue;
    const cells = isTensor(value.value) ? Array.from(value.value.values) : [value.value];
    const { decimals } = piece;
    if (
      cells.some((cell) =>
        Math.abs(Number(cell.toFixed(decimals)) - cell) > 1e-9 * Math.max(1, Math.abs(cell))
      )
    ) {
      return piece.formula;
    }
  }
  return undefined;
}

function texOf(value: Value, place: Place): string {
  if (typeof value === "boolean") return `\\text{${value}}`;
  const show = shower(place);
  if (!isTensor(value)) return show(value);
  if (value.shape.length > 2) return valueTex(value, { kind: "significant", figures: 6 });
  return value.shape.length === 2 ? mat(value, show) : vec(value.values, show);
}

/** Digits in running text, with a true minus sign; brackets that Markdown could obey are escaped. */
function plainOf(value: Value, place: Place): string {
  if (typeof value === "boolean") return String(value);
  const digits = shower(place);
  const show = (x: number) => digits(x).replace(/ \\times 10\^\{(-?\d+)\}/, "e$1").replaceAll("-", "−");
  if (!isTensor(value)) return show(value);
  if (value.shape.length === 1) return vec(value.values, show).replaceAll("\\; ", " ");
  return nestedText(value, show);
}

function nestedText(value: Tensor, show: (x: number) => string): string {
  const text = (nested: ReturnType<typeof toNested>): string =>
    typeof nested === "number" ? show(nested) : `\\[${nested.map(text).join(", ")}\\]`;
  return text(toNested(value));
}

function shower({ decimals, bracketed }: Place): (value: number) => string {
  return (value) => {
    const text = decimals === undefined ? num(value) : fixed(value, decimals);
    return bracketed && text.startsWith("-") ? `(${text})` : text;
  };
}
