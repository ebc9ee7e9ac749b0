/** Imports from the upload to their undoing: what is planned is what is done, and nothing is ever half done. */
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { applyImport } from "../../../src/actions/imports/apply_import.ts";
import { cancelImport } from "../../../src/actions/imports/cancel_import.ts";
import { changeChoices } from "../../../src/actions/imports/change_choices.ts";
import { settledImport } from "../../../src/actions/imports/desk.ts";
import { importState, listImports, pageOfPlan } from "../../../src/actions/imports/import_state.ts";
import type { ImportView } from "../../../src/actions/imports/import_view.ts";
import { recoverImportDesk } from "../../../src/actions/imports/recover_imports.ts";
import { startImport } from "../../../src/actions/imports/start_import.ts";
import { undoImport } from "../../../src/actions/imports/undo_import.ts";
import type { ImportFile } from "../../../src/decks/format.ts";
import { DEFAULT_CHOICES, type PlanCounts } from "../../../src/decks/imports/import_plan.ts";
import { deckBySlug } from "../../../src/store/decks.ts";
import { openImports } from "../../../src/store/import_runs.ts";
import { DEFAULT_PRESET } from "../../../src/scheduling/preset.ts";
import { logOf } from "../../../src/store/log.ts";
import { reviewCard } from "../../../src/store/memories.ts";
import { addPerson, basic, DAY, deckText, START } from "../house.ts";
import { BASIC, cardOf, collectionOf, fieldsOf, fileOf, noteOf } from "../../decks/imports/carried_out.ts";
import { type DeskHouse, openDeskHouse, packed, read, readerHere, uploadOf } from "./desk_house.ts";

const ankiState = {
  type: 2,
  queue: 2,
  due: 20,
  originalDue: 0,
  isFiltered: false,
  intervalDays: 5,
  factor: 2500,
  reps: 2,
  lapses: 0,
  stepsLeft: 0,
  stability: undefined,
  difficulty: undefined,
  lastReviewAt: undefined,
  collectionMadeAt: START / 1000 - 30 * 86_400,
  collectionWestOffset: undefined,
} as const;

const row = (daysAgo: number, kind: 0 | 1, interval: number) => (
  { id: START - daysAgo * DAY, ease: 3, interval, lastInterval: 0, factor: 2500, tookMs: 4000, kind }
);

const STUDIED = {
  ...cardOf("t1"),
  history: { state: ankiState, reviews: [row(12, 0, 1), row(10, 1, 5)] },
};

const PACKAGE = collectionOf([
  noteOf("a", { cards: [STUDIED], fields: fieldsOf('<img src="sun.png">', "there") }),
  ...Array.from({ length: 250 }, (_, index) => noteOf(`n${index}`)),
], {
  media: [fileOf("sun.png", "a")],
  presets: [{ key: "p", name: "Slow", options: { newPerDay: 3 } }],
  decks: [{ path: ["A"], slug: undefined, description: "", order: undefined, preset: "p" }],
});

const NEWER = collectionOf([noteOf("n1", { fields: fieldsOf("goodbye", "there"), modifiedAt: 200 })]);

function markdown(notes: Readonly<Record<string, string>>): ImportFile {
  return { name: "own.md", bytes: new TextEncoder().encode(deckText("own", notes)) };
}

function countsOf({ summary }: ImportView): PlanCounts {
  if (summary?.kind !== "planned" && summary?.kind !== "done") throw new Error(JSON.stringify(summary));
  return summary.plan.counts;
}

async function carriedOut(house: DeskHouse, files: readonly ImportFile[]): Promise<ImportView> {
  const { id } = await read(house, files);
  return await applied(house, id);
}

async function applied(house: DeskHouse, id: number): Promise<ImportView> {
  const begun = await applyImport(house.desk, house.person, id);
  if (!begun.ok) throw new Error(begun.error);
  return await settledView(house, id);
}

async function settledView({ desk, person }: DeskHouse, id: number): Promise<ImportView> {
  await settledImport(desk, id);
  const view = await importState(desk, person, id);
  if (view === undefined) throw new Error(`There is no import ${id}`);
  return view;
}

