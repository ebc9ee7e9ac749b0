/** Softmax of a matrix along one axis. */
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { div, exp } from "../../tensor/elementwise.ts";
import { sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsMat } from "../tex.ts";
import { lines, short } from "./shown.ts";

/** Along axis 1 each row adds up to 1, along axis 0 each column. Answer: p [m,n]. */
export function softmaxAxisSolver(
  { matrix, axis }: { readonly matrix: readonly (readonly number[])[]; readonly axis: 0 | 1 },
): Solver {
  const z = tensor(matrix);
  const what = axis === 1 ? "row" : "column";
  return {
    steps: [
      {
        id: "exponentials",
        rule: "Exponentiate every cell.",
        uses: [],
        roundable: true,
        value: () => exp(z),
        tex: (value) => `E ${equalsMat(value, 4)}`,
      },
      {
        id: "sums",
        rule: `Add up each ${what}.`,
        uses: ["exponentials"],
        roundable: true,
        value: (e) => sum(e, { axis, keep: true }),
        tex: (value, e) =>
          lines(
            Array.from(
              value.values,
              (total, i) => `${along(e, { axis, at: i }).map(short).join(" + ")} &${equals(total, 4)}`,
            ),
          ),
      },
      {
        id: "p",
        rule: `Divide each cell by the sum of its ${what}.`,
        uses: ["exponentials", "sums"],
        roundable: true,
        value: (e, sums) => div(e, sums),
        tex: (value) => `P ${equalsMat(value, 4)}`,
      },
    ],
    answers: { p: "p" },
  };
}

function along(t: Tensor, { axis, at }: { readonly axis: 0 | 1; readonly at: number }): number[] {
  const columns = t.shape[1] ?? 1;
  return Array.from(t.values).filter((_, cell) =>
    (axis === 1 ? Math.floor(cell / columns) : cell % columns) === at
  );
}
