/** Teaches the Markdown parser formulas: `$...$` by pandoc's rules, `$$...$$` inline or as a block. */
import type { MarkdownIt, StateBlock, StateInline, Token } from "markdown-it";

/** Where a formula or a stray dollar stands in the content of its inline run. */
export interface InlinePlace {
  readonly start: number;
  readonly end: number;
}

/** Where each line of a block formula stands: index into the TeX, offset in the source. */
export type LineStarts = readonly (readonly [number, number])[];

/** Tokens carry untyped notes only, so places are kept beside them. */
export const inlinePlaces = new WeakMap<Token, InlinePlace>();
export const blockPlaces = new WeakMap<Token, LineStarts>();

export function addMath(md: MarkdownIt): void {
  md.inline.ruler.after("escape", "math", mathInline);
  md.block.ruler.before("fence", "math_block", mathBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
}

/** A `$` that opens no formula becomes a token `math_stray` and shows as it stands. */
function mathInline(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const start = state.pos;
  const markup = state.src[start + 1] === "$" ? "$$" : "$";
  const close = markup === "$$"
    ? closeOfDouble(state.src, start + 2, state.posMax)
    : closeOfSingle(state.src, start + 1, state.posMax);
  const end = close === undefined ? start + markup.length : close + markup.length;
  if (!silent) {
    const token = state.push(close === undefined ? "math_stray" : "math", "", 0);
    token.markup = markup;
    token.content = close === undefined ? markup : state.src.slice(start + markup.length, close);
    inlinePlaces.set(token, { start, end });
  }
  state.pos = end;
  return true;
}

/** Pandoc: no space right inside the dollars, no digit right after the closing one. */
function closeOfSingle(text: string, from: number, max: number): number | undefined {
  if (from >= max || /\s/.test(text[from] ?? " ")) return undefined;
  for (let i = from; i < max; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "$") {
      const closes = i > from && !/\s/.test(text[i - 1] ?? " ") && !/[0-9]/.test(text[i + 1] ?? "");
      return closes ? i : undefined;
    }
  }
  return undefined;
}

function closeOfDouble(text: string, from: number, max: number): number | undefined {
  for (let i = from; i < max - 1; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "$" && text[i + 1] === "$") {
      return text.slice(from, i).trim() === "" ? undefined : i;
    }
  }
  return undefined;
}

/** `$$` at the start of a line up to `$$` at the end of one, with no empty line between. */
function mathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  if (!first.text.startsWith("$$")) return false;
  const pieces: { text: string; offset: number }[] = [];
  for (let line = startLine; line < endLine; line++) {
    const opening = line === startLine;
    if (!opening && (state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent)) return false;
    const { text, offset } = lineOf(state, line);
    const body = opening ? { text: text.slice(2), offset: offset + 2 } : { text, offset };
    const close = closeOfDouble(`x${body.text}`, 0, body.text.length + 1);
    if (close === undefined) {
      pieces.push(body);
      continue;
    }
    if (body.text.slice(close + 1).trim() !== "") return false;
    pieces.push({ text: body.text.slice(0, close - 1), offset: body.offset });
    return pushBlock(state, { pieces, startLine, nextLine: line + 1, silent });
  }
  return false;
}

interface Block {
  readonly pieces: readonly { readonly text: string; readonly offset: number }[];
  readonly startLine: number;
  readonly nextLine: number;
  readonly silent: boolean;
}

function pushBlock(state: StateBlock, block: Block): boolean {
  const tex = block.pieces.map((piece) => piece.text).join("\n");
  if (tex.trim() === "") return false;
  if (block.silent) return true;
  const lineStarts: [number, number][] = [];
  let index = 0;
  for (const piece of block.pieces) {
    lineStarts.push([index, piece.offset]);
    index += piece.text.length + 1;
  }
  const token = state.push("math_block", "", 0);
  token.block = true;
  token.markup = "$$";
  token.content = tex;
  token.map = [block.startLine, block.nextLine];
  blockPlaces.set(token, lineStarts);
  state.line = block.nextLine;
  return true;
}

function lineOf(state: StateBlock, line: number): { text: string; offset: number } {
  const offset = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return { text: state.src.slice(offset, state.eMarks[line] ?? offset), offset };
}
