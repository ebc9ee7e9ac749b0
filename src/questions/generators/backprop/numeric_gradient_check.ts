/** A gradient check by central differences on a polynomial. */
import { rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gradientCheckSolver } from "../../solvers/line_gradient.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, term } from "../../tex.ts";

type CheckParams = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly x: number;
  readonly h: number;
};

const COEFFICIENT = { kind: "int", lo: -5, hi: 5 } as const;

export const numericGradientCheckGenerator = defineGenerator<CheckParams>({
  id: "numeric-gradient-check",
  version: 1,
  topic: "backprop",
  title: "Gradient check by central differences",
  levels: [1],
  domains: {
    a: COEFFICIENT,
    b: COEFFICIENT,
    c: COEFFICIENT,
    x: { kind: "int", lo: -5, hi: 5 },
    h: { kind: "pick", of: [0.1, 0.2, 0.5] },
  },
  generate: (random, _level, fixed) => ({
    a: fixed.a ?? random.pick([-2, -1, 1, 2]),
    b: fixed.b ?? random.pick([-3, -2, -1, 1, 2, 3]),
    c: fixed.c ?? random.int(-3, 3),
    x: fixed.x ?? random.pick([-2, -1, 1, 2]),
    h: fixed.h ?? random.pick([0.1, 0.2]),
  }),
  refuse({ a, b, x }) {
    if (a === 0) return "for a quadratic the central difference is exact";
    return b === 0 || x === 0 ? "a term vanishes" : undefined;
  },
  prompt: ({ a, b, c, x, h }) =>
    `Check the derivative of $f(x) = ${polynomial(a, b, c)}$ at $x = ${
      num(x)
    }$: what does the central difference with $h = ${num(h)}$ give, and what is $f'(${num(x)})$?`,
  conventions: () => [
    "central difference: both neighbours $x \\pm h$",
    "exact decimals",
  ],
  answers: () => [
    rationalAnswer({ id: "numeric", label: "Central difference" }),
    rationalAnswer({ id: "analytic", label: "$f'(x)$" }),
  ],
  solve: gradientCheckSolver,
  mistakes: [
    {
      id: "one-sided",
      solve: (p) => scalars({ numeric: (f(p, p.x + p.h) - f(p, p.x)) / p.h }),
      feedback:
        "That is the one-sided difference; its error is larger. Take $f(x + h) - f(x - h)$ over $2h$.",
    },
    {
      id: "backward",
      solve: (p) => scalars({ numeric: (f(p, p.x) - f(p, p.x - p.h)) / p.h }),
      feedback: "That is the backward difference. Take $f(x + h) - f(x - h)$ over $2h$.",
    },
    {
      id: "divided-by-h",
      solve: (p) => scalars({ numeric: (f(p, p.x + p.h) - f(p, p.x - p.h)) / p.h }),
      feedback: "The two points are $2h$ apart, so divide by $2h$.",
    },
    {
      id: "reversed",
      solve: (p) => scalars({ numeric: (f(p, p.x - p.h) - f(p, p.x + p.h)) / (2 * p.h) }),
      feedback: "The difference is the wrong way round: right neighbour minus left neighbour.",
    },
    {
      id: "same-as-derivative",
      solve: (p) => scalars({ numeric: (3 * p.a * p.x + 2 * p.b) * p.x + p.c }),
      feedback: "That is the derivative itself. The central difference misses it by a little: work it out.",
    },
    {
      id: "no-exponents",
      solve: (p) => scalars({ analytic: (p.a * p.x + p.b) * p.x + p.c }),
      feedback: "The exponents come down as factors: $(x^3)' = 3x^2$, $(x^2)' = 2x$.",
    },
  ],
  hints: () => ["Both numbers should nearly agree; if they do not, one of them is wrong."],
});

function f({ a, b, c }: CheckParams, x: number): number {
  return ((a * x + b) * x + c) * x;
}

function polynomial(a: number, b: number, c: number): string {
  const monomials = [[a, "x^3"], [b, "x^2"], [c, "x"]] as const;
  const shown = monomials.filter(([factor]) => factor !== 0).map(([factor, power], i) => {
    const size = Math.abs(factor) === 1 ? "" : `${Math.abs(factor)}`;
    const sign = factor < 0 ? "-" : i === 0 ? "" : "+";
    return `${i === 0 ? sign : ` ${sign} `}${size}${power}`;
  });
  return shown.length === 0 ? term(0) : shown.join("");
}
