/** Imports are all or nothing: carried out in batches, shown at the end, and taken back without a trace. */
import { describe, expect, test } from "vitest";
import { DEFAULT_CHOICES, type ImportBase } from "../../src/decks/imports/import_plan.ts";
import type { NoteType } from "../../src/decks/imports/note_type.ts";
import type { PreparedCard, PreparedFrame, PreparedStep } from "../../src/decks/imports/prepared.ts";
import { foldLog } from "../../src/scheduling/fold.ts";
import { DEFAULT_PARAMETERS } from "../../src/scheduling/memory_model.ts";
import type { LogEntry } from "../../src/scheduling/types.ts";
import { applyMedia, applySteps, beginApplying, finishImport } from "../../src/store/import_apply.ts";
import { planContext, planNotes } from "../../src/store/import_reads.ts";
import { createImport, importOf, openImports, updateImport } from "../../src/store/import_runs.ts";
import { takeBackImport } from "../../src/store/import_take_back.ts";
import { changesOfAction, logOf, recordAction } from "../../src/store/log.ts";
import { deckBySlug } from "../../src/store/decks.ts";
import { reviewCard } from "../../src/store/memories.ts";
import type { Store } from "../../src/store/open.ts";
import { deckOf, isFullScan, noteOf, NOW, planOf, rowsOf, studyStore, TODAY } from "./fixtures.ts";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { sql } from "drizzle-orm";

const WISHES = { choices: DEFAULT_CHOICES, table: {} };
const SUMMARY = { kind: "failed", message: "Only a summary to look at" } as const;
const HASH = "a".repeat(64);
const TYPE: NoteType = {
  key: "t1",
  name: "Basic",
  kind: "normal",
  fields: [{ name: "Front", rtl: false, description: "" }],
  templates: [{ name: "Card 1", front: "{{Front}}", back: "{{Front}}" }],
  css: "",
  latexPre: "",
  latexPost: "",
  sortField: 0,
  modifiedAt: 1,
};

const FRAME: PreparedFrame = {
  decks: [
    { path: ["Physics"], slug: "physics", description: "", order: 5, preset: "p" },
    {
      path: ["Physics", "Optics"],
      slug: "physics-optics",
      description: "Light",
      order: 6,
      preset: undefined,
    },
  ],
  noteTypes: { add: [TYPE], change: [] },
  presets: [{ key: "p", name: "Anki's", options: presetOptions() }],
};

function presetOptions() {
  return {
    learningStepsMinutes: [1],
    relearningStepsMinutes: [10],
    desiredRetention: 0.9,
    maximumIntervalDays: 100,
    newPerDay: 5,
    reviewsPerDay: 50,
    learnAheadMinutes: 20,
    newOrder: "position",
    reviewOrder: "due",
    mix: "mixed",
    buryNewSiblings: false,
    buryReviewSiblings: false,
    buryLearningSiblings: false,
    leechThreshold: 8,
    leechAction: "tag",
    fuzz: true,
    parameters: DEFAULT_PARAMETERS,
  } as const;
}

function answer(seq: number, day: number): LogEntry {
  return {
    kind: "answer",
    seq,
    at: day * 86_400_000,
    day,
    rating: 3,
    decision: {
      phase: "review",
      step: 0,
      due: { kind: "day", day: day + 3 },
      intervalDays: 3,
      lapse: false,
      leech: undefined,
    },
  };
}

function cardOf(side: string, deckPath: readonly string[], entries: readonly LogEntry[]): PreparedCard {
  return {
    side,
    label: side,
    generator: undefined,
    deckPath,
    position: 7,
    log: entries.map((entry, index) => ({
      entry,
      details: {
        line: index === 0 ? "new" : "review",
        tookMs: 1000,
        stability: 3,
        difficulty: 5,
        retrievability: undefined,
      },
    })),
    memory: entries.length === 0 ? undefined : foldLog(7, { entries, parameters: DEFAULT_PARAMETERS }),
  };
}

