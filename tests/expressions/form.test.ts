/** How an answer may be written, apart from what it is worth. */
import { expect, test } from "vitest";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { formProblem } from "../../src/expressions/form.ts";
import { parseExpression } from "../../src/expressions/parse.ts";

const FREE = { forbid: [], mustContain: [], maxNodes: undefined };

function problem(text: string, rules: Partial<Parameters<typeof formProblem>[1]>) {
  const parsed = parseExpression(text, formulaDialect(["x", "d", "W"]));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const found = formProblem(parsed.value, { ...FREE, ...rules });
  return found && `${found.at}+${found.length} ${found.message}`;
}

test.each([
  ["1+sum(W)", { forbid: ["sum", "d"] }, "2+6 Write this without “sum”"],
  ["x/d", { forbid: ["sum", "d"] }, "2+1 Write this without “d”"],
  ["x^2", { forbid: ["^"] }, "0+3 Write this without “^”"],
  ["transpose(W)", { forbid: ["'"] }, "0+12 Write this without “'”"],
  ["W^T", { forbid: ["transpose"] }, "0+3 Write this without “transpose”"],
  ["x*x", { mustContain: ["^"] }, "0+3 Write this with “^”"],
  ["matmul(W,W)", { mustContain: ["@"] }, undefined],
  ["x*x*x", { maxNodes: 3 }, "0+5 Simplify this: it has 5 parts, at most 3 are asked for"],
  ["x^3", { maxNodes: 3 }, undefined],
  ["x > 0 ? -x : [1,2][0]", FREE, undefined],
])("formProblem(%s) under %j is %j", (text, rules, expected) => {
  expect(problem(text, rules)).toBe(expected);
});
