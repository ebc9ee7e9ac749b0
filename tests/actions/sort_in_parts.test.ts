/** Sorting in parts is sorting. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { sortInParts } from "../../src/actions/sort_in_parts.ts";

interface Item {
  readonly key: number;
  readonly place: number;
}

const byKey = (a: Item, b: Item) => a.key - b.key;

function items(count: number, seed: number): Item[] {
  return Array.from({ length: count }, (_, place) => ({ key: (place * 7919 + seed) % 1009, place }));
}

test("sortInParts() sorts as toSorted() does, equal ones in their order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 35_000 }), fc.nat(1000), async (count, seed) => {
      const list = items(count, seed);
      const sorted = await sortInParts(list, byKey, () => Promise.resolve());
      expect(sorted.map(({ place }) => place)).toEqual(list.toSorted(byKey).map(({ place }) => place));
    }),
    { numRuns: 15 },
  );
});

test("sortInParts() lets others in while it goes on", async () => {
  let turns = 0;
  await sortInParts(items(30_000, 1), byKey, () => Promise.resolve(void (turns += 1)));
  expect(turns).toBeGreaterThanOrEqual(3);
});
