/** What the grammar reads, how it groups, and where it says that it cannot. */
import { expect, test } from "vitest";
import {
  type Dialect,
  formulaDialect,
  LEARNER_NUMBER,
  LEARNER_PERCENT,
} from "../../src/expressions/dialect.ts";
import { childrenOf, type Node } from "../../src/expressions/node.ts";
import { MAX_TEXT_LENGTH, parseExpression } from "../../src/expressions/parse.ts";

const FORMULA = formulaDialect(["x", "y", "W", "alpha", "sigma"]);

/** The tree with a bracket around every step. */
function shown(node: Node): string {
  switch (node.kind) {
    case "number":
      return node.text;
    case "name":
      return node.name;
    case "unary":
      return `(${node.operator}${shown(node.of)})`;
    case "binary":
      return `(${shown(node.left)}${node.operator}${shown(node.right)})`;
    case "transpose":
      return `${shown(node.of)}'`;
    case "percent":
      return `${shown(node.of)}%`;
    case "conditional":
      return `(${shown(node.test)}?${shown(node.then)}:${shown(node.otherwise)})`;
    case "call":
      return `${node.name}(${node.args.map(shown).join(",")})`;
    case "index":
      return `${shown(node.of)}[${node.positions.map(shown).join(",")}]`;
    case "list":
      return `[${node.items.map(shown).join(",")}]`;
    case "matrix":
      return `[${node.rows.map((row) => row.map(shown).join(",")).join(";")}]`;
  }
}

function read(text: string, dialect: Dialect): string {
  const parsed = parseExpression(text, dialect);
  return parsed.ok
    ? shown(parsed.value)
    : `${parsed.error.at}+${parsed.error.length} ${parsed.error.message}`;
}

test.each([
  ["2/3", "(2/3)"],
  ["-1.5e-3", "(-1.5e-3)"],
  [".5", ".5"],
  ["5.", "5."],
  ["1E5", "1E5"],
  ["0,5", "0.5"],
  [" -0,5 ", "(-0.5)"],
  ["1,234", "1.234"],
  [",5e-3", ".5e-3"],
  ["2*3+1", "((2*3)+1)"],
  ["1+2*3", "(1+(2*3))"],
  ["8/4/2", "((8/4)/2)"],
  ["8-4-2", "((8-4)-2)"],
  ["e^-1", "(e^(-1))"],
  ["2^-1", "(2^(-1))"],
  ["2**3", "(2^3)"],
  ["-2^2", "(-(2^2))"],
  ["(-2)^2", "((-2)^2)"],
  ["2^3^2", "(2^(3^2))"],
  ["2^-2^2", "(2^(-(2^2)))"],
  ["2^-1*3", "((2^(-1))*3)"],
  ["-2*3", "((-2)*3)"],
  ["2--3", "(2-(-3))"],
  ["sqrt(2)", "sqrt(2)"],
  ["Sqrt(2)", "sqrt(2)"],
  ["log_2(8)", "log2(8)"],
  ["pi", "pi"],
])("a number field reads %j as %s", (text, tree) => {
  expect(read(text, LEARNER_NUMBER)).toBe(tree);
});

test.each([
  ["−2", "(-2)"],
  ["2 – 1", "(2-1)"],
  ["2×3·4", "((2*3)*4)"],
  ["6÷2", "(6/2)"],
  ["√2", "sqrt(2)"],
  ["√(2+1)*3", "(sqrt((2+1))*3)"],
  ["√√16", "sqrt(sqrt(16))"],
  ["2*π", "(2*pi)"],
  ["2²", "(2^2)"],
  ["2²^3", "((2^2)^3)"],
  ["2^3²", "(2^(3^2))"],
  ["3×10⁻³", "(3*(10^(-3)))"],
  ["-2²", "(-(2^2))"],
  ["½", "(1/2)"],
  ["2^½", "(2^(1/2))"],
  ["1\u00a0000\u202f000", "1000000"],
  ["1_000.5", "1000.5"],
  ["1\u2009234,5", "1234.5"],
  ["２．５", "2.5"],
  ["\ufeff2\u200b/3", "(2/3)"],
  ["log₂(8)", "log2(8)"],
  ["σ(2)", "sigmoid(2)"],
])("a number field reads the unicode text %j as %s", (text, tree) => {
  expect(read(text, LEARNER_NUMBER)).toBe(tree);
});

