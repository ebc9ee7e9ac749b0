/** JSON of our own shape, of CrowdAnki and of Mochi: what is taken, and what is said by path of the rest. */
import { expect, test } from "vitest";
import type { DeckFormat } from "../../../src/decks/format.ts";
import { crowdAnki } from "../../../src/decks/formats/crowd_anki.ts";
import { jsonFile } from "../../../src/decks/formats/json_file.ts";
import { mochi } from "../../../src/decks/formats/mochi.ts";
import { PICTURE, zipped } from "./format_examples.ts";
import { notesOf, noTools, readWith, textFile } from "./reading.ts";

const fromJson = async (value: unknown) =>
  (await readWith(jsonFile, textFile("notes.json", JSON.stringify(value)), {})).collection;
const fromMochi = async (data: unknown, files: Record<string, Uint8Array> = {}) =>
  (await readWith(mochi, zipped("x.mochi", { "data.json": JSON.stringify(data), ...files }), {})).collection;

async function refusal(format: DeckFormat, file: Parameters<DeckFormat["read"]>[0]) {
  const read = await format.read(file, {}, noTools);
  return read.ok ? "taken" : read.error;
}

test("JSON: decks hold notes of our types and of note types", async () => {
  const collection = await fromJson({
    decks: [{
      name: "A::B",
      notes: [
        { type: "reversed", fields: { front: "f", back: "$b$" }, tags: ["t"], source: "s" },
        { type: "cloze", fields: { text: "{{c2::x}}", extra: "e" }, tags: "t u" },
        { noteType: "Basic", fields: { Front: "<b>f</b>", Back: "b" }, guid: "g" },
        { noteType: "Word", fields: { Word: "w", Sound: "[sound:w.mp3]" } },
      ],
    }, { name: ["C"], cards: [{ question: "q", answer: "a" }] }],
  });
  expect(collection.decks.map(({ path }) => path)).toEqual([["A", "B"], ["C"]]);
  expect(collection.notes.map(({ type, noteType, scope, tags }) => [type, noteType, scope, tags])).toEqual([
    ["reversed", undefined, "deck", ["t"]],
    ["cloze", undefined, "deck", ["t", "u"]],
    ["anki", "name:Basic", "collection", []],
    ["anki", "name:Word", "deck", []],
    ["basic", undefined, "deck", []],
  ]);
  expect(collection.notes.map(({ cards }) => cards.map(({ side }) => side.key))).toEqual([
    ["forward", "backward"],
    ["c2"],
    ["t1"],
    ["t1"],
    ["forward"],
  ]);
});

test("JSON: what is wrong is named by its path, and the rest is taken", async () => {
  const collection = await fromJson([{ front: "a", back: "b" }, { front: "a" }, 5, {
    type: "choice",
    fields: {},
  }, {
    noteType: "Basic",
    fields: { Front: 1 },
  }]);
  expect(collection.notes).toHaveLength(1);
  expect(collection.problems.map(({ message }) => message)).toEqual([
    "`$[1].back` is not as expected",
    "`$[2]` is no note",
    "`$[3].type` is not as expected",
    "`$[4].fields.Front` is not as expected",
  ]);
});

test.each([
  ['{"decks": [\n  1,,\n]}', 2, 5],
  ['[{"front": "a"', 1, 15],
])("JSON: %j breaks at a line and column", async (text, line, column) => {
  expect(await refusal(jsonFile, textFile("x.json", text))).toMatchObject({
    problems: [{ place: { line, column } }],
  });
});

test("JSON: absurd nesting is refused, not followed", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(await refusal(jsonFile, textFile("x.json", deep))).not.toBe("taken");
});

test("JSON: more than three million values are refused before they are parsed", async () => {
  const many = `[${"{},".repeat(3_000_000)}{"front":"a","back":"b"}]`;
  expect(await refusal(jsonFile, textFile("x.json", many))).toMatchObject({
    message: "The JSON holds more than 3 million values",
  });
  const commas = JSON.stringify([{ front: ",".repeat(3_000_000), back: "b" }]);
  expect(JSON.stringify(await refusal(jsonFile, textFile("x.json", commas)))).not.toContain("million");
});

