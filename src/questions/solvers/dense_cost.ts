/** Weights of dense layers, of local ones, and of layers that have none. */
import type { Solver } from "../solver.ts";
import { listStep, numberStep, shapeTex } from "./number_steps.ts";

/** A dense layer from one flattened map to another. Answers: inputs, units, row [2], column [2], weights. */
export function flatDenseSolver(
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): Solver {
  const size = (shape: readonly number[]) => shape.reduce((total, n) => total * n, 1);
  const flatTex = (shape: readonly number[]) =>
    shape.length === 1 ? `${shape[0]}` : `${shape.join(" \\cdot ")} = ${size(shape)}`;
  return {
    steps: [
      numberStep({
        id: "inputs",
        rule: "Flatten the input map: every value is one input.",
        value: () => size(from),
        tex: () => flatTex(from),
      }),
      numberStep({
        id: "units",
        rule: "Every value of the output map is one unit.",
        value: () => size(to),
        tex: () => flatTex(to),
      }),
      listStep({
        id: "row",
        rule: "For rows, $y = xW$: inputs down, units across.",
        uses: ["inputs", "units"],
        value: (inputs, units) => [inputs, units],
        tex: shapeTex,
      }),
      listStep({
        id: "column",
        rule: "For columns, $y = Wx$, and in `torch.nn.Linear`: units down, inputs across.",
        uses: ["units", "inputs"],
        value: (units, inputs) => [units, inputs],
        tex: shapeTex,
      }),
      numberStep({
        id: "weights",
        rule: "Every input is connected with every unit.",
        uses: ["inputs", "units"],
        value: (inputs, units) => inputs * units,
        tex: (value, inputs, units) => `${inputs} \\cdot ${units} = ${value}`,
      }),
    ],
    answers: { inputs: "inputs", units: "units", row: "row", column: "column", weights: "weights" },
  };
}

/**
 * A 1-D layer from n units to n units, zero padding: one shared kernel, local but unshared weights, and dense.
 * The unshared ones lose those that would read the padding. Answers: shared, unshared, dense.
 */
export function sharingSolver(
  { units, kernel }: { readonly units: number; readonly kernel: number },
): Solver {
  const beside = (kernel - 1) / 2;
  return {
    steps: [
      numberStep({
        id: "shared",
        rule: "Convolution: all places share one kernel.",
        value: () => kernel,
        tex: (value) => `${value}`,
      }),
      numberStep({
        id: "unshared",
        rule: "Locally connected: a kernel for each place, less the taps that hang over the two ends.",
        value: () => units * kernel - beside * (beside + 1),
        tex: (value) => `${units} \\cdot ${kernel} - ${beside * (beside + 1)} = ${value}`,
      }),
      numberStep({
        id: "dense",
        rule: "Dense: every input with every output.",
        value: () => units * units,
        tex: (value) => `${units}^2 = ${value}`,
      }),
    ],
    answers: { shared: "shared", unshared: "unshared", dense: "dense" },
  };
}

const FREE = {
  maxpool2d: "takes the largest value of each window",
  avgpool2d: "takes the mean of each window",
  relu: "applies a fixed function to each value",
  dropout: "only switches values off at random",
  flatten: "only rearranges the values",
  softmax: "applies a fixed function to the values",
} as const;

export type FreeLayer = keyof typeof FREE;

/** Parameters of layers without any. Answer: params, one 0 for each. */
export function freeLayerSolver(layers: readonly FreeLayer[]): Solver {
  return {
    steps: [
      listStep({
        id: "params",
        rule: `None of these learns anything: ${
          layers.map((layer) => `${layer} ${FREE[layer]}`).join("; ")
        }.`,
        value: () => layers.map(() => 0),
        tex: (value) => value.join(",\\; "),
      }),
    ],
    answers: { params: "params" },
  };
}
