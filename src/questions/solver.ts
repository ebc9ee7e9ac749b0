/** Solvers with a trace: the key and the steps that lead to it are one computation, so they cannot drift apart. */
import { invariant, present } from "../base/invariant.ts";
import { fromValues, type Tensor } from "../tensor/tensor.ts";
import { type AnswerValue, type Formula, numbersIn } from "./answer_value.ts";

/** One line of a worked solution, before it is run. */
export interface StepPlan {
  readonly id: string;
  /** What is done here, as Markdown with TeX: "Exponentiate each logit". */
  readonly rule: string;
  /** Ids of the steps whose values this one takes, in the order of the functions' arguments. */
  readonly uses: readonly string[];
  /** Whether a learner writes this value down rounded; integers and shapes are exact. */
  readonly roundable: boolean;
  readonly value: (...inputs: Tensor[]) => Tensor;
  /** TeX of this step with the numbers filled in; the step's own value comes first. */
  readonly tex: (value: Tensor, ...inputs: Tensor[]) => string;
}

/** One line of a derivation: a formula, which holds whatever the numbers are. */
export interface FormulaStep {
  readonly id: string;
  readonly rule: string;
  /** Ids of the steps that it follows from. */
  readonly uses: readonly string[];
  readonly formula: Formula;
  readonly tex: string;
}

export interface Solver {
  /** In an order in which every step comes after those it uses. */
  readonly steps: readonly (StepPlan | FormulaStep)[];
  /** Which step holds the key of each answer. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface Step {
  readonly id: string;
  readonly rule: string;
  readonly uses: readonly string[];
  readonly value: AnswerValue;
  readonly tex: string;
}

type Keys = Readonly<Record<string, AnswerValue>>;

export interface Trace {
  readonly steps: readonly Step[];
  readonly keys: Keys;
}

/** How a run departs from the plain one: values put in place of steps, and what happens to each roundable value. */
export interface Departure {
  readonly replaced: ReadonlyMap<string, Tensor>;
  readonly round: (value: number) => number;
}

/** Nothing replaced, nothing rounded. */
export const PLAIN: Departure = { replaced: new Map(), round: (value) => value };

/** Runs every step. */
export function runSolver(solver: Solver): Trace {
  return runSolverWith(solver, PLAIN);
}

/**
 * Runs with a learner's value in place of a step (follow-through), or with each step rounded as a learner would
 * (tolerance). Throws when a step uses one that does not come before it.
 */
export function runSolverWith(solver: Solver, departure: Departure): Trace {
  const values = valuesOf(solver, departure);
  const valueOf = (id: string) => present(values.get(id), `step ${id}`);
  const steps = solver.steps.map((plan): Step => {
    const { id, rule, uses } = plan;
    const value = valueOf(id);
    const tex = "formula" in plan
      ? plan.tex
      : plan.tex(numbersIn(value), ...uses.map((used) => numbersIn(valueOf(used))));
    return { id, rule, uses, value, tex };
  });
  return { steps, keys: keysAmong(solver, values) };
}

/** The keys of such a run, without its lines being written out. */
export function keysWith(solver: Solver, departure: Departure): Keys {
  return keysAmong(solver, valuesOf(solver, departure));
}

/** Only the keys of a solver of numbers, for mistakes made by swapping one operation. */
export function keysOf(solver: Solver): Readonly<Record<string, Tensor>> {
  const keys = Object.entries(keysWith(solver, PLAIN));
  return Object.fromEntries(keys.map(([id, key]) => [id, numbersIn(key)]));
}

function valuesOf(solver: Solver, departure: Departure): ReadonlyMap<string, AnswerValue> {
  const values = new Map<string, AnswerValue>();
  for (const plan of solver.steps) {
    invariant(!values.has(plan.id), `step ${plan.id} stands once in its solver`);
    const inputs = plan.uses.map((id) => present(values.get(id), `step ${id}, used by ${plan.id},`));
    values.set(plan.id, valueOfStep(plan, inputs, departure));
  }
  return values;
}

function valueOfStep(
  plan: StepPlan | FormulaStep,
  inputs: readonly AnswerValue[],
  departure: Departure,
): AnswerValue {
  if ("formula" in plan) return plan.formula;
  return departure.replaced.get(plan.id) ?? rounded(plan, plan.value(...inputs.map(numbersIn)), departure);
}

function keysAmong(solver: Solver, values: ReadonlyMap<string, AnswerValue>): Keys {
  return Object.fromEntries(
    Object.entries(solver.answers).map((
      [answer, step],
    ) => [answer, present(values.get(step), `step ${step} of answer ${answer}`)]),
  );
}

function rounded(plan: StepPlan, value: Tensor, departure: Departure): Tensor {
  if (!plan.roundable || departure.round === PLAIN.round) return value;
  return fromValues(value.values.map(departure.round), value.shape);
}
