/** Archives: what is restored is what was there, and what is there is never overwritten. */
import { sql } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { type ArchiveTools, exportArchive } from "../../src/actions/archive.ts";
import { restoreArchive } from "../../src/actions/restore_archive.ts";
import { type ArchiveSession, archiveSession } from "../../src/decks/archive/archive_session.ts";
import type { MediaFiles } from "../../src/actions/media.ts";
import { ARCHIVE_TABLES } from "../../src/decks/archive/archive_tables.ts";
import { ImportStopped } from "../../src/actions/import_reader.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { recoverRestores } from "../../src/store/archive_take_back.ts";
import * as schema from "../../src/store/schema.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { noteTypeWith } from "../decks/anki/note_types.ts";
import { ALL_TYPES } from "./all_types.ts";
import { changed, textsOf } from "./archives.ts";
import {
  addPerson,
  answerNext,
  basic,
  countsOfDays,
  DAY,
  deckText,
  type House,
  openHouse,
  unfolded,
} from "./house.ts";
import { deckOf, makeImported } from "./imported.ts";

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
  const written = await exportArchive(house.deps, house.person, kept);
  if (!written.ok) throw new Error(written.error);
  for await (const piece of written.value.pieces) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function restored(
  { deps, person }: House,
  bytes: Uint8Array<ArrayBuffer>,
  media: MediaFiles,
  session: ArchiveSession = archiveSession(),
) {
  const openArchive = () => Promise.resolve(session);
  return restoreArchive(deps, person, { file: { name: "a.zip", bytes }, tools: { openArchive, media } });
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
  const result = await restored(empty, bytes, other.media);
  expect(result).toMatchObject({ ok: true, value: { decks: 2, answers: 12, media: 1, missingMedia: [] } });
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
  await restored(empty, bytes, tools().media);
  const there = await answerNext(house, 3);
  const here = await answerNext(empty, 3);
  expect(here.stored.memory).toEqual(there.stored.memory);
});

test("what shipped once and does not ship here is kept out of use with its log, until it ships again", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const bytes = await archived(house, kept);
  const bare = await emptyHouse({}, house);
  const result = await restored(bare, bytes, tools().media);
  expect(result).toMatchObject({ ok: true, value: { answers: 12 } });
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
  const result = await restored(studied, bytes, kept.media);
  expect(result).toMatchObject({
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
    (text: string) => text.replace('"version": 2', '"version": 3'),
  ],
])("an archive in which %s is refused, and nothing of it is taken", async (_, name, change) => {
  const kept = tools();
  const bytes = await archived(await livedIn(kept), kept);
  const broken = await changed(bytes, (file, text) => file === name ? change(text) : text);
  const empty = await openHouse({ decks: SHIPPED });
  const before = await possessions(empty);
  const result = await restored(empty, broken, tools().media);
  expect(result.ok).toBe(false);
  expect(await possessions(empty)).toEqual(before);
});

/** What stays out on purpose. */
const LEFT_OUT: Readonly<Record<string, readonly string[] | "all">> = {
  // Who somebody is and how they sign in belongs to the server.
  user: ["id", "name", "created_at", "password_hash"],
  session: "all",
  setting: "all",
  // Files are kept by their hash; their size goes with their names.
  media: "all",
  review: ["id"],
  deck: ["owner_id"],
  // Which program carried a run out means nothing elsewhere.
  import_run: ["process"],
};

test("every column of a person's tables is in the archive, or is left out on purpose", () => {
  const settings = { user: ["zone", "rollover_hour", "theme", "keys_enabled"] };
  const held = new Map<string, readonly string[]>(
    ARCHIVE_TABLES.map(({ name, columns }) => [name, Object.keys(columns)]),
  );
  for (const [name, columns] of Object.entries(settings)) held.set(name, columns);
  const missing = Object.values(schema).filter((one) => one instanceof SQLiteTable).flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    const left = LEFT_OUT[name] ?? [];
    if (left === "all") return [];
    const known = new Set([...held.get(name) ?? [], ...left, "user_id"]);
    return columns.filter((column) => !known.has(column.name)).map((column) => `${name}.${column.name}`);
  });
  expect(missing).toEqual([]);
});

