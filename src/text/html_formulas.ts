/** Sets the formulas in the HTML of imported notes, where they stand as `\(...\)` and `\[...\]`. */
import "katex/contrib/mhchem";
import { escapeHtml } from "./escape.ts";
import { decodeEntities, endFinder } from "./html_text.ts";
import { renderFormula, renderTex, type TexProblem, texProblems } from "./katex_math.ts";

// Private-use characters, so that no author's text collides.
const OPEN = "\uE030";
const CLOSE = "\uE031";

/** Marks a stretch of TeX as a deletion. */
export function markedTex(tex: string): string {
  return OPEN + tex + CLOSE;
}

export function withoutTexMarks(text: string): string {
  return text.replace(/[\uE030\uE031]/g, "");
}

export interface HtmlFormula {
  readonly tex: string;
  readonly display: boolean;
}

/** The formulas of a text of HTML. */
export function formulasIn(html: string): readonly HtmlFormula[] {
  const found: HtmlFormula[] = [];
  replaceFormulas(html, (formula) => {
    found.push({ ...formula, tex: texOf(formula.tex) });
    return "";
  });
  return found;
}

/** A text with `\(...\)` and `\[...\]` replaced; their TeX is given as it stands. */
export function replaceFormulas(text: string, shown: (formula: HtmlFormula) => string): string {
  const ends = endFinder(text);
  const opening = /\\[([]/g;
  let out = "";
  let at = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const display = open[0] === "\\[";
    const start = open.index + 2;
    const end = ends(display ? "\\]" : "\\)", start);
    if (end === undefined || end === start + 2) continue;
    out += text.slice(at, open.index) + shown({ tex: text.slice(start, end - 2), display });
    at = end;
    opening.lastIndex = end;
  }
  return out + text.slice(at);
}

/** What KaTeX has against a formula of a note; undefined when it sets well. */
export function formulaProblem({ tex, display }: HtmlFormula): TexProblem | undefined {
  return texProblems(forKatex(withoutTexMarks(tex)), display)[0];
}

/** Sets the formulas in a text between the tags of sanitised HTML. */
export function setFormulas(text: string): string {
  return replaceFormulas(text, ({ tex, display }) => setFormula({ tex: texOf(tex), display }));
}

function setFormula({ tex, display }: HtmlFormula): string {
  const plain = forKatex(withoutTexMarks(tex));
  const marked = forKatex(tex.replaceAll(OPEN, "{\\htmlClass{cloze}{").replaceAll(CLOSE, "}}"));
  if (texProblems(plain, display).length > 0) {
    const note = `<span class="formula-note">(a formula that cannot be set here)</span>`;
    return `${renderTex(plain, display)} ${note}`;
  }
  // A deletion that cuts through groups or cells of TeX cannot be marked as one.
  const best = marked !== plain && texProblems(marked, display).length === 0 ? marked : plain;
  return display ? renderFormula("span", best) : renderTex(best, false);
}

/** Commands of MathJax that load or name things, without which KaTeX shows the same. */
function forKatex(tex: string): string {
  return tex.replace(/\\require\s*\{[^}]*\}/g, "").replace(/\\(?:cssId|class)\s*\{[^}]*\}/g, "")
    .replace(/\\(?:hspace\*)/g, "\\hspace").trim();
}

/** TeX that was written into HTML. */
function texOf(escaped: string): string {
  return decodeEntities(escaped).trim();
}

/** A formula's source as it may stand in HTML. */
export function formulaHtml({ tex, display }: HtmlFormula): string {
  return display ? `\\[${escapeHtml(tex)}\\]` : `\\(${escapeHtml(tex)}\\)`;
}
