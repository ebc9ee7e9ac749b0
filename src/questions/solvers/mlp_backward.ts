/** The backward pass of a net with one hidden layer, for half the squared error or softmax with cross-entropy. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { transpose } from "../../tensor/arrange.ts";
import { activate, derivative } from "../../tensor/activations.ts";
import { type Activation, RELU, SIGMOID, TANH } from "../../tensor/activation.ts";
import { mul, sub } from "../../tensor/elementwise.ts";
import { columnDense } from "../../tensor/linear.ts";
import { crossEntropyOfLogits } from "../../tensor/losses_classification.ts";
import { squaredError } from "../../tensor/losses_regression.ts";
import { outer } from "../../tensor/matmul.ts";
import { softmax } from "../../tensor/softmax.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsMat, equalsVec } from "../tex.ts";
import type { TwoLayers } from "./mlp_forward.ts";
import { aligned, carried, products } from "./worked_tex.ts";

export interface Backward extends TwoLayers {
  /** Targets of the squared error, or label probabilities of the cross-entropy. */
  readonly target: readonly number[];
  readonly loss: "half-sse" | "softmax-ce";
}

const FUNCTIONS: Readonly<Record<TwoLayers["activation"], Activation>> = {
  relu: RELU,
  sigmoid: SIGMOID,
  tanh: TANH,
};

const SLOPES = {
  relu: "f'(z) = 1 \\text{ for } z > 0, \\text{ else } 0",
  sigmoid: "f'(z) = h(1 - h)",
  tanh: "f'(z) = 1 - h^2",
} as const;

/**
 * Answers: z1, h, y (logits for the cross-entropy), p (of them), loss, delta2 = dL/dy, dW2, delta1 = dL/dz1, dW1, dx;
 * the gradients of the biases are delta2 and delta1.
 */
