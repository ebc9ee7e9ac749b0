/** Binary cross-entropy of one sample, of a batch, and of logits. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { sigmoid } from "../../../tensor/activations.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { binaryCrossEntropySolver } from "../../solvers/binary_cross_entropy.ts";
import { num, vec } from "../../tex.ts";

type BceParams = {
  readonly given: "probabilities" | "logits";
  readonly values: readonly number[];
  readonly labels: readonly number[];
};

export const bceGenerator = defineGenerator<BceParams>({
  id: "bce",
  version: 1,
  topic: "loss-functions",
  title: "Binary cross-entropy",
  levels: [1, 2, 3],
  domains: {
    given: { kind: "pick", of: ["probabilities", "logits"] },
    values: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.05 }, min: 1, max: 5 },
    labels: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 1, max: 5 },
  },
  generate(random, level, fixed) {
    const given = fixed.given ?? (level === 3 ? "logits" : "probabilities");
    const n = fixed.values?.length ?? fixed.labels?.length ?? (level === 1 ? 1 : random.int(2, 3));
    return {
      given,
      values: fixed.values ??
        Array.from(
          { length: n },
          () => given === "logits" ? random.dec(-2, 3, 0.5) : random.dec(0.1, 0.95, 0.05),
        ),
      labels: fixed.labels ?? Array.from({ length: n }, () => random.int(0, 1)),
    };
  },
  refuse({ given, values, labels }) {
    if (values.length !== labels.length) return `${labels.length} labels for ${values.length} samples`;
    if (given === "probabilities" && values.some((p) => p <= 0 || p >= 1)) return "not all are probabilities";
    if (values.includes(given === "logits" ? 0 : 0.5)) return "a sample is undecided";
    if (values.length > 1 && new Set(labels).size < 2) return "all labels are equal";
    const p = probabilities({ given, values, labels });
    return p.some((x) => x < 0.04 || x > 0.96) ? "a probability is nearly 0 or 1" : undefined;
  },
  prompt: ({ given, values, labels }) => {
    const many = values.length > 1;
    const what = given === "logits"
      ? many ? `the logits $z = ${vec(values)}$` : `the logit $z = ${num(values[0] ?? 0)}$`
      : many
      ? `the probabilities $p = ${vec(values)}$ of class 1`
      : `the probability $p = ${num(values[0] ?? 0)}$ of class 1`;
    return many
      ? `A binary classifier gives ${values.length} samples ${what}; their labels are $y = ${
        vec(labels)
      }$. What is the binary cross-entropy?`
      : `A binary classifier gives a sample ${what}; its label is $y = ${
        labels[0] ?? 0
      }$. What is the binary cross-entropy?`;
  },
  conventions: ({ given, values }) => [
    `natural logarithm (nats)${values.length > 1 ? ", mean over the samples" : ""}`,
    ...(given === "logits" ? ["$p = \\sigma(z)$ is the probability of class 1"] : []),
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [realAnswer({ id: "loss", label: "$L$", decimals: 3, unit: "nats" })],
  solve: ({ given, values, labels }) => binaryCrossEntropySolver({ given, values, labels }),
  mistakes: [
    {
      id: "other-class",
      solve: (params) => ({ loss: scalar(mean(params, (p, y) => -Math.log(y === 1 ? 1 - p : p))) }),
      feedback:
        "You took the probability of the wrong class: label 1 costs $-\\ln p$, label 0 costs $-\\ln(1 - p)$.",
    },
    {
      id: "label-ignored",
      solve: (params) =>
        params.labels.includes(0) ? { loss: scalar(mean(params, (p) => -Math.log(p))) } : undefined,
      feedback:
        "You used $-\\ln p$ for label 0 too. There the probability of class 0 counts: $-\\ln(1 - p)$.",
    },
    {
      id: "zeros-cost-nothing",
      solve: (params) =>
        params.labels.includes(0) && params.labels.includes(1)
          ? { loss: scalar(mean(params, (p, y) => y === 1 ? -Math.log(p) : 0)) }
          : undefined,
      feedback:
        "Samples with label 0 cost something too: the second term, $-(1 - y)\\ln(1 - p)$, is missing.",
    },
    {
      id: "minus-reaches-one-term",
      solve: (params) =>
        params.labels.includes(0)
          ? { loss: scalar(mean(params, (p, y) => y === 1 ? -Math.log(p) : Math.log(1 - p))) }
          : undefined,
      feedback:
        "The minus must reach both terms: $-[\\,y \\ln p + (1 - y)\\ln(1 - p)\\,]$. No sample can have a negative loss.",
    },
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(mean(params, cost) / Math.LN2) }),
      feedback: "That is in bits. Use the natural logarithm.",
    },
    {
      id: "squared-error",
      solve: (params) => ({ loss: scalar(mean(params, (p, y) => (p - y) ** 2)) }),
      feedback: "You took the squared error between probability and label. Cross-entropy takes a logarithm.",
    },
    {
      id: "sum",
      solve: (params) =>
        params.values.length > 1 ? { loss: scalar(mean(params, cost) * params.values.length) } : undefined,
      feedback: "You added the losses. Divide by the number of samples.",
    },
  ],
  hints: () => ["For each sample only one of the two logarithms counts; the label says which."],
});

function probabilities({ given, values }: BceParams): readonly number[] {
  return given === "logits" ? Array.from(sigmoid(tensor(values)).values) : values;
}

function cost(p: number, y: number): number {
  return -Math.log(y === 1 ? p : 1 - p);
}

function mean(params: BceParams, each: (p: number, y: number) => number): number {
  const p = probabilities(params);
  return p.reduce((total, x, i) => total + each(x, params.labels[i] ?? 0), 0) / p.length;
}
