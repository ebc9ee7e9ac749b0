/** What every generator promises, over 1,000 seeds of each level. */
import { expect, test } from "vitest";
import type { Generator, Question } from "../../src/questions/define.ts";
import { generatorById, GENERATORS } from "../../src/questions/generators.ts";
import type { Json, Level } from "../../src/questions/question.ts";
import { keepsItsPromises, rendersItsFormulas } from "./promises.ts";

/** Fewer only while working on one generator. */
const SEEDS = Number(Deno.env.get("CONTRACT_SEEDS") ?? 1000);
/** Every seed is solved and graded; formulas are set for the first of them. */
const TYPESET = 25;

/** Registers the tests of every `of`-th generator and level, so that several files share the list between cores. */
export function testGenerators({ share, of }: { readonly share: number; readonly of: number }): void {
  const cases = GENERATORS.flatMap((generator) => generator.levels.map((level) => ({ generator, level })));
  const mine = cases.filter((_, i) => i % of === share);
  test.each(mine.map(({ generator, level }) => [generator.id, level] as const))(
    "%s at level %i keeps every promise",
    (id, level) => keepsEveryPromise(generatorOf(id), level),
  );
}

function keepsEveryPromise(generator: Generator, level: Level): void {
  let tries = 0;
  let joined = 0;
  // A question is a function of its params: small spaces come back to the same ones, which need no second look.
  const seen = new Set<string>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const drawn = generator.draw(seed, level, {});
    if (!drawn.ok) throw new Error(`seed ${seed}: ${drawn.error}`);
    tries += drawn.value.tries;
    const question = drawn.value.question;
    const where = `${generator.id} level ${level} seed ${seed}`;
    if (question.mistakes.some((mistake) => mistake.ids.length > 1)) joined++;
    const params = JSON.stringify(question.params);
    if (!seen.has(params)) keepsItsPromises(question, where);
    seen.add(params);
    if (seed < TYPESET) {
      rendersItsFormulas(question, where);
      comesBack(question, level, seed);
    }
  }
  console.log(
    `${generator.id} level ${level}: ${(100 * SEEDS / tries).toFixed(1)} % of draws accepted, ` +
      `${seen.size} different ones in ${SEEDS} seeds, ${joined} with mistakes that cannot be told apart`,
  );
}

function generatorOf(id: string): Generator {
  const generator = generatorById(id);
  if (generator === undefined) throw new Error(`There is no generator ${id}`);
  return generator;
}

function comesBack(question: Question, level: Level, seed: number): void {
  const generator = generatorOf(question.generator);
  const again = generator.draw(seed, level, {});
  expect(again.ok && JSON.stringify(again.value.question.params)).toBe(JSON.stringify(question.params));
  const stored: Json = JSON.parse(JSON.stringify(question.params));
  const recalled = generator.withParams(stored, level);
  if (!recalled.ok) {
    throw new Error(`${question.generator} does not take its own params: ${JSON.stringify(recalled.error)}`);
  }
  expect(recalled.value.prompt).toBe(question.prompt);
  expect(recalled.value.key).toEqual(question.key);
  expect(generator.refusalOf(stored)).toBeUndefined();
}
