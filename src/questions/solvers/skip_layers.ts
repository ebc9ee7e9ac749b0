/** Residual, highway and dense connections: values, gradients, channels and weights. */
import { transpose } from "../../tensor/arrange.ts";
import { relu, sigmoid } from "../../tensor/activations.ts";
import { add, mul, sub } from "../../tensor/elementwise.ts";
import { columnDense } from "../../tensor/linear.ts";
import { type Tensor, tensor, zeros } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equalsVec, num, rowsTex, term, vec } from "../tex.ts";
import type { Grid } from "./grid.ts";
import { listStep, numberStep } from "./number_steps.ts";

export interface Block {
  readonly x: readonly number[];
  readonly w1: Grid;
  readonly w2: Grid;
  /** post: ReLU(W2 ReLU(W1 x) + x), He et al. 2015; pre: W2 ReLU(W1 ReLU(x)) + x, He et al. 2016. */
  readonly order: "post" | "pre";
}

/** Forward through one residual block without biases. Answers: branch, output. */
export function residualBlockSolver({ x, w1, w2, order }: Block): Solver {
  const input = tensor(x);
  const name = order === "post" ? "x" : "a";
  return {
    steps: [
      ...(order === "post" ? [] : [{
        id: "a",
        rule: "Pre-activation: ReLU comes first, on the branch only.",
        uses: [],
        roundable: false,
        value: () => relu(input),
        tex: (value: Tensor) => `a = \\operatorname{ReLU}(x) ${equalsVec(value, 4)}`,
      }]),
      {
        id: "h",
        rule: `First weights, then ReLU: $h = \\operatorname{ReLU}(W_1 ${name})$.`,
        uses: order === "post" ? [] : ["a"],
        roundable: false,
        value: (a = input) => relu(times(w1, a)),
        tex: (value, a = input) =>
          `h = \\operatorname{ReLU}${vec(times(w1, a).values)} ${equalsVec(value, 4)}`,
      },
      {
        id: "branch",
        rule: "Second weights: $f = W_2 h$.",
        uses: ["h"],
        roundable: false,
        value: (h = input) => times(w2, h),
        tex: (value) => `f ${equalsVec(value, 4)}`,
      },
      {
        id: "output",
        rule: order === "post" ? "Add the skip, then ReLU." : "Add the skip; nothing comes after.",
        uses: ["branch"],
        roundable: false,
        value: (f = input) => order === "post" ? relu(add(f, input)) : add(f, input),
        tex: (value, f = input) =>
          order === "post"
            ? `y = \\operatorname{ReLU}(${vec(f.values)} + ${vec(x)}) ${equalsVec(value, 4)}`
            : `y = ${vec(f.values)} + ${vec(x)} ${equalsVec(value, 4)}`,
      },
    ],
    answers: { branch: "branch", output: "output" },
  };
}

/** W x for a column x. */
export function times(weight: Grid, x: Tensor): Tensor {
  return columnDense(x, { weight: tensor(weight), bias: zeros([weight.length]) });
}

/** dL/dx of y = x + F(x) from dL/dy and the Jacobian of F, as columns. Answer: gradient [n]. */
export function skipGradientSolver(
  { jacobian, upstream }: { readonly jacobian: Grid; readonly upstream: readonly number[] },
): Solver {
  const g = tensor(upstream);
  return {
    steps: [
      {
        id: "branch",
        rule: "Through the branch: the *transposed* Jacobian times the upstream gradient.",
        uses: [],
        roundable: false,
        value: () => columnDense(g, { weight: transpose(tensor(jacobian)), bias: zeros([upstream.length]) }),
        tex: (value) =>
          `J^\\top g = ${rowsTex(jacobian[0]?.map((_, j) => jacobian.map((row) => row[j] ?? 0)) ?? [])} ${
            rowsTex(upstream.map((entry) => [entry]))
          } ${equalsVec(value, 4)}`,
      },
      {
        id: "gradient",
        rule: "Through the skip the upstream gradient comes unchanged: add it.",
        uses: ["branch"],
        roundable: false,
        value: (branch = g) => add(branch, g),
        tex: (value, branch = g) => `${vec(branch.values)} + ${vec(upstream)} ${equalsVec(value, 4)}`,
      },
    ],
    answers: { gradient: "gradient" },
  };
}

