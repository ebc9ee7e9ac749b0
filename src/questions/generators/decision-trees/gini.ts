/** Gini impurity of class counts: two classes, three, then four. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { impurityOf, impuritySolver, total } from "../../solvers/impurity.ts";
import { scalars } from "../../solvers/number_steps.ts";

type GiniParams = { readonly counts: readonly number[] };

export const giniGenerator = defineGenerator<GiniParams>({
  id: "gini",
  version: 1,
  topic: "decision-trees",
  title: "Gini impurity of class counts",
  levels: [1, 2, 3],
  domains: { counts: { kind: "list", of: { kind: "int", lo: 0, hi: 50 }, min: 2, max: 5 } },
  generate: (random, level, fixed) => ({
    counts: fixed.counts ?? Array.from({ length: level + 1 }, () => random.int(1, 9)),
  }),
  refuse({ counts }) {
    const present = counts.filter((count) => count > 0);
    if (present.length < 2) return "there is only one class";
    return new Set(present).size < 2 ? "the classes are equally frequent" : undefined;
  },
  prompt: ({ counts }) =>
    `A node of a decision tree holds ${total(counts)} examples: ${
      counts.map((count, i) => `${count} of class ${i + 1}`).join(", ")
    }. What is its Gini impurity?`,
  conventions: () => [
    "of the shares $p_c$ of the classes: $G = 1 - \\sum_c p_c^2$",
    "a fraction, or 3 decimals: then keep 4 in between",
  ],
  answers: () => [realAnswer({ id: "impurity", label: "$G$", decimals: 3 })],
  solve: ({ counts }) => impuritySolver({ counts, measure: "gini" }),
  mistakes: [
    {
      id: "entropy",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "bits") }),
      feedback: "That is the entropy in bits. Gini needs no logarithm, only squares.",
    },
    {
      id: "sum-of-squares",
      solve: ({ counts }) => scalars({ impurity: 1 - impurityOf(counts, "gini") }),
      feedback: "That is the sum of the squared shares, which is 1 for a pure node. Take it from 1.",
    },
    {
      id: "error",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "error") }),
      feedback: "That is one minus the largest share. Square and add the shares of *all* classes.",
    },
    {
      id: "one-product",
      solve: ({ counts }) => {
        const n = total(counts);
        return scalars({ impurity: counts.reduce((product, count) => product * count / n, 1) });
      },
      feedback: "You multiplied the shares. Square each share, add the squares, and take the sum from 1.",
    },
    {
      id: "mean-square",
      solve: ({ counts }) => {
        const n = total(counts);
        return scalars({
          impurity: 1 - counts.reduce((sum, count) => sum + (count / n) ** 2, 0) / counts.length,
        });
      },
      feedback: "You averaged the squares. They are added, not divided by the number of classes.",
    },
  ],
  hints: () => ["It is the chance that two examples drawn from the node, with replacement, differ in class."],
});
