/** How large the table of an n-gram model is: level 2 asks for free parameters, level 3 what a corpus can fill. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { ngramTableSolver } from "../../solvers/ngram.ts";
import { scalars } from "../../solvers/number_steps.ts";

type TableParams = {
  readonly vocab: number;
  readonly n: number;
  readonly tokens: number;
  readonly asked: string;
};

const ASKED: Readonly<Record<string, readonly string[]>> = {
  entries: ["histories", "entries"],
  free: ["histories", "entries", "free"],
  corpus: ["histories", "entries", "seen"],
};

const LABELS: Readonly<Record<string, string>> = {
  histories: "Different histories",
  entries: "Entries of the table",
  free: "Free parameters",
  seen: "Entries above 0, at most",
};

export const ngramTableGenerator = defineGenerator<TableParams>({
  id: "ngram-table",
  version: 1,
  topic: "language-models-rnn",
  title: "Size of an n-gram table",
  levels: [1, 2, 3],
  domains: {
    vocab: { kind: "int", lo: 2, hi: 100000 },
    n: { kind: "int", lo: 2, hi: 5 },
    tokens: { kind: "int", lo: 10, hi: 100000000 },
    asked: { kind: "pick", of: ["entries", "free", "corpus"] },
  },
  generate(random, level, fixed) {
    const n = fixed.n ?? random.int(2, 4);
    const sizes = level === 2
      ? [6, 8, 9, 11, 12, 20, 30, 50]
      : [20, 30, 50, 80, 200, 300, 500, 2000, 3000, 5000, 20000];
    const vocab = fixed.vocab ?? random.pick(sizes.filter((size) => size ** n < 1e13));
    return {
      vocab,
      n,
      tokens: fixed.tokens ?? random.pick([10000, 20000, 50000, 100000, 200000]),
      asked: fixed.asked ?? (level === 1 ? "entries" : level === 2 ? "free" : "corpus"),
    };
  },
  refuse({ vocab, n, tokens, asked }) {
    if (vocab ** n > 1e15) return "the table is too large to write its size down";
    if (vocab === n || vocab <= 3) return "too small to tell mistakes apart";
    return asked === "corpus" && tokens - n + 1 >= vocab ** n ? "the corpus could fill the table" : undefined;
  },
  prompt: ({ vocab, n, tokens, asked }) =>
    `An n-gram model with $n = ${n}$ keeps $P(w_t \\mid ${
      n === 2 ? "w_{t-1}" : n === 3 ? "w_{t-2}, w_{t-1}" : `w_{t-${n - 1}}, \\dots, w_{t-1}`
    })$ in a full table. The vocabulary has ${vocab} words. How many different histories are there, and how many entries has the table${
      asked === "entries"
        ? ""
        : asked === "free"
        ? "; and how many of these can be chosen freely"
        : `; and how many of them can be above 0 at most when they are estimated, without smoothing, from a text of ${tokens} words`
    }?`,
  conventions: ({ asked }) => [
    "one entry for each history of $n - 1$ words and each next word, even where it is 0",
    ...(asked === "free" ? ["the probabilities after one history add up to 1"] : []),
    ...(asked === "corpus" ? ["one running text without start or end marks"] : []),
  ],
  answers: ({ asked }) => (ASKED[asked] ?? []).map((id) => integerAnswer({ id, label: LABELS[id] ?? id })),
  solve(p) {
    const solver = ngramTableSolver(p);
    const asked = ASKED[p.asked] ?? [];
    return {
      steps: solver.steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "product-for-power",
      solve: (p) => table(p, { histories: p.vocab * (p.n - 1), entries: p.vocab * p.n }),
      feedback:
        "You multiplied the vocabulary by $n$. Each of the $n$ places can be any word, independently of the others: the sizes multiply to a power.",
    },
    {
      id: "history-one-too-long",
      solve: (p) => table(p, { histories: p.vocab ** p.n, entries: p.vocab ** (p.n + 1) }),
      feedback: "An n-gram is history and next word together: the history has $n - 1$ words.",
    },
    {
      id: "entries-are-histories",
      solve: (p) => scalars({ entries: p.vocab ** (p.n - 1) }),
      feedback: "Each history needs a probability for every possible next word, not a single one.",
    },
    {
      id: "exponent-swapped",
      solve: (p) =>
        p.n ** p.vocab > 1e15
          ? undefined
          : table(p, { histories: (p.n - 1) ** p.vocab, entries: p.n ** p.vocab }),
      feedback: "Base and exponent are swapped: $n$ places, each with $\\lvert V \\rvert$ choices.",
    },
    {
      id: "no-repetition",
      solve: (p) => {
        const falling = (k: number) =>
          Array.from({ length: k }, (_, i) => p.vocab - i).reduce((a, b) => a * b, 1);
        return p.n > p.vocab ? undefined : table(p, { histories: falling(p.n - 1), entries: falling(p.n) });
      },
      feedback: "A word may follow itself: repetitions count too.",
    },
    {
      id: "one-constraint",
      solve: (p) => p.asked === "free" ? scalars({ free: p.vocab ** p.n - 1 }) : undefined,
      feedback: "Not only one sum is fixed: for *each* history the probabilities add up to 1.",
    },
    {
      id: "all-words-start",
      solve: (p) => p.asked === "corpus" ? scalars({ seen: p.tokens }) : undefined,
      feedback: "The last $n - 1$ words of the text start no n-gram: it would run beyond the end.",
    },
  ],
  hints: () => ["Think of $n$ boxes in a row, each to be filled with any word of the vocabulary."],
});

/** All counts with histories and entries wrong, and what follows from those. */
function table(
  p: TableParams,
  { histories, entries }: { readonly histories: number; readonly entries: number },
) {
  return scalars({ histories, entries, ...(p.asked === "free" ? { free: entries - histories } : {}) });
}
