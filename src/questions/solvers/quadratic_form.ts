/** Gradient and Hessian of quadratic functions: x^T A x + b^T x, and half a squared residual by the matrix. */
import { identity, scalar, tensor } from "../../tensor/tensor.ts";
import { transpose } from "../../tensor/arrange.ts";
import { add, sub } from "../../tensor/elementwise.ts";
import { matmul, outer } from "../../tensor/matmul.ts";
import type { Solver } from "../solver.ts";
import { equalsMat, num, vec } from "../tex.ts";
import { aligned, carried, products } from "./worked_tex.ts";

export interface Quadratic {
  /** Square, not necessarily symmetric. */
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly x: readonly number[];
}

/** f(x) = x^T A x + b^T x. Answers: hessian = A + A^T, grad = (A + A^T) x + b. */
export function quadraticSolver({ a, b, x }: Quadratic): Solver {
  return {
    steps: [
      {
        id: "hessian",
        rule: "Both $x$ depend on $x$: the product rule gives $A + A^\\top$, which is also the Hessian.",
        uses: [],
        roundable: false,
        value: () => add(tensor(a), transpose(tensor(a))),
        tex: (value) => `A + A^\\top ${equalsMat(value, 4)}`,
      },
      {
        id: "grad",
        rule: b.every((own) => own === 0)
          ? "The gradient is $(A + A^\\top) x$."
          : "The gradient is $(A + A^\\top) x + b$.",
        uses: ["hessian"],
        roundable: false,
        value: (hessian = identity(1)) => add(matmul(hessian, tensor(x)), tensor(b)),
        tex: (value, hessian = identity(1)) =>
          aligned(Array.from(value.values, (g, i) => {
            const row = Array.from(hessian.values.slice(i * x.length, (i + 1) * x.length));
            return `g_${i + 1} = ${products(row, x)}${
              b.every((own) => own === 0) ? "" : ` + ${carried(b[i] ?? 0)}`
            } = ${num(g)}`;
          })),
      },
    ],
    answers: { hessian: "hessian", grad: "grad" },
  };
}

/** f(W) = 1/2 |W x - y|^2. Answers: residual [m], grad [m,n] = residual x^T. */
export function residualMatrixSolver(
  { w, x, y }: {
    readonly w: readonly (readonly number[])[];
    readonly x: readonly number[];
    readonly y: readonly number[];
  },
): Solver {
  return {
    steps: [
      {
        id: "residual",
        rule: "The residual $r = Wx - y$: the derivative of $\\tfrac{1}{2} |r|^2$ by $r$ is $r$ itself.",
        uses: [],
        roundable: false,
        value: () => sub(matmul(tensor(w), tensor(x)), tensor(y)),
        tex: (value) =>
          aligned(
            Array.from(value.values, (r, i) =>
              `r_${i + 1} = ${products(w[i] ?? [], x)} - ${carried(y[i] ?? 0)} = ${num(r)}`),
          ),
      },
      {
        id: "grad",
        rule:
          "$W_{ij}$ multiplies $x_j$ on its way to $r_i$: the gradient is $r x^\\top$, in the shape of $W$.",
        uses: ["residual"],
        roundable: false,
        value: (r = scalar(0)) => outer(r, tensor(x)),
        tex: (value) => `r x^\\top ${equalsMat(value, 4)}`,
      },
    ],
    answers: { residual: "residual", grad: "grad" },
  };
}

/** f(x) = mean of the entries. Answers: value, grad [n]. */
export function meanSolver(x: readonly number[]): Solver {
  const n = x.length;
  return {
    steps: [
      {
        id: "value",
        rule: "Add the entries and divide by their number.",
        uses: [],
        roundable: false,
        value: () => scalar(x.reduce((sum, own) => sum + own, 0) / n),
        tex: (value) =>
          `\\tfrac{1}{${n}} (${x.map((own) => carried(own)).join(" + ")}) = ${num(value.values[0] ?? NaN)}`,
      },
      {
        id: "grad",
        rule: "Every entry counts with the same weight $1/n$, whatever its value.",
        uses: [],
        roundable: false,
        value: () => tensor(x.map(() => 1 / n)),
        tex: (value) => vec(value.values),
      },
    ],
    answers: { value: "value", grad: "grad" },
  };
}
