/** Formulas of imported notes, in every way that Anki knows of writing them. */
import { describe, expect, test } from "vitest";
import { unsettableFormulas } from "../../../src/decks/anki/formulas.ts";
import { settledFormulas } from "../../../src/decks/anki/latex.ts";
import { sanitiseHtml } from "../../../src/text/sanitise_imported.ts";
import { anki } from "../../../src/decks/card_types/anki.ts";
import { clozeType, noteTypeWith } from "./note_types.ts";

test.each([
  ["a \\(x\\) b \\[y\\]", "a \\(x\\) b \\[y\\]"],
  ["[$]x^2[/$] [$$]y[/$$]", "\\(x^2\\) \\[y\\]"],
  ['<anki-mathjax>a&lt;b</anki-mathjax><anki-mathjax block="true">c</anki-mathjax>', "\\(a&lt;b\\)\\[c\\]"],
  ["\\(a<br>b<b>c</b>&nbsp;d\\)", "\\(a\nbc d\\)"],
  ["\\(open <hr> and \\) closed", "\\(open <hr> and \\) closed"],
  ["[latex]words $x$ and $$y$$[/latex]", "words \\(x\\) and \\[y\\]"],
  [
    "[LATEX]\\begin{align*}a&amp;=b\\\\<br>c&amp;=d\\end{align*}[/LATEX]",
    "\\[\\begin{aligned}a&amp;=b\\\\\nc&amp;=d\\end{aligned}\\]",
  ],
  [
    "[latex]\\begin{eqnarray}a&amp;=&amp;b\\end{eqnarray}[/latex]",
    "\\[\\begin{aligned}a&amp;=b\\end{aligned}\\]",
  ],
  ["[latex]\\textbf{a \\emph{b}} 50\\% -- ``q''[/latex]", "<b>a <i>b</i></b> 50% – “q”"],
  ["[latex]\\begin{itemize}\\item a\\item b\\end{itemize}[/latex]", "<ul><li> a<li> b</ul>"],
])("settledFormulas(%j) is %j", (html, settled) => expect(settledFormulas(html)).toBe(settled));

test("LaTeX beyond formulas and words stays as its source, with a note", () => {
  const html = settledFormulas("[latex]\\begin{tikzpicture}\\draw (0,0) -- (1,1);\\end{tikzpicture}[/latex]");
  expect(html).toContain("cannot be set here");
  expect(html).toContain("<pre><code>\\begin{tikzpicture}\\draw (0,0)");
});

test("a formula that KaTeX refuses stays as its source, with a note", () => {
  const shown = sanitiseHtml("\\(\\unknown{x}\\)", { mediaBase: undefined });
  expect(shown).toContain("\\unknown{x}</code>");
  expect(shown).toContain("a formula that cannot be set here");
});

test.each([["\\ce{2H2 + O2 -> 2H2O}"], ["\\require{mhchem}\\ce{H2O}"], ["\\cssId{a}{x}"]])(
  "MathJax's %s is set",
  (tex) => expect(sanitiseHtml(`\\(${tex}\\)`, { mediaBase: undefined })).toContain('<span class="katex">'),
);

describe("unsettableFormulas()", () => {
  const noteType = noteTypeWith({
    fields: ["Front", "Back"],
    templates: [{
      name: "Card 1",
      front: "[latex]{{Front}}[/latex] \\(\\templates\\)",
      back: "{{FrontSide}}{{Back}}",
    }],
  });

  test("names the field or the template, the formula, and what is wrong", () => {
    const found = unsettableFormulas(noteType, { Front: "\\tikz", Back: "\\(x\\) \\(\\bad\\)" });
    expect(found).toMatchObject([
      { field: "Back", template: undefined, tex: "\\bad", message: expect.stringContaining("\\bad") },
      { field: undefined, template: "Card 1", tex: "\\tikz", message: expect.stringContaining("LaTeX") },
      { field: undefined, template: "Card 1", tex: "\\templates" },
    ]);
    expect(found).toHaveLength(3);
  });

  test("has nothing against notes without formulas or with good ones", () => {
    const plain = noteTypeWith({ fields: ["Front", "Back"] });
    expect(unsettableFormulas(plain, { Front: "\\(\\frac{1}{2}\\)", Back: "[$$]\\ce{H2O}[/$$] 5$" })).toEqual(
      [],
    );
  });
});

test.each([
  "\\(",
  "[latex]",
  "[$]",
  "<anki-mathjax>",
  "[sound:",
  "{{c2::",
  "<!--",
  "<",
  "[[type:",
  "<style>",
])(
  "%s without an end, many times over, leaves the rest of a card readable",
  (sign) => {
    const noteType = noteTypeWith({ ...clozeType, fields: ["Text", "Back Extra"] });
    const note = anki.load(
      JSON.stringify({ Text: `{{c1::answer}} ${sign.repeat(10_000)}`, "Back Extra": "" }),
      noteType,
    );
    expect(note.ask("c1", 1).back.answer?.source).toContain(">answer</span>");
    expect(note.summary).toMatch(/^answer/);
  },
);
