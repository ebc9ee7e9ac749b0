/** Over which axes a normalisation layer averages: how many statistics, from how many values each. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type NormShape, normStatisticsSolver } from "../../solvers/norm_counts.ts";
import { shapeTex } from "../../solvers/number_steps.ts";
import { keysOf } from "../../solver.ts";

type AxesParams = {
  readonly layer: NormShape["layer"];
  readonly shape: readonly number[];
  readonly groups: number;
};

const NAMES: Readonly<Record<NormShape["layer"], string>> = {
  batch: "batch norm",
  layer: "layer norm",
  instance: "instance norm",
  group: "group norm",
};

export const normAxesGenerator = defineGenerator<AxesParams>({
  id: "norm-axes",
  version: 1,
  topic: "normalization",
  title: "What a normalisation averages over",
  levels: [1, 2, 3],
  domains: {
    layer: { kind: "pick", of: ["batch", "layer", "instance", "group"] },
    shape: { kind: "list", of: { kind: "int", lo: 1, hi: 1024 }, min: 2, max: 4 },
    groups: { kind: "int", lo: 1, hi: 64 },
  },
  generate(random, level, fixed) {
    const n = random.pick([4, 5, 10, 20, 50]);
    const c = random.pick(level === 1 ? [6, 12, 30, 40, 100] : [6, 8, 12, 16, 24, 32]);
    const side = random.pick([7, 9, 14, 15, 28]);
    const shape = fixed.shape ?? (level === 1 ? [n, c] : [n, c, side, side]);
    const channels = shape[1] ?? 1;
    const divisors = [2, 3, 4, 6].filter((g) => channels % g === 0 && g < channels);
    return {
      layer: fixed.layer ??
        (level === 1
          ? random.pick(["batch", "layer"])
          : level === 2
          ? random.pick(["batch", "layer", "instance"])
          : "group"),
      shape,
      groups: fixed.groups ?? (divisors.length === 0 ? 1 : random.pick(divisors)),
    };
  },
  refuse({ layer, shape, groups }) {
    if (shape.length === 3) return "the shape is neither that of features nor that of images";
    if (layer === "instance" && shape.length < 4) return "instance norm needs maps";
    const [n = 1, c = 1] = shape;
    if (n === c || n === 1 || c === 1) return "batch and channels cannot be told apart";
    if (layer !== "group") return undefined;
    if (c % groups !== 0) return "the groups do not divide the channels";
    return groups === 1 || groups === c ? "the groups are those of another layer" : undefined;
  },
  prompt: ({ layer, shape, groups }) =>
    `An input of shape $${shapeTex(shape)}$ (${
      shape.length === 2 ? "batch, features" : "batch, channels, height, width"
    }) goes through ${NAMES[layer]}${
      layer === "group" ? ` with ${groups} groups` : ""
    } in training. How many means does it compute, and over how many values is each taken?`,
  conventions: ({ layer, shape }) => [
    layer === "layer"
      ? shape.length === 2
        ? "layer norm over the features"
        : "layer norm over channels, height and width together"
      : layer === "group"
      ? "groups of neighbouring channels, each example on its own"
      : layer === "instance"
      ? "each map on its own"
      : "statistics of the current batch",
  ],
  answers: () => [
    integerAnswer({ id: "statistics", label: "Number of means" }),
    integerAnswer({ id: "values", label: "Values in each" }),
  ],
  solve: normStatisticsSolver,
  mistakes: [
    {
      id: "as-batch-norm",
      solve: (p) => p.layer === "batch" ? undefined : keysOf(normStatisticsSolver({ ...p, layer: "batch" })),
      feedback:
        "Those are the statistics of batch norm, which averages over the batch. This layer looks at each example alone.",
    },
    {
      id: "as-layer-norm",
      solve: (p) => p.layer === "layer" ? undefined : keysOf(normStatisticsSolver({ ...p, layer: "layer" })),
      feedback: "Those are the statistics of layer norm: one for each example, over all of its channels.",
    },
    {
      id: "as-instance-norm",
      solve: (p) =>
        p.layer === "instance" || p.shape.length < 4
          ? undefined
          : keysOf(normStatisticsSolver({ ...p, layer: "instance" })),
      feedback: "Those are the statistics of instance norm: one for each map of each example.",
    },
    {
      id: "swapped",
      solve: (p) => {
        const { statistics, values } = keysOf(normStatisticsSolver(p));
        return statistics === undefined || values === undefined || statistics.values[0] === values.values[0]
          ? undefined
          : p.shape.length === 2
          ? undefined
          : { statistics: values, values: statistics };
      },
      feedback:
        "The two numbers are swapped: axes that are averaged over vanish, the others count the means.",
    },
    {
      id: "places-apart",
      solve: (p) => {
        const [n = 1, c = 1, h = 1, w = 1] = p.shape;
        if (p.shape.length < 4 || p.layer !== "batch") return undefined;
        return keysOf(normStatisticsSolver({ layer: "batch", shape: [n, c * h * w], groups: 1 }));
      },
      feedback:
        "In a convolution all places of a channel share one mean: average over height and width as well.",
    },
    {
      id: "groups-without-batch",
      solve: (p) => {
        if (p.layer !== "group") return undefined;
        const [n = 1, c = 1, ...places] = p.shape;
        return keysOf(
          normStatisticsSolver({ layer: "layer", shape: [p.groups, n * c / p.groups, ...places], groups: 1 }),
        );
      },
      feedback: "You averaged over the batch as well. Group norm treats each example on its own.",
    },
  ],
  hints: () => ["Which axes are averaged away, and which remain? Their sizes multiply to the whole."],
});
