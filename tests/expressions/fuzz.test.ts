/** Random texts: whatever is typed, reading it ends, and every problem points into the text. FUZZ_RUNS asks for more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { formulaDialect, LEARNER_PERCENT } from "../../src/expressions/dialect.ts";
import { evaluate } from "../../src/expressions/evaluate.ts";
import { childrenOf, type Node, type Span } from "../../src/expressions/node.ts";
import { parseExpression } from "../../src/expressions/parse.ts";
import { readTensor } from "../../src/expressions/tensor_text.ts";
import { nodeTex } from "../../src/expressions/tex.ts";
import { isFiniteValue, type Value } from "../../src/expressions/value.ts";
import { tensor } from "../../src/tensor/tensor.ts";

const RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? 20_000);
const HOURS = 3_600_000;

const VARIABLES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["x", -1.5],
  ["W", tensor([[1, 2], [3, 4]])],
  ["v", tensor([1, 2])],
]);
const FORMULA = formulaDialect(VARIABLES.keys());

const sign = fc.constantFrom(
  ..."+-*/^@'()[],;?:<>!%=.&|√²⁻¹½−×π \t\n\u00a0_eE",
  "==",
  "&&",
  "||",
  "**",
  "^T",
  "np.array(",
  ", dtype=",
);
const word = fc.constantFrom("x", "W", "v", "e", "pi", "T", ...FORMULA.functions.keys()).map((name) =>
  FORMULA.functions.has(name) ? `${name}(` : name
);
const digits = fc.constantFrom(
  "0",
  "1",
  "2",
  "7",
  "10",
  "0.5",
  ".5",
  "5.",
  "1e3",
  "1e308",
  "0,5",
  "4096",
  "00",
);
const formulaLike = fc.array(
  fc.oneof({ weight: 3, arbitrary: sign }, { weight: 3, arbitrary: digits }, word),
  {
    maxLength: 14,
  },
).map((pieces) => pieces.join(""));
const anything = fc.oneof(
  { weight: 6, arbitrary: formulaLike },
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.tuple(formulaLike, fc.nat(60)).map(([text, times]) => text.repeat(times)),
);

function expectInside({ at, length }: Span, text: string) {
  expect(Number.isInteger(at) && Number.isInteger(length) && at >= 0 && length >= 0).toBe(true);
  expect(at + length).toBeLessThanOrEqual(text.length);
}

function expectSound(node: Node, text: string) {
  expectInside(node, text);
  childrenOf(node).forEach((child) => expectSound(child, text));
}

test("any text is read as a formula or refused with a place in it", () => {
  fc.assert(
    fc.property(anything, fc.boolean(), (text, isFormula) => {
      const parsed = parseExpression(text, isFormula ? FORMULA : LEARNER_PERCENT);
      if (!parsed.ok) return expectInside(parsed.error, text);
      expectSound(parsed.value, text);
      nodeTex(parsed.value);
      const value = evaluate(parsed.value, VARIABLES);
      if (value.ok) expect(isFiniteValue(value.value)).toBe(true);
      else expectInside(value.error, text);
    }),
    { numRuns: RUNS },
  );
}, HOURS);

test("any text is read as a tensor or refused with a place in it", () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(undefined, [2], [2, 2], [1, 2, 2]), (text, shape) => {
      const found = readTensor(text, shape);
      if (found.kind === "problem") return expectInside(found.problem, text);
      const readings = found.kind === "read" ? [found.reading] : found.readings;
      for (const reading of readings) expect(isFiniteValue(reading.tensor)).toBe(true);
    }),
    { numRuns: Math.floor(RUNS / 4) },
  );
}, HOURS);
