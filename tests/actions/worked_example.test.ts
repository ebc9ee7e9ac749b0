/** A new skill begins with a worked example, goes on with its first steps given, and is then asked whole. */
import { expect, test } from "vitest";
import { answerCard } from "../../src/actions/answer_card.ts";
import { checkAnswer } from "../../src/actions/check_answer.ts";
import { type ReviewStage, reviewState } from "../../src/actions/next_card.ts";
import { showCard } from "../../src/actions/shown_card.ts";
import { nowFor } from "../../src/actions/studying.ts";
import { undo } from "../../src/actions/undo.ts";
import { workedExample } from "../../src/actions/worked_example.ts";
import { isFirst } from "../../src/scheduling/memory_state.ts";
import { changeCard } from "../../src/actions/change_card.ts";
import { basic, cardOf, deckText, gradeOf, type House, MINUTE, openHouse, review } from "./house.ts";

const GENERATED = "- type: generated\n- generator: softmax\n- level: 1";
const ONE_VARIANT =
  "- type: generated\n- generator: softmax\n- level: 1\n- fixed: {classes: 3, logits: [-1, 1, 0], temperature: 1}";

function opened(note = GENERATED): Promise<House> {
  return openHouse({ decks: { d: deckText("d", { skill: note }) } });
}

async function stage(house: House, cardId?: number): Promise<ReviewStage> {
  const state = await reviewState(house.deps, house.person, { deckSlug: undefined, cardId, goOn: true });
  if (state === undefined) throw new Error("There is no review");
  return state.stage;
}

async function shown(house: House) {
  const now = nowFor(house.person, house.clock.now);
  const card = await showCard(house.deps, house.person, { cardId: await cardOf(house, "skill"), now });
  if (card === undefined) throw new Error("There is no card");
  return card;
}

test("before its first question a new skill shows an example with other numbers, another answer and all steps", async () => {
  const house = await opened();
  const found = await stage(house);
  if (found.kind !== "example") throw new Error(`An example was wanted, found ${found.kind}`);
  const { asked } = found.shown;
  expect(found.example.drawn).toMatchObject({ generator: "softmax", level: asked.drawn?.level });
  expect(found.example.drawn?.params).not.toBe(asked.drawn?.params);
  expect(found.example.back.answer?.source).not.toBe(asked.back.answer?.source);
  expect(found.example.back.steps.length).toBe(asked.back.steps.length);
});

test("an example is the same until its question is answered, and looking at it writes nothing", async () => {
  const house = await opened();
  const count = () =>
    house.store.db.all(
      "select (select count(*) from review) as a, (select count(*) from attempt) as b, (select count(*) from action) as c",
    );
  const before = await count();
  const [first, second] = [await stage(house), await stage(house)];
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  expect(await count()).toEqual(before);
  expect((await review(house)).counts).toEqual({ new: 1, review: 0, learning: 0 });
});

test("the question itself is had by asking for its card, at once for those who need no example", async () => {
  const house = await opened();
  expect(await stage(house, await cardOf(house, "skill"))).toMatchObject({ kind: "card" });
});

test("once the question was tried, hinted or answered there is no example", async () => {
  const house = await opened();
  const { stored } = await shown(house);
  await checkAnswer(house.deps, house.person, {
    cardId: stored.cardId,
    version: 0,
    given: { chosen: [], typed: {} },
    giveUp: false,
    hint: true,
    askedAt: house.clock.now,
  });
  expect((await stage(house)).kind).toBe("card");
  await answerCard(house.deps, house.person, gradeOf(await shown(house), 1));
  house.clock.now += 5 * MINUTE;
  const next = await shown(house);
  expect(isFirst(next.stored.memory)).toBe(false);
  expect((await stage(house)).kind).toBe("card");
  expect(workedExample(house.deps, house.person, next)).toBeUndefined();
});

test("undoing the first answer begins anew, making the card new again does not", async () => {
  const house = await opened();
  const first = await stage(house);
  await answerCard(house.deps, house.person, gradeOf(await shown(house), 3));
  await undo(house.deps, house.person);
  const again = await stage(house);
  expect(again.kind === "example" && again.example.drawn).toEqual(
    first.kind === "example" && first.example.drawn,
  );
  await answerCard(house.deps, house.person, gradeOf(await shown(house), 3));
  const { stored } = await shown(house);
  await changeCard(house.deps, house.person, {
    cardId: stored.cardId,
    version: stored.memory.version,
    change: { kind: "reset" },
  });
  expect((await stage(house)).kind).toBe("card");
});

test.each([
  ["a skill with one variant only, whose answer it would give away", ONE_VARIANT],
  ["a card without fresh numbers", basic("What is a?")],
  ["a checked card without fresh numbers", "- type: number\n- answer: 4\n\nTwo and two?"],
])("there is no example of %s", async (_name, note) => {
  expect((await stage(await opened(note))).kind).toBe("card");
});

test("people get examples of their own", async () => {
  const [one, other] = [await opened(), await opened()];
  const deps = { ...other.deps, secret: "another secret of at least thirty-two characters" };
  const mine = workedExample(one.deps, one.person, await shown(one));
  const theirs = workedExample(deps, other.person, await shown(other));
  expect(mine?.drawn?.params).not.toBe(theirs?.drawn?.params);
});
