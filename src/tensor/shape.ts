/** Shapes: sizes, strides, axes and broadcasting, with errors that show the shapes that did not meet. */

export type Shape = readonly number[];

/** `[2,3]`, as shapes are written in every message. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(",")}]`;
}

/** The number of elements of a shape: the product of its sizes, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** How far apart neighbours on each axis lie in row-major order: [2,3,4] -> [12,4,1]. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis]);
}

/** Throws RangeError unless every size is a whole number of at least 0. */
export function checkShape(shape: Shape): void {
  if (shape.some((n) => !Number.isSafeInteger(n) || n < 0)) {
    throw new RangeError(`Cannot use ${shapeText(shape)} as a shape: sizes are whole numbers from 0`);
  }
}

/** An axis counted from 0. Negative axes count from the end: -1 is the last. Throws RangeError outside. */
export function axisOf(shape: Shape, axis: number): number {
  const counted = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || counted < 0 || counted >= shape.length) {
    throw new RangeError(`Cannot use axis ${axis} of ${shapeText(shape)}: it has ${shape.length} axes`);
  }
  return counted;
}

/** Different axes counted from 0, in increasing order. Throws RangeError outside the shape and on repeats. */
export function axesOf(shape: Shape, axes: number | readonly number[]): number[] {
  const counted = (typeof axes === "number" ? [axes] : axes).map((axis) => axisOf(shape, axis));
  if (new Set(counted).size !== counted.length) {
    throw new RangeError(`Cannot use axes ${counted.join(", ")} of ${shapeText(shape)}: one stands twice`);
  }
  return counted.sort((a, b) => a - b);
}

/**
 * The shape two shapes broadcast to: aligned at the last axis, sizes must be equal or one of them 1.
 * `doing` names the operation in the RangeError. Source: the NumPy broadcasting rules.
 */
export function broadcastShape(a: Shape, b: Shape, doing = "combine"): number[] {
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let back = 1; back <= rank; back++) {
    const n = a[a.length - back] ?? 1;
    const m = b[b.length - back] ?? 1;
    if (n !== m && n !== 1 && m !== 1) {
      throw new RangeError(
        `Cannot ${doing} ${shapeText(a)} and ${shapeText(b)}: axis -${back} has sizes ${n} and ${m}`,
      );
    }
    out[rank - back] = n === 1 ? m : n;
  }
  return out;
}

/** Strides that walk `shape` as if it were broadcast to `target`: 0 on every repeated axis. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const own = stridesOf(shape);
  const missing = target.length - shape.length;
  return target.map((_, axis) => axis < missing || shape[axis - missing] === 1 ? 0 : own[axis - missing]!);
}
