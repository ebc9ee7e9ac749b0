/** Upstream gradients pulled back through one or two Jacobians. */
import { tensor } from "../../tensor/tensor.ts";
import { transpose } from "../../tensor/arrange.ts";
import { matmul } from "../../tensor/matmul.ts";
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";
import { aligned, products } from "./worked_tex.ts";

/** The Jacobians from the output inwards: g = ... J_2^T J_1^T u. Answers: g1, g2, ... after each. */
export function vjpSolver(
  { jacobians, upstream }: {
    /** Each [outputs][inputs]: row i holds the derivatives of output i. */
    readonly jacobians: readonly (readonly (readonly number[])[])[];
    readonly upstream: readonly number[];
  },
): Solver {
  const start = tensor(upstream);
  return {
    steps: jacobians.map((rows, i) => ({
      id: `g${i + 1}`,
      rule: i === 0
        ? "Each input collects the upstream gradient along its *column* of $J$: $J^\\top u$."
        : "The same through the next function, with the gradient that has just arrived.",
      uses: i === 0 ? [] : [`g${i}`],
      roundable: false,
      value: (u = start) => matmul(transpose(tensor(rows)), u),
      tex: (value, u = start) =>
        aligned(
          Array.from(value.values, (g, j) =>
            `\\frac{\\partial L}{\\partial ${i === jacobians.length - 1 ? "x" : "h"}_${j + 1}} = ${
              products(
                rows.map((row) =>
                  row[j] ?? 0
                ),
                u.values,
              )
            } = ${num(g)}`),
        ),
    })),
    answers: Object.fromEntries(jacobians.map((_, i) => [`g${i + 1}`, `g${i + 1}`])),
  };
}
