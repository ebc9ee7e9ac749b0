/** What weights of a given spread do to a signal: linear layers, then ReLU, then with the deviation given. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { signalSolver } from "../../solvers/initial_weights.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type GainParams = {
  readonly fanIn: number;
  readonly spread: number;
  /** Whether the spread is a standard deviation. */
  readonly squared: boolean;
  readonly activation: "linear" | "relu";
  readonly layers: number;
};

export const varianceGainGenerator = defineGenerator<GainParams>({
  id: "variance-gain",
  version: 1,
  topic: "initialization",
  title: "Signal variance through many layers",
  levels: [1, 2, 3],
  domains: {
    fanIn: { kind: "int", lo: 1, hi: 4096 },
    spread: { kind: "dec", lo: 0.001, hi: 2, step: 0.001 },
    squared: { kind: "pick", of: [false, true] },
    activation: { kind: "pick", of: ["linear", "relu"] },
    layers: { kind: "int", lo: 2, hi: 100 },
  },
  generate(random, level, fixed) {
    const squared = fixed.squared ?? level === 3;
    return {
      fanIn: fixed.fanIn ?? random.pick([50, 100, 200, 250, 400, 500]),
      spread: fixed.spread ??
        random.pick(
          squared ? [0.05, 0.06, 0.08, 0.1, 0.12, 0.15] : [0.002, 0.004, 0.005, 0.008, 0.01, 0.012, 0.02],
        ),
      squared,
      activation: fixed.activation ??
        (level === 1 ? "linear" : level === 2 ? "relu" : random.pick(["linear", "relu"])),
      layers: fixed.layers ?? random.pick([3, 4, 5, 6, 8, 10]),
    };
  },
  refuse(p) {
    const factor = factorOf(p);
    if (Math.abs(factor - 1) < 0.05 || Math.abs(factor - 2) < 0.05) return "the factor hides the power";
    const after = factor ** p.layers;
    return after < 1e-4 || after > 1e5 ? "the result is too small or too large for paper" : undefined;
  },
  prompt: ({ fanIn, spread, squared, activation, layers }) =>
    `In a deep network every unit has ${fanIn} inputs; the weights are independent with mean 0 and ${
      squared ? "standard deviation" : "variance"
    } ${num(spread)}, there are no biases, and the layers ${
      activation === "linear" ? "are linear" : "use ReLU"
    }. By what factor does one layer change the ${
      activation === "linear" ? "variance of the signal" : "mean square of the pre-activations"
    }, and by what factor do ${layers} layers?`,
  conventions: ({ activation }) => [
    activation === "linear"
      ? "inputs independent with mean 0"
      : "pre-activations symmetric about 0, so that ReLU keeps half of their mean square",
    "at least 4 significant digits",
  ],
  answers: (p) => {
    const { layers } = p;
    const after = factorOf(p) ** layers;
    const decimals = Number.isFinite(after) && after > 0
      ? Math.min(12, Math.max(1, 4 - Math.floor(Math.log10(after))))
      : 4;
    return [
      realAnswer({ id: "factor", label: "One layer", decimals: 4 }),
      realAnswer({ id: "after", label: `${layers} layers`, decimals, rtol: 0.002 }),
    ];
  },
  solve: signalSolver,
  mistakes: [
    {
      id: "no-half",
      solve: (p) => p.activation === "relu" ? gained(p, 2 * factorOf(p)) : undefined,
      feedback: "ReLU sets half of the units to 0 and halves the mean square: hence the 2 in He's formula.",
    },
    {
      id: "half-too-much",
      solve: (p) => p.activation === "linear" ? gained(p, factorOf(p) / 2) : undefined,
      feedback: "These layers are linear: nothing is cut off, so there is no factor $\\tfrac{1}{2}$.",
    },
    {
      id: "not-squared",
      solve: (p) => p.squared ? gained(p, factorOf(p) / p.spread) : undefined,
      feedback: "The standard deviation is given. Square it: variances add, deviations do not.",
    },
    {
      id: "root",
      solve: (p) => gained(p, Math.sqrt(factorOf(p))),
      feedback: "That is the factor for the standard deviation. Asked is the variance, or mean square.",
    },
    {
      id: "times-depth",
      solve: (p) => scalars({ after: factorOf(p) * p.layers }),
      feedback: "Every layer multiplies again: raise the factor to the power of the depth.",
    },
    {
      id: "one-layer-less",
      solve: (p) => scalars({ after: factorOf(p) ** (p.layers - 1) }),
      feedback: "You counted one layer too few.",
    },
  ],
  hints: () => ["A sum of $n$ independent products with mean 0 has $n$ times the variance of one of them."],
});

function factorOf({ fanIn, spread, squared, activation }: GainParams): number {
  return fanIn * (squared ? spread * spread : spread) / (activation === "relu" ? 2 : 1);
}

function gained({ layers }: GainParams, factor: number) {
  return scalars({ factor, after: factor ** layers });
}
