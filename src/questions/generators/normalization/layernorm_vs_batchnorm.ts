/** A small matrix under layer norm or batch norm: which axis, then which values. */
import { choiceAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gridOf, isRectangular } from "../../solvers/grid.ts";
import { type NormalisedRows, normalisedSolver } from "../../solvers/normalise_by_hand.ts";
import { numberStep } from "../../solvers/number_steps.ts";
import { keysOf, type Solver } from "../../solver.ts";
import { map } from "../../../tensor/elementwise.ts";
import { scalar } from "../../../tensor/tensor.ts";
import { rowsTex } from "../../tex.ts";

type MatrixParams = {
  readonly x: readonly (readonly number[])[];
  readonly layer: "batch" | "layer";
};

const EPSILON = 1e-5;

export const layernormVsBatchnormGenerator = defineGenerator<MatrixParams>({
  id: "layernorm-vs-batchnorm",
  version: 1,
  topic: "normalization",
  title: "Layer norm or batch norm of a matrix",
  levels: [1, 2],
  domains: {
    x: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -20, hi: 20 }, min: 2, max: 4 },
      min: 2,
      max: 4,
    },
    layer: { kind: "pick", of: ["batch", "layer"] },
  },
  generate(random, level, fixed) {
    const [rows, columns] = level === 1 ? [2, 3] : [3, 3];
    return {
      x: fixed.x ??
        Array.from({ length: rows }, () => random.sample([-2, -1, 0, 1, 2, 3, 4, 5, 6, 8], columns)),
      layer: fixed.layer ?? random.pick(["batch", "layer"]),
    };
  },
  refuse({ x }) {
    if (!isRectangular(x)) return "the rows differ in length";
    const columns = (x[0] ?? []).map((_, j) => x.map((row) => row[j] ?? 0));
    return [...x, ...columns].some((line) => new Set(line).size < 2)
      ? "a row or column does not vary"
      : undefined;
  },
  prompt: ({ x, layer }) =>
    `A batch of ${x.length} examples, one a row, has ${x[0]?.length ?? 0} features: $$X = ${
      rowsTex(x)
    }$$ Along what does ${
      layer === "batch" ? "batch norm in training" : "layer norm"
    } take its means, and what does it make of $X$?`,
  conventions: () => [
    "no scale and no shift: $\\gamma = 1$, $\\beta = 0$",
    "biased variance; $\\epsilon = 10^{-5}$ under the root, too small to be seen here",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ x }) => [
    choiceAnswer({
      id: "axis",
      label: "A mean for each",
      choices: [{ id: "column", label: "column (feature)" }, { id: "row", label: "row (example)" }],
    }),
    tensorAnswer({ id: "output", label: "$Y$", shape: [x.length, x[0]?.length ?? 0], decimals: 3 }),
  ],
  solve: (p): Solver => {
    const { steps } = normalisedSolver(norm(p, p.layer));
    return {
      steps: [
        numberStep({
          id: "axis",
          rule:
            "Batch norm takes a feature over the whole batch, a column; layer norm takes an example over all its features, a row.",
          value: () => p.layer === "batch" ? 0 : 1,
          tex: (value) => value === 0 ? "\\text{a mean for each column}" : "\\text{a mean for each row}",
        }),
        ...steps,
      ],
      answers: { axis: "axis", output: "output" },
    };
  },
  mistakes: [
    {
      id: "other-axis",
      solve: (p) => {
        const other = p.layer === "batch" ? "layer" : "batch";
        const { output } = keysOf(normalisedSolver(norm(p, other)));
        return output === undefined ? undefined : { axis: scalar(other === "batch" ? 0 : 1), output };
      },
      feedback: "That is the other layer: batch norm works down the columns, layer norm along the rows.",
    },
    {
      id: "unbiased",
      solve: (p) => {
        const { output } = keysOf(normalisedSolver(norm(p, p.layer)));
        const n = p.layer === "batch" ? p.x.length : p.x[0]?.length ?? 2;
        return output === undefined ? undefined : { output: map(output, (y) => y * Math.sqrt((n - 1) / n)) };
      },
      feedback: "You divided by $n - 1$. Normalisation layers divide by $n$.",
    },
    {
      id: "no-root",
      solve: (p) => {
        const { x } = norm(p, p.layer).rows.length === 0 ? { x: [] } : { x: norm(p, p.layer).rows };
        const { mean, variance } = keysOf(normalisedSolver(norm(p, p.layer)));
        const { output } = keysOf(normalisedSolver(norm(p, p.layer)));
        if (mean === undefined || variance === undefined || output === undefined) return undefined;
        const width = x[0]?.length ?? 1;
        const values = output.values.map((_, cell) => {
          const [i, j] = [Math.floor(cell / width), cell % width];
          const k = p.layer === "batch" ? j : i;
          return ((x[i]?.[j] ?? 0) - (mean.values[k] ?? 0)) / ((variance.values[k] ?? 1) + EPSILON);
        });
        return { output: { shape: output.shape, values } };
      },
      feedback: "You divided by the variance. Divide by its root.",
    },
    {
      id: "whole-matrix",
      solve: (p) => {
        const { output } = keysOf(normalisedSolver(norm(p, p.layer)));
        const all = norm(p, p.layer).rows.flat();
        const mean = all.reduce((a, b) => a + b, 0) / all.length;
        const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
        return output === undefined ? undefined : {
          output: {
            shape: output.shape,
            values: Float64Array.from(all, (value) => (value - mean) / Math.sqrt(variance + EPSILON)),
          },
        };
      },
      feedback:
        "You took one mean and one variance of the whole matrix. Each row, or each column, has its own.",
    },
    {
      id: "only-centred",
      solve: (p) => {
        const { output } = keysOf(normalisedSolver(norm(p, p.layer)));
        const { variance } = keysOf(normalisedSolver(norm(p, p.layer)));
        if (output === undefined || variance === undefined) return undefined;
        const width = output.shape[1] ?? 1;
        const values = output.values.map((y, cell) => {
          const k = p.layer === "batch" ? cell % width : Math.floor(cell / width);
          return y * Math.sqrt((variance.values[k] ?? 1) + EPSILON);
        });
        return { output: { shape: output.shape, values } };
      },
      feedback: "You subtracted the means. Now divide by the standard deviations.",
    },
  ],
  hints: () => ["Which of the two would still work with a single example?"],
});

function norm({ x }: MatrixParams, over: NormalisedRows["over"]): NormalisedRows {
  const rows = gridOf(x);
  const features = rows[0] ?? [];
  return { rows, over, gamma: features.map(() => 1), beta: features.map(() => 0), epsilon: EPSILON };
}
