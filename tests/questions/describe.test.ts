import { expect, test } from "vitest";
import { groupByTopic, levelWords, matchesSearch } from "../../src/questions/describe.ts";
import { GENERATORS } from "../../src/questions/generators.ts";
import { TOPICS } from "../../src/questions/topics.ts";

test("there are 27 topics with different names", () => {
  expect(new Set(TOPICS.map((topic) => topic.slug)).size).toBe(27);
});

test("every generator stands under one topic", () => {
  expect(groupByTopic(GENERATORS).flatMap((group) => group.generators).map(({ id }) => id).sort())
    .toEqual(GENERATORS.map(({ id }) => id).sort());
});

test("topics stand in their order, and only with generators", () => {
  const groups = groupByTopic(GENERATORS);
  const places = groups.map(({ topic }) => TOPICS.indexOf(topic));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(groups.every((group) => group.generators.length > 0)).toBe(true);
});

test.each([
  ["softmax logits", true],
  ["SOFTMAX", true],
  ["cross-entropy", true],
  ["softmax stride", false],
])("a search for %j finds the softmax: %s", (search, found) => {
  const generator = GENERATORS.find(({ id }) => id === "softmax");
  const topic = TOPICS.find(({ slug }) => slug === "softmax-cross-entropy");
  expect(generator !== undefined && topic !== undefined && matchesSearch(generator, topic, search)).toBe(
    found,
  );
});

test.each(
  [
    [[1], "level 1"],
    [[1, 3], "levels 1 and 3"],
    [[1, 2, 3], "levels 1 to 3"],
  ] as const,
)("levelWords(%j) is %s", (levels, words) => {
  expect(levelWords(levels)).toBe(words);
});
