/** The states of a recurrent network with one unit: level 1 two steps from 0, level 2 three from a state, with a bias. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { rnnForwardSolver } from "../../solvers/scalar_rnn.ts";
import { num, vec } from "../../tex.ts";

type RnnParams = {
  readonly u: number;
  readonly w: number;
  readonly b: number;
  readonly xs: readonly number[];
  readonly h0: number;
};

const WEIGHT = { kind: "dec", lo: -2, hi: 2, step: 0.1 } as const;

export const rnnForwardGenerator = defineGenerator<RnnParams>({
  id: "rnn-forward",
  version: 1,
  topic: "language-models-rnn",
  title: "States of a recurrent network with one unit",
  levels: [1, 2],
  domains: {
    u: WEIGHT,
    w: WEIGHT,
    b: WEIGHT,
    xs: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 1, max: 4 },
    h0: WEIGHT,
  },
  generate(random, level, fixed) {
    const weight = () => random.pick([-0.8, -0.5, -0.4, 0.3, 0.4, 0.5, 0.6, 0.8]);
    return {
      u: fixed.u ?? weight(),
      w: fixed.w ?? weight(),
      b: fixed.b ?? (level === 1 ? 0 : random.pick([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3])),
      xs: fixed.xs ?? Array.from({ length: level + 1 }, () => random.pick([-2, -1, 1, 2])),
      h0: fixed.h0 ?? (level === 1 ? 0 : random.pick([-0.5, -0.4, 0.4, 0.5])),
    };
  },
  refuse(p) {
    if (p.u === 0 || p.w === 0) return "a weight is 0";
    if (p.u === p.w) return "the weights are equal";
    return states(p, {}).some((h) => Math.abs(h) > 0.98 || Math.abs(h) < 0.02)
      ? "a state is saturated or next to 0"
      : undefined;
  },
  prompt: ({ u, w, b, xs, h0 }) =>
    `A recurrent network with one unit starts at $h_0 = ${num(h0)}$ and reads $x = ${
      vec(xs)
    }$, one number at a time. Work out its states, with $h_t = \\tanh(w h_{t-1} + u x_t${
      b === 0 ? "" : " + b"
    })$, $w = ${num(w)}$, $u = ${num(u)}$${b === 0 ? "" : `, $b = ${num(b)}$`}.`,
  conventions: () => [
    "the same weights at every step",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ xs }) => xs.map((_, i) => realAnswer({ id: `h${i + 1}`, label: `$h_${i + 1}$`, decimals: 3 })),
  solve(p) {
    const { steps, answers } = rnnForwardSolver(p);
    return {
      steps: steps.filter(({ id }) => id !== "h"),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => id !== "h")),
    };
  },
  mistakes: [
    {
      id: "no-tanh",
      solve: (p) => named(states(p, { squash: (a) => a })),
      feedback: "The weighted sum must go through $\\tanh$ at every step, also before it is handed on.",
    },
    {
      id: "sigmoid",
      solve: (p) => named(states(p, { squash: (a) => 1 / (1 + Math.exp(-a)) })),
      feedback: "You used the sigmoid. This network has $\\tanh$, so its states can be negative.",
    },
    {
      id: "state-not-carried",
      solve: (p) => p.xs.length < 2 ? undefined : named(states(p, { memory: "start" })),
      feedback: "Each step takes the state of the step before it; you went back to $h_0$ every time.",
    },
    {
      id: "start-forgotten",
      solve: (p) => p.h0 === 0 ? undefined : named(states({ ...p, h0: 0 }, {})),
      feedback: "The first step also sees $h_0$: add $w h_0$.",
    },
    {
      id: "weights-swapped",
      solve: (p) => named(states({ ...p, u: p.w, w: p.u }, {})),
      feedback: "The weights are swapped: $w$ belongs to the previous state, $u$ to the input.",
    },
    {
      id: "no-bias",
      solve: (p) => p.b === 0 ? undefined : named(states({ ...p, b: 0 }, {})),
      feedback: "The bias is missing: it is added at every step.",
    },
    {
      id: "memory-not-weighted",
      solve: (p) => p.xs.length < 2 && p.h0 === 0 ? undefined : named(states({ ...p, w: 1 }, {})),
      feedback: "You added the previous state as it is: multiply it by $w$ first.",
    },
  ],
  hints: () => ["One step at a time: each state is an input of the next."],
});

interface Twist {
  readonly squash?: (a: number) => number;
  readonly memory?: "start";
}

/** The states with one thing done wrong. */
function states({ u, w, b, xs, h0 }: RnnParams, { squash = Math.tanh, memory }: Twist): number[] {
  let h = h0;
  return xs.map((x) => h = squash(w * (memory === "start" ? h0 : h) + u * x + b));
}

function named(values: readonly number[]) {
  return scalars(Object.fromEntries(values.map((h, i) => [`h${i + 1}`, h])));
}
