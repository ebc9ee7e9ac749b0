/** What every card type of the list promises, shown on its example in cards/README.md. */
import { describe, expect, test } from "vitest";
import type { Asked, LoadedNote } from "../../src/decks/card_type.ts";
import { cardTypeOf, cardTypes, writtenTypes } from "../../src/decks/card_types.ts";
import type { Given, Prose } from "../../src/decks/face.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import type { NoteType } from "../../src/decks/imports/note_type.ts";
import { mathProblems } from "../../src/text/markdown.ts";
import { formulaProblem, formulasIn } from "../../src/text/html_formulas.ts";
import { typedNote } from "../decks/anki/note_types.ts";
import { examples, front } from "../decks/readme_examples.ts";

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed * 7919);

/** Right answers to the examples that are typed. */
const TYPED: Readonly<Record<string, string>> = {
  text: "Temperature",
  number: "ln(10)",
  anki: "Temperature",
};

for (const type of writtenTypes) {
  test(`a note of type ${type.id} has an example in the README, which parses`, () => {
    const example = examples.find((candidate) => candidate.type === type.id);
    const deck = parseDeckMarkdown("deck.md", `${front}\n${example?.note}`);
    expect(deck).toMatchObject({ ok: true, value: { notes: [{ id: example?.id, type: type.id }] } });
  });
}

test("a note of type anki cannot be written in a deck file, and the file is told so", () => {
  const deck = parseDeckMarkdown("deck.md", `${front}\n## note\n\n- type: anki\n\nfront\n`);
  expect(deck).toMatchObject({
    ok: false,
    error: [{ message: expect.stringContaining("imported packages only") }],
  });
});

for (const type of cardTypes) {
  describe(`a note of type ${type.id}`, () => {
    test("keeps its fields through JSON", () => {
      const { fields, noteType } = sampleOf(type.id);
      const { sides, summary } = opened(type.id);
      const again = type.load(JSON.stringify(JSON.parse(fields)), noteType);
      expect({ sides: again.sides, summary: again.summary }).toEqual({ sides, summary });
    });

    test("has sides with keys of their own and a summary of one line", () => {
      const { sides, summary } = opened(type.id);
      expect(sides.length).toBeGreaterThan(0);
      expect(new Set(sides.map(({ key }) => key)).size).toBe(sides.length);
      expect(summary).toMatch(/^\S.*\S$/);
    });

    test("asks every side for 200 seeds, with formulas that can be set", () => {
      for (const asked of allAsked(type.id)) {
        for (const prose of proseOf(asked)) expect(formulaProblems(prose)).toEqual([]);
      }
    });

    test("asks the same for the same seed", () => {
      const once = allAsked(type.id).map(({ face, back }) => ({ face, back }));
      const twice = allAsked(type.id).map(({ face, back }) => ({ face, back }));
      expect(once).toEqual(twice);
    });

    test("judges its own right answer right", () => {
      for (const asked of allAsked(type.id)) {
        const given = rightAnswer(asked, type.id);
        if (given === undefined || asked.judge === undefined) continue;
        expect(asked.judge(given)).toMatchObject({ kind: "right", score: 1 });
      }
    });

    test("judges an empty answer unreadable, or wrong where nothing ticked is an answer", () => {
      for (const asked of allAsked(type.id)) {
        const verdict = asked.judge?.({ chosen: [], typed: {} });
        const answerable = asked.face.kind === "options" && asked.face.many;
        if (verdict !== undefined) expect(verdict.kind).toBe(answerable ? "wrong" : "unreadable");
      }
    });

    test("judges an answer from elsewhere without throwing and never right", () => {
      for (const asked of allAsked(type.id)) {
        const verdict = asked.judge?.({ chosen: ["no-such-option"], typed: { "no-such-field": "1" } });
        if (verdict !== undefined) expect(verdict.kind).not.toBe("right");
      }
    });

    test.each(["", "{", "null", "[]", "{}", '{"front":1}', '"text"', '{"text":"no deletion","extra":4}'])(
      "refuses the foreign fields %j with a TypeError",
      (fields) => expect(() => type.load(fields, sampleOf(type.id).noteType)).toThrow(TypeError),
    );

    test("refuses a side that it does not have with a RangeError", () => {
      expect(() => opened(type.id).ask("no-such-side", 1)).toThrow(RangeError);
    });
  });
}

test("card types have ids of their own", () => {
  expect(new Set(cardTypes.map(({ id }) => id)).size).toBe(cardTypes.length);
});

test("cardTypeOf() refuses an unknown id", () => {
  expect(() => cardTypeOf("riddle")).toThrow(RangeError);
});

interface Sample {
  readonly fields: string;
  readonly noteType: NoteType | undefined;
}

function sampleOf(type: string): Sample {
  if (type === "anki") return typedNote;
  const example = examples.find((candidate) => candidate.type === type);
  const deck = parseDeckMarkdown("deck.md", `${front}\n${example?.note}`);
  const note = deck.ok ? deck.value.notes[0] : undefined;
  if (note === undefined) throw new Error(`The example of ${type} does not parse: ${JSON.stringify(deck)}`);
  return { fields: note.fields, noteType: undefined };
}

function opened(type: string): LoadedNote {
  const { fields, noteType } = sampleOf(type);
  return cardTypeOf(type).load(fields, noteType);
}

function formulaProblems({ kind, source }: Prose): readonly unknown[] {
  if (kind === "markdown") return mathProblems(source);
  return formulasIn(source).flatMap((formula) => formulaProblem(formula) ?? []);
}

function allAsked(type: string): readonly Asked[] {
  const note = opened(type);
  return note.sides.flatMap(({ key }) => SEEDS.map((seed) => note.ask(key, seed)));
}

/** The right answer, where it can be told without the type's help: generated questions have a test of their own. */
function rightAnswer({ face, judge }: Asked, type: string): Given | undefined {
  if (face.kind === "fields") {
    const typed = TYPED[type];
    return typed === undefined ? undefined : { chosen: [], typed: { [face.fields[0]?.id ?? ""]: typed } };
  }
  if (face.kind !== "options") return undefined;
  const first = face.many ? [] : face.options.slice(0, 1).map(({ id }) => id);
  const verdict = judge?.({ chosen: first, typed: {} });
  const expected = verdict?.marks.filter((mark) => mark.expected === "chosen").map(({ id }) => id);
  return { chosen: expected ?? [], typed: {} };
}

function proseOf({ face, back }: Asked): readonly Prose[] {
  const options = face.kind === "options" ? face.options : [];
  return [
    face.prompt,
    ...options.map(({ label }) => label),
    ...(back.answer === undefined ? [] : [back.answer]),
    ...back.steps,
    ...back.points.map(({ label }) => label),
  ];
}
