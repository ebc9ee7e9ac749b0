/** The worked solution of a template: each derived value is a step, with its formula, its numbers and its value. */
import type { Budget } from "../expressions/evaluate.ts";
import { nameTex } from "../expressions/name_tex.ts";
import { nodeTex } from "../expressions/tex.ts";
import type { Value } from "../expressions/value.ts";
import { valueTex } from "../expressions/value_tex.ts";
import { fromValues, type Tensor } from "../tensor/tensor.ts";
import type { Params } from "./question.ts";
import type { Solver, StepPlan } from "./solver.ts";
import type { Template, TemplateAnswer } from "./template.ts";
import { type Formula, spendingFrom, type Values } from "./template_formula.ts";
import { numbersOf, type Run, textOf, varValues } from "./template_run.ts";
import { withNumbers } from "./template_numbers.ts";
import { equals, mat, vec } from "./tex.ts";

/** A tensor with more numbers than this is named by its shape in a worked line. */
const MOST_WORKED = 36;

/** Writing out one part of a formula, as symbols and with its numbers, and one number of the result. */
const NODE_TEX_OPERATIONS = 50;
const NUMBER_TEX_OPERATIONS = 200;

interface Working {
  readonly template: Template;
  readonly params: Params;
  /** undefined where these params have no values: every step is then NaN. */
  readonly run: Run | undefined;
  readonly purse: Budget;
}

export function templateSolver(working: Working): Solver {
  const { template, run } = working;
  const exact = exactNames(template);
  const steps = template.steps.map(({ name, formula, say }): StepPlan => ({
    id: name,
    rule: say === undefined || run === undefined
      ? `Work out $${nameTex(name)}$.`
      : spendingFrom(working.purse, (budget) => textOf(say, run.values, budget)),
    roundable: !exact.has(name),
    ...computed(working, { formula, left: nameTex(name), plain: run?.values.get(name) }),
  }));
  const answers = template.answers.map((answer) => answerStep(working, answer));
  return {
    steps: [...steps, ...answers.flatMap(({ step }) => step ?? [])],
    answers: Object.fromEntries(answers.map(({ id, at }) => [id, at])),
  };
}

/** An answer that is a derived value has no step of its own. */
function answerStep(working: Working, { id, label, formula, source }: TemplateAnswer) {
  const { node } = formula;
  if (node.kind === "name" && working.template.steps.some(({ name }) => name === node.name)) {
    return { id, at: node.name, step: undefined };
  }
  const at = `answer ${id}`;
  const step: StepPlan = {
    id: at,
    rule: `The answer, ${label}.`,
    roundable: source.type === "real" || (source.type === "tensor" && source.decimals !== undefined),
    ...computed(working, { formula, left: undefined, plain: working.run?.keys.get(id) }),
  };
  return { id, at, step };
}

interface Line {
  readonly formula: Formula;
  /** TeX of what the line works out. */
  readonly left: string | undefined;
  readonly plain: Value | undefined;
}

function computed({ template, params, purse }: Working, { formula, left, plain }: Line) {
  const uses = formula.names.filter((name) => template.steps.some((step) => step.name === name));
  const valuesWith = (inputs: readonly Tensor[]): Values => {
    const values = varValues(template, params);
    for (const [index, name] of uses.entries()) {
      const input = inputs[index];
      if (input !== undefined) values.set(name, input.shape.length === 0 ? input.values[0] ?? NaN : input);
    }
    return values;
  };
  const shape = typeof plain === "object" ? plain.shape : [];
  const nothing = fromValues(new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(NaN), shape);
  return {
    uses,
    value: (...inputs: Tensor[]) => {
      const value = spendingFrom(purse, (budget) => numbersOf(formula, valuesWith(inputs), budget));
      return value.ok ? value.value : nothing;
    },
    tex: (value: Tensor, ...inputs: Tensor[]) => {
      const cells = Math.min(value.values.length, MOST_WORKED);
      purse.left -= NODE_TEX_OPERATIONS * formula.nodes + NUMBER_TEX_OPERATIONS * cells;
      const symbols = nodeTex(formula.node);
      const values = valuesWith(inputs);
      const numbers = nodeTex(spendingFrom(purse, (budget) => withNumbers(formula.node, values, budget)));
      const lines = [symbols, ...(numbers === symbols ? [] : [numbers])].filter((tex) => tex !== left);
      return chain(left, lines, resultTex(value));
    },
  };
}

/** `L = -\ln(q) = -\ln(0.3) \approx 1.2040`, one relation a line where there are several. */
function chain(left: string | undefined, lines: readonly string[], result: string): string {
  const bare = result.replace(/^= /, "");
  if (left === undefined && lines.at(-1) === bare) return lines.join(" = ");
  const relations = [...lines.map((line) => `= ${line}`), result].filter((line, index, all) =>
    index === 0 || line !== all[index - 1]
  );
  const [head, rest] = left === undefined ? [lines[0] ?? "", relations.slice(1)] : [left, relations];
  if (rest.length < 2) return `${head} ${rest.join(" ")}`;
  return `\\begin{aligned} ${head} ${rest.map((line) => `&${line}`).join(" \\\\ ")} \\end{aligned}`;
}

function resultTex(value: Tensor): string {
  if (value.values.length > MOST_WORKED) {
    return `\\in \\mathbb{R}^{${value.shape.join(" \\times ")}}`;
  }
  const [only = NaN] = value.values;
  if (value.shape.length === 0) return relationOf(only);
  const cells = Array.from(value.values, relationOf);
  const relation = cells.every((cell) => cell.startsWith("=")) ? "=" : "\\approx";
  if (value.shape.length > 2) return `${relation} ${valueTex(value, { kind: "significant", figures: 4 })}`;
  const show = (x: number) => relationOf(x).replace(/^(=|\\approx) /, "");
  return `${relation} ${value.shape.length === 1 ? vec(value.values, show) : mat(value, show)}`;
}

/** 4 decimals, or 4 figures of what they would show as nothing. */
function relationOf(value: number): string {
  const rounded = equals(value, 4);
  return rounded.startsWith("=") || Math.abs(value) >= 1e-3
    ? rounded
    : `\\approx ${valueTex(value, { kind: "significant", figures: 4 })}`;
}

/** Values that an exact answer is worked out from: learners keep them exact too. */
function exactNames({ answers, steps }: Template): ReadonlySet<string> {
  const exact = new Set(
    answers.flatMap(({ formula, source }) =>
      source.type === "real" || (source.type === "tensor" && source.decimals !== undefined)
        ? []
        : formula.names
    ),
  );
  for (const { name, formula } of steps.toReversed()) {
    if (exact.has(name)) { for (const used of formula.names) exact.add(used); }
  }
  return exact;
}
