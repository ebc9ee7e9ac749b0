/** The log-sum-exp of a few numbers, at level 2 of numbers whose exponentials overflow. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { logSumExp, max, mean, sum } from "../../../tensor/reduce.ts";
import { map } from "../../../tensor/elementwise.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { logSumExpSolver } from "../../solvers/softmax.ts";
import { vec } from "../../tex.ts";

type LogSumExpParams = { readonly logits: readonly number[] };

export const logSumExpGenerator = defineGenerator<LogSumExpParams>({
  id: "logsumexp",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Log-sum-exp",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -2000, hi: 2000, step: 0.5 }, min: 2, max: 5 },
  },
  generate(random, level, fixed) {
    const base = level === 2 ? random.pick([-1000, -800, 500, 800, 1000]) : 0;
    return {
      logits: fixed.logits ??
        Array.from({ length: 3 }, () => base + random.dec(-2, level === 1 ? 4 : 3, level === 1 ? 1 : 0.5)),
    };
  },
  refuse({ logits }) {
    if (new Set(logits).size < logits.length) return "two numbers are equal";
    return Math.max(...logits) - Math.min(...logits) > 4 ? "one number dwarfs another" : undefined;
  },
  prompt: ({ logits }) => `What is $\\ln \\sum_j e^{z_j}$ for $z = ${vec(logits)}$?`,
  conventions: () => ["natural logarithm; 3 decimals, so keep 4 in between"],
  answers: () => [realAnswer({ id: "lse", label: "$\\ln \\sum_j e^{z_j}$", decimals: 3 })],
  solve: logSumExpSolver,
  mistakes: [
    {
      id: "maximum",
      solve: ({ logits }) => ({ lse: max(tensor(logits)) }),
      feedback: "You took the maximum. Log-sum-exp lies above it, by up to $\\ln n$.",
    },
    {
      id: "sum-of-logits",
      solve: ({ logits }) => ({ lse: sum(tensor(logits)) }),
      feedback:
        "You added the numbers. The logarithm of a sum is not the sum of the logarithms: exponentiate, add, then take the logarithm.",
    },
    {
      id: "no-exponentials",
      solve: ({ logits }) => {
        const total = logits.reduce((a, b) => a + b, 0);
        return total > 0 ? { lse: scalar(Math.log(total)) } : undefined;
      },
      feedback: "You took the logarithm of the plain sum. Exponentiate each number first.",
    },
    {
      id: "log-mean-exp",
      solve: ({ logits }) => ({
        lse: map(logSumExp(tensor(logits)), (x) => x - Math.log(logits.length)),
      }),
      feedback: "You averaged the exponentials. Add them, without dividing by their number.",
    },
    {
      id: "mean",
      solve: ({ logits }) => ({ lse: mean(tensor(logits)) }),
      feedback:
        "You took the mean of the numbers. Log-sum-exp is close to their maximum, and never below it.",
    },
    {
      id: "base-two",
      solve: ({ logits }) => ({ lse: map(logSumExp(tensor(logits)), (x) => x / Math.LN2) }),
      feedback: "You took the logarithm to base 2. Use the natural one.",
    },
    {
      id: "maximum-not-added-back",
      solve: ({ logits }) =>
        Math.max(...logits) === 0
          ? undefined
          : { lse: map(logSumExp(tensor(logits)), (x) => x - Math.max(...logits)) },
      feedback: "You subtracted the maximum first, which is wise; now add it back to the logarithm.",
    },
  ],
  hints:
    () => ["$\\ln \\sum_j e^{z_j} = m + \\ln \\sum_j e^{z_j - m}$ for any $m$; the maximum is the best one."],
});
