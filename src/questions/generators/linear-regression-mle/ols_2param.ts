/** A least-squares line through a few points, at level 2 with what is left over. */
import { scalar } from "../../../tensor/tensor.ts";
import { fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { leastSquaresSolver, type Points } from "../../solvers/least_squares.ts";
import { num } from "../../tex.ts";

type OlsParams = {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly residual: boolean;
};

const LIST = { kind: "list", of: { kind: "int", lo: -20, hi: 20 }, min: 3, max: 6 } as const;

export const ols2ParamGenerator = defineGenerator<OlsParams>({
  id: "ols-2param",
  version: 1,
  topic: "linear-regression-mle",
  title: "Least-squares line",
  levels: [1, 2],
  domains: { x: LIST, y: LIST, residual: { kind: "pick", of: [true, false] } },
  generate(random, level, fixed) {
    const grids = level === 1
      ? [[0, 1, 2], [-1, 0, 1], [1, 2, 3], [0, 2, 4]]
      : [[0, 1, 2, 3], [-1, 0, 1, 2], [-2, -1, 0, 1, 2], [0, 1, 2, 5]];
    const n = fixed.y?.length;
    const fitting = n === undefined ? grids : grids.filter((grid) => grid.length === n);
    const x = fixed.x ?? random.pick(fitting.length > 0 ? fitting : grids);
    return {
      x,
      y: fixed.y ?? Array.from({ length: x.length }, () => random.int(-3, 9)),
      residual: fixed.residual ?? level === 2,
    };
  },
  refuse({ x, y }) {
    if (x.length !== y.length) return `${y.length} targets for ${x.length} inputs`;
    if (new Set(x).size < x.length) return "two inputs are equal";
    const { slope, intercept, residual } = numbers({ x, y });
    if (Math.abs(slope) < 0.1 || Math.abs(intercept) < 0.1) return "slope or intercept is nearly 0";
    if (residual > 60) return "the points are far from any line";
    return residual < 0.05 ? "the points lie on a line" : undefined;
  },
  prompt: ({ x, y, residual }) =>
    `Fit the line $\\hat y = a x + b$ by least squares to the points ${
      x.map((xi, i) => `$(${num(xi)},\\, ${num(y[i] ?? 0)})$`).join(", ")
    }.${residual ? " What is the sum of squared residuals?" : ""}`,
  conventions: ({ residual }) => [
    `with an intercept: $a$ and $b$ minimise $\\sum_i (y_i - a x_i - b)^2$${
      residual ? ", not divided by $n$" : ""
    }`,
    "a fraction or 4 decimals",
  ],
  answers: ({ residual }) => [
    fractionAnswer({ id: "slope", label: "$a$" }),
    fractionAnswer({ id: "intercept", label: "$b$" }),
    ...(residual ? [fractionAnswer({ id: "residual", label: "$\\sum_i (y_i - a x_i - b)^2$" })] : []),
  ],
  solve: ({ x, y, residual }) => {
    const solver = leastSquaresSolver({ x, y });
    return residual ? solver : {
      steps: solver.steps.filter((step) => step.id !== "residual"),
      answers: { slope: "slope", intercept: "intercept" },
    };
  },
  mistakes: [
    {
      id: "through-the-origin",
      solve: (params) =>
        line(params, params.x.reduce((s, x, i) => s + x * (params.y[i] ?? 0), 0) / squares(params.x), 0),
      feedback: "You fitted a line through the origin. With an intercept both are measured from their means.",
    },
    {
      id: "slope-from-raw-products",
      solve: (params) => {
        const slope = params.x.reduce((s, x, i) => s + x * (params.y[i] ?? 0), 0) / squares(params.x);
        return average(params.x) === 0
          ? undefined
          : line(params, slope, average(params.y) - slope * average(params.x));
      },
      feedback: "Subtract the means before you multiply: the slope compares deviations.",
    },
    {
      id: "first-to-last",
      solve: (params) => {
        const { x, y } = params;
        const slope = ((y.at(-1) ?? 0) - (y[0] ?? 0)) / ((x.at(-1) ?? 0) - (x[0] ?? 0));
        return Math.abs(slope - numbers(params).slope) < 1e-9
          ? undefined
          : line(params, slope, (y[0] ?? 0) - slope * (x[0] ?? 0));
      },
      feedback: "You joined the first and the last point. Least squares lets every point pull.",
    },
    {
      id: "x-on-y",
      solve: (params) => {
        const { x, y } = params;
        const spread = y.reduce((s, v) => s + (v - average(y)) ** 2, 0);
        const slope = numbers(params).slope * x.reduce((s, v) => s + (v - average(x)) ** 2, 0) / spread;
        return line(params, slope, average(y) - slope * average(x));
      },
      feedback:
        "You divided by the spread of $y$. The errors are vertical, so the spread of $x$ stands below.",
    },
    {
      id: "intercept-is-mean",
      solve: (params) =>
        Math.abs(average(params.x) * numbers(params).slope) < 1e-9
          ? undefined
          : line(params, numbers(params).slope, average(params.y)),
      feedback:
        "The intercept is the value at $x = 0$, not at $\\bar x$: subtract $a \\bar x$ from $\\bar y$.",
    },
    {
      id: "intercept-sign",
      solve: (params) =>
        Math.abs(average(params.x) * numbers(params).slope) < 1e-9 ? undefined : line(
          params,
          numbers(params).slope,
          average(params.y) + numbers(params).slope * average(params.x),
        ),
      feedback: "You added $a \\bar x$. The line passes through the means, so $b = \\bar y - a \\bar x$.",
    },
    {
      id: "mean-of-squares",
      solve: (params) =>
        params.residual ? { residual: scalar(numbers(params).residual / params.x.length) } : undefined,
      feedback: "You divided by the number of points. The card asks for the sum.",
    },
  ],
  hints: () => ["Start with the means of $x$ and $y$; the best line passes through them."],
});

function numbers({ x, y }: Points) {
  const keys = keysOf(leastSquaresSolver({ x, y }));
  const of = (id: string) => keys[id]?.values[0] ?? NaN;
  return { slope: of("slope"), intercept: of("intercept"), residual: of("residual") };
}

/** What someone with another line answers. */
function line({ x, y, residual }: OlsParams, slope: number, intercept: number) {
  const left = x.reduce((total, xi, i) => total + ((y[i] ?? 0) - slope * xi - intercept) ** 2, 0);
  return {
    slope: scalar(slope),
    intercept: scalar(intercept),
    ...(residual ? { residual: scalar(left) } : {}),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function squares(values: readonly number[]): number {
  return values.reduce((total, value) => total + value * value, 0);
}
