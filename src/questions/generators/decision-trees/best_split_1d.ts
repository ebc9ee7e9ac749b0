/** The best threshold for one numeric feature: five points, then seven. */
import { scalar } from "../../../tensor/tensor.ts";
import { choiceAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import {
  cutsOf,
  cutSolver,
  impurityOf,
  largest,
  midpoint,
  restOf,
  total,
  wholeOf,
} from "../../solvers/impurity.ts";
import { num } from "../../tex.ts";

type CutParams = { readonly xs: readonly number[]; readonly labels: readonly number[] };

export const bestSplit1dGenerator = defineGenerator<CutParams>({
  id: "best-split-1d",
  version: 1,
  topic: "decision-trees",
  title: "Best threshold of a numeric feature",
  levels: [1, 2],
  domains: {
    xs: { kind: "list", of: { kind: "int", lo: -50, hi: 100 }, min: 4, max: 9 },
    labels: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 4, max: 9 },
  },
  generate(random, level, fixed) {
    const n = fixed.xs?.length ?? fixed.labels?.length ?? (level === 1 ? 5 : 7);
    return {
      xs: fixed.xs ?? random.sample(Array.from({ length: 20 }, (_, i) => i + 1), n).sort((a, b) => a - b),
      labels: fixed.labels ?? Array.from({ length: n }, () => random.int(0, 1)),
    };
  },
  refuse({ xs, labels }) {
    if (xs.length !== labels.length) return "the lists differ in length";
    if (xs.some((x, i) => i > 0 && x <= (xs[i - 1] ?? 0))) return "the points are not sorted";
    const ones = total(labels);
    if (Math.min(ones, labels.length - ones) < 2) return "a label is rare";
    const gains = gainsOf(labels, "bits");
    const [best = 0, second = 0] = gains.toSorted((a, b) => b - a);
    if (best - second < 0.02) return "the best threshold is not clear";
    if (largest(gains) !== largest(gainsOf(labels, "gini"))) return "entropy and Gini disagree";
    return best > 0.98 * impurityOf(wholeOf(cutsOf(labels)[0] ?? []), "bits")
      ? "one threshold separates the classes"
      : undefined;
  },
  prompt: ({ xs, labels }) =>
    `A decision tree may split these examples at $x \\le t$. Which threshold $t$ gains most about the label $y$, and how much?\n\n$$\\begin{array}{c|${
      "c".repeat(xs.length)
    }} x & ${xs.join(" & ")} \\\\ y & ${labels.join(" & ")} \\end{array}$$`,
  conventions: () => [
    "candidates: midpoints between neighbours",
    "information gain in bits: base-2 logarithm; sides weighted by their sizes",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ xs }) => [
    choiceAnswer({
      id: "best",
      label: "Threshold",
      choices: xs.slice(1).map((_, i) => ({ id: `t${i + 1}`, label: `$t = ${num(midpoint(xs, i))}$` })),
    }),
    realAnswer({ id: "gain", label: "Gain", decimals: 3, unit: "bits" }),
  ],
  solve: ({ xs, labels }) => cutSolver({ xs, labels: labels.slice(0, xs.length) }),
  mistakes: [
    {
      id: "unweighted",
      solve: ({ labels }) =>
        keys(
          cutsOf(labels).map((sides) =>
            impurityOf(wholeOf(sides), "bits") -
            (impurityOf(sides[0], "bits") + impurityOf(sides[1], "bits")) / 2
          ),
        ),
      feedback:
        "You took the plain mean of both sides, so that one tiny pure side looks too good. Weigh them by size.",
    },
    {
      id: "gini",
      solve: ({ labels }) => keys(gainsOf(labels, "gini")),
      feedback:
        "The threshold is right, but this is the decrease of Gini impurity. Asked is the gain in bits.",
    },
    {
      id: "nats",
      solve: ({ labels }) => keys(gainsOf(labels, "bits").map((gain) => gain * Math.LN2)),
      feedback: "You used the natural logarithm. Bits need $\\log_2$.",
    },
    {
      id: "middle",
      solve: ({ labels }) => {
        const gains = gainsOf(labels, "bits");
        const middle = Math.floor(gains.length / 2);
        return middle === largest(gains)
          ? undefined
          : { best: scalar(middle), gain: scalar(gains[middle] ?? NaN) };
      },
      feedback: "You cut in the middle. Compare the gains of all candidates.",
    },
    {
      id: "first-change",
      solve: ({ labels }) => {
        const gains = gainsOf(labels, "bits");
        const change = labels.findIndex((label, i) => label !== labels[i + 1]);
        return change === largest(gains) || change < 0 || change >= gains.length
          ? undefined
          : { best: scalar(change), gain: scalar(gains[change] ?? NaN) };
      },
      feedback: "You cut where the label changes first. Other changes may leave purer sides: compare them.",
    },
    {
      id: "rest-as-gain",
      solve: ({ labels }) => {
        const cut = cutsOf(labels)[largest(gainsOf(labels, "bits"))];
        return cut === undefined ? undefined : { gain: scalar(restOf(cut, "bits")) };
      },
      feedback: "That is the entropy left after the cut. The gain is the entropy before minus that.",
    },
  ],
  hints: () => ["Only cuts between two different labels can be best: there are fewer to try than it seems."],
});

function gainsOf(labels: readonly number[], measure: "bits" | "gini"): number[] {
  return cutsOf(labels).map((sides) => impurityOf(wholeOf(sides), measure) - restOf(sides, measure));
}

function keys(gains: readonly number[]) {
  const best = largest(gains);
  return { best: scalar(best), gain: scalar(gains[best] ?? NaN) };
}
