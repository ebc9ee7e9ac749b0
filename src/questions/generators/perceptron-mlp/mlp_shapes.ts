/** The shapes of weights and activations in a network with one hidden layer. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { netShapesSolver, type NetSizes } from "../../solvers/dense_layer.ts";

type ShapeParams = {
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
};

const SIZE = { kind: "int", lo: 1, hi: 4096 } as const;

export const mlpShapesGenerator = defineGenerator<ShapeParams>({
  id: "mlp-shapes",
  version: 1,
  topic: "perceptron-mlp",
  title: "Shapes in a network with one hidden layer",
  levels: [1],
  domains: { batch: SIZE, inputs: SIZE, hidden: SIZE, outputs: SIZE },
  generate: (random, _level, fixed) => ({
    batch: fixed.batch ?? random.pick([16, 32, 64, 128]),
    inputs: fixed.inputs ?? random.pick([4, 10, 12, 20, 48, 100, 784]),
    hidden: fixed.hidden ?? random.pick([8, 24, 30, 50, 256, 300]),
    outputs: fixed.outputs ?? random.int(2, 7),
  }),
  refuse: ({ batch, inputs, hidden, outputs }) =>
    new Set([batch, inputs, hidden, outputs]).size < 4 ? "two sizes are equal" : undefined,
  prompt: ({ batch, inputs, hidden, outputs }) =>
    `A network takes ${inputs} inputs, has ${hidden} hidden units and ${outputs} outputs: $H = f(XW_1 + b_1)$, $Y = HW_2 + b_2$. It sees a batch of ${batch} samples. What are the shapes?`,
  conventions: () => ["samples are the rows of $X$, of shape $[\\text{batch}, \\text{inputs}]$"],
  answers: () => [
    shapeAnswer({ id: "w1", label: "$W_1$", rank: 2 }),
    shapeAnswer({ id: "h", label: "$H$", rank: 2 }),
    shapeAnswer({ id: "w2", label: "$W_2$", rank: 2 }),
    shapeAnswer({ id: "y", label: "$Y$", rank: 2 }),
  ],
  solve: netShapesSolver,
  mistakes: [
    {
      id: "weights-transposed",
      solve: ({ inputs, hidden, outputs }) => ({
        w1: tensor([hidden, inputs]),
        w2: tensor([outputs, hidden]),
      }),
      feedback:
        "These are the weights for $Wx$ with columns (and how `nn.Linear` stores them). In $XW$ the inputs are the *rows* of $W$.",
    },
    {
      id: "batch-in-weights",
      solve: ({ batch, hidden, outputs }) => ({ w1: tensor([batch, hidden]), w2: tensor([batch, outputs]) }),
      feedback: "Weights do not know the batch: the same ones serve any number of samples.",
    },
    {
      id: "batch-last",
      solve: ({ batch, hidden, outputs }) => ({ h: tensor([hidden, batch]), y: tensor([outputs, batch]) }),
      feedback: "Here the samples are rows, so the batch comes first in every activation.",
    },
    {
      id: "one-sample",
      solve: ({ hidden, outputs }) => ({ h: tensor([1, hidden]), y: tensor([1, outputs]) }),
      feedback: "These are the shapes for a single sample. The batch runs through together.",
    },
    {
      id: "input-kept",
      solve: ({ batch, inputs }: NetSizes) => ({ h: tensor([batch, inputs]) }),
      feedback: "After the first layer each sample has as many numbers as there are hidden units.",
    },
  ],
  hints: () => ["In a product the inner sizes must agree: $[n, d] \\cdot [d, m] = [n, m]$."],
});
