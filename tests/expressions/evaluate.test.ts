/** Values of formulas, and the reasons why some have none. */
import { expect, test } from "vitest";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { evaluate, evaluateWithin } from "../../src/expressions/evaluate.ts";
import { parseExpression } from "../../src/expressions/parse.ts";
import { isTensor, type Value } from "../../src/expressions/value.ts";
import { tensor, toNested } from "../../src/tensor/tensor.ts";

const VARIABLES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["x", -2],
  ["W", tensor([[1, 2, 3], [4, 5, 6]])],
  ["v", tensor([1, 2, 3])],
  ["ok", true],
]);

function worth(text: string) {
  const parsed = parseExpression(text, formulaDialect(VARIABLES.keys()));
  if (!parsed.ok) return parsed.error.message;
  const value = evaluate(parsed.value, VARIABLES);
  if (!value.ok) return `${value.error.kind} ${value.error.at}+${value.error.length} ${value.error.message}`;
  return isTensor(value.value) ? toNested(value.value) : value.value;
}

test.each([
  ["-x^2", -4],
  ["x > 0 ? 1 : -1", -1],
  ["x < 0 || 1/0 > 1", true],
  ["x > 0 && 1/0 > 1", false],
  ["!ok", false],
  ["x == -2", true],
  ["x > 0 ? ln(x) : 0", 0],
  ["v[0] + v[-1]", 4],
  ["W[1,2]", 6],
  ["W[1]", [4, 5, 6]],
  ["[1,2;3,4]", [[1, 2], [3, 4]]],
  ["[[1,2],[3,4]]", [[1, 2], [3, 4]]],
  ["[v, v]", [[1, 2, 3], [1, 2, 3]]],
  ["[1;2;3]", [[1], [2], [3]]],
  ["W @ v", [14, 32]],
  ["v @ v", 14],
  ["W @ W'", [[14, 32], [32, 77]]],
  ["W * 2 + [10,20,30]", [[12, 24, 36], [18, 30, 42]]],
  ["v ^ 2", [1, 4, 9]],
  ["v > 1", [0, 1, 1]],
  ["(v > 1) * v", [0, 2, 3]],
  ["2 - v", [1, 0, -1]],
])("%s is %j", (text, expected) => {
  expect(worth(text)).toEqual(expected);
});

test.each([
  ["1/0", "domain 0+3 Division by zero"],
  ["1 + ln(x)", "domain 4+5 ln needs a positive number, found -2"],
  ["sqrt(x)", "domain 0+7 The root of a negative number, -2"],
  ["ln([1,0,-3])", "domain 0+12 ln needs a positive number, found -3"],
  ["0^x", "domain 0+3 Zero to a negative power"],
  ["exp(1000)", "domain 0+9 This is too large to be worked out"],
  ["factorial(-1)", "domain 0+13 factorial(-1) has no value"],
  ["factorial(1e9)", "domain 0+14 factorial(1000000000) has no value"],
  ["asin(2)", "domain 0+7 asin(2) has no value"],
  ["inv([1,2;2,4])", "domain 0+14 This has no value"],
  ["W @ W", "shape 0+5 Cannot multiply [2,3] by [2,3]: inner sizes are 3 and 2"],
  ["W + [1,2]", "shape 0+9 Cannot add [2,3] and [2]: axis -1 has sizes 3 and 2"],
  ["[[1,2],[3]]", "shape 0+11 Cannot stack [2] and [1]: shapes differ"],
  ["[1,2;3]", "shape 0+7 Row 2 has 1 columns, row 1 has 2"],
  ["[1,[2]]", "shape 0+7 This list mixes numbers and lists"],
  [
    "v'",
    "shape 0+2 A list of numbers has no direction: write [1;2;3] for a column, outer(x, y) or dot(x, y)",
  ],
  ["v[3]", "type 0+4 Index 1 of 1 needs a whole number from -3 to 2, found 3"],
  ["v[0,0]", "shape 0+6 A tensor [3] has no 2 axes to index"],
  ["v[0.5]", "type 0+6 Index 1 of 1 needs a whole number from -3 to 2, found 0.5"],
  ["x ? 1 : 2", "type 0+1 Here a comparison is needed, such as x > 0"],
  ["ok + 1", "type 0+6 “+” needs numbers, found a truth value"],
  ["W ^ -1", "type 0+6 A matrix has no negative power here: write inv(A), or 1/A for each element"],
  ["x @ x", "type 0+5 “@” multiplies matrices, found -2 and -2: write *"],
  [
    "max(v, 0)",
    "type 0+9 max of a tensor and more is ambiguous: write maximum(x, y) for pairs or amax(x, axis)",
  ],
  ["sum(W, 2)", "shape 0+9 Cannot use axis 2 of [2,3]: it has 2 axes"],
])("%s has no value: %s", (text, problem) => {
  expect(worth(text)).toBe(problem);
});

test.each([
  "eye(4096)",
  "onehot(arange(4096), 4096)",
  "outer(arange(4096), arange(4096))",
  "diag(arange(4096))",
  "reshape(arange(4096),4096,1) + arange(4096)",
  "reshape(arange(4096),4096,1) @ reshape(arange(4096),1,4096)",
  "zeros(4096,4096,4096,4096)",
  "conv2d(ones(64,64), ones(64,64), 1, 64)",
  "maxpool(ones(64,64), 60, 1, 30)",
  "binomial(1000, arange(4096))",
  "inv(eye(64)) + inv(eye(64)) + inv(eye(64)) + inv(eye(64))",
])("%s is refused before it is allocated", (text) => {
  expect(worth(text)).toMatch(/^limit \S+ This takes too many operations/);
});

test("evaluate() refuses results of more than 4096 elements", () => {
  expect(worth("ones(65,64)")).toBe("limit 0+11 This has 4160 numbers; at most 4096 are possible");
});

test("evaluateWithin() lets several formulas share one budget", () => {
  const parsed = parseExpression("sum(arange(1000))", formulaDialect([]));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const budget = { left: 3000 };
  expect(evaluateWithin(parsed.value, new Map(), budget).ok).toBe(true);
  expect(evaluateWithin(parsed.value, new Map(), budget).ok).toBe(false);
});

test("evaluate() says which variable has no value", () => {
  const parsed = parseExpression("1 + q", formulaDialect(["q"]));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const value = evaluate(parsed.value, new Map());
  expect(value.ok ? undefined : value.error.message).toBe("“q” has no value here");
});
