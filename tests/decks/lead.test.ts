/** The steps that are given with a first question: the beginning of the solution, and nothing of the answer. */
import { expect, test } from "vitest";
import { askedOf, drawQuestion } from "../../src/decks/asked_question.ts";
import { isFormula } from "../../src/questions/answer_value.ts";
import { GENERATORS } from "../../src/questions/generators.ts";

const SEEDS = [1, 2, 3];
const KINDS = GENERATORS.flatMap((generator) => generator.levels.map((level) => ({ generator, level })));

function drawn() {
  return KINDS.flatMap(({ generator, level }) =>
    SEEDS.flatMap((seed) => {
      const found = drawQuestion(generator, { level, fixed: {}, seed });
      return found === undefined ? [] : [{ generator, level, question: found.question }];
    })
  );
}

const DRAWN = drawn();

test("the steps given are the first ones of the solution, at most half of them", () => {
  for (const { generator, level, question } of DRAWN) {
    const { lead = [], back } = askedOf(question, { seed: 1, intro: undefined });
    expect(lead.length, `${generator.id} ${level}`).toBeLessThanOrEqual(back.steps.length / 2);
    expect(lead, `${generator.id} ${level}`).toEqual(back.steps.slice(0, lead.length));
  }
});

test("no step that is given holds a key, or consists of a key's numbers", () => {
  for (const { generator, level, question } of DRAWN) {
    const { lead = [] } = askedOf(question, { seed: 1, intro: undefined });
    const holders = new Set(Object.values(question.solver.answers));
    const keys = Object.values(question.key);
    for (const step of question.trace.steps.slice(0, lead.length)) {
      const { value } = step;
      const isGiven = isFormula(value)
        ? keys.some((key) => isFormula(key) && key.text === value.text)
        : value.values.every((one) => keys.some((key) => !isFormula(key) && key.values.includes(one)));
      expect([holders.has(step.id), isGiven], `${generator.id} ${level} ${step.id}`).toEqual([false, false]);
    }
  }
});

test("a third of all questions at least have steps to give; the others ask for their first ones", () => {
  const given = DRAWN.filter(({ question }) =>
    (askedOf(question, { seed: 1, intro: undefined }).lead ?? []).length > 0
  );
  expect(given.length).toBeGreaterThan(DRAWN.length / 3);
});
