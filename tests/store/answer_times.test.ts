/** Times of earlier answers: whose, which and how many, found by an index. */
import { expect, test } from "vitest";
import { answerTimes } from "../../src/store/answer_times.ts";
import type { AnswerDetails } from "../../src/store/log_row.ts";
import { type Change, recordAction } from "../../src/store/log.ts";
import type { Store } from "../../src/store/open.ts";
import { addPerson, isFullScan, NOW, planOf, studyStore, TODAY } from "./fixtures.ts";

const DRAWN = { generator: "softmax", version: 1, level: 1, seed: 7, params: "{}" };
const DETAILS: AnswerDetails = {
  line: "review",
  stability: 1,
  difficulty: 5,
  retrievability: 0.9,
  tookMs: 60_000,
  answerMs: 1000,
  drawn: DRAWN,
  typed: undefined,
  verdict: undefined,
  suggested: 3,
  reason: undefined,
};

function change(cardId: number, seq: number, details: Partial<AnswerDetails>): Change {
  const due = { kind: "day", day: TODAY + 1 } as const;
  const decision = {
    phase: "review",
    step: 0,
    due,
    intervalDays: 1,
    lapse: false,
    leech: undefined,
  } as const;
  return {
    cardId,
    entry: { kind: "answer", seq, at: NOW, day: TODAY, rating: 3, decision },
    after: {
      ...decision,
      stability: 1,
      difficulty: 5,
      lastAt: NOW,
      lastDay: TODAY,
      reviews: seq,
      lapses: 0,
      leech: false,
      suspended: false,
      burial: undefined,
      flag: 0,
      version: seq,
    },
    details: { ...DETAILS, ...details },
  };
}

async function record(store: Store, userId: number, changes: readonly Change[], targetId?: number) {
  const recorded = await recordAction(store, {
    userId,
    day: TODAY,
    at: NOW,
    verb: targetId === undefined ? "answer" : "undo",
    deckId: undefined,
    cardId: 1,
    targetId,
    changes,
    study: [],
  });
  if (recorded.kind !== "done") throw new Error("The answer was stale");
  return recorded.actionId;
}

const SOFTMAX = { kind: "generator", generator: "softmax", level: 1 } as const;

test("answerTimes() gives those that were right at once, latest first", async () => {
  const { store, userId } = await studyStore(2);
  await record(store, userId, [change(1, 1, { answerMs: 1 })]);
  await record(store, userId, [change(1, 2, { answerMs: 2, suggested: 2 })]);
  await record(store, userId, [change(1, 3, { answerMs: undefined })]);
  await record(store, userId, [change(1, 4, { answerMs: 4, drawn: { ...DRAWN, level: 2 } })]);
  await record(store, userId, [change(1, 5, { answerMs: 5, drawn: { ...DRAWN, generator: "conv-out" } })]);
  await record(store, userId, [change(2, 1, { answerMs: 6 })]);
  expect(await answerTimes(store, userId, SOFTMAX)).toEqual([6, 1]);
  expect(await answerTimes(store, userId, { ...SOFTMAX, level: 2 })).toEqual([4]);
  expect(await answerTimes(store, userId, { kind: "card", cardId: 1 })).toEqual([5, 4, 1]);
});

test("answerTimes() leaves out what was taken back, and what others answered", async () => {
  const { store, userId } = await studyStore(1);
  const other = await addPerson(store, "Grace");
  await record(store, userId, [change(1, 1, { answerMs: 1 })]);
  const second = await record(store, userId, [change(1, 2, { answerMs: 2 })]);
  await record(store, userId, [], second);
  expect(await answerTimes(store, userId, SOFTMAX)).toEqual([1]);
  expect(await answerTimes(store, other.id, SOFTMAX)).toEqual([]);
  expect(await answerTimes(store, other.id, { kind: "card", cardId: 1 })).toEqual([]);
});

test("answerTimes() looks at the latest hundred", async () => {
  const { store, userId } = await studyStore(1);
  for (let seq = 1; seq <= 103; seq++) await record(store, userId, [change(1, seq, { answerMs: seq })]);
  const times = await answerTimes(store, userId, SOFTMAX);
  expect([times.length, times[0], times.at(-1)]).toEqual([100, 103, 4]);
  expect(await answerTimes(store, userId, { kind: "card", cardId: 1 })).toEqual(times);
});

test.each([
  [SOFTMAX, /SEARCH review USING INDEX review_skill \(user_id=\? AND generator=\? AND level=\?\)/],
  [
    { kind: "card", cardId: 1 } as const,
    /SEARCH review USING INDEX review_seq \(user_id=\? AND card_id=\?\)/,
  ],
])("answerTimes() of %j finds its rows by an index and does not sort them", async (skill, index) => {
  const seen: string[] = [];
  const { store, userId } = await studyStore(1, { observe: (text) => seen.push(text) });
  seen.length = 0;
  await answerTimes(store, userId, skill);
  const plan = await planOf(store, seen[0] ?? "");
  expect(plan.filter(isFullScan)).toEqual([]);
  expect(plan).toContainEqual(expect.stringMatching(index));
  expect(plan.join()).not.toContain("TEMP B-TREE FOR ORDER BY");
  expect(plan.join()).toContain("USING INDEX action_target");
});
