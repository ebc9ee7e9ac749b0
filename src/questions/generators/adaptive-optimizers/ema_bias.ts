/** The bias of a moving average that starts at 0: of a constant, then of changing values. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { constantEmaSolver, emaSolver } from "../../solvers/adam.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type EmaParams = {
  readonly beta: number;
  /** A single value stands for a constant signal. */
  readonly values: readonly number[];
  /** How often the constant comes; not used for several values. */
  readonly steps: number;
};

export const emaBiasGenerator = defineGenerator<EmaParams>({
  id: "ema-bias",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Bias of a moving average",
  levels: [1, 2],
  domains: {
    beta: { kind: "pick", of: [0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999] },
    values: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.5 }, min: 1, max: 5 },
    steps: { kind: "int", lo: 1, hi: 1000 },
  },
  generate(random, level, fixed) {
    return {
      beta: fixed.beta ?? random.pick(level === 1 ? [0.8, 0.9, 0.95] : [0.6, 0.7, 0.8, 0.9]),
      values: fixed.values ??
        (level === 1
          ? [random.pick([-6, -4, -3, -2, 2, 3, 4, 5, 8])]
          : random.sample([-3, -2, -1, 1, 2, 3, 4, 5, 6], 3)),
      steps: fixed.steps ?? random.int(2, 8),
    };
  },
  refuse(p) {
    if (p.values.every((value) => value === 0)) return "all values are zero";
    if (p.beta === 0.5) return "both weights are equal";
    const t = timeOf(p);
    if (t === 1) return "a single value";
    const { ema } = averaged(p);
    return Math.abs(ema) < 0.05 || 1 - p.beta ** t > 0.98 ? "the bias is too small to be seen" : undefined;
  },
  prompt: (p) =>
    `A moving average with $\\beta = ${num(p.beta)}$ starts at $m_0 = 0$ and sees ${
      p.values.length === 1
        ? `the constant value $g = ${num(p.values[0] ?? 0)}$ for ${p.steps} steps`
        : `the values $g = ${vec(p.values)}$`
    }. What is it then, by what must it be divided to undo the bias, and what is the corrected average?`,
  conventions: () => [
    "$m_t = \\beta m_{t-1} + (1 - \\beta) g_t$",
    "3 decimals, so keep 4 in between",
  ],
  answers: (p) => [
    realAnswer({ id: "ema", label: `$m_{${timeOf(p)}}$`, decimals: 3 }),
    realAnswer({ id: "factor", label: "Divisor", decimals: 3 }),
    realAnswer({ id: "corrected", label: `$\\hat m_{${timeOf(p)}}$`, decimals: 3 }),
  ],
  solve: ({ beta, values, steps }) =>
    values.length === 1
      ? constantEmaSolver({ beta, value: values[0] ?? 0, steps })
      : emaSolver({ beta, values }),
  mistakes: [
    {
      id: "no-power",
      solve: (p) => {
        const { ema } = averaged(p);
        return scalars({ factor: 1 - p.beta, corrected: ema / (1 - p.beta) });
      },
      feedback:
        "The divisor after $t$ values is $1 - \\beta^t$, not $1 - \\beta$: that one holds only for the first.",
    },
    {
      id: "power-only",
      solve: (p) => {
        const factor = p.beta ** timeOf(p);
        return scalars({ factor, corrected: averaged(p).ema / factor });
      },
      feedback:
        "$\\beta^t$ is the weight that the start still has. The values share the rest: divide by $1 - \\beta^t$.",
    },
    {
      id: "multiplied",
      solve: (p) => scalars({ corrected: averaged(p).ema * (1 - p.beta ** timeOf(p)) }),
      feedback: "The average is too close to 0, so the correction must make it larger: divide.",
    },
    {
      id: "weights-swapped",
      solve: (p) => {
        const { ema } = averaged({ ...p, beta: 1 - p.beta });
        return scalars({ ema, corrected: ema / (1 - p.beta ** timeOf(p)) });
      },
      feedback: "The weights are swapped: $\\beta$ keeps the old average, $1 - \\beta$ takes the new value.",
    },
    {
      id: "started-at-first-value",
      solve: (p) => {
        const list = listOf(p);
        const ema = list.slice(1).reduce((m, g) => p.beta * m + (1 - p.beta) * g, list[0] ?? 0);
        return scalars({ ema, corrected: ema / (1 - p.beta ** timeOf(p)) });
      },
      feedback:
        "You let the average start at the first value. It starts at 0: that is where the bias comes from.",
    },
    {
      id: "plain-mean",
      solve: (p) => {
        const list = listOf(p);
        return p.values.length === 1
          ? undefined
          : scalars({ corrected: list.reduce((sum, g) => sum + g, 0) / list.length });
      },
      feedback: "The corrected average is not the plain mean: newer values still count more.",
    },
  ],
  hints: () => ["If every value were 1, where would the average be after $t$ steps?"],
});

function timeOf({ values, steps }: EmaParams): number {
  return values.length === 1 ? steps : values.length;
}

function listOf(p: EmaParams): readonly number[] {
  return p.values.length === 1 ? Array.from({ length: p.steps }, () => p.values[0] ?? 0) : p.values;
}

function averaged(p: EmaParams): { readonly ema: number } {
  return { ema: listOf(p).reduce((m, g) => p.beta * m + (1 - p.beta) * g, 0) };
}
