/** Cuts a piece of text into nested lists of cells, under one reading of what commas mean. */
import { err, ok, type Result } from "../base/result.ts";
import type { ParseProblem } from "./node.ts";
import { type Piece, splitAt, textOf, trimmed } from "./tensor_source.ts";

/** What a comma is: between cells, or inside a number. */
export type CommaRole = "separator" | "decimal";

/** A cell still as text, or a list of such. */
export type Block =
  | { readonly kind: "cell"; readonly piece: Piece; readonly comma: CommaRole }
  | { readonly kind: "list"; readonly piece: Piece; readonly items: readonly Block[] };

/** Rows and cells, and whether brackets fixed the number of axes; without them one row can be a vector too. */
export interface Layout {
  readonly block: Block;
  readonly form: "nested" | "rows" | "cell";
  /** One row whose cells stood between `;`: it can as well be a column. */
  readonly isEitherWay: boolean;
}

export interface Cutting {
  readonly comma: CommaRole;
  /** A line break inside `[ ]` is only a wrapped line. */
  readonly wrapsLines: boolean;
  /** Without brackets, blank lines stand between the slices of a tensor of rank 3. */
  readonly blankLinesSlice: boolean;
}

const MAX_NESTING = 8;

/** The layout of the whole piece. */
export function layoutOf(source: Piece, cutting: Cutting): Result<Layout, ParseProblem> {
  if (source.text[source.from] !== "[") {
    const isCell = cutting.comma === "decimal"
      ? cellsIn(source, cutting.comma).length === 1
      : isOneCell(source);
    if (isCell) return ok({ block: cell(source, cutting.comma), form: "cell", isEitherWay: false });
    return ok(
      cutting.blankLinesSlice
        ? slicesIn(source, cutting.comma)
        : rowsIn(source, { ...cutting, wrapsLines: false }),
    );
  }
  const end = closingBracket(source);
  if (end === undefined) return err(problem({ ...source, to: source.from + 1 }, "This “[” is never closed"));
  if (end + 1 < source.to) {
    // Rows in brackets of their own below each other, as some programs print them.
    const all = listItems({ ...source }, 0);
    return all.ok ? ok({ block: list(source, all.value), form: "nested", isEitherWay: false }) : all;
  }
  const inside: Piece = { text: source.text, from: source.from + 1, to: end };
  if (textOf(inside).trim() === "") return err(problem(source, "A list needs at least one number"));
  if (!textOf(inside).includes("[")) return ok(rowsIn(inside, cutting));
  const items = listItems(inside, 1);
  return items.ok ? ok({ block: list(source, items.value), form: "nested", isEitherWay: false }) : items;
}

/** The lists side by side in a piece: between them blanks and at most one comma. */
function listItems(piece: Piece, nesting: number): Result<Block[], ParseProblem> {
  const blocks: Block[] = [];
  let at = piece.from;
  while (true) {
    while (at < piece.to && /\s/.test(piece.text[at] ?? "")) at++;
    const rest: Piece = { text: piece.text, from: at, to: piece.to };
    if (piece.text[at] !== "[" || at >= piece.to) {
      return err(
        problem({ ...rest, to: Math.min(at + 1, piece.to) }, "Here another list in [ ] was expected"),
      );
    }
    const end = closingBracket(rest);
    if (end === undefined) return err(problem({ ...rest, to: at + 1 }, "This “[” is never closed"));
    if (nesting >= MAX_NESTING) return err(problem(rest, `Lists can be nested at most ${MAX_NESTING} deep`));
    const inside: Piece = { text: piece.text, from: at + 1, to: end };
    const own: Piece = { text: piece.text, from: at, to: end + 1 };
    if (textOf(inside).includes("[")) {
      const inner = listItems(inside, nesting + 1);
      if (!inner.ok) return inner;
      blocks.push(list(own, inner.value));
    } else {
      blocks.push(list(own, rowOf(inside, nestedComma(inside))));
    }
    at = end + 1;
    while (at < piece.to && /\s/.test(piece.text[at] ?? "")) at++;
    if (at >= piece.to) return ok(blocks);
    if (piece.text[at] === ",") at++;
  }
}

/** In nested lists a comma separates, unless it stands inside numbers that blanks separate: `[[1,5 2,5] [3,5 4,5]]`. */
function nestedComma(inside: Piece): CommaRole {
  const text = textOf(trimmed(inside));
  return hasDecimalCommas(inside) && /\s/.test(text) && !text.includes(";") ? "decimal" : "separator";
}