function added(guid: string, cards: readonly PreparedCard[], deckPath = ["Physics"]): PreparedStep {
  const fields = JSON.stringify({ Front: `What is ${guid}?` });
  return {
    kind: "add",
    guid,
    deckPath,
    content: { type: "anki", noteType: "t1", fields, tags: ["x"], source: undefined, summary: guid },
    base: baseOf(fields),
    cards,
  };
}

function baseOf(fields: string): ImportBase {
  return { modifiedAt: 5, type: "anki", fields, tags: ["x"], deckPath: ["Physics"] };
}

const STEPS: readonly PreparedStep[] = [
  added("g1", [cardOf("t1", ["Physics"], [answer(1, 100), answer(2, 103)])]),
  added("g2", [cardOf("t1", ["Physics"], []), cardOf("t2", ["Physics", "Optics"], [answer(1, 100)])]),
  ...Array.from(
    { length: 400 },
    (_, index) => added(`many${index}`, [cardOf("t1", ["Physics", "Optics"], [])]),
  ),
];

async function begun(store: Store, userId: number, frame = FRAME) {
  const importId = await createImport(store, { userId, at: NOW, files: [], wishes: WISHES });
  await updateImport(store, { id: importId, userId }, { state: "planned" });
  const applying = await beginApplying(store, { importId, userId, day: TODAY, at: NOW, frame });
  if (applying === undefined) throw new Error("The import could not be begun");
  return applying;
}

async function imported(store: Store, userId: number, steps = STEPS, frame = FRAME) {
  const applying = await begun(store, userId, frame);
  await applySteps(store, applying, steps);
  await applyMedia(store, applying, [{ name: "sun.png", hash: HASH, size: 3 }]);
  await finishImport(store, applying, SUMMARY);
  return applying;
}

/** Every row of every table that an import writes to, but for the record of the imports themselves. */
async function contents(store: Store) {
  const tables = [
    "deck",
    "note",
    "note_base",
    "card",
    "memory",
    "review",
    "note_type",
    "preset",
    "deck_choice",
    "study_day",
    "media_name",
    "attempt",
    "import_change",
  ];
  const rows = await Promise.all(
    tables.map((table) => rowsOf<Record<string, unknown>>(store, `select * from ${table}`)),
  );
  return Object.fromEntries(tables.map((table, index) => [
    table,
    // What was changed and changed back says so.
    (rows[index] ?? []).map(({ changed_at: _, ...row }) => row)
      // Days that were counted and uncounted.
      .filter((row) => table !== "study_day" || row["answers"] !== 0),
  ]));
}

async function cardId(store: Store, guid: string, side = "t1"): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(
    store,
    `select card.id as id from card join note on note.id = card.note_id where guid = '${guid}' and side = '${side}'`,
  );
  if (row === undefined) throw new Error(`There is no card of ${guid}`);
  return row.id;
}

async function suspend(store: Store, userId: number, id: number) {
  const card = await reviewCard(store, userId, id);
  if (card === undefined) throw new Error("There is no such card");
  const entry = { kind: "suspend", seq: card.memory.version + 1, at: NOW, day: TODAY } as const;
  await recordAction(store, {
    userId,
    day: TODAY,
    at: NOW,
    verb: "suspend",
    deckId: card.deck.id,
    cardId: id,
    targetId: undefined,
    changes: [{
      cardId: id,
      entry,
      after: { ...card.memory, suspended: true, version: entry.seq },
      details: undefined,
    }],
    study: [],
  });
}