test("an archive of the first version, without imports and the time of answers, is restored", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const now = await archived(house, kept);
  const older = await changed(now, (name, text) => {
    if (name === "archive.json") {
      const { rows: { import_run: _, import_change: __, ...rows }, ...head } = JSON.parse(text);
      return JSON.stringify({ ...head, version: 1, rows });
    }
    if (name.startsWith("tables/import_")) return undefined;
    return name.startsWith("tables/review") ? text.replace(/"answer_ms":(null|\d+),/g, "") : text;
  });
  expect(textsOf(older)["tables/review-0001.jsonl"]).not.toContain("answer_ms");
  const empty = await emptyHouse(SHIPPED, house);
  const other = tools();
  expect(await restored(empty, older, other.media)).toMatchObject({ ok: true, value: { answers: 12 } });
  expect(textsOf(await archived(empty, other))).toEqual(textsOf(now));
});

test("how long answers took is in the archive", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  await house.store.db.run(sql`drop trigger review_never_changes`);
  await house.store.db.run(sql`update review set answer_ms = 1234 where id = 1`);
  const empty = await emptyHouse(SHIPPED, house);
  await restored(empty, await archived(house, kept), tools().media);
  expect(await empty.store.db.all(sql`select answer_ms as ms from review where answer_ms is not null`))
    .toEqual([{ ms: 1234 }]);
});

/** All that a person has, and what their cards wait in. */
async function possessions(house: House) {
  const tables = ["user", "preset", "deck_choice", "deck", "note", "card", "action", "review", "media_name"];
  return {
    archive: textsOf(await archived(house, tools())),
    rows: await Promise.all(tables.map((table) => house.store.db.all(sql.raw(`select * from ${table}`)))),
    memories: await house.store.db.all(sql`select * from memory order by user_id, card_id`),
    settings: await house.store.db.all(sql`select key from setting`),
  };
}

/** A house without anything of one's own, but with options that a deck follows. */
async function almostEmpty(house: House): Promise<House> {
  const empty = await emptyHouse(SHIPPED, house);
  const { store, person } = empty;
  await store.db.run(sql`insert into preset (user_id, name, options) values (${person.id}, 'Slow', '{}')`);
  await store.db.run(sql`insert into deck_choice (user_id, deck_id, preset_id)
    select ${person.id}, deck.id, preset.id from deck, preset where preset.name = 'Slow'`);
  return empty;
}

test("a restore that was cut off is taken back at the next start, and nobody else loses anything", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const empty = await almostEmpty(house);
  const bob = await addPerson(empty.store, { name: "Bob", options: DEFAULT_PRESET });
  const before = await possessions(empty);
  const reached = Promise.withResolvers<void>();
  const session: ArchiveSession = {
    ...archiveSession(),
    media: () => {
      reached.resolve();
      return new Promise(() => undefined);
    },
  };
  void restored(empty, await archived(house, kept), tools().media, session);
  await reached.promise;
  expect(await empty.store.db.all(sql`select count(*) as n from review`)).toEqual([{ n: 12 }]);
  await empty.store.db.run(
    sql`insert into deck (slug, name, description, position, origin, owner_id, content_hash)
    values ('of-bob', 'Bob', '', 1, 'own', ${bob.id}, '')`,
  );
  const again = await restored(empty, await archived(house, kept), tools().media);
  expect(again).toMatchObject({ ok: false });
  const living = () => Promise.resolve(false);
  const ended = () => Promise.resolve(true);
  expect(await recoverRestores(empty.store, living)).toBe(0);
  expect(await recoverRestores(empty.store, ended)).toBe(1);
  expect(await recoverRestores(empty.store, ended)).toBe(0);
  expect(await empty.store.db.all(sql`select slug from deck where owner_id = ${bob.id}`))
    .toEqual([{ slug: "of-bob" }]);
  await empty.store.db.run(sql`delete from deck where slug = 'of-bob'`);
  expect(await possessions(empty)).toEqual(before);
  expect(await restored(empty, await archived(house, kept), tools().media)).toMatchObject({ ok: true });
});

test("a restore whose thread breaks on the way is taken back at once", async () => {
  const kept = tools();
  const house = await livedIn(kept);
  const empty = await almostEmpty(house);
  const before = await possessions(empty);
  const inner = archiveSession();
  const session: ArchiveSession = {
    ...inner,
    rows: (ask) =>
      ask.table === "attempt" || ask.table === "study_day"
        ? Promise.reject(new ImportStopped("The file broke its reader"))
        : inner.rows(ask),
  };
  const result = await restored(empty, await archived(house, kept), tools().media, session);
  expect(result).toMatchObject({ ok: false, error: { message: "The file broke its reader" } });
  expect(await possessions(empty)).toEqual(before);
});
