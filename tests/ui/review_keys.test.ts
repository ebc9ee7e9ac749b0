import { expect, test } from "vitest";
import type { Pressed } from "../../src/ui/live/pressed.ts";
import { actionForKey } from "../../src/ui/live/review_keys.ts";
import { ratingForPoints } from "../../src/ui/review/points.tsx";
import { review, TICKING, TYPING } from "../pages/samples.ts";

const PRESSED: Pressed = {
  key: " ",
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  target: null,
};

function act(key: string, model = review()): string | undefined {
  return actionForKey({ ...PRESSED, key }, model);
}

test.each([
  [" ", "[data-form=turn] button"],
  ["Enter", "[data-form=turn] button"],
  ["1", undefined],
  ["u", "[data-form=undo] button"],
  ["U", "[data-form=redo] button"],
  ["e", "[data-edit]"],
  ["?", "keys"],
  ["x", undefined],
])("the key %j before the answer is %j", (key, action) => {
  expect(act(key)).toBe(action);
});

test("Space gives Good on a turned card, or the suggested grade", () => {
  expect(act(" ", review({ turned: true }))).toBe('.grade[value="3"]');
  expect(act("Enter", review({ turned: true, suggested: 1 }))).toBe('.grade[value="1"]');
  expect(act("4", review({ turned: true }))).toBe('.grade[value="4"]');
});

test.each([TICKING, TYPING])("Space never checks an answer that was not given", (card) => {
  expect(act(" ", review(card))).toBe("first-input");
});

test.each([{ repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }])(
  "keys rest with %j",
  (with_) => {
    expect(actionForKey({ ...PRESSED, ...with_ }, review())).toBeUndefined();
  },
);

test("grades cannot be given when there is no card", () => {
  const summary = { answers: 0, minutes: 0, newCards: 0, upcoming: [] };
  expect(act("1", review({}, { stage: { kind: "done", summary } }))).toBeUndefined();
});

const POINTS = [{ id: "a", label: "", weight: 2 }, { id: "b", label: "", weight: 1 }, {
  id: "c",
  label: "",
  weight: 1,
}];

test.each([[["a", "b", "c"], 3], [["a", "b"], 2], [["a"], 1], [["b", "c"], 1], [[], 1]] as const)(
  "ratingForPoints() of %j is %i",
  (ticked, rating) => {
    expect(ratingForPoints(POINTS, new Set(ticked))).toBe(rating);
  },
);
