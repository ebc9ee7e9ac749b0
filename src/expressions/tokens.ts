/** Cuts a plain text into numbers, names and signs, each with its place in what was typed. */
import { err, ok, type Result } from "../base/result.ts";
import type { ParseProblem, Span } from "./node.ts";
import { GROUP_SPACE, type NormalText, originalSpan } from "./normalise.ts";

export interface Token extends Span {
  readonly kind: "number" | "name" | "sign" | "superscript" | "end";
  /** Plain text: a number without its grouping, a superscript as ordinary digits. */
  readonly text: string;
}

const DIGITS = `\\d(?:[_${GROUP_SPACE}]?\\d)*`;
const NUMBER = new RegExp(`(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?\\d+)?`, "y");
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SUPERSCRIPT = /[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/y;
const SIGN = /\*\*|==|!=|<=|>=|&&|\|\||[-+*/^@'()[\],;?:<>!%√]/y;
const SPACE = /\s+/y;
const GROUPING = new RegExp(`[_${GROUP_SPACE}]`, "g");

/** What to say about characters that people do type but that mean nothing here. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["=", "A single = means nothing here: to compare write =="],
  ["{", "Curly brackets mean nothing here: use ( )"],
  ["}", "Curly brackets mean nothing here: use ( )"],
  ["|", "Bars mean nothing here: write abs(x)"],
  ["\\", "Write the formula without backslashes, as in sqrt(2)"],
  ["$", "Write the formula without dollar signs"],
  ['"', "Text in quotes means nothing here"],
  [".", "This dot belongs to no number"],
  ["∞", "Infinity cannot be an answer"],
]);

/** All tokens, the last one of kind "end"; or the first character that means nothing. */
export function tokenise(normal: NormalText): Result<readonly Token[], ParseProblem> {
  const { text } = normal;
  const tokens: Token[] = [];
  let at = 0;
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  }
  function push(kind: Token["kind"], raw: string, meaning: string) {
    tokens.push({ kind, text: meaning, ...originalSpan(normal, at, at + raw.length) });
    at += raw.length;
  }
  while (at < text.length) {
    const space = take(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      if (/[.]/.test(text[at + number.length] ?? "")) {
        const span = originalSpan(normal, at, at + number.length + 1);
        return err({ ...span, message: "A number can have one dot only" });
      }
      push("number", number, number.replace(GROUPING, ""));
      continue;
    }
    const name = take(NAME);
    if (name !== undefined) {
      push("name", name, name);
      continue;
    }
    const superscript = take(SUPERSCRIPT);
    if (superscript !== undefined) {
      push("superscript", superscript, superscript.normalize("NFKC").replace("−", "-"));
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined) return err(refusal(normal, at));
    push("sign", sign, sign === "**" ? "^" : sign);
  }
  tokens.push({ kind: "end", text: "", at: normal.original.length, length: 0 });
  return ok(tokens);
}

function refusal(normal: NormalText, at: number): ParseProblem {
  const character = String.fromCodePoint(normal.text.codePointAt(at) ?? 0);
  const span = originalSpan(normal, at, at + character.length);
  return { ...span, message: REFUSED.get(character) ?? `The character “${character}” means nothing here` };
}