export function mlpBackwardSolver(net: Backward): Solver {
  const { x, w1, b1, w2, b2, activation, target, loss } = net;
  const roundable = activation !== "relu" || loss !== "half-sse";
  const f = FUNCTIONS[activation];
  const none = tensor([]);
  const affine =
    (name: string, weights: Backward["w1"], biases: readonly number[]) => (value: Tensor, inputs: Tensor) =>
      aligned(
        weights.map((row, i) =>
          `${name}_${i + 1} = ${products(row, inputs.values)} + ${carried(biases[i] ?? 0)} ${
            equals(value.values[i] ?? NaN, 4)
          }`
        ),
      );
  const steps: StepPlan[] = [
    {
      id: "z1",
      rule: "Forward: hidden pre-activations $z = W_1 x + b_1$.",
      uses: [],
      roundable: false,
      value: () => columnDense(tensor(x), { weight: tensor(w1), bias: tensor(b1) }),
      tex: (value) => affine("z", w1, b1)(value, tensor(x)),
    },
    {
      id: "h",
      rule: "Forward: hidden activations $h = f(z)$.",
      uses: ["z1"],
      roundable,
      value: (z = none) => activate(z, f),
      tex: (value) => `h ${equalsVec(value, 4)}`,
    },
    {
      id: "y",
      rule: loss === "half-sse"
        ? "Forward: outputs $y = W_2 h + b_2$."
        : "Forward: logits $y = W_2 h + b_2$.",
      uses: ["h"],
      roundable,
      value: (h = none) => columnDense(h, { weight: tensor(w2), bias: tensor(b2) }),
      tex: (value, h = none) => affine("y", w2, b2)(value, h),
    },
    {
      id: "p",
      rule: "Forward: softmax of the logits.",
      uses: ["y"],
      roundable: true,
      value: (y = none) => softmax(y),
      tex: (value) => `p ${equalsVec(value, 4)}`,
    },
    {
      id: "loss",
      rule: loss === "half-sse" ? "The loss, half the sum of the squared errors." : "The loss.",
      uses: ["y"],
      roundable,
      value: (y = none) =>
        loss === "half-sse"
          ? scalar(item(squaredError(y, tensor(target), "sum")) / 2)
          : crossEntropyOfLogits(y, tensor(target), "sum"),
      tex: (value) => `L ${equals(item(value), 4)}`,
    },
    {
      id: "delta2",
      rule: loss === "half-sse"
        ? "Start at the output: the derivative of $\\tfrac{1}{2}(y - t)^2$ is $y - t$. It is also the gradient of $b_2$."
        : "Start at the logits: softmax and cross-entropy together give $p - t$. It is also the gradient of $b_2$.",
      uses: [loss === "half-sse" ? "y" : "p"],
      roundable,
      value: (y = none) => sub(y, tensor(target)),
      tex: (value, y = none) =>
        aligned(
          Array.from(value.values, (d, i) =>
            `\\frac{\\partial L}{\\partial y_${i + 1}} = ${carried(y.values[i] ?? NaN)} - ${
              carried(target[i] ?? NaN)
            } ${equals(d, 4)}`),
        ),
    },
    {
      id: "dW2",
      rule:
        "Each weight: error of the unit it leads to, times the activation it comes from: $\\frac{\\partial L}{\\partial y} h^\\top$.",
      uses: ["delta2", "h"],
      roundable,
      value: (delta = none, h = none) => outer(delta, h),
      tex: (value) => `\\frac{\\partial L}{\\partial W_2} ${equalsMat(value, 4)}`,
    },
    {
      id: "dh",
      rule:
        "Send the errors back through the weights: $W_2^\\top \\frac{\\partial L}{\\partial y}$, the *columns* of $W_2$.",
      uses: ["delta2"],
      roundable,
      value: (delta = none) =>
        columnDense(delta, { weight: transpose(tensor(w2)), bias: tensor(w1.map(() => 0)) }),
      tex: (value, delta = none) =>
        aligned(
          Array.from(value.values, (d, j) =>
            `\\frac{\\partial L}{\\partial h_${j + 1}} = ${
              products(
                w2.map((row) => row[j] ?? 0),
                delta.values,
              )
            } ${equals(d, 4)}`),
        ),
    },
    {
      id: "delta1",
      rule: `Through the activation: multiply by its slope, $${
        SLOPES[activation]
      }$. The result is also the gradient of $b_1$.`,
      uses: ["dh", "z1"],
      roundable,
      value: (dh = none, z = none) => mul(dh, derivative(z, f)),
      tex: (value, dh = none, z = none) =>
        aligned(
          Array.from(value.values, (d, j) =>
            `\\frac{\\partial L}{\\partial z_${j + 1}} = ${carried(dh.values[j] ?? NaN)} \\cdot ${
              carried(f.slope(z.values[j] ?? NaN))
            } ${equals(d, 4)}`),
        ),
    },
    {
      id: "dW1",
      rule: "Again error times input: $\\frac{\\partial L}{\\partial z} x^\\top$.",
      uses: ["delta1"],
      roundable,
      value: (delta = none) => outer(delta, tensor(x)),
      tex: (value) => `\\frac{\\partial L}{\\partial W_1} ${equalsMat(value, 4)}`,
    },
    {
      id: "dx",
      rule: "And on to the input: $W_1^\\top \\frac{\\partial L}{\\partial z}$.",
      uses: ["delta1"],
      roundable,
      value: (delta = none) =>
        columnDense(delta, { weight: transpose(tensor(w1)), bias: tensor(x.map(() => 0)) }),
      tex: (value, delta = none) =>
        aligned(
          Array.from(value.values, (d, j) =>
            `\\frac{\\partial L}{\\partial x_${j + 1}} = ${
              products(
                w1.map((row) => row[j] ?? 0),
                delta.values,
              )
            } ${equals(d, 4)}`),
        ),
    },
  ];
  const kept = loss === "half-sse" ? steps.filter(({ id }) => id !== "p") : steps;
  return { steps: kept, answers: Object.fromEntries(kept.map(({ id }) => [id, id])) };
}
