/** Files imported together: what one of them has to leave out is told, and what both tell is told once. */
import { expect, test } from "vitest";
import { mergeCollections } from "../../../src/decks/imports/merge_collections.ts";
import { collectionOf, fileOf, noteOf } from "./carried_out.ts";

test("a file of templates that two files have otherwise is taken once, and that is told", () => {
  const [one, two] = ["a", "b"].map((hash) =>
    collectionOf([noteOf(hash)], { media: [fileOf("_style.css", hash), fileOf("sun.png", hash)] })
  );
  const merged = mergeCollections([one ?? expect.fail(), two ?? expect.fail()]);
  expect(merged.media.filter(({ name }) => name === "_style.css")).toHaveLength(1);
  expect(merged.media).toHaveLength(3);
  expect(merged.problems).toMatchObject([{
    kind: "skipped",
    message: "The file _style.css is another one in a file before this one, which is taken",
  }]);
});

test("rows that both files leave out are one remark", () => {
  const remark = (count: number) => ({
    reason: "no_card" as const,
    count,
    examples: Array.from({ length: 4 }, (_, row) => ({ note: "", card: "card 1", row })),
  });
  const merged = mergeCollections([
    collectionOf([noteOf("a")], { rowsLeft: [remark(9)] }),
    collectionOf([noteOf("b")], { rowsLeft: [remark(4)] }),
  ]);
  expect(merged.rowsLeft).toMatchObject([{ reason: "no_card", count: 13 }]);
  expect(merged.rowsLeft?.[0]?.examples).toHaveLength(5);
});
