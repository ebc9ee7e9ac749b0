import { expect, test } from "vitest";
import { GENERATORS } from "../../src/questions/generators.ts";
import { paramFields, paramText, readParams } from "../../src/questions/param_text.ts";
import type { Domain } from "../../src/questions/question.ts";

const DOMAINS = {
  n: { kind: "int", lo: 1, hi: 9 },
  x: { kind: "dec", lo: -2, hi: 2, step: 0.1 },
  mode: { kind: "pick", of: ["max", "average"] },
  bias: { kind: "pick", of: [true, false] },
  v: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 0, max: 4 },
  W: {
    kind: "list",
    of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 1, max: 3 },
    min: 1,
    max: 3,
  },
  kinds: { kind: "list", of: { kind: "pick", of: ["conv", "pool"] }, min: 1, max: 4 },
} as const satisfies Readonly<Record<string, Domain>>;

const GOOD = {
  n: "3",
  x: "0.3",
  mode: '"max"',
  bias: "false",
  v: "[1, 0.5]",
  W: "[[1,2],[3,4]]",
  kinds: "conv, pool",
};

function readOne(name: keyof typeof GOOD, text: string): unknown {
  const read = readParams(DOMAINS, { ...GOOD, [name]: text });
  return read.ok ? Object(read.value)[name] : read.error;
}

test.each<[keyof typeof GOOD, string, unknown]>([
  ["n", "3", 3],
  ["n", "6/2", 3],
  ["x", "0,3", 0.3],
  ["x", "0.1+0.2", 0.3],
  ["x", "-1/2", -0.5],
  ["x", "−0.7", -0.7],
  ["mode", '"average"', "average"],
  ["mode", "average", "average"],
  ["bias", "true", true],
  ["v", "[1, -0.5, 2]", [1, -0.5, 2]],
  ["v", "1 2 3", [1, 2, 3]],
  ["v", "1; 2,5", [1, 2.5]],
  ["v", "np.array([1, 2])", [1, 2]],
  ["v", "2", [2]],
  ["v", "[]", []],
  ["v", "[1/2, 3/2]", [0.5, 1.5]],
  ["W", "[[1,2],[3,4]]", [[1, 2], [3, 4]]],
  ["W", "1 2; 3 4", [[1, 2], [3, 4]]],
  ["W", "[1, 2]", [[1, 2]]],
  ["W", "7", [[7]]],
  ["W", "[[1],[2,3]]", [[1], [2, 3]]],
  ["kinds", "conv, pool", ["conv", "pool"]],
  ["kinds", '["pool"]', ["pool"]],
  ["kinds", "[conv pool]", ["conv", "pool"]],
])("parameter %s typed as %j is %j", (name, text, value) => {
  expect(readOne(name, text)).toEqual(value);
});

test.each<[keyof typeof GOOD, string, string]>([
  ["n", "", "n"],
  ["n", "1.5", "n"],
  ["n", "10", "n"],
  ["n", "one", "n"],
  ["x", "0.25", "x"],
  ["mode", "median", "mode"],
  ["v", "[1, 2, 30]", "v[2]"],
  ["v", "[1, 0.3]", "v[1]"],
  ["v", "1 2 3 4 5", "v"],
  ["v", "[1, x]", "v"],
  ["W", "[[1,2],[3,400]]", "W[1][1]"],
  ["W", "[[[1]]]", "W[0][0]"],
  ["kinds", "conv, pond", "kinds[1]"],
  ["kinds", "", "kinds"],
])("parameter %s typed as %j has its fault at %s", (name, text, path) => {
  expect(readOne(name, text)).toMatchObject([{ path }]);
});

test("all faults of a form are found at once", () => {
  const read = readParams(DOMAINS, { ...GOOD, n: "0", x: "5", W: "" });
  expect(read.ok ? [] : read.error.map((fault) => fault.path).sort()).toEqual(["W", "n", "x"]);
});

test.each(GENERATORS.map((generator) => [generator.id, generator] as const))(
  "numbers drawn by %s come back from their own form",
  (_, generator) => {
    for (const level of generator.levels) {
      for (let seed = 0; seed < 10; seed++) {
        const drawn = generator.draw(seed, level, {});
        const params = drawn.ok ? drawn.value.question.params : undefined;
        const typed = Object.fromEntries(
          Object.entries(Object(params)).map((
            [name, value],
          ) => [name, paramText(JSON.parse(JSON.stringify(value)))]),
        );
        expect(readParams(generator.domains, typed)).toEqual({ ok: true, value: params });
      }
    }
  },
);

test("every choice of a parameter can be chosen in its field", () => {
  for (const field of paramFields(DOMAINS)) {
    for (const { value } of field.options) {
      expect(readParams(DOMAINS, { ...GOOD, [field.name]: value }).ok).toBe(true);
    }
  }
});
