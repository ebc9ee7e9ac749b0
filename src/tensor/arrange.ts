/** The same numbers in another shape or order: reshape, permute, broadcast. */
import {
  axisOf,
  broadcastShape,
  broadcastStrides,
  sameShape,
  type Shape,
  shapeText,
  sizeOf,
  stridesOf,
} from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** The same values in row-major order under another shape; one size may be -1 and is worked out. */
export function reshape(t: Tensor, shape: Shape): Tensor {
  const size = t.values.length;
  const known = sizeOf(shape.filter((n) => n !== -1));
  const open = shape.filter((n) => n === -1).length;
  const target = shape.map((n) => n === -1 ? size / known : n);
  const fits = open <= 1 && target.every((n) => Number.isInteger(n) && n >= 0) && sizeOf(target) === size;
  if (!fits) {
    throw new RangeError(
      `Cannot reshape ${shapeText(t.shape)} to ${shapeText(shape)}: the first has ${size} elements`,
    );
  }
  return { shape: target, values: t.values };
}

/** All values as one vector. */
export function flatten(t: Tensor): Tensor {
  return reshape(t, [-1]);
}

/** Without the axis, which must have size 1. */
export function squeeze(t: Tensor, axis: number): Tensor {
  const at = axisOf(t.shape, axis);
  if (t.shape[at] !== 1) {
    throw new RangeError(
      `Cannot drop axis ${axis} of ${shapeText(t.shape)}: its size is ${t.shape[at]}, not 1`,
    );
  }
  return { shape: t.shape.filter((_, i) => i !== at), values: t.values };
}

/** With a new axis of size 1 before `axis`; -1 puts it last. */
export function expand(t: Tensor, axis: number): Tensor {
  const at = axisOf([...t.shape, 1], axis);
  return { shape: [...t.shape.slice(0, at), 1, ...t.shape.slice(at)], values: t.values };
}

/** Axes in another order: `permute(t, [2, 0, 1])` puts axis 2 first. Throws RangeError unless every axis stands once. */
export function permute(t: Tensor, order: readonly number[]): Tensor {
  const axes = order.map((axis) => axisOf(t.shape, axis));
  if (axes.length !== t.shape.length || new Set(axes).size !== axes.length) {
    throw new RangeError(
      `Cannot permute ${shapeText(t.shape)} by ${shapeText(order)}: each of its axes must stand once`,
    );
  }
  const strides = stridesOf(t.shape);
  const shape = axes.map((axis) => t.shape[axis]!);
  return { shape, values: gather(t.values, shape, axes.map((axis) => strides[axis]!)) };
}

/** The last two axes swapped: [...,n,m] -> [...,m,n]; a vector stays as it is. */
export function transpose(t: Tensor): Tensor {
  const rank = t.shape.length;
  if (rank < 2) return t;
  return permute(t, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** Repeated along new and size-1 axes until it has `shape`. Throws RangeError when it does not broadcast to it. */
export function broadcastTo(t: Tensor, shape: Shape): Tensor {
  if (!sameShape(broadcastShape(t.shape, shape, "broadcast"), shape)) {
    throw new RangeError(`Cannot broadcast ${shapeText(t.shape)} to ${shapeText(shape)}`);
  }
  return { shape: [...shape], values: gather(t.values, shape, broadcastStrides(t.shape, shape)) };
}

/** The values met when walking `shape` in row-major order with the given strides. */
function gather(from: Float64Array, shape: Shape, strides: readonly number[]): Float64Array {
  const values = new Float64Array(sizeOf(shape));
  if (values.length === 0) return values;
  const last = shape.length - 1;
  const width = shape[last] ?? 1;
  const step = strides[last] ?? 1;
  const index = new Array<number>(Math.max(last, 0)).fill(0);
  let offset = 0;
  for (let start = 0; start < values.length; start += width) {
    for (let k = 0; k < width; k++) values[start + k] = from[offset + k * step]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      offset += strides[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      offset -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}
