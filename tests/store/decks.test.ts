/** What waits where: overviews count it, candidates offer it, buried and suspended cards stay out. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { cardsBy, deckBySlug, type DeckOverview, deckOverview } from "../../src/store/decks.ts";
import { candidates, reviewCard, siblings } from "../../src/store/memories.ts";
import type { Store } from "../../src/store/open.ts";
import { choosePreset, createPreset } from "../../src/store/presets.ts";
import { addPerson, deckOf, noteOf, NOW, PRESET, studyStore, TODAY } from "./fixtures.ts";

const MINUTE = 60_000;
const AT = { now: NOW, today: TODAY, learnAheadMs: 20 * MINUTE, newCap: 100, reviewCap: 100 };

const LINE = { new: 0, learning: 1, day_learning: 2, review: 3 } as const;
const PHASE = { new: "new", learning: "learning", day_learning: "relearning", review: "review" } as const;
const KIND = { new: "new", learning: "time", day_learning: "day", review: "day" } as const;

/** Puts a card into a line, as an action would. */
async function place(store: Store, cardId: number, line: keyof typeof LINE, due: number) {
  await store.write([
    sql`update memory set line = ${LINE[line]}, phase = ${PHASE[line]}, due_kind = ${KIND[line]},
    due = ${due} where card_id = ${cardId}`,
  ]);
}

async function bury(store: Store, cardId: number, untilDay: number) {
  await store.write([
    sql`update memory set buried_until = ${untilDay}, buried_by = 'hand' where card_id = ${cardId}`,
  ]);
}

async function suspend(store: Store, cardId: number) {
  await store.write([sql`update memory set suspended = 1, line = null where card_id = ${cardId}`]);
}

async function overview(store: Store, userId: number): Promise<Partial<DeckOverview> | undefined> {
  const [found] = await deckOverview(store, userId, AT);
  if (found === undefined) return undefined;
  const { newCards, learningNow, learningLater, dayLearning, reviews, nextLearningAt, nextDay } = found;
  return { newCards, learningNow, learningLater, dayLearning, reviews, nextLearningAt, nextDay };
}

const NOTHING = {
  newCards: 0,
  learningNow: 0,
  learningLater: 0,
  dayLearning: 0,
  reviews: 0,
  nextLearningAt: undefined,
  nextDay: undefined,
};

test.each(
  [
    ["a new card", "new", 1, { newCards: 1 }],
    ["learning, due", "learning", NOW - 1, { learningNow: 1, nextLearningAt: NOW - 1 }],
    ["learning, due soon", "learning", NOW + 20 * MINUTE, {
      learningNow: 1,
      nextLearningAt: NOW + 20 * MINUTE,
    }],
    ["learning, due later", "learning", NOW + 20 * MINUTE + 1, {
      learningLater: 1,
      nextLearningAt: NOW + 20 * MINUTE + 1,
    }],
    ["learning over days, due", "day_learning", TODAY, { dayLearning: 1 }],
    ["learning over days, later", "day_learning", TODAY + 1, { nextDay: TODAY + 1 }],
    ["review, overdue", "review", TODAY - 9, { reviews: 1 }],
    ["review, due", "review", TODAY, { reviews: 1 }],
    ["review, later", "review", TODAY + 4, { nextDay: TODAY + 4 }],
  ] as const,
)("deckOverview() counts %s", async (_name, line, due, counted) => {
  const { store, userId } = await studyStore(1);
  await place(store, 1, line, due);
  expect(await overview(store, userId)).toEqual({ ...NOTHING, ...counted });
  await bury(store, 1, TODAY);
  expect(await overview(store, userId)).toEqual({ ...NOTHING, ...counted });
  await suspend(store, 1);
  expect(await overview(store, userId)).toEqual(NOTHING);
});

test("deckOverview() leaves a buried card out until the day it comes back", async () => {
  const { store, userId } = await studyStore(2);
  await place(store, 1, "review", TODAY);
  await place(store, 2, "review", TODAY + 9);
  await bury(store, 1, TODAY + 1);
  expect(await overview(store, userId)).toEqual({ ...NOTHING, nextDay: TODAY + 1 });
  const tomorrow = await deckOverview(store, userId, { ...AT, today: TODAY + 1 });
  expect(tomorrow).toMatchObject([{ reviews: 1, nextDay: TODAY + 9 }]);
});

