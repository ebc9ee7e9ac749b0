/** What a function of the formula language is made of, and how it asks for its arguments. */
import { zip } from "../../tensor/elementwise.ts";
import { broadcastShape, sizeOf } from "../../tensor/shape.ts";
import { fromValues, type Tensor } from "../../tensor/tensor.ts";
import { describeValue, isTensor, type Value } from "../value.ts";

/** A function that a formula may call. `cost` bounds from above the scalar operations and the numbers it will make. */
export interface Operation {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly cost: (args: readonly Value[]) => number;
  readonly apply: (args: readonly Value[]) => Value;
}

/** An operation that was given what it cannot take. evaluate() turns it into a problem with a position. */
export class Fault extends Error {
  constructor(readonly kind: "type" | "shape" | "limit", message: string) {
    super(message);
  }
}

/** The bounds that most operations have: one pass over their arguments. */
export function onePass(args: readonly Value[]): number {
  return args.reduce<number>((total, arg) => total + (isTensor(arg) ? arg.values.length : 1), 0);
}

/** The same operation, but each of its numbers costs as many steps as `steps`. */
export function costing(operation: Operation, steps: number): Operation {
  return { ...operation, cost: (args) => operation.cost(args) * steps };
}

/** A function of each number of its argument. */
export function elementwise(name: string, f: (x: number) => number): Operation {
  return {
    name,
    least: 1,
    most: 1,
    cost: onePass,
    apply: ([x]) => mapValue(numeric(x, name), f),
  };
}

/** A function of pairs of numbers, broadcast as NumPy does. */
export function pairwise(name: string, f: (x: number, y: number) => number): Operation {
  return {
    name,
    least: 2,
    most: 2,
    cost: ([a, b]) => sizeOf(broadcastShape(shapeOf(a), shapeOf(b), `apply ${name} to`)),
    apply: ([a, b]) => zipValues(numeric(a, name), numeric(b, name), { doing: `apply ${name} to`, f }),
  };
}

export function mapValue(value: number | Tensor, f: (x: number) => number): number | Tensor {
  return isTensor(value) ? { shape: value.shape, values: value.values.map(f) } : f(value);
}

/** What zipValues combines, and the verb of its error. */
export interface Zipped {
  readonly doing: string;
  readonly f: (x: number, y: number) => number;
}

export function zipValues(a: number | Tensor, b: number | Tensor, { doing, f }: Zipped): number | Tensor {
  return isTensor(a) || isTensor(b) ? zip(a, b, { doing, f }) : f(a, b);
}

export function shapeOf(value: Value | undefined): readonly number[] {
  return value !== undefined && isTensor(value) ? value.shape : [];
}

/** The argument as numbers: a truth value is refused. */
export function numeric(value: Value | undefined, name: string): number | Tensor {
  if (value === undefined) throw new Fault("type", `${name} lacks a value`);
  if (typeof value === "boolean") throw new Fault("type", `${name} needs numbers, found a truth value`);
  return value;
}

/** The argument as a tensor; a single number is refused. */
export function tensorIn(value: Value | undefined, name: string): Tensor {
  const found = numeric(value, name);
  if (!isTensor(found)) {
    throw new Fault("type", `${name} needs a list of numbers, found ${describeValue(found)}`);
  }
  return found;
}

/** The argument as a tensor, a single number as a vector of one. */
export function listIn(value: Value | undefined, name: string): Tensor {
  const found = numeric(value, name);
  return isTensor(found) ? found : fromValues([found], [1]);
}

/** The argument as one number. */
export function numberIn(value: Value | undefined, name: string): number {
  const found = numeric(value, name);
  if (isTensor(found)) {
    throw new Fault("type", `${name} needs one number here, found ${describeValue(found)}`);
  }
  return found;
}

/** The argument as a whole number within bounds, or `otherwise` where it was left out. */
export function wholeIn(value: Value | undefined, within: Whole): number {
  if (value === undefined && within.otherwise !== undefined) return within.otherwise;
  const found = numberIn(value, within.of);
  if (!Number.isInteger(found) || found < within.lo || found > within.hi) {
    const range = `a whole number from ${within.lo} to ${within.hi}`;
    throw new Fault("type", `${within.of} needs ${range}, found ${describeValue(found)}`);
  }
  return found;
}

/** Bounds of a whole-number argument; `of` names it in the message: "the stride of conv2d". */
export interface Whole {
  readonly of: string;
  readonly lo: number;
  readonly hi: number;
  readonly otherwise?: number;
}

/** An axis, where one was given; reductions without one go over everything. */
export function axisIn(value: Value | undefined, name: string): { readonly axis?: number } {
  return value === undefined ? {} : { axis: wholeIn(value, { of: `the axis of ${name}`, lo: -8, hi: 7 }) };
}
