/** Reads a search in Anki's words: terms side by side, `or`, `-`, parentheses, quotes, wildcards, `key:value`. */
import { err, ok, type Result } from "../../base/result.ts";
import { Misread, misread, type RawTerm } from "./misread.ts";
import { readTerm } from "./read_term.ts";
import type { Search, SearchProblem } from "./terms.ts";

const LONGEST = 1000;
const DEEPEST = 30;

type Token =
  | { readonly kind: "open" | "close" | "minus" | "or" | "and"; readonly from: number; readonly to: number }
  | { readonly kind: "term"; readonly from: number; readonly to: number; readonly text: string };

export function parseSearch(text: string): Result<Search, SearchProblem> {
  if (text.length > LONGEST) {
    return err({
      from: LONGEST,
      to: text.length,
      message: `The search has ${text.length} characters`,
      mend: `Use at most ${LONGEST}.`,
    });
  }
  try {
    return ok(new Reader(tokensOf(text), text.length).whole());
  } catch (error) {
    if (error instanceof Misread) return err(error.problem);
    throw error;
  }
}

class Reader {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[], private readonly end: number) {}

  whole(): Search {
    if (this.tokens.length === 0) return { kind: "all" };
    const read = this.#either();
    const left = this.tokens[this.#at];
    if (left !== undefined) {
      throw misread(left, "There is a ) without its (", "Take it out, or open it before.");
    }
    return read;
  }

  #either(): Search {
    const of = [this.#together()];
    while (this.tokens[this.#at]?.kind === "or") {
      this.#at += 1;
      of.push(this.#together());
    }
    const [first] = of;
    return of.length === 1 && first !== undefined ? first : { kind: "or", of };
  }

  #together(): Search {
    const of: Search[] = [];
    while (true) {
      const token = this.tokens[this.#at];
      if (token === undefined || token.kind === "close" || token.kind === "or") break;
      if (token.kind === "and") {
        this.#at += 1;
        if (of.length === 0) {
          throw misread(
            token,
            "There is nothing before “and”",
            "Take it out; terms side by side are all needed.",
          );
        }
        if (this.#isAtEnd()) {
          throw misread(token, "There is nothing after “and”", "Take it out, or say what is needed too.");
        }
        continue;
      }
      of.push(this.#one());
    }
    const [first] = of;
    if (first === undefined) throw this.#nothing();
    return of.length === 1 ? first : { kind: "and", of };
  }

  #one(): Search {
    const token = this.tokens[this.#at];
    if (token === undefined) throw this.#nothing();
    this.#at += 1;
    switch (token.kind) {
      case "minus":
        return { kind: "not", of: this.#one() };
      case "open":
        return this.#group(token);
      case "term":
        return readTerm(token);
      default:
        throw misread(token, "A term is missing here", "Say what to search for.");
    }
  }

  #group(open: Token): Search {
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      throw misread(open, `There are more than ${DEEPEST} ( in each other`, "Use fewer.");
    }
    const read = this.#either();
    this.#depth -= 1;
    if (this.tokens[this.#at]?.kind !== "close") {
      throw misread(open, "There is a ( without its )", "Close it, or put it in quotes to search for it.");
    }
    this.#at += 1;
    return read;
  }

  #isAtEnd(): boolean {
    const next = this.tokens[this.#at];
    return next === undefined || next.kind === "close" || next.kind === "or";
  }

  #nothing(): Misread {
    const token = this.tokens[this.#at];
    const before = this.tokens[this.#at - 1];
    const at = token ?? before ?? { from: 0, to: this.end };
    const what = before?.kind === "or" || token?.kind === "or" ? "on one side of “or”" : "here";
    return misread(at, `There is nothing to search for ${what}`, "Add a term, or take the sign out.");
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/[\s\u3000]/.test(char)) at += 1;
    else if (char === "(" || char === ")") {
      tokens.push({ kind: char === "(" ? "open" : "close", from: at, to: at + 1 });
      at += 1;
    } else if (char === "-" && !/^[\s)]?$/.test(text.charAt(at + 1))) {
      tokens.push({ kind: "minus", from: at, to: at + 1 });
      at += 1;
    } else {
      const term = termAt(text, at);
      const word = text.slice(term.from, term.to).toLowerCase();
      tokens.push(
        word === "or" || word === "and"
          ? { kind: word, from: term.from, to: term.to }
          : { kind: "term", ...term },
      );
      at = term.to;
    }
  }
  return tokens;
}

/** A term ends at a blank or parenthesis outside quotes; quotes may begin anywhere: "a b", deck:"a b". */
function termAt(text: string, from: number): RawTerm {
  let read = "";
  let quotedFrom = -1;
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "\\") {
      read += text.slice(at, at + 2);
      at += 2;
    } else if (char === '"') {
      quotedFrom = quotedFrom < 0 ? at : -1;
      at += 1;
    } else if (quotedFrom < 0 && /[\s\u3000()]/.test(char)) break;
    else {
      read += char;
      at += 1;
    }
  }
  const to = Math.min(at, text.length);
  if (quotedFrom >= 0) {
    throw misread(
      { from: quotedFrom, to },
      "A quotation mark is not closed",
      'Close it, or write \\" to search for one.',
    );
  }
  return { text: read, from, to };
}
