/** Decision trees over small tables: gains of features, thresholds, the tree ID3 grows. */
import { present } from "../base/invariant.ts";
import { gainOfSplit, type Impurity } from "./information.ts";

/** Examples with named categorical features and a label each. */
export interface Table {
  /** For each feature its value in every example. */
  readonly features: Readonly<Record<string, readonly number[]>>;
  readonly labels: readonly number[];
}

/** A feature and what splitting on all of its values gains. */
export interface Gain {
  readonly feature: string;
  readonly gain: number;
}

/** The gain of every feature in the order they stand in the table. Throws RangeError on columns of other lengths. */
export function gains(table: Table, impurity: Impurity): Gain[] {
  return Object.entries(table.features).map(([feature, column]) => {
    if (column.length !== table.labels.length) {
      throw new RangeError(
        `Cannot split on ${feature}: ${column.length} values for ${table.labels.length} labels`,
      );
    }
    return { feature, gain: gainOfSplit(countParts(column, table.labels), impurity) };
  });
}

/** The feature with the largest gain; the first of equals (within 1e-12). Throws RangeError without features. */
export function bestSplit(table: Table, impurity: Impurity): Gain {
  const [first, ...rest] = gains(table, impurity);
  if (first === undefined) throw new RangeError("Cannot split a table without features");
  return rest.reduce((best, next) => next.gain > best.gain + 1e-12 ? next : best, first);
}

/** A cut of a numeric column: left is <= threshold. */
export interface Cut {
  readonly threshold: number;
  readonly gain: number;
}

/** The best binary cut of a numeric column, at a midpoint of neighbours; undefined when all values are equal. */
export function bestCut(
  column: readonly number[],
  labels: readonly number[],
  impurity: Impurity,
): Cut | undefined {
  const sorted = [...new Set(column)].sort((a, b) => a - b);
  let best: Cut | undefined;
  for (let i = 1; i < sorted.length; i++) {
    const threshold = (sorted[i - 1]! + sorted[i]!) / 2;
    const sides = column.map((value) => value <= threshold ? 0 : 1);
    const gain = gainOfSplit(countParts(sides, labels), impurity);
    if (best === undefined || gain > best.gain + 1e-12) best = { threshold, gain };
  }
  return best;
}

export type Tree =
  | { readonly kind: "leaf"; readonly label: number }
  | { readonly kind: "split"; readonly feature: string; readonly branches: ReadonlyMap<number, Tree> };

/**
 * The tree ID3 grows: split on the best feature until a node is pure or no features are left; then the majority, the
 * smallest label of equals. Source: Quinlan 1986.
 */
export function growTree(table: Table, impurity: Impurity): Tree {
  const names = Object.keys(table.features);
  if (new Set(table.labels).size <= 1 || names.length === 0) {
    return { kind: "leaf", label: majority(table.labels) };
  }
  const { feature } = bestSplit(table, impurity);
  const column = present(table.features[feature], feature);
  const branches = new Map<number, Tree>();
  for (const value of [...new Set(column)].sort((a, b) => a - b)) {
    const rows = column.flatMap((other, row) => other === value ? [row] : []);
    const kept = names.filter((name) => name !== feature).map((name) => {
      const own = present(table.features[name], name);
      return [name, rows.map((row) => own[row]!)] as const;
    });
    const part = { features: Object.fromEntries(kept), labels: rows.map((row) => table.labels[row]!) };
    branches.set(value, growTree(part, impurity));
  }
  return { kind: "split", feature, branches };
}

/** The label a tree gives an example. Throws RangeError on a value the tree never saw. */
export function predictTree(tree: Tree, example: Readonly<Record<string, number>>): number {
  if (tree.kind === "leaf") return tree.label;
  const branch = tree.branches.get(example[tree.feature] ?? NaN);
  if (branch === undefined) {
    throw new RangeError(
      `Cannot follow ${tree.feature} = ${example[tree.feature]}: the tree has no such branch`,
    );
  }
  return predictTree(branch, example);
}

/** For each value of a column, in increasing order, the counts of each label, in increasing order. */
export function countParts(column: readonly number[], labels: readonly number[]): number[][] {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const values = [...new Set(column)].sort((a, b) => a - b);
  return values.map((value) =>
    classes.map((label) => labels.filter((other, row) => other === label && column[row] === value).length)
  );
}

function majority(labels: readonly number[]): number {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const count = (label: number) => labels.filter((other) => other === label).length;
  const [first, ...rest] = classes;
  if (first === undefined) throw new RangeError("Cannot take the majority of no labels");
  return rest.reduce((best, next) => count(next) > count(best) ? next : best, first);
}
