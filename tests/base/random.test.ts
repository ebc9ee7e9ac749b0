import { expect, test } from "vitest";
import fc from "fast-check";
import { hashText, random } from "../../src/base/random.ts";

test("random() gives the same stream for the same seed on every machine", () => {
  const stream = random(42);
  expect([stream.uint32(), stream.uint32(), stream.uint32(), stream.uint32()]).toMatchInlineSnapshot(`
    [
      4214575910,
      1195558297,
      3610463799,
      67279937,
    ]
  `);
});

test("random().int() stays within its bounds and reaches both", () => {
  const stream = random(7);
  const drawn = new Set(Array.from({ length: 500 }, () => stream.int(-2, 3)));
  expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
});

test("random().dec() gives exact decimals on the grid", () => {
  fc.assert(fc.property(fc.integer(), (seed) => {
    const value = random(seed).dec(-0.5, 0.95, 0.05);
    expect(value).toBe(Number(value.toFixed(2)));
    expect(value).toBeGreaterThanOrEqual(-0.5);
    expect(value).toBeLessThanOrEqual(0.95);
  }));
});

test("random().shuffle() keeps every element once", () => {
  fc.assert(fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
    expect(random(seed).shuffle(items).sort()).toEqual([...items].sort());
  }));
});

test("random().fork() does not move its parent", () => {
  const plain = random(1);
  const forked = random(1);
  forked.fork("numbers").uint32();
  expect(forked.uint32()).toBe(plain.uint32());
});

test("random() refuses what cannot be drawn", () => {
  expect(() => random(1).int(3, 2)).toThrow(RangeError);
  expect(() => random(1).pick([])).toThrow(RangeError);
  expect(() => random(1).sample([1], 2)).toThrow(RangeError);
});

test("hashText() separates texts and seeds", () => {
  expect(hashText("a")).not.toBe(hashText("b"));
  expect(hashText("a", 1)).not.toBe(hashText("a", 2));
});
