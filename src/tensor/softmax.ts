/** Scores to probabilities along one axis. */
import { permute } from "./arrange.ts";
import { maxOf } from "./reduce.ts";
import { axisOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** exp(x) / sum(exp(x)) along an axis, the last by default, shifted by the maximum so that nothing overflows. */
export function softmax(t: Tensor, axis = -1): Tensor {
  return alongAxis(t, axis, (from, to, start, length) => {
    const top = maxOf(from, start, length);
    let total = 0;
    for (let i = start; i < start + length; i++) {
      const e = Math.exp(from[i]! - top);
      to[i] = e;
      total += e;
    }
    for (let i = start; i < start + length; i++) to[i] = to[i]! / total;
  });
}

/** log(softmax(x)) along an axis, the last by default, as x - logsumexp(x), exact where softmax would round to 0. */
export function logSoftmax(t: Tensor, axis = -1): Tensor {
  return alongAxis(t, axis, (from, to, start, length) => {
    const top = maxOf(from, start, length);
    let total = 0;
    for (let i = start; i < start + length; i++) total += Math.exp(from[i]! - top);
    const shift = Math.log(total);
    for (let i = start; i < start + length; i++) to[i] = from[i]! - top - shift;
  });
}

/** How to soften: a temperature above 1 flattens, below 1 sharpens. */
export interface Softening {
  readonly temperature: number;
  readonly axis?: number;
}

/** softmax(x / T). Throws RangeError unless T > 0. Source: Hinton et al. 2015, eq. 1. */
export function softmaxAt(t: Tensor, { temperature, axis = -1 }: Softening): Tensor {
  if (!(temperature > 0)) {
    throw new RangeError(`Cannot take softmax at temperature ${temperature}: it must be positive`);
  }
  return softmax({ shape: t.shape, values: t.values.map((x) => x / temperature) }, axis);
}

/** d softmax_i / d z_j = p_i (1[i=j] - p_j). z [n] -> [n,n], symmetric, rows sum to 0. */
export function softmaxJacobian(z: Tensor): Tensor {
  axisOf(z.shape, 0);
  const p = softmax(z).values;
  const n = p.length;
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) values[i * n + j] = i === j ? p[i]! * (1 - p[i]!) : -p[i]! * p[j]!;
  }
  return { shape: [n, n], values };
}

type RowOp = (from: Float64Array, to: Float64Array, start: number, length: number) => void;

/** A row operation along any axis; other axes than the last are moved there and back. */
function alongAxis(t: Tensor, axis: number, row: RowOp): Tensor {
  const at = axisOf(t.shape, axis);
  const last = t.shape.length - 1;
  if (at === last) {
    const values = new Float64Array(t.values.length);
    const length = t.shape[last]!;
    for (let start = 0; start < values.length; start += length) row(t.values, values, start, length);
    return { shape: t.shape, values };
  }
  const order = t.shape.map((_, i) => i === at ? last : i === last ? at : i);
  return permute(alongAxis(permute(t, order), last, row), order);
}
