/** How many training pairs a window gives: level 1 word by word, level 2 a longer text with negative samples. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { skipGramPairsSolver } from "../../solvers/word_vectors.ts";

type PairParams = {
  readonly length: number;
  readonly window: number;
  /** 0 asks for pairs only. */
  readonly negatives: number;
};

const SENTENCE = ["the", "small", "dog", "sat", "near", "our", "old", "house"] as const;

export const skipgramPairsGenerator = defineGenerator<PairParams>({
  id: "skipgram-pairs",
  version: 1,
  topic: "word-embeddings",
  title: "Training pairs of skip-gram",
  levels: [1, 2],
  domains: {
    length: { kind: "int", lo: 2, hi: 1000 },
    window: { kind: "int", lo: 1, hi: 10 },
    negatives: { kind: "int", lo: 0, hi: 20 },
  },
  generate: (random, level, fixed) => ({
    length: fixed.length ?? (level === 1 ? random.int(5, 8) : random.int(12, 80)),
    window: fixed.window ?? (level === 1 ? random.int(1, 3) : random.int(2, 6)),
    negatives: fixed.negatives ?? (level === 1 ? 0 : random.int(3, 10)),
  }),
  refuse: ({ length, window }) =>
    length <= window + 1 ? "the window reaches over the whole text from everywhere" : undefined,
  prompt: ({ length, window, negatives }) =>
    `${
      length <= SENTENCE.length
        ? `The sentence *${SENTENCE.slice(0, length).join(" ")}* is`
        : `A text of ${length} words is`
    } cut into skip-gram pairs (centre, context) with a window of ${window} ${
      window === 1 ? "word" : "words"
    } on either side. ${
      length <= SENTENCE.length
        ? "How many contexts has each word, and how many pairs are there"
        : "How many pairs are there"
    }${
      negatives === 0
        ? ""
        : `, and how many sigmoids does one pass over them take with ${negatives} negative samples for each pair`
    }?`,
  conventions: () => [
    "the window is full size everywhere and is cut off at both ends of the text",
    "(a, b) and (b, a) are two pairs",
  ],
  answers: ({ length, negatives }) => [
    ...(length <= SENTENCE.length
      ? [exactTensorAnswer({ id: "contexts", label: "Contexts of each word", shape: [length] })]
      : []),
    integerAnswer({ id: "pairs", label: "Pairs" }),
    ...(negatives === 0 ? [] : [integerAnswer({ id: "terms", label: "Sigmoids" })]),
  ],
  solve(p) {
    const { steps } = skipGramPairsSolver(p);
    const asked = [
      ...(p.length <= SENTENCE.length ? ["contexts"] : []),
      "pairs",
      ...(p.negatives === 0 ? [] : ["terms"]),
    ];
    return {
      steps: steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "ends-ignored",
      solve: (p) => keys(p, () => 2 * p.window),
      feedback: "Words near the ends have fewer neighbours: there the window is cut off.",
    },
    {
      id: "one-side",
      solve: (p) => keys(p, (i) => Math.min(p.length - 1 - i, p.window)),
      feedback: "The window reaches to both sides, so each couple of neighbours counts as two pairs.",
    },
    {
      id: "centre-counted",
      solve: (p) => keys(p, (i) => Math.min(i, p.window) + Math.min(p.length - 1 - i, p.window) + 1),
      feedback: "A word is not its own context: leave the centre out.",
    },
    {
      id: "whole-width",
      solve: (p) =>
        p.window % 2 === 1
          ? undefined
          : keys(p, (i) => Math.min(i, p.window / 2) + Math.min(p.length - 1 - i, p.window / 2)),
      feedback: "The window has that many words on *either* side, not on both together.",
    },
    {
      id: "positive-forgotten",
      solve: (p) => p.negatives === 0 ? undefined : scalars({ terms: total(p, right(p)) * p.negatives }),
      feedback: "The true pair takes a sigmoid too, besides those of its negative samples.",
    },
    {
      id: "samples-once-a-word",
      solve: (p) =>
        p.negatives === 0 ? undefined : scalars({ terms: total(p, right(p)) + p.length * p.negatives }),
      feedback: "Every pair draws samples of its own, not every centre word.",
    },
  ],
  hints: () => ["Start with a word in the middle of the text, then see what changes at the ends."],
});

const right = (p: PairParams) => (i: number) => Math.min(i, p.window) + Math.min(p.length - 1 - i, p.window);

function total({ length }: PairParams, contexts: (i: number) => number): number {
  return Array.from({ length }, (_, i) => contexts(i)).reduce((a, b) => a + b, 0);
}

/** Wrong contexts of each word, and what follows. */
function keys(p: PairParams, contexts: (i: number) => number) {
  const pairs = total(p, contexts);
  return {
    ...(p.length <= SENTENCE.length
      ? { contexts: tensor(Array.from({ length: p.length }, (_, i) => contexts(i))) }
      : {}),
    ...scalars({ pairs, ...(p.negatives === 0 ? {} : { terms: pairs * (1 + p.negatives) }) }),
  };
}
