import { expect, test } from "vitest";
import { practiceActionForKey } from "../../src/ui/live/practice_keys.ts";
import type { Pressed } from "../../src/ui/live/pressed.ts";
import { PRACTICE } from "../pages/samples.ts";

const PLAIN: Pressed = {
  key: "",
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  target: null,
};
const TURNED = { question: { ...PRACTICE.question, turned: true } };

test.each([
  ["h", "[name=verb][value=hint]"],
  ["n", "[data-go=next]"],
  ["r", "[data-go=again]"],
])("%s clicks %s", (key, selector) => {
  expect(practiceActionForKey({ ...PLAIN, key }, PRACTICE)).toEqual({ kind: "click", selector });
});

test.each([" ", "Enter"])("%j goes to the first input, and on once the answer is shown", (key) => {
  expect(practiceActionForKey({ ...PLAIN, key }, PRACTICE)).toMatchObject({ kind: "focus" });
  expect(practiceActionForKey({ ...PLAIN, key }, TURNED)).toEqual({
    kind: "click",
    selector: "[data-go=next]",
  });
});

test.each<Partial<Pressed>>([
  { key: "h", repeat: true },
  { key: "h", ctrlKey: true },
  { key: "n", altKey: true },
  { key: "r", metaKey: true },
  { key: "x" },
])("practice leaves %j alone", (pressed) => {
  expect(practiceActionForKey({ ...PLAIN, ...pressed }, PRACTICE)).toBeUndefined();
});
