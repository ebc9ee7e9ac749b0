/** The forget gate and bias that keep a share of the cell over many steps. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { forgetHorizonSolver } from "../../solvers/cell_gradient.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type HorizonParams = { readonly share: number; readonly steps: number };

export const forgetHorizonGenerator = defineGenerator<HorizonParams>({
  id: "forget-horizon",
  version: 1,
  topic: "lstm",
  title: "A forget bias for long memory",
  levels: [1],
  domains: {
    share: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
    steps: { kind: "int", lo: 2, hi: 100 },
  },
  generate: (random, _level, fixed) => ({
    share: fixed.share ?? random.pick([0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6]),
    steps: fixed.steps ?? random.int(3, 20),
  }),
  refuse: ({ share, steps }) => {
    const gate = share ** (1 / steps);
    return gate > 0.97 || Math.abs(gate - 0.5) < 0.02 ? "the gate is nearly open, or half open" : undefined;
  },
  prompt: ({ share, steps }) =>
    `All weights of an LSTM's forget gate are 0, so that its bias $b$ alone sets it to $f = \\sigma(b)$ at every step. After ${steps} steps a share of ${
      num(share)
    } of the cell shall be left. Which $f$ does that take, and which $b$?`,
  conventions:
    () => ["nothing is written to the cell meanwhile", "$f$ to 4 decimals, $b$ to 2; keep 5 in between"],
  answers: () => [
    realAnswer({ id: "gate", label: "$f$", decimals: 4 }),
    realAnswer({ id: "bias", label: "$b$", decimals: 2, atol: 0.006 }),
  ],
  solve: forgetHorizonSolver,
  mistakes: [
    {
      id: "share-over-steps",
      solve: (p) => follow(p.share / p.steps),
      feedback:
        "You divided the share by the steps. Each step keeps a factor $f$, so $f$ to the power of the steps is left.",
    },
    {
      id: "equal-losses",
      solve: (p) => follow(1 - (1 - p.share) / p.steps),
      feedback:
        "You took the same loss off at every step. The gate takes a *share of what is left*: solve for a power.",
    },
    {
      id: "power-for-root",
      solve: (p) => follow(p.share ** p.steps),
      feedback: "You raised the share to the power. It is the result of the power: take the root.",
    },
    {
      id: "bias-sign",
      solve: (p) => scalars({ bias: -logit(p.share ** (1 / p.steps)) }),
      feedback: "The sign is turned round: an open gate takes a positive bias. $b = \\ln(f / (1 - f))$.",
    },
    {
      id: "logarithm-only",
      solve: (p) => scalars({ bias: Math.log(p.share) / p.steps }),
      feedback: "$\\ln f$ undoes the exponential, not the sigmoid: use $\\ln(f / (1 - f))$.",
    },
    {
      id: "sigmoid-again",
      solve: (p) => scalars({ bias: 1 / (1 + Math.exp(-(p.share ** (1 / p.steps)))) }),
      feedback: "You applied the sigmoid to $f$. It has to be undone: which $b$ has $\\sigma(b) = f$?",
    },
  ],
  hints: () => ["What is left after $T$ steps, as a formula in $f$?"],
});

function logit(f: number): number {
  return Math.log(f / (1 - f));
}

function follow(gate: number) {
  return scalars({ gate, bias: logit(gate) });
}
