/** Archives hold imports and edits with their way back: what was done on one server is undone on the other. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { bulkEdit } from "../../src/actions/bulk_edit.ts";
import { addNotes, lastEdit, takeBackEdit } from "../../src/actions/edit_notes.ts";
import { exportArchive } from "../../src/actions/archive.ts";
import { applyImport } from "../../src/actions/imports/apply_import.ts";
import { settledImport } from "../../src/actions/imports/desk.ts";
import { importState } from "../../src/actions/imports/import_state.ts";
import { undoImport } from "../../src/actions/imports/undo_import.ts";
import { restoreArchive } from "../../src/actions/restore_archive.ts";
import { archiveSession } from "../../src/decks/archive/archive_session.ts";
import type { ImportFile } from "../../src/decks/format.ts";
import type { Collection } from "../../src/decks/imports/collection.ts";
import { BASIC, cardOf, collectionOf, fieldsOf, fileOf, noteOf } from "../decks/imports/carried_out.ts";
import { changed, textsOf } from "./archives.ts";
import { answerNext, basic, DAY, deckText, load, unfolded } from "./house.ts";
import { type DeskHouse, openDeskHouse, packed, read } from "./imports/desk_house.ts";

const HISTORY = {
  state: {
    type: 2,
    queue: 2,
    due: 20,
    originalDue: 0,
    isFiltered: false,
    intervalDays: 5,
    factor: 2500,
    reps: 1,
    lapses: 0,
    stepsLeft: 0,
    stability: undefined,
    difficulty: undefined,
    lastReviewAt: undefined,
    collectionMadeAt: Date.UTC(2025, 1, 8) / 1000,
    collectionWestOffset: undefined,
  },
  reviews: [
    {
      id: Date.UTC(2025, 2, 1, 9),
      ease: 3,
      interval: 5,
      lastInterval: 0,
      factor: 2500,
      tookMs: 4000,
      kind: 0,
    },
  ],
} as const;

const DECKS = [["A"], ["A", "B"]].map((path) => (
  { path, slug: undefined, description: "", order: undefined, preset: path.length === 1 ? "p" : undefined }
));
const OTHER = { ...BASIC, key: "2", name: "Other" };

const FIRST = collectionOf([
  noteOf("a", {
    cards: [{ ...cardOf("t1"), history: HISTORY }],
    fields: fieldsOf('<img src="sun.png">', "x"),
  }),
  noteOf("b"),
  noteOf("c", { deck: 1, cards: [cardOf("t1", 1)] }),
  noteOf("d"),
], {
  decks: DECKS,
  noteTypes: [BASIC],
  // The bytes of a file of this format are its name.
  media: [{ ...fileOf("sun.png", ""), hash: createHash("sha256").update("sun.png").digest("hex"), size: 7 }],
  presets: [{ key: "p", name: "Slow", options: { newPerDay: 3 } }],
  hasSchedules: true,
});

/** Changes b, moves d, adds e with a type of its own. */
const SECOND = collectionOf([
  noteOf("b", { fields: fieldsOf("goodbye", "there"), modifiedAt: 200, tags: ["new"] }),
  noteOf("d", { deck: 1, cards: [cardOf("t1", 1)], modifiedAt: 200 }),
  noteOf("e", { noteType: "2" }),
], { decks: DECKS, noteTypes: [{ ...BASIC, css: ".card {}", modifiedAt: 20 }, OTHER] });

async function imported(house: DeskHouse, collection: Collection): Promise<number> {
  return await applied(house, packed(collection));
}

async function applied(house: DeskHouse, file: ImportFile): Promise<number> {
  const { id } = await read(house, [file]);
  const begun = await applyImport(house.desk, house.person, id);
  if (!begun.ok) throw new Error(begun.error);
  await settledImport(house.desk, id);
  expect(house.failures).toEqual([]);
  return id;
}

async function archived(house: DeskHouse): Promise<Uint8Array<ArrayBuffer>> {
  const tools = { media: house.media, pause: () => Promise.resolve() };
  const written = await exportArchive(house.deps, house.person, tools);
  if (!written.ok) throw new Error(written.error);
  return new Uint8Array(await new Blob(await Array.fromAsync(written.value.pieces)).arrayBuffer());
}

