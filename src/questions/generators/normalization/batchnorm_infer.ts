/** Batch norm at inference: running statistics, whatever else is in the batch. */
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { inferenceSolver } from "../../solvers/normalise_by_hand.ts";
import { num, vec } from "../../tex.ts";

type InferenceParams = {
  /** The values of one feature in the test batch. */
  readonly x: readonly number[];
  readonly mean: number;
  readonly variance: number;
  readonly gamma: number;
  readonly beta: number;
};

const EPSILON = 1e-5;
const VALUE = { kind: "dec", lo: -20, hi: 20, step: 0.5 } as const;

export const batchnormInferGenerator = defineGenerator<InferenceParams>({
  id: "batchnorm-infer",
  version: 1,
  topic: "normalization",
  title: "Batch norm at inference",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: VALUE, min: 2, max: 5 },
    mean: VALUE,
    variance: { kind: "dec", lo: 0.5, hi: 100, step: 0.5 },
    gamma: VALUE,
    beta: VALUE,
  },
  generate(random, level, fixed) {
    return {
      x: fixed.x ?? random.sample([-2, -1, 0, 1, 2, 3, 4, 5, 6, 8], level + 1),
      mean: fixed.mean ?? random.pick([-3, -2, -1, 1, 2, 5]),
      variance: fixed.variance ?? random.pick(level === 1 ? [4, 9, 16] : [2, 3, 5, 6, 8]),
      gamma: fixed.gamma ?? random.pick([2, 3, 0.5, 1.5, -2]),
      beta: fixed.beta ?? random.pick([-2, -1, 1, 2, 3]),
    };
  },
  refuse({ x, mean, variance, gamma, beta }) {
    if (new Set(x).size < 2) return "the batch does not vary";
    if (variance === 1 || gamma === 0) return "deviation or scale hides a step";
    if (x.includes(mean)) return "a value is the mean";
    return mean === 0 || beta === 0 ? "a zero hides a step" : undefined;
  },
  prompt: ({ x, mean, variance, gamma, beta }) =>
    `A network is in evaluation mode. One feature of a test batch is $x = ${
      vec(x)
    }$. The batch norm layer holds the running mean $${num(mean)}$ and running variance $${
      num(variance)
    }$, with $\\gamma = ${num(gamma)}$ and $\\beta = ${num(beta)}$. What does it put out?`,
  conventions: () => [
    "$\\epsilon = 10^{-5}$ under the root: too small to be seen here",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ x }) => [tensorAnswer({ id: "output", label: "$y$", shape: [x.length], decimals: 3 })],
  solve: ({ x, mean, variance, gamma, beta }) =>
    inferenceSolver({ x, mean, variance, gamma, beta, epsilon: EPSILON }),
  mistakes: [
    {
      id: "batch-statistics",
      solve: (p) => {
        const mean = p.x.reduce((a, b) => a + b, 0) / p.x.length;
        const variance = p.x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / p.x.length;
        return normalised({ ...p, mean, variance });
      },
      feedback:
        "You used the statistics of the test batch. In evaluation mode the running statistics take their place.",
    },
    {
      id: "no-scale-and-shift",
      solve: (p) => normalised({ ...p, gamma: 1, beta: 0 }),
      feedback: "The normalised values are not the output yet: multiply by $\\gamma$, then add $\\beta$.",
    },
    {
      id: "no-root",
      solve: (p) => normalised({ ...p, variance: p.variance ** 2 }),
      feedback: "You divided by the variance. Divide by its root.",
    },
    {
      id: "identity",
      solve: (p) => nestedKeys({ output: p.x.map((x) => p.gamma * x + p.beta) }),
      feedback:
        "Batch norm is not switched off in evaluation mode: it still normalises, by the running statistics.",
    },
    {
      id: "not-centred",
      solve: (p) => normalised({ ...p, mean: 0 }),
      feedback: "Subtract the running mean first.",
    },
    {
      id: "shift-scaled",
      solve: (p) => p.gamma === 1 ? undefined : normalised({ ...p, beta: p.gamma * p.beta }),
      feedback: "$\\gamma$ scales the normalised value only. Add $\\beta$ afterwards.",
    },
  ],
  hints: () => ["Does the output for one example depend on the others in its batch?"],
});

function normalised({ x, mean, variance, gamma, beta }: InferenceParams) {
  return nestedKeys({
    output: x.map((value) => gamma * (value - mean) / Math.sqrt(Math.max(variance, 0) + EPSILON) + beta),
  });
}
