/** A template as a generator: drawn, accepted, asked again, graded and diagnosed by what generators in code go by. */
import type { Budget } from "../expressions/evaluate.ts";
import {
  choiceAnswer,
  exactTensorAnswer,
  integerAnswer,
  rationalAnswer,
  realAnswer,
  shapeAnswer,
  tensorAnswer,
} from "./answers.ts";
import { err } from "../base/result.ts";
import { defineGenerator, drawVariant, type Generator } from "./define.ts";
import { isParams } from "./domain.ts";
import type { AnswerSpec, Domain, GeneratorDefinition, Json, Keys, Level, Params } from "./question.ts";
import type { Template, TemplateAnswer } from "./template.ts";
import { drawOperations, drawVar } from "./template_domain.ts";
import { type Failure, spendingFrom, type Values } from "./template_formula.ts";
import { makeMistake, type Run, runTemplate, textOf, unfairness, varValues } from "./template_run.ts";
import { templateSolver } from "./template_steps.ts";
import type { TemplateText } from "./template_text.ts";
import { tolerancesOf } from "./tolerance.ts";

/** The id under which variants of all templates are stored: their notes tell them apart. */
export const TEMPLATE_ID = "template";

/**
 * What one draw may cost, all its tries together. Counted and not timed, so that a seed gives the same variant on any
 * machine; bench/templates.ts measures what it comes to.
 */
export const DRAW_OPERATIONS = 2_000_000;

/** What a try costs before anything is worked out. */
const TRY_OPERATIONS = 1000;

const TOO_LONG =
  "the template takes too long: it needs fewer or smaller formulas, or a `require` that refuses less";

/** The generator of a template. Every call spends from a purse of its own, so that none can go on for ever. */
export function templateGenerator(template: Template, level: Level = 1): Generator {
  const start = () => {
    const purse: Budget = { left: DRAW_OPERATIONS };
    const definition = templateDefinition(template, { level, purse });
    return { purse, definition, generator: defineGenerator(definition) };
  };
  return {
    ...start().generator,
    draw(seed, level, fixed) {
      const { purse, definition } = start();
      const goesOn = () => purse.left > 0;
      const drawn = drawVariant(definition, { seed, level, fixed, tries: Infinity, goesOn });
      if (!drawn.ok && !goesOn()) return err(TOO_LONG);
      // Answers are judged with the question's own solver: that too must end, but not be short of what drawing took.
      purse.left = DRAW_OPERATIONS;
      return drawn;
    },
    withParams(params, level) {
      const { purse, generator } = start();
      const question = generator.withParams(params, level);
      purse.left = DRAW_OPERATIONS;
      return question;
    },
    refusalOf(params) {
      const { purse, generator } = start();
      const reason = generator.refusalOf(params);
      return purse.left > 0 ? reason : TOO_LONG;
    },
  };
}

/** The solution's text for the variant of these parameters; undefined where the template has none. */
export function templateSolution(template: Template, params: Json): string | undefined {
  const { solution } = template;
  if (solution === undefined || !isParams<Params>(domainsOf(template), params)) return undefined;
  const run = runOf(template, params, { left: DRAW_OPERATIONS });
  return spendingFrom(
    { left: DRAW_OPERATIONS },
    (budget) => textOf(solution, run?.values ?? varValues(template, params), budget),
  );
}