/** Whether every comma stands inside a number, as in `1,5 2,5`, and there is no dot. */
export function hasDecimalCommas(piece: Piece): boolean {
  const text = textOf(piece);
  return text.includes(",") && !text.includes(".") && !/,(?!\d)|(?<!\d),|,\d+,/.test(text);
}

/** Rows with blank lines between the slices. */
function slicesIn(source: Piece, comma: CommaRole): Layout {
  const slices: Piece[] = [];
  let from = source.from;
  for (const blank of textOf(source).matchAll(/\n\s*\n/g)) {
    slices.push({ ...source, from, to: source.from + blank.index });
    from = source.from + blank.index + blank[0].length;
  }
  slices.push({ ...source, from });
  const items = slices.map((slice) => rowsIn(slice, { comma, wrapsLines: false }).block);
  return { block: list(source, items), form: "nested", isEitherWay: false };
}

/** Rows at `;` and line breaks, cells within them. */
function rowsIn(piece: Piece, { comma, wrapsLines }: Pick<Cutting, "comma" | "wrapsLines">): Layout {
  const lines = wrapsLines ? [trimmed(piece)] : linesIn(piece, comma);
  const semicolons = lines.map((line) => splitAt(line, (character) => character === ";"));
  const hasSemicolons = semicolons.some((parts) => parts.length > 1);
  // `1,5;2,5` on lines of their own, or alone: with a decimal comma the semicolon separates cells.
  const betweenCells = comma === "decimal" && hasSemicolons &&
    (lines.length > 1 || semicolons.flat().every((part) => cellsIn(part, comma).length === 1));
  const rows = betweenCells ? lines : semicolons.flat();
  const block = list(piece, rows.map((row) => list(row, rowOf(row, comma))));
  return { block, form: "rows", isEitherWay: betweenCells && lines.length === 1 };
}

/** Lines that are not blank; a `;` at the end of a line, or a comma, belongs to its line break. */
function linesIn(piece: Piece, comma: CommaRole): Piece[] {
  const lines = splitAt(trimmed(piece), (character, at) => {
    if (character !== "\n") return false;
    return comma === "decimal" || !/,[^\S\n]*$/.test(piece.text.slice(Math.max(piece.from, at - 200), at));
  });
  const filled = lines.filter((line) => textOf(line).trim() !== "");
  const ending = filled.slice(0, -1);
  const endsRows = ending.length > 0 && ending.every((line) => textOf(line).trimEnd().endsWith(";"));
  if (!endsRows) return filled;
  return filled.map((line, i) => i < ending.length ? { ...line, to: trimmed(line).to - 1 } : line);
}

/** Cells between commas; where there are none, between tabs; where there are none, between blanks. */
function cellsIn(row: Piece, comma: CommaRole): Piece[] {
  const inside = trimmedLine(row);
  const text = textOf(inside);
  if (comma === "separator" && text.includes(",")) return splitAt(inside, (character) => character === ",");
  if (comma === "decimal" && text.includes(";")) return splitAt(inside, (character) => character === ";");
  if (text.includes("\t")) return splitAt(inside, (character) => character === "\t");
  return splitAt(trimmed(inside), (character) => /\s/.test(character)).filter((piece, _, all) =>
    piece.to > piece.from || all.length === 1
  );
}

/** Without blanks at the ends, but with tabs: a tab at an end stands next to an empty cell. */
function trimmedLine({ text, from, to }: Piece): Piece {
  while (from < to && /[^\S\t]/.test(text[from] ?? "")) from++;
  while (to > from && /[^\S\t]/.test(text[to - 1] ?? "")) to--;
  return { text, from, to };
}

function isOneCell(source: Piece): boolean {
  const text = textOf(source);
  return !/[,;\n]/.test(text) && cellsIn(source, "separator").length === 1;
}

function closingBracket({ text, from, to }: Piece): number | undefined {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (text[at] === "[") depth++;
    if (text[at] === "]" && --depth === 0) return at;
  }
  return undefined;
}

function rowOf(row: Piece, comma: CommaRole): Block[] {
  return cellsIn(row, comma).map((piece) => cell(piece, comma));
}

function cell(piece: Piece, comma: CommaRole): Block {
  return { kind: "cell", piece: trimmed(piece), comma };
}

function list(piece: Piece, items: readonly Block[]): Block {
  return { kind: "list", piece, items };
}

function problem({ from, to }: Piece, message: string): ParseProblem {
  return { at: from, length: to - from, message };
}
