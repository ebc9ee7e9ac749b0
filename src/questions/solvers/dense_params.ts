/** Parameters of a chain of dense layers, layer by layer. */
import { item, tensor } from "../../tensor/tensor.ts";
import { chainParameters } from "../../tensor/parameters.ts";
import { sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";
import { lines } from "./shown.ts";

export interface DenseChain {
  /** Width of the input, of each hidden layer, of the output. */
  readonly sizes: readonly number[];
  readonly bias: boolean;
}

/** in * out weights a layer, and out biases. Answers: layers [sizes - 1], total. */
export function denseParamsSolver({ sizes, bias }: DenseChain): Solver {
  const counts = chainParameters(sizes, { bias });
  return {
    steps: [
      {
        id: "layers",
        rule: bias
          ? "Each layer has inputs times units weights, and one bias for each of its units."
          : "Each layer has inputs times units weights; here there are no biases.",
        uses: [],
        roundable: false,
        value: () => tensor(counts.map((count) => count.total)),
        tex: () =>
          lines(
            counts.map((count, i) =>
              `${sizes[i] ?? 0} \\cdot ${sizes[i + 1] ?? 0}${
                bias ? ` + ${sizes[i + 1] ?? 0}` : ""
              } &= ${count.total}`
            ),
          ),
      },
      {
        id: "total",
        rule: "Add the layers.",
        uses: ["layers"],
        roundable: false,
        value: (layers) => sum(layers),
        tex: (value, layers) => `${Array.from(layers.values, num).join(" + ")} = ${num(item(value))}`,
      },
    ],
    answers: { layers: "layers", total: "total" },
  };
}
