/** Keys of the optimiser questions against plain Python loops and closed forms. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["momentum-steps", {
    "method": "rate-inside",
    "gradients": [2, -1],
    "curvature": 2,
    "start": 1,
    "rate": 0.1,
    "mu": 0.5,
  }, { "v1": -0.2, "x1": 0.8, "v2": 0.0, "x2": 0.8 }],
  ["momentum-steps", {
    "method": "rate-inside",
    "gradients": [-3, 4],
    "curvature": 2,
    "start": -2,
    "rate": 0.2,
    "mu": 0.9,
  }, { "v1": 0.6000000000000001, "x1": -1.4, "v2": -0.2599999999999999, "x2": -1.6599999999999997 }],
  ["momentum-steps", {
    "method": "rate-outside",
    "gradients": [2, 1, -4],
    "curvature": 2,
    "start": 3,
    "rate": 0.1,
    "mu": 0.9,
  }, { "v1": 2.0, "x1": 2.8, "v2": 2.8, "x2": 2.52, "v3": -1.48, "x3": 2.668 }],
  ["momentum-steps", {
    "method": "average",
    "gradients": [2, 1, -4],
    "curvature": 2,
    "start": 3,
    "rate": 0.1,
    "mu": 0.8,
  }, {
    "v1": 0.3999999999999999,
    "x1": 2.96,
    "v2": 0.5199999999999999,
    "x2": 2.908,
    "v3": -0.3839999999999999,
    "x3": 2.9463999999999997,
  }],
  ["momentum-steps", {
    "method": "rate-inside",
    "gradients": [1, 2, 3],
    "curvature": 2,
    "start": -1,
    "rate": 0.2,
    "mu": 0.5,
  }, { "v1": -0.2, "x1": -1.2, "v2": -0.5, "x2": -1.7, "v3": -0.8500000000000001, "x3": -2.55 }],
  ["momentum-steps", {
    "method": "nesterov",
    "gradients": [],
    "curvature": 2,
    "start": 1,
    "rate": 0.1,
    "mu": 0.9,
  }, { "v1": -0.2, "x1": 0.8, "v2": -0.30400000000000005, "x2": 0.496 }],
  ["momentum-steps", {
    "method": "nesterov",
    "gradients": [],
    "curvature": 4,
    "start": -3,
    "rate": 0.2,
    "mu": 0.5,
  }, {
    "v1": 2.4000000000000004,
    "x1": -0.5999999999999996,
    "v2": 0.7199999999999998,
    "x2": 0.1200000000000001,
  }],
  ["momentum-steps", {
    "method": "rate-inside",
    "gradients": [],
    "curvature": 1,
    "start": 5,
    "rate": 0.1,
    "mu": 0.8,
  }, { "v1": -0.5, "x1": 4.5, "v2": -0.8500000000000001, "x2": 3.65 }],
  ["adagrad-steps", { "start": 1, "gradients": [3, -4], "rate": 0.5 }, {
    "s1": 9.0,
    "x1": 0.5000000016666666,
    "s2": 25.0,
    "x2": 0.9000000008666666,
  }],
  ["adagrad-steps", { "start": -2, "gradients": [1, 5], "rate": 1 }, {
    "s1": 1.0,
    "x1": -2.99999999,
    "s2": 26.0,
    "x2": -3.980580663767843,
  }],
  ["adagrad-steps", { "start": 2, "gradients": [0.5, -1.2, 0.8], "rate": 0.3 }, {
    "s1": 0.25,
    "x1": 1.7000000059999998,
    "s2": 1.69,
    "x2": 1.9769230807928992,
    "s3": 2.33,
    "x3": 1.8196938541236418,
  }],
  ["adagrad-steps", { "start": -1, "gradients": [-2, 0.6, 1.5], "rate": 0.2 }, {
    "s1": 4.0,
    "x1": -0.800000001,
    "s2": 4.36,
    "x2": -0.8574695778380398,
    "s3": 6.61,
    "x3": -0.9741560536218441,
  }],
  ["rmsprop-steps", {
    "start": 1,
    "gradients": [2, -3],
    "rate": 0.1,
    "beta": 0.9,
    "epsilon": 1e-08,
    "place": "outside",
  }, {
    "s1": 0.3999999999999999,
    "x1": 0.683772238983162,
    "s2": 1.2599999999999998,
    "x2": 0.9510334785146342,
  }],
  ["rmsprop-steps", {
    "start": -2,
    "gradients": [-1, 4],
    "rate": 0.2,
    "beta": 0.8,
    "epsilon": 1e-08,
    "place": "outside",
  }, {
    "s1": 0.19999999999999996,
    "x1": -1.5527864145000416,
    "s2": 3.3599999999999994,
    "x2": -1.989222192591074,
  }],
  ["rmsprop-steps", {
    "start": 3,
    "gradients": [0.5, 1.2, -2],
    "rate": 0.3,
    "beta": 0.9,
    "epsilon": 1e-08,
    "place": "outside",
  }, {
    "s1": 0.024999999999999994,
    "x1": 2.051316761949482,
    "s2": 0.16649999999999995,
    "x2": 1.1690592370585338,
    "s3": 0.5498499999999998,
    "x3": 1.978209407287539,
  }],
  ["rmsprop-steps", {
    "start": 2,
    "gradients": [-0.8, 2.5, 1],
    "rate": 0.1,
    "beta": 0.75,
    "epsilon": 1e-08,
    "place": "outside",
  }, {
    "s1": 0.16000000000000003,
    "x1": 2.199999995,
    "s2": 1.6825,
    "x2": 2.0072641603629595,
    "s3": 1.511875,
    "x3": 1.9259357930881653,
  }],
  ["rmsprop-steps", {
    "start": 1,
    "gradients": [1, -2],
    "rate": 0.2,
    "beta": 0.9,
    "epsilon": 0.5,
    "place": "inside",
  }, {
    "s1": 0.09999999999999998,
    "x1": 0.7418011102528388,
    "s2": 0.4899999999999999,
    "x2": 1.1438162363565236,
  }],
  ["rmsprop-steps", {
    "start": 1,
    "gradients": [1, -2],
    "rate": 0.2,
    "beta": 0.9,
    "epsilon": 0.5,
    "place": "outside",
  }, {
    "s1": 0.09999999999999998,
    "x1": 0.7549703546891172,
    "s2": 0.4899999999999999,
    "x2": 1.0883036880224506,
  }],
  ["adam-steps", { "start": 1, "gradients": [2, -1], "rate": 0.1, "beta1": 0.5, "beta2": 0.8 }, {
    "m": 0.0,
    "v": 0.8399999999999999,
    "mHat": 0.0,
    "vHat": 2.333333333333334,
    "x": 0.9000000005,
  }],
  ["adam-steps", { "start": 3, "gradients": [1, 4], "rate": 0.5, "beta1": 0.5, "beta2": 0.9 }, {
    "m": 2.25,
    "v": 1.6899999999999997,
    "mHat": 3.0,
    "vHat": 8.894736842105264,
    "x": 1.9970501285855435,
  }],
  ["adam-steps", { "start": 1, "gradients": [0.5, -1.5], "rate": 0.1, "beta1": 0.9, "beta2": 0.99 }, {
    "m": -0.10499999999999998,
    "v": 0.02497500000000002,
    "mHat": -0.5526315789473685,
    "vHat": 1.25502512562814,
    "x": 0.9493298166878151,
  }],
  ["adam-steps", { "start": -1, "gradients": [2, 0.4], "rate": 0.2, "beta1": 0.9, "beta2": 0.99 }, {
    "m": 0.21999999999999997,
    "v": 0.04120000000000004,
    "mHat": 1.1578947368421055,
    "vHat": 2.070351758793969,
    "x": -1.360944818703644,
  }],
  ["adam-steps", { "start": 1, "gradients": [0.5, -0.8, 3], "rate": 0.1, "beta1": 0.9, "beta2": 0.999 }, {
    "m": 0.26849999999999996,
    "v": 0.00988886025000001,
    "mHat": 0.9907749077490777,
    "vHat": 3.2995852353736326,
    "x": 0.8730675096383522,
  }],
  ["adam-steps", { "start": 2, "gradients": [1, 1.5, -2], "rate": 0.5, "beta1": 0.9, "beta2": 0.999 }, {
    "m": 0.015999999999999986,
    "v": 0.007245751000000007,
    "mHat": 0.05904059040590403,
    "vHat": 2.4176671946389106,
    "x": 0.9856108593334404,
  }],
  ["ema-bias", { "beta": 0.9, "values": [2], "steps": 5 }, {
    "ema": 0.8190199999999999,
    "factor": 0.40950999999999993,
    "corrected": 2.0,
  }],
  ["ema-bias", { "beta": 0.8, "values": [-4], "steps": 3 }, {
    "ema": -1.9519999999999997,
    "factor": 0.4879999999999999,
    "corrected": -4.000000000000001,
  }],
  ["ema-bias", { "beta": 0.8, "values": [2, -1, 5], "steps": 4 }, {
    "ema": 1.0959999999999999,
    "factor": 0.4879999999999999,
    "corrected": 2.245901639344263,
  }],
  ["ema-bias", { "beta": 0.6, "values": [-3, 4, 1], "steps": 2 }, {
    "ema": 0.928,
    "factor": 0.784,
    "corrected": 1.183673469387755,
  }],
  ["adamw-step", {
    "task": "given-moments",
    "weight": 2,
    "rate": 0.1,
    "decay": 0.5,
    "mean": 0.3,
    "square": 0.16,
    "gradient": 0.5,
  }, { "shrunk": 1.9, "updated": 1.825 }],
  ["adamw-step", {
    "task": "given-moments",
    "weight": -3,
    "rate": 0.2,
    "decay": 0.1,
    "mean": -0.4,
    "square": 0.5,
    "gradient": 0.5,
  }, { "shrunk": -2.94, "updated": -2.8268629150101523 }],
  ["adamw-step", {
    "task": "first-step",
    "weight": 4,
    "rate": 0.1,
    "decay": 0.5,
    "mean": 0.3,
    "square": 0.25,
    "gradient": -0.8,
  }, { "adamw": 3.9, "l2": 3.9 }],
  ["adamw-step", {
    "task": "first-step",
    "weight": -2,
    "rate": 0.2,
    "decay": 0.1,
    "mean": 0.3,
    "square": 0.25,
    "gradient": -0.5,
  }, { "adamw": -1.76, "l2": -1.8 }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "momentum-steps",
  "adagrad-steps",
  "rmsprop-steps",
  "adam-steps",
  "ema-bias",
  "adamw-step",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
