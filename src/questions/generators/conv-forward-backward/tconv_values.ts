/** A transposed convolution by hand: level 1 without overlap, level 2 with, level 3 with a 3x3 kernel. */
import type { Tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { stamped, transposedSolver } from "../../solvers/convolve_by_hand.ts";
import { type Grid, gridOf, isRectangular, turned } from "../../solvers/grid.ts";
import { rowsTex } from "../../tex.ts";

type StampParams = { readonly x: Grid; readonly kernel: Grid; readonly stride: number };

const matrix = (min: number, max: number) => ({
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min, max },
  min,
  max,
} as const);

export const tconvValuesGenerator = defineGenerator<StampParams>({
  id: "tconv-values",
  version: 1,
  topic: "conv-forward-backward",
  title: "Transposed convolution by hand",
  levels: [1, 2, 3],
  domains: { x: matrix(2, 3), kernel: matrix(2, 3), stride: { kind: "int", lo: 1, hi: 3 } },
  generate(random, level, fixed) {
    const grid = (size: number, values: readonly number[]) =>
      Array.from({ length: size }, () => Array.from({ length: size }, () => random.pick(values)));
    return {
      x: fixed.x ?? grid(2, [-2, -1, 1, 2, 3, 4]),
      kernel: fixed.kernel ?? grid(level === 3 ? 3 : 2, level === 3 ? [-1, 0, 1, 2] : [-2, -1, 0, 1, 2, 3]),
      stride: fixed.stride ?? (level === 2 ? 1 : 2),
    };
  },
  refuse({ x, kernel, stride }) {
    if (![x, kernel].every(isRectangular)) return "the rows differ in length";
    if (kernel.length !== kernel[0]?.length) return "the kernel is not square";
    if (stride > kernel.length) return "gaps between the stamps";
    if (x.flat().includes(0)) return "an input is zero";
    return kernel.flat().filter((weight) => weight !== 0).length < kernel.length + 1
      ? "the kernel is nearly empty"
      : undefined;
  },
  prompt: ({ x, kernel, stride }) =>
    `Upsample $x$ by a transposed convolution with kernel $k$ and stride ${stride}.\n\n$$x = ${
      rowsTex(x)
    },\\qquad k = ${rowsTex(kernel)}$$`,
  conventions: () => [
    "no padding, no output padding, no bias",
    "the kernel is not flipped: each input value stamps it down as it is",
  ],
  answers: (params) => [
    exactTensorAnswer({ id: "y", label: "$y$", shape: stamped(tidy(params)).shape, shapeAsked: true }),
  ],
  solve: (params) => transposedSolver(tidy(params)),
  mistakes: [
    {
      id: "not-added",
      solve: (params) => {
        const p = tidy(params);
        return p.stride >= p.kernel.length ? undefined : { y: overwritten(p) };
      },
      feedback: "Where stamps overlap they are added; you kept only the last one.",
    },
    {
      id: "turned",
      solve: (params) => {
        const p = tidy(params);
        return { y: stamped({ ...p, kernel: turned(p.kernel) }) };
      },
      feedback: "You turned the kernel by 180 degrees. Each input value stamps it down as it is.",
    },
    {
      id: "stride-1",
      solve: (params) => params.stride === 1 ? undefined : { y: stamped({ ...tidy(params), stride: 1 }) },
      feedback: "The stamps lie a stride apart in the output; you moved them by 1.",
    },
    {
      id: "side-by-side",
      solve: (params) => {
        const p = tidy(params);
        return p.stride >= p.kernel.length ? undefined : { y: stamped({ ...p, stride: p.kernel.length }) };
      },
      feedback: "You laid the stamps side by side. They lie a stride apart, so here they overlap.",
    },
    {
      id: "roles-swapped",
      solve: (params) => {
        const p = tidy(params);
        return p.stride === 1 ? undefined : { y: stamped({ ...p, x: p.kernel, kernel: p.x }) };
      },
      feedback:
        "You stamped the input for each kernel weight. It is the other way: the kernel for each input value.",
    },
  ],
  hints: () => ["The output has $(n-1)s + k$ rows and columns."],
});

/** Rectangular, with a square kernel. */
function tidy({ x, kernel, stride }: StampParams): StampParams {
  return { x: gridOf(x), kernel: gridOf(kernel, kernel.length, kernel.length), stride };
}

function overwritten(p: StampParams): Tensor {
  const { shape, values } = stamped(p);
  const columns = shape[1] ?? 1;
  const out = values.map(() => 0);
  p.x.forEach((row, i) =>
    row.forEach((value, j) =>
      p.kernel.forEach((line, a) =>
        line.forEach((weight, b) => out[(i * p.stride + a) * columns + j * p.stride + b] = value * weight)
      )
    )
  );
  return { shape, values: out };
}
