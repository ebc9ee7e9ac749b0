/** AdaGrad on given gradients: two steps, then three. */
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { adagradSolver, type SquaredRun } from "../../solvers/adaptive_rates.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type AdagradParams = {
  readonly start: number;
  readonly gradients: readonly number[];
  readonly rate: number;
};

/** The usual one of libraries; too small to be seen in the answers. */
const EPSILON = 1e-8;

export const adagradStepsGenerator = defineGenerator<AdagradParams>({
  id: "adagrad-steps",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Steps of AdaGrad",
  levels: [1, 2],
  domains: {
    start: { kind: "dec", lo: -10, hi: 10, step: 0.5 },
    gradients: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.1 }, min: 1, max: 4 },
    rate: { kind: "dec", lo: 0.01, hi: 2, step: 0.01 },
  },
  generate(random, level, fixed) {
    const sizes = level === 1 ? [1, 2, 3, 4, 5, 6] : [0.2, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2];
    return {
      start: fixed.start ?? random.pick([-2, -1, 1, 2, 3]),
      gradients: fixed.gradients ?? random.sample(sizes, level + 1).map((g) => g * random.pick([-1, 1])),
      rate: fixed.rate ?? random.pick(level === 1 ? [0.5, 1] : [0.2, 0.3, 0.4, 0.5]),
    };
  },
  refuse({ gradients }) {
    if (gradients.includes(0)) return "a gradient is zero";
    if (gradients.length < 2) return "a single step has nothing to add up";
    return new Set(gradients.map(Math.abs)).size < 2 ? "the gradients do not change" : undefined;
  },
  prompt: ({ start, gradients, rate }) =>
    `AdaGrad starts at $x_0 = ${num(start)}$ with $s_0 = 0$ and $\\eta = ${
      num(rate)
    }$. The gradients of the next steps are $g = ${
      vec(gradients)
    }$. Work out the sum of squares $s$ and the weight $x$ after each step.`,
  conventions: () => [
    "$s_t = s_{t-1} + g_t^2$, then $x_t = x_{t-1} - \\eta\\, g_t / (\\sqrt{s_t} + \\epsilon)$",
    "$\\epsilon = 10^{-8}$: too small to be seen here",
    "$s$ exact; $x$ to 3 decimals, so keep 4 in between",
  ],
  answers: ({ gradients }) =>
    gradients.flatMap((_, i) => [
      rationalAnswer({ id: `s${i + 1}`, label: `$s_${i + 1}$` }),
      realAnswer({ id: `x${i + 1}`, label: `$x_${i + 1}$`, decimals: 3 }),
    ]),
  solve: (p) => adagradSolver({ ...p, epsilon: EPSILON }),
  mistakes: [
    {
      id: "no-root",
      solve: (p) => p.gradients[0] === 1 ? undefined : walked(p, (s, g) => s + g * g, (s) => s),
      feedback:
        "You divided by $s$. Divide by its root, so that numerator and denominator have the same units.",
    },
    {
      id: "mean-of-squares",
      solve: (p) => walked(p, (s, g, i) => (s * i + g * g) / (i + 1), Math.sqrt),
      feedback: "You averaged the squares. AdaGrad adds them up, so that its steps shrink for ever.",
    },
    {
      id: "nothing-accumulated",
      solve: (p) => walked(p, (_, g) => g * g, Math.sqrt),
      feedback: "You used the newest square alone. Add it to the squares of all steps before.",
    },
    {
      id: "sizes-not-squares",
      solve: (p) => walked(p, (s, g) => s + Math.abs(g), Math.sqrt),
      feedback: "You added the gradients, not their squares.",
    },
    {
      id: "plain-descent",
      solve: (p) => {
        let x = p.start;
        return scalars(Object.fromEntries(p.gradients.map((g, i) => [`x${i + 1}`, x -= p.rate * g])));
      },
      feedback:
        "The sums are right, but the steps are those of plain gradient descent: divide each by $\\sqrt{s_t}$.",
    },
    {
      id: "old-sum",
      solve: (p) => {
        let [x, s] = [p.start, 0];
        return scalars(Object.fromEntries(p.gradients.map((g, i) => {
          const before = s;
          s += g * g;
          x -= p.rate * g / Math.sqrt(i === 0 ? s : before);
          return [`x${i + 1}`, x];
        })));
      },
      feedback: "You divided by the root of the old sum. The newest square joins first, then comes the step.",
    },
    {
      id: "climbing",
      solve: (p) => {
        let [x, s] = [p.start, 0];
        return scalars(Object.fromEntries(p.gradients.map((g, i) => {
          s += g * g;
          x += p.rate * g / Math.sqrt(s);
          return [`x${i + 1}`, x];
        })));
      },
      feedback: "The sign slipped: subtract the step. A negative gradient moves the weight up.",
    },
  ],
  hints: () => ["Square, add, take the root; then one step."],
});

function walked(
  { start, gradients, rate }: Omit<SquaredRun, "epsilon">,
  accumulate: (s: number, g: number, i: number) => number,
  divisor: (s: number) => number,
) {
  const found: Record<string, number> = {};
  let [x, s] = [start, 0];
  gradients.forEach((g, i) => {
    s = accumulate(s, g, i);
    x -= rate * g / divisor(s);
    found[`s${i + 1}`] = s;
    found[`x${i + 1}`] = x;
  });
  return scalars(found);
}
