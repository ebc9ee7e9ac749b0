/** Mathematics element by element, with broadcasting. */
import { broadcastShape, broadcastStrides, sameShape, type Shape, sizeOf } from "./shape.ts";
import { scalar, type Tensor, zeros } from "./tensor.ts";

/** A tensor, or a number that is broadcast to every element. */
export type Operand = Tensor | number;

/** f applied to each element; same shape. */
export function map(t: Tensor, f: (x: number) => number): Tensor {
  const from = t.values;
  const values = new Float64Array(from.length);
  for (let i = 0; i < values.length; i++) values[i] = f(from[i]!);
  return { shape: t.shape, values };
}

/** What `zip` combines, and the verb its error uses: "add", "divide". */
export interface Zip {
  readonly doing: string;
  readonly f: (x: number, y: number) => number;
}

/** f applied to pairs of elements of a and b, broadcast to one shape. Throws RangeError when they do not meet. */
export function zip(a: Operand, b: Operand, { doing, f }: Zip): Tensor {
  const left = typeof a === "number" ? scalar(a) : a;
  const right = typeof b === "number" ? scalar(b) : b;
  const shape = broadcastShape(left.shape, right.shape, doing);
  const values = new Float64Array(sizeOf(shape));
  const x = left.values;
  const y = right.values;
  if (sameShape(left.shape, right.shape)) {
    for (let i = 0; i < values.length; i++) values[i] = f(x[i]!, y[i]!);
  } else if (y.length === 1) {
    const only = y[0]!;
    for (let i = 0; i < values.length; i++) values[i] = f(x[i]!, only);
  } else if (x.length === 1) {
    const only = x[0]!;
    for (let i = 0; i < values.length; i++) values[i] = f(only, y[i]!);
  } else {
    zipRows(values, shape, { left, right, f });
  }
  return { shape, values };
}

interface Pair {
  readonly left: Tensor;
  readonly right: Tensor;
  readonly f: (x: number, y: number) => number;
}

/** Walks all rows of the last axis with an odometer over the axes before it. */
function zipRows(values: Float64Array, shape: Shape, { left, right, f }: Pair): void {
  const x = left.values;
  const y = right.values;
  const last = shape.length - 1;
  const width = shape[last]!;
  const xs = broadcastStrides(left.shape, shape);
  const ys = broadcastStrides(right.shape, shape);
  const dx = xs[last]!;
  const dy = ys[last]!;
  const index = new Array<number>(last).fill(0);
  let i = 0;
  let j = 0;
  for (let start = 0; start < values.length; start += width) {
    for (let k = 0; k < width; k++) values[start + k] = f(x[i + k * dx]!, y[j + k * dy]!);
    for (let axis = last - 1; axis >= 0; axis--) {
      i += xs[axis]!;
      j += ys[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      i -= xs[axis]! * shape[axis]!;
      j -= ys[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/** Two tensors of one shape and a place for the result: the loops below then need no function for each element. */
interface Alike {
  readonly shape: Shape;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
}

function alike(a: Operand, b: Operand): Alike | undefined {
  if (typeof a === "number" || typeof b === "number" || !sameShape(a.shape, b.shape)) return undefined;
  return { shape: a.shape, x: a.values, y: b.values, values: new Float64Array(a.values.length) };
}

export function add(a: Operand, b: Operand): Tensor {
  const same = alike(a, b);
  if (same === undefined) return zip(a, b, { doing: "add", f: (x, y) => x + y });
  const { shape, x, y, values } = same;
  for (let i = 0; i < values.length; i++) values[i] = x[i]! + y[i]!;
  return { shape, values };
}

/** a - b. */
export function sub(a: Operand, b: Operand): Tensor {
  const same = alike(a, b);
  if (same === undefined) return zip(a, b, { doing: "subtract", f: (x, y) => x - y });
  const { shape, x, y, values } = same;
  for (let i = 0; i < values.length; i++) values[i] = x[i]! - y[i]!;
  return { shape, values };
}

/** The element-wise (Hadamard) product; `matmul` is the matrix product. */
export function mul(a: Operand, b: Operand): Tensor {
  const same = alike(a, b);
  if (same === undefined) return zip(a, b, { doing: "multiply elements of", f: (x, y) => x * y });
  const { shape, x, y, values } = same;
  for (let i = 0; i < values.length; i++) values[i] = x[i]! * y[i]!;
  return { shape, values };
}

/** a / b. */
export function div(a: Operand, b: Operand): Tensor {
  const same = alike(a, b);
  if (same === undefined) return zip(a, b, { doing: "divide", f: (x, y) => x / y });
  const { shape, x, y, values } = same;
  for (let i = 0; i < values.length; i++) values[i] = x[i]! / y[i]!;
  return { shape, values };
}

/** a to the power b. */
export function pow(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "raise to powers", f: (x, y) => x ** y });
}

/** The larger of each pair. */
export function maximum(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "compare", f: Math.max });
}

/** The smaller of each pair. */
export function minimum(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "compare", f: Math.min });
}

/** 1 where a > b, else 0. */
export function greater(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "compare", f: (x, y) => x > y ? 1 : 0 });
}

/** 1 where a < b, else 0. */
export function less(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "compare", f: (x, y) => x < y ? 1 : 0 });
}

/** 1 where a and b are the same number, else 0. */
export function equal(a: Operand, b: Operand): Tensor {
  return zip(a, b, { doing: "compare", f: (x, y) => x === y ? 1 : 0 });
}

/** The two sides of `where`. */
export interface Sides {
  readonly yes: Operand;
  readonly no: Operand;
}

/** `yes` where the condition is not 0, `no` elsewhere; all three broadcast. */
export function where(condition: Tensor, { yes, no }: Sides): Tensor {
  const pairs = zip(yes, no, { doing: "choose between", f: (x) => x });
  const shape = broadcastShape(condition.shape, pairs.shape, "choose by");
  const spread = (t: Operand) => zip(t, zeros(shape), { doing: "choose by", f: (x) => x }).values;
  const [holds, chosen, other] = [spread(condition), spread(yes), spread(no)];
  return { shape, values: holds.map((c, i) => c !== 0 ? chosen[i]! : other[i]!) };
}

export function neg(t: Tensor): Tensor {
  return map(t, (x) => -x);
}

export function exp(t: Tensor): Tensor {
  return map(t, Math.exp);
}

/** The natural logarithm. */
export function log(t: Tensor): Tensor {
  return map(t, Math.log);
}

export function log2(t: Tensor): Tensor {
  return map(t, Math.log2);
}

export function sqrt(t: Tensor): Tensor {
  return map(t, Math.sqrt);
}

export function square(t: Tensor): Tensor {
  return map(t, (x) => x * x);
}

export function abs(t: Tensor): Tensor {
  return map(t, Math.abs);
}

/** -1, 0 or 1. */
export function sign(t: Tensor): Tensor {
  return map(t, Math.sign);
}

/** Each element moved into [lo, hi]. Throws RangeError when lo > hi. */
export function clip(t: Tensor, { lo, hi }: { readonly lo: number; readonly hi: number }): Tensor {
  if (!(lo <= hi)) throw new RangeError(`Cannot clip into [${lo}, ${hi}]: the bounds are reversed`);
  return map(t, (x) => Math.min(hi, Math.max(lo, x)));
}
