import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import type { Generator } from "../../src/questions/define.ts";
import { shapeOfValue, valueFault } from "../../src/questions/answer_value.ts";
import { GENERATORS } from "../../src/questions/generators.ts";
import { questionOfOwn } from "../../src/questions/own_numbers.ts";
import type { Json } from "../../src/questions/question.ts";
import { anyParams } from "./literal.ts";

/** Draws of each generator's whole domains, fair or not. */
const DRAWS = 40;

test.each(GENERATORS.map((generator) => [generator.id, generator] as const))(
  "any numbers within the domains of %s are solved, or said not to fit",
  (_, generator) => {
    for (let seed = 0; seed < DRAWS; seed++) {
      const params = anyParams(generator.domains, random(seed));
      const own = questionOfOwn(generator, params, generator.levels[0] ?? 1);
      if (own.ok) {
        for (const spec of own.value.question.answers) {
          const key = own.value.question.key[spec.id];
          expect(key && valueFault(key), `${spec.id} of ${JSON.stringify(params)}`).toBe(undefined);
          expect(key && shapeOfValue(key)).toEqual(spec.shape);
        }
      } else {
        expect(own.error.map(({ message }) => message).join()).toMatch(
          /^These numbers (do not fit|have no finite)/,
        );
        expect(own.error.map(({ message }) => message).join()).not.toMatch(
          /undefined|null|\[object|reading '/,
        );
      }
    }
  },
);

function softmax(params: Json) {
  return questionOfOwn(generatorOf("softmax"), params, 1);
}

test("numbers that do not fit together are said in the generator's own words", () => {
  expect(softmax({ classes: 4, logits: [1, 2, 3], temperature: 1 })).toEqual({
    ok: false,
    error: [{ path: "", message: "These numbers do not fit together: there are 3 logits for 4 classes." }],
  });
});

test("a fault of one number is said by its path", () => {
  expect(softmax({ classes: 3, logits: [1, 2, 30], temperature: 1 })).toMatchObject({
    ok: false,
    error: [{ path: "logits[2]" }],
  });
});

test("numbers that would not be asked are solved all the same, with the reason", () => {
  expect(softmax({ classes: 3, logits: [1, 1, 1], temperature: 1 })).toMatchObject({
    ok: true,
    value: { unfair: "too many logits are equal" },
  });
});

test("drawn numbers are fair", () => {
  expect(softmax({ classes: 3, logits: [-1, 1, 0], temperature: 1 })).toMatchObject({
    ok: true,
    value: { unfair: undefined },
  });
});

function generatorOf(id: string): Generator {
  const found = GENERATORS.find((generator) => generator.id === id);
  if (found === undefined) throw new Error(`no generator ${id}`);
  return found;
}