async function cardId({ store }: DeskHouse, guid: string): Promise<number> {
  const [found] = await store.db.all<{ id: number }>(
    sql`select card.id as id from card join note on note.id = card.note_id where guid = ${guid}`,
  );
  if (found === undefined) throw new Error(`There is no card of ${guid}`);
  return found.id;
}

/** Everything of a person's but the record of their imports. */
async function possessions({ store }: DeskHouse) {
  const tables = [
    "deck",
    "note",
    "note_base",
    "card",
    "memory",
    "review",
    "note_type",
    "media_name",
    "preset",
  ];
  return await Promise.all(tables.map((table) => store.db.all(sql.raw(`select * from ${table}`))));
}

describe("an import", () => {
  test("is read, planned, and shown note by note before anything changes", async () => {
    const house = await openDeskHouse();
    const before = await possessions(house);
    const view = await read(house, [packed(PACKAGE)]);
    expect(view).toMatchObject({
      state: "planned",
      files: [{ name: "deck.test" }],
      summary: { kind: "planned", plan: { notes: 251, cards: 251, hasSchedules: false } },
    });
    expect(countsOf(view)).toMatchObject({
      notes: { new: 251 },
      schedules: 1,
      reviews: 2,
      media: { new: 1 },
    });
    const page = await pageOfPlan(house.desk, house.person, {
      id: view.id,
      list: "new",
      from: 250,
      count: 50,
    });
    expect(page).toMatchObject({ total: 251, rows: [{ kind: "new", index: 250 }] });
    expect(await possessions(house)).toEqual(before);
  });

  test("does what it planned, and planned again it has nothing left to do", async () => {
    const house = await openDeskHouse();
    const view = await carriedOut(house, [packed(PACKAGE)]);
    expect(house.failures).toEqual([]);
    expect(view).toMatchObject({
      state: "done",
      finishedAt: START,
      summary: { kind: "done", lostMedia: [] },
    });
    expect(await deckBySlug(house.store, house.person.id, "a")).toMatchObject({ origin: "imported" });
    expect([...house.media.kept.values()].map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      "sun.png",
    ]);
    expect(house.uploads.files.size).toBe(0);
    const again = countsOf(await read(house, [packed(PACKAGE)]));
    expect(again).toMatchObject({
      notes: { new: 0, updated: 0, unchanged: 251 },
      newDecks: 0,
      newNoteTypes: 0,
      media: { new: 0, same: 1 },
    });
  });

  test("brings schedules, answers and options", async () => {
    const house = await openDeskHouse();
    await carriedOut(house, [packed(PACKAGE)]);
    const id = await cardId(house, "a");
    const log = await logOf(house.store, house.person.id, id);
    expect(log.map(({ entry }) => entry.kind)).toEqual(["answer", "answer", "import"]);
    expect(await reviewCard(house.store, house.person.id, id)).toMatchObject({
      memory: { phase: "review", intervalDays: 5, reviews: 2 },
      preset: { name: "Slow", options: { newPerDay: 3 } },
    });
  });

  test("leaves schedules and options out where they are not wanted", async () => {
    const house = await openDeskHouse();
    const wishes = { choices: { ...DEFAULT_CHOICES, takeSchedules: false }, table: {} };
    const { id } = await read(house, [packed(PACKAGE)], wishes);
    await applied(house, id);
    expect(await reviewCard(house.store, house.person.id, await cardId(house, "a"))).toMatchObject({
      memory: { phase: "new", version: 0 },
      preset: { name: "Default" },
    });
  });

  test("is planned anew with every choice", async () => {
    const house = await openDeskHouse();
    const { id } = await read(house, [packed(PACKAGE)]);
    const wishes = { choices: { ...DEFAULT_CHOICES, under: ["Mine"], without: [0] }, table: {} };
    expect(await changeChoices(house.desk, house.person, { id, wishes })).toBe(true);
    const view = await settledView(house, id);
    expect(view).toMatchObject({ state: "planned", choices: { under: ["Mine"] } });
    expect(countsOf(view)).toMatchObject({ notes: { new: 250, skipped: 1 }, newDecks: 2 });
  });

  test("of several files is one", async () => {
    const house = await openDeskHouse();
    const view = await carriedOut(house, [packed(PACKAGE), markdown({ one: basic("What?") })]);
    expect(countsOf(view)).toMatchObject({ notes: { new: 252 }, newDecks: 2 });
    expect(await deckBySlug(house.store, house.person.id, "own")).toMatchObject({ name: "The own deck" });
  });

  test("updates what is newer in the file, and keeps what was learnt", async () => {
    const house = await openDeskHouse();
    await carriedOut(house, [packed(PACKAGE)]);
    const view = await carriedOut(house, [packed(NEWER)]);
    expect(countsOf(view)).toMatchObject({ notes: { updated: 1 } });
    expect(await house.store.db.all(sql`select fields from note where guid = 'n1'`)).toEqual([
      { fields: fieldsOf("goodbye", "there") },
    ]);
    expect(countsOf(await carriedOut(house, [packed(PACKAGE)]))).toMatchObject({ notes: { unchanged: 251 } });
    expect((await logOf(house.store, house.person.id, await cardId(house, "a"))).length).toBe(3);
  });

  test("leaves a note as it is that its person edits while the import is carried out", async () => {
    const mine = fieldsOf("MINE", "there");
    let hold = () => Promise.resolve();
    const house = await openDeskHouse(readerHere(() => hold()));
    await carriedOut(house, [packed(PACKAGE)]);
    hold = async () => {
      await house.store.write([
        sql`update note set fields = ${mine}, changed_at = ${START + 1} where guid = 'n1'`,
      ]);
    };
    const view = await carriedOut(house, [packed(NEWER)]);
    expect(view).toMatchObject({ state: "done", summary: { edited: 1 } });
    const stored = sql`select fields from note where guid = 'n1'`;
    expect(await house.store.db.all(stored)).toEqual([{ fields: mine }]);
    const again = await read(house, [packed(NEWER)]);
    expect(countsOf(again)).toMatchObject({ notes: { conflicting: 1 }, bothChanged: 1 });
  });

  test("of our own format retires what is gone and brings it back", async () => {
    const house = await openDeskHouse();
    const both = markdown({ one: basic("One?"), two: basic("Two?") });
    await carriedOut(house, [both]);
    const one = markdown({ one: basic("One?") });
    expect(countsOf(await read(house, [one]))).toMatchObject({
      notes: { unchanged: 1 },
      gone: 1,
      retired: 0,
    });
    const { id } = await read(house, [one], { choices: { ...DEFAULT_CHOICES, gone: "retire" }, table: {} });
    await applied(house, id);
    const cards = sql`select count(*) as cards from card where retired_at is null`;
    expect(await house.store.db.all(cards)).toEqual([{ cards: 1 }]);
    expect(countsOf(await carriedOut(house, [both]))).toMatchObject({ notes: { new: 1, unchanged: 1 } });
    expect(await house.store.db.all(cards)).toEqual([{ cards: 2 }]);
  });

  test("that is undone leaves nothing", async () => {
    const house = await openDeskHouse();
    const before = await possessions(house);
    const { id } = await carriedOut(house, [packed(PACKAGE)]);
    expect(await undoImport(house.desk, house.person, id)).toMatchObject({ ok: true });
    expect(await settledView(house, id)).toMatchObject({
      state: "undone",
      summary: { kind: "undone", removed: 251, kept: 0 },
    });
    expect(await possessions(house)).toEqual(before);
    expect(house.media.kept.size).toBe(0);
    expect(await undoImport(house.desk, house.person, id)).toMatchObject({ ok: false });
  });
});

