/** Archives: what is restored is what was there, and what is there is never overwritten. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type ArchiveTools, exportArchive, restoreArchive } from "../../src/actions/archive.ts";
import type { MediaFiles } from "../../src/actions/media.ts";
import { readZip } from "../../src/decks/zip.ts";
import { type ZipFile, zipOf } from "../../src/decks/zip_writer.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { noteTypeWith } from "../decks/anki/note_types.ts";
import { ALL_TYPES } from "./all_types.ts";
import { answerNext, basic, countsOfDays, DAY, deckText, type House, openHouse, unfolded } from "./house.ts";
import { deckOf, makeImported } from "./imported.ts";

const LIMITS = { entries: 1000, entryBytes: 100_000_000, totalBytes: 100_000_000 };
const SHIPPED = { "all-types": ALL_TYPES };
const PICTURE = new TextEncoder().encode("a picture");

function tools(): ArchiveTools & { readonly media: MediaFiles } {
  return { media: mediaFilesIn(Deno.makeTempDirSync()), pause: () => Promise.resolve() };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function archived(house: House, kept: ArchiveTools): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of (await exportArchive(house.deps, house.person, kept)).pieces) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function textsOf(bytes: Uint8Array<ArrayBuffer>): Readonly<Record<string, string>> {
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) throw new Error(zip.error.message);
  return Object.fromEntries(zip.value.map((entry) => {
    const content = entry.bytes();
    return [entry.name, content.ok ? new TextDecoder().decode(content.value) : "damaged"];
  }));
}

/** A house in which nothing was done but its decks loaded, at the start of the clock, and at the time of another. */
async function emptyHouse(
  decks: Readonly<Record<string, string>>,
  { clock }: Pick<House, "clock">,
): Promise<House> {
  const house = await openHouse({ decks });
  house.clock.now = clock.now;
  return house;
}

/** A house that was lived in: decks of one's own, an imported note, a picture, answers, an undo, a flag. */
async function livedIn(kept: ArchiveTools & { readonly media: MediaFiles }): Promise<House> {
  const house = await openHouse({
    decks: {
      ...SHIPPED,
      mine: deckText("mine", { a: basic("A “ü” 🙂?"), b: basic("B?") }),
      imported: deckOf(["x"]),
    },
  });
  const { store, person, clock } = house;
  await store.db.run(
    sql`update deck set origin = 'imported', owner_id = ${person.id} where slug in ('mine', 'imported')`,
  );
  await store.db.run(
    sql`update deck set parent_id = (select id from deck where slug = 'imported') where slug = 'mine'`,
  );
  const noteType = noteTypeWith({ fields: ["Front", "Back"] });
  await makeImported(house, "x", { noteType, values: { Front: "<b>f</b>", Back: "b" }, side: "t1" });
  await store.db.run(sql`insert into note_base (note_id, modified_at, type, fields, tags, deck_path)
    select id, 1000, type, fields, tags, '["Imported"]' from note where guid = 'x'`);
  const hash = await sha256(PICTURE);
  await kept.media.keep(hash, PICTURE);
  await store.db.run(sql`insert into media (hash, size, created_at) values (${hash}, 9, ${clock.now})`);
  await store.db.run(
    sql`insert into media_name (user_id, name, hash, created_at) values (${person.id}, 'a.png', ${hash}, ${clock.now})`,
  );
  for (let count = 0; count < 12; count++) {
    await answerNext(house, count % 3 === 0 ? 1 : 3);
    clock.now += count % 4 === 3 ? DAY : 120_000;
  }
  return house;
}

