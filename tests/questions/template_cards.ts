/** Templates for tests, and what comes of them. */
import { readTemplate, type Template } from "../../src/questions/template.ts";
import { templateGenerator } from "../../src/questions/template_generator.ts";
import type { Question } from "../../src/questions/define.ts";
import type { TemplateSource } from "../../src/questions/template_source.ts";

/** The binary cross-entropy card of the README. */
export const BCE: TemplateSource = {
  vars: { p: { dec: [0.05, 0.95], step: 0.05, not: [0.5] }, y: { pick: [0, 1] } },
  let: { q: { expr: "y == 1 ? p : 1 - p", say: "The probability of the true class." }, L: "-ln(q)" },
  require: ["abs(L - (1 - q)) > 0.01"],
  answer: { expr: "L", type: "real", decimals: 3, rtol: 0.005, unit: "nats" },
  wrong: [
    { expr: "-log2(q)", say: "You used $\\log_2$; the loss here is in nats." },
    { expr: "-ln(1 - q)", say: "That is the loss of the other class, with ${{1 - q}}$." },
    { expr: "q", say: "That is the probability, not its loss." },
  ],
  conventions: ["natural logarithm"],
  hints: ["$L = -\\ln q$ with $q = {{q}}$"],
  prompt: "The model predicts $\\hat p = {{p}}$; the label is {{y}}.",
  solution: "$L = -\\ln({{q}}) \\approx {{L|4}}$",
};

/** A source with one variable and one answer, to change a piece of. */
export const PLAIN: TemplateSource = {
  vars: { n: { int: [2, 9] } },
  answer: { expr: "n + 1", type: "integer" },
  prompt: "What comes after {{n}}?",
};

export function compiled(source: TemplateSource): Template {
  const template = readTemplate(source);
  if (!template.ok) throw new Error(JSON.stringify(template.error));
  return template.value;
}

/** What is wrong with a source, as "path @character message". */
export function problemsOf(source: TemplateSource): readonly string[] {
  const template = readTemplate(source);
  return template.ok
    ? []
    : template.error.map(({ path, at, message }) => `${path.join(".")} @${at} ${message}`);
}

export function drawn(source: TemplateSource, seed: number): Question {
  const draw = templateGenerator(compiled(source)).draw(seed, 1, {});
  if (!draw.ok) throw new Error(draw.error);
  return draw.value.question;
}

/** The variant of these numbers, whether it is fair or not. */
export function variant(
  source: TemplateSource,
  params: Readonly<Record<string, number | number[]>>,
): Question {
  const question = templateGenerator(compiled(source)).withParams(params, 1);
  if (!question.ok) throw new Error(JSON.stringify(question.error));
  return question.value;
}