describe("an import that is stopped", () => {
  test("before it is carried out leaves nothing, not even its files", async () => {
    const house = await openDeskHouse();
    const before = await possessions(house);
    const { id } = await read(house, [packed(PACKAGE)]);
    expect(await cancelImport(house.desk, house.person, id)).toBe("cancelled");
    expect(await importState(house.desk, house.person, id)).toMatchObject({ state: "cancelled" });
    expect(house.uploads.files.size).toBe(0);
    expect(await applyImport(house.desk, house.person, id)).toMatchObject({ ok: false });
    expect(await possessions(house)).toEqual(before);
  });

  test("while it is carried out is taken back", async () => {
    let pieces = 0;
    const held = readerHere(async () => {
      if (++pieces === 3) await cancelImport(house.desk, house.person, view.id);
    });
    const house = await openDeskHouse(held);
    const before = await possessions(house);
    const view = await read(house, [packed(PACKAGE)]);
    expect(await applied(house, view.id)).toMatchObject({ state: "cancelled" });
    expect(pieces).toBe(3);
    expect(house.failures).toEqual([]);
    expect(await possessions(house)).toEqual(before);
    expect(house.media.kept.size).toBe(0);
    expect(await openImports(house.store)).toEqual([]);
  });

  test("by a failure is taken back, says so and is reported", async () => {
    let pieces = 0;
    const house = await openDeskHouse(readerHere(() => {
      pieces++;
      return pieces === 2 ? Promise.reject(new Error("The disk is gone")) : Promise.resolve();
    }));
    const before = await possessions(house);
    const { id } = await read(house, [packed(PACKAGE)]);
    expect(await applied(house, id)).toMatchObject({ state: "cancelled", summary: { kind: "failed" } });
    expect(house.failures).toMatchObject([{ message: "The disk is gone" }]);
    expect(await possessions(house)).toEqual(before);
  });

  test("by the end of the program is taken back at the next start", async () => {
    const never = new Promise<void>(() => undefined);
    const reached = Promise.withResolvers<void>();
    let pieces = 0;
    const house = await openDeskHouse(readerHere(() => {
      if (++pieces < 3) return Promise.resolve();
      reached.resolve();
      return never;
    }));
    const before = await possessions(house);
    const { id } = await read(house, [packed(PACKAGE)]);
    await applyImport(house.desk, house.person, id);
    await reached.promise;
    const next = { ...house.desk, live: new Map() };
    expect(await recoverImportDesk(next)).toBe(1);
    expect(await importState(next, house.person, id)).toMatchObject({
      state: "cancelled",
      summary: { kind: "failed", message: "The program ended while the import was being carried out" },
    });
    expect(await possessions(house)).toEqual(before);
    expect(house.uploads.files.size).toBe(0);
  });
});

