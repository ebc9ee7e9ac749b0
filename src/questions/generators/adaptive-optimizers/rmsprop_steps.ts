/** RMSProp on given gradients; at level 3 with an epsilon that can be seen, inside or outside the root. */
import type { EpsilonPlace } from "../../../tensor/adaptive.ts";
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { rmspropSolver } from "../../solvers/adaptive_rates.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type RmspropParams = {
  readonly start: number;
  readonly gradients: readonly number[];
  readonly rate: number;
  readonly beta: number;
  readonly epsilon: number;
  readonly place: EpsilonPlace;
};

export const rmspropStepsGenerator = defineGenerator<RmspropParams>({
  id: "rmsprop-steps",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Steps of RMSProp",
  levels: [1, 2, 3],
  domains: {
    start: { kind: "dec", lo: -10, hi: 10, step: 0.5 },
    gradients: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.1 }, min: 1, max: 4 },
    rate: { kind: "dec", lo: 0.01, hi: 2, step: 0.01 },
    beta: { kind: "dec", lo: 0.1, hi: 0.95, step: 0.05 },
    epsilon: { kind: "pick", of: [1e-8, 0.01, 0.1, 0.5] },
    place: { kind: "pick", of: ["outside", "inside"] },
  },
  generate(random, level, fixed) {
    const sizes = level === 1 ? [1, 2, 3, 4, 5] : [0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3];
    return {
      start: fixed.start ?? random.pick([-2, -1, 1, 2, 3]),
      gradients: fixed.gradients ??
        random.sample(sizes, level === 2 ? 3 : 2).map((g) => g * random.pick([-1, 1])),
      rate: fixed.rate ?? random.pick(level === 1 ? [0.1, 0.2] : [0.1, 0.2, 0.3]),
      beta: fixed.beta ?? random.pick(level === 1 ? [0.8, 0.9] : [0.8, 0.9, 0.7]),
      epsilon: fixed.epsilon ?? (level === 3 ? random.pick([0.1, 0.5]) : 1e-8),
      place: fixed.place ?? (level === 3 ? random.pick(["outside", "inside"]) : "outside"),
    };
  },
  refuse({ gradients, beta }) {
    if (gradients.includes(0)) return "a gradient is zero";
    if (beta === 0.5) return "both weights are equal";
    if (gradients.length < 2) return "a single step has nothing to average";
    return new Set(gradients.map(Math.abs)).size < 2 ? "the gradients do not change" : undefined;
  },
  prompt: ({ start, gradients, rate, beta }) =>
    `RMSProp starts at $x_0 = ${num(start)}$ with $s_0 = 0$, $\\eta = ${num(rate)}$ and $\\beta = ${
      num(beta)
    }$. The gradients of the next steps are $g = ${
      vec(gradients)
    }$. Work out the running average of squares $s$ and the weight $x$ after each step.`,
  conventions: ({ epsilon, place }) => [
    `$s_t = \\beta s_{t-1} + (1 - \\beta) g_t^2$, then $x_t = x_{t-1} - \\eta\\, g_t / ${
      place === "outside" ? "(\\sqrt{s_t} + \\epsilon)" : "\\sqrt{s_t + \\epsilon}"
    }$`,
    epsilon > 1e-6
      ? `$\\epsilon = ${num(epsilon)}$, ${place} the root`
      : `$\\epsilon = 10^{-8}$, ${place} the root: too small to be seen here`,
    "no bias correction, no momentum",
    "$s$ exact; $x$ to 3 decimals, so keep 4 in between",
  ],
  answers: ({ gradients }) =>
    gradients.flatMap((_, i) => [
      rationalAnswer({ id: `s${i + 1}`, label: `$s_${i + 1}$` }),
      realAnswer({ id: `x${i + 1}`, label: `$x_${i + 1}$`, decimals: 3 }),
    ]),
  solve: rmspropSolver,
  mistakes: [
    {
      id: "no-root",
      solve: (p) => walked(p, mixed(p), (s) => s + p.epsilon),
      feedback: "You divided by $s$. Divide by its root.",
    },
    {
      id: "weights-swapped",
      solve: (p) => walked(p, (s, g) => (1 - p.beta) * s + p.beta * g * g, root(p)),
      feedback:
        "The weights are swapped: $\\beta$ goes with the old average, $1 - \\beta$ with the new square.",
    },
    {
      id: "sum",
      solve: (p) => walked(p, (s, g) => s + g * g, root(p)),
      feedback: "You added the squares: that is AdaGrad. RMSProp forgets old squares by a running average.",
    },
    {
      id: "not-squared",
      solve: (p) => walked(p, (s, g) => p.beta * s + (1 - p.beta) * Math.abs(g), root(p)),
      feedback: "You averaged the gradients, not their squares.",
    },
    {
      id: "full-square",
      solve: (p) => walked(p, (s, g) => p.beta * s + g * g, root(p)),
      feedback: "The new square comes with the weight $1 - \\beta$.",
    },
    {
      id: "bias-corrected",
      solve: (p) => {
        let [x, s] = [p.start, 0];
        return scalars(Object.fromEntries(p.gradients.map((g, i) => {
          s = mixed(p)(s, g);
          x -= p.rate * g / root(p)(s / (1 - p.beta ** (i + 1)));
          return [`x${i + 1}`, x];
        })));
      },
      feedback: "You corrected the bias as Adam does. RMSProp uses $s_t$ as it is.",
    },
    {
      id: "epsilon-elsewhere",
      solve: (p) =>
        p.epsilon > 1e-6
          ? walked(p, mixed(p), root({ ...p, place: p.place === "inside" ? "outside" : "inside" }))
          : undefined,
      feedback: "Look where $\\epsilon$ stands: libraries differ, and here it is large enough to matter.",
    },
    {
      id: "epsilon-forgotten",
      solve: (p) => p.epsilon > 1e-6 ? walked(p, mixed(p), Math.sqrt) : undefined,
      feedback: "You left $\\epsilon$ out. Here it is large enough to matter.",
    },
  ],
  hints: () => ["Average of squares, root, step."],
});

function mixed({ beta }: RmspropParams) {
  return (s: number, g: number) => beta * s + (1 - beta) * g * g;
}

function root({ epsilon, place }: Pick<RmspropParams, "epsilon" | "place">) {
  return (s: number) => place === "outside" ? Math.sqrt(s) + epsilon : Math.sqrt(s + epsilon);
}

function walked(
  { start, gradients, rate }: RmspropParams,
  accumulate: (s: number, g: number) => number,
  divisor: (s: number) => number,
) {
  const found: Record<string, number> = {};
  let [x, s] = [start, 0];
  gradients.forEach((g, i) => {
    s = accumulate(s, g);
    x -= rate * g / divisor(s);
    found[`s${i + 1}`] = s;
    found[`x${i + 1}`] = x;
  });
  return scalars(found);
}
