/** The weight matrix of a dense layer between two feature maps, in either convention. */
import { tensor } from "../../../tensor/tensor.ts";
import { integerAnswer, shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { flatDenseSolver } from "../../solvers/dense_cost.ts";
import { shapeTex } from "../../solvers/number_steps.ts";

type FcParams = {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly convention: "row" | "column";
};

const MAP = { kind: "list", of: { kind: "int", lo: 1, hi: 512 }, min: 1, max: 3 } as const;

export const fcWeightShapeGenerator = defineGenerator<FcParams>({
  id: "fc-weight-shape",
  version: 1,
  topic: "conv-params-cost",
  title: "Weight matrix of a fully connected layer",
  levels: [1, 2],
  domains: { from: MAP, to: MAP, convention: { kind: "pick", of: ["row", "column"] } },
  generate(random, level, fixed) {
    const side = random.int(3, 6);
    return {
      from: fixed.from ?? [random.pick([8, 10, 16, 20, 50, 100]), side, side],
      to: fixed.to ??
        (level === 1 ? [random.pick([10, 20, 50, 64, 100])] : [random.pick([5, 12, 30, 40]), 4, 4]),
      convention: fixed.convention ?? random.pick(["row", "column"]),
    };
  },
  refuse({ from, to }) {
    if (from.length < 3) return "the input is no map";
    return size(from) === size(to) ? "a square matrix" : undefined;
  },
  prompt: ({ from, to, convention }) =>
    `A fully connected layer takes a feature map of shape $${shapeTex(from)}$, flattened, and gives ${
      to.length === 1 ? `${to[0]} values` : `a map of shape $${shapeTex(to)}$, flattened as well`
    }. What is the shape of its weight matrix $W$ in $y = ${
      convention === "row" ? "xW" : "Wx"
    }$, and how many weights are that?`,
  conventions: ({ convention }) => [
    convention === "row"
      ? "$x$ and $y$ are row vectors: $y = xW + b$"
      : "$x$ and $y$ are column vectors: $y = Wx + b$, the order of `torch.nn.Linear`",
    "weights without the biases",
  ],
  answers: () => [
    shapeAnswer({ id: "shape", label: "Shape of $W$", rank: 2 }),
    integerAnswer({ id: "weights", label: "Weights" }),
  ],
  solve(p) {
    const solver = flatDenseSolver(p);
    const other = p.convention === "row" ? "column" : "row";
    return {
      steps: solver.steps.filter(({ id }) => id !== other),
      answers: { shape: p.convention, weights: "weights" },
    };
  },
  mistakes: [
    {
      id: "transposed",
      solve: (p) => matrix(p, size(p.to), size(p.from), size(p.from) * size(p.to)),
      feedback:
        "Rows and columns are swapped. In $xW$ the inputs run down the rows of $W$; in $Wx$ along its columns.",
    },
    {
      id: "channels-only",
      solve: (p) => p.from.length < 3 ? undefined : matrix(p, p.from[0] ?? 1, size(p.to)),
      feedback: "Flattening takes every value of the map: channels times height times width.",
    },
    {
      id: "no-channels",
      solve: (p) =>
        p.from.length < 3 || p.from[0] === 1 ? undefined : matrix(p, size(p.from.slice(1)), size(p.to)),
      feedback: "You flattened one channel; the map has several, and all of them are inputs.",
    },
    {
      id: "target-channels-only",
      solve: (p) =>
        p.to.length < 3 || size(p.to) === p.to[0] ? undefined : matrix(p, size(p.from), p.to[0] ?? 1),
      feedback: "The output is a map too: one unit for each of its values, not for each channel.",
    },
    {
      id: "biases-counted",
      solve: (p) => matrix(p, size(p.from), size(p.to), (size(p.from) + 1) * size(p.to)),
      feedback: "That includes the biases. Asked are the weights of the matrix.",
    },
  ],
  hints: () => ["Count the inputs and the outputs first."],
});

function size(shape: readonly number[]): number {
  return shape.reduce((total, n) => total * n, 1);
}

function matrix({ convention }: FcParams, inputs: number, units: number, weights = inputs * units) {
  return {
    shape: tensor(convention === "row" ? [inputs, units] : [units, inputs]),
    weights: tensor(weights),
  };
}
