/** Keys of the questions on linear models against normal equations, bisection and numeric gradients in Python. */
import { test } from "vitest";
import { expectKeys, type KeyCase } from "./keys.ts";

// The values come from plain Python, by formulas written anew.
const CASES: readonly KeyCase[] = [
  ["ols-2param", 1, { "x": [0, 1, 2], "y": [1, 4, 5], "residual": false }, {
    "slope": [2.0],
    "intercept": [1.333333333333],
  }],
  ["ols-2param", 1, { "x": [1, 2, 3], "y": [2, -1, 1], "residual": false }, {
    "slope": [-0.5],
    "intercept": [1.666666666667],
  }],
  ["ols-2param", 2, { "x": [0, 1, 2, 3], "y": [1, 3, 5, 8], "residual": true }, {
    "slope": [2.3],
    "intercept": [0.8],
    "residual": [0.3],
  }],
  ["ols-2param", 2, { "x": [-2, -1, 0, 1, 2], "y": [-3, 0, 1, 1, 5], "residual": true }, {
    "slope": [1.7],
    "intercept": [0.8],
    "residual": [3.9],
  }],
  ["gaussian-nll", 1, { "x": [[1], [2]], "w": [2], "b": -1, "y": [2, 2.5], "sigma": 2 }, {
    "residuals": [1, -0.5],
    "nll": [3.380421427529],
  }],
  ["gaussian-nll", 1, { "x": [[0], [3]], "w": [-1], "b": 0.5, "y": [1, -3], "sigma": 2 }, {
    "residuals": [0.5, -0.5],
    "nll": [3.286671427529],
  }],
  ["gaussian-nll", 2, {
    "x": [[1, 2], [0, 1], [2, 0]],
    "w": [0.5, -1],
    "b": 0.25,
    "y": [-1, -1, 1.5],
    "sigma": 0.5,
  }, { "residuals": [0.25, -0.25, 0.25], "nll": [1.052374057934] }],
  ["gaussian-nll", 2, {
    "x": [[1, -1], [3, 2], [0, 1]],
    "w": [1, 0.5],
    "b": -0.5,
    "y": [1, 2, 1],
    "sigma": 2,
  }, { "residuals": [1.0, -1.5, 1.0], "nll": [5.367507141294] }],
  ["gram-memory", 1, { "rows": 1000000, "columns": 100000, "perMillion": 10, "bytes": 8, "sparse": false }, {
    "entries": [10000000000.0],
    "gigabytes": [80],
  }],
  ["gram-memory", 1, { "rows": 200000, "columns": 30000, "perMillion": 50, "bytes": 4, "sparse": false }, {
    "entries": [900000000.0],
    "gigabytes": [3.6],
  }],
  ["gram-memory", 2, { "rows": 1000000, "columns": 100000, "perMillion": 10, "bytes": 8, "sparse": true }, {
    "entries": [10000000000.0],
    "gigabytes": [80],
    "nonzeros": [1000000.0],
  }],
  ["gram-memory", 2, { "rows": 500000, "columns": 20000, "perMillion": 1000, "bytes": 4, "sparse": true }, {
    "entries": [400000000.0],
    "gigabytes": [1.6],
    "nonzeros": [10000000.0],
  }],
  ["ridge-1d", 1, { "x": [1, 2, 3], "y": [2, 3, 7], "lambda": 2, "loss": "sum" }, { "w": [1.8125] }],
  ["ridge-1d", 1, { "x": [-1, 2, 1], "y": [1, 5, -2], "lambda": 3, "loss": "sum" }, {
    "w": [0.7777777777778],
  }],
  ["ridge-1d", 2, { "x": [1, 2, 3], "y": [2, 3, 7], "lambda": 2, "loss": "mean" }, { "w": [1.45] }],
  ["ridge-1d", 2, { "x": [-2, 1, 3], "y": [1, 0, 4], "lambda": 1, "loss": "mean" }, {
    "w": [0.5882352941176],
  }],
  ["logistic-prob", 1, { "w": [1, -2], "b": 0.5, "x": [2, 1], "gradient": false, "label": 1 }, {
    "z": [0.5],
    "p": [0.6224593312019],
    "decision": [1],
  }],
  ["logistic-prob", 1, { "w": [-1, 1], "b": -1, "x": [1, -1], "gradient": false, "label": 0 }, {
    "z": [-3],
    "p": [0.04742587317757],
    "decision": [0],
  }],
  ["logistic-prob", 2, { "w": [0.5, -1], "b": 1, "x": [3, 1], "gradient": true, "label": 0 }, {
    "z": [1.5],
    "p": [0.8175744761936],
    "decision": [1],
    "grad": [2.452723428581, 0.8175744761936],
    "gradBias": [0.8175744761936],
  }],
  ["logistic-prob", 2, { "w": [1.5, 0.5], "b": -1, "x": [-1, 2], "gradient": true, "label": 1 }, {
    "z": [-1.5],
    "p": [0.1824255238064],
    "decision": [0],
    "grad": [0.8175744761936, -1.635148952387],
    "gradBias": [-0.8175744761936],
  }],
];

test.each(
  CASES.map((found) => [`${found[0]} level ${found[1]} of ${JSON.stringify(found[2])}`, found] as const),
)(
  "%s has the key that Python finds",
  (_, found) => expectKeys(found),
);
