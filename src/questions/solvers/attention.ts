/** Scaled dot-product attention, step by step. */
import { scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { causalMask } from "../../tensor/attention.ts";
import { div, exp, mul } from "../../tensor/elementwise.ts";
import { transpose } from "../../tensor/arrange.ts";
import { matmul } from "../../tensor/matmul.ts";
import type { Solver } from "../solver.ts";
import { equalsMat, mat, num } from "../tex.ts";
import { rowsOf } from "./alignment.ts";
import { four } from "./four_decimals.ts";

export interface Attending {
  /** Queries [n][d], keys [m][d], values [m][e]. */
  readonly query: readonly (readonly number[])[];
  readonly key: readonly (readonly number[])[];
  readonly value: readonly (readonly number[])[];
  /** Position i looks at positions up to i only. */
  readonly causal: boolean;
}

/** softmax(Q K^T / sqrt(d)) V. Answers: scores [n,m] before the mask, weights [n,m], output [n,e]. Source: Vaswani et al. 2017. */
export function attentionSolver({ query, key, value, causal }: Attending): Solver {
  const d = query[0]?.length ?? 1;
  const [q, k, v] = [tensor(query), tensor(key), tensor(value)];
  const allowed = causalMask(query.length, key.length);
  return {
    steps: [
      {
        id: "products",
        rule: "Every query times every key, $Q K^\\top$: row $i$ belongs to query $i$.",
        uses: [],
        roundable: false,
        value: () => matmul(q, transpose(k)),
        tex: (products) => `${mat(q)} ${mat(transpose(k))} = ${mat(products)}`,
      },
      {
        id: "scores",
        rule: `Divide by $\\sqrt{d} = \\sqrt{${d}} \\approx ${four(Math.sqrt(d))}$.`,
        uses: ["products"],
        roundable: true,
        value: (products = q) => div(products, Math.sqrt(d)),
        tex: (scores) => `S ${equalsMat(scores, 4)}`,
      },
      {
        id: "exponentials",
        rule: causal
          ? "Mask what lies in the future: its scores become $-\\infty$, their exponentials 0. Exponentiate the others."
          : "Exponentiate.",
        uses: ["scores"],
        roundable: true,
        value: (scores = q) => causal ? mul(exp(scores), allowed) : exp(scores),
        tex: (exponentials) => `e^{S} ${equalsMat(exponentials, 4)}`,
      },
      {
        id: "weights",
        rule: "Divide each row by its sum: the weights of a query add up to 1.",
        uses: ["exponentials"],
        roundable: true,
        value: (exponentials = q) => rowShares(exponentials),
        tex: (weights, exponentials = q) =>
          `\\text{sums } ${
            rowsOf(exponentials).map((row) => four(total(row))).join(",\\; ")
          }\\colon\\quad A ${equalsMat(weights, 4)}`,
      },
      {
        id: "output",
        rule: "Each output is the mean of the values, by the weights of its row: $A V$.",
        uses: ["weights"],
        roundable: true,
        value: (weights = q) => matmul(weights, v),
        tex: (output, weights = q) => `${mat(weights, four)} ${mat(v, num)} ${equalsMat(output, 4)}`,
      },
    ],
    answers: { scores: "scores", weights: "weights", output: "output" },
  };
}

/** Each row divided by its sum. */
export function rowShares(t: Tensor): Tensor {
  return tensor(rowsOf(t).map((row) => Array.from(div(tensor(row), scalar(total(row))).values)));
}

function total(row: readonly number[]): number {
  return row.reduce((a, b) => a + b, 0);
}
