/** Formulas and values as TeX. */
import katex from "katex";
import { expect, test } from "vitest";
import { formulaDialect } from "../../src/expressions/dialect.ts";
import { parseExpression } from "../../src/expressions/parse.ts";
import { nodeTex } from "../../src/expressions/tex.ts";
import { type NumberStyle, numberTex, SIX_FIGURES, valueTex } from "../../src/expressions/value_tex.ts";
import { tensor } from "../../src/tensor/tensor.ts";

const THREE_DECIMALS: NumberStyle = { kind: "decimals", decimals: 3 };

function tex(text: string): string {
  const parsed = parseExpression(
    text,
    formulaDialect(["A", "G", "x", "y", "W", "x1", "h_t", "y_hat", "alpha", "alpha2", "lr"]),
  );
  if (!parsed.ok) throw new Error(parsed.error.message);
  return nodeTex(parsed.value);
}

test.each([
  ["1/2", "\\frac{1}{2}"],
  ["(x+1)/(y-1)", "\\frac{x + 1}{y - 1}"],
  ["x/y/2", "\\frac{\\frac{x}{y}}{2}"],
  ["-x^2", "-x^{2}"],
  ["(-x)^2", "\\left(-x\\right)^{2}"],
  ["(x/y)^2", "\\left(\\frac{x}{y}\\right)^{2}"],
  ["(x^y)^2", "\\left(x^{y}\\right)^{2}"],
  ["x^y^2", "x^{y^{2}}"],
  ["x-(y-1)", "x - \\left(y - 1\\right)"],
  ["x-y-1", "x - y - 1"],
  ["x+(y+1)", "x + y + 1"],
  ["x*(y+1)", "x \\cdot \\left(y + 1\\right)"],
  ["x*-y", "x \\cdot \\left(-y\\right)"],
  ["x-(-y)*2", "x - \\left(-y \\cdot 2\\right)"],
  ["-(x*y)", "-\\left(x \\cdot y\\right)"],
  ["--x", "-\\left(-x\\right)"],
  ["-1.5e-3", "-1.5\\cdot 10^{-3}"],
  ["(1e3)^2", "\\left(1\\cdot 10^{3}\\right)^{2}"],
  [".5", "0.5"],
  ["sqrt(x+1)", "\\sqrt{x + 1}"],
  ["abs(x)^2", "\\left|x\\right|^{2}"],
  ["norm(x)", "\\left\\lVert x\\right\\rVert"],
  ["floor(x)", "\\left\\lfloor x\\right\\rfloor"],
  ["ln(x)", "\\ln\\left(x\\right)"],
  ["log2(x)", "\\log_{2}\\left(x\\right)"],
  ["sigmoid(x)", "\\sigma\\left(x\\right)"],
  ["softmax(W,0)", "\\operatorname{softmax}\\left(W, 0\\right)"],
  ["W'@x", "W^{\\top}\\,x"],
  ["(W@x)'", "\\left(W\\,x\\right)^{\\top}"],
  ["transpose(W)", "W^{\\top}"],
  ["x1+h_t+y_hat+alpha+alpha2+lr", "x_{1} + h_{t} + \\hat{y} + \\alpha + \\alpha_{2} + \\mathrm{lr}"],
  ["pi*e", "\\pi \\cdot e"],
  ["[1,2;3,4]", "\\begin{bmatrix}1 & 2 \\\\ 3 & 4\\end{bmatrix}"],
  ["[[1,2],[3,4]]", "\\begin{bmatrix}1 & 2 \\\\ 3 & 4\\end{bmatrix}"],
  ["[1,2]", "\\begin{bmatrix}1 & 2\\end{bmatrix}"],
  // Products by entry and of matrices do not go together as they like.
  ["A'@(G*x)", "A^{\\top}\\,\\left(G \\cdot x\\right)"],
  ["(G*x)@A'", "\\left(G \\cdot x\\right)\\,A^{\\top}"],
  ["G*x@A", "\\left(G \\cdot x\\right)\\,A"],
  ["G*(A@x)", "G \\cdot \\left(A\\,x\\right)"],
  ["-2*A@x", "-2 \\cdot A\\,x"],
  ["2*(A@x)", "2 \\cdot A\\,x"],
  ["2*(G*x)@A", "\\left(2 \\cdot G \\cdot x\\right)\\,A"],
  ["x[0]", "x\\left[0\\right]"],
  ["x>0?x:0", "\\begin{cases}x & x > 0 \\\\ 0 & \\text{otherwise}\\end{cases}"],
  ["x<=y && !(x==y)", "x \\le y \\land \\lnot \\left(x = y\\right)"],
])("nodeTex() writes %s as %s, which KaTeX renders", (text, expected) => {
  expect(tex(text)).toBe(expected);
  expect(() => katex.renderToString(expected, { strict: "error" })).not.toThrow();
});

test.each([
  [0.5, "0.5"],
  [2 / 3, "0.666667"],
  [-12.3456789, "-12.3457"],
  [1234567, "1234567"],
  [1234567.8, "1.23457\\cdot 10^{6}"],
  [0.00012345678, "0.000123457"],
  [0.0000123456789, "1.23457\\cdot 10^{-5}"],
  [1e-8, "1\\cdot 10^{-8}"],
  [1e20, "1\\cdot 10^{20}"],
  [999999.5, "1\\cdot 10^{6}"],
  [0.99999999, "1"],
  [-0, "0"],
  [Infinity, "\\infty"],
])("numberTex(%d) to six figures is %s", (value, expected) => {
  expect(numberTex(value, SIX_FIGURES)).toBe(expected);
});

test.each([[0.5, "0.500"], [-0.0001, "0.000"], [1e-9, "0.000"], [2, "2.000"], [1e20, "1\\cdot 10^{20}"]])(
  "numberTex(%d) to three decimals is %s",
  (value, expected) => {
    expect(numberTex(value, THREE_DECIMALS)).toBe(expected);
  },
);

test.each([
  [tensor([1, 2]), "\\begin{bmatrix}1.000 & 2.000\\end{bmatrix}"],
  [tensor([[1], [2]]), "\\begin{bmatrix}1.000 \\\\ 2.000\\end{bmatrix}"],
  [
    tensor([[[1]], [[2]]]),
    "\\left[\\begin{bmatrix}1.000\\end{bmatrix},\\;\\begin{bmatrix}2.000\\end{bmatrix}\\right]",
  ],
  [true, "\\text{true}"],
])("valueTex(%j) is %s, which KaTeX renders", (value, expected) => {
  expect(valueTex(value, THREE_DECIMALS)).toBe(expected);
  expect(() => katex.renderToString(expected, { strict: "error" })).not.toThrow();
});
