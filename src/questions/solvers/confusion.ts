/** What is counted from a confusion matrix. */
import { item, scalar } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals } from "../tex.ts";
import { short } from "./shown.ts";

/** Counts: what was predicted positive and was (tp) or was not (fp), and so on. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Answers: accuracy, precision, recall, specificity and f1, the harmonic mean of precision and recall. */
export function confusionSolver({ tp, fp, fn, tn }: Confusion): Solver {
  const share = (
    id: string,
    rule: string,
    [part, rest]: readonly [number, number],
    whole: string,
  ): StepPlan => ({
    id,
    rule,
    uses: [],
    roundable: true,
    value: () => scalar(part / (part + rest)),
    tex: (value) => `\\frac{${part}}{${whole}} ${equals(item(value), 4)}`,
  });
  return {
    steps: [
      share(
        "accuracy",
        "Accuracy: right predictions among all.",
        [tp + tn, fp + fn],
        `${tp} + ${fp} + ${fn} + ${tn}`,
      ),
      share(
        "precision",
        "Precision: of those *called* positive, the share that is.",
        [tp, fp],
        `${tp} + ${fp}`,
      ),
      share(
        "recall",
        "Recall: of those that *are* positive, the share that was found.",
        [tp, fn],
        `${tp} + ${fn}`,
      ),
      share(
        "specificity",
        "Specificity: of those that are negative, the share that was left alone.",
        [tn, fp],
        `${tn} + ${fp}`,
      ),
      {
        id: "f1",
        rule:
          "F1: the harmonic mean of precision and recall, $\\frac{2PR}{P + R}$, which is $\\frac{2TP}{2TP + FP + FN}$.",
        uses: ["precision", "recall"],
        roundable: true,
        value: (p, r) => scalar(2 * item(p) * item(r) / (item(p) + item(r))),
        tex: (value, p, r) =>
          `\\frac{2 \\cdot ${short(item(p))} \\cdot ${short(item(r))}}{${short(item(p))} + ${
            short(item(r))
          }} = \\frac{${2 * tp}}{${2 * tp} + ${fp} + ${fn}} ${equals(item(value), 4)}`,
      },
    ],
    answers: {
      accuracy: "accuracy",
      precision: "precision",
      recall: "recall",
      specificity: "specificity",
      f1: "f1",
    },
  };
}
