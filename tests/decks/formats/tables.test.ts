/** Anki's text exports and other tables: what is guessed of them, what notes they become, what is said of bad rows. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TableChoices } from "../../../src/decks/format.ts";
import { ankiText } from "../../../src/decks/formats/anki_text.ts";
import { tableFile } from "../../../src/decks/formats/table_file.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";
import { parseRows } from "../../../src/decks/formats/tables/rows.ts";
import { notesOf, readWith, textFile } from "./reading.ts";

const anki = (text: string, choices: TableChoices = {}) =>
  readWith(ankiText, textFile("deck.txt", text), choices);
const table = (text: string, choices: TableChoices = {}) =>
  readWith(tableFile, textFile("deck.csv", text), choices);

const problemsOf = (collection: Collection) =>
  collection.problems.map(({ kind, place, message }) => [kind, place.line, place.column, message]);

test("an Anki export takes guid, note type, deck and tags from the columns that its header names", async () => {
  const { collection } = await anki(
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n#tags:all\n" +
      'g1\tBasic\tA::B\tfront\t"back\n<b>x</b>"\tt1 t2\ng2\tCloze\tA\t{{c1::x}} {{c3::y}}\textra\t\n',
  );
  expect(collection.decks.map(({ path }) => path)).toEqual([["A", "B"], ["A"]]);
  expect(
    collection.notes.map(({ guid, scope, noteType, tags, deck }) => ({ guid, scope, noteType, tags, deck })),
  )
    .toEqual([
      { guid: "g1", scope: "collection", noteType: "name:Basic", tags: ["all", "t1", "t2"], deck: 0 },
      { guid: "g2", scope: "collection", noteType: "name:Cloze", tags: ["all"], deck: 1 },
    ]);
  expect(notesOf(collection)).toEqual([
    { Front: "front", Back: "back\n<b>x</b>" },
    { Text: "{{c1::x}} {{c3::y}}", "Back Extra": "extra" },
  ]);
  expect(collection.notes.map(({ cards }) => cards.map(({ side }) => side.key))).toEqual([["t1"], [
    "c1",
    "c3",
  ]]);
});

test("an Anki export follows #notetype, #deck, #columns and #html", async () => {
  const { collection } = await anki(
    "#separator:Semicolon\n#html:false\n#notetype:Vocab\n#deck:Lang::French\n#columns:Word;Meaning;Tags\n" +
      'eau;a < b;"x y"\n# a comment\nfeu;"fire\nor light";\n',
  );
  expect(collection.noteTypes).toMatchObject([{
    key: "name:Vocab",
    name: "Vocab",
    fields: [{ name: "Word" }, { name: "Meaning" }],
  }]);
  expect(collection.decks).toMatchObject([{ path: ["Lang", "French"] }]);
  expect(notesOf(collection)).toEqual([
    { Word: "eau", Meaning: "a &lt; b" },
    { Word: "feu", Meaning: "fire<br>or light" },
  ]);
  expect(collection.notes.map(({ tags, place }) => [tags, place.line])).toEqual([[["x", "y"], 6], [[], 8]]);
});

test("an Anki file may begin with a line of tags, as old ones do", async () => {
  const { collection } = await anki("tags:one two\nfront\tback\n");
  expect(collection.notes).toMatchObject([{ tags: ["one", "two"], place: { line: 2 } }]);
});

test("a note without a guid is known by its note type and first field, whatever the rest says", async () => {
  const guids = async (text: string) => (await anki(text)).collection.notes.map(({ guid }) => guid);
  const head = "#separator:tab\n";
  expect(await guids(`${head}a\tb\nc\td\n`)).toEqual(await guids(`${head}a\tother\nc\tanother\n`));
  expect(await guids(`${head}#notetype:Basic (and reversed card)\na\tb\n`)).not.toEqual(
    await guids(`${head}a\tb\n`),
  );
  const scoped = `${head}#match scope:notetype + deck\n`;
  expect(await guids(`${scoped}#deck:X\na\tb\n`)).not.toEqual(await guids(`${scoped}#deck:Y\na\tb\n`));
  const both = `${head}#if matches:keep both\n`;
  expect(await guids(`${both}a\tb\n`)).not.toEqual(await guids(`${both}a\tc\n`));
});

test("#if matches:keep current makes notes older than those that are there", async () => {
  const { collection } = await anki("#separator:tab\n#if matches:keep current\na\tb\n");
  expect(collection.notes[0]?.modifiedAt).toBe(0);
});

test("rows that break a rule are counted with row and column, and the others are taken", async () => {
  const { collection } = await anki("#separator:tab\na\tb\n\tno front\na\tb\na\tc\ne\nf\tg\th\n");
  expect(notesOf(collection).map(({ Front, Back }) => [Front, Back])).toEqual([
    ["a", "b"],
    ["a", "c"],
    ["e", ""],
    ["f", "g"],
  ]);
  expect(problemsOf(collection)).toEqual([
    ["skipped", 3, 1, "The first field is empty"],
    ["skipped", 4, undefined, "The note is the same as the one in line 2"],
    [
      "changed",
      5,
      undefined,
      "The note asks the same as the one in line 2, with another answer; both are taken",
    ],
    ["changed", 6, 2, "The row has 1 cell instead of 2: the others stay empty"],
    ["changed", 7, 3, "The row has 3 cells instead of 2: what is beyond them is left out"],
  ]);
});

test("a note of cloze type without a deletion is left out and named", async () => {
  const { collection } = await anki("#separator:tab\n#notetype:Cloze\nno deletion\t\n{{c2::one}}\t\n");
  expect(collection.notes).toHaveLength(1);
  expect(problemsOf(collection)).toEqual([["skipped", 3, undefined, "The note has no deletion"]]);
});

test.each([
  ["tabs", "a\tb, c\nd\te\n", "\t"],
  ["commas", 'a,"b, c"\nd,e;f\n', ","],
  ["semicolons", "a;b,c\nd;e\n", ";"],
  ["bars", "a|b\nd|e\n", "|"],
])("a table separated by %s is guessed", async (_, text, separator) => {
  const { collection, table: guess } = await table(text);
  expect(guess?.choices.separator).toBe(separator);
  expect(collection.notes).toHaveLength(2);
});

test.each<[string, string, Uint8Array<ArrayBuffer>]>([
  ["utf-8 with its mark", "utf-8", new TextEncoder().encode("\uFEFFä,b\nc,d\n")],
  ["utf-16le", "utf-16le", utf16("\uFEFFä,b\nc,d\n", true)],
  ["utf-16be", "utf-16be", utf16("\uFEFFä,b\nc,d\n", false)],
  ["utf-16le without its mark", "utf-16le", utf16("ä,b\nc,d\n", true)],
  ["windows-1252", "windows-1252", Uint8Array.from([0xe4, 0x2c, 0x62, 0x0a, 0x63, 0x2c, 0x64, 0x0a])],
])("a table in %s is guessed", async (_, encoding, bytes) => {
  const { collection, table: guess } = await readWith(tableFile, { name: "t.csv", bytes }, {});
  expect(guess?.choices.encoding).toBe(encoding);
  expect(notesOf(collection)[0]).toEqual({ Front: "ä", Back: "b" });
});

test("a table's names become fields, tags and decks", async () => {
  const { collection, table: guess } = await table('Question,Answer,Deck,Tags\nq,a,X::Y,"t1, t2"\n');
  expect(guess?.choices).toMatchObject({
    hasHeader: true,
    columns: ["field:Question", "field:Answer", "deck", "tags"],
    noteType: "auto",
  });
  expect(collection.notes).toMatchObject([{ tags: ["t1", "t2"], scope: "deck", place: { line: 2 } }]);
  expect(collection.decks).toMatchObject([{ path: ["X", "Y"] }]);
  expect(notesOf(collection)).toEqual([{ Question: "q", Answer: "a" }]);
});

test("a table whose names are front and back in any case is of Anki's own type", async () => {
  const { collection } = await table("front,BACK\nq,a\n");
  expect(collection.notes).toMatchObject([{ noteType: "name:Basic" }]);
  expect(notesOf(collection)).toEqual([{ Front: "q", Back: "a" }]);
});

test("rows with deletions become cloze notes, the others front and back", async () => {
  const { collection } = await table("{{c1::Paris}} is in France,capital\nRome,Italy\n");
  expect(collection.notes.map(({ noteType, cards }) => [noteType, cards[0]?.side.key])).toEqual([
    ["name:Cloze", "c1"],
    ["name:Basic", "t1"],
  ]);
});

test("columns, note type, deck, header and HTML can be chosen by hand", async () => {
  const { collection, table: guess } = await table("id1,<b>a</b>,b,x\nid2,c,d,y\n", {
    columns: ["guid", "field:Back", "field:Front", "ignore"],
    noteType: "name:Basic (and reversed card)",
    deck: "Mine::Here",
    hasHeader: false,
    isHtml: false,
  });
  expect(collection.notes).toMatchObject([{ guid: "id1", scope: "collection" }, { guid: "id2" }]);
  expect(notesOf(collection)[0]).toEqual({ Front: "b", Back: "&lt;b&gt;a&lt;/b&gt;" });
  expect(collection.notes[0]?.cards.map(({ side }) => side.key)).toEqual(["t1", "t2"]);
  expect(collection.decks).toMatchObject([{ path: ["Mine", "Here"] }]);
  expect(guess?.choices.noteType).toBe("name:Basic (and reversed card)");
  expect(guess?.sample).toEqual([["id1", "<b>a</b>", "b", "x"], ["id2", "c", "d", "y"]]);
});

test("a column that the chosen note type has no field for is said to be left out", async () => {
  const { collection } = await table("a,b,c\nd,e,f\n", {
    columns: ["field:Front", "field:Back", "field:Other"],
    noteType: "name:Basic",
  });
  expect(problemsOf(collection)).toEqual([
    ["changed", 1, 3, "The note type Basic has no field for the column Other: it is left out"],
  ]);
});

test.each([
  ["a quote that is never closed", 'a,b\nc,"d\ne,f\n', /quote that opens after line 1 is never closed/],
  ["no field among the columns", "a,b\n", /No column of the table is a field/],
])("a table with %s is refused in a sentence", async (_, text, message) => {
  const choices = message.source.startsWith("No column") ? { columns: ["tags", "ignore"] } : {};
  const read = await tableFile.read(textFile("t.csv", text), choices, {
    sqlWasm: new Uint8Array(0),
    progress() {},
  });
  expect(read.ok ? "taken" : read.error.message).toMatch(message);
});

test("cells come back as they were written, whatever they hold", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", " ", ";", "<", "#", "x") });
  const row = fc.tuple(cell.map((text) => `k${text}`), cell);
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
    const distinct = [...new Map(rows.map((one) => [one[0], one])).values()];
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const text = distinct.map((cells) => cells.map(quoted).join(",")).join("\r\n");
    const { collection } = await table(text, { isHtml: true, separator: ",", hasHeader: false });
    expect(notesOf(collection).map(({ Front, Back }) => [Front, Back])).toEqual(distinct);
  }));
});

function utf16(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  [...text].forEach((char, index) => view.setUint16(index * 2, char.charCodeAt(0), little));
  return new Uint8Array(view.buffer);
}

test("a table of too many characters, cells or rows is refused with what is too many", () => {
  const options = { separator: ",", comments: false };
  const told = (text: string) => {
    const rows = parseRows(text, options);
    return rows.ok ? "taken" : rows.error.message;
  };
  expect(told("x".repeat(200_000_001))).toBe("The table has more than 200 million characters");
  const row = `a${",".repeat(499_999)}\n`;
  expect(told(row.repeat(10))).toBe("taken");
  expect(told(row.repeat(11))).toBe("The table has more than 5 million cells");
  expect(told("a\n".repeat(200_001))).toBe("The table has more than 200000 rows");
});
