/** Differentiable products and layers; the functions are those of `matmul`, `linear` and `convolve`. */
import { transpose } from "./arrange.ts";
import { conv2d as conv2dPlain, type Sliding } from "./convolve.ts";
import { conv2dBiasGradient, conv2dInputGradient, conv2dWeightGradient } from "./convolve_backward.ts";
import { lift, record, type Term, type Variable } from "./grad.ts";
import { add } from "./grad_elementwise.ts";
import { reshape, sumTo, transpose as swapped } from "./grad_shape.ts";
import { matmul as plain } from "./matmul.ts";
import * as pooling from "./pool.ts";

/** The matrix product of `matmul`: [...,n,k] by [...,k,m], vectors as rows on the left and columns on the right. */
export function matmul(a: Term, b: Term): Variable {
  const [x, y] = [lift(a), lift(b)];
  const value = plain(x.value, y.value);
  const left = x.value.shape.length === 1 ? reshape(x, [1, -1]) : x;
  const right = y.value.shape.length === 1 ? reshape(y, [-1, 1]) : y;
  const product = record(plain(left.value, right.value), [
    { from: left, pull: (up) => sumTo(plain(up, transpose(right.value)), left.value.shape) },
    { from: right, pull: (up) => sumTo(plain(transpose(left.value), up), right.value.shape) },
  ]);
  return reshape(product, value.shape);
}

/** A weight and, when there is one, a bias. */
export interface DenseTerms {
  readonly weight: Term;
  readonly bias?: Term;
}

/** x W + b: x [...,in], weight [in,out], bias [out]. */
export function rowDense(x: Term, { weight, bias }: DenseTerms): Variable {
  const product = matmul(x, weight);
  return bias === undefined ? product : add(product, bias);
}

/** W x + b for each row of x: x [...,in], weight [out,in], bias [out]. */
export function columnDense(x: Term, { weight, bias }: DenseTerms): Variable {
  return rowDense(x, bias === undefined ? { weight: swapped(weight) } : { weight: swapped(weight), bias });
}

/** Cross-correlation; x [n,c,h,w] or [c,h,w], weight [o,c/groups,kh,kw], bias [o]. */
export function conv2d(
  a: Term,
  weight: Term,
  { bias, ...how }: Sliding & { readonly bias?: Term } = {},
): Variable {
  const [x, w] = [lift(a), lift(weight)];
  const b = bias === undefined ? undefined : lift(bias);
  const value = conv2dPlain(x.value, w.value, b === undefined ? how : { ...how, bias: b.value });
  return record(value, [
    { from: x, pull: (up) => conv2dInputGradient(up, w.value, { ...how, shape: x.value.shape }) },
    { from: w, pull: (up) => conv2dWeightGradient(x.value, up, { ...how, shape: w.value.shape }) },
    ...(b === undefined ? [] : [{ from: b, pull: conv2dBiasGradient }]),
  ]);
}

/** Max pooling; ties send the gradient to their first element. */
export function maxPool2d(a: Term, how: pooling.Pooling): Variable {
  const x = lift(a);
  return record(pooling.maxPool2d(x.value, how), [
    { from: x, pull: (up) => pooling.maxPool2dBackward(x.value, up, how) },
  ]);
}

export function avgPool2d(a: Term, how: pooling.Averaging): Variable {
  const x = lift(a);
  return record(pooling.avgPool2d(x.value, how), [
    { from: x, pull: (up) => pooling.avgPool2dBackward(x.value, up, how) },
  ]);
}
