/** Rules about how an answer is written, apart from what it is worth: "without sum", "as one power". */
import { childrenOf, type Node, type ParseProblem } from "./node.ts";

/** Names of functions and variables, and signs: `sum`, `d`, `^`, `/`, `'`. */
export interface FormRules {
  readonly forbid: readonly string[];
  readonly mustContain: readonly string[];
  readonly maxNodes: number | undefined;
}

/** The first rule that the formula breaks, with the place of what is forbidden. */
export function formProblem(node: Node, rules: FormRules): ParseProblem | undefined {
  const parts = partsOf(node);
  const forbidden = parts.find((part) => symbolsOf(part).some((symbol) => rules.forbid.includes(symbol)));
  if (forbidden !== undefined) {
    const symbol = symbolsOf(forbidden).find((found) => rules.forbid.includes(found)) ?? "";
    return { at: forbidden.at, length: forbidden.length, message: `Write this without “${symbol}”` };
  }
  const present = new Set(parts.flatMap(symbolsOf));
  const missing = rules.mustContain.find((symbol) => !present.has(symbol));
  const whole = { at: node.at, length: node.length };
  if (missing !== undefined) return { ...whole, message: `Write this with “${missing}”` };
  if (rules.maxNodes !== undefined && parts.length > rules.maxNodes) {
    return {
      ...whole,
      message: `Simplify this: it has ${parts.length} parts, at most ${rules.maxNodes} are asked for`,
    };
  }
  return undefined;
}

/** The node and everything under it, from left to right. */
function partsOf(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(partsOf)];
}

function symbolsOf(node: Node): readonly string[] {
  switch (node.kind) {
    case "name":
      return [node.name];
    case "call":
      return node.name === "transpose"
        ? [node.name, "'"]
        : node.name === "matmul"
        ? [node.name, "@"]
        : [node.name];
    case "unary":
    case "binary":
      return [node.operator];
    case "transpose":
      return ["'", "transpose"];
    case "conditional":
      return ["?"];
    case "percent":
      return ["%"];
    case "index":
    case "list":
    case "matrix":
      return ["["];
    case "number":
      return [];
  }
}
