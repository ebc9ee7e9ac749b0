/** Label smoothing: the smoothed target, then loss and gradient with it. */
import { fromValues, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { map, sub } from "../../../tensor/elementwise.ts";
import { crossEntropyRows, smoothLabels } from "../../../tensor/losses_classification.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { labelSmoothingSolver } from "../../solvers/cross_entropy.ts";
import { num, vec } from "../../tex.ts";

type SmoothParams = {
  readonly logits: readonly number[];
  readonly target: number;
  readonly smoothing: number;
};

export const labelSmoothingGenerator = defineGenerator<SmoothParams>({
  id: "label-smoothing",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Label smoothing",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.5 }, min: 2, max: 5 },
    target: { kind: "int", lo: 1, hi: 5 },
    smoothing: { kind: "dec", lo: 0.05, hi: 0.5, step: 0.05 },
  },
  generate(random, level, fixed) {
    const logits = fixed.logits ??
      random.sample(level === 1 ? [-1, 0, 1, 2] : [-1, -0.5, 0, 0.5, 1, 1.5, 2], level === 1 ? 3 : 4);
    return {
      logits,
      target: fixed.target ?? random.int(1, logits.length),
      smoothing: fixed.smoothing ??
        (logits.length === 3 ? random.pick([0.15, 0.3]) : random.pick([0.1, 0.2, 0.4])),
    };
  },
  refuse({ logits, target }) {
    if (target > logits.length) return `there is no class ${target}`;
    if (new Set(logits).size < 2) return "all logits are equal";
    return softmax(tensor(logits)).values.some((p) => p < 0.03) ? "a probability is too small" : undefined;
  },
  prompt: ({ logits, target, smoothing }) =>
    `A classifier puts out the logits $z = ${
      vec(logits)
    }$; the true class is class ${target}. Training uses label smoothing with $\\varepsilon = ${
      num(smoothing)
    }$. Give the smoothed target $q$, the loss and its gradient by the logits.`,
  conventions: ({ logits }) => [
    `$q = (1 - \\varepsilon)\\, y + \\varepsilon / n$ with $n = ${logits.length}$ classes: $\\varepsilon$ is spread over *all* classes, as in PyTorch`,
    "$L = -\\sum_i q_i \\ln p_i$ of the softmax $p$, natural logarithm (nats); classes are counted from 1",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ logits }) => [
    tensorAnswer({ id: "q", label: "$q$", shape: [logits.length], decimals: 3 }),
    realAnswer({ id: "loss", label: "$L$", decimals: 3, unit: "nats" }),
    tensorAnswer({
      id: "grad",
      label: "$\\partial L / \\partial z$",
      shape: [logits.length],
      decimals: 3,
    }),
  ],
  solve: ({ logits, target, smoothing }) => labelSmoothingSolver({ logits, target: target - 1, smoothing }),
  mistakes: [
    {
      id: "spread-over-others",
      solve: (params) => {
        const share = params.smoothing / (params.logits.length - 1);
        return withTarget(params, map(hard(params), (y) => y === 1 ? 1 - params.smoothing : share));
      },
      feedback:
        "You spread $\\varepsilon$ over the wrong classes only. This convention spreads it over all $n$ classes, so the true class gets its share back.",
    },
    {
      id: "share-not-divided",
      solve: (params) => {
        const { smoothing } = params;
        return withTarget(params, map(hard(params), (y) => y === 1 ? 1 - smoothing : smoothing));
      },
      feedback:
        "You gave every other class the whole of $\\varepsilon$, so that $q$ does not add up to 1. Divide it by $n$.",
    },
    {
      id: "no-smoothing-in-loss",
      solve: (params) => ({ loss: withTarget(params, hard(params)).loss }),
      feedback:
        "The loss is that of the hard label. Use the smoothed target: every class adds $-q_i \\ln p_i$.",
    },
    {
      id: "hard-gradient",
      solve: (params) => ({ grad: withTarget(params, hard(params)).grad }),
      feedback: "You subtracted the hard label. The gradient is $p - q$ with the smoothed target.",
    },
    {
      id: "target-minus-probability",
      solve: (params) => {
        const q = smoothLabels(hard(params), params.smoothing);
        return { grad: sub(q, softmax(tensor(params.logits))) };
      },
      feedback: "The gradient has the opposite sign: $p - q$.",
    },
  ],
  hints: () => ["Smoothing changes only the target; loss and gradient are those of any soft target."],
});

function hard({ logits, target }: SmoothParams): Tensor {
  return fromValues(logits.map((_, i) => i === target - 1 ? 1 : 0), [logits.length]);
}

/** Loss and gradient with another target. */
function withTarget({ logits }: SmoothParams, q: Tensor) {
  const p = softmax(tensor(logits));
  return { q, loss: crossEntropyRows(p, q), grad: sub(p, q) };
}
