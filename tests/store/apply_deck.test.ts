/** Decks come in, change and go, and what was learnt stays. */
import { expect, test } from "vitest";
import { newMemory } from "../../src/scheduling/fold.ts";
import type { LogEntry } from "../../src/scheduling/types.ts";
import { applyDeck, retireDeck } from "../../src/store/apply_deck.ts";
import { deckBySlug, deckOverview, shippedDecks } from "../../src/store/decks.ts";
import { recordAction } from "../../src/store/log.ts";
import { candidates, reviewCard } from "../../src/store/memories.ts";
import type { Store } from "../../src/store/open.ts";
import { addPerson, deckOf, noteOf, NOW, openedStore, rowsOf, studyStore, TODAY } from "./fixtures.ts";

async function newCards(store: Store, userId: number, deckId: number, newOrder: "position" | "random") {
  const { new: found } = await candidates(store, {
    userId,
    decks: [{ id: deckId, newOrder }],
    today: TODAY,
    bound: 60,
  });
  return found;
}

test("applyDeck() gives every person a new card for every side, in file order", async () => {
  const { store, deckId, userId } = await studyStore(2);
  const other = await addPerson(store, "Grace");
  await applyDeck(store, deckOf("basics", [noteOf("n2", ["back", "front"]), noteOf("n1")]), NOW);
  for (const person of [userId, other.id]) {
    const cards = await rowsOf<{ guid: string; side: string; due: number; line: number }>(
      store,
      `select guid, side, due, line from memory join card on card.id = card_id join note on note.id = card.note_id
        where user_id = ${person} and card.retired_at is null order by due`,
    );
    expect(cards).toEqual([
      { guid: "n2", side: "back", due: 1, line: 0 },
      { guid: "n2", side: "front", due: 2, line: 0 },
      { guid: "n1", side: "forward", due: 3, line: 0 },
    ]);
    expect((await newCards(store, person, deckId, "position")).map((one) => one.due)).toEqual([1, 2, 3]);
  }
});

test("applyDeck() tells what it added, changed and retired", async () => {
  const store = await openedStore();
  const first = await applyDeck(store, deckOf("d", [noteOf("a"), noteOf("b"), noteOf("c")]), NOW);
  expect(first).toEqual({ deckId: 1, notes: 3, added: 3, changed: 0, retired: 0 });
  const same = await applyDeck(store, deckOf("d", [noteOf("a"), noteOf("b"), noteOf("c")]), NOW + 1);
  expect(same).toEqual({ deckId: 1, notes: 3, added: 0, changed: 0, retired: 0 });
  const changed = { ...noteOf("a"), tags: ["other"] };
  const second = await applyDeck(store, deckOf("d", [changed, noteOf("b"), noteOf("e")]), NOW + 2);
  expect(second).toEqual({ deckId: 1, notes: 3, added: 1, changed: 1, retired: 1 });
  const stamps = await rowsOf(
    store,
    "select guid, created_at - changed_at as ago, retired_at from note order by guid",
  );
  expect(stamps).toEqual([
    { guid: "a", ago: -2, retired_at: null },
    { guid: "b", ago: 0, retired_at: null },
    { guid: "c", ago: 0, retired_at: NOW + 2 },
    { guid: "e", ago: 0, retired_at: null },
  ]);
});

test("applyDeck() takes retired cards out of their line and brings them back", async () => {
  const { store, deckId, userId, notes } = await studyStore(3);
  await applyDeck(store, deckOf("basics", notes.slice(0, 1)), NOW);
  expect(await newCards(store, userId, deckId, "position")).toHaveLength(1);
  await applyDeck(store, deckOf("basics", notes), NOW);
  expect((await newCards(store, userId, deckId, "position")).map((one) => one.due)).toEqual([1, 2, 3]);
});

test("applyDeck() moves new cards to their new places, but not those that were put elsewhere by hand", async () => {
  const { store, deckId, userId, notes } = await studyStore(3);
  const reset: LogEntry = { kind: "reset", seq: 1, at: NOW, day: TODAY, position: 50 };
  await recordAction(store, {
    userId,
    day: TODAY,
    at: NOW,
    verb: "reset",
    deckId,
    cardId: 1,
    targetId: undefined,
    changes: [{ cardId: 1, entry: reset, after: { ...newMemory(50), version: 1 }, details: undefined }],
    study: [],
  });
  await applyDeck(store, deckOf("basics", notes.toReversed()), NOW);
  const found = await newCards(store, userId, deckId, "position");
  expect(found.map((one) => [one.cardId, one.due])).toEqual([[3, 1], [2, 2], [1, 50]]);
  expect((await reviewCard(store, userId, 1))?.position).toBe(1);
});

test("retireDeck() empties the lines of a deck until it is applied again", async () => {
  const { store, deckId, userId, notes } = await studyStore(3);
  await retireDeck(store, deckId, NOW);
  expect(await newCards(store, userId, deckId, "position")).toEqual([]);
  expect(await deckBySlug(store, userId, "basics")).toBeUndefined();
  expect(await shippedDecks(store)).toMatchObject([{ slug: "basics", retired: true }]);
  await applyDeck(store, deckOf("basics", notes), NOW);
  expect(await newCards(store, userId, deckId, "position")).toHaveLength(3);
  expect(await shippedDecks(store)).toMatchObject([{ slug: "basics", retired: false }]);
});

test("candidates() shuffles new cards by a salt that differs between people and stays the same", async () => {
  const { store, deckId, userId } = await studyStore(60);
  const other = await addPerson(store, "Grace");
  const mine = (await newCards(store, userId, deckId, "random")).map((one) => one.cardId);
  const theirs = (await newCards(store, other.id, deckId, "random")).map((one) => one.cardId);
  const inOrder = (await newCards(store, userId, deckId, "position")).map((one) => one.cardId);
  expect(mine).not.toEqual(inOrder);
  expect(mine).not.toEqual(theirs);
  expect(new Set(mine)).toEqual(new Set(inOrder));
  expect((await newCards(store, userId, deckId, "random")).map((one) => one.cardId)).toEqual(mine);
});

test("an own deck is its owner's alone, even under the slug of a shipped one", async () => {
  const { store, userId } = await studyStore(1);
  const other = await addPerson(store, "Grace");
  const own = { ...deckOf("basics", [noteOf("mine")]), owner: { origin: "own", userId } } as const;
  const { deckId } = await applyDeck(store, own, NOW);
  const at = { now: NOW, today: TODAY, learnAheadMs: 0, newCap: 100, reviewCap: 100 };
  expect((await deckOverview(store, userId, at)).map((deck) => deck.origin)).toEqual(["shipped", "own"]);
  expect((await deckOverview(store, other.id, at)).map((deck) => deck.origin)).toEqual(["shipped"]);
  expect((await deckBySlug(store, userId, "basics"))?.id).toBe(deckId);
  expect((await deckBySlug(store, other.id, "basics"))?.origin).toBe("shipped");
});
