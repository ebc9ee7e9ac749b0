/** Parameters of attention layers, of transformer blocks and of stacks of them. */
import { attentionParameters, denseParameters, embeddingParameters } from "../../tensor/parameters.ts";
import type { Solver } from "../solver.ts";
import { numberStep } from "./number_steps.ts";

export interface HeadSizes {
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values: fewer than `heads` where several queries share them. */
  readonly kvHeads: number;
  readonly bias: boolean;
}

/** Answers: head = width of one, query and key = parameters of these projections, params = all four. */
export function headParamsSolver({ width, heads, kvHeads, bias }: HeadSizes): Solver {
  const head = Math.floor(width / heads);
  const plus = (units: number) => bias ? ` + ${units}` : "";
  const dense = (units: number) => denseParameters({ inputs: width, units, bias }).total;
  return {
    steps: [
      numberStep({
        id: "head",
        rule: "The heads share the width among them.",
        value: () => head,
        tex: (value) => `${width} / ${heads} = ${value}`,
      }),
      numberStep({
        id: "query",
        rule:
          "$W_Q$ of all heads together is one matrix from the width to the width; the number of heads cancels out.",
        value: () => dense(width),
        tex: (value) => `${width} \\cdot ${width}${plus(width)} = ${value}`,
      }),
      numberStep({
        id: "key",
        rule: kvHeads === heads
          ? "$W_K$ is as large."
          : `$W_K$ makes keys for ${kvHeads} head${kvHeads === 1 ? "" : "s"} only, which the queries share.`,
        uses: ["head"],
        value: (size) => dense(kvHeads * size),
        tex: (value, size) => `${width} \\cdot (${kvHeads} \\cdot ${size})${plus(kvHeads * size)} = ${value}`,
      }),
      numberStep({
        id: "params",
        rule: "$W_V$ is as large as $W_K$, and $W_O$, which mixes the joined heads, as large as $W_Q$.",
        uses: ["query", "key"],
        value: (query, key) => 2 * query + 2 * key,
        tex: (value, query, key) =>
          query === key ? `4 \\cdot ${query} = ${value}` : `2 \\cdot ${query} + 2 \\cdot ${key} = ${value}`,
      }),
    ],
    answers: { d_head: "head", head: "head", query: "query", key: "key", params: "params" },
  };
}

export interface BlockSizes {
  readonly width: number;
  readonly ff: number;
  /** Biases in projections and feed-forward layers, and two layer norms in each block. */
  readonly full: boolean;
  readonly layers: number;
  /** 0 for blocks alone; else an embedding table that the output shares. */
  readonly vocab: number;
}

/** Answers: attention, ffn, norms, block, embedding, total. */
export function blockParamsSolver({ width, ff, full, layers, vocab }: BlockSizes): Solver {
  return {
    steps: [
      numberStep({
        id: "attention",
        rule: `Attention: four projections from $d$ to $d$${
          full ? ", each with $d$ biases" : ""
        }, whatever the number of heads.`,
        value: () => attentionParameters({ width, bias: full }).total,
        tex: (value) => `4 \\cdot ${full ? `(${width}^2 + ${width})` : `${width}^2`} = ${value}`,
      }),
      numberStep({
        id: "ffn",
        rule: `Feed-forward: up from $d$ to $d_{ff}$ and down again${
          full ? ", each with a bias for every unit it ends in" : ""
        }.`,
        value: () =>
          denseParameters({ inputs: width, units: ff, bias: full }).total +
          denseParameters({ inputs: ff, units: width, bias: full }).total,
        tex: (value) => `2 \\cdot ${width} \\cdot ${ff}${full ? ` + ${ff} + ${width}` : ""} = ${value}`,
      }),
      numberStep({
        id: "norms",
        rule: full
          ? "Two layer norms, each with a scale and a shift for every component."
          : "No layer norms here.",
        value: () => full ? 4 * width : 0,
        tex: (value) => full ? `2 \\cdot 2 \\cdot ${width} = ${value}` : "0",
      }),
      numberStep({
        id: "block",
        rule: "One block.",
        uses: ["attention", "ffn", "norms"],
        value: (attention, ffn, norms) => attention + ffn + norms,
        tex: (value, attention, ffn, norms) => `${attention} + ${ffn}${full ? ` + ${norms}` : ""} = ${value}`,
      }),
      numberStep({
        id: "embedding",
        rule: "The embedding table has a row for each token; the output layer uses the same one.",
        value: () => embeddingParameters({ words: vocab, width }).total,
        tex: (value) => `${vocab} \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "All blocks and the table.",
        uses: ["block", "embedding"],
        value: (block, embedding) => layers * block + embedding,
        tex: (value, block, embedding) => `${layers} \\cdot ${block} + ${embedding} = ${value}`,
      }),
    ],
    answers: {
      attention: "attention",
      ffn: "ffn",
      norms: "norms",
      block: "block",
      embedding: "embedding",
      total: "total",
    },
  };
}
