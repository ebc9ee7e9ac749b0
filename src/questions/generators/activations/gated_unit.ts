/** Gated linear units: GLU of given halves, then SwiGLU, then a layer with two weight matrices. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gatedLayerSolver, gatedSolver, gateFormula, type GateVariant } from "../../solvers/gated_unit.ts";
import { RELU, SIGMOID, SILU, TANH } from "../../../tensor/activation.ts";
import { rowsTex, vec } from "../../tex.ts";

type GateParams = {
  readonly variant: GateVariant;
  readonly x: readonly number[];
  /** Columns of W and V; empty where x holds both halves itself. */
  readonly w: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
};

const WEIGHTS = {
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: -5, hi: 5 }, min: 2, max: 2 },
  min: 0,
  max: 2,
} as const;

export const gatedUnitGenerator = defineGenerator<GateParams>({
  id: "gated-unit",
  version: 1,
  topic: "activations",
  title: "Gated linear unit",
  levels: [1, 2, 3],
  domains: {
    variant: { kind: "pick", of: ["glu", "swiglu"] },
    x: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 2, max: 6 },
    w: WEIGHTS,
    v: WEIGHTS,
  },
  generate(random, level, fixed) {
    const matrix = () => [0, 1].map(() => [0, 1].map(() => random.pick([-2, -1, 1, 2])));
    const layer = fixed.w === undefined ? level === 3 : fixed.w.length > 0;
    const size = layer ? 2 : 4;
    return {
      variant: fixed.variant ??
        (level === 1 ? "glu" : level === 2 ? "swiglu" : random.pick(["glu", "swiglu"])),
      x: fixed.x ??
        Array.from(
          { length: size },
          () => random.pick([-1, 1]) * random.dec(0.5, layer ? 2 : 3, layer ? 1 : 0.5),
        ),
      w: fixed.w ?? (layer ? matrix() : []),
      v: fixed.v ?? (layer ? matrix() : []),
    };
  },
  refuse(p) {
    if (p.w.length !== p.v.length) return "W and V differ in shape";
    if (p.w.length > 0 ? p.x.length !== p.w.length : p.x.length % 2 !== 0) return "the input does not fit";
    const { a, b } = halvesOf(p);
    const all = [...a, ...b];
    if (all.some((value) => value === 0)) return "an entry is 0";
    if (all.some((value) => Math.abs(value) > 4)) return "a gate is saturated";
    return a.every((value, i) => value === b[i]) ? "both halves are equal" : undefined;
  },
  prompt: ({ variant, x, w, v }) =>
    w.length === 0
      ? `A gated linear unit gets $${vec(x)}$. The first half is $a$, the second half $b$. What is $y = ${
        gateFormula(variant)
      }$?`
      : `A gated layer gets the row vector $x = ${vec(x)}$ and computes $a = xW$, $b = xV$ and $y = ${
        gateFormula(variant)
      }$ with\n\n$$W = ${rowsTex(w)},\\qquad V = ${rowsTex(v)}.$$\n\nWhat are $a$, $b$ and $y$?`,
  conventions: ({ variant, w }) => [
    variant === "glu"
      ? "$b$ is the gate, through a sigmoid; $\\odot$ multiplies entry by entry"
      : "$a$ is the gate: $\\operatorname{SiLU}(z) = z\\, \\sigma(z)$; $\\odot$ multiplies entry by entry",
    ...(w.length === 0 ? [] : ["no biases"]),
    "$y$ to 3 decimals, so keep 4 in between",
  ],
  answers(p) {
    const d = halvesOf(p).a.length;
    const y = tensorAnswer({ id: "y", label: "$y$", shape: [d], decimals: 3 });
    return p.w.length === 0 ? [y] : [
      exactTensorAnswer({ id: "a", label: "$a$", shape: [d] }),
      exactTensorAnswer({ id: "b", label: "$b$", shape: [d] }),
      y,
    ];
  },
  solve: (p) =>
    fits(p) && p.w.length > 0 ? gatedLayerSolver(p) : gatedSolver({ ...halvesOf(p), variant: p.variant }),
  mistakes: [
    {
      id: "halves-swapped",
      solve: (p) => gated(p, (a, b) => p.variant === "glu" ? b * SIGMOID.value(a) : SILU.value(b) * a),
      feedback:
        "The gate is the wrong one of the two: look at which of $a$ and $b$ goes through the function.",
    },
    {
      id: "no-gate-function",
      solve: (p) => gated(p, (a, b) => a * b),
      feedback: "You multiplied the two without the function of the gate.",
    },
    {
      id: "gate-only",
      solve: (p) => gated(p, (a, b) => p.variant === "glu" ? SIGMOID.value(b) : SILU.value(a)),
      feedback: "That is the gate only. It still multiplies the other one.",
    },
    {
      id: "sigmoid-for-silu",
      solve: (p) => p.variant === "swiglu" ? gated(p, (a, b) => SIGMOID.value(a) * b) : undefined,
      feedback: "You gated with a sigmoid. SiLU multiplies the sigmoid by its own input.",
    },
    {
      id: "tanh-gate",
      solve: (p) => p.variant === "glu" ? gated(p, (a, b) => a * TANH.value(b)) : undefined,
      feedback: "You gated with tanh. The gate of a GLU is a sigmoid: it never changes the sign.",
    },
    {
      id: "relu-gate",
      solve: (p) => gated(p, (a, b) => p.variant === "glu" ? a * RELU.value(b) : RELU.value(a) * b),
      feedback: "You gated with ReLU. Use the smooth function that the card names.",
    },
    {
      id: "transposed",
      solve: (p) => {
        if (p.w.length === 0 || !fits(p)) return undefined;
        const turned = { ...p, w: turn(p.w), v: turn(p.v) };
        const { a, b } = halvesOf(turned);
        return { a: tensor(a), b: tensor(b), ...gated(turned, right(p.variant)) };
      },
      feedback: "A row vector times a matrix takes the *columns* of the matrix; you took its rows.",
    },
  ],
  hints: (
    { variant },
  ) => [variant === "glu" ? "The gate opens between 0 and 1." : "First the gate, then the product."],
});

function fits(p: GateParams): boolean {
  return p.w.length === p.v.length && (p.w.length === 0 || p.x.length === p.w.length);
}

/** a and b; for params that do not fit, as much of them as there is. */
function halvesOf(p: GateParams) {
  const { x, w, v } = p;
  if (w.length === 0 || !fits(p)) {
    const half = Math.floor(x.length / 2);
    return { a: x.slice(0, half), b: x.slice(half, 2 * half) };
  }
  const times = (rows: readonly (readonly number[])[]) =>
    [0, 1].map((j) => x.reduce((sum, value, i) => sum + value * (rows[i]?.[j] ?? 0), 0));
  return { a: times(w), b: times(v) };
}

function right(variant: GateVariant) {
  return (a: number, b: number) => variant === "glu" ? a * SIGMOID.value(b) : SILU.value(a) * b;
}

function gated(p: GateParams, of: (a: number, b: number) => number) {
  const { a, b } = halvesOf(p);
  return { y: tensor(a.map((value, i) => of(value, b[i] ?? 0))) };
}

function turn(rows: readonly (readonly number[])[]) {
  return rows.map((row, i) => row.map((_, j) => rows[j]?.[i] ?? 0));
}
