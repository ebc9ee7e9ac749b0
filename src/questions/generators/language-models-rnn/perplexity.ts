/** Perplexity of a short text: level 1 in nats, level 2 in bits, level 3 longer and in either. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { type Base, perplexitySolver } from "../../solvers/perplexity.ts";
import { vec } from "../../tex.ts";

type PerplexityParams = {
  readonly probabilities: readonly number[];
  readonly base: Base;
};

const UNITS = { e: "nats", 2: "bits" } as const;

export const perplexityGenerator = defineGenerator<PerplexityParams>({
  id: "perplexity",
  version: 1,
  topic: "language-models-rnn",
  title: "Perplexity from token probabilities",
  levels: [1, 2, 3],
  domains: {
    probabilities: { kind: "list", of: { kind: "dec", lo: 0.005, hi: 1, step: 0.005 }, min: 2, max: 8 },
    base: { kind: "pick", of: ["e", "2"] },
  },
  generate(random, level, fixed) {
    const values = level === 3
      ? [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8]
      : [0.05, 0.1, 0.125, 0.2, 0.25, 0.4, 0.5, 0.8];
    return {
      probabilities: fixed.probabilities ??
        Array.from({ length: level === 3 ? random.int(4, 5) : random.int(3, 4) }, () => random.pick(values)),
      base: fixed.base ?? (level === 1 ? "e" : level === 2 ? "2" : random.pick(["e", "2"] as const)),
    };
  },
  refuse: ({ probabilities }) =>
    new Set(probabilities).size < Math.min(3, probabilities.length)
      ? "too many tokens were equally likely"
      : undefined,
  prompt: ({ probabilities, base }) =>
    `A language model gives the words that really come next the probabilities $${
      vec(probabilities)
    }$. What is the mean negative log-likelihood in **${UNITS[base]}**, and what is the perplexity?`,
  conventions: ({ base }) => [
    `${base === "e" ? "natural logarithm" : "logarithm to base 2"}; mean over the tokens, not their sum`,
    "loss to 3 decimals, perplexity to 2; keep 4 in between",
  ],
  answers: ({ base }) => [
    realAnswer({ id: "nll", label: "Mean loss", decimals: 3, unit: UNITS[base] }),
    realAnswer({ id: "perplexity", label: "Perplexity", decimals: 2, rtol: 0.001 }),
  ],
  solve(p) {
    const { steps, answers: { nll = "nll", perplexity = "perplexity" } } = perplexitySolver(p);
    return { steps, answers: { nll, perplexity } };
  },
  mistakes: [
    {
      id: "sum-not-mean",
      solve: (p) => wrong(p, (losses) => sum(losses)),
      feedback: "You added the losses up. Perplexity is per token: take their mean.",
    },
    {
      id: "other-unit",
      solve: (p) => {
        const { mean, power } = plain(p);
        return scalars({ nll: p.base === "e" ? mean / Math.LN2 : mean * Math.LN2, perplexity: power(mean) });
      },
      feedback: "The loss is in the other unit: nats come from $\\ln$, bits from $\\log_2$.",
    },
    {
      id: "base-mismatch",
      solve: (p) => {
        const { mean } = plain(p);
        return scalars({ perplexity: p.base === "e" ? 2 ** mean : Math.exp(mean) });
      },
      feedback: "Loss and power use different bases: bits belong to $2^x$, nats to $e^x$.",
    },
    {
      id: "loss-as-perplexity",
      solve: (p) => scalars({ perplexity: plain(p).mean }),
      feedback: "That is the loss once more. Perplexity raises the base to that power.",
    },
    {
      id: "mean-probability",
      solve: (p) => {
        const perplexity = p.probabilities.length / sum(p.probabilities);
        return scalars({ nll: Math.log(perplexity) / unitOf(p), perplexity });
      },
      feedback:
        "You averaged the probabilities. Average their logarithms: the probabilities of a text multiply.",
    },
    {
      id: "mean-of-inverses",
      solve: (p) => scalars({ perplexity: sum(p.probabilities.map((q) => 1 / q)) / p.probabilities.length }),
      feedback:
        "You averaged $1/p$. Perplexity is their *geometric* mean: average the logarithms, then undo them.",
    },
    {
      id: "no-root",
      solve: (p) => scalars({ perplexity: p.probabilities.reduce((a, q) => a / q, 1) }),
      feedback:
        "That is one over the likelihood of the whole text. Take its $N$-th root to get a value per token.",
    },
    {
      id: "negative-power",
      solve: (p) => {
        const { mean, power } = plain(p);
        return scalars({ perplexity: power(-mean) });
      },
      feedback: "That is the geometric mean of the probabilities; perplexity is one over it, so at least 1.",
    },
  ],
  hints:
    () => ["Perplexity is a number of choices: a model that guesses among $V$ equally likely words has $V$."],
});

function unitOf({ base }: PerplexityParams): number {
  return base === "e" ? 1 : Math.LN2;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function plain(p: PerplexityParams) {
  const losses = p.probabilities.map((q) => -Math.log(q) / unitOf(p));
  return { losses, mean: sum(losses) / losses.length, power: (x: number) => Math.exp(x * unitOf(p)) };
}

/** The mean loss taken wrongly, and the perplexity that follows. */
function wrong(p: PerplexityParams, total: (losses: readonly number[]) => number) {
  const { losses, power } = plain(p);
  return scalars({ nll: total(losses), perplexity: power(total(losses)) });
}
