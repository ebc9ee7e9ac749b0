/** What normalisation layers count: learned parameters, buffers, statistics and the values in each. */
import type { Solver } from "../solver.ts";
import { numberStep } from "./number_steps.ts";

export const NORM_LAYERS = ["batch", "layer", "instance", "group", "rms"] as const;
export type NormLayer = typeof NORM_LAYERS[number];

/** Instance norm without running statistics, as in PyTorch. Answers: learnable, buffers. */
export function normParametersSolver(
  { layer, width }: { readonly layer: NormLayer; readonly width: number },
): Solver {
  const vectors = layer === "rms" ? 1 : 2;
  return {
    steps: [
      numberStep({
        id: "learnable",
        rule: layer === "rms"
          ? "RMS norm learns a scale $\\gamma$ for each feature and no shift."
          : "A scale $\\gamma$ and a shift $\\beta$ for each feature or channel, whatever the size of the maps.",
        value: () => vectors * width,
        tex: (value) => `${vectors} \\cdot ${width} = ${value}`,
      }),
      numberStep({
        id: "buffers",
        rule: layer === "batch"
          ? "Running mean and running variance of each channel are stored, but not learned."
          : "Statistics are worked out afresh for every example: nothing is stored.",
        value: () => layer === "batch" ? 2 * width : 0,
        tex: (value) => layer === "batch" ? `2 \\cdot ${width} = ${value}` : "0",
      }),
    ],
    answers: { learnable: "learnable", buffers: "buffers" },
  };
}

export interface NormShape {
  readonly layer: Exclude<NormLayer, "rms">;
  /** [batch, channels] or [batch, channels, height, width]. */
  readonly shape: readonly number[];
  /** Of group norm; not used by the others. */
  readonly groups: number;
}

/** How many means a layer takes, and over how many values each. Answers: statistics, values. */
export function normStatisticsSolver({ layer, shape, groups }: NormShape): Solver {
  const [n = 1, c = 1, ...places] = shape;
  const factors: Readonly<Record<NormShape["layer"], readonly [readonly number[], readonly number[]]>> = {
    batch: [[c], [n, ...places]],
    layer: [[n], [c, ...places]],
    instance: [[n, c], places.length === 0 ? [1] : places],
    group: [[n, groups], [c / groups, ...places]],
  };
  const rules: Readonly<Record<NormShape["layer"], readonly [string, string]>> = {
    batch: [
      places.length === 0 ? "One mean for each feature." : "One mean for each channel.",
      places.length === 0 ? "Each is taken over the batch." : "Each is taken over the batch and all places.",
    ],
    layer: [
      "One mean for each example.",
      places.length === 0
        ? "Each is taken over its features."
        : "Each is taken over all of its channels and places.",
    ],
    instance: ["One mean for each channel of each example.", "Each is taken over the places of one map."],
    group: [
      "One mean for each group of each example.",
      "Each is taken over the channels of the group and all places.",
    ],
  };
  const step = (id: string, at: 0 | 1) =>
    numberStep({
      id,
      rule: rules[layer][at],
      value: () => factors[layer][at].reduce((product, factor) => product * factor, 1),
      tex: (value) =>
        factors[layer][at].length === 1 ? `${value}` : `${factors[layer][at].join(" \\cdot ")} = ${value}`,
    });
  return {
    steps: [step("statistics", 0), step("values", 1)],
    answers: { statistics: "statistics", values: "values" },
  };
}
