/** Keys of word-vector questions against the same worked in Python, pairs one by one, gradients by complex steps. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";
import type { Json } from "../../src/questions/question.ts";

const CASES: readonly (readonly [string, Json, GoldenValue])[] = [
  ["cosine", { a: [3, 4], b: [5, -1] }, { dot: 11, normA: 5, normB: 5.099019513593, cosine: 0.431455497304 }],
  ["cosine", { a: [1, 2], b: [-2, 3] }, {
    dot: 4,
    normA: 2.2360679775,
    normB: 3.605551275464,
    cosine: 0.4961389383568,
  }],
  ["cosine", { a: [0.5, -1, 2], b: [1.5, 1, 0.5] }, {
    dot: 0.75,
    normA: 2.291287847478,
    normB: 1.870828693387,
    cosine: 0.1749635530559,
  }],
  ["cosine", { a: [-2, 0.5, 1], b: [1, 2.5, 3] }, {
    dot: 2.25,
    normA: 2.291287847478,
    normB: 4.031128874149,
    cosine: 0.2435993828823,
  }],
  ["sgns-loss", { center: [0.5, -0.2], context: [1, 0.5], negatives: [[-0.3, 0.8]], gradient: false }, {
    scores: [0.4, -0.31],
    loss: 1.063127138839,
  }],
  ["sgns-loss", { center: [1, -0.5], context: [0.5, 1.5], negatives: [[1.5, 1]], gradient: false }, {
    scores: [-0.25, 1],
    loss: 2.139201107397,
  }],
  ["sgns-loss", {
    center: [0.5, -0.2],
    context: [1, 0.5],
    negatives: [[-0.3, 0.8], [0.6, 0.1]],
    gradient: false,
  }, { scores: [0.4, -0.31, 0.28], loss: 1.906042472399 }],
  [
    "sgns-loss",
    { center: [1, 0.5], context: [-1, 0.5], negatives: [[0.5, 1], [1.5, -0.5]], gradient: false },
    { scores: [-0.75, 1, 1.25], loss: 3.952061774978 },
  ],
  ["sgns-loss", {
    center: [0.5, -0.2],
    context: [1, 0.5],
    negatives: [[-0.3, 0.8], [0.6, 0.1]],
    gradient: true,
  }, { scores: [0.4, -0.31, 0.28], loss: 1.906042472399, gradient: [-0.1865190271844, 0.1947902435445] }],
  ["sgns-loss", { center: [1.5, 0.5], context: [0.5, 1], negatives: [[-0.5, 1], [1, -1]], gradient: true }, {
    scores: [1.25, -0.25, 1],
    loss: 2.141130188742,
    gradient: [0.4007967596602, -0.5159352183411],
  }],
  ["skipgram-pairs", { length: 6, window: 2, negatives: 0 }, { contexts: [2, 3, 4, 4, 3, 2], pairs: 18 }],
  ["skipgram-pairs", { length: 7, window: 1, negatives: 0 }, { contexts: [1, 2, 2, 2, 2, 2, 1], pairs: 12 }],
  ["skipgram-pairs", { length: 20, window: 3, negatives: 5 }, { pairs: 108, terms: 648 }],
  ["skipgram-pairs", { length: 57, window: 6, negatives: 10 }, { pairs: 642, terms: 7062 }],
  ["embedding-params", { vocab: 10000, width: 300, negatives: 5, asked: "table" }, { table: 3000000 }],
  ["embedding-params", { vocab: 2500, width: 64, negatives: 5, asked: "table" }, { table: 160000 }],
  ["embedding-params", { vocab: 10000, width: 300, negatives: 5, asked: "both" }, {
    table: 3000000,
    both: 6000000,
  }],
  ["embedding-params", { vocab: 4500, width: 32, negatives: 5, asked: "both" }, {
    table: 144000,
    both: 288000,
  }],
  ["embedding-params", { vocab: 10000, width: 300, negatives: 5, asked: "step" }, {
    both: 6000000,
    touched: 2100,
    softmax: 3000300,
  }],
  ["embedding-params", { vocab: 3000, width: 50, negatives: 12, asked: "step" }, {
    both: 300000,
    touched: 700,
    softmax: 150050,
  }],
  ["neg-sampling-prob", { counts: [16, 81, 1], power: 0.75 }, {
    p: [0.2222222222222, 0.75, 0.02777777777778],
  }],
  ["neg-sampling-prob", { counts: [256, 16, 625], power: 0.75 }, {
    p: [0.3248730964467, 0.04060913705584, 0.6345177664975],
  }],
  ["neg-sampling-prob", { counts: [40, 7, 120], power: 0.75 }, {
    p: [0.2816840811899, 0.07621506790604, 0.6421008509041],
  }],
  ["neg-sampling-prob", { counts: [300, 25, 90, 12], power: 0.75 }, {
    p: [0.6060960258009, 0.09400598444879, 0.245687113167, 0.05421087658333],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-10)).toEqual([]);
});

test.each([
  "cosine",
  "sgns-loss",
  "skipgram-pairs",
  "embedding-params",
  "neg-sampling-prob",
])("%s says calmly why a visitor's params are unfair", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 100; seed++) {
    const params = anyParams(generator.domains, random(seed));
    expect(() => generator.refusalOf(params), JSON.stringify(params)).not.toThrow();
  }
});
