/** Imports and the processes that have them in hand: of the living they are left alone, of the dead taken back. */
import { describe, expect, test } from "vitest";
import { editNotes } from "../../../src/actions/edit_notes.ts";
import { applyImport } from "../../../src/actions/imports/apply_import.ts";
import { cancelImport } from "../../../src/actions/imports/cancel_import.ts";
import { type ImportDesk, settledImport } from "../../../src/actions/imports/desk.ts";
import { importState, listImports } from "../../../src/actions/imports/import_state.ts";
import { recoverImportDesk, takeBackCutOff } from "../../../src/actions/imports/recover_imports.ts";
import { undoImport } from "../../../src/actions/imports/undo_import.ts";
import { isCutOff, type SignOfLife } from "../../../src/actions/imports/under_way.ts";
import { createEdit } from "../../../src/store/edits.ts";
import { beginApplying } from "../../../src/store/import_apply.ts";
import { createImport, openImports } from "../../../src/store/import_runs.ts";
import { DEFAULT_CHOICES } from "../../../src/decks/imports/import_plan.ts";
import { START } from "../house.ts";
import { collectionOf, fieldsOf, noteOf } from "../../decks/imports/carried_out.ts";
import { type DeskHouse, openDeskHouse, packed, read, readerHere } from "./desk_house.ts";

const PACKAGE = collectionOf(Array.from({ length: 250 }, (_, index) => noteOf(`n${index}`)));
const OTHER = collectionOf([noteOf("other", { fields: fieldsOf("hello", "there") })]);

/** The desk of a process of this name over the same data; what it can tell of others is given. */
function processOf(house: DeskHouse, name: string, others: Readonly<Record<string, SignOfLife>>): DeskHouse {
  const store: DeskHouse["store"] = {
    ...house.store,
    process: name,
    get aside() {
      return store;
    },
  };
  const desk: ImportDesk = {
    ...house.desk,
    store,
    live: new Map(),
    signOf: (process) =>
      Promise.resolve(process === name ? "own" : others[process ?? "a process without a name"] ?? "unknown"),
  };
  return { ...house, store, desk, deps: { ...house.deps, store } };
}

interface Held {
  readonly house: DeskHouse;
  readonly first: DeskHouse;
  readonly id: number;
  readonly goOn: () => void;
}

/** An import that the process "first" is carrying out, and that goes no further until it is let. */
async function heldImport(): Promise<Held> {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let pieces = 0;
  const house = await openDeskHouse(readerHere(() => {
    if (++pieces !== 3) return Promise.resolve();
    reached.resolve();
    return gate.promise;
  }));
  const first = processOf(house, "first", {});
  const { id } = await read(first, [packed(PACKAGE)]);
  expect(await applyImport(first.desk, first.person, id)).toMatchObject({ ok: true });
  await reached.promise;
  return { house, first, id, goOn: gate.resolve };
}

async function noteCount({ store }: DeskHouse): Promise<number> {
  const [row] = await store.db.all<{ count: number }>("select count(*) as count from note");
  return row?.count ?? NaN;
}

test.each<[SignOfLife, boolean, boolean]>([
  ["own", true, false],
  ["lives", true, false],
  ["dead", true, true],
  ["unknown", true, true],
  ["own", false, false],
  ["lives", false, false],
  ["dead", false, true],
  ["unknown", false, false],
])("isCutOff() of a process that is %s, at a start: %s, is %s", (sign, isStart, cut) => {
  expect(isCutOff(sign, { isStart })).toBe(cut);
});

describe("an import of another process that lives", () => {
  test("is left alone by a start, with its files, and ends done", async () => {
    const { house, first, id, goOn } = await heldImport();
    const second = processOf(house, "second", { first: "lives" });
    const files = house.uploads.files.size;
    expect(files).toBeGreaterThan(0);
    expect(await recoverImportDesk(second.desk)).toBe(0);
    expect(house.uploads.files.size).toBe(files);
    goOn();
    await settledImport(first.desk, id);
    expect(await importState(second.desk, house.person, id)).toMatchObject({ state: "done" });
    expect(await noteCount(house)).toBe(250);
  });

  test("is said to be another program's, on its page and to who would begin, undo or cancel", async () => {
    const { house, first, id, goOn } = await heldImport();
    const second = processOf(house, "second", { first: "lives" });
    const doing = { state: "applying", progress: { share: 0, doing: "Another program is doing this" } };
    expect(await importState(second.desk, house.person, id)).toMatchObject(doing);
    expect(await listImports(second.desk, house.person)).toMatchObject([doing]);
    const other = await read(second, [packed(OTHER)]);
    expect(await applyImport(second.desk, house.person, other.id)).toEqual({
      ok: false,
      error: "An import or edit is being carried out by another program. Wait until that is done.",
    });
    expect(await cancelImport(second.desk, house.person, id)).toBe("elsewhere");
    goOn();
    await settledImport(first.desk, id);
    expect(await importState(second.desk, house.person, id)).toMatchObject({ state: "done" });
    expect(await applyImport(second.desk, house.person, other.id)).toMatchObject({ ok: true });
    await settledImport(second.desk, other.id);
    expect(await noteCount(house)).toBe(251);
  });

  test("is not read a second time while that reads it", async () => {
    const house = await openDeskHouse();
    const first = processOf(house, "first", {});
    const id = await createImport(first.store, {
      userId: house.person.id,
      at: START,
      files: [{ name: "deck.test", size: 1 }],
      wishes: { choices: DEFAULT_CHOICES, table: {} },
    });
    const second = processOf(house, "second", { first: "lives" });
    expect(await importState(second.desk, house.person, id)).toMatchObject({ state: "reading" });
    expect(second.desk.live.size).toBe(0);
    const third = processOf(house, "third", { first: "dead" });
    await importState(third.desk, house.person, id);
    await settledImport(third.desk, id);
    // It has no files: that it says so shows that it was taken up.
    expect(await importState(third.desk, house.person, id)).toMatchObject({ state: "refused" });
  });
});