test.each([
  ["", "0+0 Nothing is typed here yet"],
  ["   ", "3+0 Nothing is typed here yet"],
  ["1/2 x", "4+1 A sign is missing before “x”: for a product write *"],
  ["2(3)", "1+1 A sign is missing before “(”: for a product write *"],
  ["2π", "1+1 A sign is missing before “π”: for a product write *"],
  ["2½", "1+1 A sign is missing before “½”: for a product write *"],
  ["3e", "1+1 An exponent needs digits, as in 3e2; for a product write 3*e"],
  ["1 000", "2+3 Two numbers side by side: write 1000 for one number, or a sign between them"],
  ["log(2)", "0+3 log has more than one meaning: write ln, log2 or log10"],
  ["log", "0+3 log has more than one meaning: write ln, log2 or log10"],
  ["ln 2", "0+2 ln needs brackets: write ln(…)"],
  ["ln(2,3)", "2+5 ln takes 1 value, found 2"],
  ["ln()", "2+2 ln takes 1 value, found 0"],
  ["foo", "0+3 “foo” is not known here"],
  ["1+foo(2)", "2+3 The function “foo” is not known here"],
  ["e(2)", "1+1 “e” is not a function: for a product write e*(…)"],
  ["1,234.5", "1+1 This comma has no meaning here: write a decimal number with a dot, as in 0.5"],
  ["1,2,3", "1+1 This comma has no meaning here: write a decimal number with a dot, as in 0.5"],
  ["1,5+2", "1+1 This comma has no meaning here: write a decimal number with a dot, as in 0.5"],
  ["1.2.3", "0+4 A number can have one dot only"],
  ["(1+2", "0+1 This “(” is never closed"],
  ["1+2)", "3+1 There is no open bracket for this one, or something is missing before it"],
  ["1+", "2+0 Something is missing at the end"],
  ["*2", "0+1 “*” cannot stand here"],
  ["5!", "1+1 The sign ! means nothing here; for a factorial write factorial(n)"],
  ["50%", "2+1 This field takes no %: write a number such as 0.5"],
  ["√2^2", "2+1 The root of a power, or the power of a root? Use ( )"],
  ["√2²", "2+1 The root of a power, or the power of a root? Use ( )"],
  ["|2|", "0+1 Bars mean nothing here: write abs(x)"],
  ["{2}", "0+1 Curly brackets mean nothing here: use ( )"],
  ["\\frac12", "0+1 Write the formula without backslashes, as in sqrt(2)"],
  ["2 == 2", "2+2 “==” cannot be used in this field"],
  ["1 ? 2 : 3", "2+1 “?” cannot be used in this field"],
  ["[1,2]", "0+1 A list cannot be used in this field"],
  ["2'", "1+1 The sign ' means nothing in this field"],
  ["1e400", "0+5 This number is too large"],
  ["1e-400", "0+6 This number is too small"],
  ["😀", "0+2 The character “😀” means nothing here"],
  ["__proto__", "0+9 “__proto__” is not known here"],
  ["constructor(1)", "0+11 The function “constructor” is not known here"],
])("a number field refuses %j: %s", (text, problem) => {
  expect(read(text, LEARNER_NUMBER)).toBe(problem);
});

test.each([
  ["50%", "50%"],
  ["12,5 %", "12.5%"],
  ["-50%", "(-50%)"],
  ["2*25%", "(2*25%)"],
  ["(1+2)%", "(1+2)%"],
  ["1+50%", "4+1 It is not clear what the % belongs to: use ( )"],
  ["1/50%", "4+1 It is not clear what the % belongs to: use ( )"],
  ["2^50%", "4+1 It is not clear what the % belongs to: use ( )"],
  ["50%+1", "2+1 A % can only be the last character"],
  ["50%%", "2+1 A % can only be the last character"],
])("a percent field answers %j with %s", (text, answer) => {
  expect(read(text, LEARNER_PERCENT)).toBe(answer);
});

