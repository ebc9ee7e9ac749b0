/** The value of a formula that stands for one number, exact where that is possible. */
import { err, ok, type Result } from "../base/result.ts";
import { evaluate } from "./evaluate.ts";
import type { Node, ParseProblem } from "./node.ts";
import { exactValue, type Rational, toNumber } from "./rational.ts";

export interface NumberValue {
  /** The double nearest to the exact value, where there is one: `0.1+0.2` is 0.3. */
  readonly value: number;
  readonly exact: Rational | undefined;
}

/** The number that a formula without variables is worth, or why it is worth none. */
export function numberValue(node: Node): Result<NumberValue, ParseProblem> {
  const evaluated = evaluate(node, new Map());
  if (!evaluated.ok) {
    const { at, length, message } = evaluated.error;
    return err({ at, length, message });
  }
  if (typeof evaluated.value !== "number") {
    return err({ at: node.at, length: node.length, message: "Here one number was expected" });
  }
  const exact = exactValue(node);
  return ok({ value: exact === undefined ? evaluated.value : toNumber(exact), exact });
}
