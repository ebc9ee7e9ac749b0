/** Information gain of one split given by its class counts; three classes from level 2, three parts at level 3. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { impurityOf, restOf, splitGainSolver, total, wholeOf } from "../../solvers/impurity.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type SplitParams = { readonly parts: readonly (readonly number[])[] };

export const splitGainGenerator = defineGenerator<SplitParams>({
  id: "split-gain",
  version: 1,
  topic: "decision-trees",
  title: "Information gain of one split",
  levels: [1, 2, 3],
  domains: {
    parts: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: 0, hi: 40 }, min: 2, max: 4 },
      min: 2,
      max: 4,
    },
  },
  generate(random, level, fixed) {
    const classes = level === 1 ? 2 : 3;
    const part = () => Array.from({ length: classes }, () => random.int(0, 6));
    return { parts: fixed.parts ?? Array.from({ length: level === 3 ? 3 : 2 }, part) };
  },
  refuse({ parts }) {
    if (parts.some((part) => part.length !== parts[0]?.length)) return "the parts differ in their classes";
    if (wholeOf(parts).some((count) => count === 0)) return "a class does not occur";
    if (parts.some((part) => total(part) < 2)) return "a part has fewer than two examples";
    if (total(parts.flat()) > 20) return "too many examples to count by hand";
    if (new Set(parts.map(total)).size === 1) return "the parts are equally large";
    return impurityOf(wholeOf(parts), "bits") - restOf(parts, "bits") < 0.02
      ? "the split gains nothing"
      : undefined;
  },
  prompt: ({ parts }) =>
    `A node holds ${total(parts.flat())} examples. A feature splits them into\n\n${
      parts.map((part, i) =>
        `- part ${i + 1}: ${part.map((count, c) => `${count} of class ${c + 1}`).join(", ")}`
      ).join("\n")
    }\n\nWhat are the entropy before the split, the entropy after it, and the information gain?`,
  conventions: () => [
    "in bits: base-2 logarithm; $0 \\log 0 = 0$",
    "after the split: mean of the parts' entropies, weighted by their sizes",
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "whole", label: "Before", decimals: 3, unit: "bits" }),
    realAnswer({ id: "rest", label: "After", decimals: 3, unit: "bits" }),
    realAnswer({ id: "gain", label: "Gain", decimals: 3, unit: "bits" }),
  ],
  solve: ({ parts }) =>
    splitGainSolver({ parts, names: parts.map((_, i) => `part ${i + 1}`), measure: "bits" }),
  mistakes: [
    {
      id: "unweighted",
      solve: ({ parts }) => {
        const own = parts.map((part) => impurityOf(part, "bits"));
        return gained(impurityOf(wholeOf(parts), "bits"), total(own) / own.length);
      },
      feedback: "You took the plain mean over the parts. Large parts weigh more: multiply by their shares.",
    },
    {
      id: "summed",
      solve: ({ parts }) => {
        const own = parts.map((part) => impurityOf(part, "bits"));
        return gained(impurityOf(wholeOf(parts), "bits"), total(own));
      },
      feedback:
        "You added the entropies of the parts. Weigh each by the share of the examples that fall into it.",
    },
    {
      id: "nats",
      solve: ({ parts }) => gained(impurityOf(wholeOf(parts), "nats"), restOf(parts, "nats")),
      feedback: "You used the natural logarithm. Bits need $\\log_2$.",
    },
    {
      id: "gini",
      solve: ({ parts }) => gained(impurityOf(wholeOf(parts), "gini"), restOf(parts, "gini")),
      feedback: "You measured Gini impurity. Information gain is a difference of entropies.",
    },
    {
      id: "rest-as-gain",
      solve: ({ parts }) => scalars({ gain: restOf(parts, "bits") }),
      feedback: "That is what is left after the split. The gain is the entropy before minus that.",
    },
    {
      id: "reversed",
      solve: ({ parts }) => scalars({ gain: restOf(parts, "bits") - impurityOf(wholeOf(parts), "bits") }),
      feedback: "The difference is the wrong way round: a split never raises the weighted entropy.",
    },
  ],
  hints: ({ parts }) => [
    `Add the parts to get the counts before the split: ${wholeOf(parts).map(num).join(", ")}.`,
  ],
});

function gained(whole: number, rest: number) {
  return scalars({ whole, rest, gain: whole - rest });
}
