/** Suggested grades: from how an answer went, and from its time only whether Easy may be offered. */
import { array, assert, boolean, constantFrom, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { answerCard } from "../../src/actions/answer_card.ts";
import { checkAnswer } from "../../src/actions/check_answer.ts";
import { isEasyOffered } from "../../src/actions/offer_easy.ts";
import { showCard } from "../../src/actions/shown_card.ts";
import { nowFor } from "../../src/actions/studying.ts";
import { answerMsOf, offersEasy, suggestRating } from "../../src/actions/suggest_rating.ts";
import { undo } from "../../src/actions/undo.ts";
import type { Verdict } from "../../src/decks/face.ts";
import { cardOf, deckText, gradeOf, type House, openHouse, START } from "./house.ts";

const RIGHT: Verdict = { kind: "right", score: 1, marks: [], message: undefined };
const WRONG: Verdict = { kind: "wrong", score: 0, marks: [], message: undefined, mistake: undefined };
const CARRIED: Verdict = { ...WRONG, kind: "partial", score: 0.5, carried: true };
const PARTIAL: Verdict = { ...WRONG, kind: "partial", score: 0.5 };

test.each(
  [
    ["right at once", RIGHT, 1, 0, 3],
    ["right at the second try", RIGHT, 2, 0, 2],
    ["right with a hint", RIGHT, 1, 1, 2],
    ["one slip rightly carried on", CARRIED, 2, 0, 2],
    ["partly right", PARTIAL, 2, 0, 1],
    ["wrong", WRONG, 2, 0, 1],
    ["no answer", undefined, 0, 0, 1],
  ] as const,
)("suggestRating() of what was %s", (_name, verdict, tries, hints, rating) => {
  expect(suggestRating({ verdict, tries, hints })).toBe(rating);
});

const went = record({
  verdict: constantFrom<Verdict | undefined>(RIGHT, WRONG, CARRIED, PARTIAL, undefined),
  tries: integer({ min: 1, max: 2 }),
  hints: integer({ min: 0, max: 4 }),
});
const times = array(integer({ min: 0, max: 3_600_000 }), { maxLength: 40 });
const took = integer({ min: 0, max: 3_600_000 });

function quick(tookMs: number) {
  return { verdict: RIGHT, tries: 1, hints: 0, askedAt: START, at: START + tookMs };
}

test("suggestRating() never suggests Easy, and Good only to what was right at once without a hint", () => {
  assert(property(went, (one) => {
    const rating = suggestRating(one);
    expect(rating).toBeLessThan(4);
    expect(rating === 3).toBe(one.verdict?.kind === "right" && one.tries === 1 && one.hints === 0);
  }));
});

test("suggestRating() never rises with another try or hint", () => {
  assert(property(went, boolean(), (one, isTry) => {
    const more = isTry ? { ...one, tries: one.tries + 1 } : { ...one, hints: one.hints + 1 };
    expect(suggestRating(more)).toBeLessThanOrEqual(suggestRating(one));
  }));
});

test("offersEasy() offers nothing to what does not suggest Good, however quick it was", () => {
  assert(property(went, times, (one, earlier) => {
    if (offersEasy({ ...one, askedAt: START, at: START }, earlier)) expect(suggestRating(one)).toBe(3);
  }));
});

test("offersEasy() needs five earlier answers", () => {
  assert(property(array(took, { maxLength: 4 }), took, (earlier, tookMs) => {
    expect(offersEasy(quick(tookMs), earlier)).toBe(false);
  }));
});

test("offersEasy() is for less than 0.6 of the median, by counting", () => {
  assert(property(array(took, { minLength: 5, maxLength: 40 }), took, (earlier, tookMs) => {
    // Of the sorted times, the mean of the two that stand in the middle from either end.
    const sorted = earlier.toSorted((a, b) => a - b);
    const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
    const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN;
    expect(offersEasy(quick(tookMs), earlier)).toBe(tookMs < 0.6 * ((low + high) / 2));
  }));
});

test("offersEasy() does not depend on the order of earlier answers, and holds for every quicker one", () => {
  assert(property(times, took, integer({ min: 0, max: 100_000 }), (earlier, tookMs, less) => {
    const offered = offersEasy(quick(tookMs), earlier);
    expect(offersEasy(quick(tookMs), earlier.toReversed())).toBe(offered);
    if (offered) expect(offersEasy(quick(Math.max(0, tookMs - less)), earlier)).toBe(true);
  }));
});

test.each([
  [START, START + 5000, 5000],
  [START, START, 0],
  [0, START, undefined],
  [START + 1, START, undefined],
])("an answer asked at %i and checked at %i took %s ms", (askedAt, at, tookMs) => {
  expect(answerMsOf({ askedAt, at })).toBe(tookMs);
  if (tookMs === undefined) {
    expect(offersEasy({ ...quick(0), askedAt, at }, Array.from({ length: 9 }, () => 1e9))).toBe(false);
  }
});

const SUM = "- type: number\n- answer: 4\n\nWhat is two plus two?";
const SIZE = "- type: generated\n- generator: conv-out\n- level: 1";
const OTHER_LEVEL = "- type: generated\n- generator: conv-out\n- level: 2";

const layer = z.record(z.string(), z.number());

/** What is right, worked out from the params alone: the output of a convolution. */
async function rightAnswer(house: House, guid: string): Promise<Readonly<Record<string, string>>> {
  const { asked: { drawn } } = await shown(house, guid);
  if (drawn === undefined) return { answer: "4" };
  const { height = 0, width = 0, filters, kernel = 0, stride = 1, padding = 0, dilation = 1 } = layer.parse(
    JSON.parse(drawn.params),
  );
  const out = (size: number) => Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  return { shape: `[${filters}, ${out(height)}, ${out(width)}]` };
}

async function shown(house: House, guid: string) {
  const cardId = await cardOf(house, guid);
  const now = nowFor(house.person, house.clock.now);
  const card = await showCard(house.deps, house.person, { cardId, now });
  if (card === undefined) throw new Error(`There is no card of ${guid}`);
  return card;
}

/** Answers rightly after a time, and tells whether Easy was offered for it. */
async function answerAfter(house: House, guid: string, ms: number): Promise<boolean> {
  const { stored } = await shown(house, guid);
  const askedAt = house.clock.now;
  house.clock.now += ms;
  await checkAnswer(house.deps, house.person, {
    cardId: stored.cardId,
    version: stored.memory.version,
    given: { chosen: [], typed: await rightAnswer(house, guid) },
    giveUp: false,
    hint: false,
    askedAt,
  });
  const checked = await shown(house, guid);
  expect(checked.attempt?.verdict?.kind).toBe("right");
  const offered = await isEasyOffered(house.deps, house.person, checked);
  // Reading the worked steps takes time too, which says nothing of the answer.
  house.clock.now += 50_000;
  const graded = await answerCard(house.deps, house.person, gradeOf(checked, 1));
  expect(graded.kind).toBe("done");
  return offered;
}

const DECK = { d: deckText("d", { sum: SUM, size: SIZE, again: SIZE, other: OTHER_LEVEL }) };

test.each([["sum"], ["size"]])("the sixth answer to %s is offered Easy when it is quick", async (guid) => {
  const house = await openHouse({ decks: DECK });
  for (let i = 0; i < 5; i++) expect(await answerAfter(house, guid, 10_000)).toBe(false);
  expect(await answerAfter(house, guid, 5999)).toBe(true);
  expect(await answerAfter(house, guid, 6000)).toBe(false);
});

test("earlier answers to a generator count for its other cards of the level, and for no other level", async () => {
  const house = await openHouse({ decks: DECK });
  for (let i = 0; i < 5; i++) await answerAfter(house, i % 2 === 0 ? "size" : "again", 10_000);
  expect(await answerAfter(house, "other", 1000)).toBe(false);
  expect(await answerAfter(house, "sum", 1000)).toBe(false);
  expect(await answerAfter(house, "again", 1000)).toBe(true);
});

test("an answer that was taken back counts no more", async () => {
  const house = await openHouse({ decks: DECK });
  for (let i = 0; i < 5; i++) await answerAfter(house, "sum", 10_000);
  await undo(house.deps, house.person);
  expect(await answerAfter(house, "sum", 1000)).toBe(false);
});
