/** What a file holds, collected: what is too much is counted and not kept. */
import { expect, test } from "vitest";
import { collecting, plainDraft } from "../../../src/decks/imports/collecting.ts";

test("a file of too many notes is refused with their number", () => {
  const into = collecting("many.csv");
  const deck = into.deck(["Many"]);
  const place = { file: "many.csv", line: undefined, column: undefined };
  for (let index = 0; index < 200_100; index++) {
    const front = `question ${index}`;
    into.add({ ...plainDraft, known: [front], deck, type: "basic", fields: { front, back: "b" }, place });
  }
  expect(into.finish("Table")).toMatchObject({
    ok: false,
    error: { message: "The file has 200100 notes; at most 200000 are taken" },
  });
});