describe("an import that is carried out", () => {
  test("shows its decks only when it is done", async () => {
    const { store, userId } = await studyStore(2);
    const applying = await begun(store, userId);
    await applySteps(store, applying, STEPS);
    expect(await deckBySlug(store, userId, "physics-optics")).toBeUndefined();
    await finishImport(store, applying, SUMMARY);
    expect(await deckBySlug(store, userId, "physics-optics")).toMatchObject({
      name: "Optics",
      origin: "imported",
    });
    expect(await importOf(store, userId, applying.importId)).toMatchObject({
      state: "done",
      wishes: WISHES,
      summary: SUMMARY,
    });
  });

  test("gives cards their logs, the memories folded from them, and the days their counts", async () => {
    const { store, userId } = await studyStore(2);
    const applying = await imported(store, userId);
    const id = await cardId(store, "g1");
    const log = await logOf(store, userId, id);
    expect(log.map(({ entry }) => entry)).toEqual([answer(1, 100), answer(2, 103)]);
    const card = await reviewCard(store, userId, id);
    expect(card?.memory).toEqual(
      foldLog(7, { entries: log.map(({ entry }) => entry), parameters: DEFAULT_PARAMETERS }),
    );
    expect(card).toMatchObject({
      position: 7,
      line: "review",
      deck: { slug: "physics" },
      note: { noteType: TYPE },
    });
    expect(
      await rowsOf(
        store,
        "select day, answers, new_cards, reviews, took_ms from study_day order by day, deck_id",
      ),
    )
      .toEqual([
        { day: 100, answers: 1, new_cards: 1, reviews: 0, took_ms: 1000 },
        { day: 100, answers: 1, new_cards: 1, reviews: 0, took_ms: 1000 },
        { day: 103, answers: 1, new_cards: 0, reviews: 1, took_ms: 1000 },
      ]);
    expect((await changesOfAction(store, userId, applying.actionId)).length).toBe(3);
  });

  test("puts the cards of one note into the decks that they lie in", async () => {
    const { store, userId } = await studyStore(2);
    await imported(store, userId);
    expect(await reviewCard(store, userId, await cardId(store, "g2", "t2"))).toMatchObject({
      deck: { slug: "physics-optics" },
    });
  });

  test("gives options that came along to the new decks that follow them", async () => {
    const { store, userId } = await studyStore(2);
    await imported(store, userId);
    expect(await reviewCard(store, userId, await cardId(store, "g1"))).toMatchObject({
      preset: { name: "Anki's", options: { newPerDay: 5 } },
    });
  });

  test("is planned against everything that it wrote", async () => {
    const { store, userId } = await studyStore(2);
    await imported(store, userId);
    const found = [];
    for await (const notes of planNotes(store, userId, { guids: ["g1", "n1", "none"], slugs: [] })) {
      found.push(...notes);
    }
    expect(found).toMatchObject([
      { guid: "n1", shipped: true, base: undefined },
      {
        guid: "g1",
        shipped: false,
        noteType: "t1",
        deckPath: ["Physics"],
        sides: ["t1"],
        base: { modifiedAt: 5 },
      },
    ]);
    const whole = [];
    for await (const notes of planNotes(store, userId, { guids: ["g1"], slugs: ["physics"] })) {
      whole.push(...notes);
    }
    expect(whole.length).toBe(STEPS.length);
    const context = await planContext(store, userId);
    expect(context.media.get("sun.png")).toBe(HASH);
    expect(context.noteTypes).toEqual([TYPE]);
    expect(context.decks.map(({ path }) => path)).toContainEqual(["Physics", "Optics"]);
  });

  test("is begun once only", async () => {
    const { store, userId } = await studyStore(1);
    const { importId } = await begun(store, userId);
    expect(await beginApplying(store, { importId, userId, day: TODAY, at: NOW, frame: FRAME }))
      .toBeUndefined();
  });

  test("keeps decks and notes of one person from another", async () => {
    const { store, userId } = await studyStore(1);
    const importId = await createImport(store, { userId, at: NOW, files: [], wishes: WISHES });
    await updateImport(store, { id: importId, userId }, { state: "planned" });
    const stranger = userId + 1;
    expect(await beginApplying(store, { importId, userId: stranger, day: TODAY, at: NOW, frame: FRAME }))
      .toBeUndefined();
    expect(await importOf(store, stranger, importId)).toBeUndefined();
    expect(await takeBackImport(store, { userId: stranger, importId, at: NOW })).toBeUndefined();
  });
});

