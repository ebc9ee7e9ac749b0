/** Activation functions of tensors, and their derivatives. */
import {
  type Activation,
  elu as eluOf,
  GELU,
  GELU_TANH,
  leaky,
  MISH,
  RELU,
  SELU,
  SIGMOID,
  SILU,
  SOFTPLUS,
  TANH,
} from "./activation.ts";
import { map, zip } from "./elementwise.ts";
import { axisOf, shapeText } from "./shape.ts";
import { slice } from "./slices.ts";
import type { Tensor } from "./tensor.ts";

/** An activation applied to each element. */
export function activate(t: Tensor, activation: Activation): Tensor {
  return map(t, activation.value);
}

/** The derivative of an activation at each element of its input t. */
export function derivative(t: Tensor, activation: Activation): Tensor {
  return map(t, activation.slope);
}

export function relu(t: Tensor): Tensor {
  return activate(t, RELU);
}

/** Leaky ReLU: x for x > 0, slope x else. There is no default slope: libraries differ. */
export function leakyRelu(t: Tensor, slope: number): Tensor {
  return activate(t, leaky(slope));
}

/** PReLU: leaky ReLU with learned slopes that broadcast to x, [1] or e.g. [c,1,1] for channels. */
export function prelu(t: Tensor, slope: Tensor): Tensor {
  return zip(t, slope, { doing: "apply PReLU to", f: (x, a) => x > 0 ? x : a * x });
}

/** The derivative of PReLU by its slope, min(x, 0), before it is summed over what shares the slope. */
export function preluSlopeDerivative(t: Tensor): Tensor {
  return map(t, (x) => x > 0 ? 0 : x);
}

export function elu(t: Tensor, alpha: number): Tensor {
  return activate(t, eluOf(alpha));
}

export function selu(t: Tensor): Tensor {
  return activate(t, SELU);
}

export function sigmoid(t: Tensor): Tensor {
  return activate(t, SIGMOID);
}

export function tanh(t: Tensor): Tensor {
  return activate(t, TANH);
}

export function softplus(t: Tensor): Tensor {
  return activate(t, SOFTPLUS);
}

export function silu(t: Tensor): Tensor {
  return activate(t, SILU);
}

export function mish(t: Tensor): Tensor {
  return activate(t, MISH);
}

/** GELU with the exact error function. */
export function gelu(t: Tensor): Tensor {
  return activate(t, GELU);
}

/** GELU by the tanh approximation. */
export function geluTanh(t: Tensor): Tensor {
  return activate(t, GELU_TANH);
}

/**
 * A gated linear unit a * gate(b), where a and b are the halves of x along the last axis: [...,2d] -> [...,d].
 * Sigmoid as gate is GLU, SiLU is SwiGLU's gate with its halves swapped: see `swiglu`. Throws RangeError on odd sizes.
 * Source: Dauphin et al. 2017.
 */
export function glu(t: Tensor, gate: Activation = SIGMOID): Tensor {
  const [a, b] = halves(t);
  return zip(a, b, { doing: "gate", f: (x, y) => x * gate.value(y) });
}

/** SiLU(a) * b, where a (the gate) and b are the halves of x along the last axis. Source: Shazeer 2020. */
export function swiglu(t: Tensor): Tensor {
  const [a, b] = halves(t);
  return zip(a, b, { doing: "gate", f: (x, y) => SILU.value(x) * y });
}

function halves(t: Tensor): readonly [Tensor, Tensor] {
  const axis = axisOf(t.shape, -1);
  const size = t.shape[axis]!;
  if (size % 2 !== 0) {
    throw new RangeError(`Cannot halve ${shapeText(t.shape)} for a gate: its last size ${size} is odd`);
  }
  return [slice(t, { axis, to: size / 2 }), slice(t, { axis, from: size / 2 })];
}
