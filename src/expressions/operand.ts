/** Reads one operand: a number, name, call, bracket, list or root, and what may follow it directly. */
import type { Arity } from "./dialect.ts";
import type { Node } from "./node.ts";
import { covering, type Reader, spanOf } from "./reader.ts";
import type { Token } from "./tokens.ts";

/** Reads a whole expression inside brackets. */
type Inner = () => Node | undefined;

const AMBIGUOUS_LOG = "log has more than one meaning: write ln, log2 or log10";
const CONSTANTS: ReadonlyMap<string, string> = new Map([["pi", "pi"], ["Pi", "pi"], ["PI", "pi"], [
  "e",
  "e",
]]);
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["sigma", "sigmoid"],
  ["log_2", "log2"],
  ["log_10", "log10"],
]);

/** The operand at the reader, or undefined with the reader's problem set. */
export function operand(reader: Reader, inner: Inner): Node | undefined {
  let left = reader.is("√") ? root(reader, inner) : primary(reader, inner);
  while (left !== undefined) {
    const next = reader.peek();
    if (next.kind === "superscript") left = raised(reader, left);
    else if (next.kind !== "sign") break;
    else if (next.text === "'") left = transposed(reader, left);
    else if (next.text === "[" && reader.dialect.tensors) left = indexed(reader, left, inner);
    else if (next.text === "%") left = percentOf(reader, left);
    else break;
  }
  return left;
}

function primary(reader: Reader, inner: Inner): Node | undefined {
  const token = reader.take();
  if (token.kind === "number") return number(reader, token);
  if (token.kind === "name") return reader.is("(") ? call(reader, token, inner) : name(reader, token);
  if (token.kind === "sign" && token.text === "(") return bracketed(reader, token, inner);
  if (token.kind === "sign" && token.text === "[") return list(reader, token, inner);
  return reader.fail(token, reader.stray(token));
}

function number(reader: Reader, token: Token): Node | undefined {
  const value = Number(token.text);
  if (!Number.isFinite(value)) return reader.fail(token, "This number is too large");
  if (value === 0 && /[1-9]/.test(token.text.replace(/e.*/i, ""))) {
    return reader.fail(token, "This number is too small");
  }
  return reader.node({
    kind: "number",
    text: token.text,
    value,
    comma: reader.typed.comma,
    ...spanOf(token),
  });
}

function name(reader: Reader, token: Token): Node | undefined {
  const { variables, functions } = reader.dialect;
  if (variables.has(token.text)) return reader.node({ kind: "name", name: token.text, ...spanOf(token) });
  const constant = CONSTANTS.get(token.text);
  if (constant !== undefined) return reader.node({ kind: "name", name: constant, ...spanOf(token) });
  if (token.text === "log") return reader.fail(token, AMBIGUOUS_LOG);
  const called = functionName(token.text, functions);
  if (called !== undefined) return reader.fail(token, `${called} needs brackets: write ${called}(…)`);
  const known = [...variables];
  const hint = known.length === 0 || known.length > 8 ? "" : `; known here: ${known.join(", ")}`;
  return reader.fail(token, `“${reader.slice(token)}” is not known here${hint}`);
}

function call(reader: Reader, token: Token, inner: Inner): Node | undefined {
  const { variables, functions } = reader.dialect;
  const called = functionName(token.text, functions);
  if (called === undefined) {
    if (token.text === "log") return reader.fail(token, AMBIGUOUS_LOG);
    if (variables.has(token.text) || CONSTANTS.has(token.text)) return name(reader, token);
    return reader.fail(token, `The function “${reader.slice(token)}” is not known here`);
  }
  const open = reader.take();
  const args: Node[] = [];
  const lists = reader.openLists;
  reader.openLists = 0;
  if (!reader.is(")")) {
    do {
      const arg = inner();
      if (arg === undefined) return undefined;
      args.push(arg);
    } while (reader.skip(","));
  }
  const close = reader.close(")", open);
  if (close === undefined) return undefined;
  reader.openLists = lists;
  const arity = functions.get(called);
  if (arity !== undefined && (args.length < arity.least || args.length > arity.most)) {
    return reader.fail(covering(open, close), arityMessage(called, arity, args.length));
  }
  return reader.node({ kind: "call", name: called, args, ...covering(token, close) });
}

