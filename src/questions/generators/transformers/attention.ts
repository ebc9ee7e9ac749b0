/** Scaled dot-product attention: level 1 two positions, level 2 three, level 3 three with a causal mask. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { causalMask } from "../../../tensor/attention.ts";
import { div, exp, mul } from "../../../tensor/elementwise.ts";
import { matmul } from "../../../tensor/matmul.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { attentionSolver, rowShares } from "../../solvers/attention.ts";
import { rowsTex } from "../../tex.ts";

type AttentionParams = {
  readonly query: readonly (readonly number[])[];
  readonly key: readonly (readonly number[])[];
  readonly value: readonly (readonly number[])[];
  readonly causal: boolean;
};

const ROW = { kind: "list", of: { kind: "dec", lo: -6, hi: 6, step: 0.5 }, min: 2, max: 2 } as const;
const ROWS = { kind: "list", of: ROW, min: 2, max: 3 } as const;

export const attentionGenerator = defineGenerator<AttentionParams>({
  id: "attention",
  version: 1,
  topic: "transformers",
  title: "Scaled dot-product attention",
  levels: [1, 2, 3],
  domains: { query: ROWS, key: ROWS, value: ROWS, causal: { kind: "pick", of: [false, true] } },
  generate(random, level, fixed) {
    const positions = level === 1 ? 2 : 3;
    const rows = (lo: number, hi: number) =>
      Array.from({ length: positions }, () => [random.int(lo, hi), random.int(lo, hi)]);
    return {
      query: fixed.query ?? rows(-1, 2),
      key: fixed.key ?? rows(-1, 2),
      value: fixed.value ?? rows(-2, 4),
      causal: fixed.causal ?? level === 3,
    };
  },
  refuse(p) {
    if (p.key.length !== p.value.length) return "there is not one value for each key";
    if (p.causal && p.query.length !== p.key.length) return "a causal mask takes as many queries as keys";
    const { scores, weights } = work(p, {});
    if (scores.values.some((score) => Math.abs(score) > 3)) return "a score is too large";
    if (p.query.some((row) => row.every((x) => x === 0))) return "a query is zero";
    if ([p.query, p.key, p.value].some((rows) => new Set(rows.map(String)).size < rows.length)) {
      return "two rows are equal";
    }
    if ([0, 1].some((column) => new Set(p.value.map((row) => row[column])).size === 1)) {
      return "a column of values is constant";
    }
    const seen = Array.from(weights.values).filter((weight) => weight !== 0 && weight !== 1);
    if (seen.some((weight) => weight < 0.02)) return "a weight is nearly 0";
    return new Set(seen.map((weight) => weight.toFixed(6))).size < seen.length - 2
      ? "too many weights are equal"
      : undefined;
  },
  prompt: ({ query, key, value, causal }) =>
    `Work out the scores, the attention weights and the output of ${
      causal ? "causal" : ""
    } scaled dot-product attention with\n\n$$Q = ${rowsTex(query)},\\quad K = ${rowsTex(key)},\\quad V = ${
      rowsTex(value)
    }.$$`.replace("of  scaled", "of scaled"),
  conventions: ({ causal }) => [
    "each row is one position; $\\operatorname{softmax}(Q K^\\top / \\sqrt{d}) \\, V$, softmax over each row",
    ...(causal
      ? ["causal mask: position $i$ sees positions 1 to $i$; give the scores as they are before the mask"]
      : []),
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ query, key }) => [
    tensorAnswer({ id: "scores", label: "Scores", shape: [query.length, key.length], decimals: 3 }),
    tensorAnswer({ id: "weights", label: "Weights", shape: [query.length, key.length], decimals: 3 }),
    tensorAnswer({ id: "output", label: "Output", shape: [query.length, 2], decimals: 3 }),
  ],
  solve: (p) => attentionSolver(matched(p)),
  mistakes: [
    {
      id: "not-scaled",
      solve: (p) => work(p, { scale: 1 }),
      feedback: "The scores are not scaled: divide the products by $\\sqrt{d}$.",
    },
    {
      id: "divided-by-d",
      solve: (p) => work(p, { scale: 2 }),
      feedback: "You divided by $d$. It is its root, the spread of a sum of $d$ products.",
    },
    {
      id: "keys-by-queries",
      solve: (p) => p.query.length === p.key.length ? work(p, { turned: true }) : undefined,
      feedback: "That is $K Q^\\top$. Each row belongs to a query: $Q K^\\top$.",
    },
    {
      id: "softmax-over-columns",
      solve: (p) => p.causal ? undefined : work(p, { normalise: (scores) => softmax(scores, 0) }),
      feedback:
        "Your columns add up to 1. Each query spreads its attention over the keys, so it is the rows that must.",
    },
    {
      id: "not-normalised",
      solve: (p) => p.causal ? undefined : work(p, { normalise: exp }),
      feedback: "These are the exponentials. Divide each row by its sum.",
    },
    {
      id: "mask-ignored",
      solve: (p) => p.causal ? work({ ...p, causal: false }, {}) : undefined,
      feedback: "The mask is missing: a position must not look at those after it.",
    },
    {
      id: "masked-after-softmax",
      solve: (p) =>
        p.causal ? work(p, { normalise: (scores) => mul(softmax(scores), maskOf(scores)) }) : undefined,
      feedback:
        "You cut the weights after the softmax, so the rows no longer add up to 1. Mask the scores before it.",
    },
    {
      id: "masked-with-zero",
      solve: (p) =>
        p.causal ? work(p, { normalise: (scores) => softmax(mul(scores, maskOf(scores))) }) : undefined,
      feedback: "You set the masked scores to 0; $e^0 = 1$ still gets a weight. They must become $-\\infty$.",
    },
    {
      id: "past-masked",
      solve: (p) =>
        p.causal
          ? work(p, {
            normalise: (scores) => rowShares(mul(exp(scores), transpose(maskOf(transpose(scores))))),
          })
          : undefined,
      feedback: "You masked the past. Position $i$ may look back at positions 1 to $i$, not ahead.",
    },
    {
      id: "weights-transposed",
      solve: (p) => {
        const { weights } = work(p, {});
        return p.query.length === p.key.length
          ? { output: matmul(transpose(weights), valuesOf(p)) }
          : undefined;
      },
      feedback: "You weighted the values by the columns of $A$. Each output takes a row: $A V$.",
    },
  ],
  hints: () => ["Three steps: compare queries with keys, turn each row into weights, mix the values."],
});

interface Twist {
  readonly scale?: number;
  readonly turned?: boolean;
  readonly normalise?: (scores: Tensor) => Tensor;
}

/** Attention with one thing done wrong. */
function work(p: AttentionParams, { scale = Math.SQRT2, turned = false, normalise }: Twist) {
  const { query, key, causal } = matched(p);
  const products = matmul(tensor(query), transpose(tensor(key)));
  const scores = div(turned ? transpose(products) : products, scale);
  const plain = (s: Tensor) => rowShares(causal ? mul(exp(s), maskOf(s)) : exp(s));
  const weights = (normalise ?? plain)(scores);
  return { scores, weights, output: matmul(weights, valuesOf(p)) };
}

function maskOf(scores: Tensor): Tensor {
  return causalMask(scores.shape[0] ?? 0, scores.shape[1] ?? 0);
}

function valuesOf(p: AttentionParams): Tensor {
  return tensor(matched(p).value);
}

/** As many keys as values, also where a visitor's lists differ in length. */
function matched(p: AttentionParams): AttentionParams {
  const count = Math.min(p.key.length, p.value.length);
  return { ...p, key: p.key.slice(0, count), value: p.value.slice(0, count) };
}
