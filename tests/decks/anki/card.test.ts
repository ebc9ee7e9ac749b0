/** Cards of imported notes, from note type and fields to faces. */
import { describe, expect, test } from "vitest";
import { anki } from "../../../src/decks/card_types/anki.ts";
import type { NoteType, NoteValues } from "../../../src/decks/imports/note_type.ts";
import { clozeType, noteTypeWith, oneTemplate, typedNote } from "./note_types.ts";

const opened = (noteType: NoteType, values: NoteValues) => anki.load(JSON.stringify(values), noteType);
const sidesOf = (noteType: NoteType, values: NoteValues) =>
  opened(noteType, values).sides.map(({ key }) => key);
const basic = noteTypeWith({ fields: ["Front", "Back"] });

const reversed = noteTypeWith({
  fields: ["Front", "Back", "Add Reverse"],
  templates: [
    { name: "Card 1", front: "{{Front}}", back: "{{FrontSide}}<hr id=answer>{{Back}}" },
    { name: "Card 2", front: "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", back: "{{FrontSide}}{{Front}}" },
  ],
});

describe("a note of type anki", () => {
  test.each([
    [reversed, { Front: "a", Back: "b", "Add Reverse": "" }, ["t1"]],
    [reversed, { Front: "a", Back: "b", "Add Reverse": "y" }, ["t1", "t2"]],
    [reversed, { Front: "<div><br></div>", Back: "b", "Add Reverse": "y" }, ["t2"]],
    [oneTemplate("words without a field", { A: "a" }), { A: "a" }, []],
    [oneTemplate("{{^A}}{{B}}{{/A}}", { A: "", B: "b" }), { A: "", B: "b" }, ["t1"]],
    [oneTemplate("{{^A}}{{B}}{{/A}}", { A: "", B: "b" }), { A: "a", B: "b" }, []],
    [clozeType, { Text: "{{c2::a}} {{c1::b}} {{c2::c}}", "Back Extra": "" }, ["c1", "c2"]],
    [clozeType, { Text: "{{c1,3::a}}", "Back Extra": "{{c2::b}}" }, ["c1", "c2", "c3"]],
    [clozeType, { Text: "{{c0::a}} b", "Back Extra": "" }, []],
  ])("has the cards of Anki's rules", (noteType, values, keys) => {
    expect(sidesOf(noteType, values)).toEqual(keys);
  });

  test("shows the front, and the back with the front in it", () => {
    const { face, back } = opened(basic, { Front: "<b>a</b>", Back: "c" }).ask("t1", 1);
    expect(face).toMatchObject({
      kind: "reveal",
      prompt: { kind: "html", source: "<b>a</b>", card: { number: 1 } },
    });
    expect(back.answer?.source).toBe("<b>a</b>\n\n<hr id=answer>\n\nc");
  });

  test("keeps a card whose front has become empty, and says so", () => {
    const asked = opened(reversed, { Front: "a", Back: "b", "Add Reverse": "" }).ask("t2", 1);
    expect(asked.face.prompt.source).toContain("The front of this card is empty");
    const gone = opened(clozeType, { Text: "{{c1::a}}", "Back Extra": "" }).ask("c7", 1);
    expect(gone.face.prompt.source).toContain("no deletion c7");
  });

  test("has no sides of the other kind and none beyond its templates", () => {
    for (const side of ["c1", "t2", "t0", "t01", "", "forward"]) {
      expect(() => opened(basic, { Front: "a", Back: "b" }).ask(side, 1)).toThrow(RangeError);
    }
    expect(() => opened(clozeType, { Text: "{{c1::a}}" }).ask("t1", 1)).toThrow(RangeError);
  });

  test("cannot be opened without its note type", () => {
    expect(() => anki.load(typedNote.fields)).toThrow(TypeError);
  });

  test.each([
    [basic, { Front: "a <b>b</b><br>c &amp; d", Back: "" }, "a b c & d"],
    [basic, { Front: "[sound:x.mp3]", Back: "word" }, "word"],
    [basic, { Front: "so \\(x &lt; 1\\) is [$]y[/$]", Back: "" }, "so $x < 1$ is $y$"],
    [clozeType, { Text: "{{c1::a::hint}} {{c2::b {{c3::c}}}}", "Back Extra": "" }, "a b c"],
    [basic, { Front: "<img src=a.png>", Back: "" }, "A note of Basic"],
    [basic, { Front: "from $5 to $6", Back: "" }, "from ＄5 to ＄6"],
  ])("is told in one line", (noteType, values, line) => {
    expect(opened(noteType, values).summary).toBe(line);
  });
});
