/** Binary cross-entropy of a few samples, from probabilities or logits; and what a loss is before any training. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { sigmoid } from "../../tensor/activations.ts";
import { binaryCrossEntropy } from "../../tensor/losses_classification.ts";
import { full } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, vec } from "../tex.ts";
import { lines, short } from "./shown.ts";

export interface BinaryBatch {
  readonly given: "probabilities" | "logits";
  readonly values: readonly number[];
  /** 0 or 1 for each sample. */
  readonly labels: readonly number[];
}

/** The mean of -(y ln p + (1-y) ln(1-p)), nats. Answers: p [n], loss. */
export function binaryCrossEntropySolver({ given, values, labels }: BinaryBatch): Solver {
  const n = values.length;
  const start: StepPlan = given === "logits"
    ? {
      id: "p",
      rule: "Probabilities of class 1: the sigmoid of each logit.",
      uses: [],
      roundable: true,
      value: () => sigmoid(tensor(values)),
      tex: (value) =>
        `p = \\sigma${n === 1 ? `(${num(values[0] ?? 0)})` : vec(values)} ${equalsVec(value, 4)}`,
    }
    : {
      id: "p",
      rule: "The probabilities of class 1, as the model gives them.",
      uses: [],
      roundable: false,
      value: () => tensor(values),
      tex: () => `p = ${vec(values)}`,
    };
  const losses: StepPlan = {
    id: "losses",
    rule: "Label 1 costs $-\\ln p$, label 0 costs $-\\ln(1 - p)$: the other term is 0.",
    uses: ["p"],
    roundable: true,
    value: (p) => binaryCrossEntropy(p, tensor(labels), "none"),
    tex: (value, p) =>
      lines(
        Array.from(value.values, (loss, i) => {
          const chance = short(p.values[i] ?? NaN);
          return `y = ${labels[i]}:\\quad ${labels[i] === 1 ? `-\\ln ${chance}` : `-\\ln(1 - ${chance})`} &${
            equals(loss, 4)
          }`;
        }),
      ),
  };
  const mean: StepPlan = {
    id: "loss",
    rule: n === 1 ? "One sample, so this is the loss." : `The mean over the $${n}$ samples.`,
    uses: ["losses"],
    roundable: true,
    value: (each: Tensor) => scalar(each.values.reduce((a, b) => a + b, 0) / n),
    tex: (value, each) =>
      n === 1
        ? `L ${equals(item(value), 4)}`
        : `L = \\frac{${Array.from(each.values, short).join(" + ")}}{${n}} ${equals(item(value), 4)}`,
  };
  return { steps: [start, losses, mean], answers: { p: "p", loss: "loss" } };
}

export type UntrainedHead = "softmax" | "sigmoid-mean" | "sigmoid-sum";

/**
 * The loss of a classifier that knows nothing: softmax over n classes costs ln n; n independent sigmoids cost ln 2
 * each, averaged or added. Answers: p, the probability it gives, and loss in nats.
 */
export function initialLossSolver(
  { head, classes }: { readonly head: UntrainedHead; readonly classes: number },
): Solver {
  const even = head === "softmax" ? 1 / classes : 0.5;
  const added = head === "sigmoid-sum";
  return {
    steps: [
      {
        id: "p",
        rule: head === "softmax"
          ? "Equal logits share the probability evenly over the classes, whatever the true class is."
          : "A logit of 0 gives a sigmoid of one half, whatever the label is.",
        uses: [],
        roundable: false,
        value: () => scalar(even),
        tex: () => head === "softmax" ? `p = \\frac{1}{${classes}}` : "p = \\sigma(0) = \\frac{1}{2}",
      },
      {
        id: "one",
        rule: head === "softmax"
          ? "Each sample costs minus the logarithm of that."
          : "Each output costs minus the logarithm of that.",
        uses: ["p"],
        roundable: true,
        value: (p) => scalar(item(binaryCrossEntropy(full([1], item(p)), full([1], 1), "mean"))),
        tex: (value) =>
          `-\\ln \\frac{1}{${head === "softmax" ? classes : 2}} = \\ln ${head === "softmax" ? classes : 2} ${
            equals(item(value), 4)
          }`,
      },
      {
        id: "loss",
        rule: added
          ? `Add over the $${classes}$ outputs; the mean over the batch changes nothing.`
          : "A mean of equal losses is that loss: the size of the batch does not matter.",
        uses: ["one"],
        roundable: true,
        value: (one) => scalar(item(one) * (added ? classes : 1)),
        tex: (value, one) =>
          added
            ? `L = ${classes} \\cdot ${short(item(one))} ${equals(item(value), 4)}`
            : `L ${equals(item(value), 4)}`,
      },
    ],
    answers: { p: "p", loss: "loss" },
  };
}
