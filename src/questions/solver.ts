/** Solvers with a trace: the key and the steps that lead to it are one computation, so they cannot drift apart. */
import { invariant, present } from "../base/invariant.ts";
import { fromValues, type Tensor } from "../tensor/tensor.ts";

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

export interface Solver {
  /** In an order in which every step comes after those it uses. */
  readonly steps: readonly StepPlan[];
  /** Which step holds the key of each answer. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface Step {
  readonly id: string;
  readonly rule: string;
  readonly uses: readonly string[];
  readonly value: Tensor;
  readonly tex: string;
}

type Keys = Readonly<Record<string, Tensor>>;

export interface Trace {
  readonly steps: readonly Step[];
  readonly keys: Keys;
}

/** How a run departs from the plain one: values put in place of steps, and what happens to each roundable value. */
export interface Departure {
  readonly replaced: ReadonlyMap<string, Tensor>;
  readonly round: (value: number) => number;
}

const PLAIN: Departure = { replaced: new Map(), round: (value) => value };

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
  const steps = solver.steps.map(({ id, rule, uses, tex }): Step => {
    const value = valueOf(id);
    return { id, rule, uses, value, tex: tex(value, ...uses.map(valueOf)) };
  });
  return { steps, keys: keysAmong(solver, values) };
}

/** The keys of such a run, without its lines being written out. */
export function keysWith(solver: Solver, departure: Departure): Keys {
  return keysAmong(solver, valuesOf(solver, departure));
}

/** Only the keys, for mistakes made by swapping one operation. */
export function keysOf(solver: Solver): Keys {
  return keysWith(solver, PLAIN);
}

function valuesOf(solver: Solver, departure: Departure): ReadonlyMap<string, Tensor> {
  const values = new Map<string, Tensor>();
  for (const plan of solver.steps) {
    invariant(!values.has(plan.id), `step ${plan.id} stands once in its solver`);
    const inputs = plan.uses.map((id) => present(values.get(id), `step ${id}, used by ${plan.id},`));
    values.set(plan.id, departure.replaced.get(plan.id) ?? rounded(plan, plan.value(...inputs), departure));
  }
  return values;
}

function keysAmong(solver: Solver, values: ReadonlyMap<string, Tensor>): Keys {
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
