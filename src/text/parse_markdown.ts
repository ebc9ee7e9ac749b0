/** Parses Markdown with formulas, and finds where in the source its formulas and pictures stand. */
import MarkdownIt, { type Env, type Token } from "markdown-it";
import { addMath, blockPlaces, inlinePlaces, type LineStarts } from "./math_rules.ts";

/** A formula in its source. Offsets count UTF-16 units of a source whose lines end in "\n". */
export interface MathSpan {
  readonly tex: string;
  readonly display: boolean;
  /** Offset of the opening dollar. */
  readonly start: number;
  /** Offset after the closing dollar. */
  readonly end: number;
  /** Offset of an index into the TeX. */
  readonly offsetOf: (index: number) => number;
}

export interface Found {
  readonly math: readonly MathSpan[];
  /** Dollars that open no formula. */
  readonly strays: readonly { readonly offset: number; readonly markup: string }[];
  readonly images: readonly { readonly offset: number; readonly src: string; readonly alt: string }[];
  /** Headings of level 1 and 2, which belong to the page and to the deck file. */
  readonly topHeadings: readonly { readonly offset: number; readonly level: number }[];
  readonly fences: readonly { readonly offset: number; readonly info: string; readonly body: string }[];
}

export const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).use(addMath);

export function parseMarkdown(source: string, env: Env): Token[] {
  return markdown.parse(source, env);
}

/** Formulas, stray dollars, pictures and fences of Markdown, in order, with their offsets. */
export function findInMarkdown(source: string): Found {
  const text = source.replace(/\r\n?/g, "\n");
  const lines = lineOffsets(text);
  const found = {
    math: new Array<MathSpan>(),
    strays: new Array<Found["strays"][number]>(),
    images: new Array<Found["images"][number]>(),
    topHeadings: new Array<Found["topHeadings"][number]>(),
    fences: new Array<Found["fences"][number]>(),
  };
  let line = 0;
  let cursor = 0;
  let afterImage = 0;
  for (const token of parseMarkdown(text, {})) {
    if (token.map !== null) line = token.map[0];
    const offset = lines[line] ?? text.length;
    if (token.type === "math_block") found.math.push(blockSpan(token, text));
    if (token.type === "heading_open" && (token.tag === "h1" || token.tag === "h2")) {
      found.topHeadings.push({ offset, level: Number(token.tag.slice(1)) });
    }
    if (token.type === "fence") found.fences.push({ offset, info: token.info, body: token.content });
    if (token.type !== "inline") continue;
    const run = placeRun(token.content, { text, from: Math.max(cursor, offset) });
    cursor = run.end;
    for (const child of token.children ?? []) {
      const place = inlinePlaces.get(child);
      if (place !== undefined && child.type === "math") found.math.push(inlineSpan(child, place, run));
      if (place !== undefined && child.type === "math_stray") {
        found.strays.push({ offset: run.offsetOf(place.start), markup: child.markup });
      }
      if (child.type === "image") {
        const at = imageOffset(text, Math.max(afterImage, offset), run.end);
        afterImage = at + 2;
        found.images.push({ offset: at, src: String(child.attrGet("src") ?? ""), alt: child.content.trim() });
      }
    }
  }
  return found;
}

/** The text of an inline run without its markup; formulas as their TeX between `dollars`, which may be empty. */
export function plainTokens(tokens: readonly Token[], dollars: "" | "$"): string {
  return tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return " ";
    if (token.type === "image") return plainTokens(token.children ?? [], dollars);
    if (token.type === "math") return `${dollars}${token.content}${dollars}`;
    return token.type.endsWith("_open") || token.type.endsWith("_close") ? "" : token.content;
  }).join("");
}

function blockSpan(token: Token, text: string): MathSpan {
  const lineStarts = blockPlaces.get(token) ?? [[0, 0]];
  const offsetOf = along(lineStarts);
  const start = offsetOf(0) - 2;
  const end = text.indexOf("$$", offsetOf(token.content.length)) + 2;
  return { tex: token.content, display: true, start, end, offsetOf };
}

interface Run {
  /** Offset after the run. */
  readonly end: number;
  readonly offsetOf: (index: number) => number;
}

function inlineSpan(token: Token, place: { start: number; end: number }, run: Run): MathSpan {
  const texStart = place.start + token.markup.length;
  return {
    tex: token.content,
    display: token.markup === "$$",
    start: run.offsetOf(place.start),
    end: run.offsetOf(place.end - 1) + 1,
    offsetOf: (index) => run.offsetOf(texStart + index),
  };
}

/** Finds the lines of a run in the source: the parser has cut their indentation and markers off. */
function placeRun(content: string, where: { text: string; from: number }): Run {
  const starts: [number, number][] = [];
  let index = 0;
  let from = where.from;
  for (const line of content.split("\n")) {
    const bare = line.trim();
    const lead = line.length - line.trimStart().length;
    const at = where.text.indexOf(bare, from);
    // A cell with an escaped bar reads otherwise than it stands: its place is then known by line only.
    const offset = at < 0 ? from : at;
    starts.push([index, offset - lead]);
    index += line.length + 1;
    from = at < 0 ? from : at + bare.length;
  }
  return { end: from, offsetOf: along(starts) };
}

function along(starts: LineStarts): (index: number) => number {
  return (index) => {
    const [lineIndex, offset] = starts.findLast(([first]) => first <= index) ?? starts[0] ?? [0, 0];
    return offset + index - lineIndex;
  };
}

function imageOffset(text: string, from: number, to: number): number {
  const at = text.indexOf("![", from);
  return at < 0 || at > to ? from : at;
}

function lineOffsets(text: string): number[] {
  const offsets = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) offsets.push(at + 1);
  return offsets;
}
