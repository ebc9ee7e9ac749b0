/** What people did is written once, with what it leads to. */
import { expect, test } from "vitest";
import { sql } from "drizzle-orm";
import type { ImportedState, LogEntry, Memory } from "../../src/scheduling/types.ts";
import { loadAttempt, saveAttempt } from "../../src/store/attempts.ts";
import type { AnswerDetails } from "../../src/store/log_row.ts";
import {
  actionsOfDay,
  type Change,
  changesOfAction,
  lastAnswered,
  logOf,
  type NewAction,
  recordAction,
} from "../../src/store/log.ts";
import { reviewCard } from "../../src/store/memories.ts";
import type { Store } from "../../src/store/open.ts";
import { heatmap, todayCounts } from "../../src/store/study_days.ts";
import { addPerson, NOW, rowsOf, studyStore, TODAY } from "./fixtures.ts";

const LEARNT: Memory = {
  phase: "review",
  step: 0,
  due: { kind: "day", day: TODAY + 8 },
  stability: 8.25,
  difficulty: 5.5,
  intervalDays: 8,
  lastAt: NOW,
  lastDay: TODAY,
  reviews: 1,
  lapses: 0,
  leech: false,
  suspended: false,
  burial: undefined,
  flag: 0,
  version: 1,
};

const DETAILS: AnswerDetails = {
  line: "new",
  stability: 8.25,
  difficulty: 5.5,
  retrievability: undefined,
  tookMs: 4200,
  answerMs: 3100,
  drawn: { generator: "softmax_pair", version: 2, level: 1, seed: 4_000_000_000, params: `{"z":[1,2]}` },
  typed: { chosen: ["a"], typed: { p: "2/3" } },
  verdict: { kind: "right", score: 1, marks: [], message: undefined },
  suggested: 3,
  reason: "right at the first try",
};

function answered(cardId: number, seq: number): Change {
  const entry: LogEntry = {
    kind: "answer",
    seq,
    at: NOW,
    day: TODAY,
    rating: 4,
    decision: {
      phase: "review",
      step: 0,
      due: LEARNT.due,
      intervalDays: 8,
      lapse: false,
      leech: undefined,
    },
  };
  return { cardId, entry, after: { ...LEARNT, version: seq }, details: DETAILS };
}

function acted(userId: number, verb: string, changes: readonly Change[]): NewAction {
  return {
    userId,
    day: TODAY,
    at: NOW,
    verb,
    deckId: undefined,
    cardId: changes[0]?.cardId,
    targetId: undefined,
    changes,
    study: [],
  };
}

async function countOf(store: Store, table: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(store, `select count(*) as n from ${table}`);
  return row?.n ?? 0;
}

test("recordAction() writes the entry, its details and the memory, and reads them back whole", async () => {
  const { store, userId } = await studyStore(2);
  const change = answered(1, 1);
  const done = await recordAction(store, acted(userId, "answer", [change]));
  expect(done).toEqual({ kind: "done", actionId: 1 });
  expect(await logOf(store, userId, 1)).toEqual([{ actionId: 1, entry: change.entry, details: DETAILS }]);
  const known = await reviewCard(store, userId, 1);
  expect(known?.memory).toEqual(LEARNT);
  expect(known?.line).toBe("review");
});

const IMPORTED: ImportedState = {
  phase: "review",
  step: 0,
  due: { kind: "day", day: TODAY + 8 },
  stability: undefined,
  difficulty: undefined,
  intervalDays: 8,
  lastAt: undefined,
  lastDay: undefined,
  reviews: 12,
  lapses: 2,
  leech: true,
  suspended: false,
  burial: undefined,
  flag: 3,
};

