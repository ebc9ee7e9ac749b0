/** Every operation against JAX, NumPy, SciPy and plain Python: `tests/oracle/make_fixtures.py` writes the cases. */
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { apart, type Case, found, relative } from "./fixtures/case.ts";
import { OPERATIONS } from "./fixtures/operations.ts";

const cases: readonly Case[] = JSON.parse(readFileSync("tests/golden/tensor-fixtures.json", "utf8"));
const named = cases.map((fixture, i) => [`${i + 1}`, fixture.op, settings(fixture), fixture] as const);
const errors = new Map<string, number[]>();

test.each(named)("case %s: %s() of %s is what an independent library says", (_, op, __, fixture) => {
  const { error, where } = apart(fixture, found(OPERATIONS, op), relative);
  errors.set(op, [...errors.get(op) ?? [], error]);
  expect(error, where).toBeLessThanOrEqual(1e-12);
});

test("tensor-fixtures.json has cases of every operation", () => {
  expect([...new Set(cases.map(({ op }) => op))].sort()).toEqual(Object.keys(OPERATIONS).sort());
});

afterAll(() => {
  const rows = [...errors].map(([op, own]) => {
    return `${op.padEnd(28)} ${String(own.length).padStart(3)}  ${Math.max(...own).toExponential(1)}`;
  });
  console.log(["operation".padEnd(28) + "   n  largest error", ...rows].join("\n"));
});

/** Shapes and settings in one line. */
function settings({ inputs, options }: Case): string {
  const shapes = Object.entries(inputs).map(([name, { shape }]) => `${name} [${shape}]`);
  return [...shapes, JSON.stringify(options)].join(" ");
}
