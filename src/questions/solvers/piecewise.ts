/** What a ReLU(x) + b ReLU(-x) + c x is: a line, a multiple of |x|, or neither; and other candidates for activations. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import { RELU } from "../../tensor/activation.ts";
import type { Solver } from "../solver.ts";
import { num, term } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

export interface ReluSum {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** 0 a line, 1 a multiple of |x|, 2 neither. */
export function kindOfSlopes(right: number, left: number): number {
  return right === left ? 0 : right === -left ? 1 : 2;
}

/** Answers: right and left (slopes), kind: 0 a line, 1 a multiple of |x|, 2 neither. */
export function reluSumSolver({ a, b, c }: ReluSum): Solver {
  const plus = c === 0 ? "" : ` + ${term(c)}`;
  return {
    steps: [
      numberStep({
        id: "right",
        rule: "For $x > 0$: $\\operatorname{ReLU}(x) = x$ and $\\operatorname{ReLU}(-x) = 0$.",
        value: () => a + c,
        tex: (value) => `f(x) = ${c === 0 ? "" : `(${num(a)}${plus})\\, x = `}${times(value)}`,
      }),
      numberStep({
        id: "left",
        rule: "For $x < 0$: $\\operatorname{ReLU}(x) = 0$ and $\\operatorname{ReLU}(-x) = -x$.",
        value: () => c - b,
        tex: (value) => `f(x) = ${term(b)} \\cdot (-x)${c === 0 ? "" : `${plus}\\, x`} = ${times(value)}`,
      }),
      numberStep({
        id: "kind",
        rule: "Equal slopes make a line, opposite slopes a multiple of $|x|$; anything else is neither.",
        uses: ["right", "left"],
        value: (right = NaN, left = NaN) => kindOfSlopes(right, left),
        tex: (value, right = NaN, left = NaN) =>
          value === 0
            ? `f(x) = ${times(right)}`
            : value === 1
            ? `f(x) = ${num(right)}\\, |x|`
            : `${num(right)} \\neq ${num(left)},\\quad ${num(right)} \\neq ${num(-left)}`,
      }),
    ],
    answers: { right: "right", left: "left", kind: "kind" },
  };
}

/** "3\\, x", "x", "-x". */
function times(slope: number): string {
  return Math.abs(slope) === 1 ? (slope < 0 ? "-x" : "x") : `${num(slope)}\\, x`;
}

/** Formulas that someone may propose as activation functions. */
export const CANDIDATES = {
  relu_minus_relu_neg: (x: number) => RELU.value(x) - RELU.value(-x),
  log_relu_plus1: (x: number) => Math.log(RELU.value(x) + 1),
  log_relu_of_xplus1: (x: number) => Math.log(RELU.value(x + 1)),
  sin: Math.sin,
} as const;

/** Values of every candidate at the points. Answers: one [points] for each; -Infinity is the logarithm of 0. */
export function candidatesSolver(xs: readonly number[]): Solver {
  return {
    steps: Object.entries(CANDIDATES).map(([id, f]) => ({
      id,
      rule: "The value at each point.",
      uses: [],
      roundable: true,
      value: () => tensor(xs.map(f)),
      tex: (value) => Array.from(value.values, num).join(",\\; "),
    })),
    answers: Object.fromEntries(Object.keys(CANDIDATES).map((id) => [id, id])),
  };
}

/** max(a x, x), which is PReLU only for a <= 1. Answer: y [points]. */
export function maxFormulaSolver({ xs, a }: { readonly xs: readonly number[]; readonly a: number }): Solver {
  return {
    steps: [{
      id: "y",
      rule: "The larger of $ax$ and $x$.",
      uses: [],
      roundable: false,
      value: () => xs.length === 0 ? scalar(NaN) : tensor(xs.map((x) => Math.max(a * x, x))),
      tex: (value) => Array.from(value.values, num).join(",\\; "),
    }],
    answers: { y: "y" },
  };
}
