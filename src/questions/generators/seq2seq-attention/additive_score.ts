/** Bahdanau's additive score: level 1 of one encoder state, level 2 of two, with their weights. */
import { tensor } from "../../../tensor/tensor.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { additiveScoreSolver } from "../../solvers/alignment.ts";
import { rowsTex, vec } from "../../tex.ts";

type AdditiveParams = {
  readonly w: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly v: readonly number[];
  readonly query: readonly number[];
  readonly states: readonly (readonly number[])[];
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.5 }, min: 2, max: 2 } as const;
const MATRIX = { kind: "list", of: VECTOR, min: 2, max: 2 } as const;

export const additiveScoreGenerator = defineGenerator<AdditiveParams>({
  id: "additive-score",
  version: 1,
  topic: "seq2seq-attention",
  title: "Additive attention score",
  levels: [1, 2],
  domains: {
    w: MATRIX,
    u: MATRIX,
    v: VECTOR,
    query: VECTOR,
    states: { kind: "list", of: VECTOR, min: 1, max: 3 },
  },
  generate(random, level, fixed) {
    const pair = () => [random.pick([-1, -0.5, 0.5, 1]), random.pick([-1, -0.5, 0.5, 1])];
    const state = () => [random.int(-1, 2), random.int(-1, 2)];
    return {
      w: fixed.w ?? [pair(), pair()],
      u: fixed.u ?? [pair(), pair()],
      v: fixed.v ?? [random.pick([-1, 1, 2]), random.pick([-1, 1, 2])],
      query: fixed.query ?? state(),
      states: fixed.states ?? Array.from({ length: level }, state),
    };
  },
  refuse(p) {
    if (p.query.every((x) => x === 0) || p.states.some((state) => state.every((x) => x === 0))) {
      return "a state is zero";
    }
    if (new Set(p.states.map((state) => state.join())).size < p.states.length) return "two states are equal";
    const sums = work(p, {}).sums.flat();
    if (sums.some((a) => Math.abs(a) > 2.5)) return "a component is saturated";
    return sums.filter((a) => a === 0).length > 0 ? "a component is 0" : undefined;
  },
  prompt: ({ w, u, v, query, states }) =>
    `Additive attention scores an encoder state $h$ against the decoder state $s$ by $e = v^\\top \\tanh(W s + U h)$, with\n\n$$W = ${
      rowsTex(w)
    },\\quad U = ${rowsTex(u)},\\quad v = ${rowsTex(v.map((x) => [x]))}.$$\n\nThe decoder is in state $s = ${
      vec(query)
    }$. ${
      states.length === 1
        ? `What is the score of $h = ${vec(states[0] ?? [])}$?`
        : `What are the scores of ${
          states.map((state, i) => `$h_${i + 1} = ${vec(state)}$`).join(" and ")
        }, and which attention weights follow?`
    }`,
  conventions: ({ states }) => [
    "all states are column vectors; no biases",
    ...(states.length === 1 ? [] : ["one row for each encoder state; weights by softmax over them"]),
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ states }) => [
    exactTensorAnswer({ id: "sums", label: "$W s + U h$", shape: [states.length, 2] }),
    tensorAnswer({
      id: "scores",
      label: states.length === 1 ? "Score" : "Scores",
      shape: [states.length],
      decimals: 3,
    }),
    ...(states.length === 1
      ? []
      : [tensorAnswer({ id: "weights", label: "Weights", shape: [states.length], decimals: 3 })]),
  ],
  solve(p) {
    const { steps, answers: { sums = "sums", scores = "scores", weights = "weights" } } = additiveScoreSolver(
      p,
    );
    return p.states.length === 1
      ? {
        steps: steps.filter(({ id }) => id !== "exponentials" && id !== "weights"),
        answers: { sums, scores },
      }
      : { steps, answers: { sums, scores, weights } };
  },
  mistakes: [
    {
      id: "matrices-swapped",
      solve: (p) => keys(p, { w: p.u, u: p.w }),
      feedback:
        "The matrices are swapped: $W$ belongs to the decoder state $s$, $U$ to the encoder state $h$.",
    },
    {
      id: "transposed",
      solve: (p) => keys(p, { w: turned(p.w), u: turned(p.u) }),
      feedback:
        "You multiplied with the transposed matrices. With column vectors each component takes a *row*.",
    },
    {
      id: "no-tanh",
      solve: (p) => keys(p, { squash: (a) => a }),
      feedback:
        "$\\tanh$ is missing between the sum and $v$; without it the score of $s$ and $h$ would just fall apart in two.",
    },
    {
      id: "tanh-last",
      solve: (p) => keys(p, { squash: (a) => a, last: Math.tanh }),
      feedback: "$\\tanh$ goes inside, on each component before the product with $v$, not on the score.",
    },
    {
      id: "no-v",
      solve: (p) => p.v.every((x) => x === 1) ? undefined : keys(p, { v: [1, 1] }),
      feedback: "You added the components up. Each is weighted by its component of $v$.",
    },
    {
      id: "encoder-only",
      solve: (p) => keys(p, { w: [[0, 0], [0, 0]] }),
      feedback: "The decoder's part $W s$ is missing: without it every step would look at the same places.",
    },
  ],
  hints: () => ["First $W s$, which is the same for every encoder state; then add $U h$."],
});

interface Twist {
  readonly w?: readonly (readonly number[])[];
  readonly u?: readonly (readonly number[])[];
  readonly v?: readonly number[];
  readonly squash?: (a: number) => number;
  readonly last?: (e: number) => number;
}

/** Sums and scores with one thing done wrong. */
function work(p: AdditiveParams, twist: Twist) {
  const { w = p.w, u = p.u, v = p.v, squash = Math.tanh, last = (e: number) => e } = twist;
  const times = (rows: readonly (readonly number[])[], x: readonly number[]) =>
    rows.map(([a = 0, b = 0]) => a * (x[0] ?? NaN) + b * (x[1] ?? NaN));
  const ofQuery = times(w, p.query);
  const sums = p.states.map((state) => times(u, state).map((a, i) => a + (ofQuery[i] ?? NaN)));
  const scores = sums.map((row) => last(row.reduce((e, a, i) => e + (v[i] ?? NaN) * squash(a), 0)));
  return { sums, scores };
}

function keys(p: AdditiveParams, twist: Twist) {
  const { sums, scores } = work(p, twist);
  return {
    sums: tensor(sums),
    scores: tensor(scores),
    ...(p.states.length === 1 ? {} : { weights: softmax(tensor(scores)) }),
  };
}

function turned([[a = 0, b = 0] = [], [c = 0, d = 0] = []]: readonly (readonly number[])[]) {
  return [[a, c], [b, d]];
}
