/** Works out what a formula is worth, by a walk over its tree within fixed limits. */
import { err, ok, type Result } from "../base/result.ts";
import { pick, stack } from "../tensor/slices.ts";
import { fromValues } from "../tensor/tensor.ts";
import { reasonOf } from "./not_finite.ts";
import type { BinaryNode, CallNode, ConditionalNode, IndexNode, MatrixNode, Node, Span } from "./node.ts";
import { Fault, mapValue, numberIn, numeric, tensorIn, wholeIn } from "./operations/operation.ts";
import { OPERATIONS } from "./operations/operations.ts";
import { applyBinary, applyUnary, binaryCost, transposed } from "./operators.ts";
import { isFiniteValue, isTensor, simplified, sizeOfValue, type Value } from "./value.ts";

export const MAX_ELEMENTS = 4096;
export const MAX_SCALAR_OPERATIONS = 1_000_000;
/** Taking a slice at a position costs as much as so many operations on numbers. */
const INDEX_COST = 40;

/** Why a formula has no value, and which part of it. Only `domain` problems depend on the numbers in the variables. */
export interface EvaluationProblem extends Span {
  readonly kind: "domain" | "shape" | "type" | "limit" | "unknown";
  readonly message: string;
}

export type Variables = ReadonlyMap<string, Value>;

/** What may still be spent: one budget can serve all formulas of a card. */
export interface Budget {
  left: number;
}

type Evaluated = Result<Value, EvaluationProblem>;

interface Walk {
  readonly variables: Variables;
  readonly budget: Budget;
}

const CONSTANTS: Variables = new Map([["pi", Math.PI], ["e", Math.E]]);

/** The value of a formula, all its numbers finite, or the first problem on the way. Never throws. */
export function evaluate(node: Node, variables: Variables): Evaluated {
  return valueOf(node, { variables, budget: { left: MAX_SCALAR_OPERATIONS } });
}

/** As evaluate(), spending from a budget that outlives the call. */
export function evaluateWithin(node: Node, variables: Variables, budget: Budget): Evaluated {
  return valueOf(node, { variables, budget });
}

function valueOf(node: Node, walk: Walk): Evaluated {
  switch (node.kind) {
    case "number":
      return ok(node.value);
    case "name": {
      const value = walk.variables.get(node.name) ?? CONSTANTS.get(node.name);
      if (value === undefined) return problem(node, "unknown", `“${node.name}” has no value here`);
      return ok(value);
    }
    case "unary":
      return withValues(node, [node.of], walk, ([of]) => applyUnary(node.operator, of as Value));
    case "transpose":
      return withValues(node, [node.of], walk, ([of]) => transposed(of as Value));
    case "percent":
      return withValues(node, [node.of], walk, ([of]) => mapValue(numeric(of, "“%”"), (x) => x / 100));
    case "binary":
      return node.operator === "&&" || node.operator === "||" ? logical(node, walk) : binary(node, walk);
    case "conditional":
      return conditional(node, walk);
    case "call":
      return call(node, walk);
    case "index":
      return withValues(
        node,
        [node.of, ...node.positions],
        walk,
        ([of, ...at]) => {
          spend(walk.budget, INDEX_COST * at.length);
          return elementAt(node, of as Value, at);
        },
      );
    case "list":
      return withValues(node, node.items, walk, listOf);
    case "matrix":
      return withValues(node, node.rows.flat(), walk, (cells) => matrixOf(node, cells));
  }
}

function binary(node: BinaryNode, walk: Walk): Evaluated {
  return withValues(node, [node.left, node.right], walk, (sides) => {
    const [left, right] = sides as [Value, Value];
    spend(walk.budget, binaryCost(node.operator, left, right));
    return applyBinary(node.operator, left, right);
  });
}

function call(node: CallNode, walk: Walk): Evaluated {
  const operation = OPERATIONS.get(node.name);
  if (operation === undefined) {
    return problem(node, "unknown", `The function “${node.name}” is not known here`);
  }
  return withValues(node, node.args, walk, (args) => {
    if (args.length < operation.least || args.length > operation.most) {
      throw new Fault("type", `${node.name} takes another number of values than ${args.length}`);
    }
    spend(walk.budget, operation.cost(args));
    return operation.apply(args);
  });
}

