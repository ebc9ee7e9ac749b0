/** A dense layer with ReLU: pre-activations, then activations. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { relu } from "../../../tensor/activations.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { abs, add, map } from "../../../tensor/elementwise.ts";
import { columnDense } from "../../../tensor/linear.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { reluLayerSolver } from "../../solvers/dense_layer.ts";
import { rowsTex } from "../../tex.ts";

type ReluParams = {
  readonly x: readonly number[];
  readonly w: readonly (readonly number[])[];
  readonly b: readonly number[];
};

const NUMBER = { kind: "dec", lo: -5, hi: 5, step: 0.5 } as const;

export const reluLayerGenerator = defineGenerator<ReluParams>({
  id: "relu-layer",
  version: 1,
  topic: "perceptron-mlp",
  title: "A dense layer with ReLU",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: NUMBER, min: 1, max: 4 },
    w: { kind: "list", of: { kind: "list", of: NUMBER, min: 1, max: 4 }, min: 2, max: 4 },
    b: { kind: "list", of: NUMBER, min: 2, max: 4 },
  },
  generate(random, level, fixed) {
    const pool = level === 1 ? [-2, -1, 1, 2, 3] : [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2];
    const inputs = fixed.x?.length ?? fixed.w?.[0]?.length ?? 2;
    const units = fixed.b?.length ?? fixed.w?.length ?? (level === 1 ? 2 : 3);
    const list = (n: number) => Array.from({ length: n }, () => random.pick(pool));
    return {
      x: fixed.x ?? list(inputs),
      w: fixed.w ?? Array.from({ length: units }, () => list(inputs)),
      b: fixed.b ?? list(units),
    };
  },
  refuse({ x, w, b }) {
    if (w.some((row) => row.length !== x.length) || w.length !== b.length) return "the shapes do not meet";
    const z = pre({ x, w, b }).values;
    if (z.includes(0)) return "a unit sits on the kink";
    const live = z.filter((value) => value > 0).length;
    return live === 0 || live === z.length ? "not both a live and a clipped unit" : undefined;
  },
  prompt: ({ x, w, b }) =>
    `A layer with ReLU computes $z = Wx + b$ and $h = \\max(0, z)$. Give both for\n\n$$x = ${
      column(x)
    },\\quad W = ${rowsTex(w)},\\quad b = ${column(b)}.$$`,
  conventions: () => ["column vectors: each row of $W$ belongs to one unit; exact"],
  answers: ({ b }) => [
    exactTensorAnswer({ id: "z", label: "$z$", shape: [b.length] }),
    exactTensorAnswer({ id: "h", label: "$h$", shape: [b.length] }),
  ],
  solve: reluLayerSolver,
  mistakes: [
    {
      id: "no-relu",
      solve: (params) => ({ h: pre(params) }),
      feedback: "The negative values went through. ReLU sets them to 0.",
    },
    {
      id: "absolute-value",
      solve: (params) => ({ h: abs(pre(params)) }),
      feedback: "You dropped the sign. ReLU sets negative values to 0.",
    },
    {
      id: "clips-positive",
      solve: (params) => ({ h: map(pre(params), (z) => Math.min(0, z)) }),
      feedback: "You kept the negative values. ReLU is the *larger* of 0 and $z$.",
    },
    {
      id: "one-for-positive",
      solve: (params) => ({ h: map(pre(params), (z) => z > 0 ? 1 : 0) }),
      feedback: "That is the slope of ReLU (or a step). A live unit passes its value on.",
    },
    {
      id: "bias-after-relu",
      solve: ({ x, w, b }) => {
        const bare = pre({ x, w, b: b.map(() => 0) });
        return { z: bare, h: add(relu(bare), tensor(b)) };
      },
      feedback: "You added the bias after the ReLU. It belongs inside: $\\max(0, Wx + b)$.",
    },
    {
      id: "bias-forgotten",
      solve: ({ x, w, b }) => {
        const bare = pre({ x, w, b: b.map(() => 0) });
        return b.every((value) => value === 0) ? undefined : { z: bare, h: relu(bare) };
      },
      feedback: "The bias is missing: add $b$ before the ReLU.",
    },
    {
      id: "transposed",
      solve: ({ x, w, b }) => {
        const turned = transpose(tensor(w));
        if (w.length !== x.length || String(w) === String(turned.values)) return undefined;
        const z = columnDense(tensor(x), { weight: turned, bias: tensor(b) });
        return { z, h: relu(z) };
      },
      feedback:
        "You multiplied with the transposed matrix. With column vectors each unit takes a *row* of $W$.",
    },
  ],
  hints: () => ["Finish $z$ with its bias before you look at signs."],
});

function pre({ x, w, b }: ReluParams): Tensor {
  return columnDense(tensor(x), { weight: tensor(w), bias: tensor(b) });
}

function column(values: readonly number[]): string {
  return rowsTex(values.map((value) => [value]));
}
