import { expect, test } from "vitest";
import { beamSearch } from "../../src/tensor/beam_search.ts";
import {
  bleu,
  meanNll,
  ngramCounts,
  ngramEstimate,
  perplexity,
  sequenceLogProbability,
  smoothedNgramEstimate,
} from "../../src/tensor/language.ts";

test("perplexity() of golden S3-L13-b3 is the inverse geometric mean, and the size of a uniform vocabulary", () => {
  expect(meanNll([0.2, 0.5, 0.1, 0.25])).toBeCloseTo(1.49786613678, 10);
  expect(perplexity([0.2, 0.5, 0.1, 0.25])).toBeCloseTo(4.472135955, 9);
  expect(perplexity([0.125, 0.125])).toBeCloseTo(8, 12);
  expect(perplexity([0.5, 0])).toBe(Infinity);
  expect(() => perplexity([])).toThrow(RangeError);
  expect(sequenceLogProbability([0.5, 0.4, 0.9])).toBeCloseTo(-1.71479842809, 10);
});

test("n-gram estimates give golden S3-L13-b1b, and a history at the end is followed by nothing", () => {
  const corpus = ["a", "b", "a", "b", "a", "c"];
  const counts = ngramCounts(corpus, { history: ["a"], word: "b" });
  expect(counts).toEqual({ together: 2, history: 3 });
  expect(ngramEstimate(counts)).toBeCloseTo(2 / 3, 15);
  expect(smoothedNgramEstimate(counts, { k: 1, vocabulary: 3 })).toBe(0.5);
  expect(ngramCounts([...corpus, "a"], { history: ["a"], word: "b" }).history).toBe(3);
  expect(ngramCounts(corpus, { history: [], word: "a" })).toEqual({ together: 3, history: 6 });
  expect(ngramCounts(corpus, { history: ["a", "b"], word: "a" })).toEqual({ together: 2, history: 2 });
  expect(() => ngramEstimate({ together: 0, history: 0 })).toThrow("0/0");
});

const CAT = "the cat is on the mat".split(" ");

test("bleu() of golden S3-L15-b2 clips its counts", () => {
  const found = bleu("the cat the cat on the mat".split(" "), { references: [CAT], order: 2 });
  expect(found.clipped).toEqual([[5, 7], [3, 6]]);
  expect(found.brevityPenalty).toBe(1);
  expect(found.bleu).toBeCloseTo(0.597614304667, 11);
});

test("bleu() clips at the best reference and takes the closest length, the shorter of two", () => {
  const the = "the the the the the the the".split(" ");
  const references = [CAT, "there is a cat on the mat".split(" ")];
  expect(bleu(the, { references, order: 1 }).clipped).toEqual([[2, 7]]);
  const five = "a b c d e".split(" ");
  const tie = bleu(five, { references: [[...five, "f"], five.slice(1)], order: 1 });
  expect(tie.referenceLength).toBe(4);
  expect(tie.brevityPenalty).toBe(1);
});

test("bleu() punishes brevity and is 0 without a common n-gram", () => {
  const short = bleu(["the", "cat"], { references: [CAT], order: 1 });
  expect(short.brevityPenalty).toBeCloseTo(Math.exp(1 - 6 / 2), 15);
  expect(short.bleu).toBeCloseTo(Math.exp(-2), 15);
  expect(bleu(["the", "cat"], { references: [CAT], order: 3 }).bleu).toBe(0);
  expect(bleu(CAT, { references: [CAT], order: 4 }).bleu).toBe(1);
  expect(() => bleu([], { references: [CAT], order: 1 })).toThrow(RangeError);
});

const MODEL: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "": { a: 0.6, b: 0.4 },
  a: { a: 0.3, b: 0.3, "</s>": 0.4 },
  b: { a: 0.05, b: 0.05, "</s>": 0.9 },
};
const next = (prefix: readonly string[]) => new Map(Object.entries(MODEL[prefix.join(" ")] ?? { "</s>": 1 }));

test.each([
  [1, ["a", "</s>"], 0.24],
  [2, ["b", "</s>"], 0.36],
])("beamSearch() with a beam of %d finds %j: golden S3-L15-b4", (beam, tokens, probability) => {
  const { best, steps } = beamSearch({ next, beam, end: "</s>", maxLength: 2 });
  expect(best.tokens).toEqual(tokens);
  expect(Math.exp(best.logProbability)).toBeCloseTo(probability, 14);
  expect(best.finished).toBe(true);
  expect(steps.map((kept) => kept.length)).toEqual([beam, beam]);
});

test("beamSearch() keeps finished hypotheses in the beam and stops when all are", () => {
  const { steps } = beamSearch({ next, beam: 2, end: "</s>", maxLength: 9 });
  expect(steps.length).toBe(2);
  expect(() => beamSearch({ next, beam: 0, end: "</s>", maxLength: 2 })).toThrow(RangeError);
});
