/** Maxima and norms, whose gradients need care at kinks. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import { max } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { num, term, vec } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

/** Indices, from 0, at which the largest entry stands. */
export function maximisers(x: readonly number[]): number[] {
  const largest = Math.max(...x);
  return x.flatMap((value, i) => value === largest ? [i] : []);
}

/** One-sided derivatives of max along entry i: from the left, from the right. */
export function oneSided(x: readonly number[], i: number): readonly [number, number] {
  const own = maximisers(x);
  if (!own.includes(i)) return [0, 0];
  return own.length === 1 ? [1, 1] : [0, 1];
}

/**
 * f(x) = max of the entries, looked at along entry `along` (from 0).
 * Answers: value, differentiable (0 yes, 1 no), grad [n] (a sub-gradient at a tie: the mean over the maximisers),
 * left and right derivative along the entry.
 */
export function maxSolver({ x, along }: { readonly x: readonly number[]; readonly along: number }): Solver {
  const own = maximisers(x);
  const [left, right] = oneSided(x, along);
  const name = `x_${along + 1}`;
  const steps = `e_${along + 1}`;
  return {
    steps: [
      {
        id: "value",
        rule: "Find the largest entry, and every place where it stands.",
        uses: [],
        roundable: false,
        value: () => max(tensor(x)),
        tex: (value) =>
          `\\max x = ${num(value.values[0] ?? NaN)} = ${own.map((i) => `x_${i + 1}`).join(" = ")}`,
      },
      numberStep({
        id: "differentiable",
        rule: "The maximum is differentiable exactly where one entry alone is largest.",
        value: () => own.length === 1 ? 0 : 1,
        tex: (value) =>
          value === 0 ? "\\text{one maximiser: differentiable}" : "\\text{a tie: not differentiable}",
      }),
      {
        id: "grad",
        rule: own.length === 1
          ? "Nearby $f(x)$ is that entry, so the gradient is 1 there and 0 elsewhere."
          : "At a tie there is no gradient; every weighted mean of the maximisers' unit vectors is a sub-gradient.",
        uses: [],
        roundable: false,
        value: () => tensor(x.map((_, i) => own.includes(i) ? 1 / own.length : 0)),
        tex: (value) => vec(value.values),
      },
      numberStep({
        id: "left",
        rule: `From the left: make $${name}$ a little smaller. Does the maximum fall with it?`,
        value: () => left,
        tex: (value) => `\\lim_{t \\uparrow 0} \\frac{f(x + t ${steps}) - f(x)}{t} = ${value}`,
      }),
      numberStep({
        id: "right",
        rule: `From the right: make $${name}$ a little larger. Does the maximum rise with it?`,
        value: () => right,
        tex: (value) => `\\lim_{t \\downarrow 0} \\frac{f(x + t ${steps}) - f(x)}{t} = ${value}`,
      }),
    ],
    answers: { value: "value", differentiable: "differentiable", grad: "grad", left: "left", right: "right" },
  };
}

/** The sub-gradient inequality f(x) + g (y - x) <= f(y) of max. Answers: lhs, rhs. */
export function subgradientSolver(
  { x, y, g }: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly g: readonly number[];
  },
): Solver {
  return {
    steps: [
      numberStep({
        id: "lhs",
        rule: "The plane through $x$ with slope $g$, at $y$.",
        value: () => g.reduce((sum, own, i) => sum + own * ((y[i] ?? NaN) - (x[i] ?? NaN)), Math.max(...x)),
        tex: (value) => `f(x) + g^\\top (y - x) = ${num(value)}`,
      }),
      numberStep({
        id: "rhs",
        rule: "The function at $y$.",
        value: () => Math.max(...y),
        tex: (value) => `f(y) = ${num(value)}`,
      }),
    ],
    answers: { lhs: "lhs", rhs: "rhs" },
  };
}

/** (a + b + |a - b|) / 2, which is the larger of both. Answers: max and formula, for each pair. */
export function maxOfTwoSolver(pairs: readonly (readonly number[])[]): Solver {
  const each = (id: string, rule: string, of: (a: number, b: number) => number) => ({
    id,
    rule,
    uses: [],
    roundable: false,
    value: () => tensor(pairs.map(([a = NaN, b = NaN]) => of(a, b))),
    tex: (value: { readonly values: Float64Array }) => vec(value.values),
  });
  return {
    steps: [
      each("max", "The larger of both.", Math.max),
      each("formula", "Mean plus half the distance.", (a, b) => (a + b + Math.abs(a - b)) / 2),
    ],
    answers: { max: "max", formula: "formula" },
  };
}

/** 1: sum of absolute values; 2: Euclidean norm; "2-squared": its square. */
export type NormKind = "1" | "2" | "2-squared";

/** Answers: value, grad [n]; entries 0 have the sub-gradient 0 in the 1-norm. */
export function normSolver({ x, kind }: { readonly x: readonly number[]; readonly kind: NormKind }): Solver {
  const squares = x.reduce((sum, own) => sum + own * own, 0);
  const values = {
    "1": x.reduce((sum, own) => sum + Math.abs(own), 0),
    "2": Math.sqrt(squares),
    "2-squared": squares,
  };
  const rounded = kind === "2";
  return {
    steps: [
      {
        id: "value",
        rule: {
          "1": "Add the absolute values.",
          "2": "Add the squares and take the root.",
          "2-squared": "Add the squares.",
        }[kind],
        uses: [],
        roundable: rounded,
        value: () => scalar(values[kind]),
        tex: (value) => {
          const sum = kind === "1"
            ? x.map((own) => `|${num(own)}|`).join(" + ")
            : x.map((own) => `${term(own)}^2`).join(" + ");
          const shown = num(Number((value.values[0] ?? NaN).toFixed(4)));
          return kind === "2"
            ? `\\sqrt{${sum}} = \\sqrt{${num(squares)}} \\approx ${shown}`
            : `${sum} = ${shown}`;
        },
      },
      {
        id: "grad",
        rule: {
          "1": "Each $|x_i|$ has slope $1$ or $-1$: the gradient holds the signs, whatever the sizes.",
          "2": "The gradient is $x$ divided by its length: a vector of length 1.",
          "2-squared": "Each $x_i^2$ has slope $2 x_i$.",
        }[kind],
        uses: ["value"],
        roundable: rounded,
        value: (norm = scalar(1)) =>
          tensor(
            x.map((own) =>
              kind === "1" ? Math.sign(own) : kind === "2" ? own / (norm.values[0] ?? NaN) : 2 * own
            ),
          ),
        tex: (value) => vec(Array.from(value.values, (own) => Number(own.toFixed(4)))),
      },
    ],
    answers: { value: "value", grad: "grad" },
  };
}