const ENTRIES: readonly LogEntry[] = [
  { kind: "suspend", seq: 1, at: NOW, day: TODAY },
  { kind: "unsuspend", seq: 1, at: NOW, day: TODAY },
  { kind: "bury", seq: 1, at: NOW, day: TODAY, by: "sibling", untilDay: TODAY + 1 },
  { kind: "unbury", seq: 1, at: NOW, day: TODAY },
  { kind: "flag", seq: 1, at: NOW, day: TODAY, flag: 7 },
  { kind: "set_due", seq: 1, at: NOW, day: TODAY, dueDay: TODAY + 3, intervalDays: 3 },
  { kind: "reset", seq: 1, at: NOW, day: TODAY, position: 12 },
  { kind: "import", seq: 1, at: NOW, day: TODAY, state: IMPORTED },
  {
    kind: "import",
    seq: 1,
    at: NOW,
    day: TODAY,
    state: { ...IMPORTED, stability: 3.5, difficulty: 7.25, burial: { by: "hand", untilDay: TODAY + 1 } },
  },
  { kind: "undo", seq: 1, at: NOW, day: TODAY, target: 0 },
  { kind: "redo", seq: 1, at: NOW, day: TODAY, target: 0 },
];

test.each(ENTRIES)("a $kind entry comes back as it was written", async (entry) => {
  const { store, userId } = await studyStore(1);
  const after: Memory = { ...LEARNT, due: { kind: "time", at: NOW }, phase: "learning" };
  await recordAction(store, acted(userId, "suspend", [{ cardId: 1, entry, after, details: undefined }]));
  expect(await logOf(store, userId, 1)).toStrictEqual([{ actionId: 1, entry, details: undefined }]);
  expect((await reviewCard(store, userId, 1))?.memory).toEqual(after);
});

test("recordAction() lets the second of two writers of one place change nothing", async () => {
  const { store, userId } = await studyStore(2);
  const both = await Promise.all([
    recordAction(store, acted(userId, "answer", [answered(1, 1)])),
    recordAction(store, acted(userId, "answer", [answered(2, 1), answered(1, 1)])),
  ]);
  expect(both.map((one) => one.kind)).toEqual(["done", "stale"]);
  expect(await countOf(store, "action")).toBe(1);
  expect(await countOf(store, "review")).toBe(1);
  expect((await reviewCard(store, userId, 2))?.memory.version).toBe(0);
});

test("recordAction() refuses a gap in the log and a card that the person does not have", async () => {
  const { store, userId } = await studyStore(1);
  await expect(recordAction(store, acted(userId, "answer", [answered(1, 3)]))).rejects.toThrow(/no gaps/);
  await expect(recordAction(store, acted(userId, "answer", [answered(99, 1)]))).rejects.toThrow(
    /FOREIGN KEY/,
  );
  expect(await countOf(store, "action")).toBe(0);
});

test("an answer clears the attempt that led to it", async () => {
  const { store, userId } = await studyStore(1);
  const key = { userId, cardId: 1 };
  const attempt = {
    version: 0,
    drawn: DETAILS.drawn,
    given: { chosen: [], typed: { p: "0.6" } },
    verdict: { kind: "wrong", score: 0, marks: [], message: undefined, mistake: "swapped" },
    tries: 1,
    hints: 0,
    askedAt: NOW - 5000,
    at: NOW,
  } as const;
  await saveAttempt(store, key, { ...attempt, tries: 0, verdict: undefined });
  await saveAttempt(store, key, attempt);
  expect(await loadAttempt(store, key)).toEqual(attempt);
  await recordAction(store, acted(userId, "answer", [answered(1, 1)]));
  expect(await loadAttempt(store, key)).toBeUndefined();
});

test("a suspended card stands in no line, nor does a retired one that is answered", async () => {
  const { store, userId } = await studyStore(2);
  const entry: LogEntry = { kind: "suspend", seq: 1, at: NOW, day: TODAY };
  const after: Memory = { ...LEARNT, suspended: true };
  await recordAction(store, acted(userId, "suspend", [{ cardId: 1, entry, after, details: undefined }]));
  await store.write([sql`update card set retired_at = ${NOW} where id = 2`]);
  await recordAction(store, acted(userId, "answer", [answered(2, 1)]));
  expect(await rowsOf(store, "select line from memory")).toEqual([{ line: null }, { line: null }]);
});

