import { expect, test } from "vitest";
import {
  firstSeed,
  LARGEST_SEED,
  practice,
  type PracticeForm,
  practiceFurther,
  type PracticeRequest,
  seedAfter,
} from "../../src/actions/practice.ts";
import { present } from "../../src/base/invariant.ts";
import { GENERATORS } from "../../src/questions/generators.ts";
import type { Given } from "../../src/decks/face.ts";

/** Logits -1, 1, 0: p = 0.090, 0.665, 0.245. */
const SOFTMAX: PracticeRequest = { course: { kind: "generator", id: "softmax" }, level: 1, seed: 4 };
const RIGHT = given("0.090", "0.665", "0.245");
/** The exponentials, not divided by their sum. */
const MISTAKEN = given("0.368", "2.718", "1");
const FIRST: PracticeForm = { verb: "check", typed: RIGHT, judged: undefined, tries: 0, hints: 0 };

/** A generator without hard questions. */
const EASY = present(GENERATORS.find(({ levels }) => !levels.includes(3)), "a generator without level 3");

function given(...cells: readonly string[]): Given {
  return { chosen: [], typed: Object.fromEntries(cells.map((text, i) => [`p[${i}]`, text])) };
}

test("practice() of a seed asks the same question again", () => {
  expect(practice(SOFTMAX)?.asked.drawn?.params).toBe(practice(SOFTMAX)?.asked.drawn?.params);
  expect(practice(SOFTMAX)).toMatchObject({ isFinal: false, tries: 0, hints: [], verdict: undefined });
});

test("a right answer is final at once", () => {
  expect(practiceFurther(SOFTMAX, FIRST)).toMatchObject({
    isFinal: true,
    tries: 1,
    verdict: { kind: "right" },
  });
});

test("a first wrong answer names the mistake and leaves a try", () => {
  const state = practiceFurther(SOFTMAX, { ...FIRST, typed: MISTAKEN });
  expect(state).toMatchObject({
    isFinal: false,
    tries: 1,
    verdict: { kind: "wrong", mistake: "not-normalised" },
  });
});

test("a second wrong answer is final", () => {
  const state = practiceFurther(SOFTMAX, { ...FIRST, typed: MISTAKEN, judged: MISTAKEN, tries: 1 });
  expect(state).toMatchObject({ isFinal: true, tries: 2 });
});

test("what cannot be read costs no try", () => {
  const state = practiceFurther(SOFTMAX, { ...FIRST, typed: given("a", "", "1") });
  expect(state).toMatchObject({
    isFinal: false,
    tries: 0,
    verdict: { kind: "unreadable" },
    judged: undefined,
  });
});

test("hints come one at a time until there are no more", () => {
  let hints = 0;
  let left = Infinity;
  while (left > 0) {
    const state = practiceFurther(SOFTMAX, { ...FIRST, verb: "hint", hints });
    expect(state?.hints.length).toBe(hints + 1);
    expect(state?.tries).toBe(0);
    hints = state?.hints.length ?? 0;
    left = state?.hintsLeft ?? 0;
  }
  expect(practiceFurther(SOFTMAX, { ...FIRST, verb: "hint", hints })?.hints.length).toBe(hints);
});

test("a hint keeps the verdict of the last check, and judges nothing that was typed since", () => {
  const state = practiceFurther(SOFTMAX, {
    ...FIRST,
    verb: "hint",
    typed: RIGHT,
    judged: MISTAKEN,
    tries: 1,
  });
  expect(state).toMatchObject({ isFinal: false, tries: 1, typed: RIGHT, verdict: { kind: "wrong" } });
});

test("steps are shown on request, with no verdict where nothing was checked", () => {
  expect(practiceFurther(SOFTMAX, { ...FIRST, verb: "steps" })).toMatchObject({
    isFinal: true,
    verdict: undefined,
  });
});

test.each<PracticeRequest>([
  { ...SOFTMAX, course: { kind: "generator", id: "no-such" } },
  { ...SOFTMAX, course: { kind: "topic", slug: "no-such" } },
  { course: { kind: "generator", id: EASY.id }, level: 3, seed: 1 },
])("practice() of %j asks nothing", (request) => {
  expect(practice(request)).toBeUndefined();
});

test("a mix asks several kinds of question of its topic, never the same kind twice in a row", () => {
  const kinds: string[] = [];
  let seed = 5;
  for (let i = 0; i < 30; i++) {
    const state = practice({ course: { kind: "topic", slug: "conv-shapes" }, level: undefined, seed });
    if (state === undefined) throw new Error("the topic asks nothing");
    expect(state.generator.topic).toBe("conv-shapes");
    kinds.push(state.generator.id);
    seed = state.nextSeed;
  }
  expect(new Set(kinds).size).toBeGreaterThan(3);
  expect(kinds.filter((kind, i) => kind === kinds[i - 1])).toEqual([]);
});

test("a mix of one level asks that level only", () => {
  for (let seed = 0; seed < 20; seed++) {
    expect(practice({ course: { kind: "topic", slug: "decision-trees" }, level: 2, seed })?.level).toBe(2);
  }
});

test("the chain of seeds stays within its range and does not soon come back", () => {
  const seen = new Set<number>();
  let seed = firstSeed(1_741_597_200_000);
  for (let i = 0; i < 1000; i++) {
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(seed).toBeLessThanOrEqual(LARGEST_SEED);
    seen.add(seed);
    seed = seedAfter(seed);
  }
  expect(seen.size).toBe(1000);
});