describe("an import of a process that died", () => {
  test("is taken back by one that runs, and its person can import again", async () => {
    const { house, id } = await heldImport();
    const second = processOf(house, "second", { first: "dead" });
    const other = await read(second, [packed(OTHER)]);
    expect(await applyImport(second.desk, house.person, other.id)).toEqual({
      ok: false,
      error: "An import or edit was cut off and will be taken back at once. Try again when that is done.",
    });
    expect(await takeBackCutOff(second.desk, { isStart: false })).toBe(1);
    expect(await importState(second.desk, house.person, id)).toMatchObject({
      state: "cancelled",
      summary: { kind: "failed", message: "The program ended while the import was being carried out" },
    });
    expect(await noteCount(house)).toBe(0);
    expect(await applyImport(second.desk, house.person, other.id)).toMatchObject({ ok: true });
    await settledImport(second.desk, other.id);
    expect(await importState(second.desk, house.person, other.id)).toMatchObject({ state: "done" });
    expect(house.uploads.files.size).toBe(0);
    expect(house.failures).toEqual([]);
  });

  test("is taken back by one of two that find it", async () => {
    const { house } = await heldImport();
    const second = processOf(house, "second", { first: "dead" });
    const third = processOf(house, "third", { first: "dead" });
    const taken = await Promise.all(
      [second, third].map(({ desk }) => takeBackCutOff(desk, { isStart: false })),
    );
    expect(taken.toSorted()).toEqual([0, 1]);
    expect(await openImports(house.store)).toEqual([]);
  });

  test("is gone on with when it was being undone", async () => {
    const house = await openDeskHouse();
    const first = processOf(house, "first", {});
    const { id } = await read(first, [packed(PACKAGE)]);
    await applyImport(first.desk, house.person, id);
    await settledImport(first.desk, id);
    const never = new Promise<void>(() => undefined);
    let writes = 0;
    const dying: DeskHouse["store"] = {
      ...first.store,
      get aside() {
        return dying;
      },
      writeInChunks: async (chunks) => ++writes === 2 ? await never : await first.store.writeInChunks(chunks),
    };
    await undoImport({ ...first.desk, store: dying }, house.person, id);
    const second = processOf(house, "second", { first: "dead" });
    while (writes < 2) await new Promise((resolve) => setTimeout(resolve));
    expect(await noteCount(house)).toBe(200);
    expect(await takeBackCutOff(second.desk, { isStart: false })).toBe(1);
    expect(await importState(second.desk, house.person, id)).toMatchObject({
      state: "undone",
      summary: { kind: "undone", removed: 200 },
    });
    expect(await noteCount(house)).toBe(0);
  });

  test("is an edit as well", async () => {
    const house = await openDeskHouse();
    const first = processOf(house, "first", {});
    const userId = house.person.id;
    const importId = await createEdit(first.store, {
      userId,
      at: START,
      facts: { verb: "tag", notes: 1 },
    });
    const frame = { decks: [], noteTypes: { add: [], change: [] }, presets: [] };
    await beginApplying(first.store, { importId, userId, at: START, day: 1, frame });
    expect(await openImports(house.store)).toMatchObject([{ id: importId, process: "first" }]);
    expect(await takeBackCutOff(processOf(house, "second", { first: "lives" }).desk, { isStart: true })).toBe(
      0,
    );
    expect(await takeBackCutOff(processOf(house, "second", { first: "dead" }).desk, { isStart: false })).toBe(
      1,
    );
    expect(await openImports(house.store)).toEqual([]);
  });
});

test("an import whose process cannot be known is taken back by the next start only", async () => {
  const { house, id } = await heldImport();
  const second = processOf(house, "second", { first: "unknown" });
  expect(await takeBackCutOff(second.desk, { isStart: false })).toBe(0);
  const other = await read(second, [packed(OTHER)]);
  expect(await applyImport(second.desk, house.person, other.id)).toEqual({
    ok: false,
    error: expect.stringContaining("start the server again: that takes it back"),
  });
  expect(await recoverImportDesk(second.desk)).toBe(1);
  expect(await importState(second.desk, house.person, id)).toMatchObject({ state: "cancelled" });
});

test("what edits write goes under the name of their process", async () => {
  const house = await openDeskHouse();
  const first = processOf(house, "first", {});
  const { id } = await read(first, [packed(OTHER)]);
  await applyImport(first.desk, house.person, id);
  await settledImport(first.desk, id);
  const [note] = await house.store.db.all<{ id: number }>("select id from note");
  const edit = () => ({ tags: ["new"] });
  expect(await editNotes(first.deps, house.person, { verb: "tag", noteIds: [note?.id ?? 0], edit }))
    .toMatchObject({ ok: true });
  const runs = await house.store.db.all("select kind, process from import_run order by id");
  expect(runs).toEqual([{ kind: "import", process: "first" }, { kind: "edit", process: "first" }]);
});
