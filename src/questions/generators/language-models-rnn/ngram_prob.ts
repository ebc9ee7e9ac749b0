/** The probability of a word after a history: level 1 bigrams by counting, level 2 add-one, level 3 trigrams with add-k. */
import { ngramCounts } from "../../../tensor/language.ts";
import { fractionAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { code, ngramSolver, vocabularyOf } from "../../solvers/ngram.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type NgramParams = {
  readonly corpus: readonly string[];
  readonly history: readonly string[];
  readonly word: string;
  readonly k: number;
};

const WORDS = ["a", "b", "c", "d", "e"] as const;
const WORD = { kind: "pick", of: WORDS } as const;

export const ngramProbGenerator = defineGenerator<NgramParams>({
  id: "ngram-prob",
  version: 1,
  topic: "language-models-rnn",
  title: "Probability of a word in an n-gram model",
  levels: [1, 2, 3],
  domains: {
    corpus: { kind: "list", of: WORD, min: 3, max: 20 },
    history: { kind: "list", of: WORD, min: 1, max: 3 },
    word: WORD,
    k: { kind: "pick", of: [0, 0.5, 1] },
  },
  generate(random, level, fixed) {
    const words = WORDS.slice(0, level === 3 ? 3 : 4);
    const corpus = fixed.corpus ??
      Array.from({ length: random.int(9, level === 3 ? 13 : 11) }, () => random.pick(words));
    const length = fixed.history?.length ?? (level === 3 ? 2 : 1);
    const start = random.int(0, Math.max(0, corpus.length - length - 1));
    const word = level === 2 && random.int(0, 1) === 0
      ? random.pick(corpus)
      : corpus[start + length] ?? random.pick(words);
    return {
      corpus,
      history: fixed.history ?? corpus.slice(start, start + length),
      word: fixed.word ?? word,
      k: fixed.k ?? (level === 1 ? 0 : level === 2 ? 1 : random.pick([0.5, 1])),
    };
  },
  refuse({ corpus, history, word, k }) {
    const { together, history: seen } = ngramCounts(corpus, { history, word });
    if (seen === 0) return "the history is never followed by a word";
    if (!corpus.includes(word)) return "the word is not in the vocabulary";
    if (k === 0 && together === 0) return "the word never follows the history";
    if (seen < 2) return "the history comes only once";
    return together === seen ? "the history has one continuation only" : undefined;
  },
  prompt: ({ corpus, history, word, k }) =>
    `A ${name(history.length + 1)} model is estimated from this corpus:\n\n${
      code(corpus)
    }\n\nWhat is $P(\\text{${word}} \\mid \\text{${history.join(" ")}})$${
      k === 0 ? "" : `, with add-$k$ smoothing and $k = ${num(k)}$`
    }?`,
  conventions: ({ corpus, k }) => [
    "one running text without start or end marks; a history at its very end is followed by nothing and does not count",
    k === 0
      ? "maximum likelihood: counts only, no smoothing"
      : `vocabulary: the ${vocabularyOf(corpus)} different words of the corpus`,
    "exact: a fraction, or a decimal with at least 4 places",
  ],
  answers: ({ history, word }) => [
    integerAnswer({ id: "together", label: `Count of ${code([...history, word])}` }),
    integerAnswer({ id: "history", label: `Count of ${code(history)} followed by a word` }),
    fractionAnswer({ id: "probability", label: "Probability" }),
  ],
  solve: ngramSolver,
  mistakes: [
    {
      id: "over-all-words",
      solve: (p) =>
        probability(
          p,
          (together, _, { corpus, k }) => (together + k) / (corpus.length + k * vocabularyOf(corpus)),
        ),
      feedback:
        "You divided by the length of the corpus. The condition narrows it down: divide by how often the history occurs.",
    },
    {
      id: "joint",
      solve: (p) =>
        p.k === 0
          ? probability(p, (together, _, { corpus, history }) => together / (corpus.length - history.length))
          : undefined,
      feedback:
        "That is the share of this n-gram among all n-grams, a joint probability. Asked is the conditional one: divide by the count of the history.",
    },
    {
      id: "condition-reversed",
      solve: (p) =>
        probability(
          p,
          (together, _, { corpus, history, word, k }) =>
            (together + k) /
            (corpus.slice(history.length).filter((token) => token === word).length +
              k * vocabularyOf(corpus)),
        ),
      feedback:
        "You divided by the count of the word itself. The words before it are given, so divide by the count of the history.",
    },
    {
      id: "history-at-end",
      solve: (p) => {
        const seen = ngramCounts([...p.corpus, ""], p).history;
        const { together, history } = ngramCounts(p.corpus, p);
        return seen === history
          ? undefined
          : scalars({ history: seen, probability: estimate(p, together, seen) });
      },
      feedback:
        "The history at the very end of the corpus is followed by nothing: count only where a next word exists.",
    },
    {
      id: "no-smoothing",
      solve: (p) => p.k === 0 ? undefined : probability(p, (together, seen) => together / seen),
      feedback: "That is the unsmoothed estimate. Add $k$ to every count first.",
    },
    {
      id: "denominator-not-smoothed",
      solve: (p) => p.k === 0 ? undefined : probability(p, (together, seen) => (together + p.k) / seen),
      feedback:
        "Every word of the vocabulary got $k$ extra, so the denominator grows too, by $k \\lvert V \\rvert$; otherwise the probabilities add up to more than 1.",
    },
    {
      id: "denominator-plus-k",
      solve: (p) =>
        p.k === 0 ? undefined : probability(p, (together, seen) => (together + p.k) / (seen + p.k)),
      feedback: "The denominator grows by $k$ for each word of the vocabulary, not by a single $k$.",
    },
    {
      id: "vocabulary-is-tokens",
      solve: (p) =>
        p.k === 0
          ? undefined
          : probability(p, (together, seen) => (together + p.k) / (seen + p.k * p.corpus.length)),
      feedback: "$\\lvert V \\rvert$ counts different words; you took the length of the corpus.",
    },
  ],
  hints: () => ["Underline every place where the history stands, and look at the word that follows."],
});

function name(n: number): string {
  return n === 2 ? "bigram" : n === 3 ? "trigram" : `${n}-gram`;
}

function estimate({ corpus, k }: NgramParams, together: number, seen: number): number {
  return (together + k) / (seen + k * vocabularyOf(corpus));
}

function probability(p: NgramParams, wrong: (together: number, seen: number, p: NgramParams) => number) {
  const { together, history } = ngramCounts(p.corpus, p);
  return scalars({ probability: wrong(together, history, p) });
}
