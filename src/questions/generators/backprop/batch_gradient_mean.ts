/** Gradient of the mean squared error of a line over a batch: slope only, then with the intercept. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { lineGradientSolver } from "../../solvers/line_gradient.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, term, vec } from "../../tex.ts";

type LineParams = {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly w: number;
  readonly b: number;
  readonly intercept: boolean;
};

const VALUES = { kind: "list", of: { kind: "dec", lo: -6, hi: 6, step: 0.5 }, min: 2, max: 5 } as const;
const PARAMETER = { kind: "dec", lo: -4, hi: 4, step: 0.5 } as const;

export const batchGradientMeanGenerator = defineGenerator<LineParams>({
  id: "batch-gradient-mean",
  version: 1,
  topic: "backprop",
  title: "Gradient of the mean squared error over a batch",
  levels: [1, 2],
  domains: {
    xs: VALUES,
    ys: VALUES,
    w: PARAMETER,
    b: PARAMETER,
    intercept: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const n = fixed.xs?.length ?? fixed.ys?.length ?? level + 2;
    const intercept = fixed.intercept ?? level === 2;
    return {
      xs: fixed.xs ?? random.sample([-2, -1, 1, 2, 3, 4], n),
      ys: fixed.ys ?? Array.from({ length: n }, () => random.int(-3, 5)),
      w: fixed.w ?? random.pick(level === 1 ? [-1, 1, 2] : [-1.5, -0.5, 0.5, 1.5, 2]),
      b: fixed.b ?? (intercept ? random.pick([-1, -0.5, 0.5, 1]) : 0),
      intercept,
    };
  },
  refuse({ xs, ys, w, b, intercept }) {
    if (xs.length !== ys.length) return "the lists differ in length";
    if (!intercept && b !== 0) return "there is no intercept";
    const errors = xs.map((x, i) => w * x + b - (ys[i] ?? 0));
    if (errors.filter((error) => error !== 0).length < 2) return "nearly all samples fit";
    return errors.some((error) => Math.abs(error) > 10) ? "the numbers are too large for paper" : undefined;
  },
  prompt: ({ xs, ys, w, b, intercept }) =>
    `The model $\\hat y = wx${intercept ? " + b" : ""}$ has $w = ${num(w)}$${
      intercept ? ` and $b = ${num(b)}$` : ""
    }. The batch is $x = ${vec(xs)}$ with targets $y = ${
      vec(ys)
    }$. What is the gradient of the mean squared error by $w$${intercept ? " and by $b$" : ""}?`,
  conventions: ({ xs }) => [
    `$L = \\frac{1}{${xs.length}} \\sum_i (\\hat y_i - y_i)^2$, no half`,
    "a fraction, or 3 decimals",
  ],
  answers: ({ intercept }) => [
    realAnswer({ id: "dw", label: "$\\partial L / \\partial w$", decimals: 3 }),
    ...(intercept ? [realAnswer({ id: "db", label: "$\\partial L / \\partial b$", decimals: 3 })] : []),
  ],
  solve(p) {
    const { steps, answers } = lineGradientSolver(p);
    const unused = p.intercept ? "" : "db";
    return {
      steps: steps.filter(({ id }) => id !== unused),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => id !== unused)),
    };
  },
  mistakes: [
    {
      id: "sum",
      solve: (p) => scaled(p, 2),
      feedback: "You added over the samples. The loss is a mean: divide by their number.",
    },
    {
      id: "no-two",
      solve: (p) => scaled(p, 1 / p.xs.length),
      feedback: "The derivative of a square brings a factor 2.",
    },
    {
      id: "sign",
      solve: (p) => scaled(p, -2 / p.xs.length),
      feedback: "The error is $\\hat y - y$. With $y - \\hat y$ the gradient points the wrong way.",
    },
    {
      id: "mean-input",
      solve: (p) => {
        const mean = (values: readonly number[]) =>
          values.reduce((sum, value) => sum + value, 0) / values.length;
        const dw = 2 * mean(errorsOf(p)) * mean(p.xs);
        return scalars({ dw });
      },
      feedback:
        "You multiplied the mean error by the mean input. Each error goes with its own $x_i$, then take the mean.",
    },
    {
      id: "no-input",
      solve: (p) => scalars({ dw: 2 / p.xs.length * errorsOf(p).reduce((sum, e) => sum + e, 0) }),
      feedback: "The inner derivative is missing: $\\hat y$ depends on $w$ with slope $x_i$.",
    },
    {
      id: "prediction-for-error",
      solve: (p) => {
        const plain = { ...p, ys: p.ys.map(() => 0) };
        return scaled(plain, 2 / p.xs.length);
      },
      feedback: "Subtract the targets: the outer derivative is twice the *error*, not twice the prediction.",
    },
  ],
  hints: ({ w, b }) => [`First the errors $${term(w)}\\, x_i${b === 0 ? "" : ` + ${term(b)}`} - y_i$.`],
});

function errorsOf({ xs, ys, w, b }: LineParams): number[] {
  return xs.map((x, i) => w * x + b - (ys[i] ?? 0));
}

function scaled(p: LineParams, factor: number) {
  const errors = errorsOf(p);
  const dw = factor * errors.reduce((sum, error, i) => sum + error * (p.xs[i] ?? 0), 0);
  return scalars({
    dw,
    ...(p.intercept ? { db: factor * errors.reduce((sum, error) => sum + error, 0) } : {}),
  });
}
