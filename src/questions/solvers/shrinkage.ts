/** Weight decay, soft thresholding and dropout, worked out entry by entry. */
import { dropout } from "../../tensor/dropout.ts";
import { item, scalar, tensor, toNested } from "../../tensor/tensor.ts";
import { sgdStep, softThreshold, withL2 } from "../../tensor/optimise.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, num, term, vec } from "../tex.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep } from "./number_steps.ts";

export interface L2Step {
  readonly weight: number;
  readonly gradient: number;
  readonly rate: number;
  readonly lambda: number;
  /** The penalty: lambda/2 w^2 ("half") or lambda w^2 ("full"). */
  readonly penalty: "half" | "full";
}

/** One step of gradient descent with an L2 penalty. Answers: factor, updated, plain (the step without penalty). */
export function l2StepSolver({ weight, gradient, rate, lambda, penalty }: L2Step): Solver {
  const slope = penalty === "half" ? lambda : 2 * lambda;
  const name = penalty === "half" ? "\\lambda" : "2 \\lambda";
  const numbers = penalty === "half" ? num(lambda) : `2 \\cdot ${num(lambda)}`;
  return {
    steps: [
      numberStep({
        id: "factor",
        rule: `The penalty's gradient is $${name} w$, so the old weight is multiplied by $1 - ${
          penalty === "half" ? "\\eta \\lambda" : "2 \\eta \\lambda"
        }$.`,
        value: () => 1 - rate * slope,
        tex: (value) => `1 - ${num(rate)} \\cdot ${numbers} = ${num(value)}`,
      }),
      numberStep({
        id: "updated",
        rule: "Shrink the weight, then step against the gradient of the loss.",
        uses: ["factor"],
        value: () => {
          const w = scalar(weight);
          return item(sgdStep(w, withL2(scalar(gradient), w, slope), rate));
        },
        tex: (value, factor) =>
          `${num(factor)} \\cdot ${term(weight)} - ${num(rate)} \\cdot ${term(gradient)} = ${num(value)}`,
      }),
      numberStep({
        id: "plain",
        rule: "Without the penalty, for comparison.",
        value: () => item(sgdStep(scalar(weight), scalar(gradient), rate)),
        tex: (value) => `${num(weight)} - ${num(rate)} \\cdot ${term(gradient)} = ${num(value)}`,
      }),
    ],
    answers: { factor: "factor", updated: "updated", plain: "plain" },
  };
}

/** Decay alone for many steps, lambda/2 w^2. Answers: factor, weight. */
export function decaySolver(
  { weight, rate, lambda, steps }: {
    readonly weight: number;
    readonly rate: number;
    readonly lambda: number;
    readonly steps: number;
  },
): Solver {
  return {
    steps: [
      numberStep({
        id: "factor",
        rule: "Each step multiplies the weight by $1 - \\eta \\lambda$.",
        value: () => 1 - rate * lambda,
        tex: (value) => `1 - ${num(rate)} \\cdot ${num(lambda)} = ${num(value)}`,
      }),
      numberStep({
        id: "weight",
        rule: "Many steps multiply by its power: small, but never exactly 0.",
        uses: ["factor"],
        roundable: true,
        value: (factor) => weight * factor ** steps,
        tex: (value, factor) => `${num(weight)} \\cdot ${num(factor)}^{${steps}} ${equals(value, 4)}`,
      }),
    ],
    answers: { factor: "factor", weight: "weight" },
  };
}

/** One shrinking step without data gradient. Answers: threshold, l1 (soft threshold) [n], l2 (penalty lambda/2 w^2) [n]. */
export function shrinkSolver(
  { weights, rate, lambda }: {
    readonly weights: readonly number[];
    readonly rate: number;
    readonly lambda: number;
  },
): Solver {
  return {
    steps: [
      numberStep({
        id: "threshold",
        rule: "The threshold is the rate times $\\lambda$.",
        value: () => rate * lambda,
        tex: (value) => `${num(rate)} \\cdot ${num(lambda)} = ${num(value)}`,
      }),
      entriesStep({
        id: "l1",
        rule: "L1: move every weight towards 0 by the threshold; what is smaller than it becomes exactly 0.",
        uses: ["threshold"],
        value: ([threshold = 0]) => toNested(softThreshold(tensor(weights), threshold)),
        tex: (value, [threshold = 0]) =>
          value.map((w, i) =>
            w === 0
              ? `|${num(weights[i] ?? 0)}| \\le ${num(threshold)} \\to 0`
              : `${num(weights[i] ?? 0)} ${w > 0 ? "-" : "+"} ${num(threshold)} = ${num(w)}`
          ).join(",\\quad "),
      }),
      entriesStep({
        id: "l2",
        rule: "L2: multiply every weight by one minus the threshold; nothing becomes 0.",
        uses: ["threshold"],
        value: ([threshold = 0]) => weights.map((w) => (1 - threshold) * w),
        tex: (value, [threshold = 0]) => `${num(1 - threshold)} \\cdot ${vec(weights)} = ${vec(value)}`,
      }),
    ],
    answers: { threshold: "threshold", l1: "l1", l2: "l2" },
  };
}

export interface Dropout {
  readonly x: readonly number[];
  readonly mask: readonly number[];
  readonly keep: number;
  /** "inverted" scales while training; "classic" (Srivastava et al. 2014) scales at test time. */
  readonly kind: "inverted" | "classic";
}

/** Answers: train [n], test [n]. */
export function dropoutSolver({ x, mask, keep, kind }: Dropout): Solver {
  return {
    steps: [
      entriesStep({
        id: "train",
        rule: kind === "inverted"
          ? "Training: zero what the mask drops, divide what stays by the probability of staying."
          : "Training: zero what the mask drops; what stays is left as it is.",
        value: () =>
          kind === "inverted"
            ? toNested(dropout(tensor(x), { mask: tensor(mask), keep }))
            : x.map((value, i) => value * (mask[i] ?? 0)),
        tex: (value) =>
          kind === "inverted"
            ? `\\frac{1}{${num(keep)}} ${vec(x.map((entry, i) => entry * (mask[i] ?? 0)))} ${
              equalsVec(tensor(value), 4)
            }`
            : vec(value),
      }),
      entriesStep({
        id: "test",
        rule: kind === "inverted"
          ? "Test: dropout does nothing; the scaling while training already keeps the expectation."
          : "Test: nothing is dropped, everything is multiplied by the probability of staying, so that the expectation is the same.",
        value: () => kind === "inverted" ? x : x.map((value) => keep * value),
        tex: (value) => kind === "inverted" ? vec(value) : `${num(keep)} \\cdot ${vec(x)} = ${vec(value)}`,
      }),
    ],
    answers: { train: "train", test: "test" },
  };
}
