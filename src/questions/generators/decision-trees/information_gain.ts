/** Gains of the features of a small table and the best split; larger tables from level 2, three values at level 3. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { countParts } from "../../../tensor/trees.ts";
import { choiceAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Counts, impurityOf, largest, restOf, tableGainSolver, total } from "../../solvers/impurity.ts";

type TableParams = {
  /** One list for each feature: its value in every row. */
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly number[];
};

export const informationGainGenerator = defineGenerator<TableParams>({
  id: "information-gain",
  version: 1,
  topic: "decision-trees",
  title: "Best split of a table by information gain",
  levels: [1, 2, 3],
  domains: {
    features: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: 0, hi: 2 }, min: 4, max: 10 },
      min: 2,
      max: 4,
    },
    labels: { kind: "list", of: { kind: "int", lo: 0, hi: 1 }, min: 4, max: 10 },
  },
  generate(random, level, fixed) {
    const rows = fixed.labels?.length ?? fixed.features?.[0]?.length ?? level + 4 + (level === 3 ? 1 : 0);
    const column = (values: number) => Array.from({ length: rows }, () => random.int(0, values - 1));
    return {
      features: fixed.features ??
        (level === 1
          ? [column(2), column(2)]
          : level === 2
          ? [column(2), column(2), column(2)]
          : [column(2), column(2), column(3)]),
      labels: fixed.labels ?? column(2),
    };
  },
  refuse(p) {
    const { features, labels } = p;
    if (features.some((column) => column.length !== labels.length)) return "the columns differ in length";
    const ones = total(labels);
    if (Math.min(ones, labels.length - ones) < 2) return "a label is rare";
    if (features.some((column) => new Set(column).size < 2)) return "a feature is constant";
    const gains = gainsOf(p, (parts) => restOf(parts, "bits")).toSorted((a, b) => b - a);
    if ((gains[0] ?? 0) - (gains[1] ?? 0) < 0.03) return "the best split is not clear";
    return new Set(gains.map((gain) => gain.toFixed(6))).size < gains.length
      ? "two features gain the same"
      : undefined;
  },
  prompt: ({ features, labels }) =>
    `Which feature should the root of a decision tree split on, and how much does each gain about the label $y$?\n\n$$\\begin{array}{${
      "c".repeat(features.length)
    }|c} ${features.map((_, j) => name(j)).join(" & ")} & y \\\\ \\hline ${
      labels.map((label, i) => [...features.map((column) => column[i] ?? 0), label].join(" & ")).join(
        " \\\\ ",
      )
    } \\end{array}$$`,
  conventions: ({ features }) => [
    "gain in bits: base-2 logarithm; $0 \\log 0 = 0$",
    features.some((column) => column.includes(2))
      ? "a split makes one part for each value of the feature"
      : "every feature has two values, so a split makes two parts",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ features }) => [
    tensorAnswer({
      id: "gains",
      label: `Gains of $${features.map((_, j) => name(j)).join(", ")}$`,
      shape: [features.length],
      decimals: 3,
      unit: "bits",
    }),
    choiceAnswer({
      id: "best",
      label: "Split on",
      choices: features.map((_, j) => ({ id: `a${j + 1}`, label: `$${name(j)}$` })),
    }),
  ],
  solve(p) {
    const { columns, labels } = evened(p);
    const { steps, answers } = tableGainSolver({ columns, labels, names: columns.map((_, j) => name(j)) });
    return { steps, answers: { gains: answers.gains ?? "gains", best: answers.best ?? "best" } };
  },
  mistakes: [
    {
      id: "unweighted",
      solve: (p) =>
        keys(gainsOf(p, (parts) => total(parts.map((part) => impurityOf(part, "bits"))) / parts.length)),
      feedback: "You took the plain mean of the parts' entropies. Weigh each part by its share of the rows.",
    },
    {
      id: "summed",
      solve: (p) => keys(gainsOf(p, (parts) => total(parts.map((part) => impurityOf(part, "bits"))))),
      feedback: "You subtracted the parts' entropies whole. Weigh each part by its share of the rows.",
    },
    {
      id: "nats",
      solve: (p) => keys(gainsOf(p, (parts) => restOf(parts, "bits")).map((gain) => gain * Math.LN2)),
      feedback: "You used the natural logarithm. Bits need $\\log_2$.",
    },
    {
      id: "rest-as-gain",
      solve: (p) => keys(partsOf(p).map((parts) => restOf(parts, "bits"))),
      feedback:
        "That is the entropy left after each split: the *smaller* it is, the better. Take it from the entropy of all labels.",
    },
    {
      id: "gini",
      solve: (p) => keys(partsOf(p).map((parts) => impurityOf(rootOf(p), "gini") - restOf(parts, "gini"))),
      feedback: "That is the decrease of the Gini impurity. Information gain is a difference of entropies.",
    },
    {
      id: "smallest",
      solve: (p) => ({
        best: scalar(largest(gainsOf(p, (parts) => restOf(parts, "bits")).map((gain) => -gain))),
      }),
      feedback: "The gains are right; the tree splits on the *largest* one.",
    },
  ],
  hints: () => ["For each feature sort the labels by its value and count them."],
});

function name(j: number): string {
  return `A_${j + 1}`;
}

/** Columns as long as the labels, whatever was typed. */
function evened({ features, labels }: TableParams) {
  return { columns: features.map((column) => labels.map((_, i) => column[i] ?? 0)), labels };
}

function rootOf({ labels }: TableParams): Counts {
  return [labels.length - total(labels), total(labels)];
}

function partsOf(p: TableParams): readonly (readonly Counts[])[] {
  const { columns, labels } = evened(p);
  return columns.map((column) => countParts(column, labels));
}

function gainsOf(p: TableParams, rest: (parts: readonly Counts[]) => number): number[] {
  return partsOf(p).map((parts) => impurityOf(rootOf(p), "bits") - rest(parts));
}

function keys(gains: readonly number[]) {
  return { gains: tensor(gains), best: scalar(largest(gains)) };
}
