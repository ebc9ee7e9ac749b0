/** Every golden case goes through the solvers; a case without a runner fails. */
import { expect, test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { differences, type GoldenCase, type Runners } from "./runner.ts";

const cases: readonly GoldenCase[] = JSON.parse(readFileSync("tests/golden/golden.json", "utf8"));
const runners = new Map<string, Runners>();
for (const file of readdirSync("tests/golden/runners").filter((name) => name.endsWith(".ts"))) {
  const loaded: { RUNNERS: Runners } = await import(`./runners/${file}`);
  runners.set(file.replace(/\.ts$/, ""), loaded.RUNNERS);
}

test("golden.json holds 187 cases", () => {
  expect(cases.length).toBe(187);
});

test.each(cases.map((golden) => [golden.id, golden] as const))("%s comes out as in golden.json", (_, golden) => {
  const run = runners.get(golden.topic)?.[golden.kind];
  if (run === undefined) throw new Error(`No runner for kind ${golden.kind} of ${golden.topic}`);
  expect(differences(golden.expected, run(golden.inputs), golden.tolerance)).toEqual([]);
});
