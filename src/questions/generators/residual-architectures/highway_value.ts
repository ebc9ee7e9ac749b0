/** A highway connection: one entry, from level 2 three. */
import { add, map, mul, sub } from "../../../tensor/elementwise.ts";
import { sigmoid, tanh } from "../../../tensor/activations.ts";
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { highwaySolver } from "../../solvers/skip_layers.ts";
import { num, vec } from "../../tex.ts";

type HighwayParams = {
  readonly x: readonly number[];
  readonly h: readonly number[];
  readonly gate: readonly number[];
};

const ENTRIES = { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 1, max: 4 } as const;

export const highwayValueGenerator = defineGenerator<HighwayParams>({
  id: "highway-value",
  version: 1,
  topic: "residual-architectures",
  title: "Output of a highway layer",
  levels: [1, 2],
  domains: { x: ENTRIES, h: ENTRIES, gate: ENTRIES },
  generate(random, level, fixed) {
    const count = fixed.x?.length ?? fixed.h?.length ?? fixed.gate?.length ?? (level === 1 ? 1 : 3);
    const entries = (values: readonly number[]) => Array.from({ length: count }, () => random.pick(values));
    return {
      x: fixed.x ?? entries([-3, -2, -1, 1, 2, 3, 4]),
      h: fixed.h ?? entries([-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2]),
      gate: fixed.gate ?? entries([-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2]),
    };
  },
  refuse({ x, h, gate }) {
    if (h.length !== x.length || gate.length !== x.length) return "the lists differ in length";
    if (gate.some((a) => a === 0 || Math.abs(a) > 3)) return "a gate is half open or saturated";
    if (new Set(gate).size < gate.length) return "two gates agree";
    return x.some((entry, i) => Math.abs(entry - (h[i] ?? 0)) < 1 || entry === 0 || h[i] === 0)
      ? "both ways give about the same"
      : undefined;
  },
  prompt: ({ x, h, gate }) =>
    `A highway layer gets $x = ${vec(x)}$. Its transformation gives $H(x) = ${
      vec(h)
    }$, and its gate has the pre-activation $a = ${
      entriesTex(gate)
    }$. Work out the gate $T$ and the output $y$.`,
  conventions: () => [
    "$T = \\sigma(a)$ and $y = T\\,H(x) + (1 - T)\\,x$, entry by entry",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ x }) => [
    tensorAnswer({ id: "T", label: "$T$", shape: [x.length], decimals: 3 }),
    tensorAnswer({ id: "y", label: "$y$", shape: [x.length], decimals: 3 }),
  ],
  solve: (p) => highwaySolver(tidy(p)),
  mistakes: [
    {
      id: "gate-swapped",
      solve: (p) => mixed(p, (t, h, x) => add(mul(t, x), mul(sub(1, t), h))),
      feedback: "The gate is the wrong way round: $T$ goes with $H(x)$, and $1 - T$ carries $x$ through.",
    },
    {
      id: "residual",
      solve: (p) => mixed(p, (t, h, x) => add(mul(t, h), x)),
      feedback: "The share of $x$ is $1 - T$, not all of it: a highway mixes, a residual connection adds.",
    },
    {
      id: "no-carry",
      solve: (p) => mixed(p, (t, h) => mul(t, h)),
      feedback: "The other way is missing: $(1 - T)\\,x$ is added.",
    },
    {
      id: "tanh-gate",
      solve: (p) => {
        const t = tanh(tensor(tidy(p).gate));
        return { T: t, ...mixed(p, (_, h, x) => add(mul(t, h), mul(sub(1, t), x))) };
      },
      feedback: "A gate lies between 0 and 1: it takes the sigmoid, not $\\tanh$.",
    },
    {
      id: "gate-not-squashed",
      solve: (p) => {
        const t = tensor(tidy(p).gate);
        return { T: t, ...mixed(p, (_, h, x) => add(mul(t, h), mul(sub(1, t), x))) };
      },
      feedback: "The pre-activation is not the gate yet: send it through the sigmoid.",
    },
    {
      id: "sign-of-gate",
      solve: (p) => {
        const t = sigmoid(map(tensor(tidy(p).gate), (a) => -a));
        return { T: t, ...mixed(p, (_, h, x) => add(mul(t, h), mul(sub(1, t), x))) };
      },
      feedback:
        "The sign in the sigmoid slipped: $\\sigma(a) = 1 / (1 + e^{-a})$ is above one half for positive $a$.",
    },
  ],
  hints: () => ["First the gate, then the mixture."],
});

function entriesTex(values: readonly number[]): string {
  return values.length === 1 ? num(values[0] ?? 0) : vec(values);
}

function tidy({ x, h, gate }: HighwayParams): HighwayParams {
  return { x, h: x.map((_, i) => h[i] ?? 0), gate: x.map((_, i) => gate[i] ?? 0) };
}

function mixed(p: HighwayParams, mix: (t: Tensor, h: Tensor, x: Tensor) => Tensor) {
  const { x, h, gate } = tidy(p);
  return { y: mix(sigmoid(tensor(gate)), tensor(h), tensor(x)) };
}