test("CrowdAnki: decks nest, note types and guids are Anki's, media lie in their folder", async () => {
  const model = {
    crowdanki_uuid: "m",
    name: "Two",
    flds: [{ name: "B", ord: 1 }, { name: "A", ord: 0 }],
    tmpls: [{ name: "T", qfmt: "{{A}}", afmt: "{{B}}" }],
  };
  const deck = {
    __type__: "Deck",
    name: "Top",
    desc: "<b>About</b>",
    note_models: [model],
    media_files: ["p.svg", "gone.mp3", "../evil"],
    notes: [{ fields: ["a", "b"], guid: "g1", note_model_uuid: "m", tags: ["t"] }],
    children: [{
      __type__: "Deck",
      name: "Sub",
      notes: [
        { fields: ["c"], guid: "g2", note_model_uuid: "m" },
        { fields: ["c"], guid: "g3", note_model_uuid: "other" },
        { fields: "c", guid: "g4", note_model_uuid: "m" },
      ],
    }],
  };
  const upload = zipped("d.zip", { "x/deck.json": JSON.stringify(deck), "x/media/p.svg": PICTURE });
  const { collection } = await readWith(crowdAnki, upload, {});
  expect(collection.decks).toMatchObject([{ path: ["Top"], description: "About" }, { path: ["Top", "Sub"] }]);
  expect(collection.notes.map(({ guid, scope }) => [guid, scope])).toEqual([["g1", "collection"], [
    "g2",
    "collection",
  ]]);
  expect(notesOf(collection)).toEqual([{ A: "a", B: "b" }, { A: "c", B: "" }]);
  expect(collection.media.map(({ name }) => name)).toEqual(["p.svg"]);
  expect(collection.missingMedia.map(({ name }) => name)).toEqual(["gone.mp3"]);
  expect(collection.problems.map(({ message }) => message)).toEqual([
    '"../evil" is no name of a media file',
    "`$.children[0].notes[1]` is of a note type that the file does not bring",
    "`$.children[0].notes[2].fields` is not as expected",
  ]);
});

test("JSON: parts that no note has are told of, each once", async () => {
  const collection = await fromJson([
    { front: "a", back: "b", hint: "c" },
    { front: "d", back: "e", hint: "f" },
    { type: "basic", fields: { front: "g", back: "h", side: "i" } },
  ]);
  expect(collection.notes).toHaveLength(3);
  expect(collection.problems.map(({ place, message }) => [place.file, message])).toEqual([
    ["notes.json, $[0]", "`hint` is no part of such a note, and is left out"],
    ["notes.json, $[2]", "`fields.side` is no part of such a note, and is left out"],
  ]);
});

test("CrowdAnki: fields that are too many and deck options are told of", async () => {
  const deck = {
    __type__: "Deck",
    name: "Capitals",
    deck_configurations: [{}],
    note_models: [{
      crowdanki_uuid: "m",
      name: "Basic",
      flds: [{ name: "Front" }, { name: "Back" }],
      tmpls: [{ name: "Card 1", qfmt: "{{Front}}", afmt: "{{Back}}" }],
    }],
    notes: [{ fields: ["France", "Paris", "lost"], guid: "g", note_model_uuid: "m" }],
  };
  const { collection } = await readWith(crowdAnki, textFile("deck.json", JSON.stringify(deck)), {});
  expect(collection.problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["skipped", "Deck options of CrowdAnki are not taken"],
    ["changed", "`$.notes[0]` has 3 fields, and Basic 2"],
  ]);
});

