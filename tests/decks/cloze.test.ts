/** Deletions: their grammar, what each card hides, and that formulas survive them. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { blotted, parseCloze } from "../../src/decks/card_types/cloze_text.ts";
import { mathProblems, plainText } from "../../src/text/markdown.ts";
import { openNote, problemsOf } from "./read_note.ts";

const CLOZE = ["type: cloze"];

/** What a learner reads: marks as brackets, the class of deletions inside formulas left out. */
function shown(source: string): string {
  return source.replaceAll("\uE000⸨", "‹").replaceAll("⸩\uE001", "›").replaceAll("\\htmlClass{cloze}", "‹›");
}

function faces(body: string, side: string): [string, string] {
  const { face, back } = openNote(CLOZE, body).ask(side, 1);
  return [shown(face.prompt.source), shown(back.answer?.source ?? "")];
}

describe("a deletion", () => {
  test.each([
    ["{{c1::a}} b", "c1", "‹[...]› b", "‹a› b"],
    ["{{c1::a::hint}} b", "c1", "‹[hint]› b", "‹a› b"],
    ["{{c1::a}} {{c2::b}}", "c2", "a ‹[...]›", "a ‹b›"],
    ["{{c1::a}} {{c1::b}}", "c1", "‹[...]› ‹[...]›", "‹a› ‹b›"],
    ["{{c1::a {{c2::b}} c}}", "c1", "‹[...]›", "‹a b c›"],
    ["{{c1::a {{c2::b}} c}}", "c2", "a ‹[...]› c", "a ‹b› c"],
    ["{{c1::a {{c2::b::x}} c::y}}", "c1", "‹[y]›", "‹a b c›"],
    ["{{c1::a $x$}} b", "c1", "‹[...]› b", "‹a $x$› b"],
    ["{{c12::a}}", "c12", "‹[...]›", "‹a›"],
    ["{{c1::f(\\{)}}", "c1", "‹[...]›", "‹f(\\{)›"],
    ["`x = {{c1::y}}`", "c1", "`x = ‹[...]›`", "`x = ‹y›`"],
    ["\\{{c2::a}} {{c1::b}}", "c1", "\\{{c2::a}} ‹[...]›", "\\{{c2::a}} ‹b›"],
    ["{{c1::a\n\nb}}", "c1", "‹[...]›", "‹a›\n\n‹b›"],
  ])("%j asked for %s hides as %j and shows %j", (body, side, front, back) => {
    expect(faces(body, side)).toEqual([front, back]);
  });

  test.each([
    ["$x_{{c1::i}}$", "c1", "$x_{‹›{[\\ldots]}}$", "$x_{‹›{i}}$"],
    [
      "$\\frac{ {{c1::e^{z_i}}} }{2}$",
      "c1",
      "$\\frac{ {‹›{[\\ldots]}} }{2}$",
      "$\\frac{ {‹›{e^{z_i}}} }{2}$",
    ],
    ["${{c1::a}} + {{c2::b}}$", "c2", "${a} + {‹›{[\\ldots]}}$", "${a} + {‹›{b}}$"],
    ["${{c1::a_{b}::of $b$ #1}}$", "c1", "${‹›{[\\text{of }b\\text{ \\#1}]}}$", "${‹›{a_{b}}}$"],
    [
      "${{c1::\\frac{1}{ {{c2::n}} }}}$",
      "c2",
      "${\\frac{1}{ {‹›{[\\ldots]}} }}$",
      "${\\frac{1}{ {‹›{n}} }}$",
    ],
    ["$$\n{{c1::a}}\n= b\n$$", "c1", "$$\n{‹›{[\\ldots]}}\n= b\n$$", "$$\n{‹›{a}}\n= b\n$$"],
    [
      "| $a$ | ${{c1::b}}$ |\n|--|--|",
      "c1",
      "| $a$ | ${‹›{[\\ldots]}}$ |\n|--|--|",
      "| $a$ | ${‹›{b}}$ |\n|--|--|",
    ],
    ["${{c1::x}}$ and `$` {{c1::y}}", "c1", "${‹›{[\\ldots]}}$ and `$` ‹[...]›", "${‹›{x}}$ and `$` ‹y›"],
  ])("inside a formula: %j asked for %s hides as %j and shows %j", (body, side, front, back) => {
    expect(faces(body, side)).toEqual([front, back]);
  });

  test("each number is a side, in order, with the second part on every back", () => {
    const note = openNote(CLOZE, "{{c3::a}} {{c1::b {{c2::c}}}}\n\n---\n\nMore.");
    expect(note.sides).toEqual([1, 2, 3].map((number) => ({
      key: `c${number}`,
      label: `deletion ${number}`,
      generator: undefined,
    })));
    for (const { key } of note.sides) expect(note.ask(key, 1).back.answer?.source).toMatch(/\n\nMore\.$/);
    expect(note.summary).toBe("a b c");
  });

  test("the hidden text is nowhere in the front", () => {
    const { face } = openNote(CLOZE, "$\\hat y = {{c1::\\sigma(z)}}$ is {{c1::the secret}}").ask("c1", 1);
    expect(JSON.stringify(face)).not.toMatch(/sigma|secret/);
  });
});

