/** The promises of generators, part 1 of 4. */
import { expect, test } from "vitest";
import { GENERATORS } from "../../src/questions/generators.ts";
import { testGenerators } from "./generator_promises.ts";

test("generator ids differ", () => {
  expect(new Set(GENERATORS.map((generator) => generator.id)).size).toBe(GENERATORS.length);
});

testGenerators({ share: 0, of: 4 });
