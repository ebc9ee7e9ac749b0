/** Every function a formula may call, at least once, against values worked out elsewhere (NumPy, PyTorch, by hand). */
import { expect, test } from "vitest";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { OPERATIONS } from "../../src/expressions/operations/operations.ts";
import { parseExpression } from "../../src/expressions/parse.ts";
import { isTensor } from "../../src/expressions/value.ts";
import { type Nested, toNested } from "../../src/tensor/tensor.ts";

function worth(text: string): unknown {
  const parsed = parseExpression(text, formulaDialect([]));
  if (!parsed.ok) return parsed.error.message;
  const value = evaluate(parsed.value, new Map());
  if (!value.ok) return `${value.error.kind}: ${value.error.message}`;
  return isTensor(value.value) ? toNested(value.value) : value.value;
}

function expectClose(found: unknown, expected: Nested) {
  if (typeof expected === "number") return expect(found).toBeCloseTo(expected, 10);
  if (!Array.isArray(found)) throw new Error(`Expected a list, found ${found}`);
  expect(found).toHaveLength(expected.length);
  expected.forEach((inner, i) => expectClose(found[i], inner));
}

const CALLS: readonly (readonly [string, Nested])[] = [
  ["exp(1)", 2.718281828459045],
  ["exp([0,1])", [1, 2.718281828459045]],
  ["expm1(1e-10)", 1.00000000005e-10],
  ["ln(10)", 2.302585092994046],
  ["log1p(1)", 0.6931471805599453],
  ["log2(8)", 3],
  ["log10(0.01)", -2],
  ["sqrt(2)", 1.4142135623730951],
  ["cbrt(-8)", -2],
  ["square(-3)", 9],
  ["abs([-2,3])", [2, 3]],
  ["sign([-2,0,3])", [-1, 0, 1]],
  ["floor(-1.5)", -2],
  ["ceil(-1.5)", -1],
  ["round(2.5)", 3],
  ["round(-2.5)", -3],
  ["round(2.675, 2)", 2.67],
  ["round(1.25, 1)", 1.3],
  ["sin(1)", 0.8414709848078965],
  ["cos(1)", 0.5403023058681398],
  ["tan(1)", 1.5574077246549023],
  ["asin(1)", 1.5707963267948966],
  ["acos(-1)", 3.141592653589793],
  ["atan(1)", 0.7853981633974483],
  ["sinh(1)", 1.1752011936438014],
  ["cosh(1)", 1.5430806348152437],
  ["tanh(1)", 0.7615941559557649],
  ["erf(1)", 0.8427007929497149],
  ["step([-1,0,1])", [0, 0, 1]],
  ["factorial(5)", 120],
  ["factorial(0)", 1],
  ["sigmoid(2)", 0.8807970779778823],
  ["sigmoid(-1000)", 0],
  ["dsigmoid(2)", 0.10499358540350662],
  ["relu([-1,2])", [0, 2]],
  ["drelu([-1,0,2])", [0, 0, 1]],
  ["softplus(1)", 1.3132616875182228],
  ["dsoftplus(2)", 0.8807970779778823],
  ["softsign(-3)", -0.75],
  ["dsoftsign(1)", 0.25],
  ["gelu(1)", 0.8413447460685429],
  ["dgelu(0)", 0.5],
  ["gelutanh(1)", 0.8411919906082768],
  ["dgelutanh(0)", 0.5],
  ["silu(1)", 0.7310585786300049],
  ["dsilu(0)", 0.5],
  ["selu(1)", 1.0507009873554805],
  ["dselu(1)", 1.0507009873554805],
  ["mish(1)", 0.8650983882673103],
  ["dmish(0)", 0.6],
  ["leakyrelu([-2,2], 0.1)", [-0.2, 2]],
  ["elu(-1, 1)", -0.6321205588285577],
  ["mod(7, 3)", 1],
  ["mod(-1, 3)", 2],
  ["maximum([1,5],[4,2])", [4, 5]],
  ["minimum([1,5], 2)", [1, 2]],
  ["atan2(1, -1)", 2.356194490192345],
  ["binomial(10, 3)", 120],
  ["binomial(60, 30)", 118264581564861424],
  ["xlogy([0,1,2], [0,1,2])", [0, 0, 1.3862943611198906]],
  ["clip([-2,0.5,2], 0, 1)", [0, 0.5, 1]],
  ["where([1,-1] > 0, [10,20], 0)", [10, 0]],
  ["sum([1,2;3,4])", 10],
  ["sum([1,2;3,4], 0)", [4, 6]],
  ["sum([1,2;3,4], -1)", [3, 7]],
  ["prod([2,3,4])", 24],
  ["mean([1,2;3,6], 1)", [1.5, 4.5]],
  ["var([1,2,3,4])", 1.25],
  ["samplevar([1,2,3,4])", 1.6666666666666667],
  ["std([1,3])", 1],
  ["samplestd([1,3])", 1.4142135623730951],
  ["amax([1,5;7,2], 0)", [7, 5]],
  ["amin([1,5;7,2], 1)", [1, 2]],
  ["max([1,5;7,2])", 7],
  ["max(1, 5, 3)", 5],
  ["min([4,2])", 2],
  ["min(4, 2)", 2],
  ["argmax([1,5,5])", 1],
  ["argmax([1,5;7,2], 1)", [1, 0]],
  ["argmin([3,1,2])", 1],
  ["logsumexp([1000,1000])", 1000.6931471805599],
  ["norm([3,4])", 5],
  ["norm([3,-4], 1)", 7],
  ["softmax([1,2,3])", [0.09003057317038046, 0.24472847105479767, 0.6652409557748219]],
  ["softmax([1,1;1,3], 0)", [[0.5, 0.11920292202211755], [0.5, 0.8807970779778823]]],
  ["logsoftmax([0,0])", [-0.6931471805599453, -0.6931471805599453]],
  ["size([1,2;3,4])", 4],
  ["rows([1,2,3;4,5,6])", 2],
  ["columns([1,2,3;4,5,6])", 3],
  ["cumsum([1,2;3,4])", [[1, 3], [3, 7]]],
  ["matmul([1,2;3,4],[5;6])", [[17], [39]]],
  ["transpose([1,2,3;4,5,6])", [[1, 4], [2, 5], [3, 6]]],
  ["dot([1,2],[3,4])", 11],
  ["dot([1;2],[3,4])", 11],
  ["outer([1,2],[3,4,5])", [[3, 4, 5], [6, 8, 10]]],
  ["diag([1,2])", [[1, 0], [0, 2]]],
  ["diag([1,2;3,4])", [1, 4]],
  ["trace([1,2;3,4])", 5],
  ["det([1,2;3,4])", -2],
  ["det([0,1,2;1,0,3;4,-3,8])", -2],
  ["inv([4,7;2,6])", [[0.6, -0.7], [-0.2, 0.4]]],
  ["inv([0,1;1,0])", [[0, 1], [1, 0]]],
  ["eye(2)", [[1, 0], [0, 1]]],
  ["zeros(2,1)", [[0], [0]]],
  ["ones(3)", [1, 1, 1]],
  ["arange(3)", [0, 1, 2]],
  ["reshape([1,2,3,4,5,6], 2, -1)", [[1, 2, 3], [4, 5, 6]]],
  ["flatten([1,2;3,4])", [1, 2, 3, 4]],
  ["onehot(2, 3)", [0, 0, 1]],
  ["onehot([0,2], 3)", [[1, 0, 0], [0, 0, 1]]],
  ["concat([1,2],[3])", [1, 2, 3]],
  ["concat([1;2],[3;4], 1)", [[1, 3], [2, 4]]],
  ["stack([1,2],[3,4])", [[1, 2], [3, 4]]],
  ["flip([1,2;3,4])", [[2, 1], [4, 3]]],
  ["flip([1,2;3,4], 0)", [[3, 4], [1, 2]]],
  ["tril([1,2;3,4])", [[1, 0], [3, 4]]],
  ["triu([1,2;3,4])", [[1, 2], [0, 4]]],
  ["conv2d([1,2,3;4,5,6;7,8,9], [1,0;0,2])", [[11, 14], [20, 23]]],
  ["conv2d([1,2,3;4,5,6;7,8,9], [1,0;0,1], 2, 1)", [[1, 3], [7, 14]]],
  ["conv2d([1,2,3;4,5,6;7,8,9], [1,0;0,1], 1, 0, 2)", [[10]]],
  ["conv2d([[[1,2],[3,4]],[[5,6],[7,8]]], [[[1,0],[0,0]],[[0,0],[0,1]]])", [[9]]],
  ["conv2d([[[1,2],[3,4]]], [[[[1,1],[1,1]]],[[[1,0],[0,0]]]])", [[[10]], [[1]]]],
  ["conv1d([1,2,3,4], [1,-1])", [-1, -1, -1]],
  ["conv1d([1,2,3,4], [1,1], 2)", [3, 7]],
  ["maxpool([1,2,3,4;5,6,7,8], 2)", [[6, 8]]],
  ["maxpool([1,2;3,4], 2, 1, 1)", [[1, 2, 2], [3, 4, 4], [3, 4, 4]]],
  ["avgpool([1,2;3,6], 2)", [[3]]],
];

