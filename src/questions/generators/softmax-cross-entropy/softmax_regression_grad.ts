/** The gradient of softmax regression by its weights: one sample, then two, then three inputs. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { div, mul, sub } from "../../../tensor/elementwise.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { matmul } from "../../../tensor/matmul.ts";
import { oneHot } from "../../../tensor/slices.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { softmaxRegressionSolver } from "../../solvers/softmax_regression.ts";
import { rowsTex } from "../../tex.ts";

type RegressionParams = {
  readonly x: readonly (readonly number[])[];
  readonly w: readonly (readonly number[])[];
  readonly labels: readonly number[];
};

export const softmaxRegressionGradGenerator = defineGenerator<RegressionParams>({
  id: "softmax-regression-grad",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Gradient of softmax regression by its weights",
  levels: [1, 2, 3],
  domains: {
    x: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -3, hi: 3 }, min: 2, max: 3 },
      min: 1,
      max: 3,
    },
    w: {
      kind: "list",
      of: { kind: "list", of: { kind: "dec", lo: -2, hi: 2, step: 0.1 }, min: 2, max: 3 },
      min: 2,
      max: 3,
    },
    labels: { kind: "list", of: { kind: "int", lo: 1, hi: 3 }, min: 1, max: 3 },
  },
  generate(random, level, fixed) {
    const inputs = fixed.x?.[0]?.length ?? fixed.w?.length ?? (level === 3 ? 3 : 2);
    const samples = fixed.x?.length ?? fixed.labels?.length ?? (level === 1 ? 1 : 2);
    const classes = fixed.w?.[0]?.length ?? (level === 1 ? 3 : 2);
    const weight = () => random.pick(level === 1 ? [-1, -0.5, 0, 0.5, 1] : [-0.5, 0, 0.5, 1]);
    return {
      x: fixed.x ?? grid(samples, inputs, () => random.pick([-1, 1, 2, 0])),
      w: fixed.w ?? grid(inputs, classes, weight),
      labels: fixed.labels ?? Array.from({ length: samples }, () => random.int(1, classes)),
    };
  },
  refuse({ x, w, labels }) {
    const inputs = x[0]?.length ?? 0;
    const classes = w[0]?.length ?? 0;
    if (x.some((row) => row.length !== inputs) || w.length !== inputs) return "the shapes do not meet";
    if (w.some((row) => row.length !== classes)) return "the rows of the weights differ in length";
    if (labels.length !== x.length) return `${labels.length} labels for ${x.length} samples`;
    if (labels.some((label) => label > classes)) return "there is no such class";
    if (x.some((row) => row.every((value) => value === 0))) return "a sample is zero";
    if (x.length > 1 && new Set(x.map(String)).size < x.length) return "two samples are equal";
    const z = matmul(tensor(x), tensor(w));
    const p = softmax(z).values;
    if (p.some((value) => value < 0.04)) return "a probability is too small";
    return p.some((value) => Math.abs(value - 1 / classes) < 1e-9) ? "a sample is undecided" : undefined;
  },
  prompt: ({ x, w, labels }) =>
    `A softmax regression $P = \\operatorname{softmax}(XW)$ sees ${
      x.length === 1 ? "one sample" : `${x.length} samples, the rows of $X$`
    }:\n\n$$X = ${rowsTex(x)},\\qquad W = ${rowsTex(w)}.$$\n\nThe true ${
      labels.length === 1 ? "class is" : "classes are"
    } ${labels.join(", ")}. Work out $P$ and the gradient of the ${
      x.length === 1 ? "" : "mean "
    }cross-entropy by $W$.`,
  conventions: ({ x, labels }) => [
    "softmax over each row; no bias; classes are counted from 1",
    x.length === 1
      ? "natural logarithm; 3 decimals, so keep 4 in between"
      : `the loss is the mean over the $N = ${labels.length}$ samples, natural logarithm; 3 decimals, so keep 4 in between`,
  ],
  answers: ({ x, w }) => [
    tensorAnswer({ id: "p", label: "$P$", shape: [x.length, w[0]?.length ?? 0], decimals: 3 }),
    tensorAnswer({
      id: "grad",
      label: "$\\partial L / \\partial W$",
      shape: [w.length, w[0]?.length ?? 0],
      decimals: 3,
    }),
  ],
  solve: ({ x, w, labels }) => softmaxRegressionSolver({ x, w, labels: labels.map((label) => label - 1) }),
  mistakes: [
    {
      id: "sum-over-samples",
      solve: (params) => params.x.length === 1 ? undefined : { grad: mul(gradient(params), params.x.length) },
      feedback: "You added over the samples. The loss is their mean, so divide the gradient by $N$.",
    },
    {
      id: "label-minus-probability",
      solve: (params) => ({ grad: mul(gradient(params), -1) }),
      feedback: "All signs are turned round: the gradient is $X^\\top (P - Y)$, not $X^\\top (Y - P)$.",
    },
    {
      id: "label-not-subtracted",
      solve: (params) => ({ grad: through(params, probabilities(params)) }),
      feedback: "The one-hot labels are missing: subtract $Y$ from $P$ before you multiply by $X^\\top$.",
    },
    {
      id: "no-softmax",
      solve: (params) => ({ grad: through(params, sub(logits(params), hot(params))) }),
      feedback:
        "You subtracted the labels from the logits. The difference is taken after the softmax: $P - Y$.",
    },
    {
      id: "softmax-over-columns",
      solve: (params) => {
        if (params.x.length === 1) return undefined;
        const p = softmax(logits(params), 0);
        return { p, grad: through(params, sub(p, hot(params))) };
      },
      feedback: "You normalised down the columns. Each sample, a *row* of $XW$, gets its own probabilities.",
    },
    {
      id: "divided-by-classes-too",
      solve: (params) => ({ grad: div(gradient(params), params.w[0]?.length ?? 1) }),
      feedback: "You divided by the number of classes too. Cross-entropy sums over the classes.",
    },
  ],
  hints: () => ["The gradient by the logits of one sample is $p - y$; $z$ depends on $W$ through $x$."],
});

function grid(rows: number, columns: number, cell: () => number): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, cell));
}

function logits({ x, w }: RegressionParams): Tensor {
  return matmul(tensor(x), tensor(w));
}

function probabilities(params: RegressionParams): Tensor {
  return softmax(logits(params));
}

function hot({ labels, w }: RegressionParams): Tensor {
  return oneHot(tensor(labels.map((label) => label - 1)), w[0]?.length ?? 0);
}

/** X^T times a difference, over N. */
function through({ x }: RegressionParams, difference: Tensor): Tensor {
  return div(matmul(transpose(tensor(x)), difference), x.length);
}

function gradient(params: RegressionParams): Tensor {
  return through(params, sub(probabilities(params), hot(params)));
}
