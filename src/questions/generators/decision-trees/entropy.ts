/** Entropy of class counts: two classes, then three, then four of which one is empty. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { impurityOf, impuritySolver, total } from "../../solvers/impurity.ts";
import { scalars } from "../../solvers/number_steps.ts";

type EntropyParams = { readonly counts: readonly number[] };

export const entropyGenerator = defineGenerator<EntropyParams>({
  id: "entropy",
  version: 1,
  topic: "decision-trees",
  title: "Entropy of class counts",
  levels: [1, 2, 3],
  domains: { counts: { kind: "list", of: { kind: "int", lo: 0, hi: 50 }, min: 2, max: 5 } },
  generate(random, level, fixed) {
    const some = Array.from({ length: level === 1 ? 2 : 3 }, () => random.int(1, level === 1 ? 9 : 8));
    return { counts: fixed.counts ?? (level === 3 ? random.shuffle([...some, 0]) : some) };
  },
  refuse({ counts }) {
    const present = counts.filter((count) => count > 0);
    if (present.length < 2) return "there is only one class";
    return new Set(present).size < 2 ? "the classes are equally frequent" : undefined;
  },
  prompt: ({ counts }) =>
    `A node of a decision tree holds ${total(counts)} examples: ${
      counts.map((count, i) => `${count} of class ${i + 1}`).join(", ")
    }. What is the entropy of its labels?`,
  conventions: () => ["in bits: base-2 logarithm", "$0 \\log 0 = 0$", "3 decimals, so keep 4 in between"],
  answers: () => [realAnswer({ id: "impurity", label: "$H$", decimals: 3, unit: "bits" })],
  solve: ({ counts }) => impuritySolver({ counts, measure: "bits" }),
  mistakes: [
    {
      id: "nats",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "nats") }),
      feedback: "You used the natural logarithm. Bits need $\\log_2$: divide by $\\ln 2$.",
    },
    {
      id: "decimal-logarithm",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "nats") / Math.LN10 }),
      feedback: "You used the logarithm to base 10. Bits need $\\log_2$.",
    },
    {
      id: "no-minus",
      solve: ({ counts }) => scalars({ impurity: -impurityOf(counts, "bits") }),
      feedback: "The minus is missing: logarithms of shares are negative, entropy never is.",
    },
    {
      id: "gini",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "gini") }),
      feedback: "That is the Gini impurity, $1 - \\sum p^2$. Entropy weighs each class by $-\\log_2 p$.",
    },
    {
      id: "error",
      solve: ({ counts }) => scalars({ impurity: impurityOf(counts, "error") }),
      feedback: "That is the share of the examples outside the largest class. Entropy counts all classes.",
    },
    {
      id: "not-weighted",
      solve: ({ counts }) => {
        const n = total(counts);
        return scalars({
          impurity: counts.reduce((sum, count) => count === 0 ? sum : sum - Math.log2(count / n), 0),
        });
      },
      feedback: "You added $-\\log_2 p$ of the classes. Each of them counts with its share $p$.",
    },
  ],
  hints: () => ["Turn the counts into shares first."],
});
