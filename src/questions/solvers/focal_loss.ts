/** The focal loss of one prediction: cross-entropy that fades where the model is right already. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import { focalLoss } from "../../tensor/losses_classification.ts";
import type { Solver } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { short } from "./shown.ts";

export interface Focal {
  /** Probability of class 1. */
  readonly p: number;
  readonly label: 0 | 1;
  readonly gamma: number;
  /** Weight of class 1, class 0 has the rest; undefined weighs both by 1. */
  readonly alpha: number | undefined;
}

/** -alpha_t (1 - p_t)^gamma ln p_t. Answers: right, the probability of the true class, and loss. Source: Lin et al. 2017, eq. 5. */
export function focalLossSolver({ p, label, gamma, alpha }: Focal): Solver {
  const weight = alpha === undefined ? 1 : label === 1 ? alpha : 1 - alpha;
  return {
    steps: [
      {
        id: "right",
        rule: "Probability of the true class: $p$ for label 1, $1 - p$ for label 0.",
        uses: [],
        roundable: false,
        value: () => scalar(Number((label === 1 ? p : 1 - p).toPrecision(15))),
        tex: (value) =>
          label === 1 ? `p_t = ${num(item(value))}` : `p_t = 1 - ${num(p)} = ${num(item(value))}`,
      },
      {
        id: "factor",
        rule: "Modulating factor $(1 - p_t)^\\gamma$: near 0 for easy samples, near 1 for hard ones.",
        uses: ["right"],
        roundable: true,
        value: (right) => scalar((1 - item(right)) ** gamma),
        tex: (value, right) => `(1 - ${short(item(right))})^{${num(gamma)}} ${equals(item(value), 4)}`,
      },
      {
        id: "plain",
        rule: "Cross-entropy of this sample.",
        uses: ["right"],
        roundable: true,
        value: (right) => focalLoss(tensor([item(right)]), tensor([1]), { gamma: 0, reduction: "mean" }),
        tex: (value, right) => `-\\ln ${short(item(right))} ${equals(item(value), 4)}`,
      },
      ...(alpha === undefined ? [] : [{
        id: "weight",
        rule: "Class weight: $\\alpha$ for label 1, $1 - \\alpha$ for label 0.",
        uses: [],
        roundable: false,
        value: () => scalar(weight),
        tex: () =>
          label === 1 ? `\\alpha_t = ${num(alpha)}` : `\\alpha_t = 1 - ${num(alpha)} = ${num(weight)}`,
      }]),
      {
        id: "loss",
        rule: "Multiply them.",
        uses: ["factor", "plain"],
        roundable: true,
        value: (factor, plain) => scalar(weight * item(factor) * item(plain)),
        tex: (value, factor, plain) =>
          `L = ${alpha === undefined ? "" : `${num(weight)} \\cdot `}${short(item(factor))} \\cdot ${
            short(item(plain))
          } ${equals(item(value), 5)}`,
      },
    ],
    answers: { right: "right", loss: "loss" },
  };
}

/** The focal loss with another focus or label, for mistakes. */
export function focal({ p, label, gamma, alpha }: Focal): number {
  const focus = alpha === undefined ? { gamma } : { gamma, alpha };
  return item(focalLoss(tensor([p]), tensor([label]), { ...focus, reduction: "mean" }));
}
