import { expect, test } from "vitest";
import fc from "fast-check";
import { type DeckWaiting, doneToday, remainingCounts, remainingToday } from "../../src/scheduling/limits.ts";

function deck(deckId: number, changes: Partial<DeckWaiting> = {}): DeckWaiting {
  const waiting = { new: 0, review: 0, learning: 0 };
  return {
    deckId,
    parentId: undefined,
    newPerDay: 20,
    reviewsPerDay: 200,
    newDone: 0,
    reviewsDone: 0,
    waiting,
    ...changes,
  };
}

test("remainingToday() takes what was done from the limit", () => {
  const remaining = remainingToday([deck(1, { newDone: 5, reviewsDone: 30 })]);
  expect(remaining.get(1)).toEqual({ new: 15, review: 170 });
});

test("remainingToday() is never below zero, as after a limit was lowered", () => {
  const remaining = remainingToday([deck(1, { newPerDay: 3, newDone: 5, reviewsPerDay: 0, reviewsDone: 9 })]);
  expect(remaining.get(1)).toEqual({ new: 0, review: 0 });
});

test("remainingToday() holds a deck to the decks above it, and counts work in subdecks for those", () => {
  const remaining = remainingToday([
    deck(3, { parentId: 2, newPerDay: 50, newDone: 1 }),
    deck(1, { newPerDay: 10, newDone: 2 }),
    deck(2, { parentId: 1, newPerDay: 9, newDone: 4 }),
    deck(4, { parentId: 1, newPerDay: 2 }),
  ]);
  expect([1, 2, 3, 4].map((id) => remaining.get(id)?.new)).toEqual([3, 3, 3, 2]);
});

test("new cards and reviews do not use up each other's limit", () => {
  const remaining = remainingToday([deck(1, { reviewsPerDay: 5, reviewsDone: 5 })]);
  expect(remaining.get(1)).toEqual({ new: 20, review: 0 });
});

test("a deck whose parent is not there stands at the top", () => {
  expect(remainingToday([deck(1, { parentId: 99 })]).get(1)).toEqual({ new: 20, review: 200 });
});

test("decks in a circle are refused, and named", () => {
  const circle = [deck(1), deck(2, { parentId: 3 }), deck(3, { parentId: 2 })];
  expect(() => remainingToday(circle)).toThrow("decks 2, 3 stand above one another");
});

test("doneToday() adds up the subtree", () => {
  const done = doneToday([deck(2, { parentId: 1, newDone: 3 }), deck(1, { newDone: 1, reviewsDone: 4 })]);
  expect([done.get(1), done.get(2)]).toEqual([{ new: 4, review: 4 }, { new: 3, review: 0 }]);
});

test("remainingCounts() holds what waits to the limits at every level; learning cards have none", () => {
  const counts = remainingCounts([
    deck(1, { newPerDay: 12, waiting: { new: 1, review: 2, learning: 1 } }),
    deck(2, { parentId: 1, newPerDay: 5, waiting: { new: 40, review: 300, learning: 7 } }),
    deck(3, { parentId: 1, newPerDay: 30, reviewsPerDay: 10, waiting: { new: 40, review: 30, learning: 0 } }),
  ]);
  expect(counts.get(1)).toEqual({ new: 12, review: 200, learning: 8 });
  expect(counts.get(2)).toEqual({ new: 5, review: 200, learning: 7 });
  expect(counts.get(3)).toEqual({ new: 12, review: 10, learning: 0 });
});

const anyTree = fc.array(
  fc.record({ parent: fc.nat(), limit: fc.nat(8), done: fc.nat(3), waiting: fc.nat(8) }),
  { minLength: 1, maxLength: 6 },
).map((drawn) =>
  drawn.map(({ parent, limit, done, waiting }, i) =>
    deck(i + 1, {
      parentId: i === 0 ? undefined : 1 + parent % i,
      newPerDay: limit,
      newDone: done,
      waiting: { new: waiting, review: 0, learning: 0 },
    })
  )
);

test("taking cards one by one wherever a deck has room ends at the count of the top deck", () => {
  fc.assert(fc.property(anyTree, fc.infiniteStream(fc.nat()), (tree, picks) => {
    let decks = tree;
    const promised = remainingCounts(decks).get(1)?.new ?? NaN;
    let taken = 0;
    for (const pick of picks) {
      const remaining = remainingToday(decks);
      const open = decks.filter((one) => one.waiting.new > 0 && (remaining.get(one.deckId)?.new ?? 0) > 0);
      const from = open[pick % Math.max(1, open.length)];
      if (from === undefined) break;
      taken += 1;
      decks = decks.map((one) =>
        one !== from
          ? one
          : { ...one, newDone: one.newDone + 1, waiting: { ...one.waiting, new: one.waiting.new - 1 } }
      );
    }
    expect(taken).toBe(promised);
  }));
});
