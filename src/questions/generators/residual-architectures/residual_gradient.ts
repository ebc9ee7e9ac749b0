/** Gradient of the first weight through two residual blocks: level 1 all weights positive, level 2 one negative. */
import { rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { type TwoBlocks, twoBlocksSolver } from "../../solvers/residual_chain.ts";
import { num } from "../../tex.ts";

type GradientParams = {
  readonly x: number;
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
};

const WEIGHT = { kind: "dec", lo: -3, hi: 3, step: 0.5 } as const;

export const residualGradientGenerator = defineGenerator<GradientParams>({
  id: "residual-gradient",
  version: 1,
  topic: "residual-architectures",
  title: "Gradient through two residual blocks",
  levels: [1, 2],
  domains: { x: { kind: "int", lo: -5, hi: 5 }, w0: WEIGHT, w1: WEIGHT, w2: WEIGHT, w3: WEIGHT },
  generate(random, level, fixed) {
    const negative = level === 1 ? -1 : random.int(0, 2);
    const weight = (index: number) =>
      random.pick(level === 1 ? [0.5, 1.5, 2, 3] : [0.5, 1.5, 2]) * (index === negative ? -1 : 1);
    return {
      x: fixed.x ?? random.int(1, level === 1 ? 3 : 4),
      w0: fixed.w0 ?? random.pick([0.5, 1.5, 2]),
      w1: fixed.w1 ?? weight(0),
      w2: fixed.w2 ?? weight(1),
      w3: fixed.w3 ?? weight(2),
    };
  },
  refuse(p) {
    if ([p.x, p.w0, p.w1, p.w2, p.w3].includes(0)) return "a factor is zero";
    if (p.w0 * p.x < 0) return "the first ReLU is off, the gradient is 0";
    const { y, z } = forward(p);
    return y <= 0 || z <= 0 ? "a block is off" : undefined;
  },
  prompt: ({ x, w0, w1, w2, w3 }) =>
    `Two residual blocks with scalar weights:\n\n$$y = \\operatorname{ReLU}(w_1 \\operatorname{ReLU}(w_0 x) + x), \\qquad z = \\operatorname{ReLU}(w_3 \\operatorname{ReLU}(w_2 y) + y)$$\n\nwith $x = ${
      num(x)
    }$, $w_0 = ${num(w0)}$, $w_1 = ${num(w1)}$, $w_2 = ${num(w2)}$, $w_3 = ${
      num(w3)
    }$. Work out $z$, its derivative by $w_0$, and what that derivative would be without the two skips.`,
  conventions: () => [
    "exact values",
    "without skips: $y = \\operatorname{ReLU}(w_1 \\operatorname{ReLU}(w_0 x))$ and $z = \\operatorname{ReLU}(w_3 \\operatorname{ReLU}(w_2 y))$",
  ],
  answers: () => [
    rationalAnswer({ id: "z", label: "$z$" }),
    rationalAnswer({ id: "gradient", label: "$\\partial z / \\partial w_0$" }),
    rationalAnswer({ id: "plain", label: "$\\partial z / \\partial w_0$ without skips" }),
  ],
  solve: twoBlocksSolver,
  mistakes: [
    {
      id: "skip-forgotten",
      solve: (p) => scalars({ gradient: slope(p, 0) * p.w1 * p.x }),
      feedback: "The second skip is missing from the derivative: it adds 1 to $\\partial z / \\partial y$.",
    },
    {
      id: "branch-forgotten",
      solve: (p) => forward(p).inner > 0 ? scalars({ gradient: p.w1 * p.x }) : undefined,
      feedback: "Only the skip was followed. The gradient also comes through the branch of the second block.",
    },
    {
      id: "dead-branch-followed",
      solve: (p) => forward(p).inner > 0 ? undefined : scalars({ gradient: (p.w3 * p.w2 + 1) * p.w1 * p.x }),
      feedback: "One ReLU is off: its branch passes no gradient, whatever its weights are.",
    },
    {
      id: "first-skip-counted",
      solve: (p) => scalars({ gradient: slope(p, 1) * (p.w1 * p.x + 1) }),
      feedback:
        "In the first block $w_0$ does not stand in the skip: the skip carries $x$ and adds nothing to the derivative by $w_0$.",
    },
    {
      id: "input-forgotten",
      solve: (p) => p.x === 1 ? undefined : scalars({ gradient: slope(p, 1) * p.w1 }),
      feedback: "The last factor is missing: the derivative of $w_0 x$ by $w_0$ is $x$.",
    },
    {
      id: "weight-for-input",
      solve: (p) => p.w0 === p.x ? undefined : scalars({ gradient: slope(p, 1) * p.w1 * p.w0 }),
      feedback: "The derivative of $w_0 x$ by $w_0$ is $x$, not $w_0$.",
    },
    {
      id: "skips-added-late",
      solve: (p) =>
        p.w1 * p.x * p.w2 * p.w3 === p.w1 * p.x && p.x === 1
          ? undefined
          : scalars({ gradient: p.w1 * p.w2 * p.w3 * p.x + 1 }),
      feedback:
        "The 1 of a skip belongs to its own block: $(w_3 w_2 + 1)\\, w_1 x$, not the whole product plus 1.",
    },
  ],
  hints:
    () => ["$\\partial z / \\partial w_0 = \\partial z / \\partial y \\cdot \\partial y / \\partial w_0$"],
});

function forward({ x, w0, w1, w2, w3 }: TwoBlocks) {
  const y = Math.max(0, w1 * Math.max(0, w0 * x) + x);
  const inner = Math.max(0, w2 * y);
  return { y, inner, z: w3 * inner + y };
}

/** Slope of the second block with so much for its skip. */
function slope(p: TwoBlocks, skip: number): number {
  return (forward(p).inner > 0 ? p.w3 * p.w2 : 0) + skip;
}
