/** Batch norm of a small batch in training: one feature, two, then an epsilon that can be seen. */
import type { Nested } from "../../../tensor/tensor.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gridOf, isRectangular } from "../../solvers/grid.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { normalisedSolver } from "../../solvers/normalise_by_hand.ts";
import { num, rowsTex, vec } from "../../tex.ts";

type BatchParams = {
  readonly x: readonly (readonly number[])[];
  readonly gamma: readonly number[];
  readonly beta: readonly number[];
  readonly epsilon: number;
};

const LIST = { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.5 }, min: 1, max: 4 } as const;

export const batchnormForwardGenerator = defineGenerator<BatchParams>({
  id: "batchnorm-forward",
  version: 1,
  topic: "normalization",
  title: "Batch norm in training",
  levels: [1, 2, 3],
  domains: {
    x: { kind: "list", of: LIST, min: 2, max: 6 },
    gamma: LIST,
    beta: LIST,
    epsilon: { kind: "pick", of: [0.00001, 0.001, 0.5, 1] },
  },
  generate(random, level, fixed) {
    const features = fixed.x?.[0]?.length ?? fixed.gamma?.length ?? fixed.beta?.length ??
      (level === 1 ? 1 : 2);
    const columns = Array.from({ length: features }, () =>
      random.pick([
        () => random.sample([0, 1, 2, 3, 4, 5, 6, 8], level === 2 ? 3 : 4),
        () => random.sample([-3, -2, -1, 0, 1, 2, 3, 5], level === 2 ? 3 : 4),
      ])());
    const each = (values: readonly number[]) => Array.from({ length: features }, () => random.pick(values));
    return {
      x: fixed.x ?? (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? 0)),
      gamma: fixed.gamma ?? each([2, 3, 0.5, -1, 1.5]),
      beta: fixed.beta ?? each([-2, -1, 1, 2, 3]),
      epsilon: fixed.epsilon ?? (level === 3 ? random.pick([0.5, 1]) : 0.00001),
    };
  },
  refuse({ x, gamma, beta }) {
    if (!isRectangular(x)) return "the rows differ in length";
    const width = x[0]?.length ?? 0;
    if (gamma.length !== width || beta.length !== width) {
      return "there is not one scale and shift for each feature";
    }
    if (gamma.includes(0)) return "a scale is zero";
    const columns = Array.from({ length: width }, (_, j) => x.map((row) => row[j] ?? 0));
    return columns.some((column) => spread(column) < 0.5) ? "a feature hardly varies" : undefined;
  },
  prompt: ({ x, gamma, beta }) =>
    `A batch of ${x.length} examples with ${
      gamma.length === 1 ? "one feature" : `${gamma.length} features, one example a row,`
    } reaches a batch norm layer in training: $$X = ${rowsTex(x)}$$ Its parameters are $\\gamma = ${
      gamma.length === 1 ? num(gamma[0] ?? 0) : vec(gamma)
    }$ and $\\beta = ${
      beta.length === 1 ? num(beta[0] ?? 0) : vec(beta)
    }$. Work out the mean and variance that it uses, and its output.`,
  conventions: ({ epsilon }) => [
    "biased variance: divided by the number of examples",
    epsilon > 1e-4
      ? `$y = \\gamma\\, (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta$ with $\\epsilon = ${
        num(epsilon)
      }$`
      : "$y = \\gamma\\, (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta$ with $\\epsilon = 10^{-5}$: too small to be seen here",
    "mean and variance as fractions or to 4 decimals; output to 3 decimals, so keep 4 in between",
  ],
  answers: ({ x, gamma }) => [
    tensorAnswer({ id: "mean", label: "$\\mu$", shape: [gamma.length], decimals: 4 }),
    tensorAnswer({ id: "variance", label: "$\\sigma^2$", shape: [gamma.length], decimals: 4 }),
    tensorAnswer({ id: "output", label: "$Y$", shape: [x.length, gamma.length], decimals: 3 }),
  ],
  solve: (p) => normalisedSolver({ ...tidy(p), rows: tidy(p).x, over: "batch" }),
  mistakes: [
    {
      id: "unbiased",
      solve: (p) => {
        const factor = p.x.length / (p.x.length - 1);
        return nestedKeys({
          variance: stats(p).map(({ variance }) => variance * factor),
          output: outputs(
            p,
            (x, s, j) => scaled(p, j, (x - s.mean) / Math.sqrt(s.variance * factor + p.epsilon)),
          ),
        });
      },
      feedback: "You divided by $n - 1$. Batch norm normalises with the biased variance: divide by $n$.",
    },
    {
      id: "no-scale-and-shift",
      solve: (p) =>
        nestedKeys({ output: outputs(p, (x, s) => (x - s.mean) / Math.sqrt(s.variance + p.epsilon)) }),
      feedback: "The normalised values are not the output yet: multiply by $\\gamma$, then add $\\beta$.",
    },
    {
      id: "no-root",
      solve: (p) =>
        nestedKeys({
          output: outputs(p, (x, s, j) => scaled(p, j, (x - s.mean) / (s.variance + p.epsilon))),
        }),
      feedback: "You divided by the variance. Divide by its root, the standard deviation.",
    },
    {
      id: "shift-scaled",
      solve: (p) =>
        nestedKeys({
          output: outputs(p, (x, s, j) =>
            (tidy(p).gamma[j] ?? 1) *
            ((x - s.mean) / Math.sqrt(s.variance + p.epsilon) + (tidy(p).beta[j] ?? 0))),
        }),
      feedback: "$\\gamma$ scales the normalised value only. Add $\\beta$ afterwards.",
    },
    {
      id: "epsilon-forgotten",
      solve: (p) =>
        p.epsilon > 0.1
          ? nestedKeys({
            output: outputs(
              p,
              (x, s, j) => scaled(p, j, (x - s.mean) / Math.sqrt(Math.max(s.variance, 1e-9))),
            ),
          })
          : undefined,
      feedback: "You left $\\epsilon$ out. Here it is large enough to matter.",
    },
    {
      id: "epsilon-outside",
      solve: (p) =>
        p.epsilon > 0.1
          ? nestedKeys({
            output: outputs(p, (x, s, j) => scaled(p, j, (x - s.mean) / (Math.sqrt(s.variance) + p.epsilon))),
          })
          : undefined,
      feedback: "$\\epsilon$ stands under the root, next to the variance.",
    },
    {
      id: "not-centred",
      solve: (p) =>
        stats(p).every(({ mean }) => mean === 0) ? undefined : nestedKeys({
          output: outputs(p, (x, s, j) => scaled(p, j, x / Math.sqrt(s.variance + p.epsilon))),
        }),
      feedback: "Subtract the mean before you divide.",
    },
  ],
  hints: () => ["Each column is normalised on its own, down the batch."],
});

