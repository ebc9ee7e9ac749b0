/** Earlier versions of generators, frozen: a review that was drawn with one is shown and solved as it was. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { generatorOfVersion, GENERATORS } from "../../src/questions/generators.ts";
import type { Generator, Question } from "../../src/questions/define.ts";
import { succeeding } from "../../src/questions/define.ts";
import type { Json, Level } from "../../src/questions/question.ts";

/** What a version drew when it was the present one. Written once, from that version; never written again. */
interface Frozen {
  readonly generator: string;
  readonly version: number;
  readonly level: Level;
  readonly seed: number;
  readonly params: Json;
}

const FROZEN: readonly Frozen[] = JSON.parse(readFileSync("tests/golden/versions.json", "utf8"));
const EARLIER: readonly Generator[] = GENERATORS.flatMap(({ earlier }) => earlier);

function known(id: string, version: number): Generator {
  const generator = generatorOfVersion(id, version);
  if (generator === undefined) throw new Error(`${id} has no version ${version}`);
  return generator;
}

function asFrozen(question: Question, seed: number) {
  const { generator, version, level, params, prompt, conventions, trace, mistakes } = question;
  const key = Object.fromEntries(
    Object.entries(question.key).map(([id, key]) => {
      const { shape, values } = numbersIn(key);
      return [id, { shape, values: [...values] }];
    }),
  );
  const steps = trace.steps.map(({ tex }) => tex);
  const ids = mistakes.map((mistake) => mistake.ids);
  return { generator, version, level, seed, params, prompt, conventions, key, steps, mistakes: ids };
}

describe.each(FROZEN.map((row) => [`${row.generator} ${row.version}, level ${row.level}, seed ${row.seed}`, row]))(
  "%s",
  (_, row) => {
    test("draws what it drew", () => {
      const drawn = known(row.generator, row.version).draw(row.seed, row.level, {});
      expect(drawn.ok && asFrozen(drawn.value.question, row.seed)).toEqual(row);
    });

    test("is asked again from its stored params", () => {
      const again = known(row.generator, row.version).withParams(row.params, row.level);
      expect(again.ok && asFrozen(again.value, row.seed)).toEqual(row);
    });
  },
);

test.each(EARLIER.map((generator) => [generator.id, generator.version, generator] as const))(
  "%s %i is frozen at each of its levels",
  (id, version, generator) => {
    const levels = FROZEN.filter((row) => row.generator === id && row.version === version).map(({ level }) =>
      level
    );
    expect([...new Set(levels)].sort()).toEqual(generator.levels);
  },
);

test.each(GENERATORS.filter(({ earlier }) => earlier.length > 0).map((generator) => [generator.id, generator] as const))(
  "the versions of %s are all there, from the first to the present one",
  (_, generator) => {
    const versions = [generator, ...generator.earlier].map(({ version }) => version).sort();
    expect(versions).toEqual(Array.from({ length: generator.version }, (_, i) => i + 1));
  },
);

test("a seed gives another question in the version after, or there was no need for one", () => {
  const changed = FROZEN.filter(({ generator, version, level, seed, params }) => {
    const next = known(generator, version + 1).draw(seed, level, {});
    return next.ok && JSON.stringify(next.value.question.params) !== JSON.stringify(params);
  });
  expect(changed.length).toBeGreaterThan(0);
});

test("generatorOfVersion() knows no version that never was", () => {
  expect(generatorOfVersion("conv-out", 99)).toBeUndefined();
  expect(generatorOfVersion("no-such", 1)).toBeUndefined();
});

test("succeeding() refuses a version that is not earlier, or of another generator", () => {
  const [present, first] = [known("conv-out", 2), known("conv-out", 1)];
  expect(() => succeeding(first, [present])).toThrow(RangeError);
  expect(() => succeeding(known("softmax", 1), [first])).toThrow(RangeError);
});
