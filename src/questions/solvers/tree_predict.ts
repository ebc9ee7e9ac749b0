/** What a small decision tree says about rows of numbers, followed split by split. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";

export type ThresholdTree =
  | { readonly kind: "leaf"; readonly label: number }
  | {
    readonly kind: "split";
    /** Index of the feature in a row. */
    readonly feature: number;
    readonly threshold: number;
    /** Where value <= threshold. */
    readonly low: ThresholdTree;
    readonly high: ThresholdTree;
  };

/** Answer: labels [rows]. */
export function treePredictSolver(
  { tree, rows }: { readonly tree: ThresholdTree; readonly rows: readonly (readonly number[])[] },
): Solver {
  const ids = rows.map((_, i) => `row${i + 1}`);
  return {
    steps: [
      ...rows.map((row, i) => ({
        id: ids[i] ?? "",
        rule: `Row ${i + 1}: start at the root, go to *yes* or *no* at each question, read the leaf.`,
        uses: [],
        roundable: false,
        value: () => scalar(labelOf(tree, row)),
        tex: () => `${pathOf(tree, row).join(" \\;\\to\\; ")}`,
      })),
      {
        id: "labels",
        rule: "The labels in the order of the rows.",
        uses: ids,
        roundable: false,
        value: (...labels) => tensor(labels.map((label) => label.values[0] ?? NaN)),
        tex: (value) => `(${Array.from(value.values).join(",\\; ")})`,
      },
    ],
    answers: { labels: "labels" },
  };
}

export function labelOf(tree: ThresholdTree, row: readonly number[]): number {
  if (tree.kind === "leaf") return tree.label;
  return labelOf((row[tree.feature] ?? NaN) <= tree.threshold ? tree.low : tree.high, row);
}

function pathOf(tree: ThresholdTree, row: readonly number[]): string[] {
  if (tree.kind === "leaf") return [`\\text{class } ${tree.label}`];
  const value = row[tree.feature] ?? NaN;
  const yes = value <= tree.threshold;
  const question = `x_${tree.feature + 1} = ${num(value)} ${yes ? "\\le" : ">"} ${num(tree.threshold)}`;
  return [question, ...pathOf(yes ? tree.low : tree.high, row)];
}
