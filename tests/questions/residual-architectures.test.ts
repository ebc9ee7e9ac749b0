/** Keys of the skip-connection questions against plain Python; derivatives there are central differences. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { GoldenValue } from "../golden/runner.ts";
import { differences } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";

const CASES: readonly (readonly [string, GoldenValue, GoldenValue])[] = [
  ["residual-gradient", { "x": 2, "w0": 0.5, "w1": 1.5, "w2": 2, "w3": 0.5 }, {
    "z": 7.0,
    "gradient": 6.0,
    "plain": 3.0,
  }],
  ["residual-gradient", { "x": 3, "w0": 1.5, "w1": 0.5, "w2": 2, "w3": 3 }, {
    "z": 36.75,
    "gradient": 10.5,
    "plain": 9.0,
  }],
  ["residual-gradient", { "x": 1, "w0": 1.5, "w1": -0.5, "w2": 1.5, "w3": 2 }, {
    "z": 1.0,
    "gradient": -2.0,
    "plain": 0.0,
  }],
  ["residual-gradient", { "x": 3, "w0": 0.5, "w1": 1.5, "w2": -2, "w3": 0.5 }, {
    "z": 5.25,
    "gradient": 4.5,
    "plain": 0.0,
  }],
  ["gradient-product", { "slope": 0.5, "depth": 4, "logarithm": false }, {
    "plain": 0.0625,
    "residual": 5.0625,
  }],
  ["gradient-product", { "slope": 0.8, "depth": 5, "logarithm": false }, {
    "plain": 0.32768000000000014,
    "residual": 18.895680000000006,
  }],
  ["gradient-product", { "slope": 0.25, "depth": 20, "logarithm": true }, {
    "log": -12.041199826559248,
    "residual": 86.73617379884035,
  }],
  ["gradient-product", { "slope": 0.1, "depth": 12, "logarithm": true }, {
    "log": -11.999999999999998,
    "residual": 3.1384283767210035,
  }],
  ["densenet-channels", { "start": 64, "growth": 32, "layers": 6, "transition": false }, {
    "inputs": [64, 96, 128, 160, 192, 224],
    "output": 256,
  }],
  ["densenet-channels", { "start": 16, "growth": 12, "layers": 3, "transition": false }, {
    "inputs": [16, 28, 40],
    "output": 52,
  }],
  ["densenet-channels", { "start": 24, "growth": 8, "layers": 5, "transition": true }, {
    "inputs": [24, 32, 40, 48, 56],
    "output": 64,
    "after": 32,
  }],
  ["densenet-channels", { "start": 20, "growth": 13, "layers": 3, "transition": true }, {
    "inputs": [20, 33, 46],
    "output": 59,
    "after": 29,
  }],
  ["highway-value", { "x": [2], "h": [-1], "gate": [-2] }, {
    "T": [0.11920292202211755],
    "y": [1.6423912339336473],
  }],
  ["highway-value", { "x": [-3], "h": [1.5], "gate": [0.5] }, {
    "T": [0.6224593312018546],
    "y": [-0.19893300959165416],
  }],
  ["highway-value", { "x": [1, -2, 3], "h": [-0.5, 2, 1], "gate": [1.5, -1, 0.5] }, {
    "T": [0.8175744761936437, 0.2689414213699951, 0.6224593312018546],
    "y": [-0.22636171429046548, -0.9242343145200196, 1.7550813375962906],
  }],
  ["highway-value", { "x": [4, 2], "h": [-1, 0.5], "gate": [-0.5, 2] }, {
    "T": [0.3775406687981454, 0.8807970779778823],
    "y": [2.112296656009273, 0.6788043830331765],
  }],
  [
    "residual-forward",
    { "x": [1, -2], "w1": [[1, 0], [0, 1]], "w2": [[0.5, 0], [0, 0.5]], "order": "post" },
    { "branch": [0.5, 0.0], "output": [1.5, 0.0] },
  ],
  ["residual-forward", { "x": [2, -1], "w1": [[1, -2], [2, 1]], "w2": [[-1, 1], [-2, 1]], "order": "post" }, {
    "branch": [-1, -5],
    "output": [1, 0.0],
  }],
  ["residual-forward", { "x": [2, -1], "w1": [[1, -2], [2, 1]], "w2": [[-1, 1], [-2, 1]], "order": "pre" }, {
    "branch": [2.0, 0.0],
    "output": [4.0, -1.0],
  }],
  ["residual-forward", { "x": [-3, 1], "w1": [[2, 1], [-1, -2]], "w2": [[1, 2], [-2, 1]], "order": "pre" }, {
    "branch": [1.0, -2.0],
    "output": [-2.0, -1.0],
  }],
  ["shortcut-params", { "channels": 16, "filters": 32, "middle": 0 }, {
    "branch": 13824,
    "shortcut": 512,
    "total": 14336,
  }],
  ["shortcut-params", { "channels": 24, "filters": 50, "middle": 0 }, {
    "branch": 33300,
    "shortcut": 1200,
    "total": 34500,
  }],
  ["shortcut-params", { "channels": 32, "filters": 64, "middle": 8 }, {
    "branch": 1344,
    "shortcut": 2048,
    "total": 3392,
  }],
  ["shortcut-params", { "channels": 64, "filters": 256, "middle": 10 }, {
    "branch": 4100,
    "shortcut": 16384,
    "total": 20484,
  }],
  ["residual-jacobian", { "jacobian": [[1, 2], [-1, 3]], "upstream": [2, -1] }, { "gradient": [5, 0] }],
  ["residual-jacobian", { "jacobian": [[0, 2], [3, 1]], "upstream": [1, 3] }, { "gradient": [10, 8] }],
  ["residual-jacobian", { "jacobian": [[1, 0, 2], [-1, 1, 3], [2, 2, 0]], "upstream": [1, -2, 3] }, {
    "gradient": [10, 2, -1],
  }],
  ["residual-jacobian", { "jacobian": [[2, -1, 0], [0, 1, 1], [3, 0, -2]], "upstream": [-1, 2, 1] }, {
    "gradient": [0, 5, 1],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-9)).toEqual([]);
});

test.each([
  "residual-gradient",
  "gradient-product",
  "densenet-channels",
  "highway-value",
  "residual-forward",
  "shortcut-params",
  "residual-jacobian",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 300; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
