/** Adam, its bias correction and AdamW, step by step. */
import { adamStep, adamwStep, average, corrected } from "../../tensor/adaptive.ts";
import { item, scalar, type Tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { numberStep } from "./number_steps.ts";
import { carried } from "./worked_tex.ts";

export interface AdamRun {
  readonly start: number;
  readonly gradients: readonly number[];
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam from m = v = 0. Answers for each step t: m{t}, v{t}, mHat{t}, vHat{t}, x{t}. Source: Kingma and Ba 2015. */
export function adamSolver(run: AdamRun): Solver {
  const steps = run.gradients.flatMap((g, i) => oneStep(run, g, i));
  return { steps, answers: Object.fromEntries(steps.map(({ id }) => [id, id])) };
}

function oneStep({ start, rate, beta1, beta2, epsilon }: AdamRun, g: number, i: number): StepPlan[] {
  const t = i + 1;
  const moment = (symbol: "m" | "v", beta: number, fresh: number, power: string) =>
    numberStep({
      id: `${symbol}${t}`,
      rule: symbol === "m"
        ? `Mean of gradients at $t = ${t}$: $m_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t$.`
        : `Mean of squares at $t = ${t}$: $v_t = \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2$.`,
      uses: i === 0 ? [] : [`${symbol}${i}`],
      value: (old = 0) => item(average(scalar(old), scalar(fresh), beta)),
      tex: (value, old = 0) =>
        `${symbol}_${t} = ${num(beta)} \\cdot ${term(old)} + ${num(1 - beta)} \\cdot ${term(g)}${power} = ${
          num(value)
        }`,
    });
  const hat = (symbol: "m" | "v", beta: number) =>
    numberStep({
      id: `${symbol}Hat${t}`,
      rule: `Undo the bias towards 0: divide by $1 - \\beta_${symbol === "m" ? 1 : 2}^${t}$.`,
      uses: [`${symbol}${t}`],
      roundable: true,
      value: (value) => item(corrected(scalar(value), { beta, steps: t })),
      tex: (value, raw) =>
        `\\hat ${symbol}_${t} = \\frac{${num(raw)}}{1 - ${num(beta)}^${t}} = \\frac{${num(raw)}}{${
          num(1 - beta ** t)
        }} ${equals(value, 4)}`,
    });
  return [
    moment("m", beta1, g, ""),
    moment("v", beta2, g * g, "^2"),
    hat("m", beta1),
    hat("v", beta2),
    numberStep({
      id: `x${t}`,
      rule: `Step: $x_${t} = x_${i} - \\eta\\, \\hat m_${t} / (\\sqrt{\\hat v_${t}} + \\epsilon)$.`,
      uses: i === 0 ? [`mHat${t}`, `vHat${t}`] : [`mHat${t}`, `vHat${t}`, `x${i}`],
      roundable: true,
      value: (m, v, x = start) => x - rate * m / (Math.sqrt(v) + epsilon),
      tex: (value, m, v, x = start) =>
        `x_${t} = ${num(Number(x.toFixed(4)))} - ${num(rate)} \\cdot \\frac{${carried(m)}}{\\sqrt{${
          carried(v)
        }}} ${equals(Number(value.toFixed(7)), 4)}`,
    }),
  ];
}

/** m / sqrt(v) after the first gradient, without and with bias correction. Answers: raw, corrected. */
export function firstRatioSolver(
  { gradient, beta1, beta2 }: { readonly gradient: number; readonly beta1: number; readonly beta2: number },
): Solver {
  const zero: Tensor = scalar(0);
  const step = adamStep({ weights: zero, m: zero, v: zero, steps: 0 }, scalar(gradient), {
    lr: 0,
    beta1,
    beta2,
    epsilon: 1,
  });
  return {
    steps: [
      numberStep({
        id: "raw",
        rule: "Without correction the factors $1 - \\beta$ stay in.",
        value: () => item(step.m) / Math.sqrt(item(step.v)),
        tex: (value) => `\\frac{${num(item(step.m))}}{\\sqrt{${num(item(step.v))}}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "corrected",
        rule: "With correction they cancel.",
        value: () => item(step.mHat) / Math.sqrt(item(step.vHat)),
        tex: (value) =>
          `\\frac{${num(item(step.mHat))}}{\\sqrt{${num(item(step.vHat))}}} ${equals(value, 4)}`,
      }),
    ],
    answers: { raw: "raw", corrected: "corrected" },
  };
}

/** An average that begins at 0. Answers: ema, factor (1 - beta^t), corrected, after the last value. */
export function emaSolver(
  { beta, values }: { readonly beta: number; readonly values: readonly number[] },
): Solver {
  const t = values.length;
  const averages = values.map((fresh, i) =>
    numberStep({
      id: i === t - 1 ? "ema" : `e${i + 1}`,
      rule: `Value ${i + 1}: $m_t = \\beta m_{t-1} + (1 - \\beta) g_t$.`,
      uses: i === 0 ? [] : [`e${i}`],
      roundable: true,
      value: (old = 0) => item(average(scalar(old), scalar(fresh), beta)),
      tex: (value, old = 0) =>
        `m_${i + 1} = ${num(beta)} \\cdot ${carried(old)} + ${num(1 - beta)} \\cdot ${term(fresh)} ${
          equals(value, 4)
        }`,
    })
  );
  return {
    steps: [
      ...averages,
      numberStep({
        id: "factor",
        rule: "The weights of the values add up to $1 - \\beta^t$, because the start counts as 0.",
        roundable: true,
        value: () => 1 - beta ** t,
        tex: (value) => `1 - ${num(beta)}^{${t}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "corrected",
        rule: "Divide by that sum of weights.",
        uses: ["ema", "factor"],
        roundable: true,
        value: (ema, factor) => ema / factor,
        tex: (value, ema, factor) =>
          `\\hat m_${t} = \\frac{${carried(ema)}}{${carried(factor)}} ${equals(value, 4)}`,
      }),
    ],
    answers: { ema: "ema", factor: "factor", corrected: "corrected" },
  };
}

/** The same average of a constant, by its closed form. Answers: ema, factor, corrected. */
export function constantEmaSolver(
  { beta, value: level, steps }: { readonly beta: number; readonly value: number; readonly steps: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "factor",
        rule: "After $t$ values the weights add up to $1 - \\beta^t$.",
        roundable: true,
        value: () => 1 - beta ** steps,
        tex: (value) => `1 - ${num(beta)}^{${steps}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "ema",
        rule: "A constant signal: the average is the constant times the sum of the weights.",
        uses: ["factor"],
        roundable: true,
        value: (factor) => level * factor,
        tex: (value, factor) => `m_{${steps}} = ${num(level)} \\cdot ${carried(factor)} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "corrected",
        rule: "Divided by the sum of the weights it is the constant again.",
        value: () => level,
        tex: (value) => `\\hat m_{${steps}} = ${num(value)}`,
      }),
    ],
    answers: { ema: "ema", factor: "factor", corrected: "corrected" },
  };
}

