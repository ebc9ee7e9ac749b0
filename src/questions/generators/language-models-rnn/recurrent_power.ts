/** How a gradient shrinks or grows along a recurrent chain: level 2 with the slope of tanh, level 3 asks for the steps. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { recurrentPowerSolver, stepsToLimitSolver } from "../../solvers/scalar_rnn.ts";
import { num } from "../../tex.ts";

type PowerParams = {
  readonly w: number;
  readonly slope: number;
  readonly steps: number;
  /** 0 asks for the factor after `steps`; else for the number of steps until the factor passes it. */
  readonly limit: number;
};

export const recurrentPowerGenerator = defineGenerator<PowerParams>({
  id: "recurrent-power",
  version: 1,
  topic: "language-models-rnn",
  title: "Vanishing and exploding along a recurrent chain",
  levels: [1, 2, 3],
  domains: {
    w: { kind: "dec", lo: 0.1, hi: 3, step: 0.05 },
    slope: { kind: "dec", lo: 0.1, hi: 1, step: 0.05 },
    steps: { kind: "int", lo: 2, hi: 100 },
    limit: { kind: "pick", of: [0, 0.1, 0.01, 0.001, 10, 100, 1000] },
  },
  generate(random, level, fixed) {
    const w = fixed.w ??
      (level === 1
        ? random.pick([0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3])
        : random.pick([0.6, 0.8, 0.9, 1.1, 1.2, 1.4, 1.5, 1.6, 2]));
    const slope = fixed.slope ?? (level === 1 ? 1 : random.dec(0.4, 0.95, 0.05));
    return {
      w,
      slope,
      steps: fixed.steps ?? random.int(4, 25),
      limit: fixed.limit ??
        (level < 3 ? 0 : random.pick(w * slope < 1 ? [0.1, 0.01, 0.001] : [10, 100, 1000])),
    };
  },
  refuse({ w, slope, steps, limit }) {
    const step = w * slope;
    if (Math.abs(step - 1) < 0.03) return "the factor hardly changes";
    if (limit !== 0) {
      const exact = Math.log(limit) / Math.log(step);
      if (exact < 2 || exact > 60) return "too few or too many steps, or the limit lies on the other side";
      return Math.abs(exact - Math.round(exact)) < 0.05 ? "the limit is reached almost exactly" : undefined;
    }
    const factor = step ** steps;
    return factor < 1e-5 || factor > 9999 ? "the factor is too small or too large" : undefined;
  },
  prompt: ({ w, slope, steps, limit }) => {
    const chain = `In a recurrent network with one unit the weight of the previous state is $w = ${num(w)}$${
      slope === 1
        ? ", without an activation function"
        : `, and $\\tanh$ has the slope ${num(slope)} at every step`
    }.`;
    return limit === 0
      ? `${chain} By what factor is a gradient multiplied on its way back through ${steps} steps?`
      : `${chain} By what factor is a gradient multiplied at each step back, and after how many steps is the total factor ${
        limit < 1 ? "below" : "above"
      } ${limit} for the first time?`;
  },
  conventions: (p) => [
    "one unit, so each step back is a product of numbers",
    ...(p.limit === 0
      ? [`the factor to ${decimalsOf(p) === 1 ? "1 decimal" : `${decimalsOf(p)} decimals`}`]
      : ["steps: a whole number"]),
  ],
  answers: (p) =>
    p.limit === 0 ? [realAnswer({ id: "factor", label: "Factor", decimals: decimalsOf(p), rtol: 0.005 })] : [
      realAnswer({ id: "step", label: "Factor of one step", decimals: 4 }),
      integerAnswer({ id: "steps", label: "Steps" }),
    ],
  solve(p) {
    if (p.limit !== 0) return stepsToLimitSolver(p);
    const { steps, answers: { factor = "factor" } } = recurrentPowerSolver(p);
    return { steps, answers: { factor } };
  },
  mistakes: [
    {
      id: "times-steps",
      solve: (p) => p.limit === 0 ? scalars({ factor: p.w * p.slope * p.steps }) : undefined,
      feedback: "You multiplied by the number of steps. The factors multiply each other: take a power.",
    },
    {
      id: "linear-growth",
      solve: (p) => {
        const change = p.w * p.slope - 1;
        return p.limit === 0
          ? scalars({ factor: 1 + p.steps * change })
          : scalars({ steps: Math.floor((p.limit - 1) / change) + 1 });
      },
      feedback: "You added the change of one step again and again. It compounds: take a power.",
    },
    {
      id: "slope-forgotten",
      solve: (p) => {
        if (p.slope === 1) return undefined;
        const steps = Math.log(p.limit) / Math.log(p.w);
        return p.limit === 0
          ? scalars({ factor: p.w ** p.steps })
          : Number.isFinite(steps) && steps > 0
          ? scalars({ step: p.w, steps: Math.floor(steps) + 1 })
          : undefined;
      },
      feedback: "The gradient also passes $\\tanh$ at every step: multiply by its slope too.",
    },
    {
      id: "slope-once",
      solve: (p) =>
        p.slope === 1 || p.limit !== 0 ? undefined : scalars({ factor: p.w ** p.steps * p.slope }),
      feedback: "You took the slope into account once; it comes in at every step.",
    },
    {
      id: "one-step-short",
      solve: (p) => p.limit === 0 ? scalars({ factor: (p.w * p.slope) ** (p.steps - 1) }) : undefined,
      feedback: "You took one step too few: the gradient crosses the weight once for every step.",
    },
    {
      id: "rounded-down",
      solve: (p) =>
        p.limit === 0
          ? undefined
          : scalars({ steps: Math.floor(Math.log(p.limit) / Math.log(p.w * p.slope)) }),
      feedback: "With that many steps the limit is not quite passed: go on to the next whole number.",
    },
  ],
  hints: () => ["Below 1 such products vanish, above 1 they explode."],
});

/** Enough decimals for three significant digits. */
function decimalsOf({ w, slope, steps }: PowerParams): number {
  const digits = 2 - Math.floor(Math.log10((w * slope) ** steps));
  return Math.min(12, Math.max(1, digits));
}
