/** Keys of the questions on transfer and compression against plain Python and exact fractions. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["temperature-softmax", { "logits": [4, 1, 0], "temperature": 4 }, {
    "plain": [0.9362395518765056, 0.04661262257797389, 0.01714782554552039],
    "soft": [0.5434056116997429, 0.25668663553872995, 0.1999077527615272],
  }],
  ["temperature-softmax", { "logits": [2, 3, 0], "temperature": 2 }, {
    "plain": [0.2594964603424191, 0.7053845126982411, 0.03511902695933972],
    "soft": [0.3314989604240915, 0.5465493872661796, 0.12195165230972886],
  }],
  ["temperature-softmax", { "logits": [-1, 0.5, 2, 3], "temperature": 3 }, {
    "plain": [0.012474213302103306, 0.05590554541710209, 0.25055127186711473, 0.6810689694136799],
    "soft": [0.10916230925356706, 0.1799782212251014, 0.29673392159659795, 0.41412554792473366],
  }],
  ["temperature-softmax", { "logits": [1.5, 0, -0.5, 2.5], "temperature": 5 }, {
    "plain": [0.2452935964185136, 0.054732399452247255, 0.033196878347426906, 0.6667771257818123],
    "soft": [0.27528938920482404, 0.20393939548327467, 0.18453199604490067, 0.33623921926700057],
  }],
  ["distill-loss", { "teacher": [3, -1], "student": [1, 0], "label": 0, "temperature": 2, "alpha": 0.7 }, {
    "soft": 0.16834459010395783,
    "hard": 0.3132616875182228,
    "loss": 0.5653433585465487,
  }],
  ["distill-loss", { "teacher": [0, 2], "student": [1, -1], "label": 1, "temperature": 2, "alpha": 0.4 }, {
    "soft": 0.4621171572600096,
    "hard": 2.1269280110429722,
    "loss": 2.015544258241799,
  }],
  [
    "distill-loss",
    { "teacher": [4, 1, 0], "student": [2, 3, 0], "label": 0, "temperature": 3, "alpha": 0.6 },
    { "soft": 0.16996941333151636, "hard": 1.3490122167681866, "loss": 1.4574397186974628 },
  ],
  ["distill-loss", {
    "teacher": [-1, 2, 3],
    "student": [1, 0, 2],
    "label": 2,
    "temperature": 4,
    "alpha": 0.3,
  }, { "soft": 0.0675852973559685, "hard": 0.40760596444438013, "loss": 0.6097336024197149 }],
  ["trainable-params", { "sizes": [10, 8, 5, 2], "frozen": 1, "rank": 0 }, { "total": 145, "trainable": 57 }],
  ["trainable-params", { "sizes": [20, 16, 6, 3], "frozen": 2, "rank": 0 }, {
    "total": 459,
    "trainable": 21,
  }],
  ["trainable-params", { "sizes": [64, 50, 32, 16, 10], "frozen": 3, "rank": 0 }, {
    "total": 5580,
    "trainable": 170,
  }],
  ["trainable-params", { "sizes": [100, 40, 30, 20, 5], "frozen": 2, "rank": 0 }, {
    "total": 5995,
    "trainable": 725,
  }],
  ["trainable-params", { "sizes": [64, 60, 32, 10], "frozen": 2, "rank": 4 }, {
    "total": 7046,
    "trainable": 1194,
  }],
  ["trainable-params", { "sizes": [100, 50, 40, 4], "frozen": 2, "rank": 8 }, {
    "total": 9174,
    "trainable": 2084,
  }],
  ["quantise-int8", { "values": [1.23, -0.47, 3.08], "scale": 0.1, "zeroPoint": 0 }, {
    "codes": [12, -5, 31],
    "restored": [1.2, -0.5, 3.1],
    "errors": [-0.03, -0.03, 0.02],
  }],
  ["quantise-int8", { "values": [-6.7, 2.36, 14.1], "scale": 0.5, "zeroPoint": 0 }, {
    "codes": [-13, 5, 28],
    "restored": [-6.5, 2.5, 14.0],
    "errors": [0.2, 0.14, -0.1],
  }],
  ["quantise-int8", { "values": [0.33, -1.28, 2.02], "scale": 0.05, "zeroPoint": 10 }, {
    "codes": [17, -16, 50],
    "restored": [0.35, -1.3, 2.0],
    "errors": [0.02, -0.02, -0.02],
  }],
  ["quantise-int8", { "values": [-4.46, 7.28, 1.88], "scale": 0.2, "zeroPoint": -20 }, {
    "codes": [-42, 16, -11],
    "restored": [-4.4, 7.2, 1.8],
    "errors": [0.06, -0.08, -0.08],
  }],
  ["quantise-int8", { "values": [1.07, -2.64, 14.9], "scale": 0.1, "zeroPoint": 12 }, {
    "codes": [23, -14, 127],
    "restored": [1.1, -2.6, 11.5],
    "errors": [0.03, 0.04, -3.4],
  }],
  ["quantise-int8", { "values": [-6, 0.87, 1.21], "scale": 0.04, "zeroPoint": -10 }, {
    "codes": [-128, 12, 20],
    "restored": [-4.72, 0.88, 1.2],
    "errors": [1.28, 0.01, -0.01],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "temperature-softmax",
  "distill-loss",
  "trainable-params",
  "quantise-int8",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
