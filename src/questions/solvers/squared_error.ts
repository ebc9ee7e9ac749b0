/** Squared error over a few outputs, in the convention that is asked. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { add, map, sqrt, square, sub } from "../../tensor/elementwise.ts";
import { sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { num, term } from "../tex.ts";

export type SquaredErrorConvention = "mean" | "half-sum";

/** mean: (1/n) sum (y_i - t_i)^2; half-sum: (1/2) sum (y_i - t_i)^2. Answer: loss. */
export function squaredErrorSolver(
  { outputs, targets, convention }: {
    readonly outputs: readonly number[];
    readonly targets: readonly number[];
    readonly convention: SquaredErrorConvention;
  },
): Solver {
  const n = outputs.length;
  const y = tensor(outputs);
  const divisor = convention === "mean" ? n : 2;
  return {
    steps: [
      {
        id: "errors",
        rule: "Subtract target from output, one by one.",
        uses: [],
        roundable: false,
        value: () => sub(y, tensor(targets)),
        tex: (value) =>
          Array.from(
            value.values,
            (e, i) => `${term(outputs[i] ?? 0)} - ${term(targets[i] ?? 0)} = ${num(e)}`,
          ).join(
            ",\\quad ",
          ),
      },
      {
        id: "squares",
        rule: "Square each error.",
        uses: ["errors"],
        roundable: false,
        value: (e = y) => square(e),
        tex: (value) => Array.from(value.values, num).join(",\\quad "),
      },
      {
        id: "sum",
        rule: "Add the squares.",
        uses: ["squares"],
        roundable: false,
        value: (s = y) => sum(s),
        tex: (value, s = y) => `${Array.from(s.values, num).join(" + ")} = ${num(item(value))}`,
      },
      {
        id: "loss",
        rule: convention === "mean" ? `Divide by the number of outputs, $n = ${n}$.` : "Halve the sum.",
        uses: ["sum"],
        roundable: false,
        value: (total: Tensor = scalar(0)) => map(total, (x) => x / divisor),
        tex: (value, total = scalar(0)) =>
          `\\frac{${num(item(total))}}{${divisor}} ${
            Number.isInteger(item(value) * 1e4) ? "=" : "\\approx"
          } ${num(Number(item(value).toFixed(4)))}`,
      },
    ],
    answers: { loss: "loss" },
  };
}

/** Which targets fit printed squared errors: output minus and plus the root. Answers: below [n], above [n]. */
export function targetsOfSquaresSolver(
  { outputs, squares }: { readonly outputs: readonly number[]; readonly squares: readonly number[] },
): Solver {
  const y = tensor(outputs);
  return {
    steps: [
      {
        id: "roots",
        rule: "The size of each error is the root of its square.",
        uses: [],
        roundable: true,
        value: () => sqrt(tensor(squares)),
        tex: (value) =>
          Array.from(value.values, (root, i) => `\\sqrt{${num(squares[i] ?? 0)}} = ${num(root)}`).join(
            ",\\quad ",
          ),
      },
      {
        id: "below",
        rule: "One target lies that far below its output.",
        uses: ["roots"],
        roundable: true,
        value: (roots) => sub(y, roots),
        tex: (value) => Array.from(value.values, num).join(",\\quad "),
      },
      {
        id: "above",
        rule: "The other lies as far above: a square hides the sign.",
        uses: ["roots"],
        roundable: true,
        value: (roots) => add(y, roots),
        tex: (value) => Array.from(value.values, num).join(",\\quad "),
      },
    ],
    answers: { below: "below", above: "above" },
  };
}
