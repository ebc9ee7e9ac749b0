/** What the loss should be before any training: a check of every new network. */
import { scalar } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { initialLossSolver, type UntrainedHead } from "../../solvers/binary_cross_entropy.ts";

type InitialParams = {
  readonly head: UntrainedHead;
  readonly classes: number;
  readonly batch: number;
};

export const initialLossGenerator = defineGenerator<InitialParams>({
  id: "initial-loss",
  version: 1,
  topic: "loss-functions",
  title: "Loss of an untrained classifier",
  levels: [1, 2],
  domains: {
    head: { kind: "pick", of: ["softmax", "sigmoid-mean", "sigmoid-sum"] },
    classes: { kind: "int", lo: 1, hi: 2000 },
    batch: { kind: "int", lo: 1, hi: 1024 },
  },
  generate(random, level, fixed) {
    const head = fixed.head ?? (level === 1 ? "softmax" : random.pick(["sigmoid-mean", "sigmoid-sum"]));
    return {
      head,
      classes: fixed.classes ??
        (head === "softmax"
          ? random.pick([3, 4, 5, 6, 8, 12, 15, 20, 25, 50, 100, 200, 1000])
          : random.int(3, 40)),
      batch: fixed.batch ?? random.pick([8, 16, 32, 64, 128, 256]),
    };
  },
  refuse: ({ head, classes, batch }) =>
    head === "softmax" && classes < 2
      ? "softmax needs two classes"
      : classes === batch
      ? "as many classes as samples"
      : undefined,
  prompt: ({ head, classes, batch }) =>
    head === "softmax"
      ? `A new network with a softmax over ${classes} classes sees its first batch of ${batch} samples. Its logits are all about 0. What cross-entropy should you see?`
      : `A new network has ${classes} independent sigmoid ${
        classes === 1 ? "output" : "outputs"
      }, one for each label that an image may carry. It sees its first batch of ${batch} images, and its logits are all about 0. What loss should you see?`,
  conventions: ({ head }) => [
    head === "softmax"
      ? "mean over the batch, natural logarithm (nats)"
      : `binary cross-entropy, natural logarithm (nats), ${
        head === "sigmoid-sum"
          ? "*added* over the outputs of an image"
          : "*averaged* over the outputs of an image"
      } and averaged over the batch`,
    "take the logits as exactly 0; 3 decimals",
  ],
  answers: () => [realAnswer({ id: "loss", label: "$L$", decimals: 3, rtol: 5e-4, unit: "nats" })],
  solve: ({ head, classes }) => initialLossSolver({ head, classes }),
  mistakes: [
    {
      id: "probability",
      solve: ({ head, classes }) => ({ loss: scalar(head === "softmax" ? 1 / classes : 0.5) }),
      feedback: "That is the probability the network gives. The loss is minus its logarithm.",
    },
    {
      id: "one-minus-probability",
      solve: ({ head, classes }) => head === "softmax" ? { loss: scalar(1 - 1 / classes) } : undefined,
      feedback:
        "That is the share of wrong guesses. The loss is minus the logarithm of the right one's probability.",
    },
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(loss(params) / Math.LN2) }),
      feedback: "That is in bits. Use the natural logarithm.",
    },
    {
      id: "batch-sum",
      solve: (params) => params.batch === 1 ? undefined : { loss: scalar(loss(params) * params.batch) },
      feedback: "You added over the batch. The mean over samples that all cost the same is that cost.",
    },
    {
      id: "binary",
      solve: ({ head, classes }) =>
        head === "softmax" && classes !== 2 ? { loss: scalar(Math.LN2) } : undefined,
      feedback: "$\\ln 2$ holds for two classes. Softmax spreads the probability over all of them.",
    },
    {
      id: "softmax-for-sigmoids",
      solve: ({ head, classes }) =>
        head === "softmax" || classes === 1 ? undefined : { loss: scalar(Math.log(classes)) },
      feedback:
        "$\\ln n$ belongs to a softmax, whose classes share one probability. Each sigmoid decides by itself between yes and no.",
    },
    {
      id: "other-reduction",
      solve: ({ head, classes }) =>
        head === "softmax" || classes === 1
          ? undefined
          : { loss: scalar(head === "sigmoid-sum" ? Math.LN2 : classes * Math.LN2) },
      feedback: "Read how the card reduces over the outputs of one image: added, or averaged.",
    },
    {
      id: "certain",
      solve: () => ({ loss: scalar(0) }),
      feedback:
        "A loss of 0 needs certainty. A network that knows nothing gives every class the same chance.",
    },
  ],
  hints: () => ["What probability does it give to the truth, whatever the truth is?"],
});

function loss({ head, classes }: InitialParams): number {
  return head === "softmax" ? Math.log(classes) : head === "sigmoid-sum" ? classes * Math.LN2 : Math.LN2;
}
