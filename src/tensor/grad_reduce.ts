/** Differentiable reductions and softmax; the functions are those of `reduce` and `softmax`. */
import { broadcastTo, reshape } from "./arrange.ts";
import { exp, mul, sub } from "./elementwise.ts";
import { lift, record, type Term, type Variable } from "./grad.ts";
import { mul as times, sqrt, square, sub as minus } from "./grad_elementwise.ts";
import * as plain from "./reduce.ts";
import { axesOf } from "./shape.ts";
import * as soft from "./softmax.ts";
import { type Tensor, zeros } from "./tensor.ts";

export function sum(a: Term, over: plain.Over = {}): Variable {
  const x = lift(a);
  return record(plain.sum(x.value, over), [
    { from: x, pull: (up) => broadcastTo(kept(up, x.value.shape, over), x.value.shape) },
  ]);
}

export function mean(a: Term, over: plain.Over = {}): Variable {
  const x = lift(a);
  const share = 1 / plain.countOver(x.value, over);
  return record(plain.mean(x.value, over), [
    { from: x, pull: (up) => broadcastTo(kept(mul(up, share), x.value.shape, over), x.value.shape) },
  ]);
}

/** The mean squared distance from the mean, divided by n or n - 1. */
export function variance(a: Term, { divisor, ...over }: plain.Spread): Variable {
  const x = lift(a);
  const n = plain.countOver(x.value, over);
  plain.variance(x.value, { divisor, ...over });
  const centred = minus(x, mean(x, { ...over, keep: true }));
  return times(sum(square(centred), over), 1 / (divisor === "biased" ? n : n - 1));
}

/** The largest element; of equals the first receives the whole gradient. */
export function max(a: Term, over: plain.Over = {}): Variable {
  const x = lift(a);
  const value = plain.max(x.value, over);
  const pull = (up: Tensor) => {
    const tops = broadcastTo(kept(value, x.value.shape, over), x.value.shape).values;
    const ups = broadcastTo(kept(up, x.value.shape, over), x.value.shape).values;
    const groups = groupsOf(x.value, over);
    const given = new Set<number>();
    const out = zeros(x.value.shape);
    x.value.values.forEach((element, i) => {
      const group = groups[i]!;
      if (element !== tops[i] || given.has(group)) return;
      given.add(group);
      out.values[i] = ups[i]!;
    });
    return out;
  };
  return record(value, [{ from: x, pull }]);
}

export function logSumExp(a: Term, over: plain.Over = {}): Variable {
  const x = lift(a);
  const value = plain.logSumExp(x.value, over);
  const pull = (up: Tensor) => {
    const shares = exp(sub(x.value, kept(value, x.value.shape, over)));
    return mul(shares, kept(up, x.value.shape, over));
  };
  return record(value, [{ from: x, pull }]);
}

/** The Euclidean length; the gradient at 0 is not finite. */
export function norm(a: Term, over: plain.Over = {}): Variable {
  return sqrt(sum(square(a), over));
}

export function softmax(a: Term, axis = -1): Variable {
  const x = lift(a);
  const value = soft.softmax(x.value, axis);
  const pull = (up: Tensor) => mul(value, sub(up, plain.sum(mul(up, value), { axis, keep: true })));
  return record(value, [{ from: x, pull }]);
}

export function logSoftmax(a: Term, axis = -1): Variable {
  const x = lift(a);
  const value = soft.logSoftmax(x.value, axis);
  const pull = (up: Tensor) => sub(up, mul(exp(value), plain.sum(up, { axis, keep: true })));
  return record(value, [{ from: x, pull }]);
}

/** A reduced tensor with its reduced axes put back at size 1. */
function kept(t: Tensor, shape: readonly number[], { axis }: plain.Over): Tensor {
  const axes = axis === undefined ? shape.map((_, i) => i) : axesOf(shape, axis);
  return reshape(t, shape.map((n, i) => axes.includes(i) ? 1 : n));
}

/** For each element the number of the group it is reduced with. */
function groupsOf(t: Tensor, over: plain.Over): Float64Array {
  const groups = kept(plain.sum(t, over), t.shape, over);
  const numbered = { shape: groups.shape, values: groups.values.map((_, i) => i) };
  return broadcastTo(numbered, t.shape).values;
}
