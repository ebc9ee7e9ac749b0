/** Symbolic answers compared by value: true identities pass, wrong formulas fail with a point that shows it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { counterexampleText } from "../../src/expressions/counterexample.ts";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { type Domain, parseDomain, sizesOf } from "../../src/expressions/domain.ts";
import { compareFormulas, type Equivalence } from "../../src/expressions/equivalence.ts";
import type { Node } from "../../src/expressions/node.ts";
import { parseExpression } from "../../src/expressions/parse.ts";

type Names = Readonly<Record<string, string>>;

function domainsOf(names: Names): ReadonlyMap<string, Domain> {
  return new Map(
    Object.entries(names).map(([name, text]) => {
      const domain = parseDomain(text);
      if (!domain.ok) throw new Error(domain.error);
      return [name, domain.value];
    }),
  );
}

function tree(text: string, names: Names): Node {
  const parsed = parseExpression(text, formulaDialect(Object.keys(names)));
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value;
}

function compare(names: Names, theirs: string, key: string, seed = 1): Equivalence {
  return compareFormulas(tree(theirs, names), tree(key, names), { domains: domainsOf(names), seed });
}

const REAL: Names = { x: "real" };
const LAYER: Names = { W: "matrix[m,n]", x: "vector[n]", y: "vector[m]" };
const SQUARE: Names = { A: "matrix[n,n]", x: "vector[n]" };

test.each<[Names, string, string]>([
  [REAL, "sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))^2"],
  [REAL, "1-sigmoid(x)", "sigmoid(-x)"],
  [REAL, "tanh(x)", "2*sigmoid(2*x)-1"],
  [REAL, "1-tanh(x)^2", "4/(exp(x)+exp(-x))^2"],
  [REAL, "softplus(x)-softplus(-x)", "x"],
  [REAL, "(x-0)/6", "x/6"],
  [REAL, "x > 0 ? 1 : 0", "step(x)"],
  [{ a: "positive", b: "positive" }, "ln(a*b)", "ln(a)+ln(b)"],
  [{ x: "positive" }, "sqrt(x^2)", "x"],
  [{ b: "real[-5,5]" }, "sqrt(b^2)", "abs(b)"],
  [{ p: "prob", y: "int[0,1]" }, "-y/p+(1-y)/(1-p)", "(p-y)/(p*(1-p))"],
  [{ n: "int[1,20]" }, "n*(n+1)/2", "binomial(n+1,2)"],
  [{ k: "real", c: "real" }, "(k+c)*(k-c)", "k^2-c^2"],
  [LAYER, "W@x@x'-y@x'", "(W@x-y)@x'"],
  [LAYER, "W'@W@x-W'@y", "W'@(W@x-y)"],
  [SQUARE, "A@x+A'@x", "(A+A')@x"],
  [SQUARE, "x'@A@x", "dot(x,A@x)"],
  [SQUARE, "trace(A)", "sum(diag(A))"],
])("compareFormulas() in %j finds %s equal to %s", (names, theirs, key) => {
  expect(compare(names, theirs, key)).toEqual({ kind: "equal" });
  expect(compare(names, key, theirs)).toEqual({ kind: "equal" });
});

test.each<[Names, string, string, string]>([
  [REAL, "sqrt(x^2)", "x", "At $x = -1$ yours gives $1$, expected $-1$."],
  [{ s: "prob" }, "s", "s*(1-s)", "At $s = 0.2$ yours gives $0.2$, expected $0.16$."],
  [REAL, "ln(x)", "x", "At $x = 1$ yours gives $0$, expected $1$."],
  [REAL, "1/(x-x)", "x", "At $x = 0$ yours has no value (Division by zero), expected $0$."],
  [{ a: "real", b: "real" }, "abs(a*b)", "a*b", "At $a = -1$, $b = 1$ yours gives $1$, expected $-1$."],
  [REAL, "x+0.0001", "x", "At $x = 0$ yours gives $0.0001$, expected $0$."],
])("compareFormulas() in %j finds %s different from %s", (names, theirs, key, sentence) => {
  const found = compare(names, theirs, key);
  const text = found.kind === "different" ? counterexampleText(found.counterexample) : found.kind;
  expect(text).toBe(sentence);
});

test.each<[Names, string, string]>([
  [LAYER, "x@(W@x-y)'", "(W@x-y)@x'"],
  [SQUARE, "A'@x", "A@x"],
  [SQUARE, "2*A@x", "(A+A')@x"],
  [SQUARE, "A^2", "A@A"],
  [REAL, "[x,x]", "x"],
  [{ a: "real", b: "real", c: "real", d: "real" }, "abs(d)*abs(a)", "a*d"],
  [{ p: "prob", y: "int[0,1]" }, "y-p", "p-y"],
])("compareFormulas() in %j never confuses %s with %s, whatever the seed", (names, theirs, key) => {
  fc.assert(fc.property(fc.integer(), (seed) => compare(names, theirs, key, seed).kind === "different"), {
    numRuns: 30,
  });
});

test.each([
  [LAYER, "W'@(x-y)", "W'@(W@x-y)", "impossible"],
  [LAYER, "x@(W@x-y)", "(W@x-y)@x'", "impossible"],
  [REAL, "(x>0)+1", "x", "unreadable"],
  [REAL, "eye(2000)", "x", "unreadable"],
  [REAL, "x*(1+1e-7)", "x", "undecided"],
  [REAL, "x", "ln(x-x)", "unusable"],
  [REAL, "x", "ln(x)-ln(x)+ln(-x)", "unusable"],
  [REAL, "1e-8*x^2", "1e-8*x", "unusable"],
  [REAL, "0", "0*x", "equal"],
  [REAL, "x+1e-12", "x", "equal"],
])("compareFormulas() in %j calls %s against %s %s", (names, theirs, key, kind) => {
  expect(compare(names, theirs, key).kind).toBe(kind);
});

test("compareFormulas() gives the same verdict for the same seed", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(compare(REAL, "x^2", "x", seed)).toEqual(compare(REAL, "x^2", "x", seed));
    }),
    { numRuns: 20 },
  );
});

test.each([
  ["real[-2, 2]", { kind: "real", lo: -2, hi: 2 }],
  ["real", { kind: "real", lo: -3, hi: 3 }],
  ["prob", { kind: "probability" }],
  ["positive", { kind: "positive" }],
  ["int[1,9]", { kind: "int", lo: 1, hi: 9 }],
  ["vector[n]", { kind: "vector", size: "n" }],
  ["matrix[m, 3]", { kind: "matrix", rows: "m", columns: 3 }],
])("parseDomain(%j) is %j", (text, domain) => {
  expect(parseDomain(text)).toEqual({ ok: true, value: domain });
});

test.each([
  "",
  "reals",
  "real[2,1]",
  "real[1]",
  "int[0.5,2]",
  "int",
  "vector",
  "vector[0]",
  "matrix[n]",
  "prob[0,1]",
  "real[0,1",
])(
  "parseDomain(%j) refuses",
  (text) => {
    expect(parseDomain(text).ok).toBe(false);
  },
);

test("sizesOf() gives different letters different sizes and respects fixed ones", () => {
  const sizes = sizesOf(domainsOf({ W: "matrix[m,n]", V: "matrix[n,2]", x: "vector[k]" }));
  expect([...sizes]).toEqual([[2, 2], ["m", 3], ["n", 4], ["k", 5]]);
});
