/** A formula as TeX, so that people see how what they typed was read. */
import type { BinaryNode, BinaryOperator, CallNode, ListNode, Node } from "./node.ts";
import { nameTex, operatorNameTex } from "./name_tex.ts";
import { tensorTex } from "./value_tex.ts";

/** TeX and how tightly it holds together: brackets go around what is looser than its place needs. */
interface Piece {
  readonly tex: string;
  readonly binds: number;
}

const ATOM = 9;
const POWER = 8;
const SIGNED = 7;
const PRODUCT = 6;
const SUM = 5;
const CONDITIONAL = 1;

interface Sign {
  readonly binds: number;
  readonly tex: string;
}

const SIGNS: Readonly<Record<Exclude<BinaryOperator, "/" | "^">, Sign>> = {
  "||": { binds: 2, tex: " \\lor " },
  "&&": { binds: 3, tex: " \\land " },
  "==": { binds: 4, tex: " = " },
  "!=": { binds: 4, tex: " \\ne " },
  "<": { binds: 4, tex: " < " },
  "<=": { binds: 4, tex: " \\le " },
  ">": { binds: 4, tex: " > " },
  ">=": { binds: 4, tex: " \\ge " },
  "+": { binds: SUM, tex: " + " },
  "-": { binds: SUM, tex: " - " },
  "*": { binds: PRODUCT, tex: " \\cdot " },
  "@": { binds: PRODUCT, tex: "\\," },
};

/** TeX for KaTeX in mathematics mode. Only letters, digits and what is written here comes out: safe with any tree. */
export function nodeTex(node: Node): string {
  return piece(node).tex;
}

function piece(node: Node): Piece {
  switch (node.kind) {
    case "number":
      return literal(node.text);
    case "name":
      return { tex: nameTex(node.name), binds: ATOM };
    case "unary": {
      const sign = node.operator === "!" ? "\\lnot " : node.operator;
      return { tex: sign + within(node.of, SIGNED + 1), binds: SIGNED };
    }
    case "binary":
      return binary(node);
    case "transpose":
      return { tex: `${within(node.of, ATOM)}^{\\top}`, binds: POWER };
    case "percent":
      return { tex: `${within(node.of, ATOM)}\\,\\%`, binds: ATOM };
    case "conditional": {
      const rows = [
        `${nodeTex(node.then)} & ${nodeTex(node.test)}`,
        `${nodeTex(node.otherwise)} & \\text{otherwise}`,
      ];
      return { tex: `\\begin{cases}${rows.join(" \\\\ ")}\\end{cases}`, binds: CONDITIONAL };
    }
    case "call":
      return call(node);
    case "index":
      return {
        tex: `${within(node.of, ATOM)}\\left[${node.positions.map(nodeTex).join(", ")}\\right]`,
        binds: ATOM,
      };
    case "list":
      return { tex: listTex(node), binds: ATOM };
    case "matrix": {
      const columns = node.rows[0]?.length ?? 1;
      return { tex: tensorTex(node.rows.flat().map(nodeTex), [node.rows.length, columns]), binds: ATOM };
    }
  }
}

function binary({ operator, left, right }: BinaryNode): Piece {
  if (operator === "/") return { tex: `\\frac{${nodeTex(left)}}{${nodeTex(right)}}`, binds: POWER };
  if (operator === "^") return { tex: `${within(left, ATOM)}^{${nodeTex(right)}}`, binds: POWER };
  const { binds, tex } = SIGNS[operator];
  // Equal strength needs brackets on the right of a minus; comparisons do not chain on either side.
  const isSymmetric = operator === "+" || operator === "*" || operator === "&&" || operator === "||" ||
    operator === "@";
  const comparison = binds === 4 ? 1 : 0;
  const rightPiece = piece(right);
  const rightTex = /^[-+]/.test(rightPiece.tex) || mixes(operator, left, right)
    ? bracketed(rightPiece.tex)
    : within(right, isSymmetric ? binds : binds + 1);
  const leftTex = operator === "@" && isEntrywise(left)
    ? bracketed(nodeTex(left))
    : within(left, binds + comparison);
  return { tex: leftTex + tex + rightTex, binds };
}

/** Products by entry and of matrices do not go together as they like; a number in front of either does. */
function mixes(operator: BinaryOperator, left: Node, right: Node): boolean {
  if (right.kind !== "binary") return false;
  return operator === "@"
    ? right.operator === "*"
    : operator === "*" && right.operator === "@" && !isLiteral(left);
}

/** A product by entry of more than a number and something: in a product of matrices it is read as one factor. */
function isEntrywise(node: Node): boolean {
  if (node.kind !== "binary" || node.operator !== "*") return false;
  return !isLiteral(node.left) || (node.right.kind === "binary" && node.right.operator === "*");
}

function isLiteral(node: Node): boolean {
  return node.kind === "number" || (node.kind === "unary" && isLiteral(node.of));
}

function call({ name, args }: CallNode): Piece {
  const inner = args.map(nodeTex).join(", ");
  const [only] = args;
  switch (name) {
    case "sqrt":
      return { tex: `\\sqrt{${inner}}`, binds: POWER };
    case "abs":
      return { tex: `\\left|${inner}\\right|`, binds: ATOM };
    case "norm":
      if (args.length === 1) return { tex: `\\left\\lVert ${inner}\\right\\rVert`, binds: ATOM };
      break;
    case "floor":
      return { tex: `\\left\\lfloor ${inner}\\right\\rfloor`, binds: ATOM };
    case "ceil":
      return { tex: `\\left\\lceil ${inner}\\right\\rceil`, binds: ATOM };
    case "transpose":
      if (only !== undefined) return { tex: `${within(only, ATOM)}^{\\top}`, binds: POWER };
      break;
  }
  return { tex: `${operatorNameTex(name)}\\left(${inner}\\right)`, binds: ATOM };
}

/** Lists of lists of one length are a matrix; deeper ones a list of matrices. */
function listTex({ items }: ListNode): string {
  const rows = items.map((item) => item.kind === "list" ? item.items : undefined);
  const columns = rows[0]?.length;
  const cells = rows.flatMap((row) => row ?? []);
  const isMatrix = rows.every((row) => row?.length === columns && columns !== undefined);
  if (isMatrix && cells.every((cell) => cell.kind !== "list" && cell.kind !== "matrix")) {
    return tensorTex(cells.map(nodeTex), [items.length, columns ?? 1]);
  }
  if (items.every((item) => item.kind !== "list" && item.kind !== "matrix")) {
    return tensorTex(items.map(nodeTex), [items.length]);
  }
  return `\\left[${items.map(nodeTex).join(",\\;")}\\right]`;
}

/** `1.5e-3` as a product with a power of ten. */
function literal(text: string): Piece {
  const [digits = "", exponent] = text.split(/e/i);
  const plain = digits.replace(/^\./, "0.").replace(/\.$/, "");
  if (exponent === undefined) return { tex: plain, binds: ATOM };
  return { tex: `${plain}\\cdot 10^{${Number(exponent)}}`, binds: POWER };
}

function within(node: Node, needed: number): string {
  const { tex, binds } = piece(node);
  return binds < needed ? bracketed(tex) : tex;
}

function bracketed(tex: string): string {
  return `\\left(${tex}\\right)`;
}
