/** Puts numbers in place of names in a formula, so that a worked line shows what is reckoned with. */
import { type Budget, evaluateWithin } from "../expressions/evaluate.ts";
import type { Node } from "../expressions/node.ts";
import type { Values } from "./template_formula.ts";

/** The tree with single numbers filled in, to 4 decimals, and only the branch that is taken. Tensors keep their names. */
export function withNumbers(node: Node, values: Values, budget: Budget): Node {
  const inside = (child: Node) => withNumbers(child, values, budget);
  switch (node.kind) {
    case "number":
      return node;
    case "name": {
      const value = values.get(node.name);
      return typeof value === "number" && Number.isFinite(value) ? literal(value, node) : node;
    }
    case "unary":
    case "transpose":
    case "percent":
      return { ...node, of: inside(node.of) };
    case "binary":
      return { ...node, left: inside(node.left), right: inside(node.right) };
    case "conditional": {
      const test = evaluateWithin(node.test, values, budget);
      if (test.ok) return inside(test.value === true ? node.then : node.otherwise);
      return { ...node, test: inside(node.test), then: inside(node.then), otherwise: inside(node.otherwise) };
    }
    case "call":
      return { ...node, args: node.args.map(inside) };
    case "index":
      return { ...node, of: inside(node.of), positions: node.positions.map(inside) };
    case "list":
      return { ...node, items: node.items.map(inside) };
    case "matrix":
      return { ...node, rows: node.rows.map((row) => row.map(inside)) };
  }
}

function literal(value: number, { at, length }: Node): Node {
  const size = Math.abs(value);
  const kept = size === 0 || size >= 1e-3 ? Number(size.toFixed(4)) : Number(size.toPrecision(4));
  const of: Node = { kind: "number", text: String(kept), value: kept, comma: false, at, length };
  return value < 0 ? { kind: "unary", operator: "-", of, at, length } : of;
}