test("Mochi: a sound is told of, since its note can show only pictures", async () => {
  const decks = [{ name: "D", cards: [{ id: "a", content: "q ![](@media/a.mp3)\n---\nb" }] }];
  const collection = await fromMochi({ decks }, { "a.mp3": PICTURE });
  expect(collection.problems.map(({ message }) => message)).toEqual([
    "The file a.mp3 is no picture, and is not taken",
  ]);
});

test("Mochi: sides, clozes, templates, tags and attachments of cards", async () => {
  const collection = await fromMochi({
    "~:version": 2,
    "~:templates": {
      "~#list": [{
        "~:id": "~:t",
        "~:content": '<< Word >>\n---\n<speech lang="es"><< Meaning >></speech>',
        "~:fields": {
          "~:name": { "~:id": "~:name", "~:name": "Word" },
          "~:m": { "~:id": "~:m", "~:name": "Meaning" },
        },
      }],
    },
    "~:decks": [
      { "~:id": "~:p", "~:name": "Top", "~:cards": { "~#list": [] } },
      {
        "~:id": "~:d",
        "~:name": "Sub",
        "~:parent-id": "~:p",
        "~:cards": {
          "~#list": [
            {
              "~:id": "~:a",
              "~:content": "## hablar\n---\nto speak\n---\n![](@media/p.svg)",
              "~:tags": { "~#set": ["es"] },
            },
            { "~:id": "~:b", "~:content": "A {{cloze}} and {{2::more}} $\\frac{{1}}{2}$\n---\nextra" },
            {
              "~:id": "~:c",
              "~:content": "",
              "~:template-id": "~:t",
              "~:fields": { "~:name": { "~:value": "agua" }, "~:m": { "~:value": "water" } },
            },
            { "~:id": "~:e", "~:name": "Called", "~:content": "only one side", "~:archived?": true },
            { "~:id": "~:f", "~:content": "nothing else" },
            { "~:id": "~:g", "~:content": "x\n---\ny", "~:trashed?": { "~#dt": 5 } },
          ],
        },
      },
    ],
  }, { "p.svg": PICTURE });
  expect(collection.decks.map(({ path }) => path)).toEqual([["Top"], ["Top", "Sub"]]);
  expect(collection.notes.map(({ guid, type, tags }) => [guid, type, tags])).toEqual([
    ["a", "basic", ["es"]],
    ["b", "cloze", []],
    ["c", "basic", []],
    ["e", "basic", []],
  ]);
  expect(notesOf(collection)).toEqual([
    { front: "### hablar", back: "to speak\n\n***\n\n![p](p.svg)" },
    { text: "A {{c1::cloze}} and {{c2::more}} $\\frac{{1}}{2}$", extra: "extra" },
    { front: "agua", back: "water" },
    { front: "Called", back: "only one side" },
  ]);
  expect(collection.notes[3]?.cards[0]?.suspended).toBe(true);
  expect(collection.media.map(({ name }) => name)).toEqual(["p.svg"]);
  expect(collection.problems.map(({ place, message }) => [place.file, message])).toEqual([
    ["x.mochi: data.json, decks[1].cards[4]", "The answer is empty"],
    ["x.mochi: data.json, decks[1].cards[5]", "The card lies in the trash"],
  ]);
});

test("Mochi: reviews become Anki's, in order, with intervals and lapses", async () => {
  const day = 86_400_000;
  const at = Date.UTC(2024, 0, 1, 10);
  const collection = await fromMochi({
    decks: [{
      name: "Plain JSON",
      cards: [{
        id: "a",
        content: "q\n---\na",
        reviews: [
          { date: { "~#dt": at + day }, due: { "~#dt": at + 2 * day }, "remembered?": false },
          { date: `~m${at}`, due: `~m${at + day}`, "remembered?": true },
          { date: new Date(at + 2 * day).toISOString(), interval: 4, "remembered?": true },
          { date: "never" },
        ],
      }],
    }],
  });
  expect(collection.notes[0]?.cards[0]?.history).toMatchObject({
    state: {
      type: 2,
      due: Math.floor(at / day) + 6,
      intervalDays: 4,
      reps: 3,
      lapses: 1,
      lastReviewAt: at + 2 * day,
    },
    reviews: [
      { id: at, ease: 3, interval: 1, lastInterval: 0 },
      { id: at + day, ease: 1, interval: 1, lastInterval: 1 },
      { id: at + 2 * day, ease: 3, interval: 4, lastInterval: 1 },
    ],
  });
});