/** Another server, whose ids are other ones, with the archive of the first. */
async function moved(house: DeskHouse): Promise<DeskHouse> {
  const bytes = await archived(house);
  const other = await openDeskHouse();
  other.clock.now = house.clock.now;
  for (
    const table of ["deck", "note", "card", "note_type", "preset", "action", "import_run", "import_change"]
  ) {
    await other.store.db.run(sql`delete from sqlite_sequence where name = ${table}`);
    await other.store.db.run(
      sql`insert into sqlite_sequence (name, seq) values (${table}, ${1000 + table.length})`,
    );
  }
  const openArchive = () => Promise.resolve(archiveSession());
  const tools = { openArchive, media: other.media };
  const restored = await restoreArchive(other.deps, other.person, { file: { name: "a.zip", bytes }, tools });
  expect(restored).toMatchObject({ ok: true });
  expect(textsOf(await archived(other))).toEqual(textsOf(bytes));
  expect(await unfolded(other)).toEqual([]);
  return other;
}

async function undone(house: DeskHouse, id: number) {
  const begun = await undoImport(house.desk, house.person, id);
  if (!begun.ok) throw new Error(begun.error);
  await settledImport(house.desk, id);
  expect(house.failures).toEqual([]);
  return (await importState(house.desk, house.person, id))?.summary;
}

/** The ids of what is done, newest first. */
async function runs({ store }: DeskHouse): Promise<readonly { id: number; kind: string }[]> {
  return await store.db.all(sql`select id, kind from import_run where state = 'done' order by id desc`);
}

async function noteIds({ store }: DeskHouse, ...guids: readonly string[]): Promise<readonly number[]> {
  const rows = await store.db.all<{ id: number }>(sql`select id from note
    where guid in (select value from json_each(${JSON.stringify(guids)})) order by guid`);
  return rows.map(({ id }) => id);
}

async function tag(house: DeskHouse, guids: readonly string[], name: string): Promise<void> {
  const edit = { kind: "add_tags", tags: [name] } as const;
  await bulkEdit(house.deps, house.person, { noteIds: await noteIds(house, ...guids), edit });
}

async function expectSameUndoing(here: DeskHouse): Promise<void> {
  const there = await moved(here);
  while ((await runs(here)).length > 0) {
    const [mine, theirs] = [(await runs(here))[0], (await runs(there))[0]];
    if (mine === undefined || theirs === undefined) throw new Error("There is nothing to take back");
    expect(theirs.kind).toBe(mine.kind);
    if (mine.kind === "edit") {
      expect(await takeBackEdit(there.deps, there.person, theirs.id))
        .toEqual(await takeBackEdit(here.deps, here.person, mine.id));
    } else expect(await undone(there, theirs.id)).toEqual(await undone(here, mine.id));
    expect(textsOf(await archived(there))).toEqual(textsOf(await archived(here)));
    expect(await unfolded(there)).toEqual([]);
  }
}

test("imports and edits are taken back after a restore as where they were made, down to the first", async () => {
  const house = await openDeskHouse();
  await imported(house, FIRST);
  await answerNext(house, 3);
  house.clock.now += DAY;
  await imported(house, SECOND);
  await tag(house, ["a", "b"], "mine");
  const [b = 0] = await noteIds(house, "b");
  await bulkEdit(house.deps, house.person, { noteIds: [b], edit: { kind: "delete" } });
  const edits = await lastEdit(house.deps, house.person);
  expect(edits).toMatchObject({ verb: "delete", notes: 1 });
  await expectSameUndoing(house);
});

test("one import among others is undone after a restore, and what was studied since is kept", async () => {
  const house = await openDeskHouse();
  const first = await imported(house, FIRST);
  await imported(house, SECOND);
  await answerNext(house, 3);
  const other = await moved(house);
  const theirs = (await runs(other)).at(-1)?.id ?? 0;
  expect(await undone(other, theirs)).toEqual(await undone(house, first));
  expect(textsOf(await archived(other))).toEqual(textsOf(await archived(house)));
});

/** A card is answered in a deck of the import, and then no card lies there any more. */
const STUDIED_AND_MOVED = [
  { kind: "move", guids: ["b", "d", "e"] },
  { kind: "answer", guids: [] },
  { kind: "move", guids: ["e"] },
];