test("deckOverview() does not wait for a buried card that is suspended", async () => {
  const { store, userId } = await studyStore(1);
  await bury(store, 1, TODAY + 1);
  await suspend(store, 1);
  expect(await overview(store, userId)).toEqual(NOTHING);
});

test("deckOverview() stops counting at the caps", async () => {
  const { store, userId } = await studyStore(10);
  for (const cardId of [6, 7, 8, 9, 10]) await place(store, cardId, "review", TODAY);
  expect(await deckOverview(store, userId, { ...AT, newCap: 3, reviewCap: 4 })).toMatchObject([
    { newCards: 3, reviews: 4 },
  ]);
});

const COMING = { today: TODAY, day: TODAY + 3, cap: 100 };

test.each(
  [
    ["a new card", "new", 1, undefined, {}],
    ["a new card that comes back by then", "new", 1, TODAY + 3, { new: 1 }],
    ["a new card that comes back later", "new", 1, TODAY + 4, {}],
    ["a new card that has come back", "new", 1, TODAY, {}],
    ["a learning card of today", "learning", NOW + MINUTE, undefined, {}],
    ["a learning card that comes back by then", "learning", NOW + MINUTE, TODAY + 1, { learning: 1 }],
    ["learning over days, by then", "day_learning", TODAY + 3, undefined, { learning: 1 }],
    ["a review left over", "review", TODAY - 1, undefined, { review: 1 }],
    ["a review by then", "review", TODAY + 3, undefined, { review: 1 }],
    ["a review later", "review", TODAY + 4, undefined, {}],
    ["a review that is due and comes back by then", "review", TODAY, TODAY + 1, { review: 1 }],
    ["a review that is due and comes back later", "review", TODAY, TODAY + 4, {}],
    ["a review that comes back but is not due by then", "review", TODAY + 9, TODAY + 1, {}],
  ] as const,
)("cardsBy() of a day counts %s", async (_name, line, due, buriedUntil, counted) => {
  const { store, userId, deckId } = await studyStore(1);
  await place(store, 1, line, due);
  if (buriedUntil !== undefined) await bury(store, 1, buriedUntil);
  expect((await cardsBy(store, userId, COMING)).get(deckId)).toEqual({
    new: 0,
    review: 0,
    learning: 0,
    ...counted,
  });
  await suspend(store, 1);
  expect((await cardsBy(store, userId, COMING)).get(deckId)).toEqual({ new: 0, review: 0, learning: 0 });
});

test("cardsBy() stops counting at the cap, and counts nobody else's cards", async () => {
  const { store, userId, deckId } = await studyStore(5);
  const other = await addPerson(store, "Grace");
  await store.write([sql`update memory set line = 3, phase = 'review', due_kind = 'day', due = ${TODAY + 1}
    where user_id = ${userId}`]);
  expect((await cardsBy(store, userId, { ...COMING, cap: 4 })).get(deckId)).toMatchObject({ review: 4 });
  expect((await cardsBy(store, other.id, COMING)).get(deckId)).toMatchObject({ review: 0 });
});

test("decks follow the first preset until another of the same person is chosen", async () => {
  const { store, userId, deckId } = await studyStore(1);
  const other = await addPerson(store, "Grace");
  const presetOf = async (person: number) => (await deckBySlug(store, person, "basics"))?.presetId;
  const created = await createPreset(store, userId, { name: "Calm", options: { ...PRESET, newPerDay: 5 } });
  if (!created.ok) throw new Error(created.error);
  expect([await presetOf(userId), await presetOf(other.id)]).toEqual([1, 2]);
  expect(await choosePreset(store, { userId, deckId, presetId: created.value })).toBe(true);
  expect(await choosePreset(store, { userId: other.id, deckId, presetId: created.value })).toBe(false);
  expect([await presetOf(userId), await presetOf(other.id)]).toEqual([created.value, 2]);
  expect((await reviewCard(store, userId, 1))?.preset).toMatchObject({
    name: "Calm",
    options: { newPerDay: 5 },
  });
});

