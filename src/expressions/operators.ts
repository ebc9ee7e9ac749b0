/** What the signs of the language do: arithmetic, comparison, matrix product. */
import { transpose } from "../tensor/arrange.ts";
import { matmul } from "../tensor/matmul.ts";
import { broadcastShape, sizeOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { BinaryOperator, UnaryOperator } from "./node.ts";
import { Fault, mapValue, numeric, shapeOf, type Zipped, zipValues } from "./operations/operation.ts";
import { describeValue, isTensor, simplified, type Value } from "./value.ts";

/** `&&` and `||` do not stand here: they look at their right side only when they must. */
type EagerOperator = Exclude<BinaryOperator, "&&" | "||" | "@">;

const PAIRWISE: ReadonlyMap<BinaryOperator, Zipped> = new Map<EagerOperator, Zipped>([
  ["+", { doing: "add", f: (x, y) => x + y }],
  ["-", { doing: "subtract", f: (x, y) => x - y }],
  ["*", { doing: "multiply elements of", f: (x, y) => x * y }],
  ["/", { doing: "divide", f: (x, y) => x / y }],
  ["^", { doing: "raise to powers", f: (x, y) => x ** y }],
  ["==", { doing: "compare", f: (x, y) => x === y ? 1 : 0 }],
  ["!=", { doing: "compare", f: (x, y) => x !== y ? 1 : 0 }],
  ["<", { doing: "compare", f: (x, y) => x < y ? 1 : 0 }],
  ["<=", { doing: "compare", f: (x, y) => x <= y ? 1 : 0 }],
  [">", { doing: "compare", f: (x, y) => x > y ? 1 : 0 }],
  [">=", { doing: "compare", f: (x, y) => x >= y ? 1 : 0 }],
]);
const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** An upper bound of the scalar operations, worked out before anything is allocated. Throws RangeError on shapes. */
export function binaryCost(operator: BinaryOperator, left: Value, right: Value): number {
  if (operator === "@") return matmulCost(left, right);
  return sizeOf(broadcastShape(shapeOf(left), shapeOf(right), PAIRWISE.get(operator)?.doing));
}

/** `left operator right`; comparisons of numbers give truth values, of tensors 0 and 1. Throws Fault or RangeError. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  const [a, b] = [numeric(left, `“${operator}”`), numeric(right, `“${operator}”`)];
  if (operator === "@") return matrixProduct(a, b);
  const zipped = PAIRWISE.get(operator);
  if (zipped === undefined) throw new Fault("type", `“${operator}” needs truth values, found numbers`);
  if (operator === "^" && isTensor(a) && a.shape.length === 2 && typeof b === "number" && b < 0) {
    throw new Fault("type", "A matrix has no negative power here: write inv(A), or 1/A for each element");
  }
  const value = zipValues(a, b, zipped);
  return COMPARISONS.has(operator) && typeof value === "number" ? value === 1 : value;
}

export function applyUnary(operator: UnaryOperator, of: Value): Value {
  if (operator === "!") {
    if (typeof of !== "boolean") throw new Fault("type", "“!” needs a truth value, as in !(x > 0)");
    return !of;
  }
  const value = numeric(of, `“${operator}”`);
  return operator === "-" ? mapValue(value, (x) => -x) : value;
}

/** The last two axes swapped; a number is its own transpose, a vector has no direction and is refused. */
export function transposed(of: Value): Value {
  const value = numeric(of, "“'”");
  if (!isTensor(value)) return value;
  if (value.shape.length < 2) {
    throw new Fault(
      "shape",
      "A list of numbers has no direction: write [1;2;3] for a column, outer(x, y) or dot(x, y)",
    );
  }
  return transpose(value);
}

function matrixProduct(a: number | Tensor, b: number | Tensor): Value {
  if (!isTensor(a) || !isTensor(b)) {
    throw new Fault(
      "type",
      `“@” multiplies matrices, found ${describeValue(a)} and ${describeValue(b)}: write *`,
    );
  }
  return simplified(matmul(a, b));
}

/** Rows x inner x columns for each matrix of the stack. */
function matmulCost(left: Value, right: Value): number {
  const [a, b] = [shapeOf(left), shapeOf(right)];
  const batch = sizeOf(broadcastShape(a.slice(0, -2), b.slice(0, -2)));
  return batch * (a.at(-2) ?? 1) * (a.at(-1) ?? 1) * (b.length > 1 ? b.at(-1) ?? 1 : 1);
}
