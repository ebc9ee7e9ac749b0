/** Steps and keys that are single numbers or lists of them, for solvers that count. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import type { Keys } from "../question.ts";
import type { StepPlan } from "../solver.ts";

interface Counted<Value> {
  readonly id: string;
  readonly rule: string;
  /** Ids of earlier steps whose value is one number each. */
  readonly uses?: readonly string[];
  readonly roundable?: boolean;
  readonly value: (...inputs: number[]) => Value;
  readonly tex: (value: Value, ...inputs: number[]) => string;
}

/** A step whose value is one number made of numbers. */
export function numberStep(
  { id, rule, uses = [], roundable = false, value, tex }: Counted<number>,
): StepPlan {
  return {
    id,
    rule,
    uses,
    roundable,
    value: (...inputs) => scalar(value(...inputs.map(item))),
    tex: (result, ...inputs) => tex(item(result), ...inputs.map(item)),
  };
}

/** A step whose value is a list of numbers, such as a shape, made of numbers. */
export function listStep(
  { id, rule, uses = [], roundable = false, value, tex }: Counted<readonly number[]>,
): StepPlan {
  return {
    id,
    rule,
    uses,
    roundable,
    value: (...inputs) => tensor(value(...inputs.map(item))),
    tex: (result, ...inputs) => tex(Array.from(result.values), ...inputs.map(item)),
  };
}

/** Sums of short decimals that come to 0 are 0, not the rest that floats leave. Not for products, which may be tiny. */
export function settled(sum: number): number {
  return Math.abs(sum) < 1e-12 ? 0 : sum;
}

/** Keys that are one number each. */
export function scalars(values: Readonly<Record<string, number>>): Keys {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, scalar(value)]));
}

/** A shape as TeX: [3, 8, 8]. */
export function shapeTex(shape: readonly number[]): string {
  return `[${shape.join(",\\; ")}]`;
}
