/** Learning rates over time, and how many updates an epoch has. */
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { numberStep } from "./number_steps.ts";
import { carried } from "./worked_tex.ts";

export interface Epochs {
  readonly samples: number;
  readonly batch: number;
  readonly epochs: number;
  /** Whether a last batch that is not full is left out. */
  readonly dropLast: boolean;
}

/** Updates by mini-batches. Answers: last (size of the last batch of an epoch), updates (an epoch), total. */
export function updatesSolver({ samples, batch, epochs, dropLast }: Epochs): Solver {
  const rest = samples % batch;
  return {
    steps: [
      numberStep({
        id: "full",
        rule: "Full batches in an epoch: divide and round down.",
        value: () => Math.floor(samples / batch),
        tex: (value) => `\\lfloor ${samples} / ${batch} \\rfloor = ${value}`,
      }),
      numberStep({
        id: "rest",
        rule: "Samples left over.",
        uses: ["full"],
        value: (full) => samples - full * batch,
        tex: (value, full) => `${samples} - ${full} \\cdot ${batch} = ${value}`,
      }),
      numberStep({
        id: "last",
        rule: dropLast
          ? "Left-over samples are dropped, so that the last batch used is a full one."
          : "The last batch holds what is left over, or is full when nothing is.",
        uses: ["rest"],
        value: (left) => dropLast || left === 0 ? batch : left,
        tex: (value) => `${value}`,
      }),
      numberStep({
        id: "updates",
        rule: dropLast
          ? "One update for each full batch."
          : "One update for each batch, also for a smaller last one.",
        uses: ["full", "rest"],
        value: (full, left) => dropLast || left === 0 ? full : full + 1,
        tex: (value, full) => rest === 0 || dropLast ? `${value}` : `${full} + 1 = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Times the number of epochs.",
        uses: ["updates"],
        value: (updates) => updates * epochs,
        tex: (value, updates) => `${updates} \\cdot ${epochs} = ${value}`,
      }),
    ],
    answers: { last: "last", updates: "updates", total: "total" },
  };
}

export type RateSchedule =
  /** base factor^floor(t / every) */
  | {
    readonly kind: "step";
    readonly base: number;
    readonly factor: number;
    readonly every: number;
    readonly t: number;
  }
  /** base factor^t */
  | { readonly kind: "exponential"; readonly base: number; readonly factor: number; readonly t: number }
  /** Linear from 0 to base over `warmup`, then half a cosine down to `floor` at `total`. */
  | {
    readonly kind: "cosine";
    readonly base: number;
    readonly floor: number;
    readonly warmup: number;
    readonly total: number;
    readonly t: number;
  };

/** The learning rate at time t. Answer: rate. Source of the cosine: Loshchilov and Hutter 2017 (SGDR), eq. 5. */
export function scheduleSolver(schedule: RateSchedule): Solver {
  return { steps: stepsOf(schedule), answers: { rate: "rate" } };
}

function stepsOf(s: RateSchedule): readonly StepPlan[] {
  switch (s.kind) {
    case "step":
      return [
        numberStep({
          id: "drops",
          rule: "Count the drops so far: the rate falls every time another full period has passed.",
          value: () => Math.floor(s.t / s.every),
          tex: (value) => `\\lfloor ${s.t} / ${s.every} \\rfloor = ${value}`,
        }),
        numberStep({
          id: "rate",
          rule: "Multiply by the factor once for each drop.",
          uses: ["drops"],
          value: (drops) => s.base * s.factor ** drops,
          tex: (value, drops) =>
            `\\eta = ${num(s.base)} \\cdot ${num(s.factor)}^{${drops}} ${equals(value, 6)}`,
        }),
      ];
    case "exponential":
      return [numberStep({
        id: "rate",
        rule: "Multiply by the factor once for each epoch.",
        value: () => s.base * s.factor ** s.t,
        tex: (value) => `\\eta = ${num(s.base)} \\cdot ${num(s.factor)}^{${s.t}} ${equals(value, 6)}`,
      })];
    case "cosine":
      return s.t < s.warmup ? warmupSteps(s) : cosineSteps(s);
  }
}

type Cosine = Extract<RateSchedule, { kind: "cosine" }>;

function warmupSteps({ base, warmup, t }: Cosine): readonly StepPlan[] {
  return [numberStep({
    id: "rate",
    rule: "Still warming up: the rate grows in proportion to the steps made.",
    value: () => base * t / warmup,
    tex: (value) => `\\eta = ${num(base)} \\cdot ${t} / ${warmup} ${equals(value, 6)}`,
  })];
}

function cosineSteps({ base, floor, warmup, total, t }: Cosine): readonly StepPlan[] {
  return [
    numberStep({
      id: "progress",
      rule: warmup === 0
        ? "Which share of the way is done?"
        : "Which share of the way after the warm-up is done?",
      roundable: true,
      value: () => (t - warmup) / (total - warmup),
      tex: (value) =>
        warmup === 0
          ? `u = ${t} / ${total} ${equals(value, 4)}`
          : `u = \\frac{${t} - ${warmup}}{${total} - ${warmup}} ${equals(value, 4)}`,
    }),
    numberStep({
      id: "cosine",
      rule: "The cosine of that share of $\\pi$, in radians.",
      uses: ["progress"],
      roundable: true,
      value: (u) => Math.cos(Math.PI * u),
      tex: (value, u) => `\\cos(${carried(u)} \\pi) ${equals(Number(value.toFixed(12)), 4)}`,
    }),
    numberStep({
      id: "rate",
      rule: floor === 0
        ? "Half of the peak rate times one plus the cosine."
        : "The lowest rate, plus half of the range times one plus the cosine.",
      uses: ["cosine"],
      value: (cosine) => floor + (base - floor) / 2 * (1 + cosine),
      tex: (value, cosine) =>
        `\\eta = ${floor === 0 ? "" : `${num(floor)} + `}\\tfrac{1}{2} \\cdot ${
          floor === 0 ? num(base) : `(${num(base)} - ${num(floor)})`
        } \\cdot (1 + ${carried(cosine)}) ${equals(Number(value.toFixed(12)), 6)}`,
    }),
  ];
}

/** How the rate follows the batch size: in proportion (Goyal et al. 2017), or with its root (for adaptive methods). */
export type ScalingRule = "linear" | "root";

/** The rate for another batch size. Answers: ratio, rate. */
export function batchScalingSolver(
  { rate, batch, next, rule }: {
    readonly rate: number;
    readonly batch: number;
    readonly next: number;
    readonly rule: ScalingRule;
  },
): Solver {
  return {
    steps: [
      numberStep({
        id: "ratio",
        rule: "By which factor does the batch change?",
        value: () => next / batch,
        tex: (value) => `k = ${next} / ${batch} = ${num(value)}`,
      }),
      numberStep({
        id: "rate",
        rule: rule === "linear"
          ? "Linear rule: the rate changes by the same factor."
          : "Square-root rule: the rate changes by the root of that factor.",
        uses: ["ratio"],
        value: (ratio) => rate * (rule === "linear" ? ratio : Math.sqrt(ratio)),
        tex: (value, ratio) =>
          `\\eta = ${num(rate)} \\cdot ${rule === "linear" ? num(ratio) : `\\sqrt{${num(ratio)}}`} ${
            equals(value, 6)
          }`,
      }),
    ],
    answers: { ratio: "ratio", rate: "rate" },
  };
}
