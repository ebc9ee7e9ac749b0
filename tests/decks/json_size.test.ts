/** How much JSON holds, counted before it is parsed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsMoreValues } from "../../src/decks/json_size.ts";

test.each([
  ["", 0],
  ["{}", 1],
  ["7", 1],
  ["[1,2,3]", 4],
  ["[[],{}, [ ]]", 4],
  ["[[[", 3],
  ['{"a":[1,{"b":2}],"c":3}', 6],
  ['["a, b [c] {d}", "e\\", f"]', 3],
  ['["never closed, ', 2],
])("holdsMoreValues(%j) is so up to %i", (text, values) => {
  expect(holdsMoreValues(text, values)).toBe(false);
  if (values > 0) expect(holdsMoreValues(text, values - 1)).toBe(true);
});

test("holdsMoreValues() counts what JSON text holds", () => {
  const countOf = (value: unknown): number =>
    typeof value === "object" && value !== null
      ? Object.values(value).reduce<number>((sum, part) => sum + countOf(part), 1)
      : 1;
  fc.assert(fc.property(fc.json(), (text) => {
    const values = countOf(JSON.parse(text));
    expect(holdsMoreValues(text, values - 1)).toBe(true);
    expect(holdsMoreValues(text, values)).toBe(false);
  }));
});
