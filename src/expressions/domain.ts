/** Which values a variable of a symbolic answer can take. */
import { err, ok, type Result } from "../base/result.ts";

/** A size of a vector or matrix: a number, or a letter that stands for the same size wherever it is used. */
export type Size = number | string;

export type Domain =
  | { readonly kind: "real"; readonly lo: number; readonly hi: number }
  /** Strictly between 0 and 1. */
  | { readonly kind: "probability" }
  | { readonly kind: "positive" }
  | { readonly kind: "int"; readonly lo: number; readonly hi: number }
  /** A column [n,1], so that transposing it makes a difference. */
  | { readonly kind: "vector"; readonly size: Size }
  | { readonly kind: "matrix"; readonly rows: Size; readonly columns: Size };

export type Domains = ReadonlyMap<string, Domain>;

const MAX_SIZE = 8;
const DOMAIN = /^\s*(\w+)\s*(?:\[\s*([^,\]]+?)\s*(?:,\s*([^,\]]+?)\s*)?\])?\s*$/;

/** Reads `real[-2,2]`, `prob`, `positive`, `int[1,9]`, `vector[n]`, `matrix[m,n]`; the error is a sentence for the author. */
export function parseDomain(text: string): Result<Domain, string> {
  const [, kind = "", first, second] = DOMAIN.exec(text) ?? [];
  switch (kind) {
    case "real":
      return first === undefined ? ok({ kind, lo: -3, hi: 3 }) : interval("real", first, second);
    case "int":
      return interval("int", first, second);
    case "prob":
    case "probability":
      return first === undefined
        ? ok({ kind: "probability" })
        : err(`Cannot read “${text}”: prob takes no bounds`);
    case "positive":
      return first === undefined ? ok({ kind }) : err(`Cannot read “${text}”: positive takes no bounds`);
    case "vector": {
      const size = sizeFrom(first);
      if (size === undefined || second !== undefined) return err(`Cannot read “${text}”: write vector[n]`);
      return ok({ kind, size });
    }
    case "matrix": {
      const [rows, columns] = [sizeFrom(first), sizeFrom(second)];
      if (rows === undefined || columns === undefined) return err(`Cannot read “${text}”: write matrix[m,n]`);
      return ok({ kind, rows, columns });
    }
    default:
      return err(`Cannot read “${text}”: use real[a,b], prob, positive, int[a,b], vector[n] or matrix[m,n]`);
  }
}

/** What a number in a domain must satisfy; a bound can be open. */
export function contains(domain: Domain, x: number): boolean {
  switch (domain.kind) {
    case "real":
      return x >= domain.lo && x <= domain.hi;
    case "int":
      return Number.isInteger(x) && x >= domain.lo && x <= domain.hi;
    case "probability":
      return x > 0 && x < 1;
    case "positive":
      return x > 0;
    case "vector":
    case "matrix":
      return true;
  }
}

/** A number for every letter among the sizes, all of them different: a transposed factor then fails on its shape. */
export function sizesOf(domains: Domains): ReadonlyMap<Size, number> {
  const named = [...domains.values()].flatMap((domain) =>
    domain.kind === "vector" ? [domain.size] : domain.kind === "matrix" ? [domain.rows, domain.columns] : []
  );
  const taken = new Set(named.filter((size) => typeof size === "number"));
  const sizes = new Map<Size, number>([...taken].map((size) => [size, size]));
  let next = 2;
  for (const letter of named) {
    if (sizes.has(letter)) continue;
    while (taken.has(next)) next++;
    sizes.set(letter, next++);
  }
  return sizes;
}

/** A domain as a learner reads it: "a number", "a matrix m × n". */
export function domainWords(domain: Domain): string {
  switch (domain.kind) {
    case "real":
      return "a number";
    case "probability":
      return "between 0 and 1";
    case "positive":
      return "positive";
    case "int":
      return "a whole number";
    case "vector":
      return `a column of length ${domain.size}`;
    case "matrix":
      return `a matrix ${domain.rows} × ${domain.columns}`;
  }
}

function interval(kind: "real" | "int", first = "", second = ""): Result<Domain, string> {
  const [lo, hi] = [Number(first), Number(second)];
  const isWhole = kind === "real" || (Number.isSafeInteger(lo) && Number.isSafeInteger(hi));
  if (first === "" || second === "" || !(lo < hi) || !Number.isFinite(hi - lo) || !isWhole) {
    return err(`Cannot read ${kind}[${first},${second}]: two numbers are needed, the smaller one first`);
  }
  return ok({ kind, lo, hi });
}

function sizeFrom(text: string | undefined): Size | undefined {
  if (text === undefined) return undefined;
  if (/^[A-Za-z]\w*$/.test(text)) return text;
  const size = Number(text);
  return Number.isInteger(size) && size >= 1 && size <= MAX_SIZE ? size : undefined;
}
