/** The learning rate for another batch size: by the linear rule, then by either rule. */
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { batchScalingSolver, type ScalingRule } from "../../solvers/rate_schedule.ts";
import { num } from "../../tex.ts";

type ScalingParams = {
  readonly rate: number;
  readonly batch: number;
  readonly next: number;
  readonly rule: ScalingRule;
};

export const lrScalingGenerator = defineGenerator<ScalingParams>({
  id: "lr-scaling",
  version: 1,
  topic: "gradient-descent",
  title: "Learning rate for another batch size",
  levels: [1, 2],
  domains: {
    rate: { kind: "dec", lo: 0.01, hi: 2, step: 0.01 },
    batch: { kind: "int", lo: 1, hi: 65_536 },
    next: { kind: "int", lo: 1, hi: 65_536 },
    rule: { kind: "pick", of: ["linear", "root"] },
  },
  generate(random, level, fixed) {
    return {
      rate: fixed.rate ?? random.pick([0.04, 0.05, 0.1, 0.2, 0.4, 0.8]),
      batch: fixed.batch ?? random.pick([32, 64, 128, 256, 512]),
      next: fixed.next ??
        random.pick(level === 1 ? [32, 64, 128, 256, 512, 1024] : [32, 64, 128, 512, 1024, 2048]),
      rule: fixed.rule ?? (level === 1 ? "linear" : "root"),
    };
  },
  refuse: ({ rate, batch, next }) => {
    if (batch === next) return "the batch size does not change";
    const ratio = next / batch;
    if (ratio > 32 || ratio < 1 / 16) return "the batch size changes too much";
    return rate * ratio < 0.002 ? "the rate is too small to ask for 4 decimals" : undefined;
  },
  prompt: ({ rate, batch, next, rule }) =>
    `A training was tuned with batches of ${batch} and the learning rate $\\eta = ${
      num(rate)
    }$. It now runs with batches of ${next}. By which factor does the batch change, and which rate does the ${
      rule === "linear" ? "linear scaling rule" : "square-root scaling rule"
    } propose?`,
  conventions: ({ rule }) => [
    rule === "linear"
      ? "linear rule: the rate is in proportion to the batch size"
      : "square-root rule, as used with adaptive optimisers: the rate is in proportion to the root of the batch size",
    "factor exact; rate to 4 decimals",
  ],
  answers: () => [
    rationalAnswer({ id: "ratio", label: "Factor (new batch / old batch)" }),
    realAnswer({ id: "rate", label: "New rate", decimals: 4 }),
  ],
  solve: batchScalingSolver,
  mistakes: [
    {
      id: "inverse",
      solve: ({ rate, batch, next, rule }) => {
        const ratio = next / batch;
        return scalars({ rate: rate / (rule === "linear" ? ratio : Math.sqrt(ratio)) });
      },
      feedback:
        "The rate goes the same way as the batch: a larger batch has a less noisy gradient and makes fewer steps, so each may be longer.",
    },
    {
      id: "ratio-inverted",
      solve: ({ rate, batch, next, rule }) => {
        const ratio = batch / next;
        return scalars({ ratio, rate: rate * (rule === "linear" ? ratio : Math.sqrt(ratio)) });
      },
      feedback: "The factor is new batch over old batch, not the other way round.",
    },
    {
      id: "other-rule",
      solve: ({ rate, batch, next, rule }) => {
        const ratio = next / batch;
        return scalars({ rate: rate * (rule === "linear" ? Math.sqrt(ratio) : ratio) });
      },
      feedback: "That is the other rule: read on the card whether the rate follows the batch or its root.",
    },
    {
      id: "unchanged",
      solve: ({ rate }) => scalars({ rate }),
      feedback: "The factor is right; now let the rate follow it.",
    },
    {
      id: "squared",
      solve: ({ rate, batch, next, rule }) =>
        rule === "root" ? scalars({ rate: rate * (next / batch) ** 2 }) : undefined,
      feedback: "You squared the factor. The square-root rule takes its root.",
    },
  ],
  hints: () => ["Larger batch, longer step: by how much is what the rule says."],
});
