/** Dot-product attention of a decoder state: level 1 two encoder states, level 2 three, level 3 with a matrix between. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { div, exp } from "../../../tensor/elementwise.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { dotAttentionSolver } from "../../solvers/alignment.ts";
import { rowsTex, vec } from "../../tex.ts";

type DotParams = {
  readonly states: readonly (readonly number[])[];
  readonly query: readonly number[];
  readonly bilinear: boolean;
  /** Of the bilinear score only. */
  readonly weights: readonly (readonly number[])[];
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.5 }, min: 2, max: 2 } as const;

export const dotAttentionGenerator = defineGenerator<DotParams>({
  id: "dot-attention",
  version: 1,
  topic: "seq2seq-attention",
  title: "Attention of a decoder over encoder states",
  levels: [1, 2, 3],
  domains: {
    states: { kind: "list", of: VECTOR, min: 2, max: 4 },
    query: VECTOR,
    bilinear: { kind: "pick", of: [false, true] },
    weights: { kind: "list", of: VECTOR, min: 2, max: 2 },
  },
  generate(random, level, fixed) {
    const pair = () => [random.int(-1, 2), random.int(-1, 2)];
    return {
      states: fixed.states ?? Array.from({ length: level === 1 ? 2 : 3 }, pair),
      query: fixed.query ?? [random.pick([-1, 1, 2]), random.pick([-1, 1, 2])],
      bilinear: fixed.bilinear ?? level === 3,
      weights: fixed.weights ?? (level === 3 ? [pair(), pair()] : [[1, 0], [0, 1]]),
    };
  },
  refuse(p) {
    const values = scoresOf(p).values;
    if (new Set(values).size < values.length) return "two scores are equal";
    if (new Set(p.states.map((state) => state.join())).size < p.states.length) return "two states are equal";
    if (values.some((score) => Math.abs(score) > 5)) return "a score is too large";
    return Math.max(...values) - Math.min(...values) > 4 ? "a weight is nearly 0" : undefined;
  },
  prompt: ({ states, query, bilinear, weights }) =>
    `An encoder has the states ${
      states.map((state, i) => `$h_${i + 1} = ${vec(state)}$`).join(", ")
    }; the decoder is in state $s = ${
      vec(query)
    }$. Work out the scores, the attention weights and the context vector${
      bilinear ? `, with the score $e_i = s^\\top W h_i$ and\n\n$$W = ${rowsTex(weights)}.$$` : "."
    }`,
  conventions: ({ bilinear }) => [
    bilinear
      ? "score $s^\\top W h_i$ with column vectors, not scaled"
      : "score: dot product $s \\cdot h_i$, not scaled",
    "weights by softmax over the encoder states; context: weighted sum of these",
    "scores exact, the rest to 3 decimals; keep 4 in between",
  ],
  answers: ({ states }) => [
    exactTensorAnswer({ id: "scores", label: "Scores $e$", shape: [states.length] }),
    tensorAnswer({ id: "weights", label: "Weights $\\alpha$", shape: [states.length], decimals: 3 }),
    tensorAnswer({ id: "context", label: "Context $c$", shape: [2], decimals: 3 }),
  ],
  solve: solverOf,
  mistakes: [
    {
      id: "no-exponential",
      solve(p) {
        const total = scoresOf(p).values.reduce((a, b) => a + b, 0);
        return total === 0 ? undefined : follow(p, div(scoresOf(p), total));
      },
      feedback:
        "You divided the scores by their sum. Softmax exponentiates them first, so that every weight is positive.",
    },
    {
      id: "not-normalised",
      solve: (p) => follow(p, exp(scoresOf(p))),
      feedback: "The exponentials still have to be divided by their sum: the weights add up to 1.",
    },
    {
      id: "hard-choice",
      solve(p) {
        const { values } = scoresOf(p);
        return follow(p, tensor(Array.from(values, (score) => score === Math.max(...values) ? 1 : 0)));
      },
      feedback: "You took the best state alone. Soft attention mixes all of them.",
    },
    {
      id: "scaled",
      solve: (p) => follow(p, softmax(div(scoresOf(p), Math.SQRT2))),
      feedback:
        "You divided the scores by $\\sqrt{d}$. That is the transformer's form; here they are not scaled.",
    },
    {
      id: "context-not-weighted",
      solve: (p) => {
        const equal = p.states.map(() => 1 / p.states.length);
        return { context: mix(p, equal) };
      },
      feedback: "The context is not the plain mean of the states: each counts with its weight.",
    },
    {
      id: "matrix-transposed",
      solve(p) {
        if (!p.bilinear) return undefined;
        const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = p.weights;
        return b === c ? undefined : keysOf(solverOf({ ...p, weights: [[a, c], [b, d]] }));
      },
      feedback:
        "You used $W^\\top$. In $s^\\top W h$ the decoder state meets the rows of $W$ from the left, $h$ the columns from the right.",
    },
    {
      id: "matrix-ignored",
      solve: (p) => p.bilinear ? keysOf(solverOf({ ...p, bilinear: false })) : undefined,
      feedback: "That is the plain dot product. The matrix $W$ stands between the two states.",
    },
  ],
  hints:
    () => ["One score for each encoder state; softmax over the scores; then a weighted sum of the states."],
});

function solverOf({ states, query, bilinear, weights }: DotParams) {
  return dotAttentionSolver({ states, query, weights: bilinear ? weights : undefined });
}

function scoresOf(p: DotParams): Tensor {
  return keysOf(solverOf(p)).scores ?? tensor([NaN]);
}

function mix({ states }: DotParams, weights: readonly number[]): Tensor {
  return tensor(
    [0, 1].map((i) => states.reduce((sum, state, j) => sum + (state[i] ?? NaN) * (weights[j] ?? NaN), 0)),
  );
}

/** Wrong weights and the context that follows. */
function follow(p: DotParams, weights: Tensor) {
  return { weights, context: mix(p, Array.from(weights.values)) };
}
