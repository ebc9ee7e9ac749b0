/** Keys of translation and attention questions against the same worked in Python, sequences by enumeration. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";
import type { Json } from "../../src/questions/question.ts";

const CASES: readonly (readonly [string, Json, GoldenValue])[] = [
  ["sequence-logprob", { steps: [0.5, 0.4, 0.9], other: [], byLength: false }, {
    prob: 0.18,
    log_prob: -1.714798428092,
  }],
  ["sequence-logprob", { steps: [0.2, 0.7, 0.6, 0.3], other: [], byLength: false }, {
    prob: 0.0252,
    log_prob: -3.680911284465,
  }],
  ["sequence-logprob", { steps: [0.5, 0.4, 0.9], other: [], byLength: true }, {
    prob: 0.18,
    log_prob: -1.714798428092,
    score: -0.5715994760306,
  }],
  ["sequence-logprob", { steps: [0.8, 0.3, 0.6, 0.9], other: [], byLength: true }, {
    prob: 0.1296,
    log_prob: -2.043302495064,
    score: -0.510825623766,
  }],
  ["sequence-logprob", { steps: [0.5, 0.4], other: [0.7, 0.6, 0.7, 0.6], byLength: true }, {
    logA: -1.609437912434,
    logB: -1.735001135409,
    plain: 0,
    scoreA: -0.8047189562171,
    scoreB: -0.4337502838524,
    normalised: 1,
  }],
  ["sequence-logprob", { steps: [0.9, 0.3], other: [0.3, 0.6, 0.4], byLength: true }, {
    logA: -1.309333319984,
    logB: -2.631089159966,
    plain: 0,
    scoreA: -0.6546666599919,
    scoreB: -0.8770297199887,
    normalised: 0,
  }],
  ["beam-search", { start: [0.6, 0.4], afterA: [0.3, 0.3, 0.4], afterB: [0.05, 0.05, 0.9], maxLength: 2 }, {
    greedy: 2,
    greedyProb: 0.24,
    best: 5,
    bestProb: 0.36,
    bestLog: -1.021651247532,
  }],
  ["beam-search", { start: [0.45, 0.55], afterA: [0.1, 0.8, 0.1], afterB: [0.35, 0.25, 0.4], maxLength: 2 }, {
    greedy: 5,
    greedyProb: 0.22,
    best: 1,
    bestProb: 0.36,
    bestLog: -1.021651247532,
  }],
  ["beam-search", { start: [0.6, 0.4], afterA: [0.3, 0.3, 0.4], afterB: [0.05, 0.05, 0.9], maxLength: 3 }, {
    greedy: 6,
    greedyProb: 0.24,
    best: 13,
    bestProb: 0.36,
    bestLog: -1.021651247532,
  }],
  ["beam-search", { start: [0.4, 0.6], afterA: [0.2, 0.05, 0.75], afterB: [0.45, 0.2, 0.35], maxLength: 3 }, {
    greedy: 9,
    greedyProb: 0.2025,
    best: 6,
    bestProb: 0.3,
    bestLog: -1.203972804326,
  }],
  ["bleu", {
    reference: ["the", "cat", "is", "on", "the", "mat"],
    hypothesis: ["the", "cat", "the", "the", "mat", "is"],
    order: 1,
  }, { p1: 0.8333333333333, bp: 1, bleu: 0.8333333333333 }],
  ["bleu", {
    reference: ["a", "small", "cat", "sat", "on", "the", "mat"],
    hypothesis: ["the", "cat", "sat", "on", "the", "the", "mat"],
    order: 1,
  }, { p1: 0.7142857142857, bp: 1, bleu: 0.7142857142857 }],
  ["bleu", {
    reference: ["the", "cat", "is", "on", "the", "mat"],
    hypothesis: ["the", "cat", "the", "cat", "on", "the", "mat"],
    order: 2,
  }, { p1: 0.7142857142857, p2: 0.5, bp: 1, bleu: 0.5976143046672 }],
  ["bleu", {
    reference: ["a", "dog", "is", "in", "the", "old", "house"],
    hypothesis: ["a", "dog", "dog", "is", "in", "the", "house", "the"],
    order: 2,
  }, { p1: 0.75, p2: 0.5714285714286, bp: 1, bleu: 0.654653670708 }],
  ["bleu", {
    reference: ["the", "old", "dog", "sat", "near", "the", "house"],
    hypothesis: ["the", "dog", "sat", "near", "house"],
    order: 2,
  }, { p1: 1, p2: 0.5, bp: 0.6703200460356, bleu: 0.4739878501171 }],
  ["bleu", {
    reference: ["a", "small", "cat", "sat", "on", "the", "mat"],
    hypothesis: ["the", "small", "cat", "on", "the", "mat"],
    order: 2,
  }, { p1: 0.8333333333333, p2: 0.6, bp: 0.8464817248906, bleu: 0.5985529678206 }],
  ["dot-attention", { states: [[1, 0], [0, 1]], query: [1, 2], bilinear: false, weights: [[1, 0], [0, 1]] }, {
    scores: [1, 2],
    weights: [0.26894142137, 0.73105857863],
    context: [0.26894142137, 0.73105857863],
  }],
  [
    "dot-attention",
    { states: [[1, 2], [-1, 1]], query: [-1, 1], bilinear: false, weights: [[1, 0], [0, 1]] },
    { scores: [1, 2], weights: [0.26894142137, 0.73105857863], context: [-0.46211715726, 1.26894142137] },
  ],
  ["dot-attention", {
    states: [[1, 0], [0, 1], [1, 1]],
    query: [1, 2],
    bilinear: false,
    weights: [[1, 0], [0, 1]],
  }, {
    scores: [1, 2, 3],
    weights: [0.09003057317038, 0.2447284710548, 0.6652409557748],
    context: [0.7552715289452, 0.9099694268296],
  }],
  ["dot-attention", {
    states: [[2, 0], [0, 1], [1, -1]],
    query: [1, -1],
    bilinear: false,
    weights: [[1, 0], [0, 1]],
  }, {
    scores: [2, -1, 2],
    weights: [0.4878555511604, 0.02428889767926, 0.4878555511604],
    context: [1.463566653481, -0.4635666534811],
  }],
  ["dot-attention", {
    states: [[1, 0], [0, 1], [1, 1]],
    query: [1, 2],
    bilinear: true,
    weights: [[1, -1], [0, 1]],
  }, {
    scores: [1, 1, 2],
    weights: [0.2119415576171, 0.2119415576171, 0.5761168847658],
    context: [0.7880584423829, 0.7880584423829],
  }],
  ["dot-attention", {
    states: [[1, 2], [0, 1], [-1, 1]],
    query: [1, -1],
    bilinear: true,
    weights: [[0, 2], [-1, 1]],
  }, {
    scores: [3, 1, 0],
    weights: [0.8437947344813, 0.1141951993846, 0.04201006613407],
    context: [0.8017846683473, 1.843794734481],
  }],
  ["additive-score", {
    w: [[1, -0.5], [0.5, 1]],
    u: [[0.5, 0.5], [-1, 1]],
    v: [1, 2],
    query: [1, 1],
    states: [[2, -1]],
  }, { sums: [[1, -1.5]], scores: [-1.048702351334] }],
  ["additive-score", {
    w: [[1, 0.5], [-0.5, 1]],
    u: [[0.5, -1], [-1, 0.5]],
    v: [-1, 2],
    query: [0, 1],
    states: [[1, -1]],
  }, { sums: [[2, -0.5]], scores: [-1.888261894596] }],
  ["additive-score", {
    w: [[1, -0.5], [0.5, 1]],
    u: [[0.5, 0.5], [-1, 1]],
    v: [1, 2],
    query: [1, 1],
    states: [[2, -1], [1, 0]],
  }, {
    sums: [[1, -1.5], [1, 0.5]],
    scores: [-1.048702351334, 1.685828470476],
    weights: [0.06096625955349, 0.9390337404465],
  }],
  ["additive-score", {
    w: [[1, 0.5], [-0.5, 1]],
    u: [[0.5, -1], [-1, 0.5]],
    v: [-1, 2],
    query: [0, 1],
    states: [[1, -1], [0, 2]],
  }, {
    sums: [[2, -0.5], [-1.5, 2]],
    scores: [-1.888261894596, 2.833203413797],
    weights: [0.008823576055123, 0.9911764239449],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-10)).toEqual([]);
});

test.each([
  "sequence-logprob",
  "beam-search",
  "bleu",
  "dot-attention",
  "additive-score",
])("%s says calmly why a visitor's params are unfair", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 100; seed++) {
    const params = anyParams(generator.domains, random(seed));
    expect(() => generator.refusalOf(params), JSON.stringify(params)).not.toThrow();
  }
});
