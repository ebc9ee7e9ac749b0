/** The mean cross-entropy of a small batch of predicted probabilities. */
import { scalar } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { meanCrossEntropySolver } from "../../solvers/cross_entropy.ts";
import { rowsTex } from "../../tex.ts";

type BatchParams = {
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly number[];
};

export const ceBatchMeanGenerator = defineGenerator<BatchParams>({
  id: "ce-batch-mean",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Mean cross-entropy of a batch",
  levels: [1, 2],
  domains: {
    rows: {
      kind: "list",
      of: { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, min: 2, max: 5 },
      min: 2,
      max: 5,
    },
    labels: { kind: "list", of: { kind: "int", lo: 1, hi: 5 }, min: 2, max: 5 },
  },
  generate(random, level, fixed) {
    const samples = fixed.rows?.length ?? fixed.labels?.length ?? (level === 1 ? 2 : random.int(3, 4));
    const table = level === 1 ? COARSE : FINE;
    const rows = fixed.rows ?? Array.from({ length: samples }, () => random.shuffle(random.pick(table)));
    return {
      rows,
      labels: fixed.labels ?? rows.map((row) => random.int(1, row.length)),
    };
  },
  refuse({ rows, labels }) {
    if (labels.length !== rows.length) return `${labels.length} labels for ${rows.length} samples`;
    const classes = rows[0]?.length ?? 0;
    if (rows.some((row) => row.length !== classes)) return "the rows differ in length";
    if (labels.some((label) => label > classes)) return "there is no such class";
    if (rows.some((row) => Math.abs(row.reduce((a, b) => a + b, 0) - 1) > 1e-9)) {
      return "a row does not add up to 1";
    }
    if (rows.flat().includes(0)) return "a probability is 0";
    const chosen = chosenOf({ rows, labels });
    if (new Set(chosen).size < 2) return "all samples cost the same";
    return rows.every((row, i) => Math.max(...row) === chosen[i]) ? "every sample is right" : undefined;
  },
  prompt: ({ rows, labels }) =>
    `A classifier gives ${rows.length} samples these probabilities, one row each:\n\n$$P = ${
      rowsTex(rows)
    }$$\n\nThe true classes are ${labels.join(", ")}. What is the mean cross-entropy?`,
  conventions: () => [
    "natural logarithm (nats), mean over the samples; classes are counted from 1",
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [realAnswer({ id: "loss", label: "$L$", decimals: 3, unit: "nats" })],
  solve: ({ rows, labels }) => meanCrossEntropySolver({ rows, labels: labels.map((label) => label - 1) }),
  mistakes: [
    {
      id: "sum",
      solve: (params) => ({ loss: scalar(meanLog(chosenOf(params)) * params.rows.length) }),
      feedback: "You added the losses. The mean divides by the number of samples.",
    },
    {
      id: "mean-over-classes-too",
      solve: (params) => ({ loss: scalar(meanLog(chosenOf(params)) / (params.rows[0]?.length ?? 1)) }),
      feedback: "You divided by the number of classes too. Divide by the number of samples only.",
    },
    {
      id: "largest-probability",
      solve: ({ rows }) => ({ loss: scalar(meanLog(rows.map((row) => Math.max(...row)))) }),
      feedback:
        "You took the largest probability of each row. What counts is the probability of the *true* class, be it small.",
    },
    {
      id: "log-of-mean",
      solve: (params) => {
        const chosen = chosenOf(params);
        return { loss: scalar(-Math.log(chosen.reduce((a, b) => a + b, 0) / chosen.length)) };
      },
      feedback: "You averaged the probabilities and then took the logarithm. Take each logarithm first.",
    },
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(meanLog(chosenOf(params)) / Math.LN2) }),
      feedback: "That is in bits. Use the natural logarithm.",
    },
    {
      id: "one-minus-probability",
      solve: (params) => ({ loss: scalar(meanLog(chosenOf(params).map((p) => 1 - p))) }),
      feedback:
        "You took $-\\ln(1 - p)$. With softmax only $-\\ln p$ of the true class counts; $1 - p$ belongs to binary cross-entropy with label 0.",
    },
  ],
  hints: () => ["First write down one probability for each sample: that of its true class."],
});

const COARSE = [[0.7, 0.2, 0.1], [0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.4, 0.5, 0.1], [0.8, 0.15, 0.05]];
const FINE = [[0.65, 0.25, 0.1], [0.45, 0.35, 0.2], [0.75, 0.15, 0.1], [0.55, 0.25, 0.2], [0.8, 0.15, 0.05]];

function chosenOf({ rows, labels }: BatchParams): number[] {
  return rows.map((row, i) => row[(labels[i] ?? 0) - 1] ?? NaN);
}

function meanLog(probabilities: readonly number[]): number {
  return -probabilities.reduce((total, p) => total + Math.log(p), 0) / probabilities.length;
}
