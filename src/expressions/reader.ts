/** Walks over tokens for the parser: where it stands, what it may still spend, and the first problem it met. */
import type { Dialect } from "./dialect.ts";
import type { Node, ParseProblem, Span } from "./node.ts";
import type { Token } from "./tokens.ts";

export const MAX_NODES = 500;
export const MAX_DEPTH = 60;

/** What was typed, and whether its one comma was taken for a decimal comma. */
export interface Typed {
  readonly source: string;
  readonly comma: boolean;
}

export class Reader {
  /** The first problem met; once it is set, the parser only finds its way out. */
  problem: ParseProblem | undefined;
  /** Open square brackets: there two values side by side lack a comma rather than a sign. */
  openLists = 0;
  private at = 0;
  private nodes = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    readonly dialect: Dialect,
    readonly typed: Typed,
  ) {}

  peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  /** Whether the next token is this sign. */
  is(sign: string): boolean {
    const token = this.peek();
    return token.kind === "sign" && token.text === sign;
  }

  /** Takes the next token if it is this sign. */
  skip(sign: string): boolean {
    const found = this.is(sign);
    if (found) this.at++;
    return found;
  }

  /** Takes the closing sign of `open`; where the text ends instead, the blame goes to the bracket that stays open. */
  close(sign: string, open: Token): Token | undefined {
    if (this.is(sign)) return this.take();
    const next = this.peek();
    if (next.kind === "end") return this.fail(open, `This “${open.text}” is never closed`);
    return this.fail(next, this.startsOperand(next) ? this.missingSign(next) : this.stray(next));
  }

  fail(where: Span, message: string): undefined {
    this.problem ??= { at: where.at, length: where.length, message };
    return undefined;
  }

  /** The node itself, counted. */
  node(node: Node): Node | undefined {
    if (++this.nodes > MAX_NODES) return this.fail(node, `A formula can have at most ${MAX_NODES} parts`);
    return node;
  }

  /** What `read` reads, one level deeper. */
  deeper(read: () => Node | undefined): Node | undefined {
    if (this.depth >= MAX_DEPTH) {
      return this.fail(this.peek(), `A formula can be nested at most ${MAX_DEPTH} deep`);
    }
    this.depth++;
    const node = read();
    this.depth--;
    return node;
  }

  startsOperand(token: Token): boolean {
    if (token.kind === "number" || token.kind === "name") return true;
    return token.kind === "sign" && (token.text === "(" || token.text === "√" || token.text === "[");
  }

  /** Why two values may not stand side by side. */
  missingSign(next: Token): string {
    const before = this.tokens[this.at - 1];
    const value = before === undefined ? "" : this.slice(before);
    if (before?.kind === "number" && /^e/i.test(next.text) && next.at === before.at + before.length) {
      return `An exponent needs digits, as in ${value}e2; for a product write ${value}*e`;
    }
    if (before?.kind === "number" && next.kind === "number" && this.openLists === 0) {
      return `Two numbers side by side: write ${before.text}${next.text} for one number, or a sign between them`;
    }
    if (this.openLists > 0) return `A comma is missing before “${this.slice(next)}”`;
    if (before?.kind === "name" && next.text === "(") {
      return `“${value}” is not a function: for a product write ${value}*(…)`;
    }
    return `A sign is missing before “${this.slice(next)}”: for a product write *`;
  }

  /** Why this token may not stand where it stands. */
  stray(token: Token): string {
    if (token.kind === "end") return "Something is missing at the end";
    switch (token.text) {
      case ",":
        return "This comma has no meaning here: write a decimal number with a dot, as in 0.5";
      case ")":
      case "]":
        return "There is no open bracket for this one, or something is missing before it";
      case "!":
        return "The sign ! means nothing here; for a factorial write factorial(n)";
      default:
        return `“${this.slice(token)}” cannot stand here`;
    }
  }

  slice(span: Span): string {
    return this.typed.source.slice(span.at, span.at + span.length);
  }
}

/** From the start of one piece to the end of another. */
export function covering(first: Span, last: Span): Span {
  return { at: first.at, length: last.at + last.length - first.at };
}

export function spanOf({ at, length }: Span): Span {
  return { at, length };
}
