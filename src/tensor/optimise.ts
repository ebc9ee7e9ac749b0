/** Single steps of optimisers without adaptive rates: SGD, momentum in its conventions, Nesterov, clipping. */
import { add, map, mul, sub } from "./elementwise.ts";
import { norm } from "./reduce.ts";
import { item, type Tensor } from "./tensor.ts";

/** w - lr g. */
export function sgdStep(weights: Tensor, gradient: Tensor, lr: number): Tensor {
  return sub(weights, mul(gradient, lr));
}

/** Adds the gradient of lambda/2 |w|^2: g + lambda w. With a penalty lambda |w|^2 pass 2 lambda. */
export function withL2(gradient: Tensor, weights: Tensor, lambda: number): Tensor {
  return add(gradient, mul(weights, lambda));
}

/** Moves every weight towards 0 by at most `threshold` (lr lambda for an L1 penalty): the proximal step of L1. */
export function softThreshold(weights: Tensor, threshold: number): Tensor {
  return map(weights, (w) => Math.abs(w) <= threshold ? 0 : w - Math.sign(w) * threshold);
}

/** Weights and their velocity; the first velocity is zeros. */
export interface Moving {
  readonly weights: Tensor;
  readonly velocity: Tensor;
}

/** Rate, decay of the velocity, and which of the three conventions holds. */
export interface Momentum {
  readonly lr: number;
  readonly mu: number;
  /**
   * "rate-inside": v' = mu v - lr g, w' = w + v' (Sutskever et al. 2013, Keras);
   * "rate-outside": v' = mu v + g, w' = w - lr v' (PyTorch);
   * "average": v' = mu v + (1 - mu) g, w' = w - lr v' (an exponential moving average).
   */
  readonly convention: "rate-inside" | "rate-outside" | "average";
}

/** One step of heavy-ball momentum. Source: Polyak 1964. */
export function momentumStep({ weights, velocity }: Moving, gradient: Tensor, how: Momentum): Moving {
  const { lr, mu, convention } = how;
  switch (convention) {
    case "rate-inside": {
      const next = sub(mul(velocity, mu), mul(gradient, lr));
      return { weights: add(weights, next), velocity: next };
    }
    case "rate-outside": {
      const next = add(mul(velocity, mu), gradient);
      return { weights: sub(weights, mul(next, lr)), velocity: next };
    }
    case "average": {
      const next = add(mul(velocity, mu), mul(gradient, 1 - mu));
      return { weights: sub(weights, mul(next, lr)), velocity: next };
    }
  }
}

/**
 * One step of Nesterov momentum: the gradient is asked for at the look-ahead point w + mu v, then v' = mu v - lr g and
 * w' = w + v'. Source: Sutskever et al. 2013, eq. 3.
 */
export function nesterovStep(
  { weights, velocity }: Moving,
  gradientAt: (weights: Tensor) => Tensor,
  { lr, mu }: { readonly lr: number; readonly mu: number },
): Moving {
  const ahead = add(weights, mul(velocity, mu));
  return momentumStep({ weights, velocity }, gradientAt(ahead), { lr, mu, convention: "rate-inside" });
}

/** Nesterov as PyTorch steps it, with the gradient at the weights themselves: v' = mu v + g, w' = w - lr (g + mu v'). */
export function nesterovStepOf(
  { weights, velocity }: Moving,
  gradient: Tensor,
  { lr, mu }: { readonly lr: number; readonly mu: number },
): Moving {
  const next = add(mul(velocity, mu), gradient);
  return { weights: sub(weights, mul(add(gradient, mul(next, mu)), lr)), velocity: next };
}

/** The gradient scaled down to a length of at most `limit`; its direction stays. Source: Pascanu et al. 2013. */
export function clipByNorm(gradient: Tensor, limit: number): Tensor {
  const length = item(norm(gradient));
  return length <= limit ? gradient : mul(gradient, limit / length);
}
