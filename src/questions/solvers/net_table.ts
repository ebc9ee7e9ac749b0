/** A network as a table: shape, activations and parameters of each layer, and their total. */
import { scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { shapeTex } from "./number_steps.ts";
import { placesOf } from "./window_size.ts";

export interface TableLayer {
  readonly kind: "conv" | "pool" | "fc";
  /** Filters of a convolution, units of a dense layer; no part in pooling. */
  readonly units: number;
  /** Window; its stride is 1 for a convolution and the window itself for pooling. */
  readonly kernel: number;
}

/**
 * Convolutions with stride 1, pooling with the window as stride, no padding. Answers: shape1, activations1, params1,
 * shape2, ..., total.
 */
export function netTableSolver(
  { input, layers, bias }: {
    readonly input: readonly number[];
    readonly layers: readonly TableLayer[];
    readonly bias: boolean;
  },
): Solver {
  const start = tensor(input);
  const rows = layers.flatMap((layer, index): StepPlan[] => {
    const before = index === 0 ? [] : [`shape${index}`];
    const row = index + 1;
    return [
      {
        id: `shape${row}`,
        rule: `Layer ${row}: ${SHAPE_RULES[layer.kind]}`,
        uses: before,
        roundable: false,
        value: (from = start) => tensor(tableShape(Array.from(from.values), layer)),
        tex: (value) => shapeTex(Array.from(value.values)),
      },
      {
        id: `activations${row}`,
        rule: `Layer ${row}: its activations are all values of that shape.`,
        uses: [`shape${row}`],
        roundable: false,
        value: (shape = start) => scalar(sizeOf(shape)),
        tex: (value, shape = start) =>
          shape.values.length === 1
            ? `${value.values[0]}`
            : `${Array.from(shape.values).join(" \\cdot ")} = ${value.values[0]}`,
      },
      {
        id: `params${row}`,
        rule: `Layer ${row}: ${PARAM_RULES[layer.kind]}${
          layer.kind === "pool" ? "" : bias ? ", and a bias for each filter or unit." : "; no biases."
        }`,
        uses: before,
        roundable: false,
        value: (from = start) => scalar(tableParams(Array.from(from.values), layer, bias)),
        tex: (value, from = start) => paramsTex(from, layer, bias) + `${value.values[0]}`,
      },
    ];
  });
  const counts = layers.map((_, index) => `params${index + 1}`);
  return {
    steps: [...rows, {
      id: "total",
      rule: "Add the parameters of all layers.",
      uses: counts,
      roundable: false,
      value: (...params) => scalar(params.reduce((sum, count) => sum + sizeless(count), 0)),
      tex: (value, ...params) => `${params.map(sizeless).join(" + ")} = ${sizeless(value)}`,
    }],
    answers: Object.fromEntries([...rows.map(({ id }) => [id, id]), ["total", "total"]]),
  };
}

const SHAPE_RULES = {
  conv: "a convolution with stride 1 and no padding takes $k-1$ off each side; one channel for each filter.",
  pool:
    "the window jumps by its own size, so each side is divided by it and rounded down; the channels stay.",
  fc: "a fully connected layer gives one value for each unit.",
} as const;

const PARAM_RULES = {
  conv: "$k^2$ weights for each pair of input and output channel",
  pool: "pooling has nothing to learn.",
  fc: "one weight for each pair of a value of the flattened input and a unit",
} as const;

/** The shape after a layer; sides are 0 where a window does not fit. */
export function tableShape(before: readonly number[], { kind, units, kernel }: TableLayer): number[] {
  const [channels = 0, height = 0, width = 0] = before;
  const stride = kind === "pool" ? kernel : 1;
  const side = (n: number) => placesOf(n, { kernel, stride, padding: 0, dilation: 1 });
  return kind === "fc" ? [units] : [kind === "conv" ? units : channels, side(height), side(width)];
}

export function tableParams(before: readonly number[], layer: TableLayer, bias: boolean): number {
  if (layer.kind === "pool") return 0;
  const inputs = layer.kind === "conv"
    ? layer.kernel ** 2 * (before[0] ?? 0)
    : before.reduce((total, n) => total * n, 1);
  return inputs * layer.units + (bias ? layer.units : 0);
}

function paramsTex(from: Tensor, { kind, units, kernel }: TableLayer, bias: boolean): string {
  if (kind === "pool") return "";
  const inputs = kind === "conv"
    ? `${kernel}^2 \\cdot ${from.values[0]}`
    : Array.from(from.values).join(" \\cdot ");
  return `${inputs} \\cdot ${units}${bias ? ` + ${units}` : ""} = `;
}

function sizeOf({ values }: Tensor): number {
  return values.reduce((total, n) => total * n, 1);
}

function sizeless(count: Tensor): number {
  return count.values[0] ?? NaN;
}
