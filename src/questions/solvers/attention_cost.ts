/** What attention costs in multiplications and memory, what its tensors are shaped like, and what its cache takes. */
import { matmulMultiplications } from "../../tensor/parameters.ts";
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";
import { listStep, numberStep, shapeTex } from "./number_steps.ts";

export interface AttentionWork {
  /** Positions of the sequence. */
  readonly n: number;
  readonly d: number;
  readonly heads: number;
  readonly bytes: number;
}

/**
 * Self-attention over n positions of width d. Answers: projections 4 n d^2, scores n^2 d, mixing n^2 d, total,
 * entries n^2 of the weights of a head, memory of all heads in bytes; path and steps of a recurrent layer and path
 * of attention between the first and the last position.
 */
export function attentionCostSolver({ n, d, heads, bytes }: AttentionWork): Solver {
  return {
    steps: [
      numberStep({
        id: "projections",
        rule: "Queries, keys, values and the output: four products of $[n, d]$ with $[d, d]$.",
        value: () => 4 * matmulMultiplications({ n, k: d, m: d }),
        tex: (value) => `4 \\cdot ${n} \\cdot ${d}^2 = ${value}`,
      }),
      numberStep({
        id: "scores",
        rule:
          "Scores: every query with every key, $d$ products each. Heads share $d$, so their number cancels out.",
        value: () => matmulMultiplications({ n, k: d, m: n }),
        tex: (value) => `${n}^2 \\cdot ${d} = ${value}`,
      }),
      numberStep({
        id: "mixing",
        rule: "Mixing the values: $[n, n]$ with $[n, d]$, as much again.",
        value: () => matmulMultiplications({ n, k: n, m: d }),
        tex: (value) => `${n}^2 \\cdot ${d} = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Together.",
        uses: ["projections", "scores", "mixing"],
        value: (projections, scores, mixing) => projections + scores + mixing,
        tex: (value, projections, scores, mixing) => `${projections} + ${scores} + ${mixing} = ${value}`,
      }),
      numberStep({
        id: "entries",
        rule: "Weights of a head: one for each pair of positions.",
        value: () => n * n,
        tex: (value) => `${n}^2 = ${value}`,
      }),
      numberStep({
        id: "memory",
        rule: "Every head has its own, and each weight takes so many bytes.",
        uses: ["entries"],
        value: (entries) => heads * entries * bytes,
        tex: (value, entries) => `${heads} \\cdot ${entries} \\cdot ${bytes} = ${value}`,
      }),
      numberStep({
        id: "rnnPath",
        rule: "In a recurrent layer the last position hears of the first through every step in between.",
        value: () => n - 1,
        tex: (value) => `${n} - 1 = ${value}`,
      }),
      numberStep({
        id: "rnnSteps",
        rule: "Each state waits for the one before it, so the steps cannot run side by side.",
        value: () => n,
        tex: (value) => `${value}`,
      }),
      numberStep({
        id: "attentionPath",
        rule: "In attention every position looks at every other at once.",
        value: () => 1,
        tex: (value) => `${value}`,
      }),
    ],
    answers: Object.fromEntries(
      [
        "projections",
        "scores",
        "mixing",
        "total",
        "entries",
        "memory",
        "rnnPath",
        "rnnSteps",
        "attentionPath",
      ]
        .map((id) => [id, id]),
    ),
  };
}

export interface CrossSizes {
  /** Positions of the decoder, of the encoder, and the width. */
  readonly n: number;
  readonly m: number;
  readonly d: number;
  /** 1 has no axis of its own. */
  readonly heads: number;
  /** 0 for a single example without an axis. */
  readonly batch: number;
}

/** Cross attention: queries from the decoder, keys and values from the encoder. Answers: Q, K, V, weights, output. */
export function crossShapesSolver({ n, m, d, heads, batch }: CrossSizes): Solver {
  const batched = batch === 0 ? [] : [batch];
  const split = heads === 1 ? [] : [heads];
  const head = Math.floor(d / heads);
  const shape = (id: string, rule: string, value: readonly number[]) =>
    listStep({ id, rule, value: () => value, tex: shapeTex });
  return {
    steps: [
      shape(
        "Q",
        `Queries come from the decoder${heads === 1 ? "" : `, split into heads of ${d}/${heads} = ${head}`}.`,
        [...batched, ...split, n, head],
      ),
      shape("K", "Keys come from the encoder.", [...batched, ...split, m, head]),
      shape("V", "So do the values.", [...batched, ...split, m, head]),
      shape("weights", "One weight for each query and each key: $Q K^\\top$.", [...batched, ...split, n, m]),
      shape("output", `One output for each query${heads === 1 ? "" : ", with the heads joined again"}.`, [
        ...batched,
        n,
        d,
      ]),
    ],
    answers: { Q: "Q", K: "K", V: "V", weights: "weights", output: "output" },
  };
}

export interface CacheSizes {
  readonly layers: number;
  /** Heads of the queries, and of keys and values. */
  readonly heads: number;
  readonly kvHeads: number;
  readonly head: number;
  readonly length: number;
  readonly batch: number;
  readonly bytes: number;
}

const MIB = 2 ** 20;

/** Keys and values kept while generating. Answers: token in bytes, cache in MiB, full in MiB if all heads had their own. */
export function kvCacheSolver({ layers, heads, kvHeads, head, length, batch, bytes }: CacheSizes): Solver {
  return {
    steps: [
      numberStep({
        id: "token",
        rule: "For each token, every layer keeps a key and a value for each head of keys and values.",
        value: () => 2 * layers * kvHeads * head * bytes,
        tex: (value) => `2 \\cdot ${layers} \\cdot ${kvHeads} \\cdot ${head} \\cdot ${bytes} = ${value}`,
      }),
      numberStep({
        id: "cache",
        rule: `Times all tokens${batch === 1 ? "" : " of all sequences"}; a MiB has $2^{20}$ bytes.`,
        uses: ["token"],
        value: (token) => token * length * batch / MIB,
        tex: (value, token) =>
          `${token} \\cdot ${length}${batch === 1 ? "" : ` \\cdot ${batch}`} / 2^{20} = ${num(value)}`,
      }),
      numberStep({
        id: "full",
        rule:
          "If every query head had keys and values of its own, it would be more by heads over heads of keys and values.",
        uses: ["cache"],
        value: (cache) => cache * heads / kvHeads,
        tex: (value, cache) => `${num(cache)} \\cdot ${heads} / ${kvHeads} = ${num(value)}`,
      }),
    ],
    answers: { token: "token", cache: "cache", full: "full" },
  };
}