function bracketed(reader: Reader, open: Token, inner: Inner): Node | undefined {
  const lists = reader.openLists;
  reader.openLists = 0;
  const node = inner();
  if (node === undefined) return undefined;
  const close = reader.close(")", open);
  if (close === undefined) return undefined;
  reader.openLists = lists;
  return { ...node, ...covering(open, close) };
}

function list(reader: Reader, open: Token, inner: Inner): Node | undefined {
  if (!reader.dialect.tensors) return reader.fail(open, "A list cannot be used in this field");
  if (reader.is("]")) return reader.fail(open, "A list needs at least one number");
  reader.openLists++;
  const rows: Node[][] = [[]];
  while (true) {
    const item = inner();
    if (item === undefined) return undefined;
    rows.at(-1)?.push(item);
    if (reader.skip(",")) continue;
    if (!reader.skip(";")) break;
    rows.push([]);
  }
  const close = reader.close("]", open);
  if (close === undefined) return undefined;
  reader.openLists--;
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    return reader.node({ kind: "list", items: only, ...covering(open, close) });
  }
  return reader.node({ kind: "matrix", rows, ...covering(open, close) });
}

/** `√2`, `√(x+1)`: takes exactly one value, because `√x^2` can be read in two ways. */
function root(reader: Reader, inner: Inner): Node | undefined {
  const sign = reader.take();
  const { dialect } = reader;
  if (!dialect.functions.has("sqrt")) return reader.fail(sign, "“√” cannot be used in this field");
  const of = reader.is("√") ? reader.deeper(() => root(reader, inner)) : primary(reader, inner);
  if (of === undefined) return undefined;
  const next = reader.peek();
  if (next.kind === "superscript" || reader.is("^")) {
    return reader.fail(next, "The root of a power, or the power of a root? Use ( )");
  }
  return reader.node({ kind: "call", name: "sqrt", args: [of], ...covering(sign, of) });
}

/** `x²`, `10⁻³`. */
function raised(reader: Reader, left: Node): Node | undefined {
  const token = reader.take();
  const digits = token.text.replace(/^[+-]/, "");
  const value = Number(digits);
  if (!Number.isFinite(value)) return reader.fail(token, "This number is too large");
  const power = reader.node({ kind: "number", text: digits, value, comma: false, ...spanOf(token) });
  if (power === undefined) return undefined;
  const right = token.text.startsWith("-")
    ? reader.node({ kind: "unary", operator: "-", of: power, ...spanOf(token) })
    : power;
  if (right === undefined) return undefined;
  return reader.node({ kind: "binary", operator: "^", left, right, ...covering(left, token) });
}

function transposed(reader: Reader, of: Node): Node | undefined {
  const token = reader.take();
  if (!reader.dialect.tensors) return reader.fail(token, "The sign ' means nothing in this field");
  return reader.node({ kind: "transpose", of, ...covering(of, token) });
}

function indexed(reader: Reader, of: Node, inner: Inner): Node | undefined {
  const open = reader.take();
  const positions: Node[] = [];
  do {
    const position = inner();
    if (position === undefined) return undefined;
    positions.push(position);
  } while (reader.skip(","));
  const close = reader.close("]", open);
  if (close === undefined) return undefined;
  return reader.node({ kind: "index", of, positions, ...covering(of, close) });
}

function percentOf(reader: Reader, of: Node): Node | undefined {
  const sign = reader.take();
  if (!reader.dialect.percent) return reader.fail(sign, "This field takes no %: write a number such as 0.5");
  if (reader.peek().kind !== "end") return reader.fail(sign, "A % can only be the last character");
  return reader.node({ kind: "percent", of, ...covering(of, sign) });
}

/** The name under which the function is known: telephones write `Sqrt`, TeX people write `log_2`. */
function functionName(typed: string, functions: ReadonlyMap<string, Arity>): string | undefined {
  for (const candidate of [typed, SYNONYMS.get(typed), typed.toLowerCase()]) {
    if (candidate !== undefined && functions.has(candidate)) return candidate;
  }
  return undefined;
}

function arityMessage(called: string, { least, most }: Arity, found: number): string {
  const wanted = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`;
  const values = wanted === "1" ? "1 value" : `${wanted} values`;
  return `${called} takes ${values}, found ${found}`;
}
