/** One step of AdamW from given moments; then its first step beside that of Adam with an L2 penalty. */
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { adamwSolver, firstDecaySolver } from "../../solvers/adam.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type DecayParams = {
  readonly task: "given-moments" | "first-step";
  readonly weight: number;
  readonly rate: number;
  readonly decay: number;
  /** For "given-moments": corrected mean and mean square. */
  readonly mean: number;
  readonly square: number;
  /** For "first-step". */
  readonly gradient: number;
};

export const adamwStepGenerator = defineGenerator<DecayParams>({
  id: "adamw-step",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Weight decay in AdamW",
  levels: [1, 2],
  domains: {
    task: { kind: "pick", of: ["given-moments", "first-step"] },
    weight: { kind: "dec", lo: -20, hi: 20, step: 0.5 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    decay: { kind: "dec", lo: 0.05, hi: 1, step: 0.05 },
    mean: { kind: "dec", lo: -5, hi: 5, step: 0.01 },
    square: { kind: "dec", lo: 0.01, hi: 25, step: 0.01 },
    gradient: { kind: "dec", lo: -10, hi: 10, step: 0.1 },
  },
  generate(random, level, fixed) {
    const task = fixed.task ?? (level === 1 ? "given-moments" : "first-step");
    const weight = fixed.weight ?? random.pick([-5, -4, -3, -2, 2, 3, 4, 5]);
    const decay = fixed.decay ?? random.pick(task === "first-step" ? [0.1, 0.2, 0.5] : [0.1, 0.2, 0.25, 0.5]);
    const size = random.pick([0.5, 0.2, 0.8, 0.4, 0.6]);
    return {
      task,
      weight,
      rate: fixed.rate ?? random.pick([0.1, 0.2, 0.05]),
      decay,
      mean: fixed.mean ?? random.pick([-0.6, -0.4, -0.3, -0.2, 0.2, 0.3, 0.4, 0.6]),
      square: fixed.square ?? random.pick([0.04, 0.09, 0.16, 0.25, 0.36, 0.5, 0.3]),
      gradient: fixed.gradient ?? size * random.pick([-1, 1]),
    };
  },
  refuse({ task, weight, rate, decay, mean, gradient }) {
    if (weight === 0 || rate === 1 || decay === 1) return "a factor hides what is asked";
    if (task === "given-moments") return mean === 0 ? "the moment is zero" : undefined;
    const total = gradient + decay * weight;
    return gradient === 0 || Math.abs(total) < 1e-9 || Math.abs(Math.abs(total) - 1) < 1e-9
      ? "a gradient is zero or its size does not show"
      : undefined;
  },
  prompt: (p) =>
    p.task === "given-moments"
      ? `AdamW is at the weight $w = ${num(p.weight)}$ with $\\eta = ${num(p.rate)}$ and decay $\\lambda = ${
        num(p.decay)
      }$. The corrected moments of this step are $\\hat m = ${num(p.mean)}$ and $\\hat v = ${
        num(p.square)
      }$. What is the weight after the decay alone, and after the whole step?`
      : `The very first step from $w = ${num(p.weight)}$ with the gradient $g = ${
        num(p.gradient)
      }$ of the loss, $\\eta = ${num(p.rate)}$ and $\\lambda = ${
        num(p.decay)
      }$: where does AdamW land, and where does Adam with the L2 penalty $\\tfrac{\\lambda}{2} w^2$ added to the loss?`,
  conventions: ({ task }) => [
    "AdamW: $w \\leftarrow (1 - \\eta \\lambda)\\, w$, then $w \\leftarrow w - \\eta\\, \\hat m / (\\sqrt{\\hat v} + \\epsilon)$ (as in PyTorch)",
    ...(task === "given-moments"
      ? ["$\\epsilon = 10^{-8}$: too small to be seen here", "3 decimals, so keep 4 in between"]
      : [
        "Adam with L2: the gradient is $g + \\lambda w$; $m_0 = v_0 = 0$, bias-corrected",
        "$\\epsilon$ is neglected; exact values",
      ]),
  ],
  answers: ({ task }) =>
    task === "given-moments"
      ? [
        rationalAnswer({ id: "shrunk", label: "After the decay" }),
        realAnswer({ id: "updated", label: "After the step", decimals: 3 }),
      ]
      : [
        rationalAnswer({ id: "adamw", label: "$w$ by AdamW" }),
        rationalAnswer({ id: "l2", label: "$w$ by Adam with L2" }),
      ],
  solve: (p) => p.task === "given-moments" ? adamwSolver(p) : firstDecaySolver(p),
  mistakes: [
    {
      id: "decay-without-rate",
      solve: (p) => decayed(p, 1 - p.decay),
      feedback: "The decay is multiplied by the learning rate: the factor is $1 - \\eta \\lambda$.",
    },
    {
      id: "decay-forgotten",
      solve: (p) =>
        p.task === "given-moments"
          ? scalars({ updated: p.weight - move(p) })
          : scalars({ adamw: p.weight - move(p) }),
      feedback: "The decay is missing from the step: start from the shrunken weight.",
    },
    {
      id: "decay-twice-as-strong",
      solve: (p) => decayed(p, 1 - 2 * p.rate * p.decay),
      feedback: "There is no 2 here: the weight is multiplied by $1 - \\eta \\lambda$.",
    },
    {
      id: "decay-last",
      solve: (p) =>
        p.task === "given-moments"
          ? scalars({ updated: (p.weight - move(p)) * (1 - p.rate * p.decay) })
          : scalars({ adamw: (p.weight - move(p)) * (1 - p.rate * p.decay) }),
      feedback: "You shrank the result of the step as well. The decay acts on the old weight only.",
    },
    {
      id: "no-root",
      solve: (p) =>
        p.task === "given-moments"
          ? scalars({ updated: p.weight * (1 - p.rate * p.decay) - p.rate * p.mean / p.square })
          : undefined,
      feedback: "You divided by $\\hat v$. Divide by its root.",
    },
    {
      id: "climbing",
      solve: (p) =>
        p.task === "given-moments"
          ? scalars({ updated: p.weight * (1 - p.rate * p.decay) + move(p) })
          : undefined,
      feedback: "The decay is right; the step must be subtracted, with the sign of $\\hat m$.",
    },
    {
      id: "plain-gradient",
      solve: (p) =>
        p.task === "first-step"
          ? scalars({
            adamw: p.weight * (1 - p.rate * p.decay) - p.rate * p.gradient,
            l2: p.weight - p.rate * (p.gradient + p.decay * p.weight),
          })
          : undefined,
      feedback:
        "Those are steps of plain gradient descent. Adam divides by the root of the squares: the first step has the size of the rate.",
    },
    {
      id: "l2-like-decay",
      solve: (p) =>
        p.task === "first-step" ? scalars({ l2: p.weight * (1 - p.rate * p.decay) - move(p) }) : undefined,
      feedback:
        "L2 in the loss is not weight decay under Adam: the penalty's gradient is divided by the root of the squares as well.",
    },
  ],
  hints: ({ task }) => [
    task === "given-moments"
      ? "Two separate things: shrink, then step."
      : "What is $\\hat m / \\sqrt{\\hat v}$ when there is one gradient only?",
  ],
});

function move({ task, rate, mean, square, gradient }: DecayParams): number {
  return task === "given-moments" ? rate * mean / Math.sqrt(square) : rate * Math.sign(gradient);
}

function decayed(p: DecayParams, factor: number) {
  const shrunk = p.weight * factor;
  return p.task === "given-moments"
    ? scalars({ shrunk, updated: shrunk - move(p) })
    : scalars({ adamw: shrunk - move(p) });
}