export interface DecayedStep {
  readonly weight: number;
  readonly rate: number;
  readonly decay: number;
}

/** AdamW with corrected moments given, epsilon negligible. Answers: shrunk, updated. Source: Loshchilov 2019. */
export function adamwSolver(
  { weight, rate, decay, mean, square }: DecayedStep & { readonly mean: number; readonly square: number },
): Solver {
  return {
    steps: [
      shrunkStep({ weight, rate, decay }),
      numberStep({
        id: "move",
        rule: "Adam's own step, from the moments alone.",
        roundable: true,
        value: () => rate * mean / Math.sqrt(square),
        tex: (value) =>
          `${num(rate)} \\cdot \\frac{${num(mean)}}{\\sqrt{${num(square)}}} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "updated",
        rule: "Subtract the step from the shrunken weight.",
        uses: ["shrunk", "move"],
        roundable: true,
        value: (shrunk, move) => shrunk - move,
        tex: (value, shrunk, move) => `${num(shrunk)} - ${carried(move)} ${equals(value, 4)}`,
      }),
    ],
    answers: { shrunk: "shrunk", updated: "updated" },
  };
}

/** The first step of AdamW and of Adam with an L2 penalty, epsilon negligible. Answers: adamw, l2. */
export function firstDecaySolver(
  { weight, rate, decay, gradient }: DecayedStep & { readonly gradient: number },
): Solver {
  const zero = scalar(0);
  const state = { weights: scalar(weight), m: zero, v: zero, steps: 0 };
  const adam = { lr: rate, beta1: 0.9, beta2: 0.999, epsilon: 0 };
  const total = gradient + decay * weight;
  return {
    steps: [
      numberStep({
        id: "direction",
        rule:
          "In the first step $\\hat m = g$ and $\\hat v = g^2$: Adam moves by the rate in the direction of the sign.",
        value: () => Math.sign(gradient),
        tex: (value) => `g / \\sqrt{g^2} = ${num(value)}`,
      }),
      shrunkStep({ weight, rate, decay }),
      numberStep({
        id: "adamw",
        rule: "AdamW: from the shrunken weight, one rate against that sign.",
        uses: ["shrunk", "direction"],
        value: () => item(adamwStep(state, scalar(gradient), { ...adam, decay }).weights),
        tex: (value, shrunk, sign) => `${num(shrunk)} - ${num(rate)} \\cdot ${term(sign)} = ${num(value)}`,
      }),
      numberStep({
        id: "total",
        rule: "With L2 the penalty is part of the gradient.",
        value: () => total,
        tex: (value) =>
          `g + \\lambda w = ${num(gradient)} + ${num(decay)} \\cdot ${term(weight)} = ${num(value)}`,
      }),
      numberStep({
        id: "l2",
        rule:
          "Adam divides that sum by its own size, so that only its sign is left: the penalty's size is lost.",
        uses: ["total"],
        value: (sum) => item(adamStep(state, scalar(sum), adam).weights),
        tex: (value, sum) => `${num(weight)} - ${num(rate)} \\cdot ${term(Math.sign(sum))} = ${num(value)}`,
      }),
    ],
    answers: { adamw: "adamw", l2: "l2" },
  };
}

function shrunkStep({ weight, rate, decay }: DecayedStep): StepPlan {
  return numberStep({
    id: "shrunk",
    rule: "Decay first: multiply the weight by $1 - \\eta \\lambda$.",
    value: () => weight * (1 - rate * decay),
    tex: (value) => `${num(weight)} \\cdot (1 - ${num(rate)} \\cdot ${num(decay)}) = ${num(value)}`,
  });
}
