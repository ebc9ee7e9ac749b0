/** Normalisation layers: batch, layer, instance, group and RMS. Epsilon stands inside the root, the variance is biased. */
import { reshape } from "./arrange.ts";
import { add, div, mul, sqrt, square, sub } from "./elementwise.ts";
import { mean, variance } from "./reduce.ts";
import { axisOf, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Epsilon, which libraries set differently (1e-5, 1e-3), and the learned scale and shift when there are any. */
export interface Normalisation {
  readonly epsilon: number;
  readonly gamma?: Tensor;
  readonly beta?: Tensor;
}

/** (x - mean) / sqrt(variance + epsilon) over the given axes, biased variance, without scale and shift. */
export function standardise(
  x: Tensor,
  { axes, epsilon }: { readonly axes: readonly number[]; readonly epsilon: number },
): Tensor {
  const over = { axis: axes, keep: true };
  const spread = sqrt(add(variance(x, { ...over, divisor: "biased" }), epsilon));
  return div(sub(x, mean(x, over)), spread);
}

/** A batch-normalised batch and the statistics [c] it was normalised with. */
export interface BatchNormalised {
  readonly output: Tensor;
  readonly mean: Tensor;
  /** Biased: divided by the number of values a channel has in the batch. */
  readonly variance: Tensor;
}

/**
 * Batch norm in training: statistics of each channel over the batch and all places. x [n,c] or [n,c,...], gamma and
 * beta [c]. Throws RangeError on other shapes. Source: Ioffe and Szegedy 2015, algorithm 1.
 */
export function batchNorm(x: Tensor, { epsilon, ...scaling }: Normalisation): BatchNormalised {
  needRank(x, { rank: 2, layer: "batch norm", shape: "[n,c,...]" });
  const axis = x.shape.map((_, i) => i).filter((i) => i !== 1);
  const output = scaleChannels(standardise(x, { axes: axis, epsilon }), scaling);
  return { output, mean: mean(x, { axis }), variance: variance(x, { axis, divisor: "biased" }) };
}

/** Statistics [c] that were fixed before. */
export interface Fixed extends Normalisation {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Batch norm at inference: an affine map of each channel by fixed statistics. x [n,c,...] -> the same shape. */
export function batchNormFixed(
  x: Tensor,
  { epsilon, mean: centre, variance: spread, ...scaling }: Fixed,
): Tensor {
  needRank(x, { rank: 2, layer: "batch norm", shape: "[n,c,...]" });
  const shifted = sub(x, perChannel(x, centre));
  return scaleChannels(div(shifted, sqrt(add(perChannel(x, spread), epsilon))), scaling);
}

/**
 * A running average after one more batch: (1 - w) old + w new, where w is the weight of the NEW value: PyTorch's
 * momentum 0.1. ONNX and Keras write the weight of the old one, 0.9 or 0.99. PyTorch feeds the unbiased variance
 * here, others the biased one: pass what is meant.
 */
export function runningAverage(
  old: Tensor,
  fresh: Tensor,
  { weightOfNew }: { readonly weightOfNew: number },
): Tensor {
  return add(mul(old, 1 - weightOfNew), mul(fresh, weightOfNew));
}

/** Biased variance [c] to the unbiased one: times m / (m - 1) for m values a channel. */
export function unbiasedFrom(biased: Tensor, valuesPerChannel: number): Tensor {
  if (!(valuesPerChannel > 1)) {
    throw new RangeError(`Cannot unbias the variance of ${valuesPerChannel} values: at least 2 needed`);
  }
  return mul(biased, valuesPerChannel / (valuesPerChannel - 1));
}

/** Layer norm over the last `axes` axes (1 by default). gamma and beta have the shape of those axes. */
export function layerNorm(x: Tensor, how: Normalisation & { readonly axes?: number }): Tensor {
  const { epsilon, gamma, beta, axes = 1 } = how;
  const over = Array.from({ length: axes }, (_, i) => axisOf(x.shape, -1 - i));
  return scaleBy(standardise(x, { axes: over, epsilon }), gamma, beta);
}

/** Instance norm: each channel of each example over its places. x [n,c,...], gamma and beta [c]. */
export function instanceNorm(x: Tensor, { epsilon, ...scaling }: Normalisation): Tensor {
  needRank(x, { rank: 3, layer: "instance norm", shape: "[n,c,l] or more" });
  const axes = x.shape.map((_, i) => i).slice(2);
  return scaleChannels(standardise(x, { axes, epsilon }), scaling);
}

/** Group norm: groups of neighbouring channels of each example. x [n,c,...], gamma and beta [c]. Source: Wu and He 2018. */
export function groupNorm(x: Tensor, how: Normalisation & { readonly groups: number }): Tensor {
  const { epsilon, groups, ...scaling } = how;
  needRank(x, { rank: 2, layer: "group norm", shape: "[n,c,...]" });
  const [n, c] = x.shape as [number, number];
  if (!Number.isInteger(groups) || groups < 1 || c % groups !== 0) {
    throw new RangeError(
      `Cannot group ${c} channels of ${shapeText(x.shape)} by ${groups}: it must divide them`,
    );
  }
  const grouped = standardise(reshape(x, [n, groups, -1]), { axes: [2], epsilon });
  return scaleChannels(reshape(grouped, x.shape), scaling);
}

/** RMS norm: x / sqrt(mean(x^2) + epsilon) over the last axis, times gamma; nothing is centred. Source: Zhang 2019. */
export function rmsNorm(x: Tensor, { epsilon, gamma, beta }: Normalisation): Tensor {
  const rms = sqrt(add(mean(square(x), { axis: -1, keep: true }), epsilon));
  return scaleBy(div(x, rms), gamma, beta);
}

function scaleBy(x: Tensor, gamma: Tensor | undefined, beta: Tensor | undefined): Tensor {
  const scaled = gamma === undefined ? x : mul(x, gamma);
  return beta === undefined ? scaled : add(scaled, beta);
}

function scaleChannels(x: Tensor, { gamma, beta }: Omit<Normalisation, "epsilon">): Tensor {
  const spread = (t: Tensor | undefined) => t === undefined ? undefined : perChannel(x, t);
  return scaleBy(x, spread(gamma), spread(beta));
}

/** [c] as [c,1,1...], so that it broadcasts to x [n,c,...]. */
function perChannel(x: Tensor, t: Tensor): Tensor {
  const c = x.shape[1]!;
  if (t.shape.length !== 1 || t.shape[0] !== c) {
    throw new RangeError(
      `Cannot apply ${shapeText(t.shape)} to the channels of ${shapeText(x.shape)}: need [${c}]`,
    );
  }
  return reshape(t, [c, ...x.shape.slice(2).map(() => 1)]);
}

interface Need {
  readonly rank: number;
  readonly layer: string;
  readonly shape: string;
}

function needRank(x: Tensor, { rank, layer, shape }: Need): void {
  if (x.shape.length < rank) {
    throw new RangeError(`Cannot use ${layer} on ${shapeText(x.shape)}: need ${shape}`);
  }
}
