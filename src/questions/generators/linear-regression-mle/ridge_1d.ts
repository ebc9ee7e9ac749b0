/** Ridge regression with one weight; level 2 averages the squares. */
import { scalar } from "../../../tensor/tensor.ts";
import { fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type RidgeLoss, ridgeSolver } from "../../solvers/least_squares.ts";
import { num, vec } from "../../tex.ts";

type RidgeParams = {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly lambda: number;
  readonly loss: RidgeLoss;
};

const LIST = { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.5 }, min: 2, max: 5 } as const;

export const ridge1dGenerator = defineGenerator<RidgeParams>({
  id: "ridge-1d",
  version: 1,
  topic: "linear-regression-mle",
  title: "Ridge regression with one weight",
  levels: [1, 2],
  domains: {
    x: LIST,
    y: LIST,
    lambda: { kind: "dec", lo: 0.5, hi: 20, step: 0.5 },
    loss: { kind: "pick", of: ["sum", "mean"] },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.y?.length ?? 3;
    return {
      x: fixed.x ?? Array.from({ length: n }, () => random.pick([-2, -1, 1, 2, 3])),
      y: fixed.y ?? Array.from({ length: n }, () => random.int(-4, 6)),
      lambda: fixed.lambda ?? random.pick([1, 2, 3, 4, 5]),
      loss: fixed.loss ?? (level === 1 ? "sum" : "mean"),
    };
  },
  refuse({ x, y, lambda }) {
    if (x.length !== y.length) return `${y.length} targets for ${x.length} inputs`;
    const { xy, xx } = sums({ x, y });
    if (Math.abs(xy) < 2) return "the weight is nearly 0";
    return xx === 0 || xx === lambda || xx === lambda * x.length ? "no spread to shrink" : undefined;
  },
  prompt: ({ x, y, lambda, loss }) =>
    `The model $\\hat y = w x$ has one weight and no intercept. For $x = ${vec(x)}$ and $y = ${
      vec(y)
    }$, which $w$ minimises $${loss === "sum" ? "" : `\\frac{1}{${x.length}} `}\\sum_i (y_i - w x_i)^2 + ${
      lambda === 1 ? "" : num(lambda)
    } w^2$?`,
  conventions: ({ loss, lambda }) => [
    loss === "sum"
      ? `the squares are *summed*, without a half; $\\lambda = ${num(lambda)}$`
      : `the squares are *averaged*, without a half; $\\lambda = ${num(lambda)}$`,
    "a fraction or 4 decimals",
  ],
  answers: () => [fractionAnswer({ id: "w", label: "$w$" })],
  solve: ridgeSolver,
  mistakes: [
    {
      id: "no-penalty",
      solve: (params) => ({ w: scalar(sums(params).xy / sums(params).xx) }),
      feedback: "That is ordinary least squares. The penalty pulls the weight towards 0.",
    },
    {
      id: "penalty-subtracted",
      solve: (params) => {
        const below = sums(params).xx - penalty(params);
        return below === 0 ? undefined : { w: scalar(sums(params).xy / below) };
      },
      feedback:
        "You subtracted the penalty in the denominator, which makes the weight *larger*. Ridge shrinks: add it.",
    },
    {
      id: "other-convention",
      solve: (params) => ({
        w: scalar(
          sums(params).xy /
            (sums(params).xx + (params.loss === "sum" ? params.lambda * params.x.length : params.lambda)),
        ),
      }),
      feedback:
        "Check whether the squares are summed or averaged: for a mean the denominator gains $n\\lambda$, for a sum $\\lambda$.",
    },
    {
      id: "half-penalty",
      solve: (params) => ({ w: scalar(sums(params).xy / (sums(params).xx + penalty(params) / 2)) }),
      feedback: "You halved the penalty. Both terms lose the same factor 2 when you take the derivative.",
    },
    {
      id: "soft-threshold",
      solve: (params) => {
        const { xy, xx } = sums(params);
        return { w: scalar(Math.sign(xy) * Math.max(0, Math.abs(xy) - penalty(params) / 2) / xx) };
      },
      feedback: "That is the lasso, whose penalty is $\\lambda |w|$. The square shrinks by a factor.",
    },
    {
      id: "penalty-in-numerator",
      solve: (params) => ({ w: scalar((sums(params).xy + penalty(params)) / sums(params).xx) }),
      feedback: "The penalty stands in the denominator: its derivative contains $w$.",
    },
  ],
  hints: () => ["Take the derivative by $w$, set it to 0 and collect $w$."],
});

function sums({ x, y }: Pick<RidgeParams, "x" | "y">) {
  return {
    xy: x.reduce((total, value, i) => total + value * (y[i] ?? 0), 0),
    xx: x.reduce((total, value) => total + value * value, 0),
  };
}

function penalty({ lambda, loss, x }: RidgeParams): number {
  return loss === "sum" ? lambda : lambda * x.length;
}
