/** Parameters of a transformer block: level 2 with biases and layer norms, level 3 a stack with its embedding table. */
import { item } from "../../../tensor/tensor.ts";
import { numbersIn } from "../../answer_value.ts";
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { blockParamsSolver } from "../../solvers/transformer_params.ts";

type BlockParams = {
  readonly width: number;
  readonly ff: number;
  readonly full: boolean;
  readonly layers: number;
  readonly vocab: number;
};

const LABELS: Readonly<Record<string, string>> = {
  attention: "Attention",
  ffn: "Feed-forward",
  norms: "Layer norms",
  block: "One block",
  embedding: "Embedding table",
  total: "Whole model",
};

export const blockParamsGenerator = defineGenerator<BlockParams>({
  id: "block-params",
  version: 1,
  topic: "transformers",
  title: "Parameters of a transformer block",
  levels: [1, 2, 3],
  domains: {
    width: { kind: "int", lo: 2, hi: 4096 },
    ff: { kind: "int", lo: 2, hi: 16384 },
    full: { kind: "pick", of: [false, true] },
    layers: { kind: "int", lo: 1, hi: 96 },
    vocab: { kind: "int", lo: 0, hi: 200000 },
  },
  generate(random, level, fixed) {
    const width = fixed.width ?? random.pick([8, 10, 12, 16, 20, 24, 30, 32, 40, 50, 64]);
    return {
      width,
      ff: fixed.ff ?? width * random.pick([2, 3, 4]),
      full: fixed.full ?? level === 2,
      layers: fixed.layers ?? (level === 3 ? random.int(2, 8) : 1),
      vocab: fixed.vocab ?? (level === 3 ? random.pick([100, 200, 500, 1000, 2000, 5000]) : 0),
    };
  },
  refuse: ({ width, ff, layers, vocab }) => {
    if (width === ff) return "the feed-forward layer is not wider";
    return vocab === 0 && layers > 1 ? "several blocks are asked for with their table only" : undefined;
  },
  prompt: ({ width, ff, layers, vocab }) =>
    vocab === 0
      ? `A transformer block has the width $d = ${width}$ and a feed-forward layer with $d_{ff} = ${ff}$. How many parameters have its parts, and the whole block?`
      : `A small language model has ${
        layers === 1 ? "one transformer block" : `${layers} transformer blocks`
      } of width $d = ${width}$ with $d_{ff} = ${ff}$, and an embedding table for ${vocab} tokens. How many parameters have a block, the table and the model?`,
  conventions: ({ full, vocab }) => [
    "self-attention with $W_Q$, $W_K$, $W_V$ and $W_O$, heads sharing the width; two feed-forward layers, up and down",
    full
      ? "a bias in every projection and layer; two layer norms, each with scale and shift"
      : "no biases, no layer norms",
    ...(vocab === 0 ? [] : ["the output layer shares the embedding table; positions without parameters"]),
  ],
  answers: (p) => asked(p).map((id) => integerAnswer({ id, label: LABELS[id] ?? id })),
  solve(p) {
    const { steps } = blockParamsSolver(p);
    const left = [...(p.full ? [] : ["norms"]), ...(p.vocab === 0 ? ["embedding", "total"] : [])];
    return {
      steps: steps.filter(({ id }) => id === "norms" || !left.includes(id)),
      answers: Object.fromEntries(asked(p).map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "output-projection-forgotten",
      solve: (p) => sums(p, { attention: 3 * projection(p) }),
      feedback: "Attention has a fourth projection, $W_O$, after the heads are joined.",
    },
    {
      id: "one-way-only",
      solve: (p) => sums(p, { ffn: p.width * p.ff + (p.full ? p.ff : 0) }),
      feedback: "The feed-forward part has two layers: up to $d_{ff}$ and down again to $d$.",
    },
    {
      id: "wide-squared",
      solve: (p) => sums(p, { ffn: p.ff * p.ff + (p.full ? p.ff : 0) }),
      feedback: "No layer goes from $d_{ff}$ to $d_{ff}$: one goes up from $d$, the other back to $d$.",
    },
    {
      id: "no-biases",
      solve: (p) => p.full ? sums(p, { attention: 4 * p.width ** 2, ffn: 2 * p.width * p.ff }) : undefined,
      feedback: "The biases of projections and feed-forward layers are missing.",
    },
    {
      id: "one-norm",
      solve: (p) => p.full ? sums(p, { norms: 2 * p.width }) : undefined,
      feedback:
        "A block has two layer norms, one for the attention and one for the feed-forward part, each with $2d$ parameters.",
    },
    {
      id: "untied",
      solve: (p) =>
        p.vocab === 0 ? undefined : scalars({ total: p.layers * blockOf(p) + 2 * p.vocab * p.width }),
      feedback: "The output layer uses the embedding table again, so it counts once.",
    },
    {
      id: "one-block",
      solve: (p) => p.layers === 1 ? undefined : scalars({ total: blockOf(p) + p.vocab * p.width }),
      feedback: "You counted a single block. Every block has parameters of its own.",
    },
    {
      id: "table-in-every-block",
      solve: (p) =>
        p.vocab === 0 || p.layers === 1
          ? undefined
          : scalars({ total: p.layers * (blockOf(p) + p.vocab * p.width) }),
      feedback: "The embedding table stands once before the blocks, not in each of them.",
    },
  ],
  hints:
    () => ["Count matrices: four of $d \\times d$ in the attention, two of $d \\times d_{ff}$ after it."],
});

function asked({ full, vocab }: BlockParams): readonly string[] {
  if (vocab > 0) return ["block", "embedding", "total"];
  return full ? ["attention", "ffn", "norms", "block"] : ["attention", "ffn", "block"];
}

function projection({ width, full }: BlockParams): number {
  return width * width + (full ? width : 0);
}

interface Parts {
  readonly attention?: number;
  readonly ffn?: number;
  readonly norms?: number;
}

/** All counts with some parts wrong, and what follows from those. */
function sums(p: BlockParams, wrong: Parts) {
  const attention = wrong.attention ?? 4 * projection(p);
  const ffn = wrong.ffn ?? 2 * p.width * p.ff + (p.full ? p.ff + p.width : 0);
  const norms = wrong.norms ?? (p.full ? 4 * p.width : 0);
  const block = attention + ffn + norms;
  const all: Record<string, number> = {
    attention,
    ffn,
    norms,
    block,
    total: p.layers * block + p.vocab * p.width,
  };
  return scalars(
    Object.fromEntries(asked(p).filter((id) => id !== "embedding").map((id) => [id, all[id] ?? NaN])),
  );
}

function blockOf(p: BlockParams): number {
  const { block } = sums({ ...p, vocab: 0 }, {});
  return block === undefined ? NaN : item(numbersIn(block));
}