test("actionsOfDay() and changesOfAction() tell a person what they did, and nobody else", async () => {
  const { store, userId } = await studyStore(2);
  const other = await addPerson(store, "Grace");
  await recordAction(store, acted(userId, "answer", [answered(1, 1), answered(2, 1)]));
  await recordAction(store, { ...acted(userId, "undo", []), targetId: 1, day: TODAY + 1 });
  expect(await actionsOfDay(store, userId, TODAY)).toMatchObject([
    { id: 1, verb: "answer", cardId: 1, targetId: undefined },
  ]);
  expect(await actionsOfDay(store, userId, TODAY + 1)).toMatchObject([{ id: 2, verb: "undo", targetId: 1 }]);
  expect((await changesOfAction(store, userId, 1)).map((one) => [one.cardId, one.noteId])).toEqual([[1, 1], [
    2,
    2,
  ]]);
  expect(await changesOfAction(store, other.id, 1)).toEqual([]);
  expect(await actionsOfDay(store, other.id, TODAY)).toEqual([]);
});

test("lastAnswered() passes over answers that were taken back, unless restored", async () => {
  const { store, userId } = await studyStore(2);
  const last = async () => (await lastAnswered(store, userId))?.cardId;
  const tookBack = (verb: string, targetId: number) =>
    recordAction(store, { ...acted(userId, verb, []), targetId });
  expect(await last()).toBeUndefined();
  await recordAction(store, acted(userId, "answer", [answered(1, 1)]));
  await recordAction(store, acted(userId, "answer", [answered(2, 1)]));
  expect(await last()).toBe(2);
  await tookBack("undo", 2);
  expect(await last()).toBe(1);
  await tookBack("redo", 2);
  expect(await last()).toBe(2);
  await tookBack("undo", 2);
  await tookBack("undo", 1);
  expect(await last()).toBeUndefined();
});

test("study days add up by deck and can be taken back", async () => {
  const { store, userId, deckId } = await studyStore(1);
  const delta = { day: TODAY, deckId, answers: 1, newCards: 1, reviews: 0, tookMs: 4200 };
  const minus = { ...delta, answers: -1, newCards: -1, tookMs: -4200 };
  await recordAction(store, { ...acted(userId, "answer", []), study: [delta] });
  await recordAction(store, { ...acted(userId, "answer", []), study: [delta, { ...delta, day: TODAY - 1 }] });
  await recordAction(store, { ...acted(userId, "undo", []), targetId: 2, study: [minus] });
  expect(await todayCounts(store, userId, TODAY)).toEqual([
    { deckId, answers: 1, newCards: 1, reviews: 0, tookMs: 4200 },
  ]);
  expect(await heatmap(store, userId, { from: TODAY - 7, to: TODAY })).toEqual([
    { day: TODAY - 1, answers: 1 },
    { day: TODAY, answers: 1 },
  ]);
});

test("the log refuses to be changed, and goes only with its user", async () => {
  const { store, userId } = await studyStore(1);
  await recordAction(store, acted(userId, "answer", [answered(1, 1)]));
  await expect(store.write([sql`update review set rating = 1`])).rejects.toThrow(/append-only/);
  await expect(store.write([sql`delete from review`])).rejects.toThrow(/append-only/);
  await expect(store.write([sql`delete from card`])).rejects.toThrow(/append-only/);
  await expect(store.write([sql`delete from action`])).rejects.toThrow(/append-only/);
  expect(await countOf(store, "review")).toBe(1);
  await store.write([sql`delete from user where id = ${userId}`]);
  expect(await countOf(store, "review")).toBe(0);
  expect(await countOf(store, "memory")).toBe(0);
});
