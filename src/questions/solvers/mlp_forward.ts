/** The forward pass of a net with one hidden layer, worked unit by unit. */
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { columnDense } from "../../tensor/linear.ts";
import { relu, sigmoid, tanh } from "../../tensor/activations.ts";
import type { Solver } from "../solver.ts";
import { equalsVec, fixed, num, term } from "../tex.ts";

export type HiddenActivation = "relu" | "sigmoid" | "tanh";

const APPLY = { relu, sigmoid, tanh } as const;

const NAMES = { relu: "\\operatorname{ReLU}", sigmoid: "\\sigma", tanh: "\\tanh" } as const;

export interface TwoLayers {
  readonly x: readonly number[];
  /** [hidden][in], applied as W1 x + b1 to a column x. */
  readonly w1: readonly (readonly number[])[];
  readonly b1: readonly number[];
  /** [out][hidden]. */
  readonly w2: readonly (readonly number[])[];
  readonly b2: readonly number[];
  readonly activation: HiddenActivation;
}

/** z1 = W1 x + b1, h = f(z1), y = W2 h + b2, linear output. Answers: h [hidden], y [out]. */
export function mlpForwardSolver({ x, w1, b1, w2, b2, activation }: TwoLayers): Solver {
  const input = tensor(x);
  const exact = activation === "relu";
  return {
    steps: [
      {
        id: "z1",
        rule: "Hidden pre-activations, $z = W_1 x + b_1$: each row of $W_1$ times $x$, plus its bias.",
        uses: [],
        roundable: false,
        value: () => columnDense(input, { weight: tensor(w1), bias: tensor(b1) }),
        tex: (value) => rowsWorked({ name: "z", weights: w1, biases: b1, inputs: x, value }),
      },
      {
        id: "h",
        rule: `Hidden activations, $h = ${NAMES[activation]}(z)$.`,
        uses: ["z1"],
        roundable: !exact,
        value: (z = input) => APPLY[activation](z),
        tex: (value) => `h ${equalsVec(value, 4)}`,
      },
      {
        id: "y",
        rule: "Outputs, $y = W_2 h + b_2$, with no activation.",
        uses: ["h"],
        roundable: !exact,
        value: (h = input) => columnDense(h, { weight: tensor(w2), bias: tensor(b2) }),
        tex: (value, h = input) =>
          rowsWorked({ name: "y", weights: w2, biases: b2, inputs: Array.from(h.values), value }),
      },
    ],
    answers: { h: "h", y: "y" },
  };
}

interface Rows {
  readonly name: string;
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
  readonly inputs: readonly number[];
  readonly value: Tensor;
}

function rowsWorked({ name, weights, biases, inputs, value }: Rows): string {
  const lines = weights.map((row, unit) => {
    const products = row.map((w, i) => `${term(w)} \\cdot ${short(inputs[i] ?? 0)}`).join(" + ");
    const result = value.values[unit] ?? 0;
    const sign = Number.isInteger(result * 1e4) ? "=" : "\\approx";
    return `${name}_${unit + 1} &= ${products} + ${term(biases[unit] ?? 0)} ${sign} ${
      num(Number(result.toFixed(4)))
    }`;
  });
  return `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}`;
}

function short(value: number): string {
  const text = num(Number(fixed(value, 4)));
  return value < 0 ? `(${text})` : text;
}
