/** How far two values are apart, in relation to their size. */
import { sameShape } from "../tensor/shape.ts";
import { isTensor, type Value } from "./value.ts";

/** The largest |a-b| / (1+|a|+|b|) of all elements; Infinity where the shapes or kinds differ. NaN equals nothing. */
export function deviation(left: Value, right: Value): number {
  const [a, b] = [plain(left), plain(right)];
  if (isTensor(a) && isTensor(b)) {
    if (!sameShape(a.shape, b.shape)) return Infinity;
    return a.values.reduce((most, x, i) => Math.max(most, apart(x, b.values[i] ?? NaN)), 0);
  }
  if (typeof a === "number" && typeof b === "number") return apart(a, b);
  return a === b ? 0 : Infinity;
}

function apart(a: number, b: number): number {
  if (a === b) return 0;
  const distance = Math.abs(a - b) / (1 + Math.abs(a) + Math.abs(b));
  return Number.isNaN(distance) ? Infinity : distance;
}

/** A tensor of one element as its number, a list as a column: `x'@x` is a scalar, `sum(W, 1)` a column. */
function plain(value: Value): Value {
  if (!isTensor(value)) return value;
  if (value.values.length === 1) return value.values[0] as number;
  return value.shape.length === 1 ? { shape: [...value.shape, 1], values: value.values } : value;
}
