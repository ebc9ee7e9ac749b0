/** Keys of the regularisation questions against plain Python and by hand. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["l2-step", { "weight": 2, "gradient": 0.3, "rate": 0.1, "lambda": 0.5, "penalty": "half", "steps": 1 }, {
    "factor": 0.95,
    "updated": 1.87,
    "plain": 1.97,
  }],
  ["l2-step", { "weight": -3, "gradient": 1, "rate": 0.2, "lambda": 0.4, "penalty": "half", "steps": 1 }, {
    "factor": 0.9199999999999999,
    "updated": -2.96,
    "plain": -3.2,
  }],
  ["l2-step", { "weight": 4, "gradient": -0.6, "rate": 0.5, "lambda": 0.3, "penalty": "full", "steps": 1 }, {
    "factor": 0.7,
    "updated": 3.1,
    "plain": 4.3,
  }],
  ["l2-step", { "weight": -2, "gradient": 0.8, "rate": 0.1, "lambda": 0.2, "penalty": "full", "steps": 1 }, {
    "factor": 0.96,
    "updated": -2.0,
    "plain": -2.08,
  }],
  ["l2-step", { "weight": 5, "gradient": 0.5, "rate": 0.1, "lambda": 0.5, "penalty": "half", "steps": 10 }, {
    "factor": 0.95,
    "weight": 2.9936846961918944,
  }],
  ["l2-step", { "weight": -4, "gradient": 0.5, "rate": 0.2, "lambda": 0.3, "penalty": "half", "steps": 5 }, {
    "factor": 0.94,
    "weight": -2.9356160896,
  }],
  ["l1-prox", { "weights": [0.03, -0.4], "rate": 0.1, "lambda": 0.5 }, {
    "threshold": 0.05,
    "l1": [0, -0.35000000000000003],
    "l2": [0.028499999999999998, -0.38],
  }],
  ["l1-prox", { "weights": [-0.15, 0.62], "rate": 0.2, "lambda": 1 }, {
    "threshold": 0.2,
    "l1": [0, 0.42],
    "l2": [-0.12, 0.496],
  }],
  ["l1-prox", { "weights": [0.02, -0.33, 0.5, -0.01], "rate": 0.1, "lambda": 0.25 }, {
    "threshold": 0.025,
    "l1": [0, -0.305, 0.475, 0],
    "l2": [0.0195, -0.32175000000000004, 0.4875, -0.00975],
  }],
  ["l1-prox", { "weights": [-0.3, 0.29, -1.05, 0.31], "rate": 0.2, "lambda": 1.5 }, {
    "threshold": 0.30000000000000004,
    "l1": [0, 0, -0.75, 0.009999999999999953],
    "l2": [-0.20999999999999996, 0.20299999999999996, -0.735, 0.21699999999999997],
  }],
  ["inverted-dropout", {
    "x": [2, 4, 6, 8],
    "mask": [1, 0, 1, 1],
    "keep": 0.5,
    "kind": "inverted",
    "names": "keep",
  }, { "train": [4.0, 0.0, 12.0, 16.0], "test": [2, 4, 6, 8] }],
  ["inverted-dropout", {
    "x": [3, -1, 2, 5],
    "mask": [0, 1, 1, 0],
    "keep": 0.25,
    "kind": "inverted",
    "names": "keep",
  }, { "train": [0.0, -4.0, 8.0, 0.0], "test": [3, -1, 2, 5] }],
  ["inverted-dropout", {
    "x": [4, -8, 12, 16],
    "mask": [1, 1, 0, 1],
    "keep": 0.8,
    "kind": "inverted",
    "names": "drop",
  }, { "train": [5.0, -10.0, 0.0, 20.0], "test": [4, -8, 12, 16] }],
  ["inverted-dropout", {
    "x": [2, -4, 6, 10],
    "mask": [0, 1, 1, 0],
    "keep": 0.4,
    "kind": "inverted",
    "names": "drop",
  }, { "train": [0.0, -10.0, 15.0, 0.0], "test": [2, -4, 6, 10] }],
  ["inverted-dropout", {
    "x": [4, -8, 12, 16],
    "mask": [1, 1, 0, 1],
    "keep": 0.8,
    "kind": "classic",
    "names": "drop",
  }, { "train": [4.0, -8.0, 0.0, 16.0], "test": [3.2, -6.4, 9.600000000000001, 12.8] }],
  ["inverted-dropout", {
    "x": [1, 2, -3, 5],
    "mask": [0, 0, 1, 1],
    "keep": 0.2,
    "kind": "classic",
    "names": "drop",
  }, { "train": [0.0, 0.0, -3.0, 5.0], "test": [0.2, 0.4, -0.6000000000000001, 1.0] }],
  ["early-stopping", { "losses": [0.9, 0.7, 0.6, 0.62, 0.65, 0.61], "patience": 2, "first": 0 }, {
    "best": 2,
    "stop": 4,
  }],
  ["early-stopping", { "losses": [0.95, 0.8, 0.75, 0.78, 0.77, 0.6, 0.7], "patience": 2, "first": 1 }, {
    "best": 3,
    "stop": 5,
  }],
  ["early-stopping", { "losses": [0.9, 0.8, 0.82, 0.7, 0.75, 0.74, 0.71, 0.5], "patience": 3, "first": 1 }, {
    "best": 4,
    "stop": 7,
  }],
  ["early-stopping", {
    "losses": [0.88, 0.8, 0.72, 0.75, 0.7, 0.73, 0.74, 0.72, 0.6, 0.61],
    "patience": 3,
    "first": 0,
  }, { "best": 4, "stop": 7 }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["flip-horizontal"],
    "crop": [],
  }, { "image": [[3, 2, 1], [6, 5, 4], [9, 8, 7]] }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["flip-vertical"],
    "crop": [],
  }, { "image": [[7, 8, 9], [4, 5, 6], [1, 2, 3]] }],
  ["augment-array", { "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]], "transforms": ["turn-half"], "crop": [] }, {
    "image": [[9, 8, 7], [6, 5, 4], [3, 2, 1]],
  }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["turn-left"],
    "crop": [0, 1],
  }, { "image": [[6, 9], [5, 8]] }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["turn-right"],
    "crop": [1, 0],
  }, { "image": [[8, 5], [9, 6]] }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["turn-left", "flip-horizontal"],
    "crop": [1, 0],
  }, { "image": [[8, 5], [7, 4]] }],
  ["augment-array", {
    "image": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "transforms": ["turn-right", "flip-vertical"],
    "crop": [0, 1],
  }, { "image": [[6, 3], [5, 2]] }],
  ["diagnose", { "target": 2, "training": 10, "held": 11, "validation": 11, "mismatch": false }, {
    "bias": 8,
    "variance": 1,
    "ailment": 0,
  }],
  ["diagnose", { "target": 3, "training": 4, "held": 9, "validation": 9, "mismatch": false }, {
    "bias": 1,
    "variance": 5,
    "ailment": 1,
  }],
  ["diagnose", { "target": 3, "training": 4, "held": 5.5, "validation": 5.5, "mismatch": false }, {
    "bias": 1,
    "variance": 1.5,
    "ailment": 3,
  }],
  ["diagnose", { "target": 2, "training": 3, "held": 4.5, "validation": 12.5, "mismatch": true }, {
    "bias": 1,
    "variance": 1.5,
    "ailment": 2,
    "mismatch": 8,
  }],
  ["diagnose", { "target": 1, "training": 2, "held": 10, "validation": 11, "mismatch": true }, {
    "bias": 1,
    "variance": 8,
    "ailment": 1,
    "mismatch": 1,
  }],
  ["diagnose", { "target": 5, "training": 6, "held": 7.5, "validation": 8, "mismatch": true }, {
    "bias": 1,
    "variance": 1.5,
    "ailment": 3,
    "mismatch": 0.5,
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "l2-step",
  "l1-prox",
  "inverted-dropout",
  "early-stopping",
  "augment-array",
  "diagnose",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
