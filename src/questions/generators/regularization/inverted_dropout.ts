/** Dropout with a given mask: inverted, then also with the probability of dropping, then the classic variant. */
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { type Dropout, dropoutSolver } from "../../solvers/shrinkage.ts";
import { num, vec } from "../../tex.ts";

type DropoutParams = {
  readonly x: readonly number[];
  readonly mask: readonly number[];
  readonly keep: number;
  readonly kind: Dropout["kind"];
  /** Which probability the prompt names. */
  readonly names: "keep" | "drop";
};

export const invertedDropoutGenerator = defineGenerator<DropoutParams>({
  id: "inverted-dropout",
  version: 1,
  topic: "regularization",
  title: "Dropout, training and test",
  levels: [1, 2, 3],
  domains: {
    x: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.5 }, min: 2, max: 6 },
    mask: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 2, max: 6 },
    keep: { kind: "pick", of: [0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.8, 0.9] },
    kind: { kind: "pick", of: ["inverted", "classic"] },
    names: { kind: "pick", of: ["keep", "drop"] },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.mask?.length ?? 4;
    const keep = fixed.keep ?? random.pick(level === 1 ? [0.5, 0.25] : [0.8, 0.4, 0.25, 0.2]);
    const unit = keep === 0.8 ? 4 : keep === 0.4 ? 2 : 1;
    const numbers = [-4, -3, -2, -1, 1, 2, 3, 4, 5, 6].map((value) => value * unit);
    return {
      x: fixed.x ?? random.sample(numbers.filter((value) => Math.abs(value) <= 20), n),
      mask: fixed.mask ??
        random.shuffle(
          Array.from({ length: n }, (_, i) => i === 0 ? 0 : i === 1 || i === 2 ? 1 : random.int(0, 1)),
        ),
      keep,
      kind: fixed.kind ?? (level === 3 ? "classic" : "inverted"),
      names: fixed.names ?? (level === 1 ? "keep" : "drop"),
    };
  },
  refuse({ x, mask, keep, names }) {
    if (x.length !== mask.length) return "mask and activations differ in length";
    if (!mask.includes(0) || !mask.includes(1)) return "the mask drops nothing or everything";
    if (x.includes(0)) return "an activation is zero already";
    return keep === 0.5 && names === "drop" ? "both probabilities are equal" : undefined;
  },
  prompt: ({ x, mask, keep, names, kind }) =>
    `${kind === "inverted" ? "Inverted" : "Classic"} dropout, ${
      names === "keep"
        ? `which keeps a unit with probability $${num(keep)}$`
        : `which drops a unit with probability $p = ${num(1 - keep)}$`
    }, acts on the activations $x = ${vec(x)}$. In this training step the mask is $${
      vec(mask)
    }$. What does the layer put out for $x$ now, and what at test time?`,
  conventions: ({ kind }) => [
    "mask: 1 stays, 0 is dropped",
    kind === "inverted"
      ? "inverted dropout (as in PyTorch): scaled while training"
      : "classic dropout (the paper of 2014): not scaled while training, scaled at test time",
    "exact values",
  ],
  answers: ({ x }) => [
    exactTensorAnswer({ id: "train", label: "Training", shape: [x.length] }),
    exactTensorAnswer({ id: "test", label: "Test", shape: [x.length] }),
  ],
  solve: (p) => dropoutSolver(tidy(p)),
  mistakes: [
    {
      id: "unscaled",
      solve: (p) => p.kind === "inverted" ? nestedKeys({ train: masked(p, 1) }) : undefined,
      feedback:
        "The units that stay are divided by the probability of staying, so that the expectation does not change.",
    },
    {
      id: "drop-probability",
      solve: (p) =>
        p.keep === 0.5
          ? undefined
          : p.kind === "inverted"
          ? nestedKeys({ train: masked(p, 1 / (1 - p.keep)) })
          : nestedKeys({ test: p.x.map((x) => (1 - p.keep) * x) }),
      feedback:
        "You used the probability of being dropped. What counts is the probability of staying, one minus it.",
    },
    {
      id: "multiplied",
      solve: (p) => p.kind === "inverted" ? nestedKeys({ train: masked(p, p.keep) }) : undefined,
      feedback:
        "Divide by the probability of staying: the units that stay must stand in for those that are gone.",
    },
    {
      id: "scaled-at-test",
      solve: (p) => p.kind === "inverted" ? nestedKeys({ test: p.x.map((x) => p.keep * x) }) : undefined,
      feedback: "At test time inverted dropout does nothing: the scaling has been done while training.",
    },
    {
      id: "dropped-at-test",
      solve: (p) => nestedKeys({ test: tidy(p).x.map((x, i) => x * (tidy(p).mask[i] ?? 0)) }),
      feedback: "At test time nothing is dropped: the mask belongs to the training step.",
    },
    {
      id: "mask-inverted",
      solve: (p) => {
        const other = { ...tidy(p), mask: tidy(p).mask.map((bit) => 1 - bit) };
        return nestedKeys({ train: masked(other, p.kind === "inverted" ? 1 / p.keep : 1) });
      },
      feedback: "The mask is read the wrong way round: 1 stays, 0 is dropped.",
    },
    {
      id: "other-variant",
      solve: (p) =>
        p.kind === "inverted"
          ? nestedKeys({ train: masked(p, 1), test: p.x.map((x) => p.keep * x) })
          : nestedKeys({ train: masked(p, 1 / p.keep), test: p.x }),
      feedback:
        "That is the other variant: read on the card whether the scaling happens while training or at test time.",
    },
    {
      id: "scaled-twice",
      solve: (p) => p.kind === "classic" ? nestedKeys({ train: masked(p, 1 / p.keep) }) : undefined,
      feedback: "Classic dropout does not scale while training; the scaling at test time is enough.",
    },
  ],
  hints: () => ["The expected input of the next layer should be the same in training and at test time."],
});

function tidy({ x, mask, keep, kind }: DropoutParams): Dropout {
  return { x, mask: x.map((_, i) => mask[i] ?? 0), keep, kind };
}

function masked({ x, mask }: Pick<Dropout, "x" | "mask">, factor: number): number[] {
  return x.map((value, i) => value * (mask[i] ?? 0) * factor);
}
