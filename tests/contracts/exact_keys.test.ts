/** Answers that must be exact can be typed as decimals; where the key is a third, its rounded decimal counts too. */
import { expect, test } from "vitest";
import { numbersIn } from "../../src/questions/answer_value.ts";
import type { Question } from "../../src/questions/define.ts";
import { generatorById, GENERATORS } from "../../src/questions/generators.ts";
import { grade } from "../../src/questions/grade.ts";
import type { Level } from "../../src/questions/question.ts";
import { cellName, readAnswer } from "../../src/questions/read.ts";

const SEEDS = 60;
/** A decimal of more places is nothing to ask people to type. */
const MOST_PLACES = 6;

function drawn(id: string, level: Level, seed: number): Question {
  const draw = generatorById(id)?.draw(seed, level, {});
  if (draw?.ok !== true) throw new Error(`${id} ${level} ${seed}: ${draw?.error}`);
  return draw.value.question;
}

function ends(value: number): boolean {
  const shifted = Math.abs(value) * 10 ** MOST_PLACES;
  return Math.abs(shifted - Math.round(shifted)) < 1e-9 * Math.max(1, shifted);
}

test.each(GENERATORS.flatMap(({ id, levels }) => levels.map((level) => [id, level] as const)))(
  "%s at level %i asks for exact numbers only where they end as decimals",
  (id, level) => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { answers, key, params } = drawn(id, level, seed);
      for (const spec of answers) {
        if (spec.tolerance.kind !== "exact" || !["rational", "tensor"].includes(spec.type)) continue;
        const values = [...numbersIn(key[spec.id]!).values];
        expect(values.filter((value) => !ends(value)), `${spec.id} of ${JSON.stringify(params)}`).toEqual([]);
      }
    }
  },
);

/** The key as a fraction with a denominator up to 200, or as it is. */
function asFraction(value: number): string {
  for (let below = 1; below <= 200; below++) {
    const above = Math.round(value * below);
    if (Math.abs(above / below - value) < 1e-12) return `${above}/${below}`;
  }
  return String(value);
}

test.each(GENERATORS.flatMap(({ id, levels }) => levels.map((level) => [id, level] as const)))(
  "%s at level %i has no key that is the rest floats leave of 0",
  (id, level) => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { answers, key, params } = drawn(id, level, seed);
      for (const spec of answers.filter(({ type }) => type !== "expression")) {
        const values = [...numbersIn(key[spec.id]!).values];
        const rests = values.filter((value) => value !== 0 && Math.abs(value) < 1e-12);
        expect(rests, `${spec.id} of ${JSON.stringify(params)}`).toEqual([]);
      }
    }
  },
);

test.each(
  [
    ["ngram-prob", 2, ["probability"]],
    ["bleu", 2, ["p1", "p2"]],
    ["batchnorm-forward", 2, ["mean", "variance"]],
    ["mse", 1, ["loss"]],
    ["confusion-metrics", 1, ["precision", "recall"]],
  ] as const,
)("%s at level %i takes its key as a fraction and with 4 decimals", (id, level, asked) => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const question = drawn(id, level, seed);
    for (const write of [asFraction, (value: number) => value.toFixed(4)]) {
      const typed = Object.fromEntries(
        question.answers.flatMap((spec) => {
          const { shape, values } = numbersIn(question.key[spec.id]!);
          return Array.from(values, (value, cell) => [
            shape.length === 0 ? spec.id : cellName(spec.id, shape, cell),
            asked.some((name) => name === spec.id) ? write(value) : String(value),
          ]);
        }),
      );
      const readings = Object.fromEntries(
        question.answers.map((spec) => [spec.id, readAnswer(spec, typed)]),
      );
      expect(grade(question, readings).kind, JSON.stringify(typed)).toBe("right");
    }
  }
});
