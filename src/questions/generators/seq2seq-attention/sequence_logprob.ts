/** The log-probability of a translation: level 2 by length too, level 3 compares two candidates. */
import { scalar } from "../../../tensor/tensor.ts";
import { choiceAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import type { Keys } from "../../question.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { sequenceScoreSolver, twoCandidatesSolver } from "../../solvers/sequence_score.ts";
import { vec } from "../../tex.ts";

type SequenceParams = {
  readonly steps: readonly number[];
  /** The second candidate; empty where there is one only. */
  readonly other: readonly number[];
  readonly byLength: boolean;
};

const PROBABILITY = { kind: "dec", lo: 0.05, hi: 1, step: 0.05 } as const;
const CANDIDATES = [{ id: "a", label: "A" }, { id: "b", label: "B" }];

export const sequenceLogprobGenerator = defineGenerator<SequenceParams>({
  id: "sequence-logprob",
  version: 1,
  topic: "seq2seq-attention",
  title: "Log-probability of a translation",
  levels: [1, 2, 3],
  domains: {
    steps: { kind: "list", of: PROBABILITY, min: 2, max: 6 },
    other: { kind: "list", of: PROBABILITY, min: 0, max: 6 },
    byLength: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const probabilities = (count: number, low = 0.2) =>
      Array.from({ length: count }, () => random.dec(low, 0.9, 0.1));
    return {
      steps: fixed.steps ?? probabilities(level === 3 ? 2 : random.int(3, 4)),
      other: fixed.other ?? (level === 3 ? probabilities(random.int(3, 4), 0.5) : []),
      byLength: fixed.byLength ?? level > 1,
    };
  },
  refuse({ steps, other, byLength }) {
    const product = steps.reduce((a, b) => a * b, 1);
    if (product < 0.005 || product > 0.9) return "the probability is too small or too large";
    if (new Set(steps).size < 2) return "all steps are equally likely";
    if (other.length === 0) return undefined;
    if (other.length === 1 || !byLength) {
      return "a comparison takes two candidates of two tokens at least, and both scores";
    }
    if (steps.length === other.length) return "both candidates are equally long";
    const { logA, logB, scoreA, scoreB } = both(steps, other);
    return Math.abs(logA - logB) < 0.02 || Math.abs(scoreA - scoreB) < 0.02
      ? "the candidates are nearly equal"
      : undefined;
  },
  prompt: ({ steps, other, byLength }) =>
    other.length === 0
      ? `A translation model gives the tokens of a translation, each after the ones before it, the probabilities $${
        vec(steps)
      }$. What is the probability of the whole translation, and what is its log-probability${
        byLength ? ", in all and per token" : ""
      }?`
      : `A translation model gives the tokens of two finished candidates the probabilities A: $${
        vec(steps)
      }$ and B: $${
        vec(other)
      }$. What are their log-probabilities, and which one wins? And which one wins by log-probability per token?`,
  conventions: ({ other, byLength }) => [
    "natural logarithm; the last token is the end mark and counts",
    ...(byLength ? ["per token: log-probability divided by the number of tokens"] : []),
    other.length === 0 ? "probability to 4 decimals, logarithms to 3" : "3 decimals, so keep 4 in between",
  ],
  answers: ({ other, byLength }) =>
    other.length === 0
      ? [
        realAnswer({ id: "prob", label: "Probability", decimals: 4 }),
        realAnswer({ id: "log_prob", label: "Log-probability", decimals: 3, unit: "nats" }),
        ...(byLength ? [realAnswer({ id: "score", label: "Per token", decimals: 3, unit: "nats" })] : []),
      ]
      : [
        realAnswer({ id: "logA", label: "Log-probability of A", decimals: 3 }),
        realAnswer({ id: "logB", label: "Log-probability of B", decimals: 3 }),
        choiceAnswer({ id: "plain", label: "Winner", choices: CANDIDATES }),
        realAnswer({ id: "scoreA", label: "A per token", decimals: 3 }),
        realAnswer({ id: "scoreB", label: "B per token", decimals: 3 }),
        choiceAnswer({ id: "normalised", label: "Winner per token", choices: CANDIDATES }),
      ],
  solve({ steps, other, byLength }) {
    if (other.length > 0) return twoCandidatesSolver(steps, other);
    const solver = sequenceScoreSolver(steps);
    if (byLength) return solver;
    return { steps: solver.steps.slice(0, 2), answers: { prob: "prob", log_prob: "log_prob" } };
  },
  mistakes: [
    {
      id: "sum-of-probabilities",
      solve: (p) => {
        if (p.other.length > 0) return undefined;
        const total = p.steps.reduce((a, b) => a + b, 0);
        return one(p, { prob: total, log_prob: Math.log(total) });
      },
      feedback: "You added the probabilities. All tokens must come, one after the other: multiply.",
    },
    {
      id: "mean-probability",
      solve: (p) => {
        if (p.other.length > 0) return undefined;
        const mean = p.steps.reduce((a, b) => a + b, 0) / p.steps.length;
        return one(p, { prob: mean, log_prob: Math.log(mean) });
      },
      feedback: "You averaged the probabilities. The probability of the sequence is their product.",
    },
    {
      id: "log-ten",
      solve: (p) => logsBy(p, 1 / Math.LN10),
      feedback: "You used $\\log_{10}$; here it is the natural logarithm.",
    },
    {
      id: "product-of-logs",
      solve: (p) => {
        if (p.other.length > 0) return undefined;
        const { prob } = plain(p.steps);
        return one(p, { prob, log_prob: p.steps.reduce((a, b) => a * Math.log(b), 1) });
      },
      feedback: "You multiplied the logarithms. The logarithm turns the product into a *sum*.",
    },
    {
      id: "divided-before-log",
      solve: (p) =>
        p.other.length === 0 && p.byLength
          ? scalars({ score: Math.log(plain(p.steps).prob / p.steps.length) })
          : undefined,
      feedback: "You divided the probability by the length. Divide its logarithm.",
    },
    {
      id: "more-negative-wins",
      solve: (p) => {
        if (p.other.length === 0) return undefined;
        const { logA, logB, scoreA, scoreB } = both(p.steps, p.other);
        return { plain: scalar(logA > logB ? 1 : 0), normalised: scalar(scoreA > scoreB ? 1 : 0) };
      },
      feedback:
        "You picked the more negative value. The better candidate has the log-probability nearer to 0.",
    },
    {
      id: "length-makes-no-difference",
      solve: (p) => {
        if (p.other.length === 0) return undefined;
        const { logA, logB, scoreA, scoreB } = both(p.steps, p.other);
        const plainly = logA > logB ? 0 : 1;
        return plainly === (scoreA > scoreB ? 0 : 1) ? undefined : { normalised: scalar(plainly) };
      },
      feedback:
        "The plain winner need not win per token: every further token makes the log-probability more negative, the mean does not mind.",
    },
  ],
  hints: () => ["$P(y \\mid x) = \\prod_t P(y_t \\mid y_{<t}, x)$."],
});

function plain(steps: readonly number[]) {
  const prob = steps.reduce((a, b) => a * b, 1);
  return { prob, log_prob: Math.log(prob), score: Math.log(prob) / steps.length };
}

function both(a: readonly number[], b: readonly number[]) {
  const [first, second] = [plain(a), plain(b)];
  return { logA: first.log_prob, logB: second.log_prob, scoreA: first.score, scoreB: second.score };
}

/** Wrong keys of one candidate; the score per token follows. */
function one(
  p: SequenceParams,
  { prob, log_prob }: { readonly prob: number; readonly log_prob: number },
): Keys {
  return scalars({ prob, log_prob, ...(p.byLength ? { score: log_prob / p.steps.length } : {}) });
}

function logsBy(p: SequenceParams, factor: number): Keys {
  const all: Record<string, number> = p.other.length > 0 ? both(p.steps, p.other) : plain(p.steps);
  const asked = p.other.length > 0
    ? ["logA", "logB", "scoreA", "scoreB"]
    : p.byLength
    ? ["log_prob", "score"]
    : ["log_prob"];
  return scalars(Object.fromEntries(asked.map((id) => [id, (all[id] ?? NaN) * factor])));
}