/** As exports have them: instants as ~t and ms, a mark first, broken intervals, seconds taken. */
test("Mochi: reviews as an export writes them are read, and marks are told of", async () => {
  const day = 86_400_000;
  const at = Date.UTC(2024, 0, 1, 10);
  const t = (days: number) => `~t${at + days * day}`;
  const scored = (days: number, rest: Record<string, unknown>) => ({
    "~:date": t(days),
    "~:duration": 4.5,
    ...rest,
  });
  const reviews = [
    { "~:date": t(0), "~:due": t(0), "~:remembered?": true },
    scored(0.001, { "~:due": t(1.5), "~:interval": 1.5, "~:remembered?": true }),
    scored(2, { "~:due": t(5), "~:interval": 3.2, "~:rating": "~:easy" }),
    scored(6, { "~:due": t(7), "~:interval": 0.5, "~:remembered?": false }),
    { "~:date": "~tnever" },
  ];
  const cards = [
    { "~:id": "~:one", "~:content": "q\n---\na", "~:reviews": reviews },
    {
      "~:id": "~:two",
      "~:content": "p\n---\nb",
      "~:review-reverse?": true,
      "~:reviews": [],
      "~:reverse-reviews": [scored(3, { "~:interval": 2, "~:remembered?": true })],
    },
    {
      "~:id": "~:three",
      "~:content": "{{1::x}} and {{2::y}}",
      "~:reviews": [scored(3, { "~:interval": 2, "~:remembered?": true })],
    },
    {
      "~:id": "~:four",
      "~:content": "{{1::x}} and {{1::z}}",
      "~:reviews": [scored(4, { "~:interval": 2, "~:remembered?": true })],
    },
  ];
  const { notes, rowsLeft } = await fromMochi({
    "~:version": 2,
    "~:decks": [{ "~:id": "~:d", "~:name": "Verbs", "~:cards": { "~#list": cards } }],
  });
  expect(notes[0]?.cards[0]?.history).toMatchObject({
    state: { due: Math.floor((at + 7 * day) / day), intervalDays: 1, reps: 3, lapses: 1 },
    reviews: [
      { ease: 3, interval: 2, tookMs: 4500, kind: 0 },
      { id: at + 2 * day, ease: 4, interval: 3, lastInterval: 2 },
      { id: at + 6 * day, ease: 1, interval: 1, lastInterval: 3 },
    ],
  });
  const answers = (note: number) => notes[note]?.cards.map(({ history }) => history?.reviews.length);
  expect([answers(1), answers(2), answers(3)]).toEqual([[undefined, 1], [undefined, undefined], [1]]);
  expect(rowsLeft).toEqual([
    { reason: "unreadable", count: 1, examples: [{ note: "q --- a", card: "card", row: 0 }] },
    {
      reason: "not_divided",
      count: 1,
      examples: [{ note: "{{1::x}} and {{2::y}}", card: "card", row: at + 3 * day }],
    },
    { reason: "marker", count: 1, examples: [{ note: "q --- a", card: "card", row: at }] },
  ]);
});

test.each<[string, Record<string, string>, RegExp]>([
  ["EDN", { "data.edn": "{:decks []}" }, /EDN/],
  ["compact Transit", { "data.json": '["^ ","~:decks",[]]' }, /compact form/],
  ["no decks", { "data.json": '{"x": 1}' }, /no decks of Mochi/],
])("Mochi: a file with %s is refused in a sentence", async (_, files, message) => {
  expect(await refusal(mochi, zipped("x.mochi", files))).toMatchObject({
    message: expect.stringMatching(message),
  });
});
