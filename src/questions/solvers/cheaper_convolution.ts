/** Cheaper convolutions against ordinary ones: behind a 1x1 bottleneck, and depthwise separable. */
import type { Solver } from "../solver.ts";
import { equals } from "../tex.ts";
import type { ConvCount } from "./conv_cost.ts";
import { numberStep } from "./number_steps.ts";

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
