/** Weights and multiplications of convolutional and dense layers, counted factor by factor. */
import type { Solver } from "../solver.ts";
import { equals } from "../tex.ts";
import { listStep, numberStep, shapeTex } from "./number_steps.ts";
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

export interface Bottleneck {
  readonly channels: number;
  /** Channels after the 1x1 convolution. */
  readonly bottleneck: number;
  readonly filters: number;
  readonly kernel: number;
  readonly bias: boolean;
}

/**
 * A 1x1 convolution to few channels, then k x k, against k x k at once.
 * Answers: reduce, conv, total, direct, saved, ratio = direct/total.
 */
export function bottleneckSolver({ channels, bottleneck, filters, kernel, bias }: Bottleneck): Solver {
  const layer = (from: number, to: number, size: number) => size * size * from * to + (bias ? to : 0);
  const layerTex = (from: number, to: number, size: number) =>
    `${size}^2 \\cdot ${from} \\cdot ${to}${bias ? ` + ${to}` : ""}`;
  const every = bias ? ", plus one bias for each filter" : "";
  return {
    steps: [
      numberStep({
        id: "reduce",
        rule: `The $1 \\times 1$ convolution: one weight for each pair of input and output channel${every}.`,
        value: () => layer(channels, bottleneck, 1),
        tex: (value) => `${layerTex(channels, bottleneck, 1)} = ${value}`,
      }),
      numberStep({
        id: "conv",
        rule: `The $${kernel} \\times ${kernel}$ convolution reads only the few channels in between${every}.`,
        value: () => layer(bottleneck, filters, kernel),
        tex: (value) => `${layerTex(bottleneck, filters, kernel)} = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Both layers together.",
        uses: ["reduce", "conv"],
        value: (reduce, conv) => reduce + conv,
        tex: (value, reduce, conv) => `${reduce} + ${conv} = ${value}`,
      }),
      numberStep({
        id: "direct",
        rule: `One $${kernel} \\times ${kernel}$ convolution at once, for comparison${every}.`,
        value: () => layer(channels, filters, kernel),
        tex: (value) => `${layerTex(channels, filters, kernel)} = ${value}`,
      }),
      ...comparison("direct", "total"),
    ],
    answers: {
      reduce: "reduce",
      conv: "conv",
      total: "total",
      direct: "direct",
      saved: "saved",
      ratio: "ratio",
    },
  };
}

/** What the small number saves against the large one. Answers: saved, ratio = large/small. */
export function comparisonSolver(
  { large, small }: { readonly large: number; readonly small: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "large",
        rule: "Without the trick.",
        value: () => large,
        tex: (value) => `${value}`,
      }),
      numberStep({ id: "small", rule: "With the trick.", value: () => small, tex: (value) => `${value}` }),
      ...comparison("large", "small"),
    ],
    answers: { saved: "saved", ratio: "ratio" },
  };
}

function comparison(large: string, small: string) {
  return [
    numberStep({
      id: "saved",
      rule: "Saved: the difference of the two totals.",
      uses: [large, small],
      value: (a, b) => a - b,
      tex: (value, a, b) => `${a} - ${b} = ${value}`,
    }),
    numberStep({
      id: "ratio",
      rule: "How many times fewer: the larger total divided by the smaller one.",
      uses: [large, small],
      roundable: true,
      value: (a, b) => a / b,
      tex: (value, a, b) => `\\frac{${a}}{${b}} ${equals(value, 4)}`,
    }),
  ];
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

/** Multiplications of both ways over a map whose size the convolutions keep. Answers: direct, bottleneck. */
export function bottleneckWorkSolver(
  { channels, bottleneck, filters, kernel, height, width }: Omit<Bottleneck, "bias"> & {
    readonly height: number;
    readonly width: number;
  },
): Solver {
  const places = height * width;
  return {
    steps: [
      numberStep({
        id: "direct",
        rule: "Each weight of a convolution is used once at each place of the map.",
        value: () => places * kernel * kernel * channels * filters,
        tex: (value) =>
          `${height} \\cdot ${width} \\cdot ${kernel}^2 \\cdot ${channels} \\cdot ${filters} = ${value}`,
      }),
      numberStep({
        id: "bottleneck",
        rule: "The same for the two smaller layers.",
        value: () => places * (channels * bottleneck + kernel * kernel * bottleneck * filters),
        tex: (value) =>
          `${height} \\cdot ${width} \\cdot (${channels} \\cdot ${bottleneck} + ${kernel}^2 \\cdot ${bottleneck} \\cdot ${filters}) = ${value}`,
      }),
    ],
    answers: { direct: "direct", bottleneck: "bottleneck" },
  };
}

/**
 * A k x k filter on each channel, then 1x1 across channels, against an ordinary convolution.
 * Answers: depthwise, pointwise, total, direct, ratio = direct/total. Source: Howard et al. 2017 (MobileNet).
 */
export function separableSolver(
  { channels, filters, kernel, bias }: Omit<ConvCount, "groups">,
): Solver {
  const plus = (units: number) => bias ? ` + ${units}` : "";
  const biases = (units: number) => bias ? units : 0;
  return {
    steps: [
      numberStep({
        id: "depthwise",
        rule: `Depthwise: one $k \\times k$ filter for each input channel${
          bias ? ", each with a bias" : ""
        }.`,
        value: () => kernel * kernel * channels + biases(channels),
        tex: (value) => `${kernel}^2 \\cdot ${channels}${plus(channels)} = ${value}`,
      }),
      numberStep({
        id: "pointwise",
        rule: `Pointwise: a $1 \\times 1$ convolution that mixes the channels${
          bias ? ", one bias for each filter" : ""
        }.`,
        value: () => channels * filters + biases(filters),
        tex: (value) => `${channels} \\cdot ${filters}${plus(filters)} = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Both together.",
        uses: ["depthwise", "pointwise"],
        value: (depthwise, pointwise) => depthwise + pointwise,
        tex: (value, depthwise, pointwise) => `${depthwise} + ${pointwise} = ${value}`,
      }),
      numberStep({
        id: "direct",
        rule: "The ordinary convolution, for comparison.",
        value: () => kernel * kernel * channels * filters + biases(filters),
        tex: (value) => `${kernel}^2 \\cdot ${channels} \\cdot ${filters}${plus(filters)} = ${value}`,
      }),
      numberStep({
        id: "ratio",
        rule: "How many times fewer: the ordinary count divided by the separable one.",
        uses: ["direct", "total"],
        roundable: true,
        value: (direct, total) => direct / total,
        tex: (value, direct, total) => `\\frac{${direct}}{${total}} ${equals(value, 4)}`,
      }),
    ],
    answers: {
      depthwise: "depthwise",
      pointwise: "pointwise",
      total: "total",
      direct: "direct",
      ratio: "ratio",
    },
  };
}

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
