/** A law of the whole: after anything a learner may do, in any order, memories are the folds of their logs. */
import { array, assert, asyncProperty, constantFrom, integer, oneof, record } from "fast-check";
import { expect, test } from "vitest";
import { type CardChange, changeCard } from "../../src/actions/change_card.ts";
import { redo, undo } from "../../src/actions/undo.ts";
import type { Rating } from "../../src/scheduling/types.ts";
import {
  answerNext,
  basic,
  cardsOf,
  countsOfDays,
  DAY,
  deckText,
  type House,
  load,
  memoryOf,
  MINUTE,
  openHouse,
  REVERSED,
  review,
  unfolded,
} from "./house.ts";

const NOTES = { a: basic("What is a?"), pair: REVERSED, b: basic("What is b?") };
const FULL = { d: deckText("d", NOTES) };
const FEWER = { d: deckText("d", { b: NOTES.b, a: NOTES.a }) };

type Step =
  | { readonly do: "answer"; readonly rating: Rating }
  | { readonly do: "undo" | "redo" | "fewer" | "full" }
  | { readonly do: "pass"; readonly minutes: number }
  | { readonly do: "change"; readonly card: number; readonly change: CardChange };

const change = constantFrom<CardChange>(
  { kind: "suspend" },
  { kind: "unsuspend" },
  { kind: "bury" },
  { kind: "bury_note" },
  { kind: "unbury" },
  { kind: "flag", flag: 2 },
  { kind: "set_due", inDays: 2 },
  { kind: "set_due", inDays: 0 },
  { kind: "reset" },
);
const answer = record({ do: constantFrom("answer" as const), rating: constantFrom<Rating>(1, 2, 3, 4) });
const step = oneof(
  answer,
  answer,
  constantFrom<Step>({ do: "undo" }, { do: "undo" }, { do: "redo" }, { do: "fewer" }, { do: "full" }),
  record({
    do: constantFrom("pass" as const),
    minutes: constantFrom(1, 11, DAY / MINUTE, 9 * DAY / MINUTE),
  }),
  record({ do: constantFrom("change" as const), card: integer({ min: 0, max: 3 }), change }),
);

async function take(house: House, ids: readonly number[], step: Step): Promise<void> {
  switch (step.do) {
    case "answer":
      if ((await review(house, { goOn: true })).stage.kind === "card") await answerNext(house, step.rating);
      return;
    case "undo":
      await undo(house.deps, house.person);
      return;
    case "redo":
      await redo(house.deps, house.person);
      return;
    case "fewer":
      await load(house, FEWER);
      return;
    case "full":
      await load(house, FULL);
      return;
    case "pass":
      house.clock.now += step.minutes * MINUTE;
      return;
    case "change": {
      const cardId = ids[step.card] ?? 0;
      const { version } = await memoryOf(house, cardId);
      await changeCard(house.deps, house.person, { cardId, version, change: step.change });
    }
  }
}

test("whatever is done in whatever order, memories and counts are the folds of the log", async () => {
  await assert(
    asyncProperty(array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const house = await openHouse({
        decks: FULL,
        options: { buryNewSiblings: true, buryReviewSiblings: true },
      });
      const ids = (await Promise.all(Object.keys(NOTES).map((guid) => cardsOf(house, guid)))).flat();
      for (const one of steps) await take(house, ids, one);
      expect(await unfolded(house)).toEqual([]);
      const { kept, logged } = await countsOfDays(house);
      expect(kept).toEqual(logged);
      await house.store.close();
    }),
    { numRuns: 12 },
  );
});
