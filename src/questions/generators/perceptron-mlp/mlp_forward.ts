/** The forward pass of a small network: level 1 with ReLU and whole numbers, level 2 with sigmoid or tanh, level 3 wider. */
import { tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { columnDense } from "../../../tensor/linear.ts";
import { relu, sigmoid, tanh } from "../../../tensor/activations.ts";
import { abs, add } from "../../../tensor/elementwise.ts";
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { isRectangular } from "../../solvers/grid.ts";
import { mlpForwardSolver } from "../../solvers/mlp_forward.ts";
import { rowsTex, vec } from "../../tex.ts";

type MlpParams = {
  readonly x: readonly number[];
  readonly w1: readonly (readonly number[])[];
  readonly b1: readonly number[];
  readonly w2: readonly (readonly number[])[];
  readonly b2: readonly number[];
  readonly activation: "relu" | "sigmoid" | "tanh";
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.5 }, min: 2, max: 3 } as const;
const MATRIX = { kind: "list", of: VECTOR, min: 2, max: 3 } as const;
const APPLY = { relu, sigmoid, tanh } as const;
const NAMES = { relu: "\\operatorname{ReLU}", sigmoid: "\\sigma", tanh: "\\tanh" } as const;

const ACTIVATIONS = { 2: ["sigmoid", "tanh"], 3: ["relu", "sigmoid", "tanh"] } as const;

export const mlpForwardGenerator = defineGenerator<MlpParams>({
  id: "mlp-forward",
  version: 1,
  topic: "perceptron-mlp",
  title: "Forward pass of a network with one hidden layer",
  levels: [1, 2, 3],
  domains: {
    x: VECTOR,
    w1: MATRIX,
    b1: VECTOR,
    w2: MATRIX,
    b2: VECTOR,
    activation: { kind: "pick", of: ["relu", "sigmoid", "tanh"] },
  },
  generate(random, level, fixed) {
    const weights = level === 1 ? [-2, -1, 1, 2] : [-1, -0.5, 0.5, 1];
    const width = level === 3 ? 3 : 2;
    const times = <T>(draw: () => T) => Array.from({ length: width }, draw);
    const row = () => times(() => random.pick(weights));
    return {
      x: fixed.x ?? times(() => random.int(-2, 3)),
      w1: fixed.w1 ?? times(row),
      b1: fixed.b1 ?? row(),
      w2: fixed.w2 ?? times(row),
      b2: fixed.b2 ?? row(),
      activation: fixed.activation ?? (level === 1 ? "relu" : random.pick(ACTIVATIONS[level])),
    };
  },
  refuse({ x, w1, b1, w2, b2, activation }) {
    const meets = [w1, w2].every((rows) => isRectangular(rows)) && w1[0]?.length === x.length &&
      w1.length === b1.length && w2[0]?.length === b1.length && w2.length === b2.length;
    if (!meets) return "the shapes do not meet";
    if ([x, b1, b2].some((values) => values.every((value) => value === 0))) return "a vector is zero";
    if ([w1, w2].some((rows) => rows.some((row) => row.includes(0)))) return "a weight is zero";
    const z = columnDense(tensor(x), { weight: tensor(w1), bias: tensor(b1) }).values;
    if (activation === "relu") {
      return z.some((value) => value > 0) && z.some((value) => value < 0) && !z.includes(0)
        ? undefined
        : "not both live and clipped units";
    }
    return z.every((value) => Math.abs(value) <= 3) ? undefined : "a unit is saturated";
  },
  prompt: ({ x, w1, b1, w2, b2, activation }) =>
    `Run the input $x = ${vec(x)}^\\top$ through this network: $h = ${
      NAMES[activation]
    }(W_1 x + b_1)$, $y = W_2 h + b_2$ with\n\n$$W_1 = ${rowsTex(w1)},\\quad b_1 = ${
      column(b1)
    },\\quad W_2 = ${rowsTex(w2)},\\quad b_2 = ${column(b2)}.$$`,
  conventions: ({ activation }) => [
    "column vectors: each row of a weight matrix belongs to one unit",
    "linear output, no activation after $W_2$",
    activation === "relu" ? "exact" : "3 decimals, so keep 4 in between",
  ],
  answers: ({ b1, b2, activation }) =>
    activation === "relu"
      ? [
        exactTensorAnswer({ id: "h", label: "$h$", shape: [b1.length] }),
        exactTensorAnswer({ id: "y", label: "$y$", shape: [b2.length] }),
      ]
      : [
        tensorAnswer({ id: "h", label: "$h$", shape: [b1.length], decimals: 3 }),
        tensorAnswer({ id: "y", label: "$y$", shape: [b2.length], decimals: 3 }),
      ],
  solve: mlpForwardSolver,
  mistakes: [
    {
      id: "transposed",
      solve: (params) => forward(params, { transposeWeights: true }),
      feedback:
        "You multiplied with the transposed matrices. With column vectors each unit takes a *row* of $W$.",
    },
    {
      id: "no-bias",
      solve: (params) => forward(params, { noBias: true }),
      feedback: "The biases are missing: add $b_1$ before the activation and $b_2$ at the end.",
    },
    {
      id: "no-activation",
      solve: (params) => forward(params, { hidden: "none" }),
      feedback: "The hidden units went on without their activation function.",
    },
    {
      id: "absolute-value",
      solve: (params) => params.activation === "relu" ? forward(params, { hidden: "abs" }) : undefined,
      feedback: "ReLU sets negative values to 0; you dropped their sign.",
    },
    {
      id: "bias-after-activation",
      solve: (params) => forward(params, { biasLate: true }),
      feedback: "You added $b_1$ after the activation. It belongs inside: $f(W_1 x + b_1)$.",
    },
    {
      id: "activated-output",
      solve: (params) => params.activation === "relu" ? undefined : forward(params, { outputToo: true }),
      feedback: "The output layer of this network is linear: no activation after $W_2 h + b_2$.",
    },
    {
      id: "other-activation",
      solve: (params) => params.activation === "relu" ? undefined : forward(params, { hidden: "other" }),
      feedback: "You mixed up sigmoid and tanh: look at which one the hidden layer uses.",
    },
  ],
  hints: () => ["Go layer by layer: first the hidden units, then the outputs."],
});

interface Twist {
  readonly transposeWeights?: boolean;
  readonly noBias?: boolean;
  readonly biasLate?: boolean;
  readonly outputToo?: boolean;
  readonly hidden?: "none" | "abs" | "other";
}

/** The forward pass with one thing done wrong. */
function forward({ x, w1, b1, w2, b2, activation }: MlpParams, twist: Twist) {
  const weights = (rows: readonly (readonly number[])[]) =>
    twist.transposeWeights ? transpose(tensor(rows)) : tensor(rows);
  const bias = (values: readonly number[]) => tensor(twist.noBias ? values.map(() => 0) : values);
  const right = APPLY[activation];
  const other = activation === "sigmoid" ? tanh : sigmoid;
  const apply = { none: (t: typeof z) => t, abs, other, right }[twist.hidden ?? "right"];
  const z = columnDense(tensor(x), {
    weight: weights(w1),
    bias: twist.biasLate ? tensor(b1.map(() => 0)) : bias(b1),
  });
  const h = twist.biasLate ? add(right(z), bias(b1)) : apply(z);
  const y = columnDense(h, { weight: weights(w2), bias: bias(b2) });
  return { h, y: twist.outputToo ? right(y) : y };
}

function column(values: readonly number[]): string {
  return rowsTex(values.map((value) => [value]));
}
