/** The tensor: a shape and its numbers in row-major order. */
import { checkShape, shapeText, sizeOf, stridesOf } from "./shape.ts";

/** Numbers in row-major order: the last axis varies fastest. Operations never change one, they return new ones. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export type Nested = number | readonly Nested[];

/** A tensor of nested lists: `tensor([[1, 2], [3, 4]])` is [2,2]. Throws RangeError where the lists are ragged. */
export function tensor(nested: Nested): Tensor {
  const shape: number[] = [];
  for (let level = nested; typeof level !== "number"; level = level[0]!) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const values: number[] = [];
  collect(nested, { shape, path: [], values });
  return { shape, values: Float64Array.from(values) };
}

interface Collected {
  readonly shape: readonly number[];
  readonly path: readonly number[];
  readonly values: number[];
}

function collect(nested: Nested, { shape, path, values }: Collected): void {
  const size = shape[path.length];
  const found = typeof nested === "number" ? "a number" : `${nested.length} elements`;
  const needed = size === undefined ? "a number" : `${size} elements`;
  if (found !== needed) {
    const place = path.length === 0 ? "the top" : `index [${path.join(",")}]`;
    throw new RangeError(`Cannot read ragged lists as a tensor: ${place} has ${found}, not ${needed}`);
  }
  if (typeof nested === "number") values.push(nested);
  else nested.forEach((inner, i) => collect(inner, { shape, path: [...path, i], values }));
}

/** A tensor of row-major values, which are copied. Throws RangeError when their number does not fill the shape. */
export function fromValues(values: ArrayLike<number>, shape: readonly number[]): Tensor {
  checkShape(shape);
  if (values.length !== sizeOf(shape)) {
    throw new RangeError(
      `Cannot fill ${shapeText(shape)} with ${values.length} values: it needs ${sizeOf(shape)}`,
    );
  }
  return { shape: [...shape], values: Float64Array.from(values) };
}

/** The tensor of no axes that holds one number. */
export function scalar(x: number): Tensor {
  return { shape: [], values: Float64Array.of(x) };
}

export function zeros(shape: readonly number[]): Tensor {
  checkShape(shape);
  return { shape: [...shape], values: new Float64Array(sizeOf(shape)) };
}

export function full(shape: readonly number[], x: number): Tensor {
  const out = zeros(shape);
  out.values.fill(x);
  return out;
}

export function ones(shape: readonly number[]): Tensor {
  return full(shape, 1);
}

/** The identity matrix [n,n]. */
export function identity(n: number): Tensor {
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.values[i * n + i] = 1;
  return out;
}

/** The vector [n] of 0, 1, ..., n-1. */
export function range(n: number): Tensor {
  const out = zeros([n]);
  for (let i = 0; i < n; i++) out.values[i] = i;
  return out;
}

/** Nested lists of a tensor; a plain number for a scalar. */
export function toNested(t: Tensor): Nested {
  const strides = stridesOf(t.shape);
  function nest(axis: number, offset: number): Nested {
    if (axis === t.shape.length) return t.values[offset]!;
    return Array.from({ length: t.shape[axis]! }, (_, i) => nest(axis + 1, offset + i * strides[axis]!));
  }
  return nest(0, 0);
}

/** The number at an index, one whole number an axis counted from 0. Throws RangeError outside the shape. */
export function at(t: Tensor, ...index: readonly number[]): number {
  const inside = index.length === t.shape.length &&
    index.every((i, axis) => Number.isInteger(i) && i >= 0 && i < t.shape[axis]!);
  if (!inside) {
    throw new RangeError(`Cannot read index ${shapeText(index)} of ${shapeText(t.shape)}: it is outside`);
  }
  let offset = 0;
  for (let axis = 0; axis < index.length; axis++) offset = offset * t.shape[axis]! + index[axis]!;
  return t.values[offset]!;
}

/** The only number of a tensor of one element, whatever its rank. Throws RangeError when there are more or none. */
export function item(t: Tensor): number {
  if (t.values.length !== 1) {
    throw new RangeError(`Cannot read ${shapeText(t.shape)} as one number: it has ${t.values.length}`);
  }
  return t.values[0]!;
}
