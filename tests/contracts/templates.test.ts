/** What every template of the shipped decks promises, and its numbers reckoned a second way. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { storedTemplate } from "../../src/decks/card_types/template_schema.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { numbersIn } from "../../src/questions/answer_value.ts";
import type { Question } from "../../src/questions/define.ts";
import { templateGenerator, templateSolution } from "../../src/questions/template_generator.ts";
import { surveyTemplate } from "../../src/questions/template_survey.ts";
import { mathProblems } from "../../src/text/markdown.ts";
import { compiled } from "../questions/template_cards.ts";
import { keepsItsPromises, rendersItsFormulas } from "./promises.ts";

const SEEDS = 200;
const TYPESET = 10;

const TEMPLATES = readdirSync("cards", { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(
    ({ name }) => {
      const file = `cards/${name}/deck.md`;
      const deck = parseDeckMarkdown(file, readFileSync(file, "utf8"));
      if (!deck.ok) throw new Error(JSON.stringify(deck.error));
      return deck.value.notes.filter((note) => note.type === "template")
        .map((note) => ({
          id: `${name}/${note.id}`,
          template: compiled(storedTemplate.parse(JSON.parse(note.fields).template)),
        }));
    },
  );

/** Keys by loops and definitions, not by the formulas of the cards. */
const RECKONED: Readonly<Record<string, (p: Readonly<Record<string, number>>) => readonly number[]>> = {
  "softmax-cross-entropy/binary-cross-entropy-by-hand": ({ p = NaN, y = NaN }) => {
    // -y ln p - (1-y) ln(1-p) from the sigmoid's logit, softplus(z) - y z
    const logit = Math.log(p) - Math.log1p(-p);
    return [Math.log1p(Math.exp(logit)) - y * logit];
  },
  "softmax-cross-entropy/perplexity-of-three-tokens": ({ a = NaN, b = NaN, c = NaN }) => {
    const perplexity = Math.cbrt(1 / (a * b * c));
    return [Math.log(perplexity), perplexity];
  },
  "conv-shapes/grouped-conv-parameters": ({ g = NaN, a = NaN, b = NaN, k = NaN }) => {
    let parameters = 0;
    for (let output = 0; output < g * b; output++) {
      parameters++;
      for (let input = 0; input < g * a; input++) {
        const sameGroup = Math.floor(output / b) === Math.floor(input / a);
        for (let weight = 0; weight < k * k; weight++) if (sameGroup) parameters++;
      }
    }
    return [parameters];
  },
  "perceptron-mlp/mlp-parameters-by-hand": ({ d = NaN, h = NaN, k = NaN }) => {
    let parameters = 0;
    for (const [inputs, units] of [[d, h], [h, k]] as const) {
      for (let unit = 0; unit < units; unit++) for (let w = 0; w <= inputs; w++) parameters++;
    }
    return [parameters];
  },
  "lstm/forget-gate-memory": ({ f = NaN, t = NaN, c = NaN }) => {
    let state = c;
    for (let step = 0; step < t; step++) state = f * state + 0;
    return [state];
  },
};

test("every shipped template is reckoned a second way", () => {
  expect(TEMPLATES.map(({ id }) => id).sort()).toEqual(Object.keys(RECKONED).sort());
});

test.each(TEMPLATES.map(({ id, template }) => [id, template] as const))(
  "%s keeps every promise",
  (id, template) => {
    const generator = templateGenerator(template);
    for (let seed = 0; seed < SEEDS; seed++) {
      const where = `${id} seed ${seed}`;
      const drawn = generator.draw(seed, 1, {});
      if (!drawn.ok) throw new Error(`${where}: ${drawn.error}`);
      const { question } = drawn.value;
      keepsItsPromises(question, where);
      agrees(question, RECKONED[id], where);
      if (seed >= TYPESET) continue;
      rendersItsFormulas(question, where);
      const again = generator.withParams(JSON.parse(JSON.stringify(question.params)), 1);
      expect(again, where).toMatchObject({ ok: true, value: { prompt: question.prompt, key: question.key } });
      expect(generator.refusalOf(question.params), where).toBeUndefined();
      const solution = templateSolution(template, question.params) ?? "";
      expect([...mathProblems(question.prompt), ...mathProblems(solution)], where).toEqual([]);
      expect(solution, where).not.toMatch(/NaN|undefined|\{\{/);
    }
  },
);

test.each(TEMPLATES.map(({ id, template }) => [id, template] as const))(
  "%s keeps a third of its draws at least, and its mistakes can be told apart",
  (_, template) => {
    const { kept, faults, mistakes } = surveyTemplate(template, {
      draws: 200,
      enough: Infinity,
      operations: 1e7,
    });
    expect(faults).toEqual([]);
    expect(kept).toBeGreaterThan(66);
    for (const { id, possible, likeKey, likeOther } of mistakes) {
      expect(possible, id).toBeGreaterThan(0);
      for (const count of [likeKey, ...Object.values(likeOther)]) {
        expect(count / possible, id).toBeLessThan(0.34);
      }
    }
  },
);

function agrees(question: Question, reckon: (typeof RECKONED)[string] | undefined, where: string): void {
  const params = Object.fromEntries(
    Object.entries(question.params ?? {}).flatMap(([name, value]) =>
      typeof value === "number" ? [[name, value]] : []
    ),
  );
  const keys = question.answers.flatMap(({ id }) => Array.from(numbersIn(question.key[id]!).values));
  const reckoned = reckon?.(params) ?? [];
  expect(keys.length, where).toBe(reckoned.length);
  for (const [i, key] of keys.entries()) {
    expect(Math.abs(key - (reckoned[i] ?? NaN)), where).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(key)) * 100,
    );
  }
}
