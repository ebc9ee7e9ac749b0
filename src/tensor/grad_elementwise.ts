/** Differentiable mathematics element by element; the functions are those of `elementwise` and `activations`. */
import {
  type Activation,
  elu as eluOf,
  GELU,
  GELU_TANH,
  leaky,
  LOG_SIGMOID,
  MISH,
  RELU,
  SELU,
  SIGMOID,
  SILU,
  SOFTPLUS,
  TANH,
} from "./activation.ts";
import { prelu as preluOf } from "./activations.ts";
import * as plain from "./elementwise.ts";
import { lift, record, type Term, type Variable } from "./grad.ts";
import { slice, sumTo } from "./grad_shape.ts";
import { shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

export function add(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  return record(plain.add(x.value, y.value), [
    { from: x, pull: (up) => sumTo(up, x.value.shape) },
    { from: y, pull: (up) => sumTo(up, y.value.shape) },
  ]);
}

export function sub(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  return record(plain.sub(x.value, y.value), [
    { from: x, pull: (up) => sumTo(up, x.value.shape) },
    { from: y, pull: (up) => sumTo(plain.neg(up), y.value.shape) },
  ]);
}

export function mul(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  return record(plain.mul(x.value, y.value), [
    { from: x, pull: (up) => sumTo(plain.mul(up, y.value), x.value.shape) },
    { from: y, pull: (up) => sumTo(plain.mul(up, x.value), y.value.shape) },
  ]);
}

export function div(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  const value = plain.div(x.value, y.value);
  return record(value, [
    { from: x, pull: (up) => sumTo(plain.div(up, y.value), x.value.shape) },
    { from: y, pull: (up) => sumTo(plain.neg(plain.div(plain.mul(up, value), y.value)), y.value.shape) },
  ]);
}

/** a to the power b; by b the gradient at a = 0 is 0. */
export function pow(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  const value = plain.pow(x.value, y.value);
  const base = { doing: "differentiate powers", f: (p: number, q: number) => q === 0 ? 0 : q * p ** (q - 1) };
  const exponent = {
    doing: "differentiate powers",
    f: (p: number, v: number) => p === 0 ? 0 : v * Math.log(p),
  };
  return record(value, [
    { from: x, pull: (up) => sumTo(plain.mul(up, plain.zip(x.value, y.value, base)), x.value.shape) },
    { from: y, pull: (up) => sumTo(plain.mul(up, plain.zip(x.value, value, exponent)), y.value.shape) },
  ]);
}

/** A function of one number and its derivative, applied to each element. */
export function unary(a: Term, { value, slope }: Pick<Activation, "value" | "slope">): Variable {
  const x = lift(a);
  return record(plain.map(x.value, value), [{
    from: x,
    pull: (up) => plain.mul(up, plain.map(x.value, slope)),
  }]);
}

export function neg(a: Term): Variable {
  return unary(a, { value: (x) => -x, slope: () => -1 });
}

export function exp(a: Term): Variable {
  return unary(a, { value: Math.exp, slope: Math.exp });
}

export function log(a: Term): Variable {
  return unary(a, { value: Math.log, slope: (x) => 1 / x });
}

export function sqrt(a: Term): Variable {
  return unary(a, { value: Math.sqrt, slope: (x) => 0.5 / Math.sqrt(x) });
}

export function square(a: Term): Variable {
  return unary(a, { value: (x) => x * x, slope: (x) => 2 * x });
}

/** |x|; the derivative at 0 is 0. */
export function abs(a: Term): Variable {
  return unary(a, { value: Math.abs, slope: Math.sign });
}

/** Any activation, with its derivative; relu'(0) is 0. */
export function activate(a: Term, activation: Activation): Variable {
  return unary(a, activation);
}

export function relu(a: Term): Variable {
  return unary(a, RELU);
}

export function leakyRelu(a: Term, slope: number): Variable {
  return unary(a, leaky(slope));
}

/** PReLU with learned slopes that broadcast to a. */
export function prelu(a: Term, slope: Term): Variable {
  const [x, s] = [lift(a), lift(slope)];
  const onSlope = (v: Tensor) => plain.map(v, (e) => e > 0 ? 0 : e);
  const onInput = { doing: "apply PReLU to", f: (e: number, k: number) => e > 0 ? 1 : k };
  return record(preluOf(x.value, s.value), [
    { from: x, pull: (up) => sumTo(plain.mul(up, plain.zip(x.value, s.value, onInput)), x.value.shape) },
    { from: s, pull: (up) => sumTo(plain.mul(up, onSlope(x.value)), s.value.shape) },
  ]);
}

export function elu(a: Term, alpha: number): Variable {
  return unary(a, eluOf(alpha));
}

export function selu(a: Term): Variable {
  return unary(a, SELU);
}

export function sigmoid(a: Term): Variable {
  return unary(a, SIGMOID);
}

export function logSigmoid(a: Term): Variable {
  return unary(a, LOG_SIGMOID);
}

export function tanh(a: Term): Variable {
  return unary(a, TANH);
}

export function softplus(a: Term): Variable {
  return unary(a, SOFTPLUS);
}

export function silu(a: Term): Variable {
  return unary(a, SILU);
}

export function mish(a: Term): Variable {
  return unary(a, MISH);
}

export function gelu(a: Term): Variable {
  return unary(a, GELU);
}

export function geluTanh(a: Term): Variable {
  return unary(a, GELU_TANH);
}

/** a gate(b) for the halves a, b of x along the last axis. */
export function glu(a: Term, gate: Activation = SIGMOID): Variable {
  const [left, right] = halves(lift(a));
  return mul(left, unary(right, gate));
}

/** SiLU(a) b for the halves a, b of x along the last axis. */
export function swiglu(a: Term): Variable {
  const [left, right] = halves(lift(a));
  return mul(unary(left, SILU), right);
}

function halves(x: Variable): readonly [Variable, Variable] {
  const size = x.value.shape[x.value.shape.length - 1] ?? 1;
  if (size % 2 !== 0) {
    throw new RangeError(`Cannot halve ${shapeText(x.value.shape)} for a gate: its last size ${size} is odd`);
  }
  return [slice(x, { axis: -1, to: size / 2 }), slice(x, { axis: -1, from: size / 2 })];
}
