/** Distances between distributions, and the losses of generative models made of them, in nats. */
import { elementLoss, reduceLoss, type Reduction } from "./losses_regression.ts";
import { map, zip } from "./elementwise.ts";
import { sum } from "./reduce.ts";
import { SOFTPLUS } from "./activation.ts";
import { sameShape, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** KL(p || q) = sum p log(p/q) over the last axis: [...,c] -> [...]. 0 log 0 is 0; Infinity where q is 0 and p is not. */
export function klDivergence(p: Tensor, q: Tensor): Tensor {
  needDistributions(p, q);
  return sum(zip(p, q, { doing: "compare", f: (x, y) => x === 0 ? 0 : x * Math.log(x / y) }), { axis: -1 });
}

/** Jensen-Shannon divergence: the mean of KL(p || m) and KL(q || m) with m = (p + q)/2; symmetric, at most log 2. */
export function jsDivergence(p: Tensor, q: Tensor): Tensor {
  needDistributions(p, q);
  const half = (x: number, y: number) => x === 0 ? 0 : 0.5 * x * Math.log(2 * x / (x + y));
  return sum(zip(p, q, { doing: "compare", f: (x, y) => half(x, y) + half(y, x) }), { axis: -1 });
}

/** A normal distribution's means and standard deviations, and how to reduce. */
export interface Normal {
  readonly mean: Tensor;
  readonly std: Tensor;
  readonly reduction: Reduction;
}

/** -log N(y; mean, std^2) = log std + log(2 pi)/2 + (y - mean)^2 / (2 std^2), with the constant, reduced. */
export function gaussianNll(y: Tensor, { mean, std, reduction }: Normal): Tensor {
  if (std.values.some((s) => !(s > 0))) {
    throw new RangeError(
      `Cannot take a normal likelihood with deviations ${shapeText(std.shape)} that are not positive`,
    );
  }
  const distance = elementLoss(y, mean, {
    doing: "take a normal likelihood",
    f: (a, b) => (a - b) * (a - b),
  });
  const losses = zip(distance, std, {
    doing: "divide by deviations",
    f: (square, s) => Math.log(s) + 0.5 * Math.log(2 * Math.PI) + square / (2 * s * s),
  });
  return reduceLoss(losses, reduction);
}

/** KL(N(mean, diag std^2) || N(0, I)) = sum (mean^2 + std^2 - 1)/2 - log std over the last axis. Source: Kingma 2014, app. B. */
export function vaeKl(mean: Tensor, std: Tensor): Tensor {
  needSame(mean, std, "take the KL term");
  const f = (m: number, s: number) => 0.5 * (m * m + s * s - 1) - Math.log(s);
  return sum(zip(mean, std, { doing: "take the KL term", f }), { axis: -1 });
}

/** The same from log-variances log std^2, as encoders usually give them. */
export function vaeKlOfLogVariance(mean: Tensor, logVariance: Tensor): Tensor {
  return vaeKl(mean, map(logVariance, (l) => Math.exp(0.5 * l)));
}

/** z = mean + std noise, with noise drawn by the caller from N(0, I). Source: Kingma and Welling 2014. */
export function reparameterise(mean: Tensor, std: Tensor, noise: Tensor): Tensor {
  needSame(mean, std, "sample");
  needSame(mean, noise, "sample");
  return { shape: mean.shape, values: mean.values.map((m, i) => m + std.values[i]! * noise.values[i]!) };
}

/** -(log D(x) + log(1 - D(G(z)))) for each pair of probabilities, reduced. Source: Goodfellow et al. 2014, eq. 1. */
export function discriminatorLoss(real: Tensor, fake: Tensor, reduction: Reduction): Tensor {
  const f = (x: number, y: number) => -Math.log(x) - Math.log1p(-y);
  return reduceLoss(elementLoss(real, fake, { doing: "take the discriminator's loss", f }), reduction);
}

/** The generator's loss in the minimax game: log(1 - D(G(z))), which saturates while D is sure, reduced. */
export function generatorLossMinimax(fake: Tensor, reduction: Reduction): Tensor {
  return reduceLoss(map(fake, (y) => Math.log1p(-y)), reduction);
}

/** The generator's non-saturating loss: -log D(G(z)), reduced. Source: Goodfellow et al. 2014, section 3. */
export function generatorLoss(fake: Tensor, reduction: Reduction): Tensor {
  return reduceLoss(map(fake, (y) => -Math.log(y)), reduction);
}

/** The same losses from logits: softplus(-real) + softplus(fake). */
export function discriminatorLossOfLogits(real: Tensor, fake: Tensor, reduction: Reduction): Tensor {
  const f = (x: number, y: number) => SOFTPLUS.value(-x) + SOFTPLUS.value(y);
  return reduceLoss(elementLoss(real, fake, { doing: "take the discriminator's loss", f }), reduction);
}

/** The discriminator that is best against a generator: p_data / (p_data + p_generated). Source: Goodfellow 2014, eq. 2. */
export function optimalDiscriminator(data: Tensor, generated: Tensor): Tensor {
  needSame(data, generated, "weigh densities");
  return zip(data, generated, { doing: "weigh densities", f: (p, q) => p / (p + q) });
}

function needSame(a: Tensor, b: Tensor, doing: string): void {
  if (!sameShape(a.shape, b.shape)) {
    throw new RangeError(
      `Cannot ${doing} of ${shapeText(a.shape)} and ${shapeText(b.shape)}: shapes must be equal`,
    );
  }
}

function needDistributions(p: Tensor, q: Tensor): void {
  needSame(p, q, "compare distributions");
  if (p.shape.length === 0) {
    throw new RangeError("Cannot compare distributions without an axis: need [...,c]");
  }
}
