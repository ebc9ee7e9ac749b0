/** The output shape of a convolution: stride and padding, from level 2 other sides, from level 3 dilation. */
import { tensor } from "../../../tensor/tensor.ts";
import { numbersIn } from "../../answer_value.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator, succeeding } from "../../define.ts";
import type { GeneratorDefinition, Mistake } from "../../question.ts";
import { convShapeSolver, placesOf } from "../../solvers/window_size.ts";
import { tellingParams } from "./telling_layers.ts";

export type ConvOutParams = {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
};

const FIRST: GeneratorDefinition<ConvOutParams> = {
  id: "conv-out",
  version: 1,
  topic: "conv-shapes",
  title: "Output shape of a convolution",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 1, hi: 64 },
    height: { kind: "int", lo: 4, hi: 64 },
    width: { kind: "int", lo: 4, hi: 64 },
    filters: { kind: "int", lo: 1, hi: 64 },
    kernel: { kind: "int", lo: 1, hi: 7 },
    stride: { kind: "int", lo: 1, hi: 4 },
    padding: { kind: "int", lo: 0, hi: 3 },
    dilation: { kind: "int", lo: 1, hi: 3 },
  },
  generate(random, level, fixed) {
    const height = fixed.height ?? random.int(8, 40);
    const kernel = fixed.kernel ?? random.pick([3, 4, 5, 7]);
    const dilation = fixed.dilation ?? (level === 3 ? random.int(2, 3) : 1);
    return {
      channels: fixed.channels ?? random.pick([1, 3, 8, 16]),
      height,
      width: fixed.width ?? (level === 1 ? height : random.int(8, 40)),
      filters: fixed.filters ?? random.pick([4, 6, 10, 12, 20, 32]),
      kernel,
      stride: fixed.stride ?? random.int(2, 3),
      padding: fixed.padding ?? random.int(1, Math.min(3, Math.ceil(dilation * (kernel - 1) / 2))),
      dilation,
    };
  },
  refuse({ channels, filters, kernel, height, width, padding, dilation }) {
    if (channels === filters) return "as many filters as channels";
    if (dilation > 1 && kernel === 1) return "a dilated 1x1 kernel";
    const reach = dilation * (kernel - 1) + 1;
    if (2 * padding >= reach) return "more padding than kernel";
    return Math.min(height, width) + 2 * padding <= reach ? "the kernel does not fit" : undefined;
  },
  prompt: ({ channels, height, width, filters, kernel, stride, padding, dilation }) =>
    `A convolution with ${filters} filters of size $${kernel} \\times ${kernel}$, stride ${stride}, padding ${padding}${
      dilation === 1 ? "" : ` and dilation ${dilation}`
    } runs over an input of shape $[${channels},\\; ${height},\\; ${width}]$. What is the shape of the output?`,
  conventions: () => [
    "channels first: $[\\text{channels}, \\text{height}, \\text{width}]$",
    "padding is added on each of the four sides; a window that does not fit whole is dropped (floor)",
  ],
  answers: () => [shapeAnswer({ id: "shape", label: "Output shape", rank: 3 })],
  solve: convShapeSolver,
  mistakes: [
    {
      id: "ceil",
      solve: (p) => spatial(p, (n) => Math.ceil(room(p, n) / p.stride) + 1),
      feedback: "You rounded up. A last window that does not fit whole is dropped: round down.",
    },
    {
      id: "padding-once",
      solve: (p) => spatial(p, (n) => Math.floor((room(p, n) - p.padding) / p.stride) + 1),
      feedback: "Padding is added on both sides: $2p$, not $p$.",
    },
    {
      id: "no-padding",
      solve: (p) => spatial(p, (n) => Math.floor((room(p, n) - 2 * p.padding) / p.stride) + 1),
      feedback: "The padding is missing from the formula.",
    },
    {
      id: "no-plus-one",
      solve: (p) => spatial(p, (n) => Math.floor(room(p, n) / p.stride)),
      feedback: "One place is missing: the first window counts too, hence the $+1$.",
    },
    {
      id: "no-stride",
      solve: (p) => spatial(p, (n) => room(p, n) + 1),
      feedback: "The stride is missing: divide by it before adding 1.",
    },
    {
      id: "no-dilation",
      solve: (p) =>
        p.dilation === 1
          ? undefined
          : spatial(p, (n) => Math.floor((n + 2 * p.padding - p.kernel) / p.stride) + 1),
      feedback: "The dilation is missing: a dilated kernel reaches over $d(k-1)+1$ pixels.",
    },
    {
      id: "dilation-times-kernel",
      solve: (p) =>
        p.dilation === 1
          ? undefined
          : spatial(p, (n) => Math.floor((n + 2 * p.padding - p.dilation * p.kernel) / p.stride) + 1),
      feedback:
        "A dilated kernel reaches over $d(k-1)+1$ pixels, not $dk$: the gaps lie between its $k$ taps.",
    },
    {
      id: "input-channels",
      solve: (p) => ({
        shape: tensor([p.channels, ...sides(p, (n) => Math.floor(room(p, n) / p.stride) + 1)]),
      }),
      feedback: "The output has one channel for each filter; the input channels are summed over.",
    },
    {
      id: "channels-last",
      solve: (p) => ({
        shape: tensor([...sides(p, (n) => Math.floor(room(p, n) / p.stride) + 1), p.filters]),
      }),
      feedback: "The sizes are right, in the other order: this card puts the channels first.",
    },
  ],
  hints: () => ["$\\left\\lfloor \\frac{n + 2p - d(k-1) - 1}{s} \\right\\rfloor + 1$ for each side."],
};

/**
 * Version 1 drew freely: at level 1 it passed over 98 of 100 variants, and in the rest several slips led to one shape.
 * Version 2 draws from the layers at which they do not.
 */
export const convOutGenerator = succeeding(
  defineGenerator<ConvOutParams>({
    ...FIRST,
    version: 2,
    generate: (random, level, fixed) =>
      tellingParams(random, level, fixed) ?? FIRST.generate(random, level, fixed),
    mistakes: FIRST.mistakes.map(whereItShows),
  }),
  [defineGenerator(FIRST)],
);

/** A slip that happens to lead to the right shape is none there. */
function whereItShows(mistake: Mistake<ConvOutParams>): Mistake<ConvOutParams> {
  return {
    ...mistake,
    solve(params) {
      const wrong = mistake.solve(params);
      const right = [params.filters, ...sides(params, (n) => placesOf(n, params))];
      const shape = wrong?.shape;
      return shape !== undefined && numbersIn(shape).values.join() === right.join() ? undefined : wrong;
    },
  };
}

function room({ kernel, padding, dilation }: ConvOutParams, n: number): number {
  return n + 2 * padding - dilation * (kernel - 1) - 1;
}

function sides({ height, width }: ConvOutParams, size: (n: number) => number): number[] {
  return [size(height), size(width)];
}

function spatial(params: ConvOutParams, size: (n: number) => number) {
  return { shape: tensor([params.filters, ...sides(params, size)]) };
}
