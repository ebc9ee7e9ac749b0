/** The list of a deck's notes: pages, words to search for, and whose it is. */
import { expect, test } from "vitest";
import { applyDeck } from "../../src/store/apply_deck.ts";
import { countNotes, notesOfDeck } from "../../src/store/notes.ts";
import { addPerson, deckOf, noteOf, NOW, openedStore, studyStore } from "./fixtures.ts";

test("notesOfDeck() pages through the notes in file order", async () => {
  const { store, userId, deckId } = await studyStore(5);
  const pages: string[][] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await notesOfDeck(store, userId, { deckId, search: "", after, limit: 2 });
    pages.push(page.notes.map((note) => note.guid));
    after = page.next;
  }
  expect(pages).toEqual([["n1", "n2"], ["n3", "n4"], ["n5"]]);
});

test("notesOfDeck() has no further page after a full last one", async () => {
  const { store, userId, deckId } = await studyStore(2);
  const page = await notesOfDeck(store, userId, { deckId, search: "", after: 0, limit: 2 });
  expect(page).toMatchObject({ notes: [{}, {}], next: undefined });
});

test("notesOfDeck() lists the cards of each note with their memories, retired ones left out", async () => {
  const store = await openedStore();
  const { deckId } = await applyDeck(store, deckOf("d", [noteOf("a", ["x", "y", "z"]), noteOf("b")]), NOW);
  await applyDeck(store, deckOf("d", [noteOf("a", ["z", "x"])]), NOW);
  const { id } = await addPerson(store, "Ada");
  const { notes } = await notesOfDeck(store, id, { deckId, search: "", after: 0, limit: 9 });
  expect(notes).toMatchObject([{
    guid: "a",
    type: "basic",
    summary: "What is a?",
    tags: ["softmax", "loss"],
    cards: [
      { label: "the z side", memory: { phase: "new", due: { kind: "new", position: 1 } } },
      { label: "the x side", memory: { phase: "new", due: { kind: "new", position: 2 } } },
    ],
  }]);
});

test.each([
  ["", 4],
  ["softmax", 3],
  ["SOFTMAX", 3],
  ["what a_b", 1],
  ["a%b", 0],
  ["_", 1],
  ["\\", 1],
  ["' or 1=1 --", 0],
  ["gradient", 1],
])("the search %j finds %d notes", async (search, count) => {
  const store = await openedStore();
  const other = { ...noteOf("\\d"), tags: ["gradient"] };
  const content = deckOf("d", [noteOf("axb"), noteOf("a_b"), noteOf("c"), other]);
  const { deckId } = await applyDeck(store, content, NOW);
  const { id } = await addPerson(store, "Ada");
  const { notes } = await notesOfDeck(store, id, { deckId, search, after: 0, limit: 9 });
  expect(notes).toHaveLength(count);
  expect(await countNotes(store, id, { deckId, search })).toBe(count);
});

test("notesOfDeck() shows nothing of another person's deck", async () => {
  const store = await openedStore();
  const [ada, grace] = [await addPerson(store, "Ada"), await addPerson(store, "Grace")];
  const own = { ...deckOf("mine", [noteOf("a")]), owner: { origin: "own", userId: ada.id } } as const;
  const { deckId } = await applyDeck(store, own, NOW);
  expect(await countNotes(store, ada.id, { deckId, search: "" })).toBe(1);
  expect(await countNotes(store, grace.id, { deckId, search: "" })).toBe(0);
  const { notes } = await notesOfDeck(store, grace.id, { deckId, search: "", after: 0, limit: 9 });
  expect(notes).toEqual([]);
});
