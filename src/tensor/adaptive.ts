/** Single steps of optimisers with a rate for each weight: AdaGrad, RMSProp, Adam, AdamW. */
import { add, map, mul, sub, zip } from "./elementwise.ts";
import type { Tensor } from "./tensor.ts";

/** Weights and their accumulated squared gradients; the first accumulator is zeros. */
export interface Squared {
  readonly weights: Tensor;
  readonly squares: Tensor;
}

/** s' = s + g^2, w' = w - lr g / (sqrt(s') + epsilon). Source: Duchi et al. 2011. */
export function adagradStep(
  { weights, squares }: Squared,
  gradient: Tensor,
  { lr, epsilon }: { readonly lr: number; readonly epsilon: number },
): Squared {
  const next = add(squares, mul(gradient, gradient));
  return {
    weights: sub(weights, mul(scaled(gradient, next, { epsilon, place: "outside" }), lr)),
    squares: next,
  };
}

/** Where epsilon stands: g / (sqrt(s) + epsilon) "outside" (PyTorch) or g / sqrt(s + epsilon) "inside" (TensorFlow). */
export type EpsilonPlace = "outside" | "inside";

export interface RmsProp {
  readonly lr: number;
  /** The weight of the old average; PyTorch calls it alpha. */
  readonly beta: number;
  readonly epsilon: number;
  readonly place: EpsilonPlace;
}

/** s' = beta s + (1 - beta) g^2, w' = w - lr g / root of s'. No momentum, no bias correction. Source: Hinton, lecture 6e. */
export function rmspropStep({ weights, squares }: Squared, gradient: Tensor, how: RmsProp): Squared {
  const next = average(squares, mul(gradient, gradient), how.beta);
  return { weights: sub(weights, mul(scaled(gradient, next, how), how.lr)), squares: next };
}

/** Weights, both moment estimates (zeros at first) and how many steps were made (0 at first). */
export interface AdamState {
  readonly weights: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly steps: number;
}

export interface Adam {
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the corrected second moment (algorithm 1); libraries default to 1e-8 or 1e-7. */
  readonly epsilon: number;
}

/** A step with what it computed on the way. */
export interface AdamStep extends AdamState {
  readonly mHat: Tensor;
  readonly vHat: Tensor;
}

/**
 * m' = b1 m + (1-b1) g, v' = b2 v + (1-b2) g^2, both divided by 1 - b^t, w' = w - lr mHat / (sqrt(vHat) + epsilon).
 * Source: Kingma and Ba 2015, algorithm 1.
 */
export function adamStep(state: AdamState, gradient: Tensor, { lr, beta1, beta2, epsilon }: Adam): AdamStep {
  const steps = state.steps + 1;
  const m = average(state.m, gradient, beta1);
  const v = average(state.v, mul(gradient, gradient), beta2);
  const mHat = mul(m, 1 / (1 - beta1 ** steps));
  const vHat = mul(v, 1 / (1 - beta2 ** steps));
  const move = mul(scaled(mHat, vHat, { epsilon, place: "outside" }), lr);
  return { weights: sub(state.weights, move), m, v, steps, mHat, vHat };
}

/**
 * Adam in the order of section 2's end: w' = w - lr sqrt(1 - b2^t)/(1 - b1^t) m / (sqrt(v) + epsilonHat), so epsilon
 * is not scaled by the correction. Source: Kingma and Ba 2015, section 2; TensorFlow and Keras.
 */
export function adamStepUncorrected(
  state: AdamState,
  gradient: Tensor,
  { lr, beta1, beta2, epsilon }: Adam,
): AdamState {
  const steps = state.steps + 1;
  const m = average(state.m, gradient, beta1);
  const v = average(state.v, mul(gradient, gradient), beta2);
  const rate = lr * Math.sqrt(1 - beta2 ** steps) / (1 - beta1 ** steps);
  const move = mul(scaled(m, v, { epsilon, place: "outside" }), rate);
  return { weights: sub(state.weights, move), m, v, steps };
}

/** Adam with weight decay apart from the gradient: first w (1 - lr decay), then Adam's step. Source: Loshchilov 2019. */
export function adamwStep(
  state: AdamState,
  gradient: Tensor,
  { decay, ...adam }: Adam & { readonly decay: number },
): AdamStep {
  return adamStep({ ...state, weights: mul(state.weights, 1 - adam.lr * decay) }, gradient, adam);
}

/** The moving average beta old + (1 - beta) fresh. */
export function average(old: Tensor, fresh: Tensor, beta: number): Tensor {
  return add(mul(old, beta), mul(fresh, 1 - beta));
}

/** An average that began at 0, divided by 1 - beta^t after t steps, so that it is unbiased. */
export function corrected(
  t: Tensor,
  { beta, steps }: { readonly beta: number; readonly steps: number },
): Tensor {
  return map(t, (x) => x / (1 - beta ** steps));
}

function scaled(
  gradient: Tensor,
  squares: Tensor,
  { epsilon, place }: { readonly epsilon: number; readonly place: EpsilonPlace },
): Tensor {
  return zip(gradient, squares, {
    doing: "scale",
    f: (g, s) => g / (place === "outside" ? Math.sqrt(s) + epsilon : Math.sqrt(s + epsilon)),
  });
}
