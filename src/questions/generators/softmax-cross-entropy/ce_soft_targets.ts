/** Cross-entropy against a soft target distribution: from probabilities, then from logits with the gradient. */
import { fromValues, scalar, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { sub } from "../../../tensor/elementwise.ts";
import { crossEntropyRows } from "../../../tensor/losses_classification.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { crossEntropyGradientSolver, crossEntropySolver } from "../../solvers/cross_entropy.ts";
import { vec } from "../../tex.ts";

type SoftParams = {
  readonly given: "probabilities" | "logits";
  readonly values: readonly number[];
  readonly targets: readonly number[];
};

export const ceSoftTargetsGenerator = defineGenerator<SoftParams>({
  id: "ce-soft-targets",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Cross-entropy with soft targets",
  levels: [1, 2],
  domains: {
    given: { kind: "pick", of: ["probabilities", "logits"] },
    values: { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.05 }, min: 2, max: 4 },
    targets: { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, min: 2, max: 4 },
  },
  generate(random, level, fixed) {
    const given = fixed.given ?? (level === 1 ? "probabilities" : "logits");
    return {
      given,
      values: fixed.values ??
        (given === "logits" ? random.sample([-2, -1, 0, 1, 2], 3) : random.shuffle(random.pick(PREDICTED))),
      targets: fixed.targets ?? random.shuffle(random.pick(TARGETS)),
    };
  },
  refuse(params) {
    const { given, values, targets } = params;
    if (values.length !== targets.length) return `${targets.length} targets for ${values.length} classes`;
    if (!isDistribution(targets) || targets.some((q) => q === 0)) {
      return "the targets are no soft distribution";
    }
    if (given === "probabilities" && (!isDistribution(values) || values.some((p) => p <= 0))) {
      return "the probabilities are no distribution";
    }
    return predicted(params).values.some((p) => p < 0.03) ? "a probability is too small" : undefined;
  },
  prompt: ({ given, values, targets }) =>
    `A classifier puts out ${given === "logits" ? "the logits $z" : "the probabilities $p"} = ${
      vec(values)
    }$, but the target is a soft one, $q = ${vec(targets)}$. What is the cross-entropy${
      given === "logits" ? " of the softmax, and its gradient by the logits" : ""
    }?`,
  conventions: () => [
    "$L = -\\sum_i q_i \\ln p_i$, natural logarithm (nats); one sample",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ given, targets }) => [
    realAnswer({ id: "loss", label: "$L$", decimals: 3, unit: "nats" }),
    ...(given === "logits"
      ? [tensorAnswer({
        id: "grad",
        label: "$\\partial L / \\partial z$",
        shape: [targets.length],
        decimals: 3,
      })]
      : []),
  ],
  solve: ({ given, values, targets }) =>
    given === "logits"
      ? crossEntropyGradientSolver({ logits: values, targets })
      : crossEntropySolver({ targets, probabilities: values }),
  mistakes: [
    {
      id: "largest-target-only",
      solve: (params) => {
        const at = params.targets.indexOf(Math.max(...params.targets));
        return { loss: scalar(-Math.log(predicted(params).values[at] ?? NaN)) };
      },
      feedback:
        "You used only the class with the largest target. With soft targets every class counts, weighted by $q_i$.",
    },
    {
      id: "swapped-roles",
      solve: (params) =>
        params.targets.includes(0)
          ? undefined
          : { loss: crossEntropyRows(tensor(params.targets), predicted(params)) },
      feedback: "The roles are swapped: the target weighs, the *prediction* stands in the logarithm.",
    },
    {
      id: "weights-forgotten",
      solve: (params) => ({
        loss: scalar(-predicted(params).values.reduce((sum, p) => sum + Math.log(p), 0)),
      }),
      feedback: "The targets are missing: each $-\\ln p_i$ is multiplied by $q_i$.",
    },
    {
      id: "mean-over-classes",
      solve: (params) => ({
        loss: scalar(
          (crossEntropyRows(predicted(params), tensor(params.targets)).values[0] ?? NaN) /
            params.targets.length,
        ),
      }),
      feedback: "You divided by the number of classes. The targets are weights already; they add up to 1.",
    },
    {
      id: "target-minus-probability",
      solve: (params) =>
        params.given === "logits" ? { grad: sub(tensor(params.targets), predicted(params)) } : undefined,
      feedback: "The gradient has the opposite sign: $p - q$.",
    },
    {
      id: "hard-gradient",
      solve: (params) => {
        if (params.given !== "logits") return undefined;
        const top = params.targets.indexOf(Math.max(...params.targets));
        const hard = fromValues(params.targets.map((_, i) => i === top ? 1 : 0), [params.targets.length]);
        return { grad: sub(predicted(params), hard) };
      },
      feedback: "You subtracted a one-hot label. Subtract the soft target itself: $p - q$.",
    },
  ],
  hints:
    () => ["The same formula as ever; with a one-hot target all terms but one vanish, here they do not."],
});

const TARGETS = [[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.8, 0.1, 0.1], [0.5, 0.3, 0.2], [0.9, 0.05, 0.05]];
const PREDICTED = [[0.5, 0.3, 0.2], [0.4, 0.4, 0.2], [0.6, 0.25, 0.15], [0.1, 0.2, 0.7], [0.3, 0.6, 0.1]];

function predicted({ given, values }: SoftParams): Tensor {
  return given === "logits" ? softmax(tensor(values)) : tensor(values);
}

function isDistribution(values: readonly number[]): boolean {
  return values.every((value) => value >= 0) && Math.abs(values.reduce((a, b) => a + b, 0) - 1) < 1e-9;
}