test.each([
  ["[1,2;3,4]", "[1,2;3,4]"],
  ["[[1,2],[3,4]]", "[[1,2],[3,4]]"],
  ["W@x+1", "((W@x)+1)"],
  ["W'@x", "(W'@x)"],
  ["W^T@x", "(W'@x)"],
  ["Wᵀ*2", "(W'*2)"],
  ["x[0]^2", "(x[0]^2)"],
  ["W[0,-1]", "W[0,(-1)]"],
  ["x>0?x:-x", "((x>0)?x:(-x))"],
  ["x<0?1:x<1?2:3", "((x<0)?1:((x<1)?2:3))"],
  ["x>0&&y>0||!(x==y)", "(((x>0)&&(y>0))||(!(x==y)))"],
  ["x≤y", "(x<=y)"],
  ["α*x", "(alpha*x)"],
  ["sigma*2", "(sigma*2)"],
  ["sigma(2)", "sigmoid(2)"],
  ["softmax(W, 0)", "softmax(W,0)"],
  ["x < y < 1", "6+1 Comparisons cannot be chained: write a < b && b < c"],
  ["x = y", "2+1 A single = means nothing here: to compare write =="],
  ["[1 2]", "3+1 A comma is missing before “2”"],
  ["[]", "0+1 A list needs at least one number"],
  ["[1,2,]", "5+1 There is no open bracket for this one, or something is missing before it"],
  ["[1,2", "0+1 This “[” is never closed"],
  ["x ? 1", "5+0 A “?” needs a “:” and what holds otherwise"],
  ["z+1", "0+1 “z” is not known here; known here: x, y, W, alpha, sigma"],
  ["x(2)", "1+1 “x” is not a function: for a product write x*(…)"],
  ["x.y", "1+1 This dot belongs to no number"],
  ['x["a"]', "2+1 Text in quotes means nothing here"],
  ["max()", "3+2 max takes 1 to 20 values, found 0"],
])("a formula field answers %j with %s", (text, answer) => {
  expect(read(text, FORMULA)).toBe(answer);
});

test("a variable hides the constant and the transpose mark of its name", () => {
  const dialect = formulaDialect(["T", "e", "x"]);
  expect(read("x^T", dialect)).toBe("(x^T)");
  expect(read("e", formulaDialect([]))).toBe("e");
});

test("parseExpression() places every node on the text it was read from", () => {
  const text = " (x + 1)*ln(α − 2²) ";
  const parsed = parseExpression(text, FORMULA);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const pieces: string[] = [];
  const visit = (node: Node) => {
    pieces.push(text.slice(node.at, node.at + node.length));
    childrenOf(node).forEach(visit);
  };
  visit(parsed.value);
  expect(pieces).toEqual([
    "(x + 1)*ln(α − 2²)",
    "(x + 1)",
    "x",
    "1",
    "ln(α − 2²)",
    "α − 2²",
    "α",
    "2²",
    "2",
    "²",
  ]);
});

test.each([
  ["a long text", "1".repeat(MAX_TEXT_LENGTH + 1), "This is 4001 characters long; at most 4000 can be read"],
  ["open brackets", "(".repeat(4000), "A formula can be nested at most 60 deep"],
  ["minus signs", "-".repeat(4000), "A formula can be nested at most 60 deep"],
  ["powers", "2^".repeat(1000) + "2", "A formula can be nested at most 60 deep"],
  ["roots", "√".repeat(4000), "A formula can be nested at most 60 deep"],
  ["terms", "1+".repeat(1000) + "1", "A formula can have at most 500 parts"],
  ["primes", "x" + "'".repeat(3999), "A formula can have at most 500 parts"],
  ["conditions", "x>0?".repeat(900), "A formula can be nested at most 60 deep"],
])("parseExpression() stops at too many %s", (_, text, message) => {
  const parsed = parseExpression(text, FORMULA);
  expect(parsed.ok ? "read" : parsed.error.message).toBe(message);
});

test("parseExpression() reads a sum of two hundred terms: length is not depth", () => {
  expect(parseExpression("1+".repeat(200) + "1", FORMULA).ok).toBe(true);
});
