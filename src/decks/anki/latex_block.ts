/** Shows a `[latex]` block, which is text of a LaTeX document: formulas, words, lists; what is beyond that stays source. */
import { escapeHtml } from "../../text/escape.ts";

/** A formula between words: in dollars, in MathJax's signs, or as an environment. */
const PIECE = new RegExp(
  [
    /\$\$(?<dollars>[\s\S]+?)\$\$/,
    /(?<!\\)\$(?<dollar>(?:\\.|[^$\\])+)\$/,
    /\\\[(?<square>[\s\S]+?)\\\]/,
    /\\\((?<round>[\s\S]+?)\\\)/,
    /\\begin\{(?<name>equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign)(?<star>\*?)\}(?<body>[\s\S]*?)\\end\{\k<name>\k<star>\}/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/** HTML with formulas as `\(...\)` and `\[...\]`. */
export function latexBlockHtml(source: string): string {
  let out = "";
  let at = 0;
  for (const found of source.matchAll(PIECE)) {
    const words = wordsHtml(source.slice(at, found.index));
    if (words === undefined) return unset(source);
    out += words + formulaOf(found.groups ?? {});
    at = found.index + found[0].length;
  }
  const rest = wordsHtml(source.slice(at));
  return rest === undefined ? unset(source) : out + rest;
}

function formulaOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { dollars, dollar, square, round, name = "", body = "" } = groups;
  const inline = dollar ?? round;
  if (inline !== undefined) return `\\(${escapeHtml(inline)}\\)`;
  const display = dollars ?? square ?? inEnvironment(name, body);
  return `\\[${escapeHtml(display)}\\]`;
}

function inEnvironment(name: string, body: string): string {
  const plain = body.replace(/\\(?:label\{[^}]*\}|nonumber|notag)/g, "");
  switch (name) {
    case "align":
    case "flalign":
    case "eqnarray":
      return `\\begin{aligned}${name === "eqnarray" ? oneAlignment(plain) : plain}\\end{aligned}`;
    case "alignat":
      return `\\begin{aligned}${plain.replace(/^\{\d+\}/, "")}\\end{aligned}`;
    case "gather":
    case "multline":
      return `\\begin{gathered}${plain}\\end{gathered}`;
    default:
      return plain;
  }
}

/** `a &=& b` has two marks of alignment where one is meant. */
function oneAlignment(body: string): string {
  return body.split("\\\\").map((line) => line.replace(/&([^&]*)&/, "&$1")).join("\\\\");
}

const STYLES: Readonly<Record<string, string>> = {
  textbf: "b",
  textit: "i",
  emph: "i",
  underline: "u",
  texttt: "code",
  textsc: "span",
  textrm: "span",
  text: "span",
};

/** Commands of spacing and size, which change nothing that is said. */
const SILENT =
  /\\(?:noindent|indent|smallskip|medskip|bigskip|centering|newpage|hfill|vfill|par|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|displaystyle|item(?![a-z]))(?![a-zA-Z])|\\[hv]space\*?\{[^}]*\}|\\(?:begin|end)\{(?:center|flushleft|flushright|quote|document)\}/g;

/** The words between formulas as HTML; undefined where they hold commands that are not known here. */
function wordsHtml(source: string): string | undefined {
  let html = escapeHtml(source)
    .replace(/(?<!\\)%.*$/gm, "")
    .replace(/\\begin\{(itemize|enumerate)\}/g, (_, name) => name === "itemize" ? "<ul>" : "<ol>")
    .replace(/\\end\{(itemize|enumerate)\}/g, (_, name) => name === "itemize" ? "</ul>" : "</ol>")
    .replace(/\\item(?![a-zA-Z])/g, "<li>")
    .replace(SILENT, "")
    .replace(/\\\\(?:\[[^\]]*\])?|\\newline(?![a-zA-Z])|\n\s*\n/g, "<br>")
    .replace(/``|&#39;&#39;/g, (sign) => sign === "``" ? "“" : "”")
    .replace(/---?/g, (dashes) => dashes.length === 3 ? "—" : "–");
  for (let round = 0; round < 10; round++) {
    const next = html.replace(
      /\\(textbf|textit|emph|underline|texttt|textsc|textrm|text)\{([^{}\\]*)\}/g,
      (_, name: string, inner: string) => `<${STYLES[name]}>${inner}</${STYLES[name]}>`,
    );
    if (next === html) break;
    html = next;
  }
  const plain = html.replace(/\\(?:ldots|dots)(?![a-zA-Z])/g, "…").replace(/\\([%_{}#$]|&amp;)/g, "\uE038$1")
    .replace(/\\[ ,;]|~/g, " ");
  if (/\\|(?<!\uE038)[{}$]/.test(plain)) return undefined;
  return plain.replaceAll("\uE038", "");
}

function unset(source: string): string {
  const note = "LaTeX that cannot be set here, as its source:";
  return `<span class="formula-note">${note}</span><pre><code>${escapeHtml(source.trim())}</code></pre>`;
}

/** Whether a block is shown as its source. */
export function isBeyond(source: string): boolean {
  return latexBlockHtml(source) === unset(source);
}
