/** Numbers as learners type them and as pages show them. */
import fc from "fast-check";
import katex from "katex";
import { expect, test } from "vitest";
import { formatNumber, parseNumber } from "../../src/text/number.ts";

function value(text: string, percent = false): number | string {
  const read = parseNumber(text, { percent });
  return read.ok ? read.value.value : read.error.message;
}

test.each([
  ["2/3", 2 / 3],
  ["-1.5e-3", -0.0015],
  ["0,5", 0.5],
  ["1,234", 1.234],
  ["2*3+1", 7],
  ["e^-1", Math.exp(-1)],
  ["√2", Math.SQRT2],
  ["2^-1", 0.5],
  ["-2^2", -4],
  ["10⁻³", 0.001],
  ["3×10⁻¹", 0.3],
  ["0.1+0.2", 0.3],
  ["1/3+1/6", 0.5],
  ["ln(2)", Math.log(2)],
  ["log2(8)", 3],
  ["sigmoid(0)", 0.5],
  ["-0", 0],
  ["1e308", 1e308],
  ["5e-324", 5e-324],
])("parseNumber(%j) is %d", (text, expected) => {
  expect(value(text)).toBeCloseTo(expected, 12);
});

test.each([["50%", 0.5], ["12,5%", 0.125], ["-3 %", -0.03], ["1/2", 0.5]])(
  "parseNumber(%j) in a percent field is %d",
  (text, expected) => {
    expect(value(text, true)).toBe(expected);
  },
);

test.each([
  ["", "Nothing is typed here yet"],
  ["1/0", "Division by zero"],
  ["ln(0)", "ln needs a positive number, found 0"],
  ["√(-1)", "The root of a negative number, -1"],
  ["(-2)^0.5", "A negative number to a fractional power has no real value"],
  ["9^9^9", "This power is too large to be worked out"],
  ["1e308*10", "This is too large to be worked out"],
  ["50%", "This field takes no %: write a number such as 0.5"],
  ["x", "“x” is not known here"],
])("parseNumber(%j) says: %s", (text, message) => {
  expect(value(text)).toBe(message);
});

test("parseNumber() places a division by zero on the division", () => {
  const read = parseNumber("2 + 1/(2-2)");
  expect(read.ok ? undefined : [read.error.at, read.error.length]).toEqual([4, 7]);
});

test.each([
  ["0,5", "0.5", "The comma was read as a decimal comma: 0.5"],
  ["-1,234", "-1.234", "The comma was read as a decimal comma: 1.234"],
  ["0.5", "0.5", undefined],
  ["2/3", "\\frac{2}{3} \\approx 0.666667", undefined],
  ["1/8", "\\frac{1}{8} = 0.125", undefined],
  ["1/128", "\\frac{1}{128} = 0.0078125", undefined],
  ["-1/4", "\\frac{-1}{4} = -0.25", undefined],
  ["2^-40", "2^{-40} \\approx 9.09495\\cdot 10^{-13}", undefined],
  ["1/10^12", "\\frac{1}{10^{12}} = 1\\cdot 10^{-12}", undefined],
  ["1.5e-3", "1.5\\cdot 10^{-3} = 0.0015", undefined],
  ["3*10^7", "3 \\cdot 10^{7} = 30000000", undefined],
  ["√2", "\\sqrt{2} \\approx 1.41421", undefined],
  ["2-(-3)", "2 - \\left(-3\\right) = 5", undefined],
])("parseNumber(%j) is echoed as %s", (text, tex, note) => {
  const read = parseNumber(text);
  expect(read.ok ? [read.value.tex, read.value.note] : read.error.message).toEqual([tex, note]);
});

test.each([
  ["2/6", 1n, 3n],
  ["0.125", 1n, 8n],
  ["-1.5e1", -15n, 1n],
  ["(1/2)^-3", 8n, 1n],
  ["1/(-3)", -1n, 3n],
  ["1e20+1", 100000000000000000001n, 1n],
])("parseNumber(%j) is exactly %d/%d", (text, n, d) => {
  const read = parseNumber(text);
  expect(read.ok ? read.value.exact : read.error.message).toEqual({ n, d });
});

test.each(["√2", "e", "2^0.5", "2^5000", "ln(1)"])("parseNumber(%j) has no exact fraction", (text) => {
  const read = parseNumber(text);
  expect(read.ok ? read.value.exact : undefined).toBeUndefined();
});

test("parseNumber() reads back every double as itself", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(value(String(x))).toBe(x === 0 ? 0 : x);
    }),
    { numRuns: 1000 },
  );
});

test("parseNumber() reads back the smallest doubles as themselves", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1e-306, minExcluded: true, noNaN: true }), (x) => {
    expect(value(String(x))).toBe(x);
  }));
});

test("parseNumber() divides whole numbers as correctly rounded division does", () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1 }), (n, d) => {
    expect(value(`${n}/${d}`)).toBe(n === 0 ? 0 : n / d);
  }));
});

test("parseNumber() echoes every readable text as TeX that KaTeX accepts", () => {
  const piece = fc.constantFrom(
    "1",
    "2.5",
    "1e-3",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "√",
    "²",
    "e",
    "ln(",
    "pi",
    "⁻¹",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const read = parseNumber(pieces.join(""));
      if (read.ok) expect(() => katex.renderToString(read.value.tex, { strict: "error" })).not.toThrow();
    }),
    { numRuns: 3000 },
  );
});

test.each([
  [0.5, 3, "0.500"],
  [-0.5, 1, "−0.5"],
  [-0.0004, 3, "0.000"],
  [-0, 2, "0.00"],
  [2.5, 0, "3"],
  [-2.5, 0, "−3"],
  [1.005, 2, "1.00"],
  [1234567.891, 2, "1234567.89"],
  [1e22, 2, "10000000000000000000000.00"],
  [-Infinity, 2, "−∞"],
])("formatNumber(%d, %d) is %s", (x, decimals, text) => {
  expect(formatNumber(x, decimals)).toBe(text);
});
