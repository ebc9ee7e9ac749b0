/** Gradient of the weights of a last layer with softmax and cross-entropy, in either convention. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import { transpose } from "../../tensor/arrange.ts";
import { sub } from "../../tensor/elementwise.ts";
import { outer } from "../../tensor/matmul.ts";
import { columnDense } from "../../tensor/linear.ts";
import { softmax } from "../../tensor/softmax.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsMat, equalsVec } from "../tex.ts";
import { aligned, carried, products } from "./worked_tex.ts";

export interface SoftmaxLayer {
  readonly h: readonly number[];
  /** [in][classes] for z = h W, [classes][in] for z = W h. */
  readonly w: readonly (readonly number[])[];
  /** Counted from 1. */
  readonly trueClass: number;
  /** Rows: z = h W; columns: z = W h. */
  readonly convention: "row" | "column";
  /** Row and column, from 1, of the single entry asked. */
  readonly row: number;
  readonly column: number;
}

/** Answers: z, p, loss, delta = p - y, grad (in the shape of w), entry. */
export function softmaxLayerSolver({ h, w, trueClass, convention, row, column }: SoftmaxLayer): Solver {
  const none = tensor([]);
  const classes = convention === "row" ? w[0]?.length ?? 0 : w.length;
  const incoming = (k: number) => convention === "row" ? w.map((own) => own[k] ?? 0) : w[k] ?? [];
  const oneHot = tensor(Array.from({ length: classes }, (_, k) => k + 1 === trueClass ? 1 : 0));
  const [from, to] = convention === "row" ? [row, column] : [column, row];
  return {
    steps: [
      {
        id: "z",
        rule: convention === "row"
          ? "Logits, $z = hW$: $h$ times each column."
          : "Logits, $z = Wh$: each row times $h$.",
        uses: [],
        roundable: false,
        value: () =>
          columnDense(tensor(h), { weight: convention === "row" ? transpose(tensor(w)) : tensor(w) }),
        tex: (value) =>
          aligned(
            Array.from(value.values, (z, k) => `z_${k + 1} = ${products(h, incoming(k))} ${equals(z, 4)}`),
          ),
      },
      {
        id: "p",
        rule: "Probabilities: softmax of the logits.",
        uses: ["z"],
        roundable: true,
        value: (z = none) => softmax(z),
        tex: (value) => `p ${equalsVec(value, 4)}`,
      },
      {
        id: "loss",
        rule: "The loss: minus the logarithm of the probability of the true class.",
        uses: ["p"],
        roundable: true,
        value: (p = none) => scalar(-Math.log(p.values[trueClass - 1] ?? NaN)),
        tex: (value, p = none) =>
          `L = -\\ln ${carried(p.values[trueClass - 1] ?? NaN)} ${equals(item(value), 4)}`,
      },
      {
        id: "delta",
        rule: "Gradient by the logits: $p - y$, with $y$ the one-hot label.",
        uses: ["p"],
        roundable: true,
        value: (p = none) => sub(p, oneHot),
        tex: (value) => `p - y ${equalsVec(value, 4)}`,
      },
      {
        id: "grad",
        rule: convention === "row"
          ? "Row $j$, column $k$: $w_{jk}$ leads from $h_j$ to $z_k$, so its gradient is $h_j (p_k - y_k)$."
          : "Row $k$, column $j$: $w_{kj}$ leads from $h_j$ to $z_k$, so its gradient is $(p_k - y_k) h_j$.",
        uses: ["delta"],
        roundable: true,
        value: (delta = none) => convention === "row" ? outer(tensor(h), delta) : outer(delta, tensor(h)),
        tex: (value) => `\\frac{\\partial L}{\\partial W} ${equalsMat(value, 4)}`,
      },
      {
        id: "entry",
        rule:
          `$w_{${row}${column}}$ leads from $h_${from}$ to $z_${to}$ only: its gradient is $h_${from} (p_${to} - y_${to})$.`,
        uses: ["delta"],
        roundable: true,
        value: (delta = none) => scalar((h[from - 1] ?? NaN) * (delta.values[to - 1] ?? NaN)),
        tex: (value, delta = none) =>
          `\\frac{\\partial L}{\\partial w_{${row}${column}}} = ${carried(h[from - 1] ?? NaN)} \\cdot ${
            carried(delta.values[to - 1] ?? NaN)
          } ${equals(item(value), 4)}`,
      },
    ],
    answers: { z: "z", p: "p", loss: "loss", delta: "delta", grad: "grad", entry: "entry" },
  };
}
