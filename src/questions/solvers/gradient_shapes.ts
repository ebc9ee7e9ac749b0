/** Shapes of the gradients of a dense layer over a batch, in either convention. */
import type { Solver } from "../solver.ts";
import { listStep, shapeTex } from "./number_steps.ts";

export interface BatchLayer {
  readonly samples: number;
  readonly inputs: number;
  readonly units: number;
  /** Rows: Y = X W + b, one sample a row; columns: Y = W X + b, one sample a column. */
  readonly convention: "row" | "column";
}

/** Answers: dW [2], db [1], dX [2], as shapes. */
export function gradientShapesSolver({ samples, inputs, units, convention }: BatchLayer): Solver {
  const row = convention === "row";
  const step = (id: string, rule: string, shape: readonly number[], tex: string) =>
    listStep({ id, rule, value: () => shape, tex: (value) => `${tex} ${shapeTex(value)}` });
  const [x, g] = row ? [[samples, inputs], [samples, units]] : [[inputs, samples], [units, samples]];
  return {
    steps: [
      step(
        "dW",
        row
          ? "A gradient has the shape of what it belongs to: $\\partial L / \\partial W = X^\\top G$, which adds over the samples."
          : "A gradient has the shape of what it belongs to: $\\partial L / \\partial W = G X^\\top$, which adds over the samples.",
        row ? [inputs, units] : [units, inputs],
        row
          ? `${shapeTex(x.toReversed())} \\cdot ${shapeTex(g)} \\to`
          : `${shapeTex(g)} \\cdot ${shapeTex(x.toReversed())} \\to`,
      ),
      step("db", "All samples share the bias: add $G$ over the samples.", [units], `${shapeTex(g)} \\to`),
      step(
        "dX",
        row ? "Back to the input: $G W^\\top$." : "Back to the input: $W^\\top G$.",
        x,
        row
          ? `${shapeTex(g)} \\cdot ${shapeTex([units, inputs])} \\to`
          : `${shapeTex([inputs, units])} \\cdot ${shapeTex(g)} \\to`,
      ),
    ],
    answers: { dW: "dW", db: "db", dX: "dX" },
  };
}
