/** Multiplications of a convolution: level 1 keeps the size, level 2 strides, level 3 counts FLOPs. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type ConvWork, convWorkSolver } from "../../solvers/conv_cost.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { placesOf } from "../../solvers/window_size.ts";

type MacsParams = {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly each: 1 | 2;
};

export const convMacsGenerator = defineGenerator<MacsParams>({
  id: "conv-macs",
  version: 1,
  topic: "conv-params-cost",
  title: "Multiplications of a convolution",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 1, hi: 512 },
    height: { kind: "int", lo: 1, hi: 512 },
    width: { kind: "int", lo: 1, hi: 512 },
    filters: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 1, hi: 11 },
    stride: { kind: "int", lo: 1, hi: 4 },
    padding: { kind: "int", lo: 0, hi: 5 },
    each: { kind: "pick", of: [1, 2] },
  },
  generate(random, level, fixed) {
    const kernel = fixed.kernel ?? random.pick([3, 5]);
    const height = fixed.height ?? (level === 1 ? random.pick([8, 10, 12, 16, 20, 32]) : random.int(9, 32));
    return {
      channels: fixed.channels ?? random.pick([2, 3, 4, 6, 8, 16]),
      height,
      width: fixed.width ?? (level === 3 ? random.int(9, 32) : height),
      filters: fixed.filters ?? random.pick([4, 5, 6, 8, 10, 12, 16]),
      kernel,
      stride: fixed.stride ?? (level === 1 ? 1 : 2),
      padding: fixed.padding ?? (level === 1 ? (kernel - 1) / 2 : random.int(0, (kernel - 1) / 2)),
      each: fixed.each ?? (level === 3 ? 2 : 1),
    };
  },
  refuse(p) {
    if (Math.min(p.height, p.width) + 2 * p.padding < p.kernel) return "the kernel does not fit";
    if (2 * p.padding >= p.kernel) return "more padding than kernel";
    if (p.channels === 1) return "one input channel";
    return p.kernel === 1 || p.channels === p.kernel ? "factors that cannot be told apart" : undefined;
  },
  prompt: ({ channels, height, width, filters, kernel, stride, padding, each }) =>
    `A convolution with ${filters} filters of size $${kernel} \\times ${kernel}$, stride ${stride}, padding ${padding} runs over an input of shape $[${channels},\\; ${height},\\; ${width}]$. How large is its output map, and how many ${
      each === 1 ? "multiplications" : "FLOPs"
    } does it take?`,
  conventions: ({ each }) => [
    "channels first; products with the zeros of the padding count as well",
    each === 1
      ? "no biases; additions are not counted"
      : "no biases; a multiplication with its addition counts as 2 FLOPs",
  ],
  answers: ({ each }) => [
    exactTensorAnswer({ id: "places", label: "Output height and width", shape: [2] }),
    integerAnswer({ id: "work", label: each === 1 ? "Multiplications" : "FLOPs" }),
  ],
  solve: convWorkSolver,
  mistakes: [
    {
      id: "one-channel",
      solve: (p) => scalars({ work: work(p) / p.channels }),
      feedback: "The input channels are missing: each filter multiplies in all of them.",
    },
    {
      id: "one-filter",
      solve: (p) => p.filters === 1 ? undefined : scalars({ work: work(p) / p.filters }),
      feedback: "That is the work of one filter; the layer has several.",
    },
    {
      id: "kernel-not-squared",
      solve: (p) => p.kernel === 1 ? undefined : scalars({ work: work(p) / p.kernel }),
      feedback: "The kernel has two sides: $k^2$ products for each channel, not $k$.",
    },
    {
      id: "input-size",
      solve: (p) =>
        p.height * p.width === outputs(p)
          ? undefined
          : scalars({ work: work(p) / (outputs(p) || 1) * p.height * p.width }),
      feedback:
        "The filters stand at the places of the *output*: take its height and width, not the input's.",
    },
    {
      id: "weights-only",
      solve: (p) => outputs(p) === 1 ? undefined : scalars({ work: p.kernel ** 2 * p.channels * p.filters }),
      feedback: "That is the number of weights. Each of them is used once at every place of the output.",
    },
    {
      id: "other-count",
      solve: (p) => scalars({ work: p.each === 1 ? work(p) * 2 : work(p) / 2 }),
      feedback: "Look at the convention: does an addition count or not?",
    },
    {
      id: "no-plus-one",
      solve: (p) => {
        const [height, width] = [side(p, p.height) - 1, side(p, p.width) - 1];
        return {
          places: tensor([height, width]),
          ...scalars({ work: p.kernel ** 2 * p.channels * p.filters * height * width * p.each }),
        };
      },
      feedback:
        "The output is one place larger: the first window counts too, hence the $+1$ in the size formula.",
    },
  ],
  hints: () => ["How many values are computed, and how many products does each need?"],
});

function side(p: MacsParams, n: number): number {
  return placesOf(n, { ...p, dilation: 1 });
}

function outputs(p: MacsParams): number {
  return side(p, p.height) * side(p, p.width);
}

function work(p: ConvWork): number {
  return p.kernel ** 2 * p.channels * p.filters * outputs(p) * p.each;
}