test("an archive that is restored gives the very same archive, row by row", async () => {
  const [kept, other] = [tools(), tools()];
  const house = await livedIn(kept);
  const bytes = await archived(house, kept);
  const empty = await emptyHouse(SHIPPED, house);
  const restored = await restoreArchive(empty.deps, empty.person, {
    name: "a.zip",
    bytes,
    media: other.media,
  });
  expect(restored).toMatchObject({ ok: true, value: { decks: 2, answers: 12, media: 1, missingMedia: [] } });
  const again = textsOf(await archived(empty, other));
  expect(again).toEqual(textsOf(bytes));
  expect(Object.keys(again)).toContain("tables/review-0001.jsonl");
  expect(await unfolded(empty)).toEqual([]);
  const { kept: counted, logged } = await countsOfDays(empty);
  expect(counted).toEqual(logged);
});

test("a restored collection can be studied on", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const bytes = await archived(house, kept);
  const empty = await emptyHouse(SHIPPED, house);
  await restoreArchive(empty.deps, empty.person, { name: "a.zip", bytes, media: tools().media });
  const there = await answerNext(house, 3);
  const here = await answerNext(empty, 3);
  expect(here.stored.memory).toEqual(there.stored.memory);
});

test("what shipped once and does not ship here is kept out of use with its log, until it ships again", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const bytes = await archived(house, kept);
  const bare = await emptyHouse({}, house);
  const restored = await restoreArchive(bare.deps, bare.person, {
    name: "a.zip",
    bytes,
    media: tools().media,
  });
  expect(restored).toMatchObject({ ok: true, value: { answers: 12 } });
  const [row] = await bare.store.db.all<{ retired: number; lines: number; logged: number }>(sql`select
    (select count(*) from note join deck on deck.id = note.deck_id
      where deck.slug = 'all-types' and note.retired_at is null) as retired,
    (select count(*) from memory join deck on deck.id = memory.deck_id
      where deck.slug = 'all-types' and memory.line is not null) as lines,
    (select count(*) from review) as logged`);
  expect(row).toEqual({ retired: 0, lines: 0, logged: 12 });
  expect(await unfolded(bare)).toEqual([]);
});

test("nothing is restored over what a person has", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const bytes = await archived(house, kept);
  const studied = await emptyHouse(SHIPPED, house);
  await answerNext(studied, 3);
  const before = textsOf(await archived(studied, kept));
  const restored = await restoreArchive(studied.deps, studied.person, {
    name: "a.zip",
    bytes,
    media: kept.media,
  });
  expect(restored).toMatchObject({
    ok: false,
    error: { message: "Ada already has decks, answers or files here" },
  });
  expect(textsOf(await archived(studied, kept))).toEqual(before);
});

test.each([
  ["a row is missing", "tables/review-0001.jsonl", (text: string) => text.slice(text.indexOf("\n") + 1)],
  [
    "a row names one that is not there",
    "tables/card-0001.jsonl",
    (text: string) => text.replace('"note_id":1,', '"note_id":999,'),
  ],
  [
    "a value is of another kind",
    "tables/note-0001.jsonl",
    (text: string) => text.replace('"guid":"sum"', '"guid":5'),
  ],
  [
    "a value breaks a rule of the database",
    "tables/memory-0001.jsonl",
    (text: string) => text.replace('"flag":0', '"flag":9'),
  ],
  [
    "it is of a newer version",
    "archive.json",
    (text: string) => text.replace('"version": 1', '"version": 2'),
  ],
])("an archive in which %s is refused, and nothing of it is taken", async (_, name, change) => {
  const kept = tools();
  const bytes = await archived(await livedIn(kept), kept);
  const files = Object.entries(textsOf(bytes)).map(([file, text]): ZipFile => ({
    name: file,
    bytes: new TextEncoder().encode(file === name ? change(text) : text),
    packs: true,
  }));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of zipOf(files)) pieces.push(piece);
  const broken = new Uint8Array(await new Blob(pieces).arrayBuffer());
  const empty = await openHouse({ decks: SHIPPED });
  const before = textsOf(await archived(empty, kept));
  const restored = await restoreArchive(empty.deps, empty.person, {
    name: "a.zip",
    bytes: broken,
    media: tools().media,
  });
  expect(restored.ok).toBe(false);
  expect(textsOf(await archived(empty, kept))).toEqual(before);
});
