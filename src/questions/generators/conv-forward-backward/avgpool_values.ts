/** Average pooling of a small matrix; level 2 with padding that counts or does not. */
import { avgPool2d, maxPool2d } from "../../../tensor/pool.ts";
import { map } from "../../../tensor/elementwise.ts";
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Grid, gridOf, isRectangular } from "../../solvers/grid.ts";
import { averaged, avgPoolSolver } from "../../solvers/pool_by_hand.ts";
import { rowsTex } from "../../tex.ts";

type AvgPoolParams = {
  readonly image: Grid;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly countPadding: boolean;
};

export const avgpoolValuesGenerator = defineGenerator<AvgPoolParams>({
  id: "avgpool-values",
  version: 1,
  topic: "conv-forward-backward",
  title: "Average pooling of a matrix",
  levels: [1, 2],
  domains: {
    image: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -20, hi: 30 }, min: 3, max: 6 },
      min: 3,
      max: 6,
    },
    size: { kind: "pick", of: [2] },
    stride: { kind: "int", lo: 1, hi: 2 },
    padding: { kind: "int", lo: 0, hi: 1 },
    countPadding: { kind: "pick", of: [true, false] },
  },
  generate: (random, level, fixed) => ({
    image: fixed.image ??
      Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => random.int(level === 1 ? 0 : -4, 12))),
    size: fixed.size ?? 2,
    stride: fixed.stride ?? 2,
    padding: fixed.padding ?? (level === 1 ? 0 : 1),
    countPadding: fixed.countPadding ?? (level === 1 ? true : random.pick([true, false])),
  }),
  refuse({ image, padding, countPadding }) {
    if (!isRectangular(image)) return "the rows differ in length";
    if (padding === 0 && !countPadding) return "there is no padding to count";
    return new Set(image.flat()).size < 4 ? "the image hardly changes" : undefined;
  },
  prompt: ({ image, size, stride, padding, countPadding }) =>
    `Apply average pooling with window $${size} \\times ${size}$, stride ${stride} and ${
      padding === 0
        ? "no padding"
        : `zero padding ${padding}, \`count_include_pad=${countPadding ? "True" : "False"}\`,`
    } to\n\n$$x = ${rowsTex(image)}.$$`,
  conventions: ({ padding, countPadding }) => [
    "exact values: fractions or decimals; a window that does not fit whole is dropped",
    ...(padding === 0 ? [] : [
      countPadding
        ? "the zeros of the padding count: every window is divided by its full size"
        : "the padding does not count: a window is divided by the number of its cells on the image",
    ]),
  ],
  answers: (params) => [
    exactTensorAnswer({ id: "y", label: "$y$", shape: averaged(tidy(params)).shape }),
  ],
  solve: (params) => avgPoolSolver(tidy(params)),
  mistakes: [
    {
      id: "maximum",
      solve: (params) => {
        const { image, size, stride, padding } = tidy(params);
        return { y: maxPool2d(tensor(image), { size, stride, padding }) };
      },
      feedback: "You took the largest value of each window. Average pooling takes the mean.",
    },
    {
      id: "sum",
      solve: (params) => {
        const p = tidy(params);
        return { y: map(averaged({ ...p, countPadding: true }), (mean) => mean * p.size ** 2) };
      },
      feedback: "These are the sums of the windows: divide them by the number of cells.",
    },
    {
      id: "divided-by-side",
      solve: (params) => {
        const p = tidy(params);
        return { y: map(averaged({ ...p, countPadding: true }), (mean) => mean * p.size) };
      },
      feedback: "A window has $k^2$ cells, not $k$: divide by their number.",
    },
    {
      id: "other-divisor",
      solve: (params) =>
        params.padding === 0
          ? undefined
          : { y: averaged({ ...tidy(params), countPadding: !params.countPadding }) },
      feedback: "Look again whether the padding counts as cells in the divisor; you did it the other way.",
    },
    {
      id: "no-padding",
      solve: (params) => {
        const { image, size, stride, padding } = tidy(params);
        return padding === 0
          ? undefined
          : { y: avgPool2d(tensor(image), { size, stride, countPadding: true }) };
      },
      feedback: "The frame of zeros is missing: the first window starts in the padding.",
    },
  ],
  hints: ({ padding }) => [
    padding === 0
      ? "Add each window, then divide."
      : "The first window holds one cell of the image and three of the padding.",
  ],
});

function tidy(params: AvgPoolParams): AvgPoolParams {
  return { ...params, image: gridOf(params.image) };
}
