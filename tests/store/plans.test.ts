/** Statements find their rows by an index, and the test of that can fail. */
import { expect, test } from "vitest";
import { applyDeck, retireDeck } from "../../src/store/apply_deck.ts";
import { candidates } from "../../src/store/memories.ts";
import { openStore } from "../../src/store/open.ts";
import {
  deckOf,
  isFullScan,
  noteOf,
  NOW,
  planOf,
  rowsOf,
  storeOptions,
  studyStore,
  TODAY,
} from "./fixtures.ts";

test("isFullScan() sees a search that has no index", async () => {
  const { store } = await studyStore(1);
  const plan = await planOf(store, "select 1 from memory where flag = 3");
  expect(plan.filter(isFullScan)).toEqual(["SCAN memory"]);
  const found = await planOf(store, "select 1 from memory where user_id = 1 and card_id = 2");
  expect(found.filter(isFullScan)).toEqual([]);
});

test("the first cards of a line are read in the order of an index, without sorting the line", async () => {
  const seen: string[] = [];
  const { store, deckId, userId } = await studyStore(1, { observe: (text) => seen.push(text) });
  seen.length = 0;
  await candidates(store, { userId, decks: [{ id: deckId, newOrder: "position" }], today: TODAY, bound: 5 });
  const inner = /\(\s*(select memory\.rowid .*? limit \?)/gs;
  const lines = [...(seen[0] ?? "").matchAll(inner)].map((found) => found[1] ?? "");
  const indexes: string[] = [];
  for (const text of lines) {
    const plan = await planOf(store, text.replace("wanted.value", "1"));
    expect(plan).toHaveLength(1);
    indexes.push(/USING COVERING INDEX (\w+)/.exec(plan[0] ?? "")?.[1] ?? "none");
  }
  expect(indexes).toEqual(["memory_line", "memory_shuffled", "memory_line", "memory_line", "memory_line"]);
});

test("applying and retiring a deck goes over the rows of that deck only", async () => {
  const seen: string[] = [];
  const opened = await openStore(storeOptions({ observe: (text) => seen.push(text) }));
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  seen.length = 0;
  const { deckId } = await applyDeck(store, deckOf("d", [noteOf("a")]), NOW);
  await retireDeck(store, deckId, NOW);
  const written = [...seen];
  const scans: string[] = [];
  for (const text of written) scans.push(...(await planOf(store, text)).filter(isFullScan));
  expect(written.length).toBeGreaterThan(15);
  expect(scans).toEqual([]);
  expect(await rowsOf(store, "select count(*) as n from note")).toEqual([{ n: 1 }]);
});
