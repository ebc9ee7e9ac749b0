/** Keys of the initialisation questions against their formulas, and differences of the loss, in Python. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

test.each([
  ["he", 200, 25, 0.0100000000, 0.100000000, 0.173205081],
  ["lecun", 64, 100, 0.0156250000, 0.125000000, 0.216506351],
  ["glorot", 200, 25, 0.0088888889, 0.094280904, 0.163299316],
  ["glorot", 16, 120, 0.0147058824, 0.121267813, 0.210042013],
  ["he", 50, 128, 0.0400000000, 0.200000000, 0.346410162],
  ["lecun", 30, 256, 0.0333333333, 0.182574186, 0.316227766],
  ["glorot", 64, 40, 0.0192307692, 0.138675049, 0.240192231],
])("init-variance after %s with fans %i and %i", (scheme, fanIn, fanOut, variance, std, bound) => {
  expectKeys("init-variance", { scheme, fanIn, fanOut, bound: true }, { variance, std, bound });
  expectKeys("init-variance", { scheme, fanIn, fanOut, bound: false }, { variance, std });
});

test.each([
  [50, 0.008, false, "linear", 5, 0.4, 0.01024],
  [250, 0.005, false, "linear", 4, 1.25, 2.44140625],
  [50, 0.008, false, "relu", 5, 0.2, 0.00032],
  [400, 0.012, false, "relu", 3, 2.4, 13.824],
  [50, 0.15, true, "linear", 8, 1.125, 2.565784514],
  [100, 0.12, true, "relu", 6, 0.72, 0.1393140695],
])(
  "variance-gain of %i inputs and spread %d",
  (fanIn, spread, squared, activation, layers, factor, after) => {
    expectKeys("variance-gain", { fanIn, spread, squared, activation, layers }, { factor, after });
  },
);

test.each([
  [{ channels: 20, filters: 64, height: 7, width: 7, deviation: false }, { fanIn: 980, fanOut: 3136 }],
  [{ channels: 3, filters: 16, height: 5, width: 5, deviation: false }, { fanIn: 75, fanOut: 400 }],
  [
    { channels: 20, filters: 64, height: 7, width: 3, deviation: true },
    { fanIn: 420, fanOut: 1344, std: 0.069006556 },
  ],
  [
    { channels: 16, filters: 4, height: 1, width: 5, deviation: true },
    { fanIn: 80, fanOut: 20, std: 0.158113883 },
  ],
])("conv-fan of %j is %j", (params, keys) => {
  expectKeys("conv-fan", params, keys);
});

test.each([
  [
    { "x": [-2, -1], "shared": [0.5, 0.5], "outgoing": [1.5, 1.5], "target": -2, "activation": "sigmoid" },
    [0.464688263, 0.464688263],
    [[-1.139751789, -0.569875895], [-1.139751789, -0.569875895]],
    0,
  ],
  [
    { "x": [1, 2], "shared": [0.5, 0.5], "outgoing": [0.3, 0.3], "target": 1, "activation": "sigmoid" },
    [-0.416517662, -0.416517662],
    [[-0.022795036, -0.045590072], [-0.022795036, -0.045590072]],
    0,
  ],
  [
    { "x": [2, 3], "shared": [1, -0.5], "outgoing": [1.5, -2], "target": -2, "activation": "tanh" },
    [0.817458181, 0.817458181],
    [[4.173539912, 6.260309868], [-5.564719882, -8.347079824]],
    1,
  ],
  [
    { "x": [-1, 2], "shared": [0.5, 0.5], "outgoing": [-0.5, 2], "target": 3, "activation": "sigmoid" },
    [-1.286194565, -1.286194565],
    [[-0.242795378, 0.485590756], [0.971181513, -1.942363025]],
    1,
  ],
])("symmetry-step of %j", (params, dv, dW, alike) => {
  expectKeys("symmetry-step", params, { dv, dW, alike });
});

test.each(["init-variance", "variance-gain", "conv-fan", "symmetry-step"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 200; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
