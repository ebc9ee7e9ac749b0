/** Convolution, ReLU and max pooling in a row: level 1 with a 2x2 kernel, level 2 with a 3x3 one. */
import { relu } from "../../../tensor/activations.ts";
import { abs } from "../../../tensor/elementwise.ts";
import { avgPool2d, maxPool2d } from "../../../tensor/pool.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { convReluPoolSolver } from "../../solvers/conv_backward.ts";
import { type Grid, gridOf, isRectangular, turned } from "../../solvers/grid.ts";
import { crossCorrelate } from "../../solvers/windows.ts";
import { rowsTex } from "../../tex.ts";

type StageParams = {
  readonly image: Grid;
  readonly kernel: Grid;
  readonly padding: number;
  readonly pool: number;
};

const pixels = (min: number, max: number) => ({
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min, max },
  min,
  max,
} as const);

export const convReluPoolGenerator = defineGenerator<StageParams>({
  id: "conv-relu-pool",
  version: 1,
  topic: "conv-forward-backward",
  title: "Convolution, ReLU and max pooling",
  levels: [1, 2],
  domains: {
    image: pixels(3, 5),
    kernel: pixels(2, 3),
    padding: { kind: "int", lo: 0, hi: 1 },
    pool: { kind: "pick", of: [2] },
  },
  generate(random, level, fixed) {
    const [side, k] = level === 1 ? [3, 2] : [4, 3];
    const grid = (size: number, values: readonly number[]) =>
      Array.from({ length: size }, () => Array.from({ length: size }, () => random.pick(values)));
    return {
      image: fixed.image ?? grid(side, [0, 1, 2, 3]),
      kernel: fixed.kernel ?? grid(k, level === 1 ? [-2, -1, 1, 2] : [-2, -1, 0, 0, 1, 2]),
      padding: fixed.padding ?? 1,
      pool: fixed.pool ?? 2,
    };
  },
  refuse(params) {
    const { image, kernel, padding } = params;
    if (![image, kernel].every(isRectangular)) return "the rows differ in length";
    if (kernel.length !== kernel[0]?.length) return "the kernel is not square";
    if (kernel.length + 1 > Math.min(image.length, image[0]?.length ?? 0) + 2 * padding) {
      return "the map is too small to pool";
    }
    const { conv, output } = stages(params, {});
    if (conv.values.length > 16) return "too many windows for one card";
    if (output.values.filter((value) => value > 0).length < output.values.length - 1) {
      return "the outputs are dead";
    }
    return new Set(output.values).size < Math.min(3, output.values.length)
      ? "the outputs are alike"
      : undefined;
  },
  prompt: ({ image, kernel, padding, pool }) =>
    `The image $x$ goes through a convolution with kernel $k$ (stride 1, ${
      padding === 0 ? "no padding" : `zero padding ${padding}`
    }), then ReLU, then max pooling with window $${pool} \\times ${pool}$ and stride ${pool}. Work out all three maps.\n\n$$x = ${
      rowsTex(image)
    },\\qquad k = ${rowsTex(kernel)}$$`,
  conventions: () => [
    "cross-correlation: the kernel is not flipped",
    "no bias; a pooling window that does not fit whole is dropped",
  ],
  answers: (params) => {
    const { conv, output } = stages(params, {});
    return [
      exactTensorAnswer({ id: "conv", label: "After the convolution", shape: conv.shape }),
      exactTensorAnswer({ id: "relu", label: "After ReLU", shape: conv.shape }),
      exactTensorAnswer({ id: "output", label: "After pooling", shape: output.shape }),
    ];
  },
  solve: (params) => convReluPoolSolver(tidy(params)),
  mistakes: [
    {
      id: "flipped",
      solve: (params) => stages({ ...params, kernel: turned(tidy(params).kernel) }, {}),
      feedback: "You flipped the kernel, as in signal processing. Networks lay it on the image as it is.",
    },
    {
      id: "absolute-value",
      solve: (params) => stages(params, { clip: abs }),
      feedback: "ReLU sets negative values to 0; you dropped their sign.",
    },
    {
      id: "no-relu",
      solve: (params) => stages(params, { clip: (t) => t }),
      feedback: "Negative values went on. ReLU sets them to 0.",
    },
    {
      id: "average",
      solve: (params) => stages(params, { pool: (t, size) => avgPool2d(t, { size, countPadding: true }) }),
      feedback: "You averaged the blocks. Max pooling keeps the largest value.",
    },
    {
      id: "pooled-by-one",
      solve: (params) => stages(params, { pool: (t, size) => maxPool2d(t, { size, stride: 1 }) }),
      feedback: "You moved the pooling window by 1; its stride is its own size.",
    },
  ],
  hints: () => ["The convolution is the work; write its map down whole before you go on."],
});

interface Twist {
  readonly clip?: (t: Tensor) => Tensor;
  readonly pool?: (t: Tensor, size: number) => Tensor;
}

/** The three maps with one thing done another way. */
function stages(params: StageParams, { clip = relu, pool = (t, size) => maxPool2d(t, { size }) }: Twist) {
  const p = tidy(params);
  const conv = crossCorrelate({ ...p, stride: 1 });
  const clipped = clip(conv);
  return { conv, relu: clipped, output: pool(clipped, p.pool) };
}

/** Rectangular, with a square kernel that leaves at least a 2x2 map. */
function tidy({ image, kernel, padding, pool }: StageParams): StageParams {
  const rows = gridOf(image);
  const most = Math.min(rows.length, rows[0]?.length ?? 0) + 2 * padding - 1;
  const size = Math.min(kernel.length, most);
  return { image: rows, kernel: gridOf(kernel, size, size), padding, pool };
}
