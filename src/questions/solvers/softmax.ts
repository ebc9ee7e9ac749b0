/** Softmax with a temperature, worked step by step; where exponentials would overflow, the maximum is taken off first. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { div, exp, map, sub } from "../../tensor/elementwise.ts";
import { max, sum } from "../../tensor/reduce.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, fixed, num, vec } from "../tex.ts";
import { short, shortTerm } from "./shown.ts";

/** Above this a pocket calculator's exponentials are unwieldy, and a float's overflow from 709 on. */
const LARGE = 20;
/** Below this the exponentials of all logits vanish among four decimals. */
const SMALL = -10;

interface Softened {
  readonly logits: readonly number[];
  readonly temperature: number;
}

/** p_i = exp(z_i / T) / sum_j exp(z_j / T). Answer: p [n]. Source: Goodfellow et al. 2016, eq. 4.1. */
export function softmaxSolver({ logits, temperature }: Softened): Solver {
  return { steps: softmaxSteps({ logits, temperature }), answers: { p: "p" } };
}

/** The steps of softmax: "exponentials", "sum" and "p"; "u" before them where the maximum is taken off. */
export function softmaxSteps({ logits, temperature }: Softened): StepPlan[] {
  const top = Math.max(...logits) / temperature;
  const z = tensor(logits);
  const scaled = temperature === 1 ? [] : [{
    id: "scaled",
    rule: "Divide each logit by the temperature.",
    uses: [],
    roundable: true,
    value: () => div(z, temperature),
    tex: (value: Tensor) => `z / T = ${vec(logits)} / ${num(temperature)} ${equalsVec(value, 4)}`,
  }];
  const before = temperature === 1 ? [] : ["scaled"];
  const shifted = top > LARGE || top < SMALL ? [shiftStep(z, before)] : [];
  const start = shifted.length > 0 ? ["u"] : before;
  return [
    ...scaled,
    ...shifted,
    ...exponentialSteps(z, start, {
      what: shifted.length > 0 ? "difference" : temperature === 1 ? "logit" : "quotient",
    }),
  ];
}

/**
 * Softmax and the logarithm of the sum of exponentials, always with the maximum taken off first: u = z - max z,
 * p = exp(u) / sum exp(u), and with logSum lse = max z + ln sum exp(u). Answers: u, p, lse. Source: Goodfellow et al. 2016, section 4.1.
 */
export function stableSoftmaxSolver(
  { logits, logSum }: { readonly logits: readonly number[]; readonly logSum: boolean },
): Solver {
  const z = tensor(logits);
  const top = Math.max(...logits);
  const lse: StepPlan = {
    id: "lse",
    rule: "For the log-sum-exp, take the logarithm of the sum and add the maximum back.",
    uses: ["sum"],
    roundable: true,
    value: (total) => map(total, (x) => top + Math.log(x)),
    tex: (value, total) => `${num(top)} + \\ln(${short(item(total))}) ${equals(item(value), 4)}`,
  };
  return {
    steps: [
      shiftStep(z, []),
      ...exponentialSteps(z, ["u"], { what: "difference" }),
      ...(logSum ? [lse] : []),
    ],
    answers: logSum ? { u: "u", p: "p", lse: "lse" } : { u: "u", p: "p" },
  };
}

/** ln sum exp(z). Answer: lse. The maximum is taken off only where the exponentials would be unwieldy. */
export function logSumExpSolver({ logits }: { readonly logits: readonly number[] }): Solver {
  const steps = softmaxSteps({ logits, temperature: 1 }).filter((step) => step.id !== "p");
  return { steps: [...steps, logSumExpStep(logits, steps)], answers: { lse: "lse" } };
}

/** The step "lse" after those of softmax. */
export function logSumExpStep(logits: readonly number[], steps: readonly StepPlan[]): StepPlan {
  const shifted = steps.some((step) => step.id === "u");
  const top = shifted ? Math.max(...logits) : 0;
  return {
    id: "lse",
    rule: shifted
      ? "Take the natural logarithm of the sum and add the maximum back."
      : "Take the natural logarithm of the sum.",
    uses: ["sum"],
    roundable: true,
    value: (total) => map(total, (x) => top + Math.log(x)),
    tex: (value, total) =>
      `\\ln \\sum_j e^{z_j} = ${shifted ? `${num(top)} + ` : ""}\\ln(${short(item(total))}) ${
        equals(item(value), 4)
      }`,
  };
}

function shiftStep(z: Tensor, uses: readonly string[]): StepPlan {
  return {
    id: "u",
    rule: "Subtract the largest from each: that changes no probability, and no exponential can overflow.",
    uses,
    roundable: false,
    value: (from = z) => sub(from, item(max(from))),
    tex: (value, from = z) => `u = z - ${shortTerm(item(max(from)))} ${equalsVec(value, 4)}`,
  };
}

function exponentialSteps(
  z: Tensor,
  start: readonly string[],
  { what }: { readonly what: string },
): StepPlan[] {
  return [
    {
      id: "exponentials",
      rule: `Exponentiate each ${what}.`,
      uses: start,
      roundable: true,
      value: (u = z) => exp(u),
      tex: (value, u = z) =>
        Array.from(value.values, (e, i) => `e^{${short(u.values[i] ?? 0)}} ${equals(e, 4)}`).join(",\\quad "),
    },
    {
      id: "sum",
      rule: "Add them up.",
      uses: ["exponentials"],
      roundable: true,
      value: (e = z) => sum(e),
      tex: (value, e = z) =>
        `${Array.from(e.values, (x) => fixed(x, 4)).join(" + ")} ${equals(item(value), 4)}`,
    },
    {
      id: "p",
      rule: "Divide each exponential by the sum; the results add up to 1.",
      uses: ["exponentials", "sum"],
      roundable: true,
      value: (e = z, total = scalar(1)) => div(e, item(total)),
      tex: (value) => `p ${equalsVec(value, 4)}`,
    },
  ];
}
