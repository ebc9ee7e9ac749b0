/** Attention of a decoder state over encoder states: scores, weights and context vector. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { add, div, exp, map } from "../../tensor/elementwise.ts";
import { dot } from "../../tensor/matmul.ts";
import { columnDense } from "../../tensor/linear.ts";
import { sum } from "../../tensor/reduce.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, mat, num, term, vec } from "../tex.ts";
import { four, fourTerm } from "./four_decimals.ts";

export interface Alignment {
  /** Encoder states [n][d]. */
  readonly states: readonly (readonly number[])[];
  /** The decoder state [d]. */
  readonly query: readonly number[];
  /** [d][d] of the bilinear score s^T W h; undefined for the plain dot product. */
  readonly weights: readonly (readonly number[])[] | undefined;
}

/** Scores s.h_i or s^T W h_i, softmax, weighted sum. Answers: scores [n], weights [n], context [d]. Source: Luong et al. 2015. */
export function dotAttentionSolver({ states, query, weights }: Alignment): Solver {
  const h = tensor(states);
  const projected = weights === undefined
    ? tensor(query)
    : columnDense(tensor(query), { weight: transposeOf(weights) });
  const keys = Array.from(projected.values);
  return {
    steps: [
      ...(weights === undefined ? [] : [{
        id: "projected",
        rule: "First the part that all scores share, $s^\\top W$: the columns of $W$ times $s$.",
        uses: [],
        roundable: false,
        value: () => projected,
        tex: (value: Tensor) => `${vec(query)} \\, ${mat(tensor(weights))} = ${vec(value.values)}`,
      }]),
      {
        id: "scores",
        rule: weights === undefined
          ? "Score of each encoder state: its dot product with the decoder state."
          : "Then its dot product with each encoder state.",
        uses: [],
        roundable: false,
        value: () => columnDense(projected, { weight: h }),
        tex: (value) =>
          Array.from(
            value.values,
            (score, i) =>
              `e_${i + 1} = ${
                (states[i] ?? []).map((x, j) => `${term(keys[j] ?? NaN)} \\cdot ${term(x)}`).join(" + ")
              } = ${num(score)}`,
          ).join(",\\quad "),
      },
      ...weightSteps("scores"),
      contextStep(states),
    ],
    answers: { scores: "scores", weights: "weights", context: "context" },
  };
}

export interface AdditiveScore {
  /** [a][d] applied to the decoder state. */
  readonly w: readonly (readonly number[])[];
  /** [a][d] applied to an encoder state. */
  readonly u: readonly (readonly number[])[];
  readonly v: readonly number[];
  readonly query: readonly number[];
  readonly states: readonly (readonly number[])[];
}

/**
 * e_i = v^T tanh(W s + U h_i). Answers: sums [n,a] before tanh, scores [n], weights [n].
 * Source: Bahdanau et al. 2015, appendix A.1.2.
 */
export function additiveScoreSolver({ w, u, v, query, states }: AdditiveScore): Solver {
  const ofQuery = columnDense(tensor(query), { weight: tensor(w) });
  const ofStates = columnDense(tensor(states), { weight: tensor(u) });
  return {
    steps: [
      {
        id: "query",
        rule: "The decoder's part, $W s$: each row of $W$ times $s$.",
        uses: [],
        roundable: false,
        value: () => ofQuery,
        tex: (value) => `W s = ${mat(tensor(w))} ${mat(tensor(query))} = ${vec(value.values)}`,
      },
      {
        id: "sums",
        rule: "Add $U h_i$ for each encoder state.",
        uses: ["query"],
        roundable: false,
        value: (part = ofQuery) => add(ofStates, part),
        tex: (value, part = ofQuery) =>
          rowsOf(ofStates).map((row, i) =>
            `a_${i + 1} = ${vec(part.values)} + ${vec(row)} = ${vec(rowsOf(value)[i] ?? [])}`
          ).join(",\\quad "),
      },
      {
        id: "squashed",
        rule: "$\\tanh$ of each component.",
        uses: ["sums"],
        roundable: true,
        value: (sums = ofStates) => map(sums, Math.tanh),
        tex: (value) =>
          rowsOf(value).map((row, i) => `\\tanh(a_${i + 1}) \\approx ${vec(row, four)}`).join(",\\quad "),
      },
      {
        id: "scores",
        rule: "Score: the dot product with $v$.",
        uses: ["squashed"],
        roundable: true,
        value: (squashed = ofStates) => columnDense(tensor(v), { weight: squashed }),
        tex: (value, squashed = ofStates) =>
          rowsOf(squashed).map((row, i) =>
            `e_${i + 1} = ${row.map((x, j) => `${term(v[j] ?? NaN)} \\cdot ${fourTerm(x)}`).join(" + ")} ${
              equals(value.values[i] ?? NaN, 4)
            }`
          ).join(",\\quad "),
      },
      ...weightSteps("scores"),
    ],
    answers: { sums: "sums", scores: "scores", weights: "weights" },
  };
}

function weightSteps(scores: string): StepPlan[] {
  return [
    {
      id: "exponentials",
      rule: "Softmax over the encoder states: exponentiate,",
      uses: [scores],
      roundable: true,
      value: (e = scalar(0)) => exp(e),
      tex: (value, e = scalar(0)) =>
        Array.from(value.values, (x, i) => `e^{${four(e.values[i] ?? NaN)}} ${equals(x, 4)}`).join(
          ",\\quad ",
        ),
    },
    {
      id: "weights",
      rule: "and divide by their sum; the weights add up to 1.",
      uses: ["exponentials"],
      roundable: true,
      value: (e = scalar(0)) => div(e, item(sum(e))),
      tex: (value, e = scalar(0)) =>
        `\\text{sum } ${four(item(sum(e)))}\\colon\\quad \\alpha ${equalsVec(value, 4)}`,
    },
  ];
}

function contextStep(states: readonly (readonly number[])[]): StepPlan {
  const h = tensor(states);
  return {
    id: "context",
    rule: "Context: the encoder states, each times its weight, added up.",
    uses: ["weights"],
    roundable: true,
    value: (weights = scalar(0)) =>
      tensor(rowsOf(transposeOf(states)).map((column) => item(dot(weights, tensor(column))))),
    tex: (value, weights = scalar(0)) =>
      `c = ${
        Array.from(weights.values, (a, i) => `${four(a)} \\cdot ${vec(rowsOf(h)[i] ?? [])}`).join(" + ")
      } ${equalsVec(value, 4)}`,
  };
}

/** The rows of a matrix [n,d]. */
export function rowsOf(t: Tensor): number[][] {
  const width = t.shape[1] ?? 1;
  return Array.from(
    { length: t.shape[0] ?? 0 },
    (_, row) => Array.from(t.values.slice(row * width, (row + 1) * width)),
  );
}

function transposeOf(rows: readonly (readonly number[])[]): Tensor {
  return tensor((rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? NaN)));
}
