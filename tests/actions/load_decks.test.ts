/** Deck files that change under a learner: what was learnt stays. */
import { expect, test } from "vitest";
import { logOf } from "../../src/store/log.ts";
import {
  answerNext,
  basic,
  cardOf,
  deckText,
  known,
  load,
  memoryOf,
  openHouse,
  review,
  unfolded,
} from "./house.ts";

const A = basic("What is a?");
const B = basic("What is b?");
const AB = { d: deckText("d", { a: A, b: B }) };

test("a deck that has not changed is not applied again", async () => {
  const house = await openHouse({ decks: AB });
  expect(await load(house, AB)).toMatchObject({ unchanged: ["d"], applied: [], retired: [] });
});

test("editing a note keeps its progress", async () => {
  const house = await openHouse({ decks: AB });
  const { stored } = await answerNext(house, 4);
  const before = await memoryOf(house, stored.cardId);
  await load(house, { d: deckText("d", { a: basic("What is a, in other words?"), b: B }) });
  expect(await memoryOf(house, stored.cardId)).toEqual(before);
  expect((await known(house, stored.cardId)).note.summary).toContain("in other words");
});

test("a removed note is retired with its history kept, and revived as it was", async () => {
  const house = await openHouse({ decks: AB });
  const card = await cardOf(house, "a");
  await answerNext(house, 4);
  const before = await memoryOf(house, card);
  await load(house, { d: deckText("d", { b: B }) });
  expect((await known(house, card)).retired).toBe(true);
  expect((await review(house)).counts).toEqual({ new: 1, review: 0, learning: 0 });
  expect(await logOf(house.store, house.person.id, card)).toHaveLength(1);
  await load(house, AB);
  expect((await known(house, card)).retired).toBe(false);
  expect(await memoryOf(house, card)).toEqual(before);
  expect(await unfolded(house)).toEqual([]);
});

test("a deck whose folder is gone is retired, and comes back with everything learnt", async () => {
  const house = await openHouse({ decks: AB });
  const { stored } = await answerNext(house, 4);
  const before = await memoryOf(house, stored.cardId);
  expect((await load(house, {})).retired).toEqual(["d"]);
  expect((await review(house)).studying.decks).toEqual([]);
  await load(house, AB);
  expect(await memoryOf(house, stored.cardId)).toEqual(before);
  expect((await review(house)).studying.decks).toHaveLength(1);
});

test("a deck with a problem says where, and leaves the stored version as it was", async () => {
  const house = await openHouse({ decks: AB });
  const { stored } = await answerNext(house, 4);
  const broken = deckText("d", { a: basic("Another question"), c: "- type: no-such-type\n\nWhat?" });
  const loaded = await load(house, { d: broken });
  expect(loaded.applied).toEqual([]);
  expect(loaded.problems).toMatchObject([{ file: "cards/d/deck.md", line: 20 }]);
  expect((await known(house, stored.cardId)).note.summary).toContain("What is a?");
  expect((await known(house, await cardOf(house, "b"))).retired).toBe(false);
});

test("a deck that calls itself otherwise than its folder is a problem", async () => {
  const house = await openHouse({ decks: AB });
  const loaded = await load(house, { ...AB, e: deckText("f", { a: A }) });
  expect(loaded.problems[0]?.message).toContain(`is called "f", but its folder is "e"`);
});

test("notes in a new order come in that order", async () => {
  const house = await openHouse({ decks: AB });
  await load(house, { d: deckText("d", { b: B, a: A }) });
  expect((await answerNext(house, 4)).stored.note.guid).toBe("b");
  expect(await unfolded(house)).toEqual([]);
});
