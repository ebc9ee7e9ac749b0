/** Clipping a gradient by its norm. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { mul } from "../../tensor/elementwise.ts";
import { norm } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, num, term } from "../tex.ts";
import { four } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

/** g c / ||g|| when ||g|| > c, else g. Answers: norm, scale, clipped [n]. Source: Pascanu et al. 2013, algorithm 1. */
export function clipNormSolver(
  { gradient, maxNorm }: { readonly gradient: readonly number[]; readonly maxNorm: number },
): Solver {
  const g = tensor(gradient);
  return {
    steps: [
      numberStep({
        id: "norm",
        rule: "The norm over all components together: root of the sum of squares.",
        roundable: true,
        value: () => item(norm(g)),
        tex: (value) =>
          `\\lVert g \\rVert = \\sqrt{${gradient.map((x) => `${term(x)}^2`).join(" + ")}} ${
            equals(value, 4)
          }`,
      }),
      numberStep({
        id: "scale",
        rule: "If it is above the limit, scale by limit over norm; else leave the gradient alone.",
        uses: ["norm"],
        roundable: true,
        value: (length) => length > maxNorm ? maxNorm / length : 1,
        tex: (value, length) =>
          length > maxNorm
            ? `${four(length)} > ${num(maxNorm)},\\quad \\frac{${num(maxNorm)}}{${four(length)}} ${
              equals(value, 4)
            }`
            : `${four(length)} \\le ${num(maxNorm)},\\quad 1`,
      }),
      {
        id: "clipped",
        rule: "Every component is scaled alike, so the direction stays.",
        uses: ["scale"],
        roundable: true,
        value: (scale: Tensor = scalar(1)) => mul(g, item(scale)),
        tex: (value) => `g' ${equalsVec(value, 4)}`,
      },
    ],
    answers: { norm: "norm", scale: "scale", clipped: "clipped" },
  };
}
