/** One run of a template over drawn parameters: derived values, rules, answers, and whether all texts can be filled. */
import { ok, type Result } from "../base/result.ts";
import type { Budget } from "../expressions/evaluate.ts";
import { isTensor, type Value } from "../expressions/value.ts";
import { scalar, type Tensor } from "../tensor/tensor.ts";
import type { Params } from "./question.ts";
import type { Template, TemplateAnswer, TemplateWrong } from "./template.ts";
import { isExcepted, valueOfVar } from "./template_domain.ts";
import { type Failure, failureAt, type Formula, valueOf, type Values } from "./template_formula.ts";
import { fill, roundedPlace, type TemplateText } from "./template_text.ts";

/** So many numbers may be asked for in one answer: each is an input. */
const MOST_CELLS = 64;

export interface Run {
  /** Parameters and derived values. */
  readonly values: Values;
  /** Keys by answer id. */
  readonly keys: ReadonlyMap<string, Tensor>;
}

/** The parameters as formulas see them. */
export function varValues(template: Template, params: Params): Map<string, Value> {
  return new Map(template.vars.map(({ name }) => [name, valueOfVar(params[name] ?? NaN)]));
}

/** Derived values and keys, or the first thing that has no value. */
export function runTemplate(template: Template, params: Params, budget: Budget): Result<Run, Failure> {
  const values = varValues(template, params);
  for (const { name, formula } of template.steps) {
    const value = numbersOf(formula, values, budget);
    if (!value.ok) return value;
    values.set(name, value.value.shape.length === 0 ? value.value.values[0] ?? NaN : value.value);
  }
  const keys = new Map<string, Tensor>();
  for (const answer of template.answers) {
    const key = keyOf(answer, values, budget);
    if (!key.ok) return key;
    keys.set(answer.id, key.value);
  }
  return ok({ values, keys });
}

/** Why these parameters make no fair question, before their mistakes are looked at; undefined when they do. */
export function unfairness(template: Template, params: Params, budget: Budget): Failure | undefined {
  for (const { name, source } of template.vars) {
    if (isExcepted(source, params[name] ?? NaN)) {
      return { kind: "unfair", path: ["vars", name], at: 0, length: 0, message: `${name} is excepted` };
    }
  }
  const run = runTemplate(template, params, budget);
  if (!run.ok) return run.error;
  const { values } = run.value;
  for (const { formula, say } of template.rules) {
    const holds = valueOf(formula, values, budget);
    if (!holds.ok) return holds.error;
    if (typeof holds.value !== "boolean") {
      return fault(formula, "type", "A rule needs a comparison, such as x > 0");
    }
    if (!holds.value) return fault(formula, "unfair", say);
  }
  const rounded = roundedPlace(template.prompt, values, budget);
  if (rounded !== undefined) {
    const message = "The prompt shows a rounded number, but the key is worked out from the exact one";
    return fault(rounded, "type", `${message}: round it in \`let\``);
  }
  const texts = [
    template.prompt,
    ...template.conventions,
    ...template.hints,
    ...(template.solution === undefined ? [] : [template.solution]),
    ...template.steps.flatMap(({ say }) => say ?? []),
  ];
  for (const text of texts) {
    const filled = fill(text, values, budget);
    if (!filled.ok) return filled.error;
  }
  for (const wrong of template.wrong) {
    const made = makeMistake(wrong, values, budget);
    if (!made.ok) return made.error;
  }
  return undefined;
}

export interface Mistaken {
  readonly keys: ReadonlyMap<string, Tensor>;
  readonly feedback: string;
}

/** What someone who makes this mistake answers; undefined where it cannot be made with these values. */
export function makeMistake(
  wrong: TemplateWrong,
  values: Values,
  budget: Budget,
): Result<Mistaken | undefined, Failure> {
  if (wrong.when !== undefined) {
    const when = valueOf(wrong.when, values, budget);
    if (!when.ok) return when;
    if (typeof when.value !== "boolean") return failureAt(wrong.when, "type", "`when` needs a comparison");
    if (!when.value) return ok(undefined);
  }
  const keys = new Map<string, Tensor>();
  for (const [answer, formula] of wrong.formulas) {
    const value = numbersOf(formula, values, budget);
    if (!value.ok) return value.error.kind === "domain" ? ok(undefined) : value;
    keys.set(answer, value.value);
  }
  const feedback = fill(wrong.say, values, budget);
  return feedback.ok ? ok({ keys, feedback: feedback.value }) : feedback;
}

/** A text filled in, or with a question mark where it cannot be: only variants that nobody is asked have that. */
export function textOf(text: TemplateText, values: Values, budget: Budget): string {
  const filled = fill(text, values, budget);
  return filled.ok ? filled.value : "?";
}

/** The value of a formula as a tensor, [] for a single number. */
export function numbersOf(formula: Formula, values: Values, budget: Budget): Result<Tensor, Failure> {
  const value = valueOf(formula, values, budget);
  if (!value.ok) return value;
  if (typeof value.value === "boolean") {
    return failureAt(
      formula,
      "type",
      "Here a number is needed, found a truth value: write condition ? 1 : 0",
    );
  }
  return ok(isTensor(value.value) ? value.value : scalar(value.value));
}

function keyOf({ formula, source }: TemplateAnswer, values: Values, budget: Budget): Result<Tensor, Failure> {
  const key = numbersOf(formula, values, budget);
  if (!key.ok) return key;
  const { shape, values: cells } = key.value;
  const wrongShape = shapeFault(source.type, shape);
  if (wrongShape !== undefined) return failureAt(formula, "type", wrongShape);
  if (cells.length > MOST_CELLS) {
    return failureAt(
      formula,
      "limit",
      `An answer can have at most ${MOST_CELLS} numbers, found ${cells.length}`,
    );
  }
  const isWhole = cells.every((cell) =>
    Math.abs(cell - Math.round(cell)) < 1e-9 * Math.max(1, Math.abs(cell))
  );
  if ((source.type === "integer" || source.type === "shape") && !isWhole) {
    return failureAt(formula, "unfair", "The answer is no whole number");
  }
  if (source.type === "shape" && cells.some((cell) => cell < 0)) {
    return failureAt(formula, "unfair", "A size of the shape is negative");
  }
  if (source.type === "choice") {
    const count = source.options?.length ?? 0;
    const place = cells[0] ?? NaN;
    if (!Number.isInteger(place) || place < 0 || place >= count) {
      return failureAt(
        formula,
        "unfair",
        `The place of the right option is no whole number from 0 to ${count - 1}`,
      );
    }
  }
  return key;
}

function shapeFault(type: TemplateAnswer["source"]["type"], shape: readonly number[]): string | undefined {
  switch (type) {
    case "tensor":
      return shape.length === 0 ? "An answer of type tensor needs a list; write type: real" : undefined;
    case "shape":
      return shape.length === 1 ? undefined : "An answer of type shape needs a list such as [8, n, n]";
    default:
      return shape.length === 0
        ? undefined
        : `An answer of type ${type} needs one number, found a tensor [${shape.join(",")}]`;
  }
}

function fault(formula: Formula, kind: Failure["kind"], message: string): Failure {
  return { kind, path: formula.path, at: formula.offset, length: formula.length, message };
}
