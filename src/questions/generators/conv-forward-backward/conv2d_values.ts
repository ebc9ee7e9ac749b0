/** Cross-correlation of a small image with a small kernel; level 2 with padding and stride. */
import { transpose } from "../../../tensor/arrange.ts";
import { map } from "../../../tensor/elementwise.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { conv2dSolver, crossCorrelate } from "../../solvers/windows.ts";
import { rowsTex } from "../../tex.ts";

type Conv2dParams = {
  readonly image: readonly (readonly number[])[];
  readonly kernel: readonly (readonly number[])[];
  readonly stride: number;
  readonly padding: number;
};

const PIXELS = { kind: "int", lo: -5, hi: 9 } as const;

export const conv2dValuesGenerator = defineGenerator<Conv2dParams>({
  id: "conv2d-values",
  version: 1,
  topic: "conv-forward-backward",
  title: "Convolution of a small image by hand",
  levels: [1, 2],
  domains: {
    image: { kind: "list", of: { kind: "list", of: PIXELS, min: 3, max: 5 }, min: 3, max: 5 },
    kernel: { kind: "list", of: { kind: "list", of: PIXELS, min: 2, max: 3 }, min: 2, max: 3 },
    stride: { kind: "int", lo: 1, hi: 2 },
    padding: { kind: "int", lo: 0, hi: 1 },
  },
  generate(random, level, fixed) {
    const grid = (rows: number, columns: number, lo: number, hi: number) =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.int(lo, hi)));
    const [side, k] = level === 1 ? [3, 2] : [3, 3];
    return {
      image: fixed.image ?? grid(side, side, level === 1 ? -2 : 0, 3),
      kernel: fixed.kernel ?? grid(k, k, -2, 2),
      stride: fixed.stride ?? (level === 1 ? 1 : 2),
      padding: fixed.padding ?? (level === 1 ? 0 : 1),
    };
  },
  refuse({ image, kernel, stride, padding }) {
    if ([image, kernel].some((rows) => rows.some((row) => row.length !== rows[0]?.length))) {
      return "the rows differ in length";
    }
    if (kernel.length !== kernel[0]?.length) return "the kernel is not square";
    if (kernel.flat().filter((weight) => weight !== 0).length < kernel.length + 1) {
      return "the kernel is nearly empty";
    }
    if (kernel.length > Math.min(image.length, image[0]?.length ?? 0) + 2 * padding) {
      return "the kernel does not fit";
    }
    const y = crossCorrelate({ image, kernel, stride, padding });
    return new Set(y.values).size < Math.min(3, y.values.length)
      ? "the outputs are nearly all equal"
      : undefined;
  },
  prompt: ({ image, kernel, stride, padding }) =>
    `Convolve the image $x$ with the kernel $k$, stride ${stride}, ${
      padding === 0 ? "no padding" : `zero padding ${padding} on each side`
    }.\n\n$$x = ${rowsTex(image)},\\qquad k = ${rowsTex(kernel)}$$`,
  conventions: () => ["cross-correlation, as in networks: the kernel is not flipped", "no bias"],
  answers: (params) => [exactTensorAnswer({ id: "y", label: "$y$", shape: crossCorrelate(params).shape })],
  solve: conv2dSolver,
  mistakes: [
    {
      id: "flipped",
      solve: (params) => ({ y: crossCorrelate({ ...params, kernel: turned(params.kernel) }) }),
      feedback: "You flipped the kernel, as in signal processing. Networks lay it on the image as it is.",
    },
    {
      id: "transposed-kernel",
      solve: (params) => ({ y: crossCorrelate({ ...params, kernel: swapped(params.kernel) }) }),
      feedback: "You used the transposed kernel: its rows lie along the rows of the image.",
    },
    {
      id: "transposed-output",
      solve: (params) => ({ y: transpose(crossCorrelate(params)) }),
      feedback: "The sums are right, in the wrong places: the first row holds the windows along the top.",
    },
    {
      id: "no-padding",
      solve: (params) =>
        params.padding === 0 || params.kernel.length > params.image.length
          ? undefined
          : { y: crossCorrelate({ ...params, padding: 0 }) },
      feedback: "The frame of zeros is missing: the padding lets the kernel hang over the edge.",
    },
    {
      id: "stride-ignored",
      solve: (params) => params.stride === 1 ? undefined : { y: crossCorrelate({ ...params, stride: 1 }) },
      feedback: "You moved the kernel by 1 each time; the stride says how far it jumps.",
    },
    {
      id: "absolute",
      solve: (params) => {
        const y = crossCorrelate(params);
        return y.values.every((value) => value >= 0) ? undefined : { y: map(y, Math.abs) };
      },
      feedback: "Some signs are lost: negative sums stay negative.",
    },
  ],
  hints: () => ["Start with the window in the top left corner."],
});

type Rows = readonly (readonly number[])[];

function turned(kernel: Rows): Rows {
  return kernel.toReversed().map((row) => row.toReversed());
}

function swapped(kernel: Rows): Rows {
  return kernel.map((row, i) => row.map((_, j) => kernel[j]?.[i] ?? 0));
}
