/** The second step of Adam (the first is always the rate itself), at level 3 the third. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { adamSolver } from "../../solvers/adam.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type AdamParams = {
  readonly start: number;
  readonly gradients: readonly number[];
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
};

const EPSILON = 1e-8;

export const adamStepsGenerator = defineGenerator<AdamParams>({
  id: "adam-steps",
  version: 1,
  topic: "adaptive-optimizers",
  title: "Adam by hand",
  levels: [1, 2, 3],
  domains: {
    start: { kind: "dec", lo: -10, hi: 10, step: 0.5 },
    gradients: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.1 }, min: 1, max: 4 },
    rate: { kind: "dec", lo: 0.01, hi: 2, step: 0.01 },
    beta1: { kind: "pick", of: [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] },
    beta2: { kind: "pick", of: [0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999] },
  },
  generate(random, level, fixed) {
    const sizes = level === 1 ? [1, 2, 3, 4, 5] : [0.4, 0.5, 0.8, 1, 1.5, 2, 3];
    return {
      start: fixed.start ?? random.pick([-1, 1, 2, 3]),
      gradients: fixed.gradients ??
        random.sample(sizes, level === 3 ? 3 : 2).map((g) => g * random.pick([-1, 1, 1])),
      rate: fixed.rate ?? random.pick([0.1, 0.2, 0.5]),
      beta1: fixed.beta1 ?? (level === 1 ? 0.5 : 0.9),
      beta2: fixed.beta2 ?? (level === 1 ? random.pick([0.75, 0.8, 0.9]) : level === 2 ? 0.99 : 0.999),
    };
  },
  refuse({ gradients, beta1, beta2 }) {
    if (gradients.length < 2) return "the first step of Adam is always the rate times the sign";
    if (gradients.includes(0)) return "a gradient is zero";
    if (beta1 >= beta2) return "the squares are averaged over a longer time than the gradients";
    return new Set(gradients.map(Math.abs)).size < gradients.length
      ? "two gradients have the same size"
      : undefined;
  },
  prompt: ({ start, gradients, rate, beta1, beta2 }) =>
    `Adam starts at $x_0 = ${num(start)}$ with $m_0 = v_0 = 0$, $\\eta = ${num(rate)}$, $\\beta_1 = ${
      num(beta1)
    }$ and $\\beta_2 = ${num(beta2)}$. The gradients are $g = ${
      vec(gradients)
    }$. Work out both moments of step $t = ${gradients.length}$, their corrected values, and the weight $x_${gradients.length}$ after it.`,
  conventions: () => [
    "$m_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t$ and $v_t = \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2$, corrected by $1 - \\beta^t$",
    "$x_t = x_{t-1} - \\eta\\, \\hat m_t / (\\sqrt{\\hat v_t} + \\epsilon)$ in every step, with $\\epsilon = 10^{-8}$: too small to be seen here",
    "keep $m$ and $v$ exact; $v_t$ to 6 decimals, $m_t$ to 4, the others to 3, so keep 4 there",
  ],
  answers: ({ gradients: { length: t } }) => [
    realAnswer({ id: "m", label: `$m_${t}$`, decimals: 4 }),
    realAnswer({ id: "v", label: `$v_${t}$`, decimals: 6, rtol: 0.001 }),
    realAnswer({ id: "mHat", label: `$\\hat m_${t}$`, decimals: 3 }),
    realAnswer({ id: "vHat", label: `$\\hat v_${t}$`, decimals: 3 }),
    realAnswer({ id: "x", label: `$x_${t}$`, decimals: 3 }),
  ],
  solve: (p) => {
    const { steps } = adamSolver({ ...p, epsilon: EPSILON });
    const t = p.gradients.length;
    return {
      steps,
      answers: { m: `m${t}`, v: `v${t}`, mHat: `mHat${t}`, vHat: `vHat${t}`, x: `x${t}` },
    };
  },
  mistakes: [
    {
      id: "uncorrected",
      solve: (p) => run(p, { correct: () => [1, 1] }),
      feedback:
        "The bias correction is missing: divide $m_t$ by $1 - \\beta_1^t$ and $v_t$ by $1 - \\beta_2^t$.",
    },
    {
      id: "corrected-without-power",
      solve: (p) => run(p, { correct: () => [1 - p.beta1, 1 - p.beta2] }),
      feedback: "The correction in step $t$ divides by $1 - \\beta^t$: the power grows with every step.",
    },
    {
      id: "only-mean-corrected",
      solve: (p) => run(p, { correct: (t) => [1 - p.beta1 ** t, 1] }),
      feedback: "Only $m$ was corrected. $v$ started at 0 as well and needs its own correction.",
    },
    {
      id: "betas-swapped",
      solve: (p) => run({ ...p, beta1: p.beta2, beta2: p.beta1 }, {}),
      feedback:
        "The two $\\beta$ are swapped: $\\beta_1$ belongs to the gradients, $\\beta_2$ to their squares.",
    },
    {
      id: "no-root",
      solve: (p) => run(p, { divisor: (v) => v }),
      feedback: "You divided by $\\hat v$. Divide by its root.",
    },
    {
      id: "gradient-for-mean",
      solve: (p) => run(p, { numerator: (_, g) => g }),
      feedback:
        "You stepped along the newest gradient, as RMSProp does. Adam steps along $\\hat m$, the average.",
    },
    {
      id: "last-step-only",
      solve: (p) => {
        const { x } = walk(p, {}, p.gradients.length - 1);
        const last = walk(p, {}, p.gradients.length);
        return scalars({ x: p.start + last.x - x });
      },
      feedback:
        "The moments are right, but the last step was taken from $x_0$. Each step starts where the one before ended.",
    },
  ],
  hints: () => ["Both averages of all steps first; the correction is never carried into the next average."],
});

interface Wrong {
  readonly correct?: (t: number) => readonly [number, number];
  readonly divisor?: (v: number) => number;
  readonly numerator?: (m: number, g: number) => number;
}

function walk({ start, gradients, rate, beta1, beta2 }: AdamParams, wrong: Wrong, steps: number) {
  const { correct = (t: number) => [1 - beta1 ** t, 1 - beta2 ** t] as const } = wrong;
  const { divisor = Math.sqrt, numerator = (m: number) => m } = wrong;
  let [x, m, v, mHat, vHat] = [start, 0, 0, 0, 0];
  gradients.slice(0, steps).forEach((g, i) => {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const [first, second] = correct(i + 1);
    mHat = m / first;
    vHat = v / second;
    x -= rate * numerator(mHat, g) / divisor(vHat);
  });
  return { m, v, mHat, vHat, x };
}

function run(p: AdamParams, wrong: Wrong) {
  return scalars(walk(p, wrong, p.gradients.length));
}
