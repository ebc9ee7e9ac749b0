/** Shapes of all gradients of a dense layer: samples as rows, then in either convention. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type BatchLayer, gradientShapesSolver } from "../../solvers/gradient_shapes.ts";
import { keysOf } from "../../solver.ts";
import { shapeTex } from "../../solvers/number_steps.ts";

type ShapeParams = {
  readonly samples: number;
  readonly inputs: number;
  readonly units: number;
  readonly convention: "row" | "column";
};

const SIZE = { kind: "int", lo: 1, hi: 1024 } as const;

export const shapeCheckGenerator = defineGenerator<ShapeParams>({
  id: "shape-check",
  version: 1,
  topic: "backprop",
  title: "Shapes of the gradients of a dense layer",
  levels: [1, 2],
  domains: { samples: SIZE, inputs: SIZE, units: SIZE, convention: { kind: "pick", of: ["row", "column"] } },
  generate(random, level, fixed) {
    const [samples = 2, inputs = 3, units = 4] = random.sample([4, 5, 6, 8, 10, 12, 16, 20, 32, 64], 3);
    return {
      samples: fixed.samples ?? samples,
      inputs: fixed.inputs ?? inputs,
      units: fixed.units ?? units,
      convention: fixed.convention ?? (level === 1 ? "row" : "column"),
    };
  },
  refuse: ({ samples, inputs, units }) =>
    new Set([samples, inputs, units, 1]).size < 4 ? "two sizes are equal, or one is 1" : undefined,
  prompt: ({ samples, inputs, units, convention }) =>
    `A dense layer with ${inputs} inputs and ${units} units computes $Y = ${
      convention === "row" ? "XW + b" : "WX + b"
    }$ for a batch of ${samples} samples. From above arrives $G = \\partial L / \\partial Y$ of shape $${
      shapeTex(convention === "row" ? [samples, units] : [units, samples])
    }$. What are the shapes of the gradients by $W$, by $b$ and by $X$?`,
  conventions: ({ convention }) => [
    convention === "row" ? "each *row* of $X$ is one sample" : "each *column* of $X$ is one sample",
    "$L$ is one number for the whole batch; $b$ is a vector, shared by all samples",
  ],
  answers: () => [
    shapeAnswer({ id: "dW", label: "$\\partial L / \\partial W$", rank: 2 }),
    shapeAnswer({ id: "db", label: "$\\partial L / \\partial b$", rank: 1 }),
    shapeAnswer({ id: "dX", label: "$\\partial L / \\partial X$", rank: 2 }),
  ],
  solve: gradientShapesSolver,
  mistakes: [
    {
      id: "other-convention",
      solve: (p) => {
        const other: BatchLayer = { ...p, convention: p.convention === "row" ? "column" : "row" };
        return keysOf(gradientShapesSolver(other));
      },
      feedback: "These shapes belong to the other convention: look at whether samples are rows or columns.",
    },
    {
      id: "weight-transposed",
      solve: (p) => ({ dW: tensor(p.convention === "row" ? [p.units, p.inputs] : [p.inputs, p.units]) }),
      feedback: "The gradient by $W$ has the shape of $W$, so that one can be subtracted from the other.",
    },
    {
      id: "bias-per-sample",
      solve: (p) => ({ db: tensor(p.convention === "row" ? [p.samples, p.units] : [p.units, p.samples]) }),
      feedback:
        "The bias is shared by all samples: its gradient is the sum over them, one number for each unit.",
    },
    {
      id: "weight-per-sample",
      solve: (p) => {
        const own = p.convention === "row" ? [p.inputs, p.units] : [p.units, p.inputs];
        return { dW: tensor([p.samples, ...own]) };
      },
      feedback: "The samples do not keep gradients of their own: the matrix product adds over them.",
    },
    {
      id: "input-like-output",
      solve: (p) => ({ dX: tensor(p.convention === "row" ? [p.samples, p.units] : [p.units, p.samples]) }),
      feedback: "The gradient by $X$ has the shape of $X$, not of $Y$.",
    },
    {
      id: "bias-over-units",
      solve: (p) => ({ db: tensor([p.samples]) }),
      feedback: "You added over the units. Add over the samples: one number for each unit is left.",
    },
  ],
  hints: () => ["A gradient has the shape of the thing it is a gradient of."],
});
