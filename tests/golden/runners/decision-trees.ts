/** Golden cases of decision trees through the solvers of impurity and prediction. */
import type { Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { impuritySolver, tableGainSolver } from "../../../src/questions/solvers/impurity.ts";
import { type ThresholdTree, treePredictSolver } from "../../../src/questions/solvers/tree_predict.ts";

type Inputs = Parameters<Runners[string]>[0];

/** The table from which the legible facts were read. */
const AIMA = {
  features: { A1: [1, 1, 0, 1, 1], A2: [0, 0, 1, 1, 1], A3: [0, 1, 0, 1, 0] },
  y: [0, 0, 0, 1, 1],
};

export const RUNNERS: Runners = {
  entropy_counts: ({ counts }) => ({ bits: values(impuritySolver({ counts, measure: "bits" })).impurity?.[0] ?? null }),
  information_gain: gains,
  legible_facts: () => {
    const { root_entropy, gains: found, best } = gains(AIMA);
    const rows = (value: number) => AIMA.features[best].flatMap((own, i) => own === value ? [i] : []);
    return {
      root_entropy_3dp: Number(root_entropy.toFixed(3)),
      one_gain_3dp: Number((found.A3 ?? NaN).toFixed(3)),
      chosen: best,
      split_1: rows(1).map((i) => `x${i + 1}`),
      split_0: rows(0).map((i) => `x${i + 1}`),
      labels_split_0: rows(0).map((i) => AIMA.y[i] ?? null),
    };
  },
  tree_predict: ({ tree, features }: Inputs) => {
    const names = Object.keys(features);
    const rows = features[names[0] ?? ""].map((_: number, i: number) => names.map((name) => features[name][i]));
    return { predictions: values(treePredictSolver({ tree: parsed(tree, names), rows })).labels ?? null };
  },
};

function gains({ features, y }: Inputs) {
  const names = Object.keys(features);
  const columns = names.map((name) => features[name]);
  const keys = values(tableGainSolver({ columns, labels: y, names }));
  return {
    root_entropy: keys.root?.[0] ?? NaN,
    gains: Object.fromEntries(names.map((name, j) => [name, keys.gains?.[j] ?? NaN])),
    best: names[keys.best?.[0] ?? 0] === "A1" ? "A1" as const : names[keys.best?.[0] ?? 0] === "A2" ? "A2" as const : "A3" as const,
  };
}

/** "A2=0 -> 0; A2=1 and A1=0 -> 0; A2=1 and A1=1 -> 1" as a tree of the questions value <= 1/2. */
function parsed(text: string, names: readonly string[]): ThresholdTree {
  const rules = text.split("; ").map((rule) => {
    const [conditions = "", label] = rule.split(" -> ");
    return { conditions: conditions.split(" and "), label: Number(label) };
  });
  const grow = (left: typeof rules, depth: number): ThresholdTree => {
    const [first] = left;
    const name = first?.conditions[depth]?.split("=")[0];
    if (first === undefined || name === undefined) return { kind: "leaf", label: first?.label ?? NaN };
    const branch = (value: number) =>
      grow(left.filter(({ conditions }) => conditions[depth] === `${name}=${value}`), depth + 1);
    return { kind: "split", feature: names.indexOf(name), threshold: 0.5, low: branch(0), high: branch(1) };
  };
  return grow(rules, 0);
}

function values(solver: Solver): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, Array.from(key.values)]));
}
