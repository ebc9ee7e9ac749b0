/** Parameters and widths of stacked recurrent layers. */
import { recurrentParameters } from "../../tensor/parameters.ts";
import type { Solver } from "../solver.ts";
import { numberStep } from "./number_steps.ts";

export interface RecurrentStack {
  /** Blocks of weights in a cell: 1 for a plain RNN, 3 for a GRU, 4 for an LSTM. */
  readonly gates: 1 | 3 | 4;
  readonly inputs: number;
  readonly hidden: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  /** Bias vectors of each block. */
  readonly biases: 0 | 1 | 2;
}

/**
 * Answers: gate = one block of layer 1, first and later = one layer (both directions), total, width = what a layer
 * hands on. `later` is what another layer would have where there is only one.
 */
export function recurrentParamsSolver(
  { gates, inputs, hidden, layers, bidirectional, biases }: RecurrentStack,
): Solver {
  const directions = bidirectional ? 2 : 1;
  const width = directions * hidden;
  const bias = biases === 0 ? "" : biases === 1 ? ` + ${hidden}` : ` + ${biases} \\cdot ${hidden}`;
  const gateTex = (from: number) => `${hidden} \\cdot (${from} + ${hidden})${bias}`;
  const twice = bidirectional ? "2 \\cdot " : "";
  const count = (blocks: 1 | 3 | 4, from: number) =>
    recurrentParameters(blocks, { inputs: from, hidden, biases }).total;
  return {
    steps: [
      numberStep({
        id: "gate",
        rule: `One block of weights sees the input and the previous hidden state${
          biases === 0
            ? ""
            : biases === 1
            ? ", and has a bias for each unit"
            : ", and has two biases for each unit"
        }.`,
        value: () => count(1, inputs),
        tex: (value) => `${gateTex(inputs)} = ${value}`,
      }),
      numberStep({
        id: "first",
        rule: `${gates === 1 ? "The first layer" : `${gates} such blocks`}${
          bidirectional ? ", for each of two directions" : ""
        }.`,
        value: () => directions * count(gates, inputs),
        tex: (value) => `${twice}${gates} \\cdot (${gateTex(inputs)}) = ${value}`,
      }),
      numberStep({
        id: "width",
        rule: bidirectional
          ? "Each layer hands on the states of both directions, joined."
          : "Each layer hands on its hidden state.",
        value: () => width,
        tex: (value) => `${twice}${hidden}${bidirectional ? ` = ${value}` : ""}`,
      }),
      numberStep({
        id: "later",
        rule: "A later layer has that as its input instead.",
        uses: ["width"],
        value: (from) => directions * count(gates, from),
        tex: (value, from) => `${twice}${gates} \\cdot (${gateTex(from)}) = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: layers === 1 ? "There is one layer." : "Add the layers up.",
        uses: ["first", "later"],
        value: (first, later) => first + (layers - 1) * later,
        tex: (value, first, later) =>
          layers === 1
            ? `${value}`
            : `${first} + ${layers === 2 ? "" : `${layers - 1} \\cdot `}${later} = ${value}`,
      }),
    ],
    answers: { gate: "gate", first: "first", width: "width", later: "later", total: "total" },
  };
}
