/** Size of embedding tables: level 2 both tables of skip-gram, level 3 what one step of training changes. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { embeddingTableSolver } from "../../solvers/word_vectors.ts";

type TableParams = {
  readonly vocab: number;
  readonly width: number;
  readonly negatives: number;
  readonly asked: "table" | "both" | "step";
};

const ASKED = {
  table: ["table"],
  both: ["table", "both"],
  step: ["both", "touched", "softmax"],
} as const;

const LABELS = {
  table: "One table",
  both: "Both tables",
  touched: "Changed, negative sampling",
  softmax: "Changed, full softmax",
} as const;

export const embeddingParamsGenerator = defineGenerator<TableParams>({
  id: "embedding-params",
  version: 1,
  topic: "word-embeddings",
  title: "Size of embedding tables",
  levels: [1, 2, 3],
  domains: {
    vocab: { kind: "int", lo: 2, hi: 1000000 },
    width: { kind: "int", lo: 2, hi: 4096 },
    negatives: { kind: "int", lo: 1, hi: 50 },
    asked: { kind: "pick", of: ["table", "both", "step"] },
  },
  generate: (random, level, fixed) => ({
    vocab: fixed.vocab ?? 500 * random.int(4, 80),
    width: fixed.width ?? random.pick([20, 32, 40, 50, 64, 100, 128, 150, 200, 300]),
    negatives: fixed.negatives ?? random.int(3, 15),
    asked: fixed.asked ?? (level === 1 ? "table" : level === 2 ? "both" : "step"),
  }),
  refuse: ({ vocab, width, negatives }) =>
    vocab <= 2 * width || vocab <= negatives + 2 ? "the vocabulary is too small" : undefined,
  prompt: ({ vocab, width, negatives, asked }) =>
    `Word vectors with ${width} components are learned for a vocabulary of ${vocab} words. ${
      asked === "table"
        ? "How many weights has the embedding table?"
        : asked === "both"
        ? "How many weights has one table of skip-gram, and how many have its two tables?"
        : `How many weights have both tables of skip-gram, and for how many of them is the gradient of one pair not 0 in general: with ${negatives} negative samples, and with a full softmax?`
    }`,
  conventions: ({ asked }) => [
    "no biases",
    ...(asked === "table" ? [] : ["one table for words as centres, one for words as contexts"]),
    ...(asked === "step" ? ["all sampled words differ, from each other and from the context word"] : []),
  ],
  answers: ({ asked }) => ASKED[asked].map((id) => integerAnswer({ id, label: LABELS[id] })),
  solve(p) {
    const { steps } = embeddingTableSolver(p);
    const asked: readonly string[] = ASKED[p.asked];
    return {
      steps: steps.filter(({ id }) => id === "table" || asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "one-hot-squared",
      solve: (p) => keys(p, { table: p.vocab ** 2 }),
      feedback: "A dense vector has far fewer components than the vocabulary has words: that is its point.",
    },
    {
      id: "added",
      solve: (p) => keys(p, { table: p.vocab + p.width }),
      feedback: "Rows times columns: every word has a whole vector.",
    },
    {
      id: "bias-for-each-word",
      solve: (p) => keys(p, { table: p.vocab * (p.width + 1) }),
      feedback: "There are no biases here: one vector for each word, nothing else.",
    },
    {
      id: "one-table",
      solve: (p) => p.asked === "table" ? undefined : scalars({ both: p.vocab * p.width }),
      feedback: "Skip-gram keeps two tables: a word has one vector as a centre and another one as a context.",
    },
    {
      id: "samples-only",
      solve: (p) => p.asked === "step" ? scalars({ touched: p.negatives * p.width }) : undefined,
      feedback: "Besides the samples, the centre's and the context word's vectors change too.",
    },
    {
      id: "centre-forgotten",
      solve: (p) =>
        p.asked === "step"
          ? scalars({ touched: (1 + p.negatives) * p.width, softmax: p.vocab * p.width })
          : undefined,
      feedback: "The centre's own vector learns too: one more row.",
    },
    {
      id: "both-tables-change",
      solve: (p) => p.asked === "step" ? scalars({ softmax: 2 * p.vocab * p.width }) : undefined,
      feedback:
        "Of the table of centres only one row takes part: the others met a zero of the one-hot vector.",
    },
  ],
  hints: () => ["A one-hot vector times the table picks out one row."],
});

/** Wrong tables, and what follows where it is asked. */
function keys(p: TableParams, { table }: { readonly table: number }) {
  const all = { table, both: 2 * table, softmax: table + p.width };
  const asked: readonly string[] = ASKED[p.asked];
  return scalars(Object.fromEntries(Object.entries(all).filter(([id]) => asked.includes(id))));
}
