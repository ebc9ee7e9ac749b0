/** One LSTM step with a single unit: gates, cell and hidden state; level 2 in tenths. */
import { scalar } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { lstmStepSolver } from "../../solvers/lstm_step.ts";
import { num } from "../../tex.ts";

type LstmParams = {
  readonly x: number;
  readonly h: number;
  readonly c: number;
  readonly i: readonly number[];
  readonly f: readonly number[];
  readonly g: readonly number[];
  readonly o: readonly number[];
};

const WEIGHTS = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.1 }, min: 3, max: 3 } as const;
const STATE = { kind: "dec", lo: -3, hi: 3, step: 0.1 } as const;

export const lstmStepGenerator = defineGenerator<LstmParams>({
  id: "lstm-step",
  version: 1,
  topic: "lstm",
  title: "One step of an LSTM with one unit",
  levels: [1, 2],
  domains: { x: STATE, h: STATE, c: STATE, i: WEIGHTS, f: WEIGHTS, g: WEIGHTS, o: WEIGHTS },
  generate(random, level, fixed) {
    const weights = () =>
      level === 1
        ? [random.dec(-1, 1, 0.5), random.dec(-1, 1, 0.5), random.dec(-1, 1, 1)]
        : [random.dec(-0.9, 0.9, 0.1), random.dec(-0.9, 0.9, 0.1), random.dec(-1, 1, 0.1)];
    const states = level === 1 ? [-1, -0.5, 0.5, 1] : [-0.8, -0.6, -0.4, 0.3, 0.4, 0.6, 0.7];
    return {
      x: fixed.x ?? random.pick([-1, 1, 2]),
      h: fixed.h ?? random.pick(states),
      c: fixed.c ?? (level === 1 ? random.pick([-2, -1, 1, 2]) : random.dec(-1.5, 1.5, 0.1)),
      i: fixed.i ?? weights(),
      f: fixed.f ?? weights(),
      g: fixed.g ?? weights(),
      o: fixed.o ?? weights(),
    };
  },
  refuse(params) {
    const gates = [params.i, params.f, params.g, params.o];
    const inputs = gates.map(([wx = 0, wh = 0, b = 0]) => wx * params.x + wh * params.h + b);
    if (inputs.some((z) => Math.abs(z) > 2.5 || z === 0)) return "a gate is saturated or exactly half open";
    if (gates.some(([wx, wh]) => wx === 0 && wh === 0)) return "a gate ignores both inputs";
    return new Set(inputs).size < 4 ? "two gates agree" : undefined;
  },
  prompt: ({ x, h, c, ...gates }) =>
    `An LSTM with one unit holds $h_{t-1} = ${num(h)}$ and $c_{t-1} = ${num(c)}$, and reads $x_t = ${
      num(x)
    }$. Work out its gates, the new cell $c_t$ and the new hidden state $h_t$.\n\n| gate | input weight $w_x$ | recurrent weight $w_h$ | bias $b$ |\n|---|---|---|---|\n${
      (["f", "i", "g", "o"] as const).map((gate) =>
        `| $${gate}$ | ${gates[gate].map((weight) => `$${num(weight)}$`).join(" | ")} |`
      ).join("\n")
    }`,
  conventions: () => [
    "$f, i, o$ by sigmoid, candidate $g$ by $\\tanh$, each of $w_x x_t + w_h h_{t-1} + b$",
    "$c_t = f c_{t-1} + i g$, $h_t = o \\tanh(c_t)$; no peepholes",
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "f", label: "$f$ (forget)", decimals: 3 }),
    realAnswer({ id: "i", label: "$i$ (input)", decimals: 3 }),
    realAnswer({ id: "g", label: "$g$ (candidate)", decimals: 3 }),
    realAnswer({ id: "o", label: "$o$ (output)", decimals: 3 }),
    realAnswer({ id: "c", label: "$c_t$", decimals: 3 }),
    realAnswer({ id: "h", label: "$h_t$", decimals: 3 }),
  ],
  solve: lstmStepSolver,
  mistakes: [
    {
      id: "forget-input-swapped",
      solve: (params) => {
        const { f = scalar(0), i = scalar(0), ...rest } = keysOf(
          lstmStepSolver({ ...params, f: params.i, i: params.f }),
        );
        return { ...rest, f: i, i: f };
      },
      feedback: "Forget and input gate are swapped: $f$ scales the old cell, $i$ the candidate.",
    },
    {
      id: "sigmoid-candidate",
      solve: (params) => withCandidate(params, (z) => 1 / (1 + Math.exp(-z))),
      feedback:
        "The candidate $g$ goes through $\\tanh$, not through a sigmoid: it must be able to be negative.",
    },
    {
      id: "no-tanh-on-cell",
      solve: (params) => {
        const { o, c } = keysOf(lstmStepSolver(params));
        return { h: scalar((o?.values[0] ?? NaN) * (c?.values[0] ?? NaN)) };
      },
      feedback: "The cell passes through $\\tanh$ before the output gate: $h_t = o \\tanh(c_t)$.",
    },
    {
      id: "no-hidden-input",
      solve: (params) => {
        const drop = ([wx = 0, , b = 0]: readonly number[]) => [wx, 0, b];
        return keysOf(lstmStepSolver({
          ...params,
          i: drop(params.i),
          f: drop(params.f),
          g: drop(params.g),
          o: drop(params.o),
        }));
      },
      feedback: "The previous hidden state is missing: each gate also sees $w_h h_{t-1}$.",
    },
    {
      id: "no-bias",
      solve: (params) => {
        const drop = ([wx = 0, wh = 0]: readonly number[]) => [wx, wh, 0];
        const gates = [params.i, params.f, params.g, params.o];
        if (gates.every((weights) => weights[2] === 0)) return undefined;
        return keysOf(lstmStepSolver({
          ...params,
          i: drop(params.i),
          f: drop(params.f),
          g: drop(params.g),
          o: drop(params.o),
        }));
      },
      feedback: "The biases are missing.",
    },
  ],
  hints: () => [
    "First the four gates, each a weighted sum through its squashing function; then the cell; then the state.",
  ],
});

/** The step with another squashing function for the candidate, carried through to c and h. */
function withCandidate(params: LstmParams, squash: (z: number) => number) {
  const { f, i, o } = keysOf(lstmStepSolver(params));
  const [wx = 0, wh = 0, b = 0] = params.g;
  const g = squash(wx * params.x + wh * params.h + b);
  const c = (f?.values[0] ?? NaN) * params.c + (i?.values[0] ?? NaN) * g;
  return { g: scalar(g), c: scalar(c), h: scalar((o?.values[0] ?? NaN) * Math.tanh(c)) };
}
