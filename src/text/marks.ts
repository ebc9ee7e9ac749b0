/** Marks a stretch of Markdown as a deletion of a cloze card; renders as a span of class "cloze". */

// Private-use characters, so that no author's text collides; the brackets inside are punctuation, so that
// `_emphasis_` opens and closes right beside a mark.
const OPEN = "\uE000⸨";
const CLOSE = "⸩\uE001";

/** Wraps Markdown in marks, paragraph by paragraph, since a mark cannot span two. */
export function marked(markdown: string): string {
  return markdown.split(/(\n[ \t]*\n\s*)/).map((piece) => piece.trim() === "" ? piece : wrap(piece)).join("");
}

/** Turns the marks in escaped HTML text into spans. */
export function showMarks(html: string): string {
  return html.replaceAll(OPEN, '<span class="cloze">').replaceAll(CLOSE, "</span>");
}

export function hasMarks(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE);
}

export function withoutMarks(text: string): string {
  return text.replaceAll(OPEN, "").replaceAll(CLOSE, "");
}

function wrap(piece: string): string {
  const lead = /^\s*/.exec(piece)?.[0] ?? "";
  const trail = /\s*$/.exec(piece)?.[0] ?? "";
  return lead + OPEN + piece.trim() + CLOSE + trail;
}
