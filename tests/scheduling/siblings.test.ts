import { expect, test } from "vitest";
import { siblingsToBury } from "../../src/scheduling/siblings.ts";
import type { Line, Preset } from "../../src/scheduling/types.ts";
import { PLAIN } from "./cards.ts";

const SIBLINGS = [
  { cardId: 1, line: "learning" },
  { cardId: 2, line: "day_learning" },
  { cardId: 3, line: "review" },
  { cardId: 4, line: "new" },
  { cardId: 5, line: undefined },
] as const;

const ALL: Partial<Preset> = { buryNewSiblings: true, buryReviewSiblings: true, buryLearningSiblings: true };

test.each<[Line, Partial<Preset>, readonly number[]]>([
  ["learning", {}, []],
  ["learning", ALL, [2, 3, 4]],
  ["day_learning", ALL, [2, 3, 4]],
  ["review", ALL, [3, 4]],
  ["new", ALL, [4]],
  ["review", { buryNewSiblings: true }, [4]],
  ["new", { buryReviewSiblings: true }, []],
  ["learning", { buryReviewSiblings: true }, [3]],
  ["learning", { buryLearningSiblings: true }, [2]],
])("a %s card with %j buries %j", (line, switches, expected) => {
  const preset = { ...PLAIN, ...switches };
  expect(siblingsToBury({ cardId: 9, line }, { siblings: SIBLINGS, preset })).toEqual(expected);
});

test("a card never buries itself", () => {
  const siblings = [{ cardId: 4, line: "new" }] as const;
  expect(siblingsToBury({ cardId: 4, line: "new" }, { siblings, preset: { ...PLAIN, ...ALL } })).toEqual([]);
});
