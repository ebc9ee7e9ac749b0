/** Weighted Gini impurity after a split, and how much the split takes off. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { impurityOf, restOf, splitGainSolver, total, wholeOf } from "../../solvers/impurity.ts";
import { scalars } from "../../solvers/number_steps.ts";

type GiniSplitParams = { readonly left: readonly number[]; readonly right: readonly number[] };

const COUNTS = { kind: "list", of: { kind: "int", lo: 0, hi: 40 }, min: 2, max: 4 } as const;

export const giniSplitGenerator = defineGenerator<GiniSplitParams>({
  id: "gini-split",
  version: 1,
  topic: "decision-trees",
  title: "Gini impurity of a split",
  levels: [1, 2],
  domains: { left: COUNTS, right: COUNTS },
  generate(random, level, fixed) {
    const side = (other: readonly number[] | undefined) =>
      Array.from({ length: other?.length ?? (level === 1 ? 2 : 3) }, () => random.int(0, 7));
    return { left: fixed.left ?? side(fixed.right), right: fixed.right ?? side(fixed.left) };
  },
  refuse({ left, right }) {
    if (left.length !== right.length) return "the sides differ in their classes";
    if (total(left) === total(right)) return "the sides are equally large";
    if (Math.min(total(left), total(right)) < 2) return "a side has fewer than two examples";
    if (total(left) + total(right) > 20) return "too many examples to count by hand";
    if (wholeOf([left, right]).includes(0)) return "a class does not occur";
    return impurityOf(wholeOf([left, right]), "gini") - restOf([left, right], "gini") < 0.01
      ? "the split gains nothing"
      : undefined;
  },
  prompt: ({ left, right }) =>
    `A split sends these counts of the ${left.length} classes to the left and right child:\n\n$$\\text{left} = (${
      left.join(",\\; ")
    }),\\qquad \\text{right} = (${
      right.join(",\\; ")
    }).$$\n\nWhat are the Gini impurity of the parent, that after the split, and the decrease?`,
  conventions: () => [
    "$G = 1 - \\sum_c p_c^2$",
    "after the split: mean of both children, weighted by their sizes",
    "fractions, or 3 decimals: then keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "whole", label: "Parent", decimals: 3 }),
    realAnswer({ id: "rest", label: "After the split", decimals: 3 }),
    realAnswer({ id: "gain", label: "Decrease", decimals: 3 }),
  ],
  solve: ({ left, right }) =>
    splitGainSolver({ parts: [left, right], names: ["the left child", "the right child"], measure: "gini" }),
  mistakes: [
    {
      id: "unweighted",
      solve: ({ left, right }) =>
        change(
          impurityOf(wholeOf([left, right]), "gini"),
          (impurityOf(left, "gini") + impurityOf(right, "gini")) / 2,
        ),
      feedback: "You took the plain mean of the children. Weigh each by its share of the examples.",
    },
    {
      id: "summed",
      solve: ({ left, right }) =>
        change(
          impurityOf(wholeOf([left, right]), "gini"),
          impurityOf(left, "gini") + impurityOf(right, "gini"),
        ),
      feedback: "You added the impurities of the children. Weigh each by its share of the examples first.",
    },
    {
      id: "entropy",
      solve: ({ left, right }) =>
        change(impurityOf(wholeOf([left, right]), "bits"), restOf([left, right], "bits")),
      feedback: "You measured entropy. Gini impurity is one minus the sum of the squared shares.",
    },
    {
      id: "rest-as-decrease",
      solve: ({ left, right }) => scalars({ gain: restOf([left, right], "gini") }),
      feedback: "That is what is left after the split. The decrease is the parent's impurity minus that.",
    },
    {
      id: "weights-swapped",
      solve: ({ left, right }) => {
        const n = total(left) + total(right);
        return change(
          impurityOf(wholeOf([left, right]), "gini"),
          (total(right) * impurityOf(left, "gini") + total(left) * impurityOf(right, "gini")) / n,
        );
      },
      feedback: "The weights are swapped: each child is weighted by its *own* size.",
    },
  ],
  hints: () => ["Add both children to get the counts of the parent."],
});

function change(whole: number, rest: number) {
  return scalars({ whole, rest, gain: whole - rest });
}