test("decks keep their parents and come in order of position", async () => {
  const { store, userId, deckId } = await studyStore(1);
  await applyDeck(store, { ...deckOf("late", []), position: 7, parentId: deckId }, NOW);
  await applyDeck(store, { ...deckOf("early", []), position: 0 }, NOW);
  expect((await deckOverview(store, userId, AT)).map((deck) => [deck.slug, deck.parentId])).toEqual([
    ["early", undefined],
    ["basics", undefined],
    ["late", deckId],
  ]);
});

test("candidates() offers each line in its order, bounded by deck, without buried and suspended cards", async () => {
  const { store, userId, deckId } = await studyStore(12);
  const more = await applyDeck(store, deckOf("more", [noteOf("x"), noteOf("y"), noteOf("z")]), NOW);
  await place(store, 1, "learning", NOW + 9);
  await place(store, 2, "learning", NOW - 9);
  await place(store, 3, "day_learning", TODAY);
  await place(store, 4, "day_learning", TODAY + 1);
  await place(store, 5, "review", TODAY);
  await place(store, 6, "review", TODAY - 3);
  await place(store, 7, "review", TODAY + 1);
  await place(store, 8, "review", TODAY);
  await bury(store, 8, TODAY + 1);
  await suspend(store, 9);
  const decks = [{ id: more.deckId, newOrder: "position" }, { id: deckId, newOrder: "position" }] as const;
  const found = await candidates(store, { userId, decks, today: TODAY, bound: 2 });
  const cards = Object.fromEntries(
    Object.entries(found).map(([line, list]) => [line, list.map((one) => one.cardId)]),
  );
  expect(cards).toEqual({ new: [13, 14, 10, 11], learning: [2, 1], day_learning: [3], review: [6, 5] });
  expect(found.review[0]).toEqual({
    cardId: 6,
    noteId: 6,
    deckId,
    generator: undefined,
    line: "review",
    due: TODAY - 3,
    salt: found.review[0]?.salt,
    stability: undefined,
    lastDay: undefined,
  });
});

test("candidates() takes new cards of some decks by position and of others shuffled, deck by deck", async () => {
  const { store, userId, deckId } = await studyStore(30);
  const more = await applyDeck(store, deckOf("more", [noteOf("x"), noteOf("y"), noteOf("z")]), NOW);
  const decks = [{ id: deckId, newOrder: "random" }, { id: more.deckId, newOrder: "position" }] as const;
  const found = (await candidates(store, { userId, decks, today: TODAY, bound: 40 })).new;
  expect(found.map((one) => one.deckId)).toEqual([
    ...Array<number>(30).fill(deckId),
    ...Array<number>(3).fill(more.deckId),
  ]);
  const salts = found.slice(0, 30).map((one) => one.salt);
  expect(salts).toEqual([...salts].sort((a, b) => a - b));
  expect(salts.every((salt) => Number.isInteger(salt) && salt >= 0 && salt < 2 ** 32)).toBe(true);
});

test("reviewCard() and siblings() know nothing of other people's cards", async () => {
  const { store, userId } = await studyStore(1);
  const other = await addPerson(store, "Grace");
  const own = {
    ...deckOf("mine", [noteOf("m", ["there", "back", "gone"])]),
    owner: { origin: "own", userId },
  } as const;
  await applyDeck(store, own, NOW);
  await applyDeck(store, { ...own, notes: [noteOf("m", ["back", "there"])] }, NOW);
  expect(await reviewCard(store, userId, 2)).toMatchObject({
    cardId: 2,
    side: "there",
    retired: false,
    line: "new",
    position: 2,
    note: { guid: "m", tags: ["softmax", "loss"], source: undefined },
    deck: { slug: "mine", origin: "own" },
    memory: { phase: "new", due: { kind: "new", position: 2 }, version: 0 },
  });
  expect(await reviewCard(store, other.id, 2)).toBeUndefined();
  expect(await reviewCard(store, userId, 4)).toMatchObject({ retired: true, line: undefined });
  expect((await siblings(store, userId, 2)).map((one) => one.side)).toEqual(["back", "there"]);
  expect(await siblings(store, other.id, 2)).toEqual([]);
});
