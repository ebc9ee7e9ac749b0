/** What self-attention costs: level 1 scores and weights, level 2 the whole layer, level 3 memory, and paths beside an RNN. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { attentionCostSolver } from "../../solvers/attention_cost.ts";
import { scalars } from "../../solvers/number_steps.ts";

type CostParams = {
  readonly n: number;
  readonly d: number;
  readonly heads: number;
  readonly bytes: number;
  readonly asked: "scores" | "layer" | "paths";
};

const ASKED = {
  scores: ["scores", "entries"],
  layer: ["projections", "scores", "mixing", "total"],
  paths: ["scores", "memory", "rnnPath", "rnnSteps"],
} as const;

const LABELS = {
  projections: "Projections",
  scores: "Scores",
  mixing: "Weights times values",
  total: "Together",
  entries: "Entries of the weights",
  memory: "Weights of all heads (bytes)",
  rnnPath: "Steps from first to last position (RNN)",
  rnnSteps: "Steps one after the other (RNN)",
} as const;

export const attentionCostGenerator = defineGenerator<CostParams>({
  id: "attention-cost",
  version: 1,
  topic: "transformers",
  title: "Cost of self-attention",
  levels: [1, 2, 3],
  domains: {
    n: { kind: "int", lo: 2, hi: 10000 },
    d: { kind: "int", lo: 2, hi: 4096 },
    heads: { kind: "int", lo: 1, hi: 64 },
    bytes: { kind: "pick", of: [1, 2, 4] },
    asked: { kind: "pick", of: ["scores", "layer", "paths"] },
  },
  generate: (random, level, fixed) => ({
    n: fixed.n ?? random.pick([20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 500]),
    d: fixed.d ?? random.pick([16, 24, 32, 48, 64, 96, 128, 256]),
    heads: fixed.heads ?? (level === 3 ? random.pick([2, 4, 8]) : 1),
    bytes: fixed.bytes ?? (level === 3 ? random.pick([2, 4] as const) : 4),
    asked: fixed.asked ?? (level === 1 ? "scores" : level === 2 ? "layer" : "paths"),
  }),
  refuse({ n, d, heads, asked }) {
    if (n === d) return "sequence and width are equally long";
    if (asked === "paths" && heads === 1) return "there is only one head";
    return asked === "paths" && d % heads !== 0 ? "the heads do not divide the width" : undefined;
  },
  prompt: ({ n, d, heads, bytes, asked }) =>
    `Self-attention runs over ${n} positions of width $d = ${d}$${
      asked === "paths" ? ` with ${heads} heads, which share the width` : ""
    }. ${
      asked === "scores"
        ? "How many multiplications do the scores $Q K^\\top$ take, and how many entries has the matrix of weights?"
        : asked === "layer"
        ? "How many multiplications do the four projections, the scores $Q K^\\top$, the weighted values $A V$ and all of these take?"
        : `How many multiplications do the scores of all heads take, and how many bytes their weights at ${bytes} bytes each? A recurrent layer reads the same sequence: how many steps lie between its first and its last position, and how many does it do one after the other?`
    }`,
  conventions: ({ asked }) => [
    "multiplications only, no additions; scaling and softmax do not count",
    ...(asked === "scores"
      ? ["one head; no mask, all pairs are computed"]
      : ["no mask, all pairs are computed"]),
    ...(asked === "layer" ? ["projections $W_Q$, $W_K$, $W_V$, $W_O$, each $d \\times d$"] : []),
  ],
  answers: ({ asked }) => ASKED[asked].map((id) => integerAnswer({ id, label: LABELS[id] })),
  solve(p) {
    const { steps } = attentionCostSolver(p);
    const wanted: readonly string[] = ASKED[p.asked];
    return {
      steps: steps.filter(({ id }) => wanted.includes(id) || p.asked === "paths" && id === "entries"),
      answers: Object.fromEntries(wanted.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "linear-in-length",
      solve: (p) =>
        wrong(p, { scores: p.n * p.d, mixing: p.n * p.d, entries: p.n, memory: p.heads * p.n * p.bytes }),
      feedback: "Every position meets every position: the sequence length counts twice.",
    },
    {
      id: "square-of-width",
      solve: (p) => wrong(p, { scores: p.n * p.d ** 2, mixing: p.n * p.d ** 2 }),
      feedback: "You squared the width. $Q K^\\top$ multiplies $[n, d]$ by $[d, n]$: $n \\cdot d \\cdot n$.",
    },
    {
      id: "width-forgotten",
      solve: (p) => wrong(p, { scores: p.n ** 2, mixing: p.n ** 2 }),
      feedback: "That is the number of scores. Each of them is a dot product of $d$ terms.",
    },
    {
      id: "entries-by-width",
      solve: (p) => p.asked === "scores" ? scalars({ entries: p.n * p.d }) : undefined,
      feedback: "The weights are a matrix of positions by positions; the width is summed away.",
    },
    {
      id: "three-projections",
      solve: (p) => p.asked === "layer" ? wrong(p, { projections: 3 * p.n * p.d ** 2 }) : undefined,
      feedback: "There are four projections: queries, keys, values, and the output.",
    },
    {
      id: "one-position",
      solve: (p) => p.asked === "layer" ? wrong(p, { projections: 4 * p.d ** 2 }) : undefined,
      feedback: "That is the number of weights. Each is used once for every position.",
    },
    {
      id: "times-heads",
      solve: (p) => p.asked === "paths" ? wrong(p, { scores: p.heads * p.n ** 2 * p.d }) : undefined,
      feedback:
        "The heads share the width: each has $d / h$ components, so for the scores their number cancels out.",
    },
    {
      id: "one-head-of-weights",
      solve: (p) => p.asked === "paths" ? wrong(p, { memory: p.n ** 2 * p.bytes }) : undefined,
      feedback: "Every head has a matrix of weights of its own.",
    },
  ],
  hints: () => ["A product of $[a, b]$ with $[b, c]$ takes $a \\cdot b \\cdot c$ multiplications."],
});

/** Wrong counts, and the total that follows where it is asked. */
function wrong(p: CostParams, change: Readonly<Record<string, number>>) {
  const right: Record<string, number> = {
    projections: 4 * p.n * p.d ** 2,
    scores: p.n ** 2 * p.d,
    mixing: p.n ** 2 * p.d,
  };
  const all: Record<string, number> = { ...right, ...change };
  const total = (all.projections ?? NaN) + (all.scores ?? NaN) + (all.mixing ?? NaN);
  const asked: readonly string[] = ASKED[p.asked];
  return scalars(Object.fromEntries(
    Object.entries({ ...change, total }).filter(([id]) => asked.includes(id)),
  ));
}
