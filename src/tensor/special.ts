/** The error function and the normal distribution, to the last digits of a double. */

/** 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x, to about 2e-16. */
export function erf(x: number): number {
  const size = Math.abs(x);
  return size < 0.5 ? seriesErf(x) : Math.sign(x) * (1 - trapezoidErfc(size));
}

/** 1 - erf(x), without cancellation in the right tail. */
export function erfc(x: number): number {
  if (x >= 0.5) return trapezoidErfc(x);
  return x > -0.5 ? 1 - seriesErf(x) : 2 - trapezoidErfc(-x);
}

/** The standard normal distribution function, 0.5 erfc(-x / sqrt 2). */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** The standard normal density, exp(-x^2/2) / sqrt(2 pi). */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** The Maclaurin series, for |x| below 0.5, where 14 terms are enough. Source: DLMF 7.6.1. */
function seriesErf(x: number): number {
  const square = x * x;
  let term = x;
  let total = x;
  for (let n = 1; n < 14; n++) {
    term *= -square / n;
    total += term / (2 * n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * total;
}

const STEP = 0.5;
const NODES = Array.from({ length: 13 }, (_, n) => (n * STEP) ** 2);
const WEIGHTS = NODES.map((node) => Math.exp(-node));

/**
 * The trapezoid sum of erfc(x) = (x e^-x^2 / pi) integral of e^-t^2 / (t^2 + x^2) dt, corrected for the pole at ix
 * where it is near; below the smallest double past 28. The error is of order e^-(pi/h)^2 = 7e-18. Source: Chiarella and Reichel 1968.
 */
function trapezoidErfc(x: number): number {
  if (x > 28) return 0;
  const square = x * x;
  let total = 0;
  for (let n = 12; n > 0; n--) total += WEIGHTS[n]! / (NODES[n]! + square);
  const sum = STEP * x * Math.exp(-square) / Math.PI * (1 / square + 2 * total);
  return x < 6 ? sum - 2 / Math.expm1(2 * Math.PI * x / STEP) : sum;
}
