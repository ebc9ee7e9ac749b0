/** Formulas that cannot be set are told of before an import, once each, with where they stand. */
import { expect, test } from "vitest";
import type { CollectedNote, Collection } from "../../../src/decks/imports/collection.ts";
import { formulaProblems } from "../../../src/decks/imports/formula_problems.ts";
import { noteTypeWith } from "../anki/note_types.ts";

const TYPE = noteTypeWith({ fields: ["Front", "Back"] });
const PLACE = { file: "deck.apkg", line: undefined, column: undefined };

function noteOf(front: string, back = "back"): CollectedNote {
  return {
    guid: front,
    scope: "collection",
    deck: 0,
    type: "anki",
    noteType: TYPE.key,
    fields: JSON.stringify({ Front: front, Back: back }),
    tags: [],
    source: undefined,
    summary: front,
    modifiedAt: 1,
    cards: [],
    place: PLACE,
  };
}

function collectionOf(notes: readonly CollectedNote[]): Collection {
  return {
    title: "",
    decks: [],
    noteTypes: [TYPE],
    notes,
    presets: [],
    media: [],
    missingMedia: [],
    problems: [],
    hasSchedules: false,
  };
}

test.each(["\\(x^2\\)", "[$]\\frac{1}{2}[/$]", "no formula at all", "costs $5"])(
  "%s is not told of",
  (front) => {
    expect(formulaProblems(collectionOf([noteOf(front)]))).toEqual([]);
  },
);

test("a formula with a command that is not known is told with its field and note", () => {
  expect(formulaProblems(collectionOf([noteOf("plain", "so \\(\\nosuch{x}\\) it is")]))).toMatchObject([{
    place: PLACE,
    tex: expect.stringContaining("\\nosuch{x}"),
    message: expect.stringContaining("\\nosuch"),
    where: "the field Back",
    note: "plain",
  }]);
});

test("the same formula is told once, and very many all of them", () => {
  const twice = [noteOf("a", "\\(\\nosuch\\)"), noteOf("b", "\\(\\nosuch\\)")];
  expect(formulaProblems(collectionOf(twice))).toHaveLength(1);
  const many = Array.from({ length: 310 }, (_, index) => noteOf(`n${index}`, `\\(\\nosuch ${index}\\)`));
  expect(formulaProblems(collectionOf(many))).toHaveLength(310);
});
