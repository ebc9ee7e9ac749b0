/** Keys of the normalisation questions against plain Python. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import type { Nested } from "../../src/tensor/tensor.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Readonly<Record<string, Nested>>])[] = [
  ["batchnorm-forward", { "x": [[1], [3], [5], [8]], "gamma": [2], "beta": [-1], "epsilon": 1e-05 }, {
    "mean": [4.25],
    "variance": [6.6875],
    "output": [[-3.5135129922573776], [-1.9667357662528375], [-0.4199585402482975], [1.9002072987585126]],
  }],
  ["batchnorm-forward", { "x": [[0], [-2], [4], [1]], "gamma": [0.5], "beta": [3], "epsilon": 1e-05 }, {
    "mean": [0.75],
    "variance": [4.6875],
    "output": [[2.8267951039949026], [2.3649153813146437], [3.7505545493554213], [3.0577349653350323]],
  }],
  ["batchnorm-forward", {
    "x": [[1, 2], [3, 6], [5, 10]],
    "gamma": [1, 2],
    "beta": [0, -1],
    "epsilon": 1e-05,
  }, {
    "mean": [3.0, 6.0],
    "variance": [2.666666666666666, 10.666666666666664],
    "output": [[-1.2247425750014138, -3.449488594585669], [0.0, -1.0], [
      1.2247425750014138,
      1.4494885945856688,
    ]],
  }],
  ["batchnorm-forward", {
    "x": [[0, 8], [4, -3], [5, 1]],
    "gamma": [3, -1],
    "beta": [2, 1],
    "epsilon": 1e-05,
  }, {
    "mean": [3.0, 2.0],
    "variance": [4.666666666666666, 20.666666666666668],
    "output": [[-2.166185985208175, -0.319823715880029], [3.3887286617360584, 2.099853096566691], [
      4.777457323472117,
      1.2199706193133382,
    ]],
  }],
  ["batchnorm-forward", {
    "x": [[0, 8], [4, -3], [5, 1], [2, 2]],
    "gamma": [1.5, 2],
    "beta": [2, -2],
    "epsilon": 1,
  }, {
    "mean": [2.75, 2.0],
    "variance": [3.6875, 15.5],
    "output": [[0.09474411167423513, 0.9541957835039856], [2.8660254037844384, -4.461829819586654], [
      3.5588457268119895,
      -2.492365963917331,
    ], [1.480384757729337, -2.0]],
  }],
  ["batchnorm-forward", {
    "x": [[1, 2], [2, 6], [6, 3], [8, 0]],
    "gamma": [2, 0.5],
    "beta": [1, -1],
    "epsilon": 0.5,
  }, {
    "mean": [4.25, 2.75],
    "variance": [8.1875, 4.6875],
    "output": [[-1.2052912171679244, -1.1646463899845356], [-0.5267400734239478, -0.28653231006701274], [
      2.1874645015519594,
      -0.9451178700051548,
    ], [3.544566789039913, -1.6037034299432968]],
  }],
  ["norm-param-count", { "layer": "batch", "width": 10, "side": 1 }, { "learnable": 20, "buffers": 20 }],
  ["norm-param-count", { "layer": "batch", "width": 16, "side": 8 }, { "learnable": 32, "buffers": 32 }],
  ["norm-param-count", { "layer": "layer", "width": 512, "side": 1 }, { "learnable": 1024, "buffers": 0 }],
  ["norm-param-count", { "layer": "rms", "width": 64, "side": 1 }, { "learnable": 64, "buffers": 0 }],
  ["norm-param-count", { "layer": "group", "width": 24, "side": 14 }, { "learnable": 48, "buffers": 0 }],
  ["norm-param-count", { "layer": "instance", "width": 6, "side": 7 }, { "learnable": 12, "buffers": 0 }],
  ["norm-axes", { "layer": "batch", "shape": [64, 10], "groups": 1 }, { "statistics": 10, "values": 64 }],
  ["norm-axes", { "layer": "layer", "shape": [20, 12], "groups": 1 }, { "statistics": 20, "values": 12 }],
  ["norm-axes", { "layer": "batch", "shape": [64, 16, 8, 8], "groups": 1 }, {
    "statistics": 16,
    "values": 4096,
  }],
  ["norm-axes", { "layer": "layer", "shape": [10, 6, 7, 7], "groups": 1 }, {
    "statistics": 10,
    "values": 294,
  }],
  ["norm-axes", { "layer": "instance", "shape": [10, 6, 7, 7], "groups": 1 }, {
    "statistics": 60,
    "values": 49,
  }],
  ["norm-axes", { "layer": "group", "shape": [10, 12, 9, 9], "groups": 3 }, {
    "statistics": 30,
    "values": 324,
  }],
  ["norm-axes", { "layer": "group", "shape": [4, 32, 14, 14], "groups": 4 }, {
    "statistics": 16,
    "values": 1568,
  }],
  ["running-average", {
    "oldMean": 0,
    "oldVariance": 1,
    "batch": [2, 4, 9],
    "momentum": 0.1,
    "weightOf": "new",
    "divisor": "biased",
  }, { "mean": 0.5, "variance": 1.7666666666666666 }],
  ["running-average", {
    "oldMean": 1,
    "oldVariance": 2,
    "batch": [5, 0, 3],
    "momentum": 0.3,
    "weightOf": "new",
    "divisor": "biased",
  }, { "mean": 1.5, "variance": 2.666666666666667 }],
  ["running-average", {
    "oldMean": -1,
    "oldVariance": 0.5,
    "batch": [8, 2, 3],
    "momentum": 0.9,
    "weightOf": "old",
    "divisor": "biased",
  }, { "mean": -0.4666666666666668, "variance": 1.1388888888888893 }],
  ["running-average", {
    "oldMean": 2,
    "oldVariance": 4,
    "batch": [10, 6, 9],
    "momentum": 0.8,
    "weightOf": "old",
    "divisor": "biased",
  }, { "mean": 3.2666666666666666, "variance": 3.777777777777774 }],
  ["running-average", {
    "oldMean": 0,
    "oldVariance": 1,
    "batch": [2, 4, 9, 5],
    "momentum": 0.1,
    "weightOf": "new",
    "divisor": "unbiased",
  }, { "mean": 0.5, "variance": 1.7666666666666666 }],
  ["running-average", {
    "oldMean": 0.5,
    "oldVariance": 2,
    "batch": [1, 0, 8, 6],
    "momentum": 0.7,
    "weightOf": "old",
    "divisor": "unbiased",
  }, { "mean": 1.475, "variance": 5.875 }],
  [
    "bn-fold",
    { "weights": [2], "bias": 1, "mean": -4, "variance": 9, "gamma": 3, "beta": -2, "epsilon": 0 },
    { "factor": 1.0, "weights": [2.0], "bias": 3.0 },
  ],
  ["bn-fold", {
    "weights": [-3],
    "bias": 2,
    "mean": 5,
    "variance": 16,
    "gamma": 0.5,
    "beta": 1,
    "epsilon": 0,
  }, { "factor": 0.125, "weights": [-0.375], "bias": 0.625 }],
  ["bn-fold", {
    "weights": [2, -0.5],
    "bias": -1,
    "mean": 4,
    "variance": 3,
    "gamma": 1.5,
    "beta": 2,
    "epsilon": 0.5,
  }, {
    "factor": 0.8017837257372733,
    "weights": [1.6035674514745462, -0.40089186286863665],
    "bias": -2.0089186286863656,
  }],
  ["bn-fold", {
    "weights": [1, 3],
    "bias": 2,
    "mean": -2,
    "variance": 6,
    "gamma": -2,
    "beta": 1,
    "epsilon": 1,
  }, {
    "factor": -0.7559289460184546,
    "weights": [-0.7559289460184546, -2.267786838055363],
    "bias": -2.0237157840738176,
  }],
  ["layernorm-vs-batchnorm", { "x": [[1, 2, 6], [3, 8, 4]], "layer": "batch" }, {
    "axis": 0,
    "output": [[-0.9999950000374997, -0.9999994444449074, 0.9999950000374997], [
      0.9999950000374997,
      0.9999994444449074,
      -0.9999950000374997,
    ]],
  }],
  ["layernorm-vs-batchnorm", { "x": [[1, 2, 6], [3, 8, 4]], "layer": "layer" }, {
    "axis": 1,
    "output": [[-0.925819107824039, -0.4629095539120195, 1.3887286617360584], [
      -0.9258191078240388,
      1.3887286617360581,
      -0.4629095539120194,
    ]],
  }],
  ["layernorm-vs-batchnorm", { "x": [[0, 5, -2], [3, 1, 8], [4, 6, 2]], "layer": "batch" }, {
    "axis": 0,
    "output": [[-1.3728105699510504, 0.4629095539120194, -1.1355496117329364], [
      0.39223159141458575,
      -1.3887286617360581,
      1.297770984837642,
    ], [0.9805789785364645, 0.9258191078240388, -0.1622213731047052]],
  }],
  ["layernorm-vs-batchnorm", { "x": [[0, 5, -2], [3, 1, 8], [4, 6, 2]], "layer": "layer" }, {
    "axis": 1,
    "output": [[-0.3396829142725232, 1.3587316570900927, -1.0190487428175694], [
      -0.3396829142725232,
      -1.0190487428175694,
      1.3587316570900927,
    ], [0.0, 1.2247425750014136, -1.2247425750014136]],
  }],
  ["batchnorm-infer", { "x": [2, 5], "mean": 1, "variance": 4, "gamma": 2, "beta": -1 }, {
    "output": [-1.2499976562718729e-06, 2.999995000009375],
  }],
  ["batchnorm-infer", { "x": [0, -1], "mean": -3, "variance": 9, "gamma": 0.5, "beta": 2 }, {
    "output": [2.4999997222224537, 2.3333331481483026],
  }],
  ["batchnorm-infer", { "x": [1, 4, 8], "mean": 2, "variance": 5, "gamma": -2, "beta": 3 }, {
    "output": [3.894426296574067, 1.2111474068518668, -2.366557779444399],
  }],
  ["batchnorm-infer", { "x": [-2, 0, 6], "mean": 5, "variance": 2, "gamma": 1.5, "beta": 1 }, {
    "output": [-6.424602640975348, -4.303287600696677, 2.060657520139335],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, keys) => {
  expectKeys(id, params, keys);
});

test.each([
  "batchnorm-forward",
  "norm-param-count",
  "norm-axes",
  "running-average",
  "bn-fold",
  "layernorm-vs-batchnorm",
  "batchnorm-infer",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
