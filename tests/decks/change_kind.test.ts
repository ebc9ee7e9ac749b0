/** What is written of a note is carried to another kind with nothing lost unsaid. */
import { describe, expect, test } from "vitest";
import { carryOver } from "../../src/decks/change_kind.ts";
import type { NoteType } from "../../src/decks/imports/note_type.ts";

function noteType(key: string, names: readonly string[]): NoteType {
  return {
    key,
    name: key,
    kind: "normal",
    fields: names.map((name) => ({ name, rtl: false, description: "" })),
    templates: [{ name: "Card 1", front: `{{${names[0]}}}`, back: "" }],
    css: "",
    latexPre: "",
    latexPost: "",
    sortField: 0,
    modifiedAt: 0,
  };
}

const TWO = noteType("two", ["Front", "Back"]);
const EMPTY = { text: "", values: {} };

describe("a text", () => {
  test("becomes fields in the order of its parts", () => {
    expect(carryOver({ ...EMPTY, text: "Ask $x$\n\n---\n\n**Yes**" }, undefined, TWO)).toEqual({
      text: "",
      values: { Front: "Ask \\(x\\)", Back: "<strong>Yes</strong>" },
      said: [],
    });
  });

  test("with more parts than fields keeps them in the last", () => {
    expect(carryOver({ ...EMPTY, text: "a\n\n---\n\nb\n\n---\n\nc" }, undefined, TWO).values).toEqual({
      Front: "a",
      Back: "b<hr>c",
    });
  });

  test("says which settings have no place", () => {
    const { values, said } = carryOver({ ...EMPTY, text: "- accept: [two]\n\nHow much?" }, undefined, TWO);
    expect(values).toEqual({ Front: "How much?", Back: "" });
    expect(said).toEqual(["This kind has no settings: accept was left out."]);
  });

  test("stays as it is for another kind of text", () => {
    const written = { text: "- accept: [two]\n\nHow much?", values: {} };
    expect(carryOver(written, undefined, undefined)).toEqual({ ...written, said: [] });
  });
});

describe("fields", () => {
  test("become parts, the empty ones left out", () => {
    const three = noteType("three", ["Front", "Extra", "Back"]);
    const values = { Front: "<b>a</b>", Extra: "", Back: '<img src="x.png">' };
    expect(carryOver({ text: "", values }, three, undefined)).toEqual({
      text: "**a**\n\n---\n\n![](x.png)",
      values: {},
      said: [],
    });
  });

  test("say what Markdown has no words for", () => {
    const { text, said } = carryOver({ text: "", values: { Front: "<u>a</u>", Back: "b" } }, TWO, undefined);
    expect(text).toBe("a\n\n---\n\nb");
    expect(said).toEqual(["Markdown has no words for <u>: only the text inside is kept."]);
  });

  test.each([
    [["Back", "Front"], { Front: "1", Back: "2" }, { Back: "2", Front: "1" }, 0],
    [["Question", "Back"], { Front: "1", Back: "2" }, { Question: "1", Back: "2" }, 0],
    [["Back"], { Front: "1", Back: "2" }, { Back: "2<hr>1" }, 1],
    [["Only"], { Front: "1", Back: "2" }, { Only: "1<hr>2" }, 0],
  ])("of another note type with %j: %j becomes %j", (names, values, expected, sentences) => {
    const carried = carryOver({ text: "", values }, TWO, noteType("other", names));
    expect(carried.values).toEqual(expected);
    expect(carried.said.length).toBe(sentences);
  });
});
