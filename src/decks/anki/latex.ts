/** Brings every way in which Anki's notes write formulas to one: `\(...\)` in the line, `\[...\]` on its own. */
import { decodeEntities, type EndFinder, endFinder, withoutTags } from "../../text/html_text.ts";
import { escapeHtml } from "../../text/escape.ts";
import { isBeyond, latexBlockHtml } from "./latex_block.ts";

interface Way {
  readonly open: RegExp;
  readonly close: string;
}

const WAYS: readonly Way[] = [
  { open: /\\\(/y, close: "\\)" },
  { open: /\\\[/y, close: "\\]" },
  { open: /\[\$\]/iy, close: "[/$]" },
  { open: /\[\$\$\]/iy, close: "[/$$]" },
  { open: /\[latex\]/iy, close: "[/latex]" },
  { open: /<anki-mathjax(?:\s[^<>]{0,200})?>/iy, close: "</anki-mathjax>" },
];

const OPENING = /\\[([]|\[(?:\$\$?|latex)\]|<anki-mathjax/gi;

/** What a formula cannot hold: then the sign before it opened none. */
const BREAKS = /<(?:hr|img|table|ul|ol|li|audio|video|code|pre)\b/gi;

const LONGEST = 20_000;

export interface FormulaSpan {
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Index of its way of writing. */
  readonly way: number;
}

/** Where the formulas of a field or of a rendered card stand, in order. */
export function formulaSpans(html: string): readonly FormulaSpan[] {
  const found: FormulaSpan[] = [];
  const ends = endFinder(html.toLowerCase());
  const breaks = [...html.matchAll(BREAKS)].map(({ index }) => index);
  const opening = new RegExp(OPENING);
  let nextBreak = 0;
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    while ((breaks[nextBreak] ?? Infinity) < match.index) nextBreak += 1;
    const span = spanAt(html, match.index, ends);
    if (span === undefined || span.contentEnd > (breaks[nextBreak] ?? Infinity)) continue;
    found.push(span);
    opening.lastIndex = span.end;
  }
  return found;
}

function spanAt(html: string, start: number, ends: EndFinder): FormulaSpan | undefined {
  for (const [way, { open, close }] of WAYS.entries()) {
    open.lastIndex = start;
    const opened = open.exec(html)?.[0];
    if (opened === undefined) continue;
    const contentStart = start + opened.length;
    const end = ends(close, contentStart);
    if (end === undefined || end - contentStart > LONGEST) return undefined;
    return { start, end, contentStart, contentEnd: end - close.length, way };
  }
  return undefined;
}

/** HTML with all formulas in one way of writing, free of tags inside. */
export function settledFormulas(html: string): string {
  let out = "";
  let at = 0;
  for (const span of formulaSpans(html)) {
    const content = html.slice(span.contentStart, span.contentEnd);
    out += html.slice(at, span.start) +
      settled(content, { span, opening: html.slice(span.start, span.contentStart) });
    at = span.end;
  }
  return out + html.slice(at);
}

function settled(content: string, { span, opening }: { span: FormulaSpan; opening: string }): string {
  const tex = escapeHtml(plainTex(content));
  switch (span.way) {
    case 0:
    case 2:
      return `\\(${tex}\\)`;
    case 1:
    case 3:
      return `\\[${tex}\\]`;
    case 4:
      return latexBlockHtml(plainTex(content));
    default:
      return /\sblock\s*=\s*["']?true/i.test(opening) ? `\\[${tex}\\]` : `\\(${tex}\\)`;
  }
}

/** TeX that was written into HTML: lines for the tags that make lines, nothing for the others. */
function plainTex(html: string): string {
  return decodeEntities(withoutTags(html.replace(/<br\s*\/?>|<\/?(?:div|p)(?:\s[^>]*)?>/gi, "\n")));
}

/** The `[latex]` blocks of HTML that are shown as their source. */
export function beyondLatex(html: string): readonly string[] {
  return formulaSpans(html).filter(({ way }) => way === 4)
    .map(({ contentStart, contentEnd }) => plainTex(html.slice(contentStart, contentEnd)))
    .filter(isBeyond);
}