describe("a cloze text is refused", () => {
  test.each([
    ["no deletion", "1:1 The text has no deletion"],
    ["a {{c1::b", "1:3 The deletion c1 never closes"],
    ["a {{c1::b}", "1:3 The deletion c1 never closes"],
    ["a {{c1::\\frac{b}}", "1:3 The deletion c1 never closes"],
    ["a\n{{c0::b}}", "2:1 The deletion has the number 0"],
    ["{{c100::b}}", "1:1 The deletion has the number 100"],
    ["{{c1::}} b", "1:1 The deletion c1 hides nothing"],
    ["{{c1:: ::hint}} b", "1:1 The deletion c1 hides nothing"],
    ["{{c1:b}} {{c1::c}}", "1:1 `{{c1:` opens no deletion"],
    ["{{1::b}} {{c1::c}}", "1:1 `{{1::` opens no deletion"],
    ["{{C1::b}} {{c1::c}}", "1:1 `{{C1::` opens no deletion"],
    ["{{c1::a::{{c2::b}}}}", "1:10 A deletion stands inside a hint"],
    ["$a {{c1::b$ c}}", "1:4 The deletion c1 cuts through a formula"],
    ["{{c1::\\foo}} $\\foo$ {{c2::$x_$}}", "1:15 Undefined control sequence: \\foo"],
    [
      "$\\begin{aligned} {{c1::a &= b}} \\end{aligned}$",
      "1:26 Expected '}', got '&'",
    ],
    [
      "a ${{c1::b::$\\foo$}}$",
      "1:4 The formula breaks when c1 is hidden or marked: Undefined control sequence: \\foo",
    ],
    ["{{c1::![](k.svg)}}", "1:7 The picture has no text"],
    ["{{c1::a}}\n\n---\n\n$\\foo$", "5:2 Undefined control sequence: \\foo"],
  ])("%j: %s", (body, problem) => expect(problemsOf(CLOZE, body)[0]).toContain(problem));
});

describe("parseCloze()", () => {
  const piece = fc.constantFrom(
    "{{c1::",
    "{{c2::",
    "}}",
    "{",
    "}",
    "::",
    "\\",
    "$",
    "a",
    " ",
    "\n",
    "x_",
    "{{c1:",
  );
  const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));

  test("never throws, and its deletions lie inside the text and inside each other", () => {
    fc.assert(fc.property(text, (source) => {
      const check = (deletions: ReturnType<typeof parseCloze>["deletions"], from: number, to: number) => {
        let at = from;
        for (const { start, contentStart, contentEnd, end, inner } of deletions) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(contentEnd).toBeGreaterThanOrEqual(contentStart);
          expect(end).toBeLessThanOrEqual(to);
          check(inner, contentStart, contentEnd);
          at = end;
        }
      };
      check(parseCloze(source).deletions, 0, source.length);
    }));
  });

  test("blotting keeps every other character at its place", () => {
    fc.assert(fc.property(text, (source) => {
      const blot = blotted(source, parseCloze(source).deletions);
      expect(blot).toHaveLength(source.length);
      expect(blot.split("\n").map((line) => line.length)).toEqual(
        source.split("\n").map((line) => line.length),
      );
    }));
  });

  test("whatever is read is asked with formulas that can be set", () => {
    fc.assert(fc.property(text, (source) => {
      if (problemsOf(CLOZE, source).length > 0) return;
      const note = openNote(CLOZE, source);
      for (const { key } of note.sides) {
        const { face, back } = note.ask(key, 1);
        expect(mathProblems(face.prompt.source)).toEqual([]);
        expect(mathProblems(back.answer?.source ?? "")).toEqual([]);
        expect(plainText(face.prompt.source)).not.toBe("");
      }
    }));
  });
});
