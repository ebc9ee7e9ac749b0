/** One step of gradient descent on a weight matrix. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { add, mul, sub } from "../../../tensor/elementwise.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { updateSolver } from "../../solvers/line_gradient.ts";
import { num, rowsTex } from "../../tex.ts";

type UpdateParams = {
  readonly weights: readonly (readonly number[])[];
  readonly gradient: readonly (readonly number[])[];
  readonly lr: number;
};

const MATRIX = {
  kind: "list",
  of: { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.1 }, min: 2, max: 2 },
  min: 2,
  max: 2,
} as const;

export const weightUpdateGenerator = defineGenerator<UpdateParams>({
  id: "weight-update",
  version: 1,
  topic: "backprop",
  title: "Update of a weight matrix",
  levels: [1],
  domains: { weights: MATRIX, gradient: MATRIX, lr: { kind: "pick", of: [0.5, 0.2, 0.1, 0.05, 0.02, 0.01] } },
  generate(random, _level, fixed) {
    const matrix = (values: readonly number[]) => [0, 1].map(() => [0, 1].map(() => random.pick(values)));
    return {
      weights: fixed.weights ?? matrix([-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2]),
      gradient: fixed.gradient ?? matrix([-4, -3, -2, -1, 1, 2, 3, 4]),
      lr: fixed.lr ?? random.pick([0.5, 0.2, 0.1, 0.05]),
    };
  },
  refuse: ({ gradient }) =>
    gradient[0]?.[1] === gradient[1]?.[0]
      ? "the gradient is symmetric"
      : gradient.flat().filter((value) => value === 0).length > 1
      ? "the gradient is nearly 0"
      : undefined,
  prompt: ({ weights, gradient, lr }) =>
    `Backpropagation has given the gradient $G = \\partial L / \\partial W$. What is $W$ after one step of gradient descent with learning rate ${
      num(lr)
    }?\n\n$$W = ${rowsTex(weights)},\\qquad G = ${rowsTex(gradient)}$$`,
  conventions: () => ["no momentum, no weight decay", "exact"],
  answers: () => [exactTensorAnswer({ id: "w", label: "New $W$", shape: [2, 2] })],
  solve: updateSolver,
  mistakes: [
    {
      id: "plus",
      solve: (p) => stepped(p, (w, g) => add(w, mul(g, p.lr))),
      feedback: "You stepped up the gradient. To lower the loss, subtract.",
    },
    {
      id: "no-learning-rate",
      solve: (p) => stepped(p, sub),
      feedback: "Multiply the gradient by the learning rate first.",
    },
    {
      id: "rate-on-weights",
      solve: (p) => stepped(p, (w, g) => sub(mul(w, p.lr), g)),
      feedback: "The learning rate belongs to the gradient, not to the weights.",
    },
    {
      id: "step-only",
      solve: (p) => stepped(p, (_, g) => mul(g, -p.lr)),
      feedback: "That is the step. Add it to the old weights.",
    },
    {
      id: "transposed-gradient",
      solve: (p) => stepped(p, (w, g) => sub(w, mul(transpose(g), p.lr))),
      feedback: "You used the transposed gradient. Each weight goes with the gradient at its own place.",
    },
  ],
  hints: () => ["Every weight moves a little against its own gradient."],
});

function stepped(p: UpdateParams, move: (weights: Tensor, gradient: Tensor) => Tensor) {
  return { w: move(tensor(p.weights), tensor(p.gradient)) };
}