test("any life of imports, edits and answers comes back as it was, and goes back the same way", async () => {
  const step = fc.oneof(
    fc.constantFrom("first", "second", "answer", "undo").map((kind) => ({ kind, guids: [] })),
    fc.subarray(["a", "b", "c", "d", "e"], { minLength: 1 }).map((guids) => ({ kind: "tag", guids })),
    fc.subarray(["a", "b", "c", "d", "e"], { minLength: 1 }).map((guids) => ({ kind: "move", guids })),
    fc.subarray(["a", "b", "c", "d", "e"], { minLength: 1 }).map((guids) => ({ kind: "delete", guids })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const house = await openDeskHouse();
      await imported(house, FIRST);
      for (const [index, { kind, guids }] of steps.entries()) {
        house.clock.now += 60_000;
        const ids = await noteIds(house, ...guids);
        const asked = { noteIds: ids };
        if (kind === "first") await imported(house, FIRST);
        else if (kind === "second") await imported(house, SECOND);
        else if (kind === "answer") await answerNext(house, 3).catch(() => undefined);
        else if (kind === "undo") {
          const [last] = await runs(house);
          if (last?.kind === "import") await undone(house, last.id);
          else if (last !== undefined) await takeBackEdit(house.deps, house.person, last.id);
        } else if (kind === "tag") await tag(house, guids, `t${index}`);
        else if (kind === "delete") {
          await bulkEdit(house.deps, house.person, { ...asked, edit: { kind: "delete" } });
        } else {
          const [deck] = await house.store.db.all<{ slug: string }>(
            sql`select slug from deck where parent_id is not null and retired_at is null`,
          );
          if (deck === undefined) continue;
          await bulkEdit(house.deps, house.person, { ...asked, edit: { kind: "move", slug: deck.slug } });
        }
      }
      await expectSameUndoing(house);
    }),
    { numRuns: 12, examples: [[STUDIED_AND_MOVED]] },
  );
});

describe("an archive leaves out", () => {
  test("imports that wait, whose files are not in it", async () => {
    const house = await openDeskHouse();
    await imported(house, FIRST);
    await read(house, [packed(SECOND)]);
    const other = await moved(house);
    expect(await other.store.db.all(sql`select state from import_run`)).toEqual([{ state: "done" }]);
  });

  test("the way back of what is gone since", async () => {
    const house = await openDeskHouse();
    await imported(house, FIRST);
    await house.store.db.run(sql`delete from preset where name = 'Slow'`);
    const other = await moved(house);
    const [first] = await runs(other);
    expect(await undone(other, first?.id ?? 0)).toMatchObject({ kind: "undone", removed: 4 });
  });
});

test("no archive is made while an import is being carried out", async () => {
  const house = await openDeskHouse();
  await imported(house, FIRST);
  await house.store.db.run(sql`update import_run set state = 'undoing'`);
  await expect(archived(house)).rejects.toThrow("is being carried out or undone");
});

test("a note that was written is in the archive with its way back", async () => {
  const house = await openDeskHouse();
  await imported(house, FIRST);
  const note = { type: "basic", noteType: undefined, fields: JSON.stringify({ front: "f", back: "b" }) };
  const added = { ...note, guid: "w", deckPath: ["A"], tags: [], source: undefined };
  expect(await addNotes(house.deps, house.person, [added])).toMatchObject({ ok: true });
  const other = await moved(house);
  const edit = await lastEdit(other.deps, other.person);
  expect(await takeBackEdit(other.deps, other.person, edit?.id ?? 0)).toMatchObject({ removed: 1 });
});

test.each([
  [
    "a run of another kind",
    "import_run",
    (text: string) => text.replace('"kind":"import"', '"kind":"theft"'),
  ],
  [
    "a run that is under way",
    "import_run",
    (text: string) => text.replace('"state":"done"', '"state":"applying"'),
  ],
  ["files that are none", "import_run", (text: string) => text.replace('"files":"[', '"files":"{')],
  ["a summary that no page can show", "import_run", (text: string) => text.replaceAll("counts", "count")],
  [
    "a change of what is not there",
    "import_change",
    (text: string) => text.replace(/"row_id":1,/, '"row_id":99,'),
  ],
  [
    "a note that comes back into a deck that ships",
    "import_change",
    (text: string) =>
      text.replace(/"row_id":(\d+),"before":"\{\\"deckId\\":\d+/, '"row_id":$1,"before":"{\\"deckId\\":1'),
  ],
  [
    "a name for what is no hash",
    "import_change",
    (text: string) => text.replace(/\\"hash\\":\\"\w+/, '\\"hash\\":\\"x'),
  ],
])("an archive with %s is refused", async (_, table, change) => {
  const house = await openDeskHouse();
  await load(house, { ships: deckText("ships", { s: basic("S?") }) });
  await imported(house, FIRST);
  await tag(house, ["a"], "mine");
  const bytes = await changed(
    await archived(house),
    (name, text) => name === `tables/${table}-0001.jsonl` ? change(text) : text,
  );
  expect(textsOf(bytes)).not.toEqual(textsOf(await archived(house)));
  const other = await openDeskHouse();
  const tools = { openArchive: () => Promise.resolve(archiveSession()), media: other.media };
  const result = await restoreArchive(other.deps, other.person, { file: { name: "a.zip", bytes }, tools });
  expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(table) } });
});