describe("a restart", () => {
  test("keeps imports that wait, and reads them again when they are looked at", async () => {
    const house = await openDeskHouse();
    const { id } = await read(house, [packed(PACKAGE)]);
    const next = { ...house, desk: { ...house.desk, live: new Map() } };
    expect(await recoverImportDesk(next.desk)).toBe(0);
    expect(await importState(next.desk, house.person, id)).toMatchObject({ state: "planned" });
    expect(await pageOfPlan(next.desk, house.person, { id, list: "new", from: 0, count: 1 })).toMatchObject(
      {
        total: 251,
      },
    );
    expect(await applied(next, id)).toMatchObject({ state: "done" });
  });

  test("gives up imports that have waited for weeks", async () => {
    const house = await openDeskHouse();
    const { id } = await read(house, [packed(PACKAGE)]);
    house.clock.now += 15 * DAY;
    await recoverImportDesk(house.desk);
    expect(await importState(house.desk, house.person, id)).toMatchObject({ state: "cancelled" });
    expect(house.uploads.files.size).toBe(0);
  });
});

describe("what is refused", () => {
  const bytes = new TextEncoder().encode("<!doctype html><title>Download</title>");

  test.each([
    ["a web page", bytes, "The file is a web page, not what it links to"],
    ["nothing", new Uint8Array(0), "The file is empty"],
    ["noise", new Uint8Array([1, 2, 3]), "The file is of no kind that can be imported"],
  ])("is said in a sentence: %s", async (_, bytes, message) => {
    const house = await openDeskHouse();
    const view = await read(house, [packed(PACKAGE), { name: "download", bytes }]);
    expect(view).toMatchObject({
      state: "refused",
      summary: { kind: "refused", refusals: [{ file: "download", message }] },
    });
    expect(house.uploads.files.size).toBe(0);
  });

  test("is located in a deck of our own", async () => {
    const house = await openDeskHouse();
    const view = await read(house, [markdown({ one: "- type: basic\n\nNo answer" })]);
    expect(view).toMatchObject({
      state: "refused",
      summary: { refusals: [{ problems: [{ place: { file: "own.md", line: expect.any(Number) } }] }] },
    });
  });

  test("is more than may be uploaded, in one file or in all of them together", async () => {
    const house = await openDeskHouse();
    const large = { name: "large.apkg", bytes: new Uint8Array(5_000_001) };
    const told = await startImport(house.desk, house.person, { uploads: [uploadOf(large)] });
    expect(told).toEqual({ ok: false, error: expect.stringContaining("too large") });
    const half = { name: "half.apkg", bytes: new Uint8Array(2_500_001) };
    const together = await startImport(house.desk, house.person, {
      uploads: [uploadOf(half), uploadOf(half)],
    });
    expect(together).toEqual({ ok: false, error: expect.stringContaining("too large") });
    expect(house.uploads.files.size).toBe(0);
    expect(await listImports(house.desk, house.person)).toEqual([]);
    const four = Array.from({ length: 4 }, () => uploadOf(packed(NEWER)));
    expect(await startImport(house.desk, house.person, { uploads: four })).toMatchObject({ ok: false });
    expect(await startImport(house.desk, house.person, { uploads: [] })).toMatchObject({ ok: false });
  });

  test("is a fourth import when three wait", async () => {
    const house = await openDeskHouse();
    for (const name of ["1", "2", "3"]) await read(house, [packed(NEWER, name)]);
    const fourth = await startImport(house.desk, house.person, { uploads: [uploadOf(packed(NEWER))] });
    expect(fourth).toEqual({ ok: false, error: expect.stringContaining("3 imports wait") });
  });

  test("is a second import while one is carried out", async () => {
    const house = await openDeskHouse();
    const [first, second] = [await read(house, [packed(PACKAGE)]), await read(house, [packed(NEWER)])];
    const begun = await applyImport(house.desk, house.person, first.id);
    expect(begun).toMatchObject({ ok: true });
    expect(await applyImport(house.desk, house.person, second.id)).toMatchObject({ ok: false });
    expect(await applyImport(house.desk, house.person, first.id)).toMatchObject({ ok: false });
    await settledImport(house.desk, first.id);
    expect(await applied(house, second.id)).toMatchObject({ state: "done" });
  });
});

