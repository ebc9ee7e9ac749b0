/** Says why a step of a formula has no finite value. */
import type { Node } from "./node.ts";
import { describeValue, isTensor, type Value } from "./value.ts";

const POSITIVE = new Set(["ln", "log2", "log10"]);

/** One sentence for the person who typed the formula; `parts` are the values that went in. */
export function reasonOf(node: Node, parts: readonly Value[], found: Value): string {
  const [first, second] = parts;
  if (node.kind === "binary" && node.operator === "/" && holds(second, (x) => x === 0)) {
    return "Division by zero";
  }
  if (node.kind === "binary" && node.operator === "^") return powerReason(first, second);
  if (node.kind === "call" && POSITIVE.has(node.name) && holds(first, (x) => x <= 0)) {
    return `${node.name} needs a positive number, found ${worst(first)}`;
  }
  if (node.kind === "call" && node.name === "sqrt") return `The root of a negative number, ${worst(first)}`;
  const isHuge = isTensor(found) ? !found.values.some(Number.isNaN) : !Number.isNaN(found);
  if (isHuge) return "This is too large to be worked out";
  if (node.kind === "call" && parts.every((part) => !isTensor(part))) {
    return `${node.name}(${parts.map(describeValue).join(", ")}) has no value`;
  }
  return "This has no value";
}

function powerReason(base: Value | undefined, power: Value | undefined): string {
  if (holds(base, (x) => x === 0) && holds(power, (x) => x < 0)) return "Zero to a negative power";
  if (holds(base, (x) => x < 0) && holds(power, (x) => !Number.isInteger(x))) {
    return "A negative number to a fractional power has no real value";
  }
  return "This power is too large to be worked out";
}

function holds(value: Value | undefined, is: (x: number) => boolean): boolean {
  if (value === undefined || typeof value === "boolean") return false;
  return isTensor(value) ? value.values.some(is) : is(value);
}

/** The smallest number in the value: the one that a logarithm or a root refuses first. */
function worst(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  return describeValue(
    isTensor(value) ? value.values.reduce((least, x) => Math.min(least, x), Infinity) : value,
  );
}
