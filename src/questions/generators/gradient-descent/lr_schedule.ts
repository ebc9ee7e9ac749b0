/** The learning rate at one time: steps or exponential, then a cosine, then a cosine after a warm-up. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { type RateSchedule, scheduleSolver } from "../../solvers/rate_schedule.ts";
import { keysOf } from "../../solver.ts";
import { num } from "../../tex.ts";

type ScheduleParams = {
  readonly kind: "step" | "exponential" | "cosine";
  readonly base: number;
  readonly factor: number;
  readonly every: number;
  readonly floor: number;
  readonly warmup: number;
  readonly total: number;
  readonly t: number;
};

export const lrScheduleGenerator = defineGenerator<ScheduleParams>({
  id: "lr-schedule",
  version: 1,
  topic: "gradient-descent",
  title: "A learning-rate schedule",
  levels: [1, 2, 3],
  domains: {
    kind: { kind: "pick", of: ["step", "exponential", "cosine"] },
    base: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
    factor: { kind: "dec", lo: 0.1, hi: 0.95, step: 0.05 },
    every: { kind: "int", lo: 1, hi: 50 },
    floor: { kind: "dec", lo: 0, hi: 0.1, step: 0.01 },
    warmup: { kind: "int", lo: 0, hi: 100 },
    total: { kind: "int", lo: 2, hi: 1000 },
    t: { kind: "int", lo: 1, hi: 1000 },
  },
  generate(random, level, fixed) {
    const kind = fixed.kind ?? (level === 1 ? random.pick(["step", "exponential"]) : "cosine");
    const every = fixed.every ?? (kind === "step" ? random.pick([5, 8, 10, 20]) : 1);
    const warmup = fixed.warmup ?? (level === 3 && kind === "cosine" ? random.pick([5, 10, 20]) : 0);
    const total = fixed.total ?? (kind === "cosine" ? random.pick([40, 50, 60, 80, 100]) : 100);
    return {
      kind,
      base: fixed.base ?? random.pick(kind === "step" ? [0.4, 0.5, 0.8, 1] : [0.2, 0.4, 0.5, 0.8, 1]),
      factor: fixed.factor ?? random.pick(kind === "step" ? [0.1, 0.2, 0.5] : [0.5, 0.8, 0.9]),
      every,
      floor: fixed.floor ?? (level === 3 ? random.pick([0.01, 0.02, 0.05]) : 0),
      warmup,
      total,
      t: fixed.t ??
        (kind === "step"
          ? every * random.int(1, 3) + (every === 1 ? 0 : random.int(1, every - 1))
          : kind === "exponential"
          ? random.int(2, 5)
          : random.int(2, total - 2)),
    };
  },
  refuse(p) {
    if (p.kind === "cosine") {
      if (p.warmup >= p.total) return "the warm-up takes the whole training";
      if (p.floor >= p.base) return "the lowest rate is the highest";
      if (p.t >= p.total || p.t === p.warmup) return "the schedule is at one of its ends";
      const shown = Math.abs(2 * (p.t - p.warmup) - (p.total - p.warmup));
      return shown < 2 ? "half-way, where a cosine is a straight line" : undefined;
    }
    if (p.kind === "step" && p.t < p.every) return "the rate has not dropped yet";
    return rateOf(p) < 0.0008 ? "the rate is too small to ask for 4 decimals" : undefined;
  },
  prompt: (p) => `${courseText(p)} What is it ${p.kind === "cosine" ? "at step" : "in epoch"} $t = ${p.t}$?`,
  conventions: (p) => [
    ...(p.kind === "step"
      ? ["epochs count from $t = 0$: $\\eta_t = \\eta_0 \\gamma^{\\lfloor t / k \\rfloor}$ with period $k$"]
      : p.kind === "exponential"
      ? ["epochs count from $t = 0$: $\\eta_t = \\eta_0 \\gamma^t$"]
      : p.warmup === 0
      ? [
        "$\\eta_t = \\eta_{\\min} + \\tfrac{1}{2} (\\eta_{\\max} - \\eta_{\\min}) (1 + \\cos(\\pi t / T))$, in radians",
      ]
      : [
        "warm-up: $\\eta_t = \\eta_{\\max}\\, t / T_w$ for $t < T_w$",
        "then $\\eta_t = \\eta_{\\min} + \\tfrac{1}{2} (\\eta_{\\max} - \\eta_{\\min}) (1 + \\cos(\\pi u))$ with $u = (t - T_w) / (T - T_w)$, in radians",
      ]),
    "4 decimals, so keep 5 in between",
  ],
  answers: () => [realAnswer({ id: "rate", label: "$\\eta_t$", decimals: 4 })],
  solve: (p) => scheduleSolver(schedule(p)),
  mistakes: [
    {
      id: "degrees",
      solve: (p) =>
        inCosine(p)
          ? scalars({
            rate: p.floor +
              (p.base - p.floor) / 2 * (1 + Math.cos(Math.PI * progress(p) * Math.PI / 180)),
          })
          : undefined,
      feedback: "Your calculator works in degrees. The angle $\\pi u$ is in radians.",
    },
    {
      id: "no-half",
      solve: (p) =>
        inCosine(p)
          ? scalars({ rate: p.floor + (p.base - p.floor) * (1 + Math.cos(Math.PI * progress(p))) })
          : undefined,
      feedback: "The half is missing: $1 + \\cos$ goes from 2 to 0.",
    },
    {
      id: "no-one",
      solve: (p) =>
        inCosine(p)
          ? scalars({ rate: p.floor + (p.base - p.floor) / 2 * Math.cos(Math.PI * progress(p)) })
          : undefined,
      feedback: "The 1 is missing: without it the rate would become negative half-way.",
    },
    {
      id: "straight-line",
      solve: (p) => inCosine(p) ? scalars({ rate: p.base - (p.base - p.floor) * progress(p) }) : undefined,
      feedback:
        "That is a straight line from the highest to the lowest rate. Along a cosine it falls slowly at first.",
    },
    {
      id: "warm-up-counted",
      solve: (p) =>
        inCosine(p) && p.warmup > 0
          ? scalars({
            rate: p.floor + (p.base - p.floor) / 2 * (1 + Math.cos(Math.PI * p.t / p.total)),
          })
          : undefined,
      feedback: "The cosine starts when the warm-up ends: take $T_w$ off both the time and the length.",
    },
    {
      id: "warm-up-ignored",
      solve: (p) => p.kind === "cosine" && p.t < p.warmup ? scalars({ rate: p.base }) : undefined,
      feedback: "The warm-up is still going on: the rate has not reached its peak yet.",
    },
    {
      id: "cosine-in-warm-up",
      solve: (p) =>
        p.kind === "cosine" && p.t < p.warmup
          ? scalars({ rate: p.floor + (p.base - p.floor) / 2 * (1 + Math.cos(Math.PI * p.t / p.total)) })
          : undefined,
      feedback:
        "The warm-up is still going on: there the rate grows in a straight line, and no cosine is needed.",
    },
    {
      id: "one-drop-too-few",
      solve: (p) => p.kind === "cosine" ? undefined : scalars({ rate: rateOf(p) / p.factor }),
      feedback:
        "One drop is missing: epochs count from 0, so count how often the factor has come by epoch $t$.",
    },
    {
      id: "one-drop-too-many",
      solve: (p) => p.kind === "cosine" ? undefined : scalars({ rate: rateOf(p) * p.factor }),
      feedback: "One drop too many: count only the full periods that have passed, starting from epoch 0.",
    },
    {
      id: "single-drop",
      solve: (p) => {
        const drops = p.kind === "step" ? Math.floor(p.t / p.every) : p.t;
        return p.kind === "cosine" || drops === 2 ? undefined : scalars({ rate: p.base * p.factor * drops });
      },
      feedback:
        "You multiplied by the number of drops. Each drop multiplies once more: raise the factor to that power.",
    },
  ],
  hints: ({ kind }) => [
    kind === "cosine"
      ? "How far along is the training, as a share from 0 to 1?"
      : "How often has the rate dropped by then?",
  ],
});

function courseText(p: ScheduleParams): string {
  if (p.kind !== "cosine") {
    return `The learning rate starts at $\\eta_0 = ${num(p.base)}$ and is multiplied by $\\gamma = ${
      num(p.factor)
    }$ after every ${p.kind === "step" ? `$k = ${p.every}$ epochs` : "epoch"}.`;
  }
  const [top, bottom] = [`$\\eta_{\\max} = ${num(p.base)}$`, `$\\eta_{\\min} = ${num(p.floor)}$`];
  return p.warmup === 0
    ? `The learning rate falls from ${top} to ${bottom} along half a cosine over $T = ${p.total}$ steps.`
    : `The learning rate grows linearly from 0 to ${top} over a warm-up of $T_w = ${p.warmup}$ steps, then falls to ${bottom} along half a cosine that ends at step $T = ${p.total}$.`;
}

/** Where the solver's own branch is not the one that was asked for, progress is kept inside [0, 1]. */
function schedule(p: ScheduleParams): RateSchedule {
  if (p.kind !== "cosine") return { ...p, kind: p.kind };
  return { ...p, kind: "cosine", total: Math.max(p.total, p.warmup + 1) };
}

function rateOf(p: ScheduleParams): number {
  return keysOf(scheduleSolver(schedule(p))).rate?.values[0] ?? NaN;
}

function inCosine(p: ScheduleParams): boolean {
  return p.kind === "cosine" && p.t >= p.warmup;
}

function progress(p: ScheduleParams): number {
  return (p.t - p.warmup) / (Math.max(p.total, p.warmup + 1) - p.warmup);
}
