/** Soft thresholding of a few weights beside L2 shrinkage. */
import { exactTensorAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { shrinkSolver } from "../../solvers/shrinkage.ts";
import { num, vec } from "../../tex.ts";

type ProxParams = {
  readonly weights: readonly number[];
  readonly rate: number;
  readonly lambda: number;
};

export const l1ProxGenerator = defineGenerator<ProxParams>({
  id: "l1-prox",
  version: 1,
  topic: "regularization",
  title: "L1 by soft thresholding",
  levels: [1, 2],
  domains: {
    weights: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.01 }, min: 1, max: 5 },
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    lambda: { kind: "dec", lo: 0.05, hi: 2, step: 0.05 },
  },
  generate(random, level, fixed) {
    const rate = fixed.rate ?? random.pick([0.1, 0.2]);
    const lambda = fixed.lambda ?? random.pick(level === 1 ? [0.5, 1] : [0.25, 0.5, 1, 1.5]);
    const cents = Math.round(100 * rate * lambda);
    const sign = () => random.pick([-1, 1]);
    const small = () => sign() * Math.max(1, random.int(1, Math.max(1, cents - 1))) / 100;
    const large = () => sign() * (cents + random.int(3, 80)) / 100;
    return {
      weights: fixed.weights ??
        random.shuffle(level === 1 ? [small(), large()] : [small(), large(), large(), small()]),
      rate,
      lambda,
    };
  },
  refuse({ weights, rate, lambda }) {
    const threshold = rate * lambda;
    if (rate === 1 || threshold >= 1) return "the rate is too large";
    if (weights.includes(0)) return "a weight is zero already";
    if (weights.some((w) => Math.abs(Math.abs(w) - threshold) < 1e-9)) {
      return "a weight lies on the threshold";
    }
    return weights.some((w) => Math.abs(w) < threshold) && weights.some((w) => Math.abs(w) > threshold)
      ? undefined
      : "all weights are on one side of the threshold";
  },
  prompt: ({ weights, rate, lambda }) =>
    `The weights $w = ${vec(weights)}$ get one step of the penalty alone, with $\\eta = ${
      num(rate)
    }$ and $\\lambda = ${
      num(lambda)
    }$: first by soft thresholding for the L1 penalty $\\lambda \\sum_i |w_i|$, then, from the same weights, by gradient descent for the L2 penalty $\\tfrac{\\lambda}{2} \\sum_i w_i^2$. What is the threshold, and what comes out of each?`,
  conventions:
    () => ["soft threshold: $\\operatorname{sign}(w) \\max(|w| - \\eta \\lambda,\\; 0)$", "exact values"],
  answers: ({ weights }) => [
    rationalAnswer({ id: "threshold", label: "Threshold" }),
    exactTensorAnswer({ id: "l1", label: "$w$ by L1", shape: [weights.length] }),
    exactTensorAnswer({ id: "l2", label: "$w$ by L2", shape: [weights.length] }),
  ],
  solve: shrinkSolver,
  mistakes: [
    {
      id: "overshoot",
      solve: ({ weights, rate, lambda }) =>
        nestedKeys({ l1: weights.map((w) => w - rate * lambda * Math.sign(w)) }),
      feedback:
        "A small weight jumped over 0. The threshold moves it to 0 and no further: that is why L1 makes exact zeros.",
    },
    {
      id: "rate-forgotten",
      solve: ({ weights, lambda }) =>
        lambda >= 1 && weights.every((w) => Math.abs(w) <= lambda) && lambda === 1 ? undefined : nestedKeys({
          threshold: lambda,
          l1: weights.map((w) => soft(w, lambda)),
          l2: weights.map((w) => (1 - lambda) * w),
        }),
      feedback: "The threshold is the learning rate times $\\lambda$, not $\\lambda$ alone.",
    },
    {
      id: "hard-threshold",
      solve: ({ weights, rate, lambda }) =>
        nestedKeys({ l1: weights.map((w) => Math.abs(w) <= rate * lambda ? 0 : w) }),
      feedback: "You only removed the small weights. The soft threshold also moves the large ones towards 0.",
    },
    {
      id: "sign-ignored",
      solve: ({ weights, rate, lambda }) =>
        weights.every((w) => w > 0 || -w <= rate * lambda)
          ? undefined
          : nestedKeys({ l1: weights.map((w) => Math.abs(w) <= rate * lambda ? 0 : w - rate * lambda) }),
      feedback: "Negative weights move up, towards 0: the sign decides the direction.",
    },
    {
      id: "l1-and-l2-swapped",
      solve: ({ weights, rate, lambda }) =>
        nestedKeys({
          l1: weights.map((w) => (1 - rate * lambda) * w),
          l2: weights.map((w) => soft(w, rate * lambda)),
        }),
      feedback: "The two are swapped: L1 takes away an amount, L2 a share.",
    },
    {
      id: "doubled-decay",
      solve: ({ weights, rate, lambda }) =>
        nestedKeys({ l2: weights.map((w) => (1 - 2 * rate * lambda) * w) }),
      feedback:
        "The half in front of the L2 penalty cancels the 2 of the square: the factor is $1 - \\eta \\lambda$.",
    },
  ],
  hints: () => ["L1 takes the same amount from every weight, L2 the same share."],
});

function soft(w: number, threshold: number): number {
  return Math.abs(w) <= threshold ? 0 : w - Math.sign(w) * threshold;
}
