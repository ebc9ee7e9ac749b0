/** Steps and keys that are lists of numbers made of lists, for solvers that work entry by entry. */
import { type Nested, type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Keys } from "../question.ts";
import type { StepPlan } from "../solver.ts";

type List = readonly number[];

interface Listed {
  readonly id: string;
  readonly rule: string;
  /** Ids of earlier steps; each comes as the list of its values, a single number as a list of one. */
  readonly uses?: readonly string[];
  readonly roundable?: boolean;
  readonly value: (...inputs: List[]) => Nested;
  readonly tex: (value: List, ...inputs: List[]) => string;
}

/** A step whose value, of any shape, is made of lists. */
export function entriesStep({ id, rule, uses = [], roundable = false, value, tex }: Listed): StepPlan {
  return {
    id,
    rule,
    uses,
    roundable,
    value: (...inputs) => tensor(value(...inputs.map(listOf))),
    tex: (result, ...inputs) => tex(listOf(result), ...inputs.map(listOf)),
  };
}

/** Keys of any shape from nested lists. */
export function nestedKeys(values: Readonly<Record<string, Nested>>): Keys {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, tensor(value)]));
}

/** The dot product of two lists; entries that one lacks count as 0. */
export function dot(a: List, b: List): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function listOf(t: Tensor): List {
  return Array.from(t.values);
}
