import { expect, test } from "vitest";
import { nextCard, type QueueInput } from "../../src/scheduling/queue.ts";
import type { Candidate, Line } from "../../src/scheduling/types.ts";
import { MORNING, PLAIN, TODAY } from "./cards.ts";

const MINUTE = 60_000;
const DUE: Readonly<Record<Line, number>> = { learning: MORNING, day_learning: TODAY, review: TODAY, new: 1 };

function card(cardId: number, line: Line, changes: Partial<Candidate> = {}): Candidate {
  return {
    cardId,
    noteId: cardId,
    deckId: 1,
    generator: undefined,
    line,
    due: DUE[line],
    salt: cardId,
    stability: undefined,
    lastDay: undefined,
    ...changes,
  };
}

function inputOf(cards: readonly Candidate[], changes: Partial<QueueInput> = {}): QueueInput {
  const of = (line: Line) => cards.filter((one) => one.line === line);
  return {
    lines: {
      new: of("new"),
      learning: of("learning"),
      day_learning: of("day_learning"),
      review: of("review"),
    },
    now: MORNING,
    today: TODAY,
    remaining: new Map([[1, { new: 20, review: 200 }], [2, { new: 20, review: 200 }]]),
    presets: new Map([[1, PLAIN], [2, { ...PLAIN, learnAheadMinutes: 0 }]]),
    mix: "mixed",
    done: { new: 0, review: 0 },
    left: { new: of("new").length, review: of("review").length },
    last: undefined,
    ...changes,
  };
}

const shown = (cards: readonly Candidate[], changes: Partial<QueueInput> = {}) => {
  const next = nextCard(inputOf(cards, changes));
  return next.kind === "card" || next.kind === "pause" ? [next.kind, next.candidate.cardId] : next;
};

test("learning cards that are due come first, then day learning, then the others, then learning ahead", () => {
  const ahead = card(4, "learning", { due: MORNING + 5 * MINUTE });
  const cards = [card(1, "learning"), card(2, "day_learning"), card(3, "review"), ahead];
  for (let first = 0; first < cards.length; first++) {
    expect(shown(cards.slice(first))).toEqual(["card", first + 1]);
  }
});

test("a learning card beyond learn-ahead is waited for", () => {
  const later = card(1, "learning", { due: MORNING + 20 * MINUTE + 1 });
  expect(shown([later])).toEqual({ kind: "wait", until: later.due });
  expect(shown([card(2, "learning", { due: MORNING + 20 * MINUTE }), later])).toEqual(["card", 2]);
});

test("learn-ahead is that of the card's own deck", () => {
  const due = MORNING + MINUTE;
  expect(shown([card(1, "learning", { due, deckId: 2 })])).toEqual({ kind: "wait", until: due });
});

test("nothing left is done", () => {
  expect(shown([])).toEqual({ kind: "done" });
});

test("reviews of a later day do not come", () => {
  expect(shown([card(1, "review", { due: TODAY + 1 }), card(2, "day_learning", { due: TODAY + 1 })])).toEqual(
    {
      kind: "done",
    },
  );
});

test("a deck without room gives way to one that has some", () => {
  const remaining = new Map([[1, { new: 0, review: 0 }], [2, { new: 1, review: 1 }]]);
  const full = [card(1, "review"), card(2, "new")];
  expect(shown(full, { remaining })).toEqual({ kind: "done" });
  expect(shown([...full, card(3, "new", { deckId: 2 })], { remaining })).toEqual(["card", 3]);
  expect(shown([...full, card(4, "learning"), card(5, "day_learning")], { remaining })).toEqual(["card", 4]);
});

test.each([["reviews_first", 1], ["new_first", 2]] as const)("with %s card %d comes", (mix, cardId) => {
  expect(shown([card(1, "review"), card(2, "new")], { mix })).toEqual(["card", cardId]);
});

test.each([[4, 12, "RRNRRRNRRRNRRRNR"], [3, 3, "RNRNRN"], [12, 4, "NRNNNRNNNRNNNRNN"]])(
  "%d new cards and %d reviews are mixed evenly over the day",
  (fresh, reviews, expected) => {
    let done = { new: 0, review: 0 };
    let left = { new: fresh, review: reviews };
    let order = "";
    while (left.new + left.review > 0) {
      const cards = [
        ...Array.from({ length: left.review }, (_, i) => card(i, "review")),
        ...Array.from({ length: left.new }, (_, i) => card(100 + i, "new")),
      ];
      const next = nextCard(inputOf(cards, { done, left }));
      const isNew = next.kind === "card" && next.candidate.line === "new";
      order += isNew ? "N" : "R";
      const step = isNew ? { new: 1, review: 0 } : { new: 0, review: 1 };
      done = { new: done.new + step.new, review: done.review + step.review };
      left = { new: left.new - step.new, review: left.review - step.review };
    }
    expect(order).toBe(expected);
  },
);

test("a card of the same note gives way to any other, even to one within learn-ahead", () => {
  const last = { cardId: 1, noteId: 7, generator: undefined };
  const sibling = card(2, "learning", { noteId: 7 });
  const ahead = card(4, "learning", { due: MORNING + MINUTE });
  expect(shown([sibling, card(3, "review")], { last })).toEqual(["card", 3]);
  expect(shown([sibling, ahead], { last })).toEqual(["card", 4]);
  expect(shown([sibling], { last })).toEqual(["card", 2]);
});

test("a single learning card that is not generated comes again within learn-ahead", () => {
  const last = { cardId: 1, noteId: 1, generator: undefined };
  expect(shown([card(1, "learning", { due: MORNING + MINUTE })], { last })).toEqual(["card", 1]);
});

test("a card of the same generator gives way to any other, and otherwise comes after a pause", () => {
  const last = { cardId: 1, noteId: 1, generator: "softmax" };
  const same = card(2, "review", { generator: "softmax" });
  const ahead = card(4, "learning", { due: MORNING + MINUTE, generator: "conv" });
  expect(shown([same, card(3, "review", { generator: "conv" })], { last })).toEqual(["card", 3]);
  expect(shown([same, ahead], { last })).toEqual(["card", 4]);
  expect(shown([same, card(5, "new", { noteId: 1 })], { last })).toEqual(["card", 5]);
  expect(shown([same], { last })).toEqual(["pause", 2]);
  expect(shown([same], { last: undefined })).toEqual(["card", 2]);
});

test("a generated card that is alone is not learnt ahead, but waited for", () => {
  const last = { cardId: 1, noteId: 1, generator: "softmax" };
  const due = MORNING + MINUTE;
  const same = card(1, "learning", { generator: "softmax", due });
  expect(shown([same], { last })).toEqual({ kind: "wait", until: due });
  expect(shown([same], { last, now: due })).toEqual(["pause", 1]);
});
