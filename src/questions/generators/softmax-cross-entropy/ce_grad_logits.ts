/** Loss and gradient by the logits of softmax with cross-entropy, for one true class. */
import { fromValues, scalar, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { map, mul, neg, sub } from "../../../tensor/elementwise.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { crossEntropyGradientSolver } from "../../solvers/cross_entropy.ts";
import { vec } from "../../tex.ts";

type GradParams = {
  readonly logits: readonly number[];
  readonly target: number;
};

export const ceGradLogitsGenerator = defineGenerator<GradParams>({
  id: "ce-grad-logits",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Gradient of cross-entropy by the logits",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.5 }, min: 2, max: 5 },
    target: { kind: "int", lo: 1, hi: 5 },
  },
  generate(random, level, fixed) {
    const logits = fixed.logits ??
      Array.from({ length: level === 1 ? 3 : 4 }, () => random.dec(-2, 2, level === 1 ? 1 : 0.5));
    return { logits, target: fixed.target ?? random.int(1, logits.length) };
  },
  refuse({ logits, target }) {
    if (target > logits.length) return `there is no class ${target}`;
    if (new Set(logits).size < Math.min(3, logits.length)) return "too many logits are equal";
    return softmax(tensor(logits)).values.some((p) => p < 0.03) ? "a probability is too small" : undefined;
  },
  prompt: ({ logits, target }) =>
    `A classifier puts out the logits $z = ${
      vec(logits)
    }$; the true class is class ${target}. What are the cross-entropy loss $L$ of the softmax and its gradient $\\partial L / \\partial z$?`,
  conventions: () => [
    "natural logarithm (nats); classes are counted from 1",
    "one sample, so nothing is averaged; 3 decimals, so keep 4 in between",
  ],
  answers: ({ logits }) => [
    realAnswer({ id: "loss", label: "$L$", decimals: 3, unit: "nats" }),
    tensorAnswer({
      id: "grad",
      label: "$\\partial L / \\partial z$",
      shape: [logits.length],
      decimals: 3,
    }),
  ],
  solve: ({ logits, target }) =>
    crossEntropyGradientSolver({ logits, targets: Array.from(labels({ logits, target }).values) }),
  mistakes: [
    {
      id: "label-minus-probability",
      solve: (params) => ({ grad: sub(labels(params), softmax(tensor(params.logits))) }),
      feedback:
        "You took $y - p$. The gradient is $p - y$: a step *against* it raises the logit of the true class.",
    },
    {
      id: "label-not-subtracted",
      solve: ({ logits }) => ({ grad: softmax(tensor(logits)) }),
      feedback: "These are the probabilities. Subtract the one-hot label: 1 less at the true class.",
    },
    {
      id: "sigmoid-derivative",
      solve: ({ logits }) => ({ grad: map(softmax(tensor(logits)), (p) => p * (1 - p)) }),
      feedback:
        "$p(1-p)$ is the slope of a probability by its own logit. With the loss on top, the derivative of the logarithm cancels it to $p - y$.",
    },
    {
      id: "gradient-by-probability",
      solve: (params) => ({
        grad: neg(mul(labels(params), map(softmax(tensor(params.logits)), (p) => 1 / p))),
      }),
      feedback:
        "That is the gradient by the *probabilities*, $-y/p$. Go one step further, through the softmax, to the logits.",
    },
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(-Math.log2(trueProbability(params))) }),
      feedback: "The loss is in bits. Here it is in nats: use the natural logarithm.",
    },
    {
      id: "loss-is-minus-logit",
      solve: ({ logits, target }) => ({ loss: scalar(-(logits[target - 1] ?? 0)) }),
      feedback: "You took minus the logit of the true class. The loss also contains $\\ln \\sum_j e^{z_j}$.",
    },
    {
      id: "loss-one-minus-probability",
      solve: (params) => ({ loss: scalar(1 - trueProbability(params)) }),
      feedback: "You took $1 - p$ of the true class. Cross-entropy is $-\\ln p$ of it.",
    },
  ],
  hints: () => ["Both answers need the softmax first. The gradient then needs no logarithm at all."],
});

function labels({ logits, target }: GradParams): Tensor {
  return fromValues(logits.map((_, i) => i === target - 1 ? 1 : 0), [logits.length]);
}

function trueProbability({ logits, target }: GradParams): number {
  return softmax(tensor(logits)).values[target - 1] ?? NaN;
}