describe("an import that is taken back", () => {
  test.each([0, 1, 150, STEPS.length])("leaves nothing when it is cut off after %i notes", async (count) => {
    const { store, userId } = await studyStore(3);
    const before = await contents(store);
    const applying = await begun(store, userId);
    await applySteps(store, applying, STEPS.slice(0, count));
    if (count > 1) await applyMedia(store, applying, [{ name: "sun.png", hash: HASH, size: 3 }]);
    expect((await openImports(store)).map(({ id }) => id)).toEqual([applying.importId]);
    await takeBackImport(store, { userId, importId: applying.importId, at: NOW });
    expect(await contents(store)).toEqual(before);
    expect(await importOf(store, userId, applying.importId)).toMatchObject({ state: "cancelled" });
    expect(await openImports(store)).toEqual([]);
  });

  test("leaves nothing when it is undone", async () => {
    const { store, userId } = await studyStore(3);
    const before = await contents(store);
    const { importId } = await imported(store, userId);
    const shares: number[] = [];
    const taken = await takeBackImport(
      store,
      { userId, importId, at: NOW + 1 },
      (share) => shares.push(share),
    );
    expect(taken).toEqual({ removed: STEPS.length, restored: 0, kept: 0 });
    expect(shares.at(-1)).toBe(1);
    expect(await contents(store)).toEqual(before);
    expect(await importOf(store, userId, importId)).toMatchObject({ state: "undone", finishedAt: NOW + 1 });
    expect(await takeBackImport(store, { userId, importId, at: NOW })).toBeUndefined();
  });

  test("keeps notes out of use, with their whole log, when they were studied since", async () => {
    const { store, userId } = await studyStore(3);
    const { importId } = await imported(store, userId);
    const id = await cardId(store, "g1");
    await suspend(store, userId, id);
    const taken = await takeBackImport(store, { userId, importId, at: NOW + 1 });
    expect(taken).toEqual({ removed: STEPS.length - 1, restored: 0, kept: 1 });
    expect((await logOf(store, userId, id)).length).toBe(3);
    expect(await reviewCard(store, userId, id)).toMatchObject({ retired: true });
    expect(await deckBySlug(store, userId, "physics")).toBeUndefined();
    expect(await rowsOf(store, "select name from media_name")).toEqual([{ name: "sun.png" }]);
  });

  test("never takes a log row that was written by a review", async () => {
    const { store, userId } = await studyStore(3);
    await imported(store, userId);
    await expect(store.write([sql`delete from review`])).rejects.toThrow("append-only");
  });
});

