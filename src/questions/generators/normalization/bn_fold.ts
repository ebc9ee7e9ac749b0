/** Folds batch norm at inference into the linear layer before it. */
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { type Folding, foldSolver } from "../../solvers/normalise_by_hand.ts";
import { num, vec } from "../../tex.ts";

type FoldParams = {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly mean: number;
  readonly variance: number;
  readonly gamma: number;
  readonly beta: number;
  readonly epsilon: number;
};

const VALUE = { kind: "dec", lo: -20, hi: 20, step: 0.5 } as const;

export const bnFoldGenerator = defineGenerator<FoldParams>({
  id: "bn-fold",
  version: 1,
  topic: "normalization",
  title: "Folding batch norm into a layer",
  levels: [1, 2],
  domains: {
    weights: { kind: "list", of: VALUE, min: 1, max: 4 },
    bias: VALUE,
    mean: VALUE,
    variance: { kind: "dec", lo: 0.25, hi: 100, step: 0.25 },
    gamma: VALUE,
    beta: VALUE,
    epsilon: { kind: "pick", of: [0, 0.25, 0.5, 1] },
  },
  generate(random, level, fixed) {
    const small = [-3, -2, -1, 1, 2, 3];
    return {
      weights: fixed.weights ??
        Array.from(
          { length: level },
          () => random.pick(level === 1 ? small : [-2, -1.5, -0.5, 0.5, 1, 2, 3]),
        ),
      bias: fixed.bias ?? random.pick(small),
      mean: fixed.mean ?? random.pick([-4, -2, -1, 1, 2, 4, 5]),
      variance: fixed.variance ?? random.pick(level === 1 ? [4, 9, 16, 25] : [2, 3, 5, 6, 8]),
      gamma: fixed.gamma ?? random.pick([2, 3, 0.5, 1.5, -2]),
      beta: fixed.beta ?? random.pick([-2, -1, 1, 2, 3]),
      epsilon: fixed.epsilon ?? (level === 1 ? 0 : random.pick([0.5, 1])),
    };
  },
  refuse({ weights, bias, mean, variance, gamma, beta, epsilon }) {
    if (weights.includes(0) || bias === 0 || mean === 0 || beta === 0) return "a zero hides a step";
    if (gamma === 0 || bias === mean) return "the scale is zero or the bias is the mean";
    return variance + epsilon === 1 ? "the deviation is 1" : undefined;
  },
  prompt: ({ weights, bias, mean, variance, gamma, beta }) =>
    `A neuron computes $z = w^\\top x + b$ with $w = ${
      weights.length === 1 ? num(weights[0] ?? 0) : vec(weights)
    }$ and $b = ${num(bias)}$. Batch norm follows, at inference, with running mean $\\mu = ${
      num(mean)
    }$, running variance $\\sigma^2 = ${num(variance)}$, $\\gamma = ${num(gamma)}$ and $\\beta = ${
      num(beta)
    }$. Which weights and which bias does a single linear layer need to compute the same?`,
  conventions: ({ epsilon }) => [
    `$y = \\gamma\\, (z - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta$ with $\\epsilon = ${num(epsilon)}$`,
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ weights }) => [
    realAnswer({ id: "factor", label: "Factor of the weights", decimals: 3 }),
    tensorAnswer({ id: "weights", label: "New $w$", shape: [weights.length], decimals: 3 }),
    realAnswer({ id: "bias", label: "New $b$", decimals: 3 }),
  ],
  solve: foldSolver,
  mistakes: [
    {
      id: "mean-forgotten",
      solve: (p) => nestedKeys({ bias: factor(p) * p.bias + p.beta }),
      feedback: "The running mean is missing: it is subtracted from the bias before scaling.",
    },
    {
      id: "mean-added",
      solve: (p) => nestedKeys({ bias: factor(p) * (p.bias + p.mean) + p.beta }),
      feedback: "The mean is subtracted, not added.",
    },
    {
      id: "bias-not-scaled",
      solve: (p) => nestedKeys({ bias: p.bias - p.mean + p.beta }),
      feedback: "The old bias and the mean go through the scaling too.",
    },
    {
      id: "mean-not-scaled",
      solve: (p) => nestedKeys({ bias: factor(p) * p.bias - p.mean + p.beta }),
      feedback: "The mean is subtracted before the scaling, so it is multiplied by the factor as well.",
    },
    {
      id: "shift-forgotten",
      solve: (p) => nestedKeys({ bias: factor(p) * (p.bias - p.mean) }),
      feedback: "$\\beta$ is missing: it is added at the end.",
    },
    {
      id: "no-root",
      solve: (p) => folded(p, p.gamma / (p.variance + p.epsilon)),
      feedback: "You divided by the variance. Divide by its root.",
    },
    {
      id: "scale-forgotten",
      solve: (p) => p.gamma === 1 ? undefined : folded(p, 1 / Math.sqrt(p.variance + p.epsilon)),
      feedback: "$\\gamma$ is missing from the factor.",
    },
    {
      id: "epsilon-forgotten",
      solve: (p) => p.epsilon === 0 ? undefined : folded(p, p.gamma / Math.sqrt(p.variance)),
      feedback: "You left $\\epsilon$ out. Here it is large enough to matter.",
    },
  ],
  hints: () => [
    "Write $z$ out inside the formula of batch norm, then sort what multiplies $x$ from what does not.",
  ],
});

function factor(p: Folding): number {
  return p.gamma / Math.sqrt(p.variance + p.epsilon);
}

function folded(p: Folding, a: number) {
  return nestedKeys({
    factor: a,
    weights: p.weights.map((w) => a * w),
    bias: a * (p.bias - p.mean) + p.beta,
  });
}
