/** Softmax of a small matrix along its rows or its columns. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { exp } from "../../../tensor/elementwise.ts";
import { reshape } from "../../../tensor/arrange.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { softmaxAxisSolver } from "../../solvers/softmax_axis.ts";
import { rowsTex } from "../../tex.ts";

type AxisParams = {
  readonly matrix: readonly (readonly number[])[];
  readonly along: "rows" | "columns";
};

export const softmaxAxisGenerator = defineGenerator<AxisParams>({
  id: "softmax-axis",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Softmax along rows or columns",
  levels: [1, 2],
  domains: {
    matrix: {
      kind: "list",
      of: { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.5 }, min: 2, max: 4 },
      min: 2,
      max: 4,
    },
    along: { kind: "pick", of: ["rows", "columns"] },
  },
  generate(random, level, fixed) {
    const step = level === 1 ? 1 : 0.5;
    return {
      matrix: fixed.matrix ??
        Array.from(
          { length: 2 },
          () => Array.from({ length: level === 1 ? 2 : 3 }, () => random.dec(-1, 2, step)),
        ),
      along: fixed.along ?? random.pick(["rows", "columns"]),
    };
  },
  refuse({ matrix }) {
    const width = matrix[0]?.length ?? 0;
    if (matrix.some((row) => row.length !== width)) return "the rows differ in length";
    if (matrix.length * width > 9) return "too many cells for one card";
    const z = tensor(matrix);
    const both = [softmax(z, 0), softmax(z, 1)];
    if (both.some((p) => p.values.some((x) => x < 0.02))) return "a probability is too small";
    return new Set(matrix.map(String)).size < matrix.length ? "two rows are equal" : undefined;
  },
  prompt: ({ matrix, along }) =>
    `Apply the softmax along the ${along} of\n\n$$Z = ${rowsTex(matrix)},$$\n\nso that every ${
      along === "rows" ? "row" : "column"
    } of the result adds up to 1.`,
  conventions: ({ along }) => [
    along === "rows"
      ? "the last axis, `axis=1`: each row is a distribution of its own"
      : "the first axis, `axis=0`: each column is a distribution of its own",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ matrix }) => [
    tensorAnswer({ id: "p", label: "$P$", shape: [matrix.length, matrix[0]?.length ?? 0], decimals: 3 }),
  ],
  solve: ({ matrix, along }) => softmaxAxisSolver({ matrix, axis: along === "rows" ? 1 : 0 }),
  mistakes: [
    {
      id: "other-axis",
      solve: ({ matrix, along }) => ({ p: softmax(tensor(matrix), along === "rows" ? 0 : 1) }),
      feedback:
        "You normalised along the other axis. Check which sums are 1: those of the rows or of the columns.",
    },
    {
      id: "whole-matrix",
      solve: ({ matrix }) => ({ p: overAll(tensor(matrix)) }),
      feedback:
        "You divided by the sum of all cells, so that the whole matrix adds up to 1. Each row or column has a sum of its own.",
    },
    {
      id: "not-normalised",
      solve: ({ matrix }) => ({ p: exp(tensor(matrix)) }),
      feedback: "These are the exponentials. Divide each by the sum of its own row or column.",
    },
  ],
  hints: () => ["Exponentiate all cells once; only the sums you divide by depend on the axis."],
});

function overAll(z: Tensor): Tensor {
  return reshape(softmax(reshape(z, [z.values.length])), z.shape);
}