function tidy({ x, gamma, beta, epsilon }: BatchParams): BatchParams {
  const grid = gridOf(x);
  const width = grid[0]?.length ?? 0;
  const cut = (list: readonly number[], fill: number) =>
    Array.from({ length: gamma.length }, (_, j) => list[j] ?? fill);
  return {
    x: width === gamma.length ? grid : gridOf(x, x.length, gamma.length),
    gamma,
    beta: cut(beta, 0),
    epsilon,
  };
}

interface Statistics {
  readonly mean: number;
  readonly variance: number;
}

function stats(p: BatchParams): readonly Statistics[] {
  const { x, gamma } = tidy(p);
  return gamma.map((_, j) => {
    const column = x.map((row) => row[j] ?? 0);
    const mean = column.reduce((a, b) => a + b, 0) / column.length;
    return { mean, variance: spread(column) };
  });
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function outputs(p: BatchParams, f: (x: number, s: Statistics, j: number) => number): Nested {
  const columns = stats(p);
  return tidy(p).x.map((row) => row.map((x, j) => f(x, columns[j] ?? { mean: 0, variance: 1 }, j)));
}

function scaled(p: BatchParams, j: number, normalised: number): number {
  return (p.gamma[j] ?? 1) * normalised + (tidy(p).beta[j] ?? 0);
}
