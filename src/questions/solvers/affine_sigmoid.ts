/** The chain rule through w = sigmoid(A x + b), for every gradient a layer needs. */
import { tensor } from "../../tensor/tensor.ts";
import { transpose } from "../../tensor/arrange.ts";
import { derivative, sigmoid } from "../../tensor/activations.ts";
import { SIGMOID } from "../../tensor/activation.ts";
import { mul } from "../../tensor/elementwise.ts";
import { columnDense } from "../../tensor/linear.ts";
import { outer } from "../../tensor/matmul.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsMat, equalsVec } from "../tex.ts";
import { aligned, carried, products } from "./worked_tex.ts";

export interface AffineSigmoid {
  /** [outputs][inputs]. */
  readonly a: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly b: readonly number[];
  /** Gradient of f by w, the upstream gradient. */
  readonly upstream: readonly number[];
}

/** Answers: z, w, slopes, db (= gradient by z), dx, dA. */
export function affineSigmoidSolver({ a, x, b, upstream }: AffineSigmoid): Solver {
  const none = tensor([]);
  const g = tensor(upstream);
  return {
    steps: [
      {
        id: "z",
        rule: "Forward: $z = Ax + b$.",
        uses: [],
        roundable: false,
        value: () => columnDense(tensor(x), { weight: tensor(a), bias: tensor(b) }),
        tex: (value) =>
          aligned(
            Array.from(value.values, (z, i) =>
              `z_${i + 1} = ${products(a[i] ?? [], x)} + ${carried(b[i] ?? 0)} ${equals(z, 4)}`),
          ),
      },
      {
        id: "w",
        rule: "Forward: the sigmoid of each entry.",
        uses: ["z"],
        roundable: true,
        value: (z = none) => sigmoid(z),
        tex: (value) => `w ${equalsVec(value, 4)}`,
      },
      {
        id: "slopes",
        rule:
          "Slope of the sigmoid at each entry: $\\sigma'(z) = w(1 - w)$. Its Jacobian is the diagonal of these.",
        uses: ["z"],
        roundable: true,
        value: (z = none) => derivative(z, SIGMOID),
        tex: (value) => `\\sigma'(z) ${equalsVec(value, 4)}`,
      },
      {
        id: "db",
        rule:
          "Gradient by $z$: slope times upstream gradient, entry by entry. It is the gradient by $b$ too.",
        uses: ["slopes"],
        roundable: true,
        value: (slopes = none) => mul(slopes, g),
        tex: (value, slopes = none) =>
          aligned(
            Array.from(value.values, (d, i) =>
              `\\frac{\\partial f}{\\partial z_${i + 1}} = ${carried(slopes.values[i] ?? NaN)} \\cdot ${
                carried(upstream[i] ?? 0)
              } ${equals(d, 4)}`),
          ),
      },
      {
        id: "dx",
        rule:
          "Gradient by $x$: back through $A$, $\\nabla_x f = A^\\top \\nabla_z f$, along the columns of $A$.",
        uses: ["db"],
        roundable: true,
        value: (d = none) => columnDense(d, { weight: transpose(tensor(a)) }),
        tex: (value, d = none) =>
          aligned(
            Array.from(value.values, (own, j) =>
              `\\frac{\\partial f}{\\partial x_${j + 1}} = ${
                products(
                  a.map((row) => row[j] ?? 0),
                  d.values,
                )
              } ${equals(own, 4)}`),
          ),
      },
      {
        id: "dA",
        rule:
          "Gradient by $A$: $A_{ij}$ multiplies $x_j$ on the way to $z_i$, so $\\nabla_A f = (\\nabla_z f)\\, x^\\top$.",
        uses: ["db"],
        roundable: true,
        value: (d = none) => outer(d, tensor(x)),
        tex: (value) => `\\nabla_A f ${equalsMat(value, 4)}`,
      },
    ],
    answers: { z: "z", w: "w", slopes: "slopes", db: "db", dx: "dx", dA: "dA" },
  };
}
