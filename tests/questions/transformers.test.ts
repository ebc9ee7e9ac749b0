/** Keys of transformer questions against the same worked in Python, entry by entry. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";
import type { Json } from "../../src/questions/question.ts";

const CASES: readonly (readonly [string, Json, GoldenValue])[] = [
  ["attention", { query: [[1, 0], [0, 1]], key: [[1, 0], [1, 1]], value: [[1, 2], [3, 4]], causal: false }, {
    scores: [[0.7071067811865, 0.7071067811865], [0, 0.7071067811865]],
    weights: [[0.5, 0.5], [0.3302384506733, 0.6697615493267]],
    output: [[2, 3], [2.339523098653, 3.339523098653]],
  }],
  [
    "attention",
    { query: [[1, 2], [-1, 1]], key: [[0, 1], [1, 1]], value: [[1, -2], [3, 0]], causal: false },
    {
      scores: [[1.414213562373, 2.12132034356], [0.7071067811865, 0]],
      weights: [[0.3302384506733, 0.6697615493267], [0.6697615493267, 0.3302384506733]],
      output: [[2.339523098653, -0.6604769013467], [1.660476901347, -1.339523098653]],
    },
  ],
  ["attention", {
    query: [[1, 0], [0, 1], [1, -1]],
    key: [[1, 0], [1, 1], [0, 2]],
    value: [[1, 2], [3, 4], [-1, 0]],
    causal: false,
  }, {
    scores: [[0.7071067811865, 0.7071067811865, 0], [0, 0.7071067811865, 1.414213562373], [
      0.7071067811865,
      0,
      -1.414213562373,
    ]],
    weights: [[0.4011120926798, 0.4011120926798, 0.1977758146404], [
      0.1400292450434,
      0.2839954097413,
      0.5759753452154,
    ], [0.619985118045, 0.305695250839, 0.07431963111602]],
    output: [[1.406672556079, 2.406672556079], [0.4160401290518, 1.416040129052], [
      1.462751239446,
      2.462751239446,
    ]],
  }],
  ["attention", {
    query: [[1, 0], [1, 1], [0, 2]],
    key: [[1, 0], [0, 1], [1, -1]],
    value: [[1, 2], [3, 4], [-1, 0]],
    causal: false,
  }, {
    scores: [[0.7071067811865, 0, 0.7071067811865], [0.7071067811865, 0.7071067811865, 0], [
      0,
      1.414213562373,
      -1.414213562373,
    ]],
    weights: [[0.4011120926798, 0.1977758146404, 0.4011120926798], [
      0.4011120926798,
      0.4011120926798,
      0.1977758146404,
    ], [0.1866937009475, 0.7679179361387, 0.04538836291379]],
    output: [[0.5933274439213, 1.593327443921], [1.406672556079, 2.406672556079], [
      2.44505914645,
      3.44505914645,
    ]],
  }],
  ["attention", {
    query: [[1, 0], [0, 1], [1, -1]],
    key: [[1, 0], [1, 1], [0, 2]],
    value: [[1, 2], [3, 4], [-1, 0]],
    causal: true,
  }, {
    scores: [[0.7071067811865, 0.7071067811865, 0], [0, 0.7071067811865, 1.414213562373], [
      0.7071067811865,
      0,
      -1.414213562373,
    ]],
    weights: [[1, 0, 0], [0.3302384506733, 0.6697615493267, 0], [
      0.619985118045,
      0.305695250839,
      0.07431963111602,
    ]],
    output: [[1, 2], [2.339523098653, 3.339523098653], [1.462751239446, 2.462751239446]],
  }],
  ["attention", {
    query: [[1, 0], [1, 1], [0, 2]],
    key: [[1, 0], [0, 1], [1, -1]],
    value: [[1, 2], [3, 4], [-1, 0]],
    causal: true,
  }, {
    scores: [[0.7071067811865, 0, 0.7071067811865], [0.7071067811865, 0.7071067811865, 0], [
      0,
      1.414213562373,
      -1.414213562373,
    ]],
    weights: [[1, 0, 0], [0.5, 0.5, 0], [0.1866937009475, 0.7679179361387, 0.04538836291379]],
    output: [[1, 2], [2, 3], [2.44505914645, 3.44505914645]],
  }],
  ["mha-params", { width: 512, heads: 8, kvHeads: 8, bias: false }, {
    head: 64,
    query: 262144,
    params: 1048576,
  }],
  ["mha-params", { width: 30, heads: 5, kvHeads: 5, bias: false }, { head: 6, query: 900, params: 3600 }],
  ["mha-params", { width: 64, heads: 4, kvHeads: 4, bias: true }, { head: 16, query: 4160, params: 16640 }],
  ["mha-params", { width: 60, heads: 6, kvHeads: 6, bias: true }, { head: 10, query: 3660, params: 14640 }],
  ["mha-params", { width: 64, heads: 8, kvHeads: 2, bias: false }, {
    head: 8,
    query: 4096,
    key: 1024,
    params: 10240,
  }],
  ["mha-params", { width: 120, heads: 6, kvHeads: 1, bias: false }, {
    head: 20,
    query: 14400,
    key: 2400,
    params: 33600,
  }],
  ["block-params", { width: 512, ff: 2048, full: false, layers: 1, vocab: 0 }, {
    attention: 1048576,
    ffn: 2097152,
    block: 3145728,
  }],
  ["block-params", { width: 10, ff: 30, full: false, layers: 1, vocab: 0 }, {
    attention: 400,
    ffn: 600,
    block: 1000,
  }],
  ["block-params", { width: 768, ff: 3072, full: true, layers: 1, vocab: 0 }, {
    attention: 2362368,
    ffn: 4722432,
    norms: 3072,
    block: 7087872,
  }],
  ["block-params", { width: 20, ff: 40, full: true, layers: 1, vocab: 0 }, {
    attention: 1680,
    ffn: 1660,
    norms: 80,
    block: 3420,
  }],
  ["block-params", { width: 16, ff: 64, full: false, layers: 4, vocab: 500 }, {
    block: 3072,
    embedding: 8000,
    total: 20288,
  }],
  ["block-params", { width: 50, ff: 100, full: false, layers: 6, vocab: 2000 }, {
    block: 20000,
    embedding: 100000,
    total: 220000,
  }],
  ["positional", { pos: 1, d: 4 }, {
    pe: [0.8414709848079, 0.5403023058681, 0.009999833334167, 0.9999500004167],
  }],
  ["positional", { pos: 7, d: 4 }, {
    pe: [0.6569865987188, 0.7539022543433, 0.06994284733753, 0.9975510002533],
  }],
  ["positional", { pos: 3, d: 6 }, {
    pe: [
      0.1411200080599,
      -0.9899924966004,
      0.1387981010801,
      0.9903206991357,
      0.00646325907019,
      0.999979112923,
    ],
  }],
  ["positional", { pos: 5, d: 8 }, {
    pe: [
      -0.9589242746631,
      0.2836621854632,
      0.4794255386042,
      0.8775825618904,
      0.04997916927068,
      0.998750260395,
      0.004999979166693,
      0.999987500026,
    ],
  }],
  ["attention-cost", { n: 100, d: 64, heads: 1, bytes: 4, asked: "scores" }, {
    scores: 640000,
    entries: 10000,
  }],
  ["attention-cost", { n: 30, d: 16, heads: 1, bytes: 4, asked: "scores" }, { scores: 14400, entries: 900 }],
  ["attention-cost", { n: 100, d: 64, heads: 1, bytes: 4, asked: "layer" }, {
    projections: 1638400,
    scores: 640000,
    mixing: 640000,
    total: 2918400,
  }],
  ["attention-cost", { n: 20, d: 32, heads: 1, bytes: 4, asked: "layer" }, {
    projections: 81920,
    scores: 12800,
    mixing: 12800,
    total: 107520,
  }],
  ["attention-cost", { n: 100, d: 64, heads: 8, bytes: 4, asked: "paths" }, {
    scores: 640000,
    memory: 320000,
    rnnPath: 99,
    rnnSteps: 100,
  }],
  ["attention-cost", { n: 50, d: 24, heads: 2, bytes: 2, asked: "paths" }, {
    scores: 60000,
    memory: 10000,
    rnnPath: 49,
    rnnSteps: 50,
  }],
  ["cross-shapes", { n: 4, m: 7, d: 8, heads: 1, batch: 0 }, {
    Q: [4, 8],
    K: [7, 8],
    V: [7, 8],
    weights: [4, 7],
    output: [4, 8],
  }],
  ["cross-shapes", { n: 5, m: 12, d: 64, heads: 1, batch: 0 }, {
    Q: [5, 64],
    K: [12, 64],
    V: [12, 64],
    weights: [5, 12],
    output: [5, 64],
  }],
  ["cross-shapes", { n: 5, m: 7, d: 64, heads: 4, batch: 0 }, {
    Q: [4, 5, 16],
    K: [4, 7, 16],
    V: [4, 7, 16],
    weights: [4, 5, 7],
    output: [5, 64],
  }],
  ["cross-shapes", { n: 11, m: 9, d: 48, heads: 3, batch: 0 }, {
    Q: [3, 11, 16],
    K: [3, 9, 16],
    V: [3, 9, 16],
    weights: [3, 11, 9],
    output: [11, 48],
  }],
  ["cross-shapes", { n: 5, m: 7, d: 64, heads: 4, batch: 16 }, {
    Q: [16, 4, 5, 16],
    K: [16, 4, 7, 16],
    V: [16, 4, 7, 16],
    weights: [16, 4, 5, 7],
    output: [16, 5, 64],
  }],
  ["cross-shapes", { n: 10, m: 6, d: 512, heads: 8, batch: 32 }, {
    Q: [32, 8, 10, 64],
    K: [32, 8, 6, 64],
    V: [32, 8, 6, 64],
    weights: [32, 8, 10, 6],
    output: [32, 10, 512],
  }],
  ["kv-cache", { layers: 12, heads: 12, kvHeads: 12, head: 64, length: 1024, batch: 1, bytes: 2 }, {
    token: 36864,
    cache: 36,
  }],
  ["kv-cache", { layers: 6, heads: 4, kvHeads: 4, head: 32, length: 512, batch: 1, bytes: 4 }, {
    token: 6144,
    cache: 3,
  }],
  ["kv-cache", { layers: 12, heads: 12, kvHeads: 12, head: 64, length: 1024, batch: 3, bytes: 2 }, {
    token: 36864,
    cache: 108,
  }],
  ["kv-cache", { layers: 20, heads: 8, kvHeads: 8, head: 64, length: 2048, batch: 5, bytes: 4 }, {
    token: 81920,
    cache: 800,
  }],
  ["kv-cache", { layers: 32, heads: 32, kvHeads: 8, head: 128, length: 4096, batch: 1, bytes: 2 }, {
    token: 131072,
    cache: 512,
    full: 2048,
  }],
  ["kv-cache", { layers: 24, heads: 16, kvHeads: 2, head: 64, length: 2048, batch: 1, bytes: 2 }, {
    token: 12288,
    cache: 24,
    full: 192,
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-10)).toEqual([]);
});

test.each([
  "attention",
  "mha-params",
  "block-params",
  "positional",
  "attention-cost",
  "cross-shapes",
  "kv-cache",
])("%s says calmly why a visitor's params are unfair", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 100; seed++) {
    const params = anyParams(generator.domains, random(seed));
    expect(() => generator.refusalOf(params), JSON.stringify(params)).not.toThrow();
  }
});