test("an import of one person does not exist for another", async () => {
  const house = await openDeskHouse();
  const { id } = await read(house, [packed(PACKAGE)]);
  const stranger = await addPerson(house.store, { name: "Bob", options: DEFAULT_PRESET });
  const wishes = { choices: DEFAULT_CHOICES, table: {} };
  expect(await importState(house.desk, stranger, id)).toBeUndefined();
  expect(await pageOfPlan(house.desk, stranger, { id, list: "new", from: 0, count: 1 })).toBeUndefined();
  expect(await changeChoices(house.desk, stranger, { id, wishes })).toBe(false);
  expect(await applyImport(house.desk, stranger, id)).toMatchObject({ ok: false });
  expect(await cancelImport(house.desk, stranger, id)).toBe("over");
  expect(await undoImport(house.desk, stranger, id)).toMatchObject({ ok: false });
  expect(await listImports(house.desk, stranger)).toEqual([]);
  expect(await listImports(house.desk, house.person)).toMatchObject([{ id, state: "planned" }]);
});

test("a note type that comes with a package is planned by its name", async () => {
  const house = await openDeskHouse();
  const view = await read(house, [packed(PACKAGE)]);
  expect(view.summary).toMatchObject({ plan: { noteTypes: { added: [BASIC.name], changed: [] } } });
});
