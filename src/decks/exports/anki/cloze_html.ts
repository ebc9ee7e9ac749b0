/** Our deletions as Anki's: the text rendered as HTML, each deletion at its place, also inside formulas. */
import { plainText } from "../../../text/markdown.ts";
import { escapeHtml } from "../../../text/escape.ts";
import { allDeletions, type Deletion, parseCloze } from "../../card_types/cloze_text.ts";
import { markdownHtml, type MediaNaming } from "./question_html.ts";

// Private-use characters stand for the marks while Markdown is rendered: one for each deletion. The brackets are
// punctuation, so that emphasis opens and closes beside them.
const OPENS = 0xe200;
const CLOSES = 0xe600;
const MOST = CLOSES - OPENS;
const OURS = /[\uE200-\uE9FF]/g;

/** Throws RangeError on more deletions than there are marks. */
export function clozeHtml(text: string, nameOf: MediaNaming): string {
  const source = text.replace(OURS, "\uFFFD");
  const { deletions } = parseCloze(source);
  const all = allDeletions(deletions);
  if (all.length > MOST) throw new RangeError(`Cannot export a note of ${all.length} deletions`);
  const numbers = new Map(all.map((deletion, index) => [deletion, index]));
  const html = markdownHtml(withMarks(source, { from: 0, to: source.length, deletions, numbers }), nameOf);
  return escaped(html).replace(
    /([\uE200-\uE5FF])⸨|⸩([\uE600-\uE9FF])/g,
    (_, open?: string, close?: string) => {
      if (open !== undefined) return `{{c${all[open.charCodeAt(0) - OPENS]?.number}::`;
      const hint = all[(close ?? "").charCodeAt(0) - CLOSES]?.hint;
      return hint === undefined ? "}}" : `::${escaped(escapeHtml(plainText(hint)))}}}`;
    },
  );
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly deletions: readonly Deletion[];
  readonly numbers: ReadonlyMap<Deletion, number>;
}

function withMarks(source: string, { from, to, deletions, numbers }: Stretch): string {
  let out = "";
  let at = from;
  for (const deletion of deletions) {
    const number = numbers.get(deletion) ?? 0;
    const inside = withMarks(source, {
      from: deletion.contentStart,
      to: deletion.contentEnd,
      deletions: deletion.inner,
      numbers,
    });
    out += source.slice(at, deletion.start) + String.fromCharCode(OPENS + number) + "⸨" + inside + "⸩" +
      String.fromCharCode(CLOSES + number);
    at = deletion.end;
  }
  return out + source.slice(at, to);
}

/** Anki ends a deletion at the next two braces, and begins a hint at the next two colons, whatever they belong to. */
function escaped(html: string): string {
  return html.replace(/\{(?=[{\uE200-\uE5FF])/g, "&#123;").replace(/\}(?=\}|⸩[\uE600-\uE9FF])/g, "&#125;")
    .replace(/:(?=:|⸩[\uE600-\uE9FF])/g, "&#58;");
}
