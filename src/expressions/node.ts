/** The tree of a formula: what the parser builds and evaluation, TeX and equivalence walk. */

/** A piece of the text as it was typed: UTF-16 offset and length. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** Why a text could not be read, and where. The message is a sentence for the person who typed it. */
export interface ParseProblem extends Span {
  readonly message: string;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "@"
  | "^"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||";
export type UnaryOperator = "-" | "+" | "!";

/** A literal; `text` is its digits in plain form (`1234.5e-3`), `comma` says that it was typed with a decimal comma. */
export interface NumberNode extends Span {
  readonly kind: "number";
  readonly text: string;
  readonly value: number;
  readonly comma: boolean;
}

/** A variable of the dialect, or one of the constants `pi` and `e`. */
export interface NameNode extends Span {
  readonly kind: "name";
  readonly name: string;
}

export interface UnaryNode extends Span {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly of: Node;
}

export interface BinaryNode extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

export interface TransposeNode extends Span {
  readonly kind: "transpose";
  readonly of: Node;
}

export interface PercentNode extends Span {
  readonly kind: "percent";
  readonly of: Node;
}

export interface ConditionalNode extends Span {
  readonly kind: "conditional";
  readonly test: Node;
  readonly then: Node;
  readonly otherwise: Node;
}

export interface CallNode extends Span {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Node[];
}

/** `of[i, j]`, zero-based; negative positions count from the end. */
export interface IndexNode extends Span {
  readonly kind: "index";
  readonly of: Node;
  readonly positions: readonly Node[];
}

/** `[a, b]`: a vector of numbers, or a stack of tensors of one shape. */
export interface ListNode extends Span {
  readonly kind: "list";
  readonly items: readonly Node[];
}

/** `[a, b; c, d]`: rows of numbers. */
export interface MatrixNode extends Span {
  readonly kind: "matrix";
  readonly rows: readonly (readonly Node[])[];
}

export type Node =
  | NumberNode
  | NameNode
  | UnaryNode
  | BinaryNode
  | TransposeNode
  | PercentNode
  | ConditionalNode
  | CallNode
  | IndexNode
  | ListNode
  | MatrixNode;

/** The nodes directly under `node`, in the order they were typed. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "number":
    case "name":
      return [];
    case "unary":
    case "transpose":
    case "percent":
      return [node.of];
    case "binary":
      return [node.left, node.right];
    case "conditional":
      return [node.test, node.then, node.otherwise];
    case "call":
      return node.args;
    case "index":
      return [node.of, ...node.positions];
    case "list":
      return node.items;
    case "matrix":
      return node.rows.flat();
  }
}
