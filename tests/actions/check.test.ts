/** Checking typed and chosen answers: what cannot be read costs nothing, and the key waits for the last try. */
import { expect, test } from "vitest";
import { answerCard } from "../../src/actions/answer_card.ts";
import { checkAnswer, type Checked, isFinal } from "../../src/actions/check_answer.ts";
import { showCard } from "../../src/actions/shown_card.ts";
import { suggestRating } from "../../src/actions/suggest_rating.ts";
import { nowFor } from "../../src/actions/studying.ts";
import type { Given } from "../../src/decks/face.ts";
import { logOf } from "../../src/store/log.ts";
import { cardOf, deckText, type House, openHouse } from "./house.ts";

const NUMBER = "- type: number\n- answer: 5/8\n- tolerance: 0.001\n\nWhat is five eighths?";
const GENERATED = "- type: generated\n- generator: softmax\n- level: 1";
const WRONG: Given = { chosen: [], typed: { "p[0]": "9", "p[1]": "9", "p[2]": "9" } };

function opened(): Promise<House> {
  return openHouse({ decks: { d: deckText("d", { number: NUMBER, generated: GENERATED }) } });
}

async function shown(house: House, guid: string) {
  const cardId = await cardOf(house, guid);
  const card = await showCard(house.deps, house.person, {
    cardId,
    now: nowFor(house.person, house.clock.now),
  });
  if (card === undefined) throw new Error(`There is no card of ${guid}`);
  return card;
}

async function check(house: House, guid: string, given: Given | "give up" | "hint"): Promise<Checked> {
  const { stored } = await shown(house, guid);
  return await checkAnswer(house.deps, house.person, {
    cardId: stored.cardId,
    version: stored.memory.version,
    given: typeof given === "string" ? { chosen: [], typed: {} } : given,
    giveUp: given === "give up",
    hint: given === "hint",
    askedAt: house.clock.now,
  });
}

const typed = (text: string): Given => ({ chosen: [], typed: { answer: text } });

/** The id of the only field of a card that asks for one. */
async function numberGiven(house: House, text: string): Promise<Given> {
  const { asked } = await shown(house, "number");
  const id = asked.face.kind === "fields" ? asked.face.fields[0]?.id ?? "" : "";
  return { chosen: [], typed: { [id]: text } };
}

test("what cannot be read costs nothing: no try, no entry, the same question", async () => {
  const house = await opened();
  for (const text of ["five eighths", "", "1/"]) {
    const checked = await check(house, "number", await numberGiven(house, text));
    expect(checked.kind).toBe("unreadable");
  }
  const { attempt, stored } = await shown(house, "number");
  expect([attempt, stored.memory.version]).toEqual([undefined, 0]);
});

test.each([["0.625", "right", 3], ["5/8", "right", 3], ["0.5", "wrong", 1]])(
  "%j to a question without fresh numbers is %s at once and suggests %i",
  async (text, kind, rating) => {
    const house = await opened();
    await check(house, "number", await numberGiven(house, text));
    const { attempt } = await shown(house, "number");
    if (attempt === undefined) throw new Error("Nothing was kept");
    expect([attempt.verdict?.kind, isFinal(attempt), suggestRating(attempt)]).toEqual([kind, true, rating]);
  },
);

test("a generated question is tried twice before its key is shown, with the same numbers", async () => {
  const house = await opened();
  const first = await shown(house, "generated");
  await check(house, "generated", WRONG);
  const second = await shown(house, "generated");
  if (second.attempt === undefined) throw new Error("Nothing was kept");
  expect([second.attempt.tries, isFinal(second.attempt)]).toEqual([1, false]);
  expect(second.asked.face).toEqual(first.asked.face);
  await check(house, "generated", WRONG);
  const third = await shown(house, "generated");
  if (third.attempt === undefined) throw new Error("Nothing was kept");
  expect([third.attempt.tries, isFinal(third.attempt), suggestRating(third.attempt)]).toEqual([2, true, 1]);
  await check(house, "generated", WRONG);
  expect((await shown(house, "generated")).attempt?.tries).toBe(2);
});

test("right at the second try suggests Hard", async () => {
  const house = await opened();
  await check(house, "generated", WRONG);
  const key = await keyOf(house);
  await check(house, "generated", key);
  const { attempt } = await shown(house, "generated");
  if (attempt === undefined) throw new Error("Nothing was kept");
  expect([attempt.verdict?.kind, isFinal(attempt), suggestRating(attempt)]).toEqual(["right", true, 2]);
});

