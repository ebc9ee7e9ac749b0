/** The output shape of a transposed convolution: level 2 with padding, level 3 with output padding. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { stampedSize, transposedShapeSolver } from "../../solvers/window_size.ts";

type TconvOutParams = {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly outputPadding: number;
};

/** Stride, padding and output padding at which the usual slips lead to different sizes. */
const TELLING = [[3, 2, 1], [2, 3, 1], [4, 3, 1], [4, 3, 2], [2, 4, 1], [3, 4, 1], [3, 4, 2]] as const;
const PLAIN = [[2, 1, 0], [2, 2, 0], [3, 1, 0], [3, 2, 0]] as const;

export const tconvOutGenerator = defineGenerator<TconvOutParams>({
  id: "tconv-out",
  version: 1,
  topic: "conv-shapes",
  title: "Output shape of a transposed convolution",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 1, hi: 512 },
    height: { kind: "int", lo: 1, hi: 128 },
    width: { kind: "int", lo: 1, hi: 128 },
    filters: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 1, hi: 9 },
    stride: { kind: "int", lo: 1, hi: 4 },
    padding: { kind: "int", lo: 0, hi: 4 },
    outputPadding: { kind: "int", lo: 0, hi: 3 },
  },
  generate(random, level, fixed) {
    const [freeStride, freePadding, freeOutput] = level === 3 ? random.pick(TELLING) : random.pick(PLAIN);
    const stride = fixed.stride ?? freeStride;
    const padding = fixed.padding ?? (level === 1 ? 0 : freePadding);
    return {
      channels: fixed.channels ?? random.pick([8, 16, 32, 64]),
      height: fixed.height ?? random.int(4, 16),
      width: fixed.width ?? random.int(4, 16),
      filters: fixed.filters ?? random.pick([3, 5, 10, 12, 20]),
      kernel: fixed.kernel ??
        random.int(Math.max(level === 1 ? 2 : 3, 2 * padding + 1), Math.max(5, 2 * padding + 1)),
      stride,
      padding,
      outputPadding: fixed.outputPadding ?? (level === 3 ? Math.min(freeOutput, stride - 1) : 0),
    };
  },
  refuse(p) {
    if (p.outputPadding >= p.stride) return "the output padding is not below the stride";
    if (p.channels === p.filters) return "as many filters as channels";
    if (p.height === p.width) return "both sides are alike";
    if (2 * p.padding >= p.kernel) return "more padding than kernel";
    return p.stride === 1 ? "stride 1 does not enlarge" : undefined;
  },
  prompt: ({ channels, height, width, filters, kernel, stride, padding, outputPadding }) =>
    `A transposed convolution with ${filters} filters of size $${kernel} \\times ${kernel}$, stride ${stride}, padding ${padding} and output padding ${outputPadding} runs over an input of shape $[${channels},\\; ${height},\\; ${width}]$. What is the shape of the output?`,
  conventions: () => [
    "channels first: $[\\text{channels}, \\text{height}, \\text{width}]$",
    "as in PyTorch: padding $p$ is cut off each side of the output, output padding is added once, dilation 1",
  ],
  answers: () => [shapeAnswer({ id: "shape", label: "Output shape", rank: 3 })],
  solve: transposedShapeSolver,
  mistakes: [
    {
      id: "forward-formula",
      solve: (p) => spatial(p, (n) => Math.floor((n + 2 * p.padding - p.kernel) / p.stride) + 1),
      feedback:
        "That is the formula of an ordinary convolution. The transposed one goes the other way: it enlarges.",
    },
    {
      id: "no-minus-one",
      solve: (p) => spatial(p, (n) => size(p, n) + p.stride),
      feedback: "There are $n-1$ steps of the stride between $n$ stamps, not $n$.",
    },
    {
      id: "padding-added",
      solve: (p) => p.padding === 0 ? undefined : spatial(p, (n) => size(p, n) + 4 * p.padding),
      feedback: "Here the padding is cut off the output: subtract $2p$, do not add it.",
    },
    {
      id: "padding-once",
      solve: (p) => p.padding === 0 ? undefined : spatial(p, (n) => size(p, n) + p.padding),
      feedback: "The padding is cut off both ends: $2p$, not $p$.",
    },
    {
      id: "no-padding",
      solve: (p) => p.padding === 0 ? undefined : spatial(p, (n) => size(p, n) + 2 * p.padding),
      feedback: "The padding is missing: it cuts $p$ pixels off both ends of the output.",
    },
    {
      id: "no-output-padding",
      solve: (p) => p.outputPadding === 0 ? undefined : spatial(p, (n) => size(p, n) - p.outputPadding),
      feedback: "The output padding is missing: it adds its pixels once, at the end.",
    },
    {
      id: "output-padding-twice",
      solve: (p) => p.outputPadding === 0 ? undefined : spatial(p, (n) => size(p, n) + p.outputPadding),
      feedback: "The output padding is added at one end only.",
    },
    {
      id: "input-channels",
      solve: (p) => ({ shape: tensor([p.channels, stampedSize(p.height, p), stampedSize(p.width, p)]) }),
      feedback: "The output has one channel for each filter, not the channels of the input.",
    },
  ],
  hints: () => ["$(n-1)\\,s - 2p + k + p_{\\text{out}}$ for each side."],
});

function size({ kernel, stride, padding, outputPadding }: TconvOutParams, n: number): number {
  return (n - 1) * stride - 2 * padding + kernel + outputPadding;
}

function spatial({ filters, height, width }: TconvOutParams, side: (n: number) => number) {
  return { shape: tensor([filters, side(height), side(width)]) };
}
