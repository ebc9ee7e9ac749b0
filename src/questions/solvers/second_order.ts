/** Methods that use curvature: Newton on a quadratic, the BFGS update, the memory of a Hessian. */
import { sgdStep } from "../../tensor/optimise.ts";
import { inverse } from "../../tensor/solve.ts";
import { tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equalsVec, num, rowsTex, vec } from "../tex.ts";
import { type Grid, gridOf } from "./grid.ts";
import { dot, entriesStep } from "./list_steps.ts";
import { numberStep, settled } from "./number_steps.ts";

export interface Quadratic {
  /** Symmetric, 2x2. */
  readonly hessian: Grid;
  readonly linear: readonly number[];
  readonly x: readonly number[];
}

/**
 * One Newton step on f(x) = x'Hx/2 - b'x, with a gradient step at `rate` beside it. Answers: gradient, direction
 * (H^-1 g), newton, descent. Throws RangeError when H is singular.
 */
export function newtonSolver({ hessian, linear, x, rate }: Quadratic & { readonly rate: number }): Solver {
  const [[h11 = 0, h12 = 0] = [], [h21 = 0, h22 = 0] = []] = hessian;
  const determinant = h11 * h22 - h12 * h21;
  return {
    steps: [
      entriesStep({
        id: "gradient",
        rule: "Gradient at the point: $\\nabla f(x) = H x - b$.",
        value: () => hessian.map((row, i) => dot(row, x) - (linear[i] ?? 0)),
        tex: (value) => {
          const product = hessian.map((row) => dot(row, x));
          return `g = H x - b = ${vec(product)} - ${vec(linear)} = ${vec(value)}`;
        },
      }),
      entriesStep({
        id: "inverse",
        rule: h12 === 0 && h21 === 0
          ? "Invert the Hessian: it is diagonal, so invert each entry."
          : "Invert the Hessian: swap the diagonal, change the sign of the others, divide by the determinant.",
        value: () => toNested(inverse(tensor(hessian))),
        tex: () =>
          h12 === 0 && h21 === 0
            ? `H^{-1} = \\operatorname{diag}(1/${num(h11)},\\; 1/${num(h22)})`
            : `H^{-1} = ${determinant === 1 ? "" : `\\frac{1}{${num(determinant)}}`} ${
              rowsTex([[h22, -h12], [-h21, h11]])
            }`,
      }),
      entriesStep({
        id: "direction",
        rule: "Multiply the inverse with the gradient.",
        uses: ["inverse", "gradient"],
        value: (entries, g) => [dot(entries.slice(0, 2), g), dot(entries.slice(2), g)],
        tex: (value) => `H^{-1} g ${equalsVec(tensor(value), 4)}`,
      }),
      entriesStep({
        id: "newton",
        rule: "Newton's step: subtract it, with no learning rate. On a quadratic it lands on the minimiser.",
        uses: ["direction"],
        value: (direction) => Array.from(sgdStep(tensor(x), tensor(direction), 1).values, settled),
        tex: (value) => `x' = ${vec(x)} - H^{-1} g ${equalsVec(tensor(value), 4)}`,
      }),
      entriesStep({
        id: "descent",
        rule: "Gradient descent from the same point, for comparison: subtract rate times gradient.",
        uses: ["gradient"],
        value: (g) => Array.from(sgdStep(tensor(x), tensor(g), rate).values, settled),
        tex: (value, g) => `${vec(x)} - ${num(rate)} \\cdot ${vec(g)} = ${vec(value)}`,
      }),
    ],
    answers: { gradient: "gradient", direction: "direction", newton: "newton", descent: "descent" },
  };
}

/**
 * B' = B - B s s' B / (s'Bs) + y y' / (y's). Answers: updated [n,n], secant = B' s [n]. Source: Nocedal and Wright
 * 2006, eq. 6.19.
 */
export function bfgsSolver(
  { matrix, step, change }: {
    readonly matrix: Grid;
    readonly step: readonly number[];
    readonly change: readonly number[];
  },
): Solver {
  const n = step.length;
  const grid = (flat: readonly number[]) =>
    gridOf(Array.from({ length: n }, (_, i) => flat.slice(i * n, i * n + n)), n, n);
  return {
    steps: [
      entriesStep({
        id: "image",
        rule: "The old matrix times the step.",
        value: () => matrix.map((row) => dot(row, step)),
        tex: (value) => `B s = ${vec(value)}`,
      }),
      entriesStep({
        id: "updated",
        rule: "Take the old curvature along the step away, put the measured one in.",
        uses: ["image"],
        value: (image) =>
          matrix.map((row, i) =>
            row.map((entry, j) =>
              entry - (image[i] ?? 0) * (image[j] ?? 0) / dot(step, image) +
              (change[i] ?? 0) * (change[j] ?? 0) / dot(change, step)
            )
          ),
        tex: (value) => `B' = ${rowsTex(grid(value))}`,
      }),
      entriesStep({
        id: "secant",
        rule: "Check the secant condition: the new matrix maps the step to the change of the gradient.",
        uses: ["updated"],
        value: (updated) => grid(updated).map((row) => dot(row, step)),
        tex: (value) => `B' s = ${vec(value)} = y`,
      }),
    ],
    answers: { updated: "updated", secant: "secant" },
  };
}

/** What a dense Hessian of so many parameters takes. Answers: entries, terabytes (10^12 bytes). */
export function hessianMemorySolver(
  { parameters, bytes }: { readonly parameters: number; readonly bytes: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "entries",
        rule: "One entry for each pair of parameters.",
        value: () => parameters ** 2,
        tex: (value) => `${num(parameters)}^2 = ${num(value)}`,
      }),
      numberStep({
        id: "terabytes",
        rule: "Times the bytes of a number, in units of $10^{12}$ bytes.",
        uses: ["entries"],
        value: (entries) => entries * bytes / 1e12,
        tex: (value, entries) => `${num(entries)} \\cdot ${bytes} / 10^{12} = ${num(value)}`,
      }),
    ],
    answers: { entries: "entries", terabytes: "terabytes" },
  };
}