/** y = T H + (1 - T) x with T = sigmoid(gate), entry by entry. Answers: T, y. Source: Srivastava et al. 2015. */
export function highwaySolver(
  { x, h, gate }: {
    readonly x: readonly number[];
    readonly h: readonly number[];
    readonly gate: readonly number[];
  },
): Solver {
  const input = tensor(x);
  return {
    steps: [
      {
        id: "T",
        rule: "Open the gate: $T = \\sigma(a)$.",
        uses: [],
        roundable: true,
        value: () => sigmoid(tensor(gate)),
        tex: (value) => `T = \\sigma${vec(gate)} ${equalsVec(value, 4)}`,
      },
      {
        id: "y",
        rule: "Mix: $T$ parts of $H(x)$ and $1 - T$ parts of $x$.",
        uses: ["T"],
        roundable: true,
        value: (t = input) => add(mul(t, tensor(h)), mul(sub(1, t), input)),
        tex: (value, t = input) =>
          Array.from(value.values, (y, i) => {
            const open = Number((t.values[i] ?? 0).toFixed(4));
            return `${num(open)} \\cdot ${term(h[i] ?? 0)} + ${num(Number((1 - open).toFixed(4)))} \\cdot ${
              term(x[i] ?? 0)
            } \\approx ${num(Number(y.toFixed(4)))}`;
          }).join(",\\quad "),
      },
    ],
    answers: { T: "T", y: "y" },
  };
}

/**
 * Channels in a dense block. Answers: inputs [layers], output, and after = floor(output / 2), what a transition layer
 * with compression 1/2 leaves. Source: Huang et al. 2017 (DenseNet).
 */
export function denseBlockSolver(
  { start, growth, layers }: { readonly start: number; readonly growth: number; readonly layers: number },
): Solver {
  return {
    steps: [
      listStep({
        id: "inputs",
        rule:
          "Each layer reads the block's input and the maps of all layers before it: one growth rate more each time.",
        value: () => Array.from({ length: layers }, (_, i) => start + i * growth),
        tex: (value) => value.join(",\\; "),
      }),
      numberStep({
        id: "output",
        rule: "The output holds the input and the maps of all layers.",
        value: () => start + layers * growth,
        tex: (value) => `${start} + ${layers} \\cdot ${growth} = ${value}`,
      }),
      numberStep({
        id: "after",
        rule: "The transition layer keeps half of the channels.",
        uses: ["output"],
        value: (output) => Math.floor(output / 2),
        tex: (value, output) => `\\left\\lfloor \\tfrac{1}{2} \\cdot ${output} \\right\\rfloor = ${value}`,
      }),
    ],
    answers: { inputs: "inputs", output: "output", after: "after" },
  };
}

export interface BlockWeights {
  readonly channels: number;
  readonly filters: number;
  /** Channels inside a bottleneck block; 0 for a basic block of two 3x3 convolutions. */
  readonly middle: number;
}

/** Weights of a residual block with a 1x1 projection on its skip, no biases. Answers: branch, shortcut, total. */
export function blockWeightsSolver({ channels, filters, middle }: BlockWeights): Solver {
  const layers = branchLayers({ channels, filters, middle });
  return {
    steps: [
      ...layers.map(([size, from, to], i) =>
        numberStep({
          id: `conv${i + 1}`,
          rule: `Branch, $${size} \\times ${size}$ from ${from} to ${to} channels.`,
          value: () => size * size * from * to,
          tex: (value) => `${size}^2 \\cdot ${from} \\cdot ${to} = ${value}`,
        })
      ),
      numberStep({
        id: "branch",
        rule: "The branch together.",
        uses: layers.map((_, i) => `conv${i + 1}`),
        value: (...weights) => weights.reduce((sum, count) => sum + count, 0),
        tex: (value, ...weights) => `${weights.join(" + ")} = ${value}`,
      }),
      numberStep({
        id: "shortcut",
        rule: "The skip must change the number of channels: a $1 \\times 1$ convolution.",
        value: () => channels * filters,
        tex: (value) => `1^2 \\cdot ${channels} \\cdot ${filters} = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Branch and skip together.",
        uses: ["branch", "shortcut"],
        value: (branch, shortcut) => branch + shortcut,
        tex: (value, branch, shortcut) => `${branch} + ${shortcut} = ${value}`,
      }),
    ],
    answers: { branch: "branch", shortcut: "shortcut", total: "total" },
  };
}

/** Kernel size, channels in and out of each convolution of the branch. */
export function branchLayers(
  { channels, filters, middle }: BlockWeights,
): readonly (readonly [number, number, number])[] {
  return middle === 0
    ? [[3, channels, filters], [3, filters, filters]]
    : [[1, channels, middle], [3, middle, middle], [1, middle, filters]];
}
