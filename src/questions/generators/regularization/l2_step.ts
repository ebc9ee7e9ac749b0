/** One step of gradient descent with an L2 penalty, in either convention; then decay alone for many steps. */
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { decaySolver, l2StepSolver } from "../../solvers/shrinkage.ts";
import { num } from "../../tex.ts";

type L2Params = {
  readonly weight: number;
  readonly gradient: number;
  readonly rate: number;
  readonly lambda: number;
  readonly penalty: "half" | "full";
  /** 1: a step with the gradient; more: so many steps of decay without any gradient. */
  readonly steps: number;
};

export const l2StepGenerator = defineGenerator<L2Params>({
  id: "l2-step",
  version: 1,
  topic: "regularization",
  title: "A step with weight decay",
  levels: [1, 2, 3],
  domains: {
    weight: { kind: "dec", lo: -10, hi: 10, step: 0.5 },
    gradient: { kind: "dec", lo: -10, hi: 10, step: 0.1 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    lambda: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    penalty: { kind: "pick", of: ["half", "full"] },
    steps: { kind: "int", lo: 1, hi: 100 },
  },
  generate(random, level, fixed) {
    return {
      weight: fixed.weight ?? random.pick([-5, -4, -3, -2, 2, 3, 4, 5]),
      gradient: fixed.gradient ?? random.pick([-2, -1, -0.6, -0.5, 0.3, 0.4, 0.5, 0.8, 1, 2]),
      rate: fixed.rate ?? random.pick([0.1, 0.2, 0.5]),
      lambda: fixed.lambda ?? random.pick([0.1, 0.2, 0.3, 0.4, 0.5]),
      penalty: fixed.penalty ?? (level === 2 ? "full" : "half"),
      steps: fixed.steps ?? (level === 3 ? random.pick([4, 5, 8, 10, 20]) : 1),
    };
  },
  refuse({ weight, gradient, rate, lambda, penalty, steps }) {
    if (weight === 0 || (steps === 1 && gradient === 0)) return "weight or gradient is zero";
    if (rate === 1 || lambda === 1) return "a factor hides what is asked";
    const factor = 1 - rate * lambda * (penalty === "half" ? 1 : 2);
    if (factor <= 0.1) return "the decay leaves nothing";
    if (steps > 1 && penalty === "full") return "many steps are asked in the convention with one half";
    return steps > 1 && Math.abs(weight) * factor ** steps < 0.05
      ? "the weight becomes too small"
      : undefined;
  },
  prompt: ({ weight, gradient, rate, lambda, steps, penalty }) =>
    steps === 1
      ? `A weight $w = ${num(weight)}$ is trained on $L + ${
        penalty === "half" ? "\\tfrac{\\lambda}{2} w^2" : "\\lambda w^2"
      }$ with $\\lambda = ${num(lambda)}$ and $\\eta = ${num(rate)}$. The gradient of $L$ is $${
        num(gradient)
      }$. By which factor is the old weight multiplied, where does $w$ land, and where would it land without the penalty?`
      : `The gradient of the loss vanishes, and a weight $w = ${
        num(weight)
      }$ is driven by the penalty $\\tfrac{\\lambda}{2} w^2$ alone, with $\\lambda = ${
        num(lambda)
      }$ and $\\eta = ${
        num(rate)
      }$. By which factor does it change in a step, and what is it after ${steps} steps?`,
  conventions: ({ penalty, steps }) => [
    penalty === "half"
      ? "penalty $\\tfrac{\\lambda}{2} w^2$, with the half"
      : "penalty $\\lambda w^2$, without a half",
    "plain gradient descent",
    steps === 1 ? "exact values" : "factor exact; the weight to 3 decimals, so keep 4 in between",
  ],
  answers: ({ steps }) =>
    steps === 1
      ? [
        rationalAnswer({ id: "factor", label: "Factor of the old $w$" }),
        rationalAnswer({ id: "updated", label: "New $w$" }),
        rationalAnswer({ id: "plain", label: "Without penalty" }),
      ]
      : [
        rationalAnswer({ id: "factor", label: "Factor of a step" }),
        realAnswer({ id: "weight", label: `$w$ after ${steps} steps`, decimals: 3 }),
      ],
  solve: (p) => p.steps === 1 ? l2StepSolver(p) : decaySolver(p),
  mistakes: [
    {
      id: "other-convention",
      solve: (p) => withFactor(p, 1 - p.rate * p.lambda * (p.penalty === "half" ? 2 : 1)),
      feedback:
        "That is the other convention: read whether the penalty is written with one half. The derivative of $w^2$ is $2w$.",
    },
    {
      id: "rate-forgotten",
      solve: (p) => withFactor(p, 1 - p.lambda * (p.penalty === "half" ? 1 : 2)),
      feedback: "The decay is part of the step: it is multiplied by the learning rate too.",
    },
    {
      id: "growing",
      solve: (p) => withFactor(p, 1 + p.rate * p.lambda * (p.penalty === "half" ? 1 : 2)),
      feedback: "The sign slipped: the penalty pulls the weight towards 0, so the factor is below 1.",
    },
    {
      id: "gradient-shrunk",
      solve: (p) => {
        const factor = 1 - p.rate * p.lambda * (p.penalty === "half" ? 1 : 2);
        return p.steps === 1 ? scalars({ updated: factor * (p.weight - p.rate * p.gradient) }) : undefined;
      },
      feedback: "Only the old weight is multiplied by the factor; the gradient step is taken in full.",
    },
    {
      id: "climbing",
      solve: (p) => {
        const factor = 1 - p.rate * p.lambda * (p.penalty === "half" ? 1 : 2);
        return p.steps === 1
          ? scalars({
            updated: factor * p.weight + p.rate * p.gradient,
            plain: p.weight + p.rate * p.gradient,
          })
          : undefined;
      },
      feedback: "You added the gradient of the loss. Subtract it.",
    },
    {
      id: "decay-multiplied",
      solve: (p) =>
        p.steps === 1 || p.rate * p.lambda * p.steps === 1
          ? undefined
          : scalars({ weight: p.weight * (1 - p.rate * p.lambda * p.steps) }),
      feedback:
        "Each step shrinks what the one before has left: take the factor to a power, do not multiply the decay.",
    },
    {
      id: "exactly-zero",
      solve: (p) => p.steps === 1 ? undefined : scalars({ weight: 0 }),
      feedback: "L2 never makes a weight exactly 0: it takes away a share, not an amount.",
    },
  ],
  hints: () => ["What is the gradient of the penalty?"],
});

function withFactor({ weight, gradient, rate, steps }: L2Params, factor: number) {
  return steps === 1
    ? scalars({ factor, updated: factor * weight - rate * gradient })
    : scalars({ factor, weight: weight * factor ** steps });
}
