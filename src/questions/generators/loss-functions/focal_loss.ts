/** The focal loss of one prediction, at level 2 with a class weight. */
import { scalar } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Focal, focal, focalLossSolver } from "../../solvers/focal_loss.ts";
import { num } from "../../tex.ts";

type FocalParams = {
  readonly p: number;
  readonly label: 0 | 1;
  readonly gamma: number;
  /** 0 stands for no class weights. */
  readonly alpha: number;
};

export const focalLossGenerator = defineGenerator<FocalParams>({
  id: "focal-loss",
  version: 1,
  topic: "loss-functions",
  title: "Focal loss",
  levels: [1, 2],
  domains: {
    p: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
    label: { kind: "pick", of: [0, 1] },
    gamma: { kind: "pick", of: [0.5, 1, 2, 3, 5] },
    alpha: { kind: "pick", of: [0, 0.25, 0.4, 0.6, 0.75] },
  },
  generate: (random, level, fixed) => ({
    p: fixed.p ?? random.dec(0.1, 0.9, 0.1),
    label: fixed.label ?? random.pick([0, 1]),
    gamma: fixed.gamma ?? random.pick(level === 1 ? [2] : [1, 2, 3]),
    alpha: fixed.alpha ?? (level === 1 ? 0 : random.pick([0.25, 0.75])),
  }),
  refuse: (params) =>
    params.p === 0.5
      ? "an undecided prediction hides mistakes"
      : focal(focalOf(params)) < 5e-4
      ? "the loss is nearly 0"
      : undefined,
  prompt: ({ p, label, gamma, alpha }) =>
    `A detector gives class 1 the probability $p = ${
      num(p)
    }$; the label is $y = ${label}$. What is the focal loss with $\\gamma = ${num(gamma)}$${
      alpha === 0 ? "" : ` and $\\alpha = ${num(alpha)}$`
    }?`,
  conventions: ({ alpha }) => [
    alpha === 0
      ? "$-(1 - p_t)^\\gamma \\ln p_t$, with $p_t$ the probability of the true class, no class weights"
      : "$-\\alpha_t (1 - p_t)^\\gamma \\ln p_t$, with $p_t$ the probability of the true class; $\\alpha_t$ is $\\alpha$ for label 1 and $1 - \\alpha$ for label 0",
    "natural logarithm; 4 decimals, so keep 5 in between",
  ],
  answers: () => [realAnswer({ id: "loss", label: "$L$", decimals: 4 })],
  solve: (params) => focalLossSolver(focalOf(params)),
  mistakes: [
    {
      id: "plain-cross-entropy",
      solve: (params) => ({ loss: scalar(focal({ ...focalOf(params), gamma: 0 })) }),
      feedback: "The modulating factor $(1 - p_t)^\\gamma$ is missing.",
    },
    {
      id: "wrong-power",
      solve: (params) => {
        const right = trueProbability(params);
        return { loss: scalar(weight(params) * right ** params.gamma * -Math.log(right)) };
      },
      feedback:
        "You used $p_t^\\gamma$, which damps the *hard* samples. The factor is $(1 - p_t)^\\gamma$: it damps what is right already.",
    },
    {
      id: "power-before-difference",
      solve: (params) => {
        const right = trueProbability(params);
        return params.gamma === 1
          ? undefined
          : { loss: scalar(weight(params) * (1 - right ** params.gamma) * -Math.log(right)) };
      },
      feedback: "You took $1 - p_t^\\gamma$. Subtract first, then take the power.",
    },
    {
      id: "other-class",
      solve: (params) => ({
        loss: scalar(focal({ ...focalOf(params), p: 1 - params.p })),
      }),
      feedback:
        "You took the probability of the other class. For label 1 $p_t = p$, for label 0 $p_t = 1 - p$.",
    },
    {
      id: "no-class-weight",
      solve: (params) =>
        params.alpha === 0 ? undefined : { loss: scalar(focal({ ...focalOf(params), alpha: undefined })) },
      feedback: "The class weight $\\alpha_t$ is missing.",
    },
    {
      id: "weight-of-other-class",
      solve: (params) =>
        params.alpha === 0
          ? undefined
          : { loss: scalar(focal({ ...focalOf(params), alpha: 1 - params.alpha })) },
      feedback: "That is the other class's weight: $\\alpha$ for label 1, $1 - \\alpha$ for label 0.",
    },
    {
      id: "bits",
      solve: (params) => ({ loss: scalar(focal(focalOf(params)) / Math.LN2) }),
      feedback: "You took the logarithm to base 2. Use the natural one.",
    },
  ],
  hints: () => ["Start with $p_t$, the probability of what is true."],
});

function focalOf({ p, label, gamma, alpha }: FocalParams): Focal {
  return { p, label, gamma, alpha: alpha === 0 ? undefined : alpha };
}

function trueProbability({ p, label }: FocalParams): number {
  return label === 1 ? p : 1 - p;
}

function weight({ alpha, label }: FocalParams): number {
  return alpha === 0 ? 1 : label === 1 ? alpha : 1 - alpha;
}
