/** Reductions over all elements or over chosen axes: sums, means, extremes. */
import { permute } from "./arrange.ts";
import { axesOf, axisOf, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Which axes to reduce, all of them when left out, and whether they stay with size 1. */
export interface Over {
  readonly axis?: number | readonly number[];
  readonly keep?: boolean;
}

/** Reduces the run of `length` values that starts at `start` to one number. */
export type Fold = (values: Float64Array, start: number, length: number) => number;

/** A fold applied to every group of elements that share the axes not reduced. */
export function reduce(t: Tensor, over: Over, fold: Fold): Tensor {
  const all = t.shape.map((_, axis) => axis);
  const reduced = over.axis === undefined ? all : axesOf(t.shape, over.axis);
  const kept = all.filter((axis) => !reduced.includes(axis));
  const order = [...kept, ...reduced];
  const rows = order.every((axis, i) => axis === i) ? t : permute(t, order);
  const outer = kept.reduce((size, axis) => size * t.shape[axis]!, 1);
  const length = reduced.reduce((size, axis) => size * t.shape[axis]!, 1);
  const values = new Float64Array(outer);
  for (let i = 0; i < outer; i++) values[i] = fold(rows.values, i * length, length);
  const shape = over.keep === true
    ? t.shape.map((n, axis) => reduced.includes(axis) ? 1 : n)
    : kept.map((axis) => t.shape[axis]!);
  return { shape, values };
}

/** How many elements go into each result of a reduction. */
export function countOver(t: Tensor, over: Over): number {
  const reduced = over.axis === undefined ? t.shape.map((_, axis) => axis) : axesOf(t.shape, over.axis);
  return reduced.reduce((size, axis) => size * t.shape[axis]!, 1);
}

export function sum(t: Tensor, over: Over = {}): Tensor {
  return reduce(t, over, sumOf);
}

/** The product of the elements. */
export function product(t: Tensor, over: Over = {}): Tensor {
  return reduce(t, over, (values, start, length) => {
    let total = 1;
    for (let i = start; i < start + length; i++) total *= values[i]!;
    return total;
  });
}

/** The arithmetic mean. Throws RangeError when there is nothing to average. */
export function mean(t: Tensor, over: Over = {}): Tensor {
  needElements(t, { over, count: 1, doing: "average" });
  return reduce(t, over, meanOf);
}

/** Divide by n ("biased", as batch norm does) or by n - 1 ("unbiased", as a sample estimate). */
export type Divisor = "biased" | "unbiased";

/** How to take a variance. */
export interface Spread extends Over {
  readonly divisor: Divisor;
}

/** The mean squared distance from the mean, in two passes. Throws RangeError when the divisor would not be positive. */
export function variance(t: Tensor, { divisor, ...over }: Spread): Tensor {
  const lost = divisor === "unbiased" ? 1 : 0;
  needElements(t, { over, count: 1 + lost, doing: `take the ${divisor} variance of` });
  return reduce(t, over, (values, start, length) => {
    const centre = meanOf(values, start, length);
    let total = 0;
    for (let i = start; i < start + length; i++) {
      const distance = values[i]! - centre;
      total += distance * distance;
    }
    return total / (length - lost);
  });
}

/** The largest element. Throws RangeError when there is none. */
export function max(t: Tensor, over: Over = {}): Tensor {
  needElements(t, { over, count: 1, doing: "take the maximum of" });
  return reduce(t, over, maxOf);
}

/** The smallest element. Throws RangeError when there is none. */
export function min(t: Tensor, over: Over = {}): Tensor {
  needElements(t, { over, count: 1, doing: "take the minimum of" });
  return reduce(t, over, (values, start, length) => {
    let best = values[start]!;
    for (let i = start + 1; i < start + length; i++) best = Math.min(best, values[i]!);
    return best;
  });
}

/** The index along one axis, from 0, of the largest element; the first of equals. */
export function argmax(t: Tensor, axis: number): Tensor {
  axisOf(t.shape, axis);
  needElements(t, { over: { axis }, count: 1, doing: "take the maximum of" });
  return reduce(t, { axis }, (values, start, length) => {
    let best = start;
    for (let i = start + 1; i < start + length; i++) if (values[i]! > values[best]!) best = i;
    return best - start;
  });
}

/** The index along one axis, from 0, of the smallest element; the first of equals. */
export function argmin(t: Tensor, axis: number): Tensor {
  return argmax({ shape: t.shape, values: t.values.map((x) => -x) }, axis);
}

/** log(sum(exp(x))), shifted by the maximum so that it neither overflows nor loses everything. */
export function logSumExp(t: Tensor, over: Over = {}): Tensor {
  needElements(t, { over, count: 1, doing: "take log-sum-exp of" });
  return reduce(t, over, (values, start, length) => {
    const top = maxOf(values, start, length);
    if (!Number.isFinite(top)) return top;
    let total = 0;
    for (let i = start; i < start + length; i++) total += Math.exp(values[i]! - top);
    return top + Math.log(total);
  });
}

/** The Euclidean length: the root of the sum of squares. */
export function norm(t: Tensor, over: Over = {}): Tensor {
  return reduce(t, over, (values, start, length) => {
    let total = 0;
    for (let i = start; i < start + length; i++) total += values[i]! * values[i]!;
    return Math.sqrt(total);
  });
}

function sumOf(values: Float64Array, start: number, length: number): number {
  let total = 0;
  for (let i = start; i < start + length; i++) total += values[i]!;
  return total;
}

function meanOf(values: Float64Array, start: number, length: number): number {
  return sumOf(values, start, length) / length;
}

/** The largest of a run of at least one value; NaN when one is NaN. */
export function maxOf(values: Float64Array, start: number, length: number): number {
  let best = values[start]!;
  for (let i = start + 1; i < start + length; i++) best = Math.max(best, values[i]!);
  return best;
}

interface Need {
  readonly over: Over;
  readonly count: number;
  readonly doing: string;
}

function needElements(t: Tensor, { over, count, doing }: Need): void {
  const found = countOver(t, over);
  if (found < count) {
    throw new RangeError(
      `Cannot ${doing} ${shapeText(t.shape)}: ${found} elements a group, at least ${count} needed`,
    );
  }
}
