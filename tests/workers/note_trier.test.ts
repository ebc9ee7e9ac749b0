/** Notes that are tried out in a thread of their own: the same answer, and an end to whatever takes too long. */
import { afterAll, expect, test } from "vitest";
import { tryNote } from "../../src/decks/try_note.ts";
import { openNoteTrier } from "../../src/workers/note_trier.ts";
import { EXAMPLE_NOTE } from "../../src/pages/workbench_model.ts";

const patient = openNoteTrier(60);
const hasty = openNoteTrier(1e-6);
afterAll(() => {
  patient.close();
  hasty.close();
});

test.each([
  ["the example", EXAMPLE_NOTE],
  ["no note", "nothing"],
  ["a generated card", "## one\n\n- type: generated\n- generator: softmax\n- level: 1\n"],
])("%s comes back from the thread as it would from here", async (_, text) => {
  expect(await patient.tryNote(text)).toEqual(tryNote(text));
});

test("texts that are sent at once get their own answers", async () => {
  const texts = [EXAMPLE_NOTE, "nothing", "## a\n\n- type: basic\n\nFront\n\n---\n\nBack"];
  expect(await Promise.all(texts.map(patient.tryNote))).toEqual(texts.map(tryNote));
});

test("a note that outlasts its time is given up with a problem that says so, and so is the next", async () => {
  const first = await hasty.tryNote(EXAMPLE_NOTE);
  expect(first.problems.map(({ message }) => message)).toEqual([
    "The note takes too long: it was given up after 0.000001 s",
  ]);
  expect(first.cards).toEqual([]);
  expect(await hasty.tryNote("nothing")).toEqual(first);
});
