/** The page of exports, and the files that come of it. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { readArchive } from "../../src/decks/archive/archive_file.ts";
import { deckFormats } from "../../src/decks/formats.ts";
import { DEFAULT_CHOICES } from "../../src/decks/imports/import_plan.ts";
import { notesWanted, planCollection } from "../../src/decks/imports/plan.ts";
import type { PlannableNote } from "../../src/decks/imports/import_plan.ts";
import { planContext, planNotes } from "../../src/store/import_reads.ts";
import { ALL_TYPES } from "../actions/all_types.ts";
import { answerNext, basic, deckText } from "../actions/house.ts";
import { readBack } from "../decks/exports/made_contents.ts";
import { get, openSite, post, type Served } from "./site.ts";

const TWO_DECKS = {
  one: deckText("one", { a: basic("A?"), b: basic("B?") }),
  two: deckText("two", { c: basic("C?") }),
};

async function exported(site: Served, form: Readonly<Record<string, string>>) {
  const response = await post(site, "/export", { format: "apkg", variants: "3", ...form });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, bytes };
}

/** Makes the decks of the house a person's own, as if they had written them. */
async function owned(site: Served): Promise<void> {
  await site.store.db.run(sql`update deck set origin = 'own', owner_id = ${site.person.id}`);
}

test("the page offers every deck and format, and ticks the deck that it was asked from", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  const html = await (await get(site, "/export?deck=two")).text();
  expect(html).toMatch(/<input[^>]*name="deck"[^>]*value="one"(?![^>]*checked)[^>]*>/);
  expect(html).toMatch(/<input[^>]*name="deck"[^>]*value="two"[^>]*checked/);
  expect(html).toContain("Anki package (.apkg)");
});

test("the file of one deck is offered for saving, under its name and day, and holds that deck alone", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  const { response, bytes } = await exported(site, { deck: "one" });
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="rehearsal-one-2025-03-10.apkg"',
  );
  expect(response.headers.get("cache-control")).toContain("no-store");
  const collection = await readBack(bytes, "one.apkg");
  expect(collection.decks.map(({ slug }) => slug)).toEqual(["one"]);
  expect(collection.notes.map(({ guid }) => guid)).toEqual(["a", "b"]);
});

test("what was learnt goes along only where it is asked for", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  await answerNext(site, 3);
  const learnt = await readBack((await exported(site, { schedules: "on" })).bytes, "all.apkg");
  expect(learnt.notes.flatMap(({ cards }) => cards).flatMap(({ history }) => history?.reviews ?? []))
    .toHaveLength(1);
  const bare = await readBack((await exported(site, {})).bytes, "all.apkg");
  expect(bare.hasSchedules).toBe(false);
});

test("a deck of somebody else cannot be exported", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  await site.store.db.run(
    sql`insert into user (id, name, created_at, zone, rollover_hour, theme, keys_enabled)
    values (99, 'Eve', 0, 'UTC', 4, 'system', 1)`,
  );
  await site.store.db.run(sql`update deck set origin = 'own', owner_id = 99 where slug = 'two'`);
  expect((await exported(site, { deck: "two" })).response.status).toBe(404);
  const { notes } = await readBack((await exported(site, {})).bytes, "all.apkg");
  expect(notes.map(({ guid }) => guid)).toEqual(["a", "b"]);
});

test("an unknown format, or no number of variants, is told and nothing is sent", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  expect((await exported(site, { format: "pdf" })).response.status).toBe(404);
  expect((await exported(site, { variants: "many" })).response.status).toBe(400);
});

test("a package imported where it came from changes nothing, for notes of every type", async () => {
  const site = await openSite({ decks: { "all-types": ALL_TYPES } });
  await owned(site);
  for (let count = 0; count < 5; count++) await answerNext(site, 3);
  const { bytes } = await exported(site, { schedules: "on", media: "on" });
  expect(deckFormats.find((one) => one.recognises({ name: "x", bytes }))?.id).toBe("rehearsal-package");
  const collection = await readBack(bytes, "all.apkg");
  const context = await planContext(site.store, site.person.id);
  const notes: PlannableNote[] = [];
  const wanted = notesWanted(collection, context, DEFAULT_CHOICES);
  for await (const some of planNotes(site.store, site.person.id, wanted)) notes.push(...some);
  const plan = planCollection(collection, { ...context, notes }, DEFAULT_CHOICES);
  expect(collection.notes).toHaveLength(notes.length);
  expect(plan.counts.notes).toEqual({
    new: 0,
    updated: 0,
    moved: 0,
    unchanged: notes.length,
    conflicting: 0,
    skipped: 0,
  });
});

test("the archive is offered for saving, and holds the person's rows", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  await answerNext(site, 3);
  const response = await post(site, "/export/archive", {});
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="rehearsal-archive-2025-03-10.zip"',
  );
  const archive = readArchive("a.zip", new Uint8Array(await response.arrayBuffer()));
  expect(archive).toMatchObject({ ok: true, value: { rows: { review: [{ rating: 3, seq: 1 }] } } });
});

test("the archive of a person holds nothing of anybody else", async () => {
  const site = await openSite({ decks: TWO_DECKS });
  await site.store.db.run(
    sql`insert into user (id, name, created_at, zone, rollover_hour, theme, keys_enabled)
    values (99, 'Eve', 0, 'UTC', 4, 'system', 1)`,
  );
  await site.store.db.run(sql`update deck set origin = 'own', owner_id = 99 where slug = 'two'`);
  await site.store.db.run(sql`delete from memory where card_id in (select id from card where deck_id =
    (select id from deck where slug = 'two'))`);
  await site.store.db.run(sql`insert into preset (user_id, name, options) values (99, 'Secret', '{}')`);
  const response = await post(site, "/export/archive", {});
  const archive = readArchive("a.zip", new Uint8Array(await response.arrayBuffer()));
  if (!archive.ok) throw new Error(archive.error.message);
  const { deck, note, preset } = archive.value.rows;
  expect(deck.map((row) => row["slug"])).toEqual(["one"]);
  expect(note.map((row) => row["guid"])).toEqual(["a", "b"]);
  expect(preset.map((row) => row["name"])).toEqual(["Default"]);
});
