/** One affine layer: a column through Wx + b, then a batch of rows through XW + b. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { columnDense, rowDense } from "../../../tensor/linear.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { columnLayerSolver, rowLayerSolver } from "../../solvers/dense_layer.ts";
import { rowsTex } from "../../tex.ts";

type LinearParams = {
  readonly layout: "columns" | "rows";
  readonly x: readonly (readonly number[])[];
  readonly w: readonly (readonly number[])[];
  readonly b: readonly number[];
};

const NUMBER = { kind: "dec", lo: -5, hi: 5, step: 0.5 } as const;
const ROWS = { kind: "list", of: { kind: "list", of: NUMBER, min: 1, max: 4 }, min: 1, max: 4 } as const;

export const linearForwardGenerator = defineGenerator<LinearParams>({
  id: "linear-forward",
  version: 1,
  topic: "perceptron-mlp",
  title: "One affine layer",
  levels: [1, 2],
  domains: {
    layout: { kind: "pick", of: ["columns", "rows"] },
    x: ROWS,
    w: ROWS,
    b: { kind: "list", of: NUMBER, min: 1, max: 4 },
  },
  generate(random, level, fixed) {
    const layout = fixed.layout ?? (level === 1 ? "columns" : "rows");
    const cell = () => random.pick([-2, -1, 1, 2, 3]);
    const grid = (rows: number, columns: number) =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, cell));
    const inputs = fixed.x?.[0]?.length ?? (layout === "columns" ? 3 : 2);
    const outputs = fixed.b?.length ?? 2;
    const b = fixed.b ?? Array.from({ length: outputs }, cell);
    return {
      layout,
      x: fixed.x ?? grid(layout === "columns" ? 1 : 2, inputs),
      w: fixed.w ?? (layout === "columns" ? grid(outputs, inputs) : grid(inputs, outputs)),
      b,
    };
  },
  refuse({ layout, x, w, b }) {
    const inputs = x[0]?.length ?? 0;
    const width = w[0]?.length ?? 0;
    if (x.some((row) => row.length !== inputs) || w.some((row) => row.length !== width)) {
      return "rows differ in length";
    }
    if (layout === "columns" && x.length > 1) return "one column vector at a time";
    const [needed, outputs] = layout === "columns" ? [width, w.length] : [w.length, width];
    if (needed !== inputs || outputs !== b.length) return "the shapes do not meet";
    if (x.length * outputs * inputs > 18) return "too many products for one card";
    return b.every((value) => value === 0) ? "no bias" : undefined;
  },
  prompt: ({ layout, x, w, b }) =>
    layout === "columns"
      ? `What does the layer $z = Wx + b$ put out for\n\n$$x = ${column(x[0] ?? [])},\\quad W = ${
        rowsTex(w)
      },\\quad b = ${column(b)}?$$`
      : `What does the layer $Y = XW + b$ put out for\n\n$$X = ${rowsTex(x)},\\quad W = ${
        rowsTex(w)
      },\\quad b = ${rowsTex([b])}?$$`,
  conventions: ({ layout }) => [
    layout === "columns"
      ? "column vectors: each row of $W$ belongs to one unit"
      : "samples are the rows of $X$, each column of $W$ belongs to one unit; $b$ is added to every row",
    "exact",
  ],
  answers: ({ layout, x, b }) => [
    layout === "columns"
      ? exactTensorAnswer({ id: "z", label: "$z$", shape: [b.length] })
      : exactTensorAnswer({ id: "y", label: "$Y$", shape: [x.length, b.length] }),
  ],
  solve: ({ layout, x, w, b }) =>
    layout === "columns" ? columnLayerSolver({ x: x[0] ?? [], w, b }) : rowLayerSolver({ x, w, b }),
  mistakes: [
    {
      id: "bias-forgotten",
      solve: (params) => output(params, { bias: 0 }),
      feedback: "The bias is missing: add $b$ after the product.",
    },
    {
      id: "bias-subtracted",
      solve: (params) => output(params, { bias: -1 }),
      feedback: "You subtracted the bias. It is added.",
    },
    {
      id: "transposed",
      solve: (params) => {
        const square = params.w.length === (params.w[0]?.length ?? 0);
        return square && String(params.w) !== String(transpose(tensor(params.w)).values)
          ? output(params, { transposed: true })
          : undefined;
      },
      feedback:
        "You multiplied with the transposed matrix. Check whether a row or a column of $W$ belongs to a unit.",
    },
    {
      id: "elementwise",
      solve: ({ layout, x, w, b }) => {
        if (layout !== "rows" || x.length !== w.length) return undefined;
        if ((x[0]?.length ?? 0) !== b.length) return undefined;
        return {
          y: tensor(x.map((row, i) => row.map((value, j) => value * (w[i]?.[j] ?? 0) + (b[j] ?? 0)))),
        };
      },
      feedback:
        "You multiplied cell by cell. A matrix product takes a row of $X$ times a *column* of $W$ and adds.",
    },
    {
      id: "signs-lost",
      solve: ({ layout, x, w, b }) => {
        if (!x.flat().some((value) => value < 0) && !w.flat().some((value) => value < 0)) return undefined;
        const sizes = (rows: typeof x) => rows.map((row) => row.map(Math.abs));
        return output({ layout, x: sizes(x), w: sizes(w), b }, {});
      },
      feedback: "You lost signs on the way: minus times minus is plus, minus times plus is minus.",
    },
  ],
  hints: () => ["One output at a time: multiply in pairs, add, then add the bias."],
});

interface Twist {
  readonly bias?: number;
  readonly transposed?: boolean;
}

function output(
  { layout, x, w, b }: LinearParams,
  { bias = 1, transposed = false }: Twist,
): Record<string, Tensor> {
  const weight = transposed ? transpose(tensor(w)) : tensor(w);
  const added = tensor(b.map((value) => value * bias));
  return layout === "columns"
    ? { z: columnDense(tensor(x[0] ?? []), { weight, bias: added }) }
    : { y: rowDense(tensor(x), { weight, bias: added }) };
}

function column(values: readonly number[]): string {
  return rowsTex(values.map((value) => [value]));
}
