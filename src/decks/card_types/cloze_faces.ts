/** Shows a cloze text for one of its numbers: with the deletions hidden, or with them marked. */
import { marked } from "../../text/marks.ts";
import { findInMarkdown, type MathSpan } from "../../text/parse_markdown.ts";
import { blotted, type Deletion } from "./cloze_text.ts";

export interface ClozeFaces {
  /** All deletions of the number hidden, by their hints where they have one. */
  readonly front: (number: number) => string;
  /** All deletions of the number shown and marked. */
  readonly back: (number: number) => string;
  /** The text without any marks. */
  readonly plain: string;
}

interface Showing {
  readonly number: number | undefined;
  readonly hidden: boolean;
}

export function clozeFaces(text: string, deletions: readonly Deletion[]): ClozeFaces {
  const { math } = findInMarkdown(blotted(text, deletions));

  function show(
    start: number,
    end: number,
    within: { inner: readonly Deletion[]; showing: Showing },
  ): string {
    let out = "";
    let at = start;
    for (const deletion of within.inner) {
      out += text.slice(at, deletion.start) + showDeletion(deletion, within.showing);
      at = deletion.end;
    }
    return out + text.slice(at, end);
  }

  function showDeletion(deletion: Deletion, showing: Showing): string {
    const { contentStart, contentEnd, hint, inner } = deletion;
    const inMath = math.some((span) => holds(span, deletion));
    const content = show(contentStart, contentEnd, { inner, showing });
    if (deletion.number !== showing.number) return inMath ? `{${content}}` : content;
    if (!showing.hidden) return inMath ? `{\\htmlClass{cloze}{${content}}}` : marked(content);
    if (inMath) return `{\\htmlClass{cloze}{[${hint === undefined ? "\\ldots" : texOf(hint)}]}}`;
    return marked(`[${hint ?? "..."}]`);
  }

  const whole = (showing: Showing) => show(0, text.length, { inner: deletions, showing });
  return {
    front: (number) => whole({ number, hidden: true }),
    back: (number) => whole({ number, hidden: false }),
    plain: whole({ number: undefined, hidden: false }),
  };
}

/** Deletions that begin inside a formula and end outside of it, or the reverse. */
export function straddling(text: string, deletions: readonly Deletion[]): readonly Deletion[] {
  const { math } = findInMarkdown(blotted(text, deletions));
  const inside = (span: MathSpan, at: number) => at > span.start && at < span.end;
  return deletions.filter(({ start, end }) =>
    math.some((span) =>
      inside(span, start) !== inside(span, end) && !(start <= span.start && end >= span.end)
    )
  );
}

function holds(span: MathSpan, deletion: Deletion): boolean {
  return span.start < deletion.start && deletion.end < span.end;
}

/** A hint as TeX: words as text, formulas in dollars as they are. */
function texOf(hint: string): string {
  return hint.split("$").map((piece, index) => {
    if (piece === "") return "";
    return index % 2 === 1 ? piece : `\\text{${piece.replace(/[\\{}#&%_^~]/g, escapedTex)}}`;
  }).join("");
}

function escapedTex(char: string): string {
  if (char === "\\") return "\\textbackslash ";
  if (char === "^") return "\\textasciicircum ";
  if (char === "~") return "\\textasciitilde ";
  return `\\${char}`;
}
