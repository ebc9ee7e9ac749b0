/** Taking back everything done today, over restarts, and doing it again. */
import { expect, test } from "vitest";
import { answerCard } from "../../src/actions/answer_card.ts";
import { type CardChange, changeCard } from "../../src/actions/change_card.ts";
import { redo, undo } from "../../src/actions/undo.ts";
import { logOf } from "../../src/store/log.ts";
import {
  answerNext,
  basic,
  cardOf,
  cardsOf,
  countsOfDays,
  DAY,
  deckText,
  gradeOf,
  type House,
  memoryOf,
  MINUTE,
  openedStore,
  openHouse,
  REVERSED,
  review,
  shownNow,
  unfolded,
} from "./house.ts";

const NOTES = { a: basic("What is a?"), b: basic("What is b?"), pair: REVERSED };
const DECKS = { d: deckText("d", NOTES) };

/** What a learner can see of the state; versions grow with every change, taken back or not. */
async function visible(house: House) {
  const { counts, studying, stage, undoable } = await review(house, { goOn: true });
  const ids = (await Promise.all(Object.keys(NOTES).map((guid) => cardsOf(house, guid)))).flat();
  const memories = await Promise.all(ids.map(async (id) => ({ ...await memoryOf(house, id), version: 0 })));
  return {
    counts,
    answers: studying.answersToday,
    tookMs: studying.tookMsToday,
    fresh: studying.newToday,
    next: stage.kind === "card" ? stage.shown.stored.cardId : stage.kind,
    undoable: undoable?.verb,
    memories,
  };
}

async function change(house: House, guid: string, what: CardChange) {
  const cardId = await cardOf(house, guid);
  const { version } = await memoryOf(house, cardId);
  return await changeCard(house.deps, house.person, { cardId, version, change: what });
}

/** A day with a bit of everything; the state after each step, the first before any. */
async function aDay(house: House) {
  const states = [await visible(house)];
  const steps = [
    () => answerNext(house, 3),
    () => answerNext(house, 1),
    () => change(house, "b", { kind: "flag", flag: 3 }),
    () => answerNext(house, 4),
    () => change(house, "a", { kind: "suspend" }),
    () => change(house, "b", { kind: "set_due", inDays: 9 }),
    () => answerNext(house, 2),
  ];
  for (const step of steps) {
    await step();
    states.push(await visible(house));
  }
  return states;
}

test("undo takes back all that was done today, one thing at a time, and redo does it again", async () => {
  const house = await openHouse({ decks: DECKS });
  const states = await aDay(house);
  for (const state of states.slice(0, -1).reverse()) {
    expect((await undo(house.deps, house.person)).kind).toBe("done");
    expect(await visible(house)).toEqual(state);
  }
  expect(await undo(house.deps, house.person)).toEqual({ kind: "nothing" });
  for (const state of states.slice(1)) {
    expect((await redo(house.deps, house.person)).kind).toBe("done");
    expect(await visible(house)).toEqual(state);
  }
  expect(await redo(house.deps, house.person)).toEqual({ kind: "nothing" });
  expect(await unfolded(house)).toEqual([]);
  const { kept, logged } = await countsOfDays(house);
  expect(kept).toEqual(logged);
});

