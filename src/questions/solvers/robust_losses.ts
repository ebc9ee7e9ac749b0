/** Huber's loss and the hinge, sample by sample, with their slopes. */
import { fromValues, item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { mul, sub } from "../../tensor/elementwise.ts";
import { hinge } from "../../tensor/losses_classification.ts";
import { huber } from "../../tensor/losses_regression.ts";
import { mean } from "../../tensor/reduce.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term } from "../tex.ts";
import { lines } from "./shown.ts";

export interface Residuals {
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
  readonly delta: number;
}

/** Mean of e^2/2 where |e| <= delta, else delta (|e| - delta/2). Answers: loss, slope [n] by the predictions. Source: Huber 1964. */
export function huberSolver({ predictions, targets, delta }: Residuals): Solver {
  const y = tensor(predictions);
  return {
    steps: [
      {
        id: "errors",
        rule: "Errors: prediction minus target.",
        uses: [],
        roundable: false,
        value: () => sub(y, tensor(targets)),
        tex: (value) => differences(predictions, targets, value),
      },
      {
        id: "losses",
        rule: "Inside $\\delta$ half the square, outside the line that continues it with slope $\\delta$.",
        uses: ["errors"],
        roundable: false,
        value: (e) => huber(e, sub(e, e), { delta, reduction: "none" }),
        tex: (value, e) =>
          lines(Array.from(e.values, (error, i) => {
            const size = num(Math.abs(error));
            const formula = Math.abs(error) <= delta
              ? `${size} \\le ${num(delta)}:\\quad \\tfrac{1}{2} \\cdot ${size}^2`
              : `${size} > ${num(delta)}:\\quad ${num(delta)} \\cdot (${size} - \\tfrac{1}{2} \\cdot ${
                num(delta)
              })`;
            return `${formula} &= ${num(value.values[i] ?? NaN)}`;
          })),
      },
      ...ends((e) => Math.abs(e) <= delta ? e : delta * Math.sign(e), {
        uses: ["errors"],
        count: predictions.length,
        rule: "Slope by the prediction: the error itself, cut off at $\\pm\\delta$",
      }),
    ],
    answers: { loss: "loss", slope: "slope" },
  };
}

/** Mean of max(0, 1 - y s) for labels y of -1 or 1. Answers: loss, slope [n] by the scores. Source: Cortes and Vapnik 1995. */
export function hingeSolver(
  { predictions, targets }: Omit<Residuals, "delta">,
): Solver {
  const s = tensor(predictions);
  const y = tensor(targets);
  return {
    steps: [
      {
        id: "margins",
        rule: "Margins: label times score.",
        uses: [],
        roundable: false,
        value: () => mul(s, y),
        tex: (value) =>
          Array.from(
            value.values,
            (m, i) => `${term(targets[i] ?? 0)} \\cdot ${term(predictions[i] ?? 0)} = ${num(m)}`,
          ).join(",\\quad "),
      },
      {
        id: "losses",
        rule: "A margin below 1 costs what is missing to 1, others cost nothing.",
        uses: ["margins"],
        roundable: false,
        value: (margins) => hinge(margins, fromValues(margins.values.map(() => 1), margins.shape), "none"),
        tex: (value, margins) =>
          lines(
            Array.from(margins.values, (m, i) =>
              `\\max(0,\\; 1 - ${term(m)}) &= ${num(value.values[i] ?? NaN)}`),
          ),
      },
      ...ends((m, i) => m < 1 ? -(targets[i] ?? 0) : 0, {
        uses: ["margins"],
        count: predictions.length,
        rule: "Slope by the score: $-y$ where the margin is below 1, else 0",
      }),
    ],
    answers: { loss: "loss", slope: "slope" },
  };
}

interface Ends {
  readonly uses: readonly string[];
  readonly count: number;
  readonly rule: string;
}

/** The mean of the losses, and the slope of that mean by each prediction. */
function ends(slope: (x: number, i: number) => number, { uses, count, rule }: Ends): StepPlan[] {
  return [
    {
      id: "loss",
      rule: count === 1 ? "One sample, so this is the loss." : `The mean over the $${count}$ samples.`,
      uses: ["losses"],
      roundable: false,
      value: (losses) => scalar(item(mean(losses))),
      tex: (value, losses) =>
        count === 1
          ? `L = ${num(item(value))}`
          : `L = \\frac{${Array.from(losses.values, num).join(" + ")}}{${count}} ${equals(item(value), 4)}`,
    },
    {
      id: "slope",
      rule: `${rule}${count === 1 ? "." : `, each divided by $${count}$ for the mean.`}`,
      uses,
      roundable: false,
      value: (x) => fromValues(x.values.map((value, i) => slope(value, i) / count), x.shape),
      tex: (value) => `${count === 1 ? "L'" : "\\nabla L"} ${equalsVec(value, 4)}`,
    },
  ];
}

function differences(a: readonly number[], b: readonly number[], value: Tensor): string {
  return Array.from(value.values, (e, i) => `${term(a[i] ?? 0)} - ${term(b[i] ?? 0)} = ${num(e)}`).join(
    ",\\quad ",
  );
}
