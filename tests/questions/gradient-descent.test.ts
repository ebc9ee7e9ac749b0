/** Keys of the gradient-descent questions against plain Python and exact fractions. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["gd-quadratic", { "a": 1, "centre": 0, "start": 4, "rate": 0.1, "steps": 3 }, {
    "x1": 3.2,
    "x2": 2.56,
    "x3": 2.048,
    "behaviour": 0,
  }],
  ["gd-quadratic", { "a": 0.5, "centre": 0, "start": -3, "rate": 1.5, "steps": 2 }, {
    "x1": 1.5,
    "x2": -0.75,
    "behaviour": 1,
  }],
  ["gd-quadratic", { "a": 1, "centre": 2, "start": 5, "rate": 1, "steps": 2 }, {
    "x1": -1.0,
    "x2": 5.0,
    "behaviour": 2,
  }],
  ["gd-quadratic", { "a": 2, "centre": -1, "start": 1, "rate": 0.4, "steps": 2 }, {
    "x1": -2.2,
    "x2": -0.28,
    "behaviour": 1,
  }],
  ["gd-quadratic", { "a": 2, "centre": 3, "start": -1, "rate": 0.55, "steps": 3 }, {
    "x1": 7.8,
    "x2": -2.76,
    "x3": 9.912,
    "behaviour": 3,
  }],
  ["gd-quadratic", { "a": 1, "centre": -2, "start": 3, "rate": 0.75, "steps": 3 }, {
    "x1": -4.5,
    "x2": -0.75,
    "x3": -2.625,
    "behaviour": 1,
  }],
  ["sgd-linear", { "weights": [1, -1], "inputs": [[2, 1]], "targets": [0.5], "rate": 0.1, "bias": false }, {
    "prediction": [1],
    "gradient": [1.0, 0.5],
    "updated": [0.9, -1.05],
  }],
  ["sgd-linear", { "weights": [2, -2], "inputs": [[3, -1]], "targets": [4], "rate": 0.2, "bias": false }, {
    "prediction": [8],
    "gradient": [12.0, -4.0],
    "updated": [-0.40000000000000036, -1.2],
  }],
  [
    "sgd-linear",
    { "weights": [1, 2, 0.5], "inputs": [[3, -2]], "targets": [1.5], "rate": 0.1, "bias": true },
    { "prediction": [-0.5], "gradient": [-6.0, 4.0, -2.0], "updated": [1.6, 1.6, 0.7] },
  ],
  [
    "sgd-linear",
    { "weights": [-1, 0.5, 2], "inputs": [[2, -2]], "targets": [3], "rate": 0.2, "bias": true },
    { "prediction": [-1.0], "gradient": [-8.0, 8.0, -4.0], "updated": [0.6000000000000001, -1.1, 2.8] },
  ],
  ["sgd-linear", {
    "weights": [1, -2],
    "inputs": [[1, 3], [2, 3]],
    "targets": [1, 1],
    "rate": 0.1,
    "bias": false,
  }, { "prediction": [-5, -4], "gradient": [-8.0, -16.5], "updated": [1.8, -0.34999999999999987] }],
  ["sgd-linear", {
    "weights": [0.5, 2],
    "inputs": [[-1, 2], [3, -2]],
    "targets": [2.5, -0.5],
    "rate": 0.2,
    "bias": false,
  }, { "prediction": [3.5, -2.5], "gradient": [-3.5, 3.0], "updated": [1.2000000000000002, 1.4] }],
  ["updates-per-epoch", { "samples": 1000, "batch": 64, "epochs": 5, "dropLast": false }, {
    "last": 40,
    "updates": 16,
    "total": 80,
  }],
  ["updates-per-epoch", { "samples": 2300, "batch": 50, "epochs": 3, "dropLast": false }, {
    "last": 50,
    "updates": 46,
    "total": 138,
  }],
  ["updates-per-epoch", { "samples": 2310, "batch": 50, "epochs": 3, "dropLast": false }, {
    "last": 10,
    "updates": 47,
    "total": 141,
  }],
  ["updates-per-epoch", { "samples": 50000, "batch": 128, "epochs": 90, "dropLast": true }, {
    "last": 128,
    "updates": 390,
    "total": 35100,
  }],
  ["updates-per-epoch", { "samples": 10000, "batch": 96, "epochs": 30, "dropLast": true }, {
    "last": 96,
    "updates": 104,
    "total": 3120,
  }],
  ["updates-per-epoch", { "samples": 10000, "batch": 96, "epochs": 30, "dropLast": false }, {
    "last": 16,
    "updates": 105,
    "total": 3150,
  }],
  ["lr-schedule", {
    "kind": "step",
    "base": 0.8,
    "factor": 0.5,
    "every": 10,
    "floor": 0,
    "warmup": 0,
    "total": 100,
    "t": 27,
  }, { "rate": 0.2 }],
  ["lr-schedule", {
    "kind": "exponential",
    "base": 0.5,
    "factor": 0.9,
    "every": 1,
    "floor": 0,
    "warmup": 0,
    "total": 100,
    "t": 4,
  }, { "rate": 0.32805000000000006 }],
  ["lr-schedule", {
    "kind": "cosine",
    "base": 0.4,
    "factor": 0.1,
    "every": 1,
    "floor": 0,
    "warmup": 0,
    "total": 50,
    "t": 12,
  }, { "rate": 0.3457937254842824 }],
  ["lr-schedule", {
    "kind": "cosine",
    "base": 1,
    "factor": 0.1,
    "every": 1,
    "floor": 0,
    "warmup": 0,
    "total": 80,
    "t": 61,
  }, { "rate": 0.1328387452821572 }],
  ["lr-schedule", {
    "kind": "cosine",
    "base": 0.5,
    "factor": 0.1,
    "every": 1,
    "floor": 0.02,
    "warmup": 10,
    "total": 60,
    "t": 27,
  }, { "rate": 0.37562088178441166 }],
  ["lr-schedule", {
    "kind": "cosine",
    "base": 0.2,
    "factor": 0.1,
    "every": 1,
    "floor": 0.01,
    "warmup": 20,
    "total": 100,
    "t": 15,
  }, { "rate": 0.15 }],
  ["lr-scaling", { "rate": 0.1, "batch": 256, "next": 64, "rule": "linear" }, {
    "ratio": 0.25,
    "rate": 0.025,
  }],
  ["lr-scaling", { "rate": 0.1, "batch": 256, "next": 512, "rule": "linear" }, { "ratio": 2.0, "rate": 0.2 }],
  ["lr-scaling", { "rate": 0.05, "batch": 64, "next": 512, "rule": "root" }, {
    "ratio": 8.0,
    "rate": 0.14142135623730953,
  }],
  ["lr-scaling", { "rate": 0.4, "batch": 512, "next": 128, "rule": "root" }, { "ratio": 0.25, "rate": 0.2 }],
  ["newton-step", { "hessian": [[4, 0], [0, 1]], "linear": [4, 1], "x": [2, 3], "rate": 0.1 }, {
    "gradient": [4, 2],
    "newton": [1.0, 1.0],
    "descent": [1.6, 2.8],
  }],
  ["newton-step", { "hessian": [[8, 0], [0, 5]], "linear": [-3, 4], "x": [1, -2], "rate": 0.1 }, {
    "gradient": [11, -14],
    "newton": [-0.375, 0.8],
    "descent": [-0.10000000000000009, -0.5999999999999999],
  }],
  ["newton-step", { "hessian": [[3, -1], [-1, 2]], "linear": [2, 5], "x": [1, -1], "rate": 0.1 }, {
    "gradient": [2, -8],
    "newton": [1.8, 3.4],
    "descent": [0.8, -0.19999999999999996],
  }],
  ["newton-step", { "hessian": [[2, 1], [1, 3]], "linear": [-4, 3], "x": [2, 2], "rate": 0.1 }, {
    "gradient": [10, 5],
    "newton": [-3.0, 2.0],
    "descent": [1.0, 1.5],
  }],
  ["robbins-monro", { "family": "power", "scale": 0.5, "exponent": 0.5, "base": 0.5 }, {
    "sum": 1,
    "squares": 0,
    "both": 0,
  }],
  ["robbins-monro", { "family": "power", "scale": 0.5, "exponent": 0.75, "base": 0.5 }, {
    "sum": 1,
    "squares": 1,
    "both": 1,
  }],
  ["robbins-monro", { "family": "power", "scale": 0.5, "exponent": 1, "base": 0.5 }, {
    "sum": 1,
    "squares": 1,
    "both": 1,
  }],
  ["robbins-monro", { "family": "power", "scale": 0.5, "exponent": 2, "base": 0.5 }, {
    "sum": 0,
    "squares": 1,
    "both": 0,
  }],
  ["robbins-monro", { "family": "shifted", "scale": 0.5, "exponent": 0.55, "base": 0.5 }, {
    "sum": 1,
    "squares": 1,
    "both": 1,
  }],
  ["robbins-monro", { "family": "shifted", "scale": 0.5, "exponent": 1.1, "base": 0.5 }, {
    "sum": 0,
    "squares": 1,
    "both": 0,
  }],
  ["robbins-monro", { "family": "geometric", "scale": 0.5, "exponent": 1, "base": 0.9 }, {
    "sum": 0,
    "squares": 1,
    "both": 0,
  }],
  ["robbins-monro", { "family": "power", "scale": 0.5, "exponent": 0, "base": 0.5 }, {
    "sum": 1,
    "squares": 0,
    "both": 0,
  }],
  ["loss-scaling", { "weight": 1, "gradient": 0.4, "rate": 0.1, "scale": 3, "restore": false }, {
    "plain": 0.04,
    "scaled": 0.12,
    "updated": 0.88,
    "minimiser": 0,
  }],
  ["loss-scaling", { "weight": -2, "gradient": -1.5, "rate": 0.1, "scale": 2, "restore": false }, {
    "plain": 0.15,
    "scaled": 0.3,
    "updated": -1.7,
    "minimiser": 0,
  }],
  ["loss-scaling", { "weight": 3, "gradient": 2, "rate": 0.2, "scale": 0.5, "restore": true }, {
    "plain": 0.4,
    "scaled": 0.2,
    "updated": 2.8,
    "minimiser": 0,
    "restoring": 0.4,
  }],
  ["loss-scaling", { "weight": 1, "gradient": -0.6, "rate": 0.5, "scale": 20, "restore": true }, {
    "plain": 0.3,
    "scaled": 6,
    "updated": 7,
    "minimiser": 0,
    "restoring": 0.025,
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "gd-quadratic",
  "sgd-linear",
  "updates-per-epoch",
  "lr-schedule",
  "lr-scaling",
  "newton-step",
  "robbins-monro",
  "loss-scaling",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
