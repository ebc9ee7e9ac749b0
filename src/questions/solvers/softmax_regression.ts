/** One gradient of multinomial logistic regression: softmax(XW) with mean cross-entropy. */
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { div, sub } from "../../tensor/elementwise.ts";
import { transpose } from "../../tensor/arrange.ts";
import { matmul } from "../../tensor/matmul.ts";
import { oneHot } from "../../tensor/slices.ts";
import { softmax } from "../../tensor/softmax.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsMat, mat } from "../tex.ts";
import { lines, short } from "./shown.ts";

export interface SoftmaxRegression {
  /** [N][d], one sample a row. */
  readonly x: readonly (readonly number[])[];
  /** [d][classes]. */
  readonly w: readonly (readonly number[])[];
  /** True classes, from 0. */
  readonly labels: readonly number[];
}

/** Z = XW, P = softmax of each row, G = X^T (P - Y) / N. Answers: p [N,C], grad [d,C] of the mean loss in nats. */
export function softmaxRegressionSolver({ x, w, labels }: SoftmaxRegression): Solver {
  const input = tensor(x);
  const n = x.length;
  const y = oneHot(tensor(labels), w[0]?.length ?? 0);
  const name = (row: string) => n === 1 ? row : `${row} of each row`;
  return {
    steps: [
      {
        id: "z",
        rule: "Logits: $Z = XW$, one row for each sample.",
        uses: [],
        roundable: false,
        value: () => matmul(input, tensor(w)),
        tex: (value) => `Z ${equalsMat(value, 4)}`,
      },
      {
        id: "p",
        rule: `Probabilities: ${name("the softmax")}.`,
        uses: ["z"],
        roundable: true,
        value: (z) => softmax(z),
        tex: (value, z) => `${softmaxLines(z)} \\qquad P ${equalsMat(value, 4)}`,
      },
      {
        id: "difference",
        rule: "Subtract the one-hot labels: $P - Y$ is the gradient by the logits of each sample.",
        uses: ["p"],
        roundable: true,
        value: (p) => sub(p, y),
        tex: (value) => `P - Y = P - ${mat(y)} ${equalsMat(value, 4)}`,
      },
      {
        id: "grad",
        rule: n === 1
          ? "Multiply by $X^\\top$: each input scales the row of differences."
          : `Multiply by $X^\\top$, which adds over the samples, and divide by $N = ${n}$ for the mean.`,
        uses: ["difference"],
        roundable: true,
        value: (difference) => div(matmul(transpose(input), difference), n),
        tex: (value, difference) =>
          `${n === 1 ? "" : `\\frac{1}{${n}} `}${mat(transpose(input))} ${mat(difference, short)} ${
            equalsMat(value, 4)
          }`,
      },
    ],
    answers: { p: "p", grad: "grad" },
  };
}

function softmaxLines(z: Tensor): string {
  const columns = z.shape[1] ?? 1;
  const rows = Array.from({ length: z.shape[0] ?? 0 }, (_, i) => {
    const exponentials = Array.from(z.values.slice(i * columns, (i + 1) * columns), Math.exp);
    const total = exponentials.reduce((a, b) => a + b, 0);
    return `${exponentials.map((e) => short(e)).join(" + ")} &${equals(total, 4)}`;
  });
  return lines(rows);
}
