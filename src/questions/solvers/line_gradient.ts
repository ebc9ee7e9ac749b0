/** Mean squared error of a line over a few samples, and its gradient by slope and intercept. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { numberStep } from "./number_steps.ts";
import { products, summed } from "./worked_tex.ts";

/** L = (1/n) sum (w x_i + b - y_i)^2. Answers: dw, db. */
export function lineGradientSolver(
  { xs, ys, w, b }: {
    readonly xs: readonly number[];
    readonly ys: readonly number[];
    readonly w: number;
    readonly b: number;
  },
): Solver {
  const n = xs.length;
  const errors = xs.map((x, i) => w * x + b - (ys[i] ?? 0));
  const none = tensor([]);
  const step = (
    id: string,
    rule: string,
    terms: (found: ArrayLike<number>) => string,
    of: (sum: Float64Array) => number,
  ): StepPlan => ({
    id,
    rule,
    uses: ["errors"],
    roundable: true,
    value: (found = none) => scalar(2 / n * of(found.values)),
    tex: (value, found = none) =>
      `\\frac{2}{${n}} (${terms(found.values)}) ${equals(value.values[0] ?? NaN, 4)}`,
  });
  return {
    steps: [
      {
        id: "errors",
        rule: "The error of each sample: prediction minus target.",
        uses: [],
        roundable: false,
        value: () => tensor(errors),
        tex: (value) =>
          Array.from(
            value.values,
            (e, i) =>
              `e_${i + 1} = ${term(w)} \\cdot ${term(xs[i] ?? 0)}${b === 0 ? "" : ` + ${term(b)}`} - ${
                term(ys[i] ?? 0)
              } = ${num(e)}`,
          ).join(",\\quad "),
      },
      step(
        "dw",
        "By $w$: each error times its own $x_i$; the square gives a 2, the mean divides by $n$.",
        (found) => products(found, xs),
        (found) => found.reduce((sum, e, i) => sum + e * (xs[i] ?? 0), 0),
      ),
      step(
        "db",
        "By $b$: the same with 1 in place of $x_i$.",
        (found) => summed(found),
        (found) => found.reduce((sum, e) => sum + e, 0),
      ),
    ],
    answers: { dw: "dw", db: "db" },
  };
}

/** w - lr g for every weight. Answer: w, in their shape. */
export function updateSolver(
  { weights, gradient, lr }: {
    readonly weights: readonly (readonly number[])[];
    readonly gradient: readonly (readonly number[])[];
    readonly lr: number;
  },
): Solver {
  return {
    steps: [{
      id: "w",
      rule: "Step against the gradient: every weight minus the learning rate times its own gradient.",
      uses: [],
      roundable: false,
      value: () => tensor(weights.map((row, i) => row.map((w, j) => w - lr * (gradient[i]?.[j] ?? 0)))),
      tex: (value) =>
        weights.flatMap((row, i) =>
          row.map((w, j) =>
            `${num(w)} - ${num(lr)} \\cdot ${term(gradient[i]?.[j] ?? 0)} = ${
              num(value.values[i * row.length + j] ?? NaN)
            }`
          )
        ).join(",\\quad "),
    }],
    answers: { w: "w" },
  };
}

/** Central difference of f(x) = a x^3 + b x^2 + c x, beside its derivative. Answers: numeric, analytic. */
export function gradientCheckSolver(
  { a, b, c, x, h }: {
    readonly a: number;
    readonly b: number;
    readonly c: number;
    readonly x: number;
    readonly h: number;
  },
): Solver {
  const f = (at: number) => ((a * at + b) * at + c) * at;
  const exact = (value: number) => Number(value.toPrecision(13));
  const at = (id: string, point: number) =>
    numberStep({
      id,
      rule: "The function a little beside $x$.",
      value: () => exact(f(point)),
      tex: (value) => `f(${num(point)}) = ${num(value)}`,
    });
  return {
    steps: [
      at("above", x + h),
      at("below", x - h),
      numberStep({
        id: "numeric",
        rule: "Central difference: both sides, divided by their distance $2h$.",
        uses: ["above", "below"],
        value: (above = NaN, below = NaN) => exact((above - below) / (2 * h)),
        tex: (value, above = NaN, below = NaN) =>
          `\\frac{${num(above)} - ${term(below)}}{2 \\cdot ${num(h)}} = ${num(value)}`,
      }),
      numberStep({
        id: "analytic",
        rule: "The derivative by the rules: $f'(x) = 3 a x^2 + 2 b x + c$ with the coefficients of the card.",
        value: () => 3 * a * x * x + 2 * b * x + c,
        tex: (value) =>
          `3 \\cdot ${term(a)} \\cdot ${term(x)}^2 + 2 \\cdot ${term(b)} \\cdot ${term(x)} + ${term(c)} = ${
            num(value)
          }`,
      }),
    ],
    answers: { numeric: "numeric", analytic: "analytic" },
  };
}
