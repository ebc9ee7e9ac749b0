/** Typed answers, letter by letter as Anki compares them. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { differences } from "../../../src/decks/anki/differences.ts";
import { expectedText } from "../../../src/decks/anki/typed.ts";
import { anki } from "../../../src/decks/card_types/anki.ts";
import type { NoteValues } from "../../../src/decks/imports/note_type.ts";
import { clozeType, noteTypeWith, oneTemplate } from "./note_types.ts";

test.each([
  ["[sound:foo.mp3]<b>1</b> &nbsp;2", "1  2"],
  ["<div>123</div>", "123"],
  ["a<br>b<div>c</div>", "a b c"],
  ["source &lt;dir&gt;/bin", "source <dir>/bin"],
  [" <i></i> ", ""],
])("expectedText(%j) is %j", (html, text) => expect(expectedText(html)).toBe(text));

function judged(front: string, values: NoteValues, typed: Readonly<Record<string, string>>) {
  const { judge } = anki.load(JSON.stringify(values), oneTemplate(front, values)).ask("t1", 1);
  return judge?.({ chosen: [], typed });
}

describe("an imported card with {{type:}}", () => {
  test.each([
    ["{{A}}{{type:A}}", "<b>Tokyo</b>", "Tokyo", "right"],
    ["{{A}}{{type:A}}", "Tokyo", " Tokyo ", "right"],
    ["{{A}}{{type:A}}", "Tokyo", "tokyo", "wrong"],
    ["{{A}}{{type:A}}", "café", "cafe\u0301", "right"],
    ["{{A}}{{type:A}}", "café", "cafe", "wrong"],
    ["{{A}}{{type:nc:A}}", "café", "cafe", "right"],
    ["{{A}}{{type:nc:A}}", "שִׁנּוּן", "שנון", "right"],
    ["{{A}}{{type:nc:A}}", "ば", "は", "right"],
    ["{{A}}{{type:A}}", "a", "  ", "unreadable"],
    ["{{A}}{{type:A}}", "a", "a".repeat(5000), "unreadable"],
  ])("%s judges %j by %j: %s", (front, value, answer, kind) => {
    expect(judged(front, { A: value }, { answer })).toMatchObject({ kind });
  });

  test("shows what was typed too much and what was missing", () => {
    const verdict = judged("{{A}}{{type:A}}", { A: "¿Y ahora qué?" }, { answer: "y ahora qe" });
    expect(verdict?.message?.source).toBe(
      '<div class="typed"><div><del>y</del> ahora q<del>e</del></div><div><ins>¿Y</ins> ahora q<ins>ué?</ins></div></div>',
    );
  });

  test("says when only case differs", () => {
    expect(judged("{{A}}{{type:A}}", { A: "Tokyo" }, { answer: "tokyo" })?.message?.source).toContain(
      "upper and lower case",
    );
  });

  test("asks for several fields, each by its name", () => {
    const values = { A: "one", B: "two" };
    const asked = anki.load(JSON.stringify(values), oneTemplate("{{A}}{{type:A}}{{type:B}}", values)).ask(
      "t1",
      1,
    );
    expect(asked.face).toMatchObject({
      kind: "fields",
      fields: [{ id: "answer", label: { source: "A" } }, { id: "answer2", label: { source: "B" } }],
    });
    expect(asked.judge?.({ chosen: [], typed: { answer: "one", answer2: "x" } })).toMatchObject({
      kind: "partial",
      score: .5,
    });
  });

  test("is turned like any other where there is nothing to type", () => {
    const values = { A: "a", B: "<br>" };
    expect(anki.load(JSON.stringify(values), oneTemplate("{{A}}{{type:B}}", values)).ask("t1", 1).face)
      .toMatchObject({
        kind: "reveal",
        prompt: { source: "a" },
      });
  });

  test("asks for the deletions of its number", () => {
    const noteType = noteTypeWith({
      ...clozeType,
      fields: ["Text"],
      templates: [{ name: "Cloze", front: "{{cloze:Text}}{{type:cloze:Text}}", back: "{{type:cloze:Text}}" }],
    });
    const asked = anki.load(JSON.stringify({ Text: "{{c1::a}} {{c2::b}} {{c1::c}}" }), noteType).ask("c1", 1);
    expect(asked.judge?.({ chosen: [], typed: { answer: "a, c" } })).toMatchObject({ kind: "right" });
    expect(asked.back.answer?.source).toBe('<code class="typed-answer">a, c</code>');
  });
});

test("differences() tells both sequences again, in order, and calls same only what is", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(fc.property(letters, letters, (a, b) => {
    const found = differences(a, b);
    expect(found.flatMap((part) => a.slice(part.a.start, part.a.end))).toEqual(a);
    expect(found.flatMap((part) => b.slice(part.b.start, part.b.end))).toEqual(b);
    for (const part of found.filter(({ same }) => same)) {
      expect(a.slice(part.a.start, part.a.end)).toEqual(b.slice(part.b.start, part.b.end));
    }
  }));
});
