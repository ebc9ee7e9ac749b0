/** Accuracy, precision and recall from a confusion matrix; level 2 with F1 and specificity. */
import { scalar } from "../../../tensor/tensor.ts";
import { fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import type { Keys } from "../../question.ts";
import { keysOf } from "../../solver.ts";
import { type Confusion, confusionSolver } from "../../solvers/confusion.ts";

type ConfusionParams = {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  readonly more: boolean;
};

const COUNT = { kind: "int", lo: 0, hi: 1000 } as const;
const ASKED = ["accuracy", "precision", "recall"] as const;
const MORE = [...ASKED, "f1", "specificity"] as const;
const LABELS = {
  accuracy: "Accuracy",
  precision: "Precision",
  recall: "Recall",
  f1: "F1",
  specificity: "Specificity",
} as const;

export const confusionMetricsGenerator = defineGenerator<ConfusionParams>({
  id: "confusion-metrics",
  version: 1,
  topic: "ml-foundations",
  title: "Accuracy, precision, recall and F1",
  levels: [1, 2],
  domains: { tp: COUNT, fp: COUNT, fn: COUNT, tn: COUNT, more: { kind: "pick", of: [true, false] } },
  generate: (random, level, fixed) => ({
    tp: fixed.tp ?? random.int(2, 20),
    fp: fixed.fp ?? random.int(1, 20),
    fn: fixed.fn ?? random.int(1, 20),
    tn: fixed.tn ?? random.int(5, 80),
    more: fixed.more ?? level === 2,
  }),
  refuse({ tp, fp, fn, tn }) {
    if (tp === 0 || tn === 0) return "nothing positive, or nothing negative, was recognised";
    if (fp === fn) return "precision equals recall";
    return fp + fn === 0 ? "every prediction is right" : undefined;
  },
  prompt: ({ tp, fp, fn, tn, more }) =>
    `A classifier was tested with this result. What are its ${
      more ? "accuracy, precision, recall, F1 score and specificity" : "accuracy, precision and recall"
    } for the positive class?\n\n| truth | predicted positive | predicted negative |\n|---|---|---|\n| **is positive** | ${tp} | ${fn} |\n| **is negative** | ${fp} | ${tn} |`,
  conventions: () => ["rows: what is true; columns: what was predicted", "fractions, or 4 decimals"],
  answers: ({ more }) => (more ? MORE : ASKED).map((id) => fractionAnswer({ id, label: LABELS[id] })),
  solve: ({ tp, fp, fn, tn, more }) => {
    const { steps } = confusionSolver({ tp, fp, fn, tn });
    const asked: readonly string[] = more ? MORE : ASKED;
    return {
      steps: asked.flatMap((id) => steps.filter((step) => step.id === id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "table-transposed",
      solve: (params) => from(params, { ...params, fp: params.fn, fn: params.fp }),
      feedback:
        "You read the table the other way round: precision looks down the column of what was *called* positive, recall along the row of what *is*.",
    },
    {
      id: "accuracy-without-negatives",
      solve: ({ tp, fp, fn }) => ({ accuracy: scalar(tp / (tp + fp + fn)) }),
      feedback: "You left out the true negatives. They are right predictions too.",
    },
    {
      id: "arithmetic-mean",
      solve: (params) => {
        if (!params.more) return undefined;
        const { precision, recall } = keysOf(confusionSolver(params));
        const mean = ((precision?.values[0] ?? 0) + (recall?.values[0] ?? 0)) / 2;
        return { f1: scalar(mean) };
      },
      feedback:
        "You took the ordinary mean. F1 is the harmonic one, $\\frac{2PR}{P+R}$, which lies nearer to the smaller.",
    },
    {
      id: "product-without-two",
      solve: (params) =>
        params.more ? { f1: scalar((keysOf(confusionSolver(params)).f1?.values[0] ?? 0) / 2) } : undefined,
      feedback: "The factor 2 is missing: $\\frac{2PR}{P+R}$.",
    },
    {
      id: "specificity-of-column",
      solve: ({ tn, fn, more }) => more && fn > 0 ? { specificity: scalar(tn / (tn + fn)) } : undefined,
      feedback:
        "You divided by all that was *called* negative. Specificity looks at what *is* negative, the second row.",
    },
    {
      id: "false-positive-rate",
      solve: ({ tn, fp, more }) => more ? { specificity: scalar(fp / (fp + tn)) } : undefined,
      feedback: "That is the false positive rate, which is 1 minus the specificity.",
    },
    {
      id: "errors",
      solve: ({ tp, fp, fn, tn }) => ({ accuracy: scalar((fp + fn) / (tp + fp + fn + tn)) }),
      feedback: "That is the error rate. Accuracy counts what was right.",
    },
  ],
  hints: () => ["Say in words what stands below: all, those called positive, those that are positive."],
});

/** What is asked of a card, from other counts. */
function from({ more }: ConfusionParams, { tp, fp, fn, tn }: Confusion): Keys {
  const keys = keysOf(confusionSolver({ tp, fp, fn, tn }));
  return Object.fromEntries((more ? MORE : ASKED).map((id) => [id, keys[id] ?? scalar(NaN)]));
}
