import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff } from "../../src/text/word_diff.ts";

const told = (before: string, after: string) =>
  wordDiff(before, after).map(({ kind, text }) => ({ same: "=", removed: "-", added: "+" })[kind] + text);

test.each<[string, string, string[]]>([
  ["", "", []],
  ["fire", "fire", ["=fire"]],
  ["fire", "the fire", ["+the ", "=fire"]],
  ["a red dog", "a blue dog", ["=a ", "-red", "+blue", "= dog"]],
  ["one two", "", ["-one two"]],
  ["<b>x</b> y", "<i>x</i> y", ["-<b>", "+<i>", "=x", "-</b>", "+</i>", "= y"]],
  ["schöne Grüße", "schöne Größe", ["=schöne ", "-Grüße", "+Größe"]],
])("wordDiff(%j, %j) is %j", (before, after, parts) => {
  expect(told(before, after)).toEqual(parts);
});

const texts = fc.array(fc.constantFrom("a", "b", " ", "<b>", "&amp;", "∑", "\n"), { maxLength: 40 })
  .map((words) => words.join(""));

test("wordDiff() keeps every letter of both texts, and never tells two parts of a kind in a row", () => {
  fc.assert(fc.property(texts, texts, (before, after) => {
    const parts = wordDiff(before, after);
    const without = (kind: string) =>
      parts.filter((part) => part.kind !== kind).map(({ text }) => text).join("");
    expect(without("added")).toBe(before);
    expect(without("removed")).toBe(after);
    expect(parts.every((part, index) => part.text !== "" && part.kind !== parts[index + 1]?.kind)).toBe(true);
  }));
});

test("wordDiff() tells long texts that have nothing in common as replaced whole", () => {
  const many = (word: string) => Array.from({ length: 2000 }, (_, i) => `${word}${i}`).join(" ");
  expect(wordDiff(many("a"), many("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});