test("undo survives closing and opening the file", async () => {
  const folder = await Deno.makeTempDir();
  const url = `file:${folder}/test.db`;
  const house = await openHouse({ decks: DECKS, url });
  const states = await aDay(house);
  await house.store.close();
  const store = await openedStore(url);
  const again = { ...house, store, deps: { ...house.deps, store } };
  for (const state of states.slice(0, -1).reverse()) {
    await undo(again.deps, again.person);
    expect(await visible(again)).toEqual(state);
  }
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

test("undo brings the question back as it was, with its numbers", async () => {
  const text = deckText("d", { g: "- type: generated\n- generator: softmax\n- level: 1" });
  const house = await openHouse({ decks: { d: text } });
  const before = await shownNow(house);
  await answerNext(house, 1);
  house.clock.now += MINUTE;
  expect((await shownNow(house)).asked.drawn).not.toEqual(before.asked.drawn);
  const taken = await undo(house.deps, house.person);
  expect(taken).toEqual({ kind: "done", verb: "answer", cardId: before.stored.cardId });
  expect((await shownNow(house)).asked).toMatchObject({ drawn: before.asked.drawn, face: before.asked.face });
});

test("undo of an answer takes its buried siblings along, and redo buries them again", async () => {
  const house = await openHouse({
    decks: { d: deckText("d", { pair: REVERSED }) },
    options: { buryNewSiblings: true },
  });
  const [, back = 0] = await cardsOf(house, "pair");
  await answerNext(house, 4);
  expect((await memoryOf(house, back)).burial?.by).toBe("sibling");
  await undo(house.deps, house.person);
  expect((await memoryOf(house, back)).burial).toBeUndefined();
  expect((await review(house)).counts.new).toBe(2);
  await redo(house.deps, house.person);
  expect((await memoryOf(house, back)).burial?.by).toBe("sibling");
  expect(await unfolded(house)).toEqual([]);
});

test("undo reaches no further back than the learner's day", async () => {
  const house = await openHouse({ decks: DECKS });
  await answerNext(house, 3);
  house.clock.now += DAY;
  expect(await undo(house.deps, house.person)).toEqual({ kind: "nothing" });
});

test("a new answer ends redoing", async () => {
  const house = await openHouse({ decks: DECKS });
  await answerNext(house, 3);
  await undo(house.deps, house.person);
  await answerNext(house, 1);
  expect(await redo(house.deps, house.person)).toEqual({ kind: "nothing" });
});

test("a page from before an undo is stale, though the card stands as it stood", async () => {
  const house = await openHouse({ decks: DECKS });
  const shown = await answerNext(house, 3);
  await undo(house.deps, house.person);
  expect(await answerCard(house.deps, house.person, gradeOf(shown, 3))).toEqual({ kind: "stale" });
  expect(await logOf(house.store, house.person.id, shown.stored.cardId)).toHaveLength(2);
});

test("of two undos sent at once each takes back its own or says so; nothing is taken back twice", async () => {
  const house = await openHouse({ decks: DECKS });
  await answerNext(house, 3);
  house.clock.now += MINUTE;
  const before = await visible(house);
  await answerNext(house, 3);
  const both = await Promise.all([undo(house.deps, house.person), undo(house.deps, house.person)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["done", "stale"]);
  expect(await visible(house)).toEqual(before);
});

const CHANGES: readonly (readonly [CardChange["kind"], CardChange])[] = [
  ["suspend", { kind: "suspend" }],
  ["bury", { kind: "bury" }],
  ["bury_note", { kind: "bury_note" }],
  ["flag", { kind: "flag", flag: 5 }],
  ["set_due", { kind: "set_due", inDays: 3 }],
  ["reset", { kind: "reset" }],
];

test.each(CHANGES)("%s changes the card, says no twice, and is undone", async (kind, what) => {
  const house = await openHouse({ decks: DECKS });
  const card = await cardOf(house, "a");
  await answerNext(house, 3);
  const before = await visible(house);
  expect(await change(house, "a", what)).toEqual({ kind: "done" });
  const changed = await visible(house);
  expect(changed.memories).not.toEqual(before.memories);
  expect(await change(house, "a", what)).toEqual({ kind: kind === "set_due" ? "done" : "unchanged" });
  if (kind === "set_due") await undo(house.deps, house.person);
  await undo(house.deps, house.person);
  expect(await visible(house)).toEqual(before);
  await redo(house.deps, house.person);
  expect(await visible(house)).toEqual(changed);
  expect((await memoryOf(house, card)).version).toBeGreaterThan(2);
  expect(await unfolded(house)).toEqual([]);
});

test("bury_note keeps every card of the note away until tomorrow", async () => {
  const house = await openHouse({ decks: { d: deckText("d", { pair: REVERSED }) } });
  await change(house, "pair", { kind: "bury_note" });
  expect((await review(house)).stage.kind).toBe("done");
  house.clock.now += DAY;
  expect((await review(house)).counts.new).toBe(2);
});

test("unsuspend and unbury bring a card back", async () => {
  const house = await openHouse({ decks: { d: deckText("d", { a: basic("What is a?") }) } });
  for (const [away, back] of [["suspend", "unsuspend"], ["bury", "unbury"]] as const) {
    await change(house, "a", { kind: away });
    expect((await review(house)).stage.kind).toBe("done");
    await change(house, "a", { kind: back });
    expect((await review(house)).stage.kind).toBe("card");
  }
});

test("a change from a page that is behind is stale", async () => {
  const house = await openHouse({ decks: DECKS });
  const cardId = await cardOf(house, "a");
  await change(house, "a", { kind: "flag", flag: 1 });
  const stale = await changeCard(house.deps, house.person, {
    cardId,
    version: 0,
    change: { kind: "suspend" },
  });
  expect(stale).toEqual({ kind: "stale" });
});
