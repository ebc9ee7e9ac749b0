/** Finds the numbers inside what programs print and people paste: `np.array([...])`, `tensor([...], dtype=...)`, `(1, 2)`. */
import { err, ok, type Result } from "../base/result.ts";
import type { ParseProblem } from "./node.ts";

/** A piece of a text. All pieces of one reading share the text, so that offsets need no translation. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const WRAPPER = /^\s*(?:[A-Za-z_]\w*\.)*(?:array|asarray|tensor|Tensor|matrix|constant|Size)\s*\(/;
/** What may follow the numbers inside a wrapper: `, dtype=torch.float32`, `, shape=(2, 2)`, `, np.float32`. */
const ARGUMENTS =
  /^(?:\s*,\s*(?:\w+\s*=\s*(?:<[^<>]*>|'[^']*'|\[[^\]]*\]|\([^()]*\)|[\w.:+-]+)|[A-Za-z_][\w.]*))*\s*(?:,\s*)?\)\s*$/;

/** Characters that other keyboards write for ours, one for one so that offsets stay. */
const SAME_LENGTH: ReadonlyMap<string, string> = new Map([
  ["，", ","],
  ["、", ","],
  ["；", ";"],
  ["［", "["],
  ["］", "]"],
  ["（", "("],
  ["）", ")"],
  ["\u2028", "\n"],
  ["\u0085", "\n"],
]);

/** The part of `original` that holds the numbers, brackets of lists included. */
export function sourceOf(original: string): Result<Piece, ParseProblem> {
  const text = tuplesAsLists(
    original.replace(/[，、；［］（）\u2028\u0085]/g, (character) => SAME_LENGTH.get(character) ?? character)
      .replace(/\r(?!\n)/g, "\n")
      .replace(/\r/g, " "),
  );
  const ellipsis = /\.\.\.|…/.exec(text);
  if (ellipsis !== null) {
    const message = "Dots stand for numbers that were left out: all of them are needed";
    return err({ at: ellipsis.index, length: ellipsis[0].length, message });
  }
  const wrapper = WRAPPER.exec(text);
  if (wrapper === null) return ok(trimmed({ text, from: 0, to: text.length }));
  const from = wrapper[0].length;
  const to = endOfValue(text, from);
  if (!ARGUMENTS.test(text.slice(to))) {
    const at = Math.min(to, text.length);
    return err({
      at,
      length: text.length - at,
      message: "After the numbers only a closing bracket was expected",
    });
  }
  return ok(trimmed({ text, from, to }));
}

/** The piece without the blanks at its ends. */
export function trimmed({ text, from, to }: Piece): Piece {
  while (from < to && /\s/.test(text[from] ?? "")) from++;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
  return { text, from, to };
}

export function textOf({ text, from, to }: Piece): string {
  return text.slice(from, to);
}

/** Cuts a piece at separators that stand outside round brackets. */
export function splitAt(piece: Piece, isSeparator: (character: string, at: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let start = piece.from;
  let depth = 0;
  for (let at = piece.from; at < piece.to; at++) {
    const character = piece.text[at] ?? "";
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth <= 0 && isSeparator(character, at)) {
      pieces.push({ text: piece.text, from: start, to: at });
      start = at + 1;
    }
  }
  pieces.push({ text: piece.text, from: start, to: piece.to });
  return pieces;
}

/** Where the list or number that starts at `from` ends: at a comma or bracket that does not belong to it. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    if (depth < 0 || (depth === 0 && character === ",")) return at;
  }
  return text.length;
}

interface OpenBracket {
  readonly at: number;
  readonly isList: boolean;
  commas: number;
}

/** `((1, 2), (3, 4))` as `[[1, 2], [3, 4]]`: round brackets around commas are lists, all others belong to a cell. */
function tuplesAsLists(text: string): string {
  const units = text.split("");
  const open: OpenBracket[] = [];
  for (const [at, unit] of text.split("").entries()) {
    if (unit === "(" || unit === "[") open.push({ at, isList: unit === "[" || isCall(text, at), commas: 0 });
    const innermost = open.at(-1);
    if (unit === "," && innermost !== undefined) innermost.commas++;
    const closed = unit === ")" || unit === "]" ? open.pop() : undefined;
    if (closed === undefined || closed.isList || closed.commas === 0) continue;
    units[closed.at] = "[";
    units[at] = "]";
  }
  return units.join("");
}

/** Whether the bracket follows a name, as in `ln(`. */
function isCall(text: string, at: number): boolean {
  return /[\w√]\s*$/.test(text.slice(Math.max(0, at - 8), at));
}
