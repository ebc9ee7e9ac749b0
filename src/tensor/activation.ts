/** Activation functions of one number, each with its derivative. */
import { normalCdf, normalDensity } from "./special.ts";

/** A function applied to each element, and its derivative at the same input. */
export interface Activation {
  readonly name: string;
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

export const LINEAR: Activation = { name: "linear", value: (x) => x, slope: () => 1 };

/** max(0, x); the derivative at 0 is 0 by convention. */
export const RELU: Activation = { name: "ReLU", value: (x) => x > 0 ? x : 0, slope: (x) => x > 0 ? 1 : 0 };

/** x for x > 0, a x else; the derivative at 0 is a, so that a = 0 is ReLU. PReLU is this with a learned a. */
export function leaky(a: number): Activation {
  return { name: `leaky ReLU ${a}`, value: (x) => x > 0 ? x : a * x, slope: (x) => x > 0 ? 1 : a };
}

/** x for x > 0, a (e^x - 1) else; the derivative at 0 is a. Source: Clevert et al. 2016. */
export function elu(a: number): Activation {
  return {
    name: `ELU ${a}`,
    value: (x) => x > 0 ? x : a * Math.expm1(x),
    slope: (x) => x > 0 ? 1 : a * Math.exp(x),
  };
}

/** scale * ELU(alpha), with the constants that keep mean 0 and variance 1. Source: Klambauer et al. 2017, eq. 14. */
export const SELU: Activation = (() => {
  const scale = 1.0507009873554804934193349852946;
  const inner = elu(1.6732632423543772848170429916717);
  return { name: "SELU", value: (x) => scale * inner.value(x), slope: (x) => scale * inner.slope(x) };
})();

/** 1 / (1 + e^-x), without overflow on either side. */
function sigmoidAt(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** s(1 - s), written as e^-|x| / (1 + e^-|x|)^2 so that it does not cancel for large x. */
function sigmoidSlopeAt(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}

/** log(1 + e^x), without overflow. */
function softplusAt(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export const SIGMOID: Activation = { name: "sigmoid", value: sigmoidAt, slope: sigmoidSlopeAt };

/** log(sigmoid(x)) = -softplus(-x). */
export const LOG_SIGMOID: Activation = {
  name: "log-sigmoid",
  value: (x) => -softplusAt(-x),
  slope: (x) => sigmoidAt(-x),
};

export const TANH: Activation = {
  name: "tanh",
  value: Math.tanh,
  slope: (x) => 4 * sigmoidSlopeAt(2 * x),
};

export const SOFTPLUS: Activation = { name: "softplus", value: softplusAt, slope: sigmoidAt };

/** x / (1 + |x|). */
export const SOFTSIGN: Activation = {
  name: "softsign",
  value: (x) => x / (1 + Math.abs(x)),
  slope: (x) => 1 / (1 + Math.abs(x)) ** 2,
};

/** x sigmoid(x), also called swish. Source: Elfwing et al. 2018. */
export const SILU: Activation = {
  name: "SiLU",
  value: (x) => x * sigmoidAt(x),
  slope: (x) => sigmoidAt(x) + x * sigmoidSlopeAt(x),
};

/** x tanh(softplus(x)). Source: Misra 2019. */
export const MISH: Activation = {
  name: "Mish",
  value: (x) => x * Math.tanh(softplusAt(x)),
  slope: (x) => {
    const inner = softplusAt(x);
    return Math.tanh(inner) + x * TANH.slope(inner) * sigmoidAt(x);
  },
};

/** x Phi(x) with the exact normal distribution function: 0.84134 at 1. Source: Hendrycks and Gimpel 2016. */
export const GELU: Activation = {
  name: "GELU",
  value: (x) => x * normalCdf(x),
  slope: (x) => normalCdf(x) + x * normalDensity(x),
};

/** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))): 0.84119 at 1. Source: Hendrycks and Gimpel 2016. */
export const GELU_TANH: Activation = {
  name: "GELU (tanh)",
  value: (x) => x * sigmoidAt(2 * tanhArgument(x)),
  slope: (x) => {
    const t = 2 * tanhArgument(x);
    return sigmoidAt(t) + 2 * x * sigmoidSlopeAt(t) * ROOT_2_OVER_PI * (1 + 3 * 0.044715 * x * x);
  },
};

const ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);

function tanhArgument(x: number): number {
  return ROOT_2_OVER_PI * (x + 0.044715 * x * x * x);
}
