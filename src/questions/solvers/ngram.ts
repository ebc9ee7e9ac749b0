/** n-gram language models: estimates from counts, and the size of their tables. */
import { ngramCounts } from "../../tensor/language.ts";
import type { Solver } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

export interface Ngram {
  readonly corpus: readonly string[];
  /** The n - 1 words before the one in question. */
  readonly history: readonly string[];
  readonly word: string;
  /** Added to every count; 0 is the maximum-likelihood estimate. */
  readonly k: number;
}

const words = (tokens: readonly string[]) => `\\text{${tokens.join(" ")}}`;

/** Different words of a corpus. */
export function vocabularyOf(corpus: readonly string[]): number {
  return new Set(corpus).size;
}

/** (count(h w) + k) / (count(h) + k |V|). Answers: together, history, probability (NaN for 0/0). */
export function ngramSolver({ corpus, history, word, k }: Ngram): Solver {
  const counts = ngramCounts(corpus, { history, word });
  const size = vocabularyOf(corpus);
  return {
    steps: [
      numberStep({
        id: "together",
        rule: `Count how often ${code([...history, word])} occurs in the corpus.`,
        value: () => counts.together,
        tex: (value) => `\\operatorname{count}(${words([...history, word])}) = ${value}`,
      }),
      numberStep({
        id: "history",
        rule: `Count how often ${code(history)} is followed by any word.`,
        value: () => counts.history,
        tex: (value) => `\\operatorname{count}(${words(history)}\\;\\cdot) = ${value}`,
      }),
      numberStep({
        id: "probability",
        rule: k === 0
          ? "Divide: of all continuations of the history, the share that is this word."
          : "Add $k$ to the count of every word of the vocabulary, so $k \\lvert V \\rvert$ to their sum; then divide.",
        uses: ["together", "history"],
        value: (together, seen) => (together + k) / (seen + k * size),
        tex: (value, together, seen) =>
          `P(${words([word])} \\mid ${words(history)}) = ${
            k === 0
              ? `\\frac{${together}}{${seen}}`
              : `\\frac{${together} + ${num(k)}}{${seen} + ${num(k)} \\cdot ${size}}`
          } ${equals(value, 4)}`,
      }),
    ],
    answers: { together: "together", history: "history", probability: "probability" },
  };
}

/** The tokens as Markdown code. */
export function code(tokens: readonly string[]): string {
  return `\`${tokens.join(" ")}\``;
}

/** Tables of an n-gram model over `vocab` words. Answers: histories V^(n-1), entries V^n, free (V-1) V^(n-1). */
export function ngramTableSolver(
  { vocab, n, tokens }: { readonly vocab: number; readonly n: number; readonly tokens: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "histories",
        rule:
          "A history is $n - 1$ words, each any word of the vocabulary: $\\lvert V \\rvert^{n-1}$ of them.",
        value: () => vocab ** (n - 1),
        tex: (value) => `${vocab}^{${n - 1}} = ${whole(value)}`,
      }),
      numberStep({
        id: "entries",
        rule: "Each history has one probability for each next word: $\\lvert V \\rvert^n$ entries.",
        uses: ["histories"],
        value: (histories) => histories * vocab,
        tex: (value, histories) => `${whole(histories)} \\cdot ${vocab} = ${vocab}^{${n}} = ${whole(value)}`,
      }),
      numberStep({
        id: "free",
        rule: "The probabilities of one history add up to 1, so one of them follows from the others.",
        uses: ["histories"],
        value: (histories) => histories * (vocab - 1),
        tex: (value, histories) => `${whole(histories)} \\cdot (${vocab} - 1) = ${whole(value)}`,
      }),
      numberStep({
        id: "seen",
        rule: "A text of $N$ words holds $N - n + 1$ runs of $n$ words; no more different ones can occur.",
        uses: ["entries"],
        value: (entries) => Math.min(entries, Math.max(0, tokens - n + 1)),
        tex: (value) => value === tokens - n + 1 ? `${tokens} - ${n} + 1 = ${whole(value)}` : whole(value),
      }),
    ],
    answers: { histories: "histories", entries: "entries", free: "free", seen: "seen" },
  };
}

/** Digits in groups of three. */
function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\\,");
}