/** What a softmax of the drawn logits gives, worked out from the stored params alone. */
async function keyOf(house: House): Promise<Given> {
  const { asked } = await shown(house, "generated");
  const params: { logits: number[] } = JSON.parse(asked.drawn?.params ?? "{}");
  const powers = params.logits.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return {
    chosen: [],
    typed: Object.fromEntries(powers.map((power, i) => [`p[${i}]`, (power / sum).toFixed(3)])),
  };
}

test("giving up is final and suggests Again", async () => {
  const house = await opened();
  await check(house, "generated", "give up");
  const { attempt } = await shown(house, "generated");
  if (attempt === undefined) throw new Error("Nothing was kept");
  expect([attempt.verdict?.kind, isFinal(attempt), suggestRating(attempt)]).toEqual(["wrong", true, 1]);
});

test("giving up after a try keeps what was typed", async () => {
  const house = await opened();
  await check(house, "generated", WRONG);
  await check(house, "generated", "give up");
  expect((await shown(house, "generated")).attempt?.given).toEqual(WRONG);
});

test("the graded answer keeps the numbers drawn, what was typed and how it was judged; the next asks anew", async () => {
  const house = await opened();
  const before = await shown(house, "generated");
  await check(house, "generated", WRONG);
  await check(house, "generated", WRONG);
  const { cardId } = before.stored;
  await answerCard(house.deps, house.person, {
    cardId,
    version: 0,
    rating: 3,
    tookMs: 1000,
    reason: "a slip of the finger",
  });
  const [logged] = await logOf(house.store, house.person.id, cardId);
  expect(logged?.details).toMatchObject({
    drawn: before.asked.drawn,
    typed: WRONG,
    verdict: { kind: "wrong" },
    suggested: 1,
    reason: "a slip of the finger",
  });
  const after = await shown(house, "generated");
  expect(after.attempt).toBeUndefined();
  expect(after.asked.drawn?.params).not.toBe(before.asked.drawn?.params);
});

test.each(
  [[1, "wrong", undefined], [2, "wrong", undefined], [3, "wrong", "slip"], [4, "wrong", "slip"], [
    4,
    "right",
    undefined,
  ]] as const,
)(
  "the reason of a grade %i for what was %s is kept as %s",
  async (rating, kind, reason) => {
    const house = await opened();
    await check(house, "number", await numberGiven(house, kind === "right" ? "5/8" : "3/8"));
    const { cardId } = (await shown(house, "number")).stored;
    const grade = { cardId, version: 0, rating, tookMs: 1000, reason: "slip" };
    expect(await answerCard(house.deps, house.person, grade)).toEqual({ kind: "done" });
    const [logged] = await logOf(house.store, house.person.id, cardId);
    expect(logged?.details?.reason).toBe(reason);
  },
);

test("an answer to a card that has moved on is stale, and to no card missing", async () => {
  const house = await opened();
  const { stored } = await shown(house, "number");
  const answer = { given: typed("1"), giveUp: false, hint: false, askedAt: 0 };
  expect(await checkAnswer(house.deps, house.person, { ...answer, cardId: stored.cardId, version: 3 }))
    .toEqual({ kind: "stale" });
  expect(await checkAnswer(house.deps, house.person, { ...answer, cardId: 999, version: 0 }))
    .toEqual({ kind: "missing" });
});

test("a hint judges nothing, counts, and makes a right answer Hard", async () => {
  const house = await opened();
  await check(house, "generated", "hint");
  const hinted = (await shown(house, "generated")).attempt;
  expect(hinted).toMatchObject({ hints: 1, tries: 0, verdict: undefined });
  expect(hinted !== undefined && isFinal(hinted)).toBe(false);
  await check(house, "generated", await keyOf(house));
  const { attempt } = await shown(house, "generated");
  if (attempt === undefined) throw new Error("Nothing was kept");
  expect([attempt.verdict?.kind, attempt.hints, suggestRating(attempt)]).toEqual(["right", 1, 2]);
});

test("hints end with the last one", async () => {
  const house = await opened();
  const { asked } = await shown(house, "generated");
  const all = asked.hints?.length ?? 0;
  for (let asked = 0; asked < all + 2; asked++) await check(house, "generated", "hint");
  expect((await shown(house, "generated")).attempt?.hints).toBe(all);
});
