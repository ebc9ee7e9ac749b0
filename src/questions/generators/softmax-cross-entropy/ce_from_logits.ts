/** Cross-entropy straight from logits, at level 3 from logits whose exponentials overflow. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { logSumExp, mean } from "../../../tensor/reduce.ts";
import { logSoftmax, softmax } from "../../../tensor/softmax.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { crossEntropyOfLogitsSolver } from "../../solvers/cross_entropy.ts";
import { vec } from "../../tex.ts";

type LogitsParams = {
  readonly logits: readonly number[];
  readonly target: number;
};

export const ceFromLogitsGenerator = defineGenerator<LogitsParams>({
  id: "ce-from-logits",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Cross-entropy from logits",
  levels: [1, 2, 3],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -2000, hi: 2000, step: 0.5 }, min: 2, max: 5 },
    target: { kind: "int", lo: 1, hi: 5 },
  },
  generate(random, level, fixed) {
    const base = level === 3 ? random.pick([-1000, -800, 800, 900, 1000]) : 0;
    const logits = fixed.logits ??
      Array.from({ length: level === 1 ? 3 : 4 }, () => base + random.dec(-2, 3, level === 1 ? 1 : 0.5));
    return { logits, target: fixed.target ?? random.int(1, logits.length) };
  },
  refuse({ logits, target }) {
    if (target > logits.length) return `there is no class ${target}`;
    if (new Set(logits).size < Math.min(3, logits.length)) return "too many logits are equal";
    const p = softmax(tensor(logits)).values[target - 1] ?? 0;
    if (p > 0.9) return "the loss is nearly 0";
    return p < 0.05 ? "the true class is too unlikely" : undefined;
  },
  prompt: ({ logits, target }) =>
    `A classifier puts out the logits $z = ${
      vec(logits)
    }$; the true class is class ${target}. What is the cross-entropy loss?`,
  conventions: () => [
    "of the softmax of $z$; natural logarithm (nats); classes are counted from 1",
    "3 decimals, so keep 4 in between",
  ],
  // Through a probability of 0.05 that was rounded to 4 decimals the loss is off by 0.001.
  answers: () => [realAnswer({ id: "loss", label: "$L$", decimals: 3, atol: 1e-3, unit: "nats" })],
  solve: ({ logits, target }) => crossEntropyOfLogitsSolver({ logits, target: target - 1 }),
  mistakes: [
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(loss(params) / Math.LN2) }),
      feedback: "That is the loss in bits. Use the natural logarithm.",
    },
    {
      id: "minus-logit",
      solve: ({ logits, target }) => ({ loss: scalar(-(logits[target - 1] ?? 0)) }),
      feedback: "You took minus the logit of the true class; $\\ln \\sum_j e^{z_j}$ is missing.",
    },
    {
      id: "log-sum-exp-only",
      solve: ({ logits }) => ({ loss: logSumExp(tensor(logits)) }),
      feedback: "That is $\\ln \\sum_j e^{z_j}$. Subtract the logit of the true class from it.",
    },
    {
      id: "all-classes",
      solve: ({ logits }) => ({
        loss: scalar(-logSoftmax(tensor(logits)).values.reduce((a, b) => a + b, 0)),
      }),
      feedback: "You added $-\\ln p$ over all classes. Only the true class counts.",
    },
    {
      id: "mean-over-classes",
      solve: (params) => ({ loss: scalar(loss(params) / params.logits.length) }),
      feedback:
        "You divided by the number of classes. One sample costs $-\\ln p$ of its true class, undivided.",
    },
    {
      id: "probability",
      solve: (params) => ({ loss: scalar(Math.exp(-loss(params))) }),
      feedback: "That is the probability of the true class. The loss is minus its logarithm.",
    },
    {
      id: "mean-in-place-of-log-sum",
      solve: ({ logits, target }) => {
        const z = tensor(logits);
        return { loss: scalar((mean(z).values[0] ?? 0) - (logits[target - 1] ?? 0)) };
      },
      feedback:
        "You subtracted the logit from the mean of the logits. It is subtracted from $\\ln \\sum_j e^{z_j}$.",
    },
  ],
  hints:
    () => ["$-\\ln \\frac{e^{z_c}}{\\sum_j e^{z_j}}$ is a difference of two terms, and one of them is easy."],
});

function loss({ logits, target }: LogitsParams): number {
  return -(logSoftmax(tensor(logits)).values[target - 1] ?? NaN);
}
