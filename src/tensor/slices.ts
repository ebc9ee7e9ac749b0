/** Parts of tensors and tensors put together: slice, pick, concatenate, stack, pad, flip. */
import { expand } from "./arrange.ts";
import { axisOf, sameShape, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** A run along one axis: from (0) up to but without `to` (the size); negative bounds count from the end. */
export interface Run {
  readonly axis: number;
  readonly from?: number;
  readonly to?: number;
  /** Takes every step-th element; 1 by default, at least 1. */
  readonly step?: number;
}

/** The part of a tensor along one axis. Throws RangeError when a bound is outside or the bounds are reversed. */
export function slice(t: Tensor, { axis, from = 0, to, step = 1 }: Run): Tensor {
  const at = axisOf(t.shape, axis);
  const size = t.shape[at]!;
  const start = from < 0 ? from + size : from;
  const end = to === undefined ? size : to < 0 ? to + size : to;
  const whole = [start, end, step].every(Number.isInteger);
  if (!whole || start < 0 || end > size || start > end || step < 1) {
    throw new RangeError(
      `Cannot slice axis ${axis} of ${shapeText(t.shape)} from ${from} to ${to ?? "the end"} by ${step}`,
    );
  }
  if (step === 1) return block(t, at, { start, end });
  return take(t, {
    axis: at,
    indices: Array.from({ length: Math.ceil((end - start) / step) }, (_, i) => start + i * step),
  });
}

/** Neighbours along an axis lie together for each place of the axes before it, and are copied together. */
function block(
  t: Tensor,
  axis: number,
  { start, end }: { readonly start: number; readonly end: number },
): Tensor {
  const inner = t.shape.slice(axis + 1).reduce((total, n) => total * n, 1);
  const outer = t.shape.slice(0, axis).reduce((total, n) => total * n, 1);
  const stride = t.shape[axis]! * inner;
  const length = (end - start) * inner;
  const values = new Float64Array(outer * length);
  for (let o = 0; o < outer; o++) {
    const from = o * stride + start * inner;
    values.set(t.values.subarray(from, from + length), o * length);
  }
  return { shape: t.shape.map((n, i) => i === axis ? end - start : n), values };
}

/** Places along one axis, counted from 0. */
export interface Taking {
  readonly axis: number;
  readonly indices: readonly number[];
}

/** The elements at the given places along one axis, in that order, repeats allowed. Throws RangeError outside. */
export function take(t: Tensor, { axis, indices }: Taking): Tensor {
  const at = axisOf(t.shape, axis);
  const size = t.shape[at]!;
  const wrong = indices.find((i) => !Number.isInteger(i) || i < 0 || i >= size);
  if (wrong !== undefined) {
    throw new RangeError(`Cannot take index ${wrong} on axis ${axis} of ${shapeText(t.shape)}`);
  }
  const inner = t.shape.slice(at + 1).reduce((total, n) => total * n, 1);
  const outer = t.shape.slice(0, at).reduce((total, n) => total * n, 1);
  const values = new Float64Array(outer * indices.length * inner);
  let to = 0;
  for (let o = 0; o < outer; o++) {
    for (const i of indices) {
      const start = (o * size + i) * inner;
      values.set(t.values.subarray(start, start + inner), to);
      to += inner;
    }
  }
  return { shape: t.shape.map((n, i) => i === at ? indices.length : n), values };
}

/** The slice at one place of an axis, without that axis: `pick(t, 0, 1)` of [2,3] is row 1, [3]. */
export function pick(t: Tensor, axis: number, index: number): Tensor {
  const at = axisOf(t.shape, axis);
  const taken = take(t, { axis: at, indices: [index] });
  return { shape: t.shape.filter((_, i) => i !== at), values: taken.values };
}

/** Tensors one after another along an axis; all other sizes must agree. Throws RangeError when they do not. */
export function concat(parts: readonly Tensor[], axis = 0): Tensor {
  const first = parts[0];
  if (first === undefined) throw new RangeError("Cannot concatenate no tensors: need at least one");
  const at = axisOf(first.shape, axis);
  for (const part of parts) {
    const agrees = part.shape.length === first.shape.length &&
      part.shape.every((n, i) => i === at || n === first.shape[i]);
    if (!agrees) {
      throw new RangeError(
        `Cannot concatenate ${shapeText(first.shape)} and ${shapeText(part.shape)} along axis ${axis}`,
      );
    }
  }
  const total = parts.reduce((size, part) => size + part.shape[at]!, 0);
  const outer = first.shape.slice(0, at).reduce((size, n) => size * n, 1);
  const inner = first.shape.slice(at + 1).reduce((size, n) => size * n, 1);
  const values = new Float64Array(outer * total * inner);
  let to = 0;
  for (let o = 0; o < outer; o++) {
    for (const part of parts) {
      const length = part.shape[at]! * inner;
      values.set(part.values.subarray(o * length, (o + 1) * length), to);
      to += length;
    }
  }
  return { shape: first.shape.map((n, i) => i === at ? total : n), values };
}

/** Tensors of one shape along a new axis: three of [2] stacked on axis 0 are [3,2]. */
export function stack(parts: readonly Tensor[], axis = 0): Tensor {
  const first = parts[0];
  if (first === undefined) throw new RangeError("Cannot stack no tensors: need at least one");
  const other = parts.find((part) => !sameShape(part.shape, first.shape));
  if (other !== undefined) {
    throw new RangeError(
      `Cannot stack ${shapeText(first.shape)} and ${shapeText(other.shape)}: shapes differ`,
    );
  }
  return concat(parts.map((part) => expand(part, axis)), axis);
}

/** How much to put before and after along one axis, and what value. */
export interface Padding {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
  readonly value?: number;
}

/** A tensor with a constant (0) put before and after it along one axis. */
export function pad(t: Tensor, { axis, before, after, value = 0 }: Padding): Tensor {
  const at = axisOf(t.shape, axis);
  if (![before, after].every((n) => Number.isInteger(n) && n >= 0)) {
    throw new RangeError(`Cannot pad ${shapeText(t.shape)} by ${before} and ${after}: whole numbers from 0`);
  }
  const edge = (n: number): Tensor => {
    const shape = t.shape.map((size, i) => i === at ? n : size);
    return { shape, values: new Float64Array(shape.reduce((total, size) => total * size, 1)).fill(value) };
  };
  return concat([edge(before), t, edge(after)], at);
}

/** The order along one axis reversed. */
export function flip(t: Tensor, axis: number): Tensor {
  const size = t.shape[axisOf(t.shape, axis)]!;
  return take(t, { axis, indices: Array.from({ length: size }, (_, i) => size - 1 - i) });
}

/** One-hot rows: labels, whole numbers below `classes`, [...] -> [...,classes]. Throws RangeError on other labels. */
export function oneHot(labels: Tensor, classes: number): Tensor {
  const values = new Float64Array(labels.values.length * classes);
  labels.values.forEach((label, i) => {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(`Cannot mark label ${label} among ${classes} classes`);
    }
    values[i * classes + label] = 1;
  });
  return { shape: [...labels.shape, classes], values };
}
