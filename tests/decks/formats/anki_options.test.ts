/** Deck options of Anki that have no counterpart here are told, and those that are as usual are not. */
import { expect, test } from "vitest";
import { optionRemarks, type OtherOptions } from "../../../src/decks/formats/anki/option_remarks.ts";
import { buildPackage, GENERATIONS } from "../../packages/build_package.ts";
import { contentWith, DEFAULT_OPTIONS } from "../../packages/content.ts";
import { collectionIn } from "../../packages/read_built.ts";

/** Anki's defaults. */
const USUAL: OtherOptions = {
  isInsertedAtRandom: false,
  newGather: 0,
  newSort: 0,
  reviewOrder: 0,
  dayLearningMix: 0,
  graduatingDays: 1,
  easyDays: 4,
  startingEase: 2.5,
  easyBonus: 1.3,
  hardFactor: 1.2,
  lapseFactor: 0,
  intervalFactor: 1,
  leastLapseDays: 1,
  answerSeconds: 60,
  showsTimer: false,
  historicalRetention: 0.9,
  ignoredBefore: "1970-01-01",
  easyDaysOfWeek: [1, 1, 1, 1, 1, 1, 1],
};

const SILENT: OtherOptions = {
  ...USUAL,
  reviewOrder: undefined,
  graduatingDays: 0,
  startingEase: 0,
  answerSeconds: undefined,
  historicalRetention: undefined,
  ignoredBefore: "",
  easyDaysOfWeek: [],
};

test.each([["as Anki begins with", USUAL], ["that the file does not name", SILENT]])(
  "options %s are not told",
  (_, options) => {
    expect(optionRemarks(options)).toEqual([]);
  },
);

test("32-bit floats are the numbers that they stand for", () => {
  expect(optionRemarks({ ...USUAL, easyBonus: Math.fround(1.3), historicalRetention: Math.fround(0.9) }))
    .toEqual([]);
});

test.each<[Partial<OtherOptions>, string, string, string]>([
  [{ newGather: 2 }, "Order of new cards", "highest position first", "as in the deck"],
  [{ newSort: 2 }, "Order of new cards", "by kind of card, then at random", "as in the deck"],
  [{ reviewOrder: 3 }, "Order of reviews", "shortest interval first", "longest due first"],
  [{ reviewOrder: 12 }, "Order of reviews", "relative overdueness", "most likely forgotten first"],
  [{ dayLearningMix: 2 }, "Learning cards of a day or more", "before the reviews", "mixed with the reviews"],
  [
    { graduatingDays: 3, startingEase: 2.3 },
    "Intervals by SM-2",
    "graduating interval 3 days, starting ease 2.3",
    "what FSRS works out from the answers",
  ],
  [{ historicalRetention: 0.85 }, "Historical retention", "85 %", "90 %, for cards whose history is cut"],
  [{ ignoredBefore: "2020-05-01" }, "Ignore answers before", "2020-05-01", "nothing: every answer counts"],
  [
    { easyDaysOfWeek: [1, 1, 1, 1, 1, 0.5, 0] },
    "Easy days",
    "100, 100, 100, 100, 100, 50, 0 % from Monday on",
    "the same on every day of the week",
  ],
  [{ answerSeconds: 20 }, "Longest time counted for an answer", "20 seconds", "60 seconds, as in all decks"],
  [{ showsTimer: true }, "Timer", "shown", "not shown"],
])("%j is told", (changes, option, found, becomes) => {
  expect(optionRemarks({ ...USUAL, ...changes })).toEqual([{ option, found, becomes }]);
});

test("new cards that come at random are told of no other order", () => {
  expect(optionRemarks({ ...USUAL, newGather: 2, newSort: 4 })).toEqual([]);
});

test.each(GENERATIONS)("options of %s carry what is told of them", async (generation) => {
  const options = [{ ...DEFAULT_OPTIONS, reviewOrder: 4 }];
  const { presets } = await collectionIn(await buildPackage(contentWith({ options }), generation));
  expect(presets.map(({ remarks }) => remarks)).toEqual([
    [{ option: "Order of reviews", found: "longest interval first", becomes: "longest due first" }],
  ]);
});
