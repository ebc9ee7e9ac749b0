/** Packages of which nothing can be taken: each is refused with a sentence and what to do. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { ankiPackage } from "../../../src/decks/formats/anki_package.ts";
import { buildPackage, type Knobs, packageFiles, zip, zstd } from "../../packages/build_package.ts";
import { BASIC, contentWith, noteWith } from "../../packages/content.ts";
import { collectionIn, refusalOf } from "../../packages/read_built.ts";
import type { SqlDatabase } from "../../packages/sql_tables.ts";

const CONTENT = contentWith({ notes: Array.from({ length: 40 }, (_, index) => noteWith(index, {})) });

const latest = (knobs: Knobs) => buildPackage(CONTENT, "latest", knobs);
const legacy = (knobs: Knobs) => buildPackage(CONTENT, "legacy1", knobs);
const sql = (...statements: readonly string[]) => ({
  sql: (database: SqlDatabase) => statements.forEach((statement) => database.run(statement)),
});

test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
  ["an empty file", new Uint8Array(0), /^The file is empty$/],
  ["a web page", strToU8("\n<!DOCTYPE html><html><body>Sign in</body></html>"), /a web page, not a package/],
  ["some text", strToU8("front\tback"), /not an Anki package/],
  ["a zip of something else", zipSync({ "a.txt": strToU8("x") }), /holds no Anki collection/],
  ["a zip of packages", zipSync({ "decks/a.apkg": strToU8("x") }), /holds packages, such as decks\/a.apkg/],
  [
    "two collections in two folders",
    zipSync({ "a/collection.anki2": strToU8("x"), "b/collection.anki2": strToU8("x") }),
    /holds no Anki collection/,
  ],
])("read() refuses %s", async (_, bytes, message) => {
  expect(ankiPackage.recognises({ name: "deck.apkg", bytes })).toBe(true);
  const refusal = await refusalOf(bytes);
  expect(refusal.message).toMatch(message);
  expect(refusal).toMatchObject({ file: "deck.apkg", mend: expect.stringMatching(/\.$/), problems: [] });
});

test("read() refuses a package that is cut off, wherever", async () => {
  const bytes = await latest({});
  for (const share of [0.02, 0.3, 0.7, 0.99]) {
    const cut = bytes.slice(0, Math.floor(bytes.length * share));
    expect(ankiPackage.recognises({ name: "deck.apkg", bytes: cut })).toBe(true);
    expect((await refusalOf(cut)).message).toBe("The package is damaged or cut off");
  }
});

test.each<[string, Promise<Uint8Array<ArrayBuffer>>, RegExp]>([
  [
    "a path that leaves the package",
    legacy({ files: (files) => ({ ...files, "../1": strToU8("x") }) }),
    /unsafe name/,
  ],
  [
    "a name with a zero byte",
    legacy({ files: (files) => ({ ...files, "1\0.png": strToU8("x") }) }),
    /unsafe name/,
  ],
  [
    "a name of a device",
    legacy({ files: (files) => ({ ...files, "aux.txt": strToU8("x") }) }),
    /called aux.txt/,
  ],
  [
    "a collection that unpacks a thousandfold",
    legacy({ files: (files) => ({ ...files, "9": new Uint8Array(8_000_000) }) }),
    /unpacks to more than 400 times/,
  ],
  [
    "a collection that zstd unpacks ten-thousandfold",
    latest({ files: (files) => ({ ...files, "collection.anki21b": zstd(new Uint8Array(200_000_000)) }) }),
    /collection.anki21b in the package unpacks to far more/,
  ],
  [
    "a package of a newer kind",
    latest({ files: (files) => ({ ...files, meta: new Uint8Array([8, 4]) }) }),
    /of a newer kind \(4\)/,
  ],
  [
    "a package whose kind cannot be read",
    latest({ files: (files) => ({ ...files, meta: new Uint8Array([0x0a, 0xff, 0xff, 0xff, 0x7f]) }) }),
    /meta file is damaged/,
  ],
  [
    "a new package without its collection, though the notice for old versions is there",
    latest({ files: ({ "collection.anki21b": _, ...files }) => files }),
    /its notes are in collection.anki21b, but/,
  ],
  [
    "the notice for old versions by itself",
    latest({ files: (files) => ({ "collection.anki2": files["collection.anki2"] ?? new Uint8Array(0) }) }),
    /only the notice that a newer Anki is needed/,
  ],
  [
    "a new collection that is not packed",
    latest({ files: (files) => ({ ...files, "collection.anki21b": strToU8("SQLite") }) }),
    /collection.anki21b in the package is damaged/,
  ],
  [
    "a list of media that is none",
    legacy({ files: (files) => ({ ...files, media: strToU8("[1") }) }),
    /list of media in the package is damaged/,
  ],
  [
    "a list of media of endless length",
    latest({
      files: (files) => ({ ...files, media: zstd(new Uint8Array([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])) }),
    }),
    /list of media in the package is damaged/,
  ],
])("read() refuses %s", async (_, bytes, message) => {
  expect((await refusalOf(await bytes)).message).toMatch(message);
});

test.each<[string, Promise<Uint8Array<ArrayBuffer>>, RegExp]>([
  ["schema 19", latest(sql("update col set ver = 19")), /newer kind \(schema 19\)/],
  ["schema 3", legacy(sql("update col set ver = 3")), /before Anki 2.0/],
  ["no settings", legacy(sql("delete from col")), /is damaged/],
  ["no cards table", legacy(sql("drop table cards")), /no table cards/],
  [
    "no column for guids",
    legacy(sql("alter table notes drop column guid")),
    /no column guid in its table notes/,
  ],
  [
    "a view in place of the notes",
    legacy(sql("alter table notes rename to kept", "create view notes as select * from kept")),
    /no table notes/,
  ],
  [
    "a column that is computed",
    legacy(sql(
      "alter table notes drop column flds",
      "alter table notes add column flds text as (hex(zeroblob(100000000))) virtual",
    )),
    /no column flds/,
  ],
  [
    "note types that are no JSON",
    legacy(sql("update col set models = '{'")),
    /list of note types in the package is damaged/,
  ],
  [
    "decks that are no JSON",
    legacy(sql("update col set decks = 'null'")),
    /list of decks in the package is damaged/,
  ],
  [
    "a note type of endless length",
    latest(sql("update notetypes set config = x'1affffffff0f'")),
    /note type “Basic.*damaged/,
  ],
  [
    "a deck of endless groups",
    latest(sql(`update decks set kind = x'${"0b".repeat(5000)}'`)),
    /The deck “Default” is damaged/,
  ],
  [
    "steps that are no floats",
    latest(sql("update deck_config set config = x'0a03000000'")),
    /options “Default” is damaged/,
  ],
])("read() refuses a collection with %s", async (_, bytes, message) => {
  expect((await refusalOf(await bytes)).message).toMatch(message);
});

test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
  ["is no SQLite file", (bytes) => bytes.fill(0, 0, 16)],
  ["is cut off", (bytes) => bytes.slice(0, 4096)],
  ["has pages of nothing", (bytes) => bytes.fill(0, 200, 4096)],
  ["has pages of noise", (bytes) => bytes.map((byte, at) => at < 4096 ? byte : (at * 7919) & 255)],
  ["has no page size", (bytes) => bytes.fill(0, 16, 18)],
])("read() refuses a collection that %s", async (_, database) => {
  for (const generation of ["legacy1", "legacy2", "latest"] as const) {
    const bytes = await buildPackage(CONTENT, generation, { database });
    expect((await refusalOf(bytes)).message).toMatch(/is damaged|has no table/);
  }
});

test("read() refuses a collection that uses a page in many places", async () => {
  const notes = Array.from(
    { length: 600 },
    (_, index) => noteWith(index, { fields: ["x".repeat(300), "y"] }),
  );
  const content = contentWith({ notes });
  const whole = await buildPackage(content, "legacy1");
  expect((await collectionIn(whole)).notes).toHaveLength(600);
  const shared = await buildPackage(content, "legacy1", { database: withSharedPages });
  expect((await refusalOf(shared)).message).toMatch(/is damaged/);
});

/** Makes all children of every inner page of a table the same one. */
function withSharedPages(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  const size = view.getUint16(16);
  for (let page = size; page < bytes.length; page += size) {
    if (view.getUint8(page) !== 5) continue;
    for (let cell = 0; cell < view.getUint16(page + 3); cell++) {
      view.setUint32(page + view.getUint16(page + 12 + 2 * cell), view.getUint32(page + 8));
    }
  }
  return bytes;
}

