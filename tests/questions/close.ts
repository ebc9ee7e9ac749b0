/** Compares the keys of a generator with literal numbers computed elsewhere. */
import { expect } from "vitest";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { literalKeys } from "./literal.ts";

/** Every literal key within 1e-8, shapes included; keys that are not listed are not compared. */
export function expectKeys(id: string, params: Json, keys: Readonly<Record<string, Nested>>): void {
  const found = literalKeys(id, params);
  for (const [answer, literal] of Object.entries(keys)) {
    expect(shapeOf(found[answer]), `shape of ${answer}`).toEqual(shapeOf(literal));
    const values = flat(found[answer]);
    flat(literal).forEach((value, cell) => {
      expect(Math.abs((values[cell] ?? NaN) - value), `${answer}, cell ${cell}: ${values[cell]} for ${value}`)
        .toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(value)));
    });
  }
}

function flat(nested: Nested | undefined): number[] {
  if (nested === undefined) return [];
  return typeof nested === "number" ? [nested] : nested.flatMap(flat);
}

function shapeOf(nested: Nested | undefined): number[] {
  return nested === undefined || typeof nested === "number" ? [] : [nested.length, ...shapeOf(nested[0])];
}