/** What a purse pays for, as an author's definition in code would be. */
export function templateDefinition(
  template: Template,
  { level, purse }: { readonly level: Level; readonly purse: Budget },
): GeneratorDefinition<Params> {
  const runs = new WeakMap<Params, { readonly run: Run | undefined }>();
  const run = (params: Params): Run | undefined => {
    const known = runs.get(params) ?? { run: runOf(template, params, purse) };
    runs.set(params, known);
    return known.run;
  };
  const valuesOf = (params: Params): Values => run(params)?.values ?? varValues(template, params);
  const filled = (text: TemplateText, params: Params) =>
    spendingFrom(purse, (budget) => textOf(text, valuesOf(params), budget));
  const solver = (params: Params) => templateSolver({ template, params, run: run(params), purse });
  const answersOf = (params: Params) => template.answers.map((answer) => specOf(answer, run(params)));
  const mistaken = (index: number, params: Params) => {
    const wrong = template.wrong[index];
    if (wrong === undefined) return undefined;
    const made = spendingFrom(purse, (budget) => makeMistake(wrong, valuesOf(params), budget));
    return made.ok ? made.value : undefined;
  };
  return {
    id: TEMPLATE_ID,
    version: template.version,
    topic: TEMPLATE_ID,
    title: "Template",
    levels: [level],
    domains: domainsOf(template),
    generate(random, _level, fixed) {
      purse.left -= TRY_OPERATIONS;
      for (const { source } of template.vars) purse.left -= drawOperations(source);
      return Object.fromEntries(
        template.vars.map(({ name, source }) => [name, fixed[name] ?? drawVar(source, random.fork(name))]),
      );
    },
    refuse(params) {
      const failure = failureOf(template, params, purse);
      if (failure !== undefined) return failure.message;
      const answers = answersOf(params);
      return unsteady(tolerancesOf(solver(params), answers), answers, run(params));
    },
    prompt: (params) => filled(template.prompt, params),
    conventions: (params) => template.conventions.map((text) => filled(text, params)),
    answers: answersOf,
    solve: solver,
    mistakes: template.wrong.map(({ id }, index) => ({
      id,
      solve: (params): Keys | undefined => {
        const made = mistaken(index, params);
        return made && Object.fromEntries(made.keys);
      },
      feedback: (params) => mistaken(index, params)?.feedback ?? "",
    })),
    hints: (params) => template.hints.map((text) => filled(text, params)),
  };
}

function domainsOf(template: Template): Readonly<Record<string, Domain>> {
  return Object.fromEntries(template.vars.map(({ name, domain }) => [name, domain]));
}

/** Why the parameters make no fair question, with its place in the template. */
export function failureOf(template: Template, params: Params, purse: Budget): Failure | undefined {
  return spendingFrom(purse, (budget) => unfairness(template, params, budget));
}

function runOf(template: Template, params: Params, purse: Budget): Run | undefined {
  const run = spendingFrom(purse, (budget) => runTemplate(template, params, budget));
  return run.ok ? run.value : undefined;
}

/** Honest rounding must not make wrong answers right: it may move a cell by 2 % of it, or 5 of its last decimal. */
function unsteady(
  tolerances: Readonly<Record<string, readonly number[]>>,
  answers: readonly AnswerSpec[],
  run: Run | undefined,
): string | undefined {
  for (const { id, tolerance, decimals } of answers) {
    if (tolerance.kind !== "rounded") continue;
    const key = run?.keys.get(id);
    for (const [cell, allowed] of (tolerances[id] ?? []).entries()) {
      const size = Math.abs(key?.values[cell] ?? NaN);
      const asked = tolerance.atol + tolerance.rtol * size;
      if (allowed <= Math.max(5 * 10 ** -decimals, 0.02 * size, asked)) continue;
      return `Rounding each step to ${tolerance.keep} decimals changes the answer too much: set \`keep\` higher`;
    }
  }
  return undefined;
}

function specOf({ id, label, source }: TemplateAnswer, run: Run | undefined): AnswerSpec {
  const { type, decimals = 3, unit, atol = 0, rtol = 0, options = [] } = source;
  const shape = run?.keys.get(id)?.shape ?? [];
  const rounded = { id, label, decimals, atol, rtol, ...(unit === undefined ? {} : { unit }) };
  switch (type) {
    case "integer":
      return { ...integerAnswer({ id, label }), unit };
    case "rational":
      return { ...rationalAnswer({ id, label }), unit };
    case "shape":
      return { ...shapeAnswer({ id, label, rank: shape[0] ?? 1 }), unit };
    case "choice":
      return choiceAnswer({
        id,
        label,
        choices: options.map((option, i) => ({ id: String(i), label: option })),
      });
    case "real":
      return keeping(realAnswer(rounded), source);
    case "tensor":
      return source.decimals === undefined
        ? { ...exactTensorAnswer({ id, label, shape }), unit }
        : keeping(tensorAnswer({ ...rounded, shape }), source);
  }
}

/** One decimal more than is asked for is kept in between, four at least. */
function keeping(spec: AnswerSpec, { keep }: TemplateAnswer["source"]): AnswerSpec {
  if (spec.tolerance.kind !== "rounded") return spec;
  const usual = spec.decimals >= 5 ? 6 : spec.decimals === 4 ? 5 : 4;
  return { ...spec, tolerance: { ...spec.tolerance, keep: keep ?? usual } };
}
