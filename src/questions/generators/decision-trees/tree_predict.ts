/** Labels that a small tree gives rows of numbers: two features and two classes, then three of each. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { labelOf, type ThresholdTree, treePredictSolver } from "../../solvers/tree_predict.ts";
import { num, rowsTex } from "../../tex.ts";

type TreeParams = {
  /** Feature asked at the root, below *yes*, below *no*; from 1. */
  readonly asked: readonly number[];
  readonly thresholds: readonly number[];
  /** Classes of the leaves: yes-yes, yes-no, no-yes, no-no. */
  readonly leaves: readonly number[];
  readonly rows: readonly (readonly number[])[];
};

const three = (
  lo: number,
  hi: number,
) => ({ kind: "list", of: { kind: "int", lo, hi }, min: 3, max: 3 } as const);

export const treePredictGenerator = defineGenerator<TreeParams>({
  id: "tree-predict",
  version: 1,
  topic: "decision-trees",
  title: "Predictions of a small decision tree",
  levels: [1, 2],
  domains: {
    asked: three(1, 3),
    thresholds: three(-9, 20),
    leaves: { kind: "list", of: { kind: "int", lo: 0, hi: 3 }, min: 4, max: 4 },
    rows: {
      kind: "list",
      of: { kind: "list", of: { kind: "int", lo: -20, hi: 30 }, min: 2, max: 3 },
      min: 2,
      max: 6,
    },
  },
  generate(random, level, fixed) {
    const features = fixed.rows?.[0]?.length ?? level + 1;
    const names = Array.from({ length: features }, (_, i) => i + 1);
    const root = random.pick(names);
    const others = names.filter((name) => name !== root);
    const thresholds = fixed.thresholds ?? [random.int(3, 7), random.int(2, 8), random.int(2, 8)];
    const rows = Array.from(
      { length: level + 3 },
      () => names.map(() => random.int(1, 9)),
    );
    return {
      asked: fixed.asked ?? [root, random.pick(others), random.pick(others)],
      thresholds,
      leaves: fixed.leaves ??
        (level === 1 ? random.shuffle([0, 0, 1, 1]) : random.shuffle([0, 1, 2, random.int(0, 2)])),
      rows: fixed.rows ?? rows,
    };
  },
  refuse(p) {
    const { asked, leaves, rows } = p;
    const width = rows[0]?.length ?? 0;
    if (rows.some((row) => row.length !== width)) return "the rows differ in length";
    if (asked.some((feature) => feature > width)) return "the tree asks for a feature that no row has";
    if (asked[0] === asked[1] || asked[0] === asked[2]) return "the tree asks for one feature twice";
    if (leaves[0] === leaves[1] || leaves[2] === leaves[3]) return "a question makes no difference";
    const places = treeOf({ ...p, leaves: [0, 1, 2, 3] });
    if (new Set(rows.map((row) => labelOf(places, row))).size < 3) return "the rows reach too few leaves";
    return rows.some((row) => onThreshold(p, row)) ? undefined : "no row lies on a threshold";
  },
  prompt: (p) =>
    `Which class does this tree give to each row of $X$?\n\n${treeText(p)}\n\n$$X = ${
      rowsTex(p.rows)
    }$$\n\nEach row is one example; $x_1$ is its first entry.`,
  conventions: () => ["$\\le$ includes equality", "the classes in the order of the rows"],
  answers: ({ rows }) => [exactTensorAnswer({ id: "labels", label: "Classes", shape: [rows.length] })],
  solve: (p) => treePredictSolver({ tree: treeOf(p), rows: p.rows }),
  mistakes: [
    {
      id: "strict",
      solve: (p) => differing(p, (row) => labelOf(treeOf(lowered(p)), row)),
      feedback: "A value equal to the threshold fulfils $\\le$: it goes to *yes*.",
    },
    {
      id: "branches-swapped",
      solve: (p) => differing(p, (row) => labelOf(treeOf(swapped(p)), row)),
      feedback: "You went to *no* where the answer is *yes*, and the other way round.",
    },
    {
      id: "second-question-skipped",
      solve: (p) =>
        differing(
          p,
          (row) => labelOf(treeOf({ ...p, leaves: [0, 0, 2, 2].map((i) => p.leaves[i] ?? 0) }), row),
        ),
      feedback: "You stopped after the root and took the first leaf there. Answer the second question too.",
    },
    {
      id: "same-second-question",
      solve: (p) => {
        const [root = 1, yes = 1] = p.asked;
        const [first = 0, second = 0] = p.thresholds;
        return differing(
          p,
          (row) =>
            labelOf(treeOf({ ...p, asked: [root, yes, yes], thresholds: [first, second, second] }), row),
        );
      },
      feedback: "After *no* another question is asked than after *yes*: look at its feature and threshold.",
    },
    {
      id: "features-reversed",
      solve: (p) => differing(p, (row) => labelOf(treeOf(p), row.toReversed())),
      feedback: "The columns are mixed up: $x_1$ is the first entry of a row.",
    },
  ],
  hints: () => ["Take one row at a time; only two questions are asked of each."],
});

function treeOf({ asked, thresholds, leaves }: TreeParams): ThresholdTree {
  const leaf = (i: number): ThresholdTree => ({ kind: "leaf", label: leaves[i] ?? 0 });
  const split = (i: number, low: ThresholdTree, high: ThresholdTree): ThresholdTree => ({
    kind: "split",
    feature: (asked[i] ?? 1) - 1,
    threshold: thresholds[i] ?? 0,
    low,
    high,
  });
  return split(0, split(1, leaf(0), leaf(1)), split(2, leaf(2), leaf(3)));
}

function treeText({ asked, thresholds, leaves }: TreeParams): string {
  const question = (i: number) => `$x_${asked[i]} \\le ${num(thresholds[i] ?? 0)}$?`;
  return [
    `- ${question(0)}`,
    `  - yes: ${question(1)}`,
    `    - yes: class ${leaves[0]}`,
    `    - no: class ${leaves[1]}`,
    `  - no: ${question(2)}`,
    `    - yes: class ${leaves[2]}`,
    `    - no: class ${leaves[3]}`,
  ].join("\n");
}

/** Thresholds just below the printed ones: what < would do with whole numbers. */
function lowered(p: TreeParams): TreeParams {
  return { ...p, thresholds: p.thresholds.map((threshold) => threshold - 0.5) };
}

function onThreshold(p: TreeParams, row: readonly number[]): boolean {
  return labelOf(treeOf(p), row) !== labelOf(treeOf(lowered(p)), row);
}

/** The tree with *yes* and *no* exchanged at every question. */
function swapped(
  { asked: [root = 1, yes = 1, no = 1], thresholds: [t0 = 0, t1 = 0, t2 = 0], ...p }: TreeParams,
) {
  return { ...p, asked: [root, no, yes], thresholds: [t0, t2, t1], leaves: p.leaves.toReversed() };
}

function differing(p: TreeParams, label: (row: readonly number[]) => number) {
  const right = p.rows.map((row) => labelOf(treeOf(p), row));
  const wrong = p.rows.map(label);
  return wrong.join() === right.join() ? undefined : { labels: tensor(wrong) };
}
