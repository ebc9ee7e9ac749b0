/** What a formula can be worth: a number, a tensor of at least one axis, or a truth value. */
import { type Tensor } from "../tensor/tensor.ts";

export type Value = number | boolean | Tensor;

export function isTensor(value: Value): value is Tensor {
  return typeof value === "object";
}

/** How many numbers a value holds. */
export function sizeOfValue(value: Value): number {
  return isTensor(value) ? value.values.length : 1;
}

/** A tensor without axes is the number in it: formulas know only one kind of scalar. */
export function simplified(tensor: Tensor): Value {
  return tensor.shape.length === 0 ? tensor.values[0] as number : tensor;
}

/** Whether every number in the value is finite. */
export function isFiniteValue(value: Value): boolean {
  if (isTensor(value)) return value.values.every(Number.isFinite);
  return typeof value === "boolean" || Number.isFinite(value);
}

/** The value as it is called in messages: `-2`, `a tensor [2,3]`, `true`. */
export function describeValue(value: Value): string {
  if (isTensor(value)) return `a tensor [${value.shape.join(",")}]`;
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : String(value);
}
