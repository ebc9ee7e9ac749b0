/** Keys of the questions on perceptrons and small networks against values found by Python. */
import { test } from "vitest";
import { expectKeys, type KeyCase } from "./keys.ts";

// The values come from plain Python, by formulas written anew.
const CASES: readonly KeyCase[] = [
  ["linear-forward", 1, {
    "layout": "columns",
    "x": [[1, -2, 3]],
    "w": [[1, 2, -1], [-2, 1, 1]],
    "b": [2, -1],
  }, { "z": [-4, -2] }],
  ["linear-forward", 1, {
    "layout": "columns",
    "x": [[2, 1, -1]],
    "w": [[3, -1, 2], [1, 1, -2]],
    "b": [-2, 3],
  }, { "z": [1, 8] }],
  ["linear-forward", 2, { "layout": "rows", "x": [[1, -2], [3, 1]], "w": [[1, 2], [-1, 3]], "b": [2, -1] }, {
    "y": [5, -5, 4, 8],
  }],
  ["linear-forward", 2, { "layout": "rows", "x": [[2, 1], [-1, 1]], "w": [[3, -1], [2, -2]], "b": [-2, 1] }, {
    "y": [6, -3, -3, 0],
  }],
  ["relu-layer", 1, { "x": [1, -2], "w": [[1, 2], [-1, -2]], "b": [1, -1] }, { "z": [-2, 2], "h": [0, 2] }],
  ["relu-layer", 1, { "x": [2, 3], "w": [[1, -2], [2, -1]], "b": [-1, 2] }, { "z": [-5, 3], "h": [0, 3] }],
  ["relu-layer", 2, { "x": [0.5, -1.5], "w": [[1, 2], [-2, -1], [1.5, 0.5]], "b": [0.5, 1, -1] }, {
    "z": [-2.0, 1.5, -1.0],
    "h": [0, 1.5, 0],
  }],
  ["relu-layer", 2, { "x": [-1, 2], "w": [[0.5, 1], [1.5, -0.5], [-1, -2]], "b": [-0.5, 1.5, 0.5] }, {
    "z": [1.0, -1.0, -2.5],
    "h": [1.0, 0, 0],
  }],
  ["mlp-shapes", 1, { "batch": 32, "inputs": 784, "hidden": 100, "outputs": 7 }, {
    "w1": [784, 100],
    "h": [32, 100],
    "w2": [100, 7],
    "y": [32, 7],
  }],
  ["mlp-shapes", 1, { "batch": 16, "inputs": 10, "hidden": 24, "outputs": 3 }, {
    "w1": [10, 24],
    "h": [16, 24],
    "w2": [24, 3],
    "y": [16, 3],
  }],
  ["fc-param-count", 1, { "sizes": [4, 7, 3], "bias": true, "side": 0, "channels": 1 }, {
    "layers": [35, 24],
    "total": [59],
  }],
  ["fc-param-count", 1, { "sizes": [9, 5, 2], "bias": true, "side": 0, "channels": 1 }, {
    "layers": [50, 12],
    "total": [62],
  }],
  ["fc-param-count", 2, { "sizes": [8, 10, 6, 4], "bias": false, "side": 0, "channels": 1 }, {
    "layers": [80, 60, 24],
    "total": [164],
  }],
  ["fc-param-count", 2, { "sizes": [5, 12, 7, 3, 2], "bias": true, "side": 0, "channels": 1 }, {
    "layers": [72, 91, 24, 8],
    "total": [195],
  }],
  ["fc-param-count", 3, { "sizes": [64, 10, 5, 3], "bias": true, "side": 8, "channels": 1 }, {
    "layers": [650, 55, 18],
    "total": [723],
  }],
  ["fc-param-count", 3, { "sizes": [108, 15, 4, 6], "bias": true, "side": 6, "channels": 3 }, {
    "layers": [1635, 64, 30],
    "total": [1729],
  }],
  ["perceptron-update", 1, { "w": [1, -2], "b": 1, "rate": 0.5, "x": [[2, 3]], "y": [1] }, {
    "scores": [-3],
    "w": [2.0, -0.5],
    "b": [1.5],
  }],
  ["perceptron-update", 1, { "w": [3, 1], "b": -1, "rate": 2, "x": [[1, -1]], "y": [-1] }, {
    "scores": [1],
    "w": [1, 3],
    "b": [-3],
  }],
  ["perceptron-update", 2, { "w": [1, -1], "b": 0, "rate": 0.5, "x": [[2, 1], [-1, 3]], "y": [-1, 1] }, {
    "scores": [1, -5.0],
    "w": [-0.5, 0.0],
    "b": [0.0],
  }],
  ["perceptron-update", 2, { "w": [-2, 3], "b": 1, "rate": 0.5, "x": [[1, 1], [3, 1]], "y": [1, 1] }, {
    "scores": [2, -2],
    "w": [-0.5, 3.5],
    "b": [1.5],
  }],
  ["boolean-net", 1, { "hidden": [], "output": [2, 2, -3] }, { "outputs": [0, 0, 0, 1], "name": [0] }],
  ["boolean-net", 1, { "hidden": [], "output": [-1, -1, 0.5] }, { "outputs": [1, 0, 0, 0], "name": [3] }],
  ["boolean-net", 1, { "hidden": [], "output": [1, -1, -0.5] }, { "outputs": [0, 0, 1, 0], "name": [5] }],
  ["boolean-net", 2, { "hidden": [[1, 1, -0.5], [-1, -1, 1.5]], "output": [1, 1, -1.5] }, {
    "outputs": [0, 1, 1, 0],
    "separable": [0],
  }],
  ["boolean-net", 2, { "hidden": [[1, 1, -1.5], [1, 1, -0.5]], "output": [-1, 1, -0.5] }, {
    "outputs": [0, 1, 1, 0],
    "separable": [0],
  }],
  ["boolean-net", 2, { "hidden": [[1, 1, -1.5], [2, 2, -1]], "output": [1, 1, -0.5] }, {
    "outputs": [0, 1, 1, 1],
    "separable": [1],
  }],
  ["mlp-forward", 1, {
    "x": [2, -1],
    "w1": [[1, 0.5], [-0.5, -1]],
    "b1": [0.5, -0.5],
    "w2": [[0.5, -0.5], [-1, 1]],
    "b2": [-1, 0.5],
    "activation": "relu",
  }, { "h": [2, 0], "y": [0, -1.5] }],
  ["mlp-forward", 2, {
    "x": [1, 2],
    "w1": [[1, -0.5], [0.5, 1]],
    "b1": [0.5, -1],
    "w2": [[1, -1], [0.5, 1]],
    "b2": [1, 0.5],
    "activation": "sigmoid",
  }, { "h": [0.6224593312019, 0.8175744761936], "y": [0.8048848550082, 1.628804141795] }],
  // z = (2, -0.5, 1.5) by hand
  ["mlp-forward", 3, {
    "x": [1, 2, -1],
    "w1": [[1, 1, 1], [-1, 0.5, -1], [2, -1, -1]],
    "b1": [0, -1.5, 0.5],
    "w2": [[1, -1, 2], [0.5, 1, -1], [-2, 1, 1]],
    "b2": [-1, 0.5, 1],
    "activation": "relu",
  }, { "h": [2, 0, 1.5], "y": [4, 0, -1.5] }],
];

test.each(
  CASES.map((found) => [`${found[0]} level ${found[1]} of ${JSON.stringify(found[2])}`, found] as const),
)(
  "%s has the key that Python finds",
  (_, found) => expectKeys(found),
);
