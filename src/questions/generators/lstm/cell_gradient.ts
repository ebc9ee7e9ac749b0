/** What is left of a gradient along the cell of an LSTM: level 2 beside a plain recurrent network. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { cellGradientSolver } from "../../solvers/cell_gradient.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type GradientParams = {
  readonly forget: readonly number[];
  /** Recurrent weight and slope of tanh of the plain network; compared only where asked. */
  readonly w: number;
  readonly slope: number;
  readonly compare: boolean;
};

export const cellGradientGenerator = defineGenerator<GradientParams>({
  id: "cell-gradient",
  version: 1,
  topic: "lstm",
  title: "Gradient along the cell of an LSTM",
  levels: [1, 2],
  domains: {
    forget: { kind: "list", of: { kind: "dec", lo: 0.05, hi: 1, step: 0.01 }, min: 2, max: 8 },
    w: { kind: "dec", lo: 0.1, hi: 2, step: 0.1 },
    slope: { kind: "dec", lo: 0.1, hi: 1, step: 0.05 },
    compare: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    forget: fixed.forget ??
      Array.from(
        { length: random.int(level + 2, 5) },
        () => level === 1 ? random.dec(0.3, 0.95, 0.05) : random.dec(0.8, 0.99, 0.01),
      ),
    w: fixed.w ?? random.pick([0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3]),
    slope: fixed.slope ?? random.dec(0.4, 0.8, 0.05),
    compare: fixed.compare ?? level === 2,
  }),
  refuse({ forget, w, slope, compare }) {
    if (new Set(forget).size < 2) return "all gates are equal";
    const left = forget.reduce((product, f) => product * f, 1);
    if (left < 0.01 || left > 0.97) return "too little or nearly everything is left";
    return compare && ((w * slope) ** forget.length < 0.005 || w * slope > 0.95)
      ? "the plain network's gradient is too small, or does not vanish"
      : undefined;
  },
  prompt: ({ forget, w, slope, compare }) =>
    `Over ${forget.length} steps the forget gate of an LSTM unit takes the values $${
      vec(forget)
    }$. By what factor does a gradient change on its way back along the cell, $\\partial c_T / \\partial c_0$?${
      compare
        ? ` And in a plain recurrent network with one unit, weight $w = ${num(w)}$ and slope ${
          num(slope)
        } of $\\tanh$ at every step, over as many steps?`
        : ""
    }`,
  conventions: ({ compare }) => [
    "along the cell only: what the gates owe to $h_{t-1}$ does not count",
    `factor${compare ? "s" : ""} to 4 decimals`,
  ],
  answers: ({ compare }) => [
    realAnswer({ id: "lstm", label: "Along the cell", decimals: 4 }),
    ...(compare ? [realAnswer({ id: "rnn", label: "Plain network", decimals: 4 })] : []),
  ],
  solve(p) {
    const { steps, answers } = cellGradientSolver({
      forget: p.forget,
      rnnFactor: Number((p.w * p.slope).toFixed(6)),
    });
    const asked = p.compare ? ["lstm", "rnn"] : ["lstm"];
    return {
      steps: steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "sum",
      solve: ({ forget }) => scalars({ lstm: forget.reduce((a, b) => a + b, 0) }),
      feedback: "You added the gates. By the chain rule the factors of the steps multiply.",
    },
    {
      id: "mean",
      solve: ({ forget }) => scalars({ lstm: forget.reduce((a, b) => a + b, 0) / forget.length }),
      feedback: "The mean gate is the factor of about one step; over all steps the factors multiply.",
    },
    {
      id: "forgotten-share",
      solve: ({ forget }) => scalars({ lstm: forget.reduce((product, f) => product * (1 - f), 1) }),
      feedback: "The forget gate says how much is *kept*: multiply by $f$, not by $1 - f$.",
    },
    {
      id: "gate-slope",
      solve: ({ forget }) => {
        const slopes = forget.reduce((product, f) => product * f * (1 - f), 1);
        return slopes < 2e-3 ? undefined : scalars({ lstm: slopes });
      },
      feedback:
        "$f(1-f)$ is the slope of the gate. The cell is multiplied by the gate itself, so its derivative is $f$.",
    },
    {
      id: "last-gate",
      solve: ({ forget }) => scalars({ lstm: forget[forget.length - 1] ?? NaN }),
      feedback: "That is the last step only. Every step on the way multiplies by its gate.",
    },
    {
      id: "slope-forgotten",
      solve: ({ forget, w, slope, compare }) =>
        compare && slope !== 1 ? scalars({ rnn: w ** forget.length }) : undefined,
      feedback: "The state of a plain network passes $\\tanh$ at every step, so its slope counts too.",
    },
    {
      id: "slope-once",
      solve: ({ forget, w, slope, compare }) =>
        compare && slope !== 1 ? scalars({ rnn: w ** forget.length * slope }) : undefined,
      feedback: "The slope of $\\tanh$ comes in at every step, not once.",
    },
  ],
  hints: () => ["Differentiate $c_t = f_t c_{t-1} + i_t g_t$ with respect to $c_{t-1}$."],
});
