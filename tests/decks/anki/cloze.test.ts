/** Deletions by Anki's rules, as its own renderer shows them. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { clozeNumbers, clozesToType, onlyClozes, revealClozes } from "../../../src/decks/anki/cloze.ts";
import { withoutTexMarks } from "../../../src/text/html_formulas.ts";
import { htmlText } from "../../../src/text/html_text.ts";

const text = (html: string) => withoutTexMarks(htmlText(html));

describe("revealClozes()", () => {
  test.each([
    ["{{c1::one}} {{c2::two::hint}}", 1, "[...] two", "one two"],
    ["{{c1::one}} {{c2::two::hint}}", 2, "one [hint]", "one two"],
    ["{{c1::one}}", 3, "", ""],
    ["no deletion", 1, "", ""],
    ["foo {{c1::bar {{c2::baz}}}}", 1, "foo [...]", "foo bar baz"],
    ["foo {{c1::bar {{c2::baz}}::qux}}", 1, "foo [qux]", "foo bar baz"],
    ["foo {{c1::bar {{c2::baz}}::qux}}", 2, "foo bar [...]", "foo bar baz"],
    [
      "{{c1,2::shared}} word and {{c1::first}} vs {{c2::second}}",
      2,
      "[...] word and first vs [...]",
      "shared word and first vs second",
    ],
    ["{{c1::a}} }} b", 1, "[...] }} b", "a }} b"],
    ["{{c1::a}} {{c2::never closed", 1, "[...] ", "a "],
    ["{{C1::a}} {{c1:b}} {{c1::c}}", 1, "{{C1::a}} {{c1:b}} [...]", "{{C1::a}} {{c1:b}} c"],
    ["{{c1::std::vector}}", 1, "[vector]", "std"],
    ["{{c1::a::}}", 1, "[]", "a"],
    // Formulas: Anki would end the deletion inside the fraction.
    ["\\({{c1::\\frac{a}{b}}}\\)", 1, "\\([...]\\)", "\\(\\frac{a}{b}\\)"],
    ["{{c1::\\(x^{y^{2}}\\)}} z", 1, "[...] z", "\\(x^{y^{2}}\\) z"],
    ["\\(\\frac{{{c1::a}}}{b}\\)", 1, "\\(\\frac{[...]}{b}\\)", "\\(\\frac{a}{b}\\)"],
    ["\\(\\{ {{c1::a \\}}} \\)", 1, "\\(\\{ [...] \\)", "\\(\\{ a \\} \\)"],
    ["\\({{c1::\\frac{a}}\\) and {{c2::b}}", 2, "\\(\\frac{a\\) and [...]", "\\(\\frac{a\\) and b"],
    ["[$]{{c1::x^{2^{n}}}}[/$]", 1, "[$][...][/$]", "[$]x^{2^{n}}[/$]"],
  ])("shows %j for c%d as %j and %j", (field, number, front, back) => {
    expect(text(revealClozes(field, { number, question: true }))).toBe(front);
    expect(text(revealClozes(field, { number, question: false }))).toBe(back);
  });

  test("marks deletions by class, outside of formulas", () => {
    expect(revealClozes("{{c1::a}} {{c2::b}}", { number: 1, question: true })).toBe(
      '<span class="cloze" data-ordinal="1">[...]</span> <span class="cloze-inactive" data-ordinal="2">b</span>',
    );
  });

  test("never throws, and never shows what it hides", () => {
    const piece = fc.constantFrom(
      "{{c1::",
      "{{c2::",
      "{{c1,2::",
      "}}",
      "}",
      "{",
      "::",
      "\\(",
      "\\)",
      "[$]",
      "[/$]",
      "a",
      "<b>",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const field = `{{c1::SECRET}} ${pieces.join("")}`;
        expect(revealClozes(field, { number: 1, question: true })).not.toContain("SECRET");
        expect(revealClozes(field, { number: 1, question: false })).toContain("SECRET");
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ["{{c1::foo}} {{c1::bar}}", 1, "..., ...", "foo, bar"],
  ["foo {{c1::bar::baz}}", 1, "baz", "bar"],
  ["foo {{c1::bar}}", 2, "", ""],
])("onlyClozes(%j) for c%d is %j, then %j", (field, number, front, back) => {
  expect(onlyClozes(field, { number, question: true })).toBe(front);
  expect(onlyClozes(field, { number, question: false })).toBe(back);
});

test.each([
  ["{{c1::foo}} {{c1::bar}} {{c1::foo}}", "foo, bar, foo"],
  ["{{c1::foo}} {{c1::foo}}", "foo"],
  ["{{c2::foo}}", ""],
])("clozesToType(%j) is %j", (field, typed) => expect(clozesToType(field, 1)).toBe(typed));

test.each([
  [["{{c2::te}}{{c1::s}}t{{"], [1, 2]],
  [["{{c0::te}}s{{c2::t}}s"], [2]],
  [["{{c1,,3::a}}", "{{c2::b {{c5::c}}}}"], [1, 2, 3, 5]],
  [["{{c70000::a}}"], []],
])("clozeNumbers(%j) are %j", (fields, numbers) => expect(clozeNumbers(fields)).toEqual(numbers));