describe("a note that a second import changes", () => {
  const fields = JSON.stringify({ Front: "A better question" });
  async function changed(observe: (text: string) => void = () => undefined) {
    const { store, userId } = await studyStore(2, { observe });
    await imported(store, userId);
    const [note] = await rowsOf<{ id: number }>(store, "select id from note where guid = 'g1'");
    const noteId = note?.id ?? 0;
    const before = await contents(store);
    const step: PreparedStep = {
      kind: "change",
      noteId,
      content: { type: "anki", noteType: "t1", fields, tags: ["y"], source: undefined, summary: "better" },
      base: baseOf(fields),
      deckPath: ["Physics", "Optics"],
      cards: [
        cardOf("t1", ["Physics", "Optics"], [answer(1, 1)]),
        cardOf("t2", ["Physics"], [answer(1, 104)]),
      ],
    };
    const second = await imported(store, userId, [step, {
      kind: "rebase",
      noteId: noteId + 1,
      base: baseOf("{}"),
    }]);
    return { store, userId, noteId, before, second };
  }

  test("keeps what was learnt, moves its deck and has its new cards", async () => {
    const { store, userId, noteId } = await changed();
    const card = await reviewCard(store, userId, await cardId(store, "g1"));
    expect(card?.memory.version).toBe(2);
    expect(card).toMatchObject({
      note: { id: noteId, fields, tags: ["y"] },
      deck: { slug: "physics-optics" },
    });
    const fresh = await reviewCard(store, userId, await cardId(store, "g1", "t2"));
    expect(fresh).toMatchObject({ memory: { version: 1, reviews: 1 }, deck: { slug: "physics" } });
  });

  test("takes along only the cards that the file moves", async () => {
    const { store, userId } = await studyStore(2);
    await imported(store, userId, [
      added("g1", [cardOf("t1", ["Physics"], []), cardOf("t2", ["Physics"], [])]),
    ]);
    const [note] = await rowsOf<{ id: number }>(store, "select id from note where guid = 'g1'");
    await imported(store, userId, [{
      kind: "change",
      noteId: note?.id ?? 0,
      content: { type: "anki", noteType: "t1", fields, tags: [], source: undefined, summary: "moved" },
      base: baseOf(fields),
      deckPath: ["Physics", "Optics"],
      cards: [cardOf("t1", ["Physics", "Optics"], []), cardOf("t2", ["Physics"], [])],
    }]);
    const decks = await rowsOf(
      store,
      `select card.side as side, deck.slug as card, home.slug as memory from card join deck on deck.id = card.deck_id
        join memory on memory.card_id = card.id join deck as home on home.id = memory.deck_id
        where card.note_id = ${note?.id} order by side`,
    );
    expect(decks).toEqual([
      { side: "t1", card: "physics-optics", memory: "physics-optics" },
      { side: "t2", card: "physics", memory: "physics" },
    ]);
  });

  test("is as it was when the second import is undone", async () => {
    const { store, userId, before, second, noteId } = await changed();
    const taken = await takeBackImport(store, { userId, importId: second.importId, at: NOW + 1 });
    expect(taken).toMatchObject({ restored: 1 });
    const after = await contents(store);
    // What was imported last of an unchanged note is not taken back: it would only be read again.
    const bases = (rows: unknown) =>
      Array.isArray(rows) ? rows.filter((row) => row.note_id !== noteId + 1) : [];
    expect({ ...after, note_base: bases(after["note_base"]) }).toEqual({
      ...before,
      note_base: bases(before["note_base"]),
    });
  });

  test("keeps what its person has written since when the second import is undone", async () => {
    const { store, userId, second, noteId } = await changed();
    const mine = JSON.stringify({ Front: "My own question" });
    await store.write([sql`update note set fields = ${mine} where id = ${noteId}`]);
    await takeBackImport(store, { userId, importId: second.importId, at: NOW + 1 });
    expect(await rowsOf(store, `select fields, tags from note where id = ${noteId}`)).toEqual([
      { fields: mine, tags: '["x"]' },
    ]);
  });

  test("goes out of use and comes back with its history", async () => {
    const { store, userId } = await studyStore(2);
    await imported(store, userId);
    const [note] = await rowsOf<{ id: number }>(store, "select id from note where guid = 'g1'");
    const before = await contents(store);
    const { importId } = await imported(store, userId, [{ kind: "retire", noteId: note?.id ?? 0 }]);
    const id = await cardId(store, "g1");
    expect(await reviewCard(store, userId, id)).toMatchObject({ retired: true, line: undefined });
    await takeBackImport(store, { userId, importId, at: NOW + 1 });
    expect(await contents(store)).toEqual(before);
  });

  test("brings histories that find each memory by its card, and never go over all of the person's", async () => {
    const seen: string[] = [];
    const { store } = await changed((text) => seen.push(text));
    const written = seen.filter((text) => /^\s*insert into "?(memory|review|study_day)\b/.test(text));
    const histories = [...new Set(written)].filter((text) => text.includes("join memory on"));
    const byPerson = /^SEARCH memory USING .*\(user_id=\?\)/;
    const plans = (texts: readonly string[]) => Promise.all(texts.map((text) => planOf(store, text)));
    expect((await plans(histories)).length).toBeGreaterThanOrEqual(3);
    expect(
      (await plans([...new Set(written)])).flat().filter((step) => isFullScan(step) || byPerson.test(step)),
    )
      .toEqual([]);
  });
});

test("an import leaves decks that were there before as they were", async () => {
  const { store, userId } = await studyStore(2);
  await applyDeck(store, {
    ...deckOf("physics", [noteOf("own")]),
    name: "Physics",
    description: "Mine",
    owner: { origin: "own", userId },
  }, NOW);
  const { importId } = await imported(store, userId);
  expect(await deckBySlug(store, userId, "physics")).toMatchObject({ description: "Mine", origin: "own" });
  await takeBackImport(store, { userId, importId, at: NOW });
  expect(await deckBySlug(store, userId, "physics")).toMatchObject({ description: "Mine", origin: "own" });
});
