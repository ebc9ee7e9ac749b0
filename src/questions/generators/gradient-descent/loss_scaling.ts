/** What multiplying the loss by a constant does to a step of gradient descent. */
import { choiceAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scaledLossSolver } from "../../solvers/descent.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type ScalingParams = {
  readonly weight: number;
  readonly gradient: number;
  readonly rate: number;
  readonly scale: number;
  readonly restore: boolean;
};

export const lossScalingGenerator = defineGenerator<ScalingParams>({
  id: "loss-scaling",
  version: 1,
  topic: "gradient-descent",
  title: "A constant in front of the loss",
  levels: [1, 2],
  domains: {
    weight: { kind: "dec", lo: -10, hi: 10, step: 0.1 },
    gradient: { kind: "dec", lo: -10, hi: 10, step: 0.1 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    scale: { kind: "dec", lo: 0.1, hi: 100, step: 0.1 },
    restore: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    return {
      weight: fixed.weight ?? random.pick([-2, -1, 1, 2, 3]),
      gradient: fixed.gradient ?? random.pick([-3, -2, -1.5, -0.8, -0.6, 0.4, 0.5, 0.8, 1.2, 2]),
      rate: fixed.rate ?? random.pick(level === 1 ? [0.1] : [0.1, 0.2, 0.4, 0.5]),
      scale: fixed.scale ?? random.pick(level === 1 ? [2, 3, 4, 5] : [0.2, 0.5, 4, 5, 8, 10, 20]),
      restore: fixed.restore ?? level === 2,
    };
  },
  refuse({ weight, gradient, rate, scale }) {
    if (weight === 0 || gradient === 0) return "weight or gradient is zero";
    if (scale === 1) return "the constant is 1";
    if (rate === 1) return "the rate is 1";
    return scale * rate === 1 ? "constant and rate cancel" : undefined;
  },
  prompt: ({ weight, gradient, rate, scale, restore }) =>
    `At $w = ${num(weight)}$ the loss $L$ has the gradient $${
      num(gradient)
    }$; plain gradient descent runs with $\\eta = ${num(rate)}$. Now the loss is multiplied by $c = ${
      num(scale)
    }$. How long is the step without and with $c$, where does $w$ land with it, and does the minimiser move?${
      restore ? " With which rate would the step on $cL$ be the old one?" : ""
    }`,
  conventions: () => ["length of a step: $|\\Delta w|$, not negative", "exact values"],
  answers: ({ restore }) => [
    rationalAnswer({ id: "plain", label: "Step on $L$" }),
    rationalAnswer({ id: "scaled", label: "Step on $cL$" }),
    rationalAnswer({ id: "updated", label: "New $w$ with $cL$" }),
    choiceAnswer({
      id: "minimiser",
      label: "Minimiser",
      choices: [{ id: "stays", label: "stays where it is" }, { id: "moves", label: "moves" }],
    }),
    ...(restore ? [rationalAnswer({ id: "restoring", label: "Rate for the old step" })] : []),
  ],
  solve: (p) => {
    const { steps, answers } = scaledLossSolver(p);
    const { restoring: _, ...rest } = answers;
    return p.restore
      ? { steps, answers }
      : { steps: steps.filter((step) => step.id !== "restoring"), answers: rest };
  },
  mistakes: [
    {
      id: "step-unchanged",
      solve: (p) =>
        scalars({ scaled: p.rate * Math.abs(p.gradient), updated: p.weight - p.rate * p.gradient }),
      feedback: "The gradient of $cL$ is $c$ times that of $L$, and plain gradient descent steps by it.",
    },
    {
      id: "minimiser-moves",
      solve: () => scalars({ minimiser: 1 }),
      feedback: "A positive constant stretches the loss upwards; the lowest point stays at the same $w$.",
    },
    {
      id: "divided",
      solve: (p) =>
        scalars({
          scaled: p.rate * Math.abs(p.gradient) / p.scale,
          updated: p.weight - p.rate * p.gradient / p.scale,
        }),
      feedback: "You divided the step by $c$. The gradient of $cL$ is multiplied by $c$.",
    },
    {
      id: "ascent",
      solve: (p) => scalars({ updated: p.weight + p.rate * p.scale * p.gradient }),
      feedback:
        "The steps are right, but $w$ went up the slope. Subtract rate times gradient, with its sign.",
    },
    {
      id: "scaled-weight",
      solve: (p) => scalars({ updated: p.scale * (p.weight - p.rate * p.gradient) }),
      feedback: "The constant multiplies the loss and its gradient, not the weight.",
    },
    {
      id: "rate-forgotten",
      solve: (p) =>
        scalars({
          plain: Math.abs(p.gradient),
          scaled: p.scale * Math.abs(p.gradient),
          updated: p.weight - p.scale * p.gradient,
        }),
      feedback: "A step is the learning rate times the gradient.",
    },
    {
      id: "rate-multiplied",
      solve: (p) => p.restore ? scalars({ restoring: p.rate * p.scale }) : undefined,
      feedback: "That rate makes the step longer by $c$ once more. Divide the rate by $c$ to undo it.",
    },
  ],
  hints: () => ["Which of the three changes with $c$: the gradient, the rate, the place of the minimum?"],
});