test("read() refuses files with a password", async () => {
  const bytes = await legacy({});
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
  }
  expect(await refusalOf(bytes)).toMatchObject({
    message: "collection.anki2 in the zip file is encrypted",
    mend: "Make a zip file without a password.",
  });
});

test("read() never takes the notice for old versions for the deck", async () => {
  const files = await packageFiles(CONTENT, "latest");
  const { meta: _, ...withoutMeta } = files;
  for (const bytes of [zip(files), zip(withoutMeta), await buildPackage(CONTENT, "legacy2")]) {
    const { notes } = await collectionIn(bytes);
    expect(notes.map(({ guid }) => guid)).not.toContain("stub");
    expect(notes).toHaveLength(40);
  }
});

test("read() stops at messages in messages without end", async () => {
  let inner = new Uint8Array(0);
  for (let depth = 0; depth < 3000; depth++) {
    inner = new Uint8Array(new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(inner).finish());
  }
  const bytes = await latest({ files: (files) => ({ ...files, media: zstd(inner) }) });
  expect((await collectionIn(bytes)).problems[0]?.message).toMatch(/has a name that no file may have/);
});

test("read() refuses lists of media that are millions of nothing, or nested without end", async () => {
  const nothing = zstd(new Uint8Array(900_000).map((_, at) => at % 2 === 0 ? 10 : 0));
  const nested = strToU8("[".repeat(1_000_000));
  const made = [
    await latest({ files: (files) => ({ ...files, media: nothing }) }),
    await legacy({ files: (files) => ({ ...files, media: nested }) }),
  ];
  for (const bytes of made) {
    expect((await refusalOf(bytes)).message).toBe("The list of media in the package is damaged");
  }
});

