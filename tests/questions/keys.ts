/** The keys of a variant by its params, for tables of literal cases. */
import { expect } from "vitest";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json, Level } from "../../src/questions/question.ts";

/** Generator, level, params, and the values that another program found for each answer. */
export type KeyCase = readonly [
  id: string,
  level: Level,
  params: Json,
  keys: Readonly<Record<string, readonly number[]>>,
];

/** Compares every asked answer's key with the case, to 9 significant digits. */
export function expectKeys([id, level, params, keys]: KeyCase): void {
  const generator = generatorById(id);
  if (generator === undefined) throw new Error(`No generator ${id}`);
  const question = generator.withParams(params, level);
  if (!question.ok) {
    throw new Error(`${id} does not take ${JSON.stringify(params)}: ${question.error[0]?.message}`);
  }
  const asked = question.value.answers.map((spec) => spec.id);
  expect(asked.toSorted()).toEqual(Object.keys(keys).toSorted());
  for (const answer of asked) {
    const found = Array.from(numbersIn(question.value.key[answer]!).values);
    const wanted = keys[answer] ?? [];
    expect(found.length, answer).toBe(wanted.length);
    found.forEach((value, cell) => {
      const close = 1e-9 * Math.max(1, Math.abs(wanted[cell] ?? NaN));
      expect(Math.abs(value - (wanted[cell] ?? NaN)), `${answer}[${cell}]: ${value}`).toBeLessThan(close);
    });
  }
}