/** The right side only where the left one does not decide. */
function logical(node: BinaryNode, walk: Walk): Evaluated {
  const left = truth(node.left, walk);
  if (!left.ok || left.value === (node.operator === "||")) return left;
  return truth(node.right, walk);
}

/** The branch not taken is not looked at, so that `q > 0 ? ln(q) : 0` works. */
function conditional(node: ConditionalNode, walk: Walk): Evaluated {
  const test = truth(node.test, walk);
  if (!test.ok) return test;
  return valueOf(test.value ? node.then : node.otherwise, walk);
}

function truth(node: Node, walk: Walk): Result<boolean, EvaluationProblem> {
  const value = valueOf(node, walk);
  if (!value.ok) return value;
  if (typeof value.value === "boolean") return ok(value.value);
  return problem(node, "type", "Here a comparison is needed, such as x > 0");
}

/** Evaluates the parts, then `combine`s them; what the operations throw becomes a problem at `node`. */
function withValues(
  node: Node,
  parts: readonly Node[],
  walk: Walk,
  combine: (values: readonly Value[]) => Value,
): Evaluated {
  const values: Value[] = [];
  for (const part of parts) {
    const value = valueOf(part, walk);
    if (!value.ok) return value;
    values.push(value.value);
  }
  try {
    spend(walk.budget, 1);
    return checked(node, combine(values), values);
  } catch (thrown) {
    // The tensor layer reports shapes that do not meet as RangeError: here they are an answer, not a broken promise.
    if (thrown instanceof Fault) return problem(node, thrown.kind, thrown.message);
    if (thrown instanceof RangeError) return problem(node, "shape", thrown.message);
    throw thrown;
  }
}

function checked(node: Node, value: Value, parts: readonly Value[]): Evaluated {
  const size = sizeOfValue(value);
  if (size > MAX_ELEMENTS) {
    return problem(node, "limit", `This has ${size} numbers; at most ${MAX_ELEMENTS} are possible`);
  }
  if (!isFiniteValue(value)) return problem(node, "domain", reasonOf(node, parts, value));
  return ok(value);
}

/** Takes `cost` from the budget before anything that large is made. */
function spend(budget: Budget, cost: number) {
  budget.left -= cost;
  if (!(budget.left >= 0)) throw new Fault("limit", "This takes too many operations");
}

function elementAt(node: IndexNode, of: Value, positions: readonly Value[]): Value {
  const from = tensorIn(of, "Indexing");
  if (positions.length > from.shape.length) {
    throw new Fault("shape", `A tensor [${from.shape.join(",")}] has no ${positions.length} axes to index`);
  }
  let found = from;
  for (const [axis, position] of positions.entries()) {
    const size = from.shape[axis] ?? 0;
    const index = wholeIn(position, {
      of: `Index ${axis + 1} of ${node.positions.length}`,
      lo: -size,
      hi: size - 1,
    });
    found = pick(found, 0, index < 0 ? index + size : index);
  }
  return simplified(found);
}

/** Numbers make a vector, tensors of one shape a stack with a new first axis. */
function listOf(items: readonly Value[]): Value {
  const tensors = items.filter(isTensor);
  if (tensors.length === items.length) return stack(tensors);
  if (tensors.length > 0) throw new Fault("shape", "This list mixes numbers and lists");
  return fromValues(items.map((item) => numberIn(item, "A list")), [items.length]);
}

function matrixOf(node: MatrixNode, cells: readonly Value[]): Value {
  const columns = node.rows[0]?.length ?? 0;
  const short = node.rows.findIndex((row) => row.length !== columns);
  if (short >= 0) {
    const found = node.rows[short]?.length ?? 0;
    throw new Fault("shape", `Row ${short + 1} has ${found} columns, row 1 has ${columns}`);
  }
  return fromValues(cells.map((cell) => numberIn(cell, "A row")), [node.rows.length, columns]);
}

function problem(
  node: Node,
  kind: EvaluationProblem["kind"],
  message: string,
): Result<never, EvaluationProblem> {
  return err({ kind, message, at: node.at, length: node.length });
}
