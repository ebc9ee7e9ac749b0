/** BLEU of one short sentence: level 1 single words, level 2 with pairs, level 3 shorter than the reference. */
import { fractionAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { bleuSolver, clippedCounts } from "../../solvers/bleu.ts";
import { scalars } from "../../solvers/number_steps.ts";

type BleuParams = {
  readonly reference: readonly string[];
  readonly hypothesis: readonly string[];
  readonly order: number;
};

const WORDS = [
  "the",
  "a",
  "cat",
  "dog",
  "is",
  "sat",
  "on",
  "near",
  "mat",
  "house",
  "old",
  "and",
  "in",
  "small",
] as const;
const SENTENCE = { kind: "list", of: { kind: "pick", of: WORDS }, min: 1, max: 12 } as const;
const REFERENCES = [
  ["the", "cat", "is", "on", "the", "mat"],
  ["the", "old", "dog", "sat", "near", "the", "house"],
  ["a", "small", "cat", "sat", "on", "the", "mat"],
  ["the", "dog", "and", "the", "cat", "sat", "in", "the", "house"],
  ["a", "dog", "is", "in", "the", "old", "house"],
  ["the", "small", "dog", "is", "on", "a", "mat"],
] as const;

export const bleuGenerator = defineGenerator<BleuParams>({
  id: "bleu",
  version: 1,
  topic: "seq2seq-attention",
  title: "BLEU of a short translation",
  levels: [1, 2, 3],
  domains: { reference: SENTENCE, hypothesis: SENTENCE, order: { kind: "int", lo: 1, hi: 2 } },
  generate(random, level, fixed) {
    const reference = fixed.reference ?? random.pick(REFERENCES);
    /** The reference with a word dropped, exchanged or said twice. */
    const garble = (words: readonly string[], dropping: boolean) => {
      const at = random.int(0, words.length - 1);
      if (dropping) return words.filter((_, i) => i !== at);
      const instead = random.int(0, 2) === 0
        ? [random.pick(WORDS)]
        : [words[at] ?? "the", random.pick(["the", words[at] ?? "the"])];
      return [...words.slice(0, at), ...instead, ...words.slice(at + 1)];
    };
    let hypothesis = fixed.hypothesis ?? reference;
    if (fixed.hypothesis === undefined) {
      for (let i = 0; i < random.int(1, 2); i++) hypothesis = garble(hypothesis, false);
      const tooLong = hypothesis.length - reference.length;
      const drops = level === 3 ? tooLong + random.int(1, 2) : random.int(0, tooLong);
      for (let i = 0; i < drops; i++) hypothesis = garble(hypothesis, true);
    }
    return { reference, hypothesis, order: fixed.order ?? (level === 1 ? 1 : 2) };
  },
  refuse(p) {
    if (p.hypothesis.length < p.order || p.reference.length < p.order) return "a sentence is too short";
    const counts = clippedCounts(p);
    if (counts.some(([matches]) => matches === 0)) return "nothing matches";
    return counts.every(([matches, total]) => matches === total) ? "everything matches" : undefined;
  },
  prompt: ({ reference, hypothesis, order }) =>
    `What is the BLEU-${order} of this translation?\n\nHypothesis: ${reading(hypothesis)}\n\nReference: ${
      reading(reference)
    }`,
  conventions: ({ order }) => [
    `clipped precision${
      order === 1 ? " of single words" : "s of single words and of pairs, with equal weights"
    }`,
    "brevity penalty $\\min(1, e^{1 - r/c})$ with the lengths $r$ of the reference and $c$ of the hypothesis in words",
    "between 0 and 1, no smoothing; precisions as fractions or with 4 decimals, the rest to 3 decimals",
  ],
  answers: ({ order }) => [
    fractionAnswer({ id: "p1", label: "$p_1$" }),
    ...(order === 1 ? [] : [fractionAnswer({ id: "p2", label: "$p_2$" })]),
    realAnswer({ id: "bp", label: "Brevity penalty", decimals: 3 }),
    realAnswer({ id: "bleu", label: "BLEU", decimals: 3 }),
  ],
  solve: bleuSolver,
  mistakes: [
    {
      id: "not-clipped",
      solve: (p) =>
        different(p, {
          precision: (n) =>
            grams(p.hypothesis, n).filter((gram) => grams(p.reference, n).includes(gram)).length /
            size(p.hypothesis, n),
        }),
      feedback:
        "A word said more often than in the reference counts only as often as it is there: clip the counts.",
    },
    {
      id: "different-words",
      solve: (p) =>
        different(p, {
          precision: (n) => {
            const kinds = [...new Set(grams(p.hypothesis, n))];
            return kinds.filter((gram) => grams(p.reference, n).includes(gram)).length / kinds.length;
          },
        }),
      feedback:
        "You counted each different n-gram once. All that occur count, up to their number in the reference.",
    },
    {
      id: "recall",
      solve: (p) => different(p, { precision: (n) => matchesOf(p, n) / size(p.reference, n) }),
      feedback: "You divided by the n-grams of the reference. Precision divides by those of the hypothesis.",
    },
    {
      id: "same-divisor",
      solve: (p) =>
        p.order === 1 ? undefined : different(p, { precision: (n) => matchesOf(p, n) / p.hypothesis.length }),
      feedback: "A sentence of $c$ words has one pair fewer: $c - 1$.",
    },
    {
      id: "arithmetic-mean",
      solve: (p) =>
        p.order === 1
          ? undefined
          : different(p, { mean: (values) => values.reduce((a, b) => a + b, 0) / values.length }),
      feedback: "You took the arithmetic mean. BLEU takes the geometric one: the root of the product.",
    },
    {
      id: "no-root",
      solve: (p) =>
        p.order === 1 ? undefined : different(p, { mean: (values) => values.reduce((a, b) => a * b, 1) }),
      feedback: "You multiplied the precisions; the geometric mean takes the root of that.",
    },
    {
      id: "no-penalty",
      solve: (p) => different(p, { penalty: () => 1 }),
      feedback: "The hypothesis is shorter than the reference: the brevity penalty is below 1.",
    },
    {
      id: "penalty-as-ratio",
      solve: (p) => different(p, { penalty: (c, r) => Math.min(1, c / r) }),
      feedback: "The penalty is not the ratio of the lengths but $e^{1 - r/c}$.",
    },
    {
      id: "penalty-for-length",
      solve: (p) => different(p, { penalty: (c, r) => Math.exp(1 - Math.max(c, r) / Math.min(c, r)) }),
      feedback:
        "Only hypotheses shorter than the reference are penalised; longer ones pay by their precision.",
    },
  ],
  hints: () => ["Tick off the words of the hypothesis in the reference, each there only once."],
});

interface Twist {
  readonly precision?: (n: number) => number;
  readonly mean?: (values: readonly number[]) => number;
  readonly penalty?: (c: number, r: number) => number;
}

/** The keys with one thing done wrong; undefined where it makes no difference. */
function different(p: BleuParams, twist: Twist) {
  const right = score(p, {});
  const found = score(p, twist);
  const same = Object.entries(right).every(([id, value]) => Math.abs(value - (found[id] ?? NaN)) < 1e-9);
  return same || !Object.values(found).every(Number.isFinite) ? undefined : scalars(found);
}

function score(p: BleuParams, twist: Twist): Record<string, number> {
  const { precision = (n: number) => matchesOf(p, n) / size(p.hypothesis, n) } = twist;
  const { mean = (values: readonly number[]) => values.reduce((a, b) => a * b, 1) ** (1 / values.length) } =
    twist;
  const { penalty = (c: number, r: number) => Math.min(1, Math.exp(1 - r / c)) } = twist;
  const values = Array.from({ length: p.order }, (_, i) => precision(i + 1));
  const bp = penalty(p.hypothesis.length, p.reference.length);
  return {
    ...Object.fromEntries(values.map((value, i) => [`p${i + 1}`, value])),
    bp,
    bleu: bp * mean(values),
  };
}

function matchesOf(p: BleuParams, n: number): number {
  return clippedCounts(p)[n - 1]?.[0] ?? NaN;
}

function grams(words: readonly string[], n: number): string[] {
  return Array.from({ length: Math.max(0, words.length - n + 1) }, (_, i) => words.slice(i, i + n).join(" "));
}

function size(words: readonly string[], n: number): number {
  return words.length - n + 1;
}

function reading(words: readonly string[]): string {
  return `*${words.join(" ")}*`;
}