test("read() refuses settings nested without end", async () => {
  const nested = `{"1":${"[".repeat(900_000)}`;
  const bytes = await legacy({ sql: (database) => database.run("update col set models = ?", [nested]) });
  expect((await refusalOf(bytes)).message).toBe("The list of note types in the package is damaged");
});

test("read() refuses settings of more than a million values, which as objects would take fifty times their size", async () => {
  const many = `{"1":{},"2":[${"{},".repeat(1_000_000)}{}]}`;
  const stored = await packageFiles(CONTENT, "legacy1", {
    sql: (database) => database.run("update col set models = ?", [many]),
  });
  // Stored, since what is packed so well is refused as that.
  const zipped = zipSync(stored, { level: 0 });
  expect((await refusalOf(new Uint8Array(zipped))).message).toMatch(
    /^The package lists more .* a million values$/,
  );
});

test("read() refuses notes that hold too much, and counts the names of their fields", async () => {
  const fields = Array.from({ length: 1000 }, (_, index) => `${index}`.padEnd(40_000, "x"));
  const wide = { ...BASIC, fields, templates: [{ name: "Card 1", front: `{{${fields[0]}}}`, back: "back" }] };
  const content = contentWith({
    noteTypes: [wide],
    notes: Array.from({ length: 11 }, (_, index) => noteWith(index, { fields: ["front"] })),
  });
  const stored = zipSync(await packageFiles(content, "legacy1"), { level: 0 });
  expect((await refusalOf(new Uint8Array(stored))).message).toBe(
    "The notes of the package hold more than 400 million characters, names of fields among them",
  );
});

test("read() refuses a row of more than 60 MB before it is read", async () => {
  const stored = zipSync(
    await packageFiles(
      CONTENT,
      "legacy1",
      sql("update notes set flds = hex(zeroblob(30000001)) where id % 7 = 3"),
    ),
    { level: 0 },
  );
  expect((await refusalOf(new Uint8Array(stored))).message).toBe(
    "The collection in the package has a row of more than 60 MB in its table notes",
  );
});

test("read() leaves out a note that is too long, and takes the others", async () => {
  const content = contentWith({
    notes: [
      noteWith(0, {}),
      noteWith(1, { fields: ["long", "x".repeat(20_000_000)] }),
      noteWith(2, { tags: "tag ".repeat(300_000) }),
    ],
  });
  const stored = zipSync(await packageFiles(content, "legacy1"), { level: 0 });
  const read = await collectionIn(new Uint8Array(stored));
  expect(read.notes.map(({ guid }) => guid)).toEqual(["guid-0"]);
  expect(read.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^The note “long x+” has more than 20 million characters, or a million in its tags$/,
    ),
    expect.stringMatching(/^The note “front 2 back 2” has more than 20 million characters/),
  ]);
});

test("read() leaves out a file that unpacks without end, however often it is listed", async () => {
  const file = new Uint8Array(300_000_000);
  const writer = new BinaryWriter();
  for (let index = 0; index < 20; index++) {
    const entry = new BinaryWriter().tag(1, WireType.LengthDelimited).string(`${index}.bin`).tag(
      255,
      WireType.Varint,
    )
      .uint32(1);
    writer.tag(1, WireType.LengthDelimited).bytes(entry.finish());
  }
  const media = zstd(new Uint8Array(writer.finish()));
  const bytes = await latest({ files: (files) => ({ ...files, media, "1": zstd(file) }) });
  const read = await collectionIn(bytes);
  expect(read.media).toEqual([]);
  expect(read.problems[0]?.message).toMatch(/unpacks to far more/);
});
