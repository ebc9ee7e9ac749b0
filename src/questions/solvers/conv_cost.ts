/** Weights and multiplications of a convolution, counted factor by factor. */
import type { Solver } from "../solver.ts";
import { listStep, numberStep } from "./number_steps.ts";
import { placesOf } from "./window_size.ts";

export interface ConvCount {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly bias: boolean;
  /** Divides channels and filters; 1 for an ordinary convolution. */
  readonly groups: number;
}

/** filters * channels/groups * k^2 weights, a bias for each filter. Answers: weights, biases, total. */
export function convCountSolver({ channels, filters, kernel, bias, groups }: ConvCount): Solver {
  const read = channels / groups;
  return {
    steps: [
      numberStep({
        id: "filter",
        rule: groups === 1
          ? "One filter reaches over all input channels: $k^2$ weights for each of them."
          : "With groups a filter reads only the channels of its own group: $k^2$ weights for each of them.",
        value: () => kernel * kernel * read,
        tex: (value) =>
          groups === 1
            ? `${kernel}^2 \\cdot ${channels} = ${value}`
            : `${kernel}^2 \\cdot \\frac{${channels}}{${groups}} = ${value}`,
      }),
      numberStep({
        id: "weights",
        rule: "That many for each filter. Stride, padding and image size play no part.",
        uses: ["filter"],
        value: (filter) => filter * filters,
        tex: (value, filter) => `${filter} \\cdot ${filters} = ${value}`,
      }),
      numberStep({
        id: "biases",
        rule: bias ? "One bias for each filter." : "This layer has no biases.",
        value: () => bias ? filters : 0,
        tex: (value) => `${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Weights and biases together.",
        uses: ["weights", "biases"],
        value: (weights, biases) => weights + biases,
        tex: (value, weights, biases) => `${weights} + ${biases} = ${value}`,
      }),
    ],
    answers: { weights: "weights", biases: "biases", total: "total" },
  };
}

export interface ConvWork {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Operations for each product: 1 counts multiplications, 2 multiplications and additions. */
  readonly each: 1 | 2;
}

/** filters h' w' channels k^2 multiplications. Answers: places = [h', w'], work. */
export function convWorkSolver(conv: ConvWork): Solver {
  const { channels, height, width, filters, kernel, stride, padding, each } = conv;
  const side = (n: number) => placesOf(n, { ...conv, dilation: 1 });
  const sideTex = (n: number) =>
    `\\left\\lfloor \\frac{${n} + 2 \\cdot ${padding} - ${kernel}}{${stride}} \\right\\rfloor + 1 = ${
      side(n)
    }`;
  return {
    steps: [
      listStep({
        id: "places",
        rule: "Output height and width: the number of places of each filter.",
        value: () => [side(height), side(width)],
        tex: () => `${sideTex(height)},\\quad ${sideTex(width)}`,
      }),
      numberStep({
        id: "values",
        rule: "Values to compute: every filter at every place.",
        value: () => filters * side(height) * side(width),
        tex: (value) => `${filters} \\cdot ${side(height)} \\cdot ${side(width)} = ${value}`,
      }),
      numberStep({
        id: "products",
        rule: "Products for one of them: the window over all input channels.",
        value: () => kernel * kernel * channels,
        tex: (value) => `${kernel}^2 \\cdot ${channels} = ${value}`,
      }),
      numberStep({
        id: "work",
        rule: each === 1
          ? "Multiply the two."
          : "Multiply the two; each product comes with an addition, so count it twice.",
        uses: ["values", "products"],
        value: (values, products) => values * products * each,
        tex: (value, values, products) =>
          `${each === 1 ? "" : "2 \\cdot "}${values} \\cdot ${products} = ${value}`,
      }),
    ],
    answers: { places: "places", work: "work" },
  };
}