test.each(CALLS)("%s is %j", (text, expected) => {
  expectClose(worth(text), expected);
});

test("every function is called in this table", () => {
  const called = CALLS.map(([text]) => text.slice(0, text.indexOf("(")));
  expect([...OPERATIONS.keys()].filter((name) => !called.includes(name))).toEqual([]);
});

test.each([
  ["clip(1, 2, 0)", "type: clip needs its bounds in order, found 2 and 0"],
  ["where(1 > 0, 1, 2)", "type: where needs a tensor of 0 and 1 first"],
  ["norm([1,2], 0.5)", "type: norm needs a power of at least 1, found 0.5"],
  ["dot([1,2;3,4],[1,2])", "shape: dot needs lists of numbers, found a tensor [2,2]"],
  ["det([1,2])", "shape: det needs a square matrix, found a tensor [2]"],
  ["diag([[[1]]])", "shape: diag needs a vector or a matrix, found a tensor [1,1,1]"],
  ["conv2d([1,2],[1,2])", "shape: conv2d cannot slide a tensor [2] over a tensor [2]"],
  ["conv2d([1,2;3,4],[1,2;3,4], 0)", "type: the stride of conv2d needs a whole number from 1 to 64, found 0"],
  ["maxpool([1,2], 2)", "shape: maxpool needs a matrix, found a tensor [2]"],
  ["tril([1,2])", "shape: tril needs a matrix, found a tensor [2]"],
  ["onehot(3, 3)", "shape: Cannot mark label 3 among 3 classes"],
  ["sum(3)", "type: sum needs a list of numbers, found 3"],
  ["sum([1,2], 0.5)", "type: the axis of sum needs a whole number from -8 to 7, found 0.5"],
])("%s says: %s", (text, problem) => {
  expect(worth(text)).toBe(problem);
});
