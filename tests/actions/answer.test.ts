/** Answering: what comes next, what the page promised, and what a second try of the same changes: nothing. */
import { expect, test } from "vitest";
import { answerCard } from "../../src/actions/answer_card.ts";
import { nowFor } from "../../src/actions/studying.ts";
import { RATINGS } from "../../src/scheduling/types.ts";
import { logOf } from "../../src/store/log.ts";
import {
  answerNext,
  basic,
  cardsOf,
  countsOfDays,
  DAY,
  deckText,
  gradeOf,
  memoryOf,
  MINUTE,
  openHouse,
  REVERSED,
  review,
  shownNow,
  START,
  unfolded,
} from "./house.ts";

const THREE = deckText("three", { a: basic("What is a?"), b: basic("What is b?"), c: basic("What is c?") });

test("a new deck is asked in the order of its file", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  const guids: string[] = [];
  for (let i = 0; i < 3; i++) guids.push((await answerNext(house, 4)).stored.note.guid);
  expect(guids).toEqual(["a", "b", "c"]);
  expect((await review(house)).stage).toEqual({ kind: "done" });
});

test("a deck is studied to its end by Good alone, each card twice", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  let answers = 0;
  while ((await review(house)).stage.kind === "card") {
    await answerNext(house, 3);
    house.clock.now += MINUTE;
    answers++;
  }
  expect(answers).toBe(6);
  const { studying, counts, stage } = await review(house);
  expect(stage).toEqual({ kind: "done" });
  expect(counts).toEqual({ new: 0, review: 0, learning: 0 });
  expect([studying.answersToday, studying.newToday, studying.tookMsToday]).toEqual([6, 3, 24_000]);
});

test("answering the same card twice writes once, and the second is told that it is stale", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  const shown = await shownNow(house);
  const grade = gradeOf(shown, 3);
  expect(await answerCard(house.deps, house.person, grade)).toEqual({ kind: "done" });
  expect(await answerCard(house.deps, house.person, grade)).toEqual({ kind: "stale" });
  expect(await logOf(house.store, house.person.id, grade.cardId)).toHaveLength(1);
  expect((await review(house)).studying.answersToday).toBe(1);
});

test("of eight answers sent at once one is written", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  const grade = gradeOf(await shownNow(house), 3);
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => answerCard(house.deps, house.person, grade)),
  );
  expect(sent.map(({ kind }) => kind).sort()).toEqual(["done", ...Array(7).fill("stale")]);
  const { kept, logged } = await countsOfDays(house);
  expect(kept).toEqual(logged);
  expect(await unfolded(house)).toEqual([]);
});

test.each([...RATINGS])("what the button of rating %i showed is what then happens", async (rating) => {
  const house = await openHouse({ decks: { three: THREE } });
  const phases = new Set<string>();
  for (const days of [0, 0, 5, 20, 0, 60, 0]) {
    house.clock.now += days * DAY + 11 * MINUTE;
    const { stage } = await review(house);
    if (stage.kind !== "card") continue;
    const { stored, previews } = stage.shown;
    await answerCard(house.deps, house.person, gradeOf(stage.shown, rating));
    const [last] = (await logOf(house.store, house.person.id, stored.cardId)).slice(-1);
    const { stability, difficulty, retrievability, ...decision } = previews[rating];
    expect(last?.entry).toMatchObject({ kind: "answer", rating, decision });
    expect(last?.details).toMatchObject({ stability, difficulty });
    expect(last?.details?.retrievability).toBe(retrievability);
    const after = await memoryOf(house, stored.cardId);
    expect([after.due, after.intervalDays, after.stability]).toEqual(
      [decision.due, decision.intervalDays, stability],
    );
    phases.add(stored.memory.phase);
  }
  expect(phases.size).toBeGreaterThan(1);
  expect(await unfolded(house)).toEqual([]);
});

test.each([[-5, 0], [1234.4, 1234], [3_600_000, 60_000]])(
  "an answer that took %d ms counts as %d",
  async (tookMs, counted) => {
    const house = await openHouse({ decks: { three: THREE } });
    const shown = await shownNow(house);
    await answerCard(house.deps, house.person, { ...gradeOf(shown, 3), tookMs });
    expect((await review(house)).studying.tookMsToday).toBe(counted);
  },
);

test("a card of another person, or of nobody, is missing", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  const grade = { ...gradeOf(await shownNow(house), 3), cardId: 999 };
  expect(await answerCard(house.deps, house.person, grade)).toEqual({ kind: "missing" });
});

test("a review that is not due yet cannot be answered, whatever a form says", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  const { stored } = await answerNext(house, 4);
  const grade = { cardId: stored.cardId, version: 1, rating: 3 as const, tookMs: 0, reason: undefined };
  expect(await answerCard(house.deps, house.person, grade)).toEqual({ kind: "stale" });
});

test("siblings are buried by an answer where the options say so, and come the next day", async () => {
  const house = await openHouse({
    decks: { pair: deckText("pair", { pair: REVERSED }) },
    options: { buryNewSiblings: true },
  });
  await answerNext(house, 4);
  const [, back = 0] = await cardsOf(house, "pair");
  const { today } = nowFor(house.person, START);
  expect((await memoryOf(house, back)).burial).toEqual({ untilDay: today + 1, by: "sibling" });
  expect((await review(house)).stage.kind).toBe("done");
  house.clock.now += DAY;
  expect((await shownNow(house)).stored.cardId).toBe(back);
});

test("the limit of new cards holds, and opens again at the rollover hour of the person's zone", async () => {
  const house = await openHouse({ decks: { three: THREE }, options: { newPerDay: 1 } });
  await answerNext(house, 4);
  expect((await review(house)).stage.kind).toBe("done");
  // 11 March, 03:59 and 04:00 in Berlin.
  house.clock.now = Date.UTC(2025, 2, 11, 2, 59);
  expect((await review(house)).stage.kind).toBe("done");
  house.clock.now = Date.UTC(2025, 2, 11, 3, 0);
  expect((await shownNow(house)).stored.note.guid).toBe("b");
});

test("an answer before the rollover hour belongs to the day before", async () => {
  const house = await openHouse({ decks: { three: THREE } });
  house.clock.now = Date.UTC(2025, 2, 11, 2, 59);
  await answerNext(house, 4);
  const { kept } = await countsOfDays(house);
  expect(kept).toMatchObject([{ day: nowFor(house.person, START).today, answers: 1 }]);
});
