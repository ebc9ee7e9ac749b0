/** Reads a formula into a tree: the one grammar of learners' numbers, symbolic answers and authors' expressions. */
import { err, ok, type Result } from "../base/result.ts";
import type { Dialect } from "./dialect.ts";
import type { BinaryOperator, Node, ParseProblem } from "./node.ts";
import { GROUP_SPACE, normalise, type NormalText } from "./normalise.ts";
import { operand } from "./operand.ts";
import { covering, Reader } from "./reader.ts";
import { tokenise } from "./tokens.ts";

export const MAX_TEXT_LENGTH = 4000;

interface Binding {
  readonly operator: BinaryOperator;
  readonly power: number;
  readonly needs: "nothing" | "tensors" | "conditions";
}

const CONDITIONAL_POWER = 1;
const COMPARISON_POWER = 4;
const UNARY_POWER = 7;

/** From loosest to tightest; `^` alone leans right. Source of the order: Python, but for its lower `not`. */
const BINDINGS: ReadonlyMap<string, Binding> = new Map(
  [
    binding("||", 2, "conditions"),
    binding("&&", 3, "conditions"),
    ...(["==", "!=", "<", "<=", ">", ">="] as const).map((operator) =>
      binding(operator, COMPARISON_POWER, "conditions")
    ),
    binding("+", 5, "nothing"),
    binding("-", 5, "nothing"),
    binding("*", 6, "nothing"),
    binding("/", 6, "nothing"),
    binding("@", 6, "tensors"),
    binding("^", 8, "nothing"),
  ].map((entry) => [entry.operator, entry]),
);

const DIGITS = `\\d(?:[_${GROUP_SPACE}]?\\d)*`;
const DECIMAL_COMMA = new RegExp(`^\\s*(?:[+-]\\s*)?(?:${DIGITS})?,${DIGITS}(?:[eE][+-]?\\d+)?\\s*%?\\s*$`);

/** The tree of `text`, or the first thing in it that cannot be read. Never throws; a tree has at most 500 nodes,
 *  brackets, powers and signs nest at most 60 deep. */
export function parseExpression(text: string, dialect: Dialect): Result<Node, ParseProblem> {
  if (text.length > MAX_TEXT_LENGTH) {
    const message = `This is ${text.length} characters long; at most ${MAX_TEXT_LENGTH} can be read`;
    return err({ at: MAX_TEXT_LENGTH, length: text.length - MAX_TEXT_LENGTH, message });
  }
  const normal = normalise(text);
  const comma = dialect.decimalComma && DECIMAL_COMMA.test(normal.text);
  const tokens = tokenise(comma ? withDot(normal) : normal);
  if (!tokens.ok) return tokens;
  const reader = new Reader(tokens.value, dialect, { source: text, comma });
  const root = whole(reader);
  if (root !== undefined && reader.problem === undefined) return ok(root);
  return err(reader.problem ?? { at: 0, length: text.length, message: "This cannot be read" });
}

function whole(reader: Reader): Node | undefined {
  if (reader.peek().kind === "end") return reader.fail(reader.peek(), "Nothing is typed here yet");
  const root = expression(reader, 0);
  const rest = reader.peek();
  if (root !== undefined && rest.kind !== "end") return reader.fail(rest, reader.stray(rest));
  return root === undefined ? undefined : withClearPercent(reader, root);
}

/** An operand and all operators after it that bind at least as tightly as `least`. */
function expression(reader: Reader, least: number): Node | undefined {
  return reader.deeper(() => {
    let left = prefix(reader);
    while (left !== undefined) {
      const next = reader.peek();
      if (reader.startsOperand(next)) return reader.fail(next, reader.missingSign(next));
      if (reader.is("?")) {
        if (least > CONDITIONAL_POWER) break;
        left = conditional(reader, left);
        continue;
      }
      const found = next.kind === "sign" ? BINDINGS.get(next.text) : undefined;
      if (found === undefined || found.power < least) break;
      left = binary(reader, left, found);
    }
    return left;
  });
}

function prefix(reader: Reader): Node | undefined {
  const token = reader.peek();
  const operator = token.kind === "sign" ? token.text : "";
  const isPrefix = operator === "-" || operator === "+" || (operator === "!" && reader.dialect.conditions);
  if (!isPrefix) return operand(reader, () => expression(reader, CONDITIONAL_POWER));
  reader.take();
  const of = expression(reader, UNARY_POWER);
  return of && reader.node({ kind: "unary", operator, of, ...covering(token, of) });
}

function binary(reader: Reader, left: Node, { operator, power, needs }: Binding): Node | undefined {
  const sign = reader.take();
  if (needs !== "nothing" && !reader.dialect[needs]) {
    return reader.fail(sign, `“${reader.slice(sign)}” cannot be used in this field`);
  }
  if (operator === "^" && isTransposeMark(reader)) {
    return reader.node({ kind: "transpose", of: left, ...covering(left, reader.take()) });
  }
  const right = expression(reader, operator === "^" ? power : power + 1);
  if (right === undefined) return undefined;
  const next = reader.peek();
  if (power === COMPARISON_POWER && next.kind === "sign" && BINDINGS.get(next.text)?.power === power) {
    return reader.fail(next, "Comparisons cannot be chained: write a < b && b < c");
  }
  return reader.node({ kind: "binary", operator, left, right, ...covering(left, right) });
}

function conditional(reader: Reader, test: Node): Node | undefined {
  const sign = reader.take();
  if (!reader.dialect.conditions) return reader.fail(sign, "“?” cannot be used in this field");
  const then = expression(reader, CONDITIONAL_POWER);
  if (then === undefined) return undefined;
  if (!reader.skip(":")) return reader.fail(reader.peek(), "A “?” needs a “:” and what holds otherwise");
  const otherwise = expression(reader, CONDITIONAL_POWER);
  if (otherwise === undefined) return undefined;
  return reader.node({ kind: "conditional", test, then, otherwise, ...covering(test, otherwise) });
}

/** `W^T` where T is no variable. */
function isTransposeMark(reader: Reader): boolean {
  const token = reader.peek();
  const { tensors, variables } = reader.dialect;
  return tensors && token.kind === "name" && token.text === "T" && !variables.has("T");
}

/** `50%`, `-50%` and `2*50%` are clear; in `1+50%` or `1/50%` it is not said what the sign belongs to. */
function withClearPercent(reader: Reader, root: Node): Node | undefined {
  const spine: Node[] = [];
  for (let node: Node | undefined = root; node !== undefined; node = rightmost(node)) spine.push(node);
  const percent = spine.findIndex((node) => node.kind === "percent");
  const isClear = spine.slice(0, Math.max(percent, 0)).every((node) =>
    node.kind === "unary" || (node.kind === "binary" && node.operator === "*")
  );
  if (isClear) return root;
  const sign = spine[percent] ?? root;
  return reader.fail(
    { at: sign.at + sign.length - 1, length: 1 },
    "It is not clear what the % belongs to: use ( )",
  );
}

function rightmost(node: Node): Node | undefined {
  switch (node.kind) {
    case "unary":
      return node.of;
    case "binary":
      return node.right;
    case "conditional":
      return node.otherwise;
    default:
      return undefined;
  }
}

/** The text with its one comma as a dot. */
function withDot(normal: NormalText): NormalText {
  return { ...normal, text: normal.text.replace(",", ".") };
}

function binding(operator: BinaryOperator, power: number, needs: Binding["needs"]): Binding {
  return { operator, power, needs };
}
