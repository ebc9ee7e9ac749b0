/** Keys of the questions by hand against plain loops in Python; gradients there are unit differences of the loss. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import { anyParams, literalKeys } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Json])[] = [
  ["conv2d-multichannel", {
    "image": [[[1, 0, 2], [3, -1, 1], [0, 2, 2]], [[2, 1, 0], [1, 3, -1], [0, 0, 1]]],
    "kernel": [[[1, -1], [2, 0]], [[0, 1], [-2, 1]]],
    "bias": 0,
  }, { "y": [[9, -11], [7, 2]] }],
  ["conv2d-multichannel", {
    "image": [[[2, 1, 0], [1, 3, -1], [0, 0, 1]], [[1, 0, 2], [3, -1, 1], [0, 2, 2]]],
    "kernel": [[[1, -1], [2, 0]], [[0, 1], [-2, 1]]],
    "bias": 0,
  }, { "y": [[-4, 12], [-1, 3]] }],
  ["conv2d-multichannel", {
    "image": [[[1, 0, 2], [3, -1, 1], [0, 2, 2]], [[2, 1, 0], [1, 3, -1], [0, 0, 1]], [[1, 1, 0], [0, 2, 1], [
      3,
      0,
      1,
    ]]],
    "kernel": [[[1, -1], [2, 0]], [[0, 1], [-2, 1]], [[1, 0], [0, -1]]],
    "bias": 2,
  }, { "y": [[10, -9], [9, 5]] }],
  ["conv2d-multichannel", {
    "image": [[[2, 1, 0], [1, 3, -1], [0, 0, 1]], [[1, 0, 2], [3, -1, 1], [0, 2, 2]], [[0, 1, 0], [2, 2, 1], [
      3,
      1,
      1,
    ]]],
    "kernel": [[[1, -1], [2, 0]], [[0, 1], [-2, 1]], [[1, 1], [0, -1]]],
    "bias": -3,
  }, { "y": [[-8, 9], [-1, 2]] }],
  ["conv1d-dilated", { "x": [1, 2, 0, -1, 3, 2, 1], "kernel": [1, -2, 3], "dilation": 2 }, {
    "y": [10, 10, -3],
  }],
  ["conv1d-dilated", { "x": [2, 0, 1, 1, -2, 4, 3], "kernel": [1, 1, -1], "dilation": 2 }, {
    "y": [5, -3, -4],
  }],
  ["conv1d-dilated", { "x": [1, 2, 3, 4, 5, 6, 7, 0, 1], "kernel": [1, -1, 2], "dilation": 3 }, {
    "y": [11, -3, -1],
  }],
  ["conv1d-dilated", { "x": [1, 0, 2, -1, 3, 1, 4, 2], "kernel": [1, 2, -1, 3], "dilation": 2 }, {
    "y": [14, 3],
  }],
  ["avgpool-values", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "size": 2,
    "stride": 2,
    "padding": 0,
    "countPadding": true,
  }, { "y": [[3.75, 5.25], [4.5, 4.75]] }],
  ["avgpool-values", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "size": 2,
    "stride": 1,
    "padding": 0,
    "countPadding": true,
  }, { "y": [[3.75, 4.5, 5.25], [5.5, 4.0, 5.25], [4.5, 3.0, 4.75]] }],
  ["avgpool-values", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "size": 2,
    "stride": 2,
    "padding": 1,
    "countPadding": true,
  }, { "y": [[0.25, 1.25, 1.0], [3.5, 4.0, 3.25], [1.0, 2.25, 1.75]] }],
  ["avgpool-values", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "size": 2,
    "stride": 2,
    "padding": 1,
    "countPadding": false,
  }, { "y": [[1.0, 2.5, 4.0], [7.0, 4.0, 6.5], [4.0, 4.5, 7.0]] }],
  ["pool-backward", {
    "image": [[3, 12, 0, 7], [5, 1, 20, 2], [14, 6, 4, 9], [8, 10, 11, 13]],
    "upstream": [[1, -2], [3, 4]],
    "size": 2,
    "stride": 2,
    "pool": "max",
  }, { "dx": [[0, 1, 0, 0], [0, 0, -2, 0], [3, 0, 0, 0], [0, 0, 0, 4]] }],
  ["pool-backward", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "upstream": [[5, 2], [-1, 3]],
    "size": 2,
    "stride": 2,
    "pool": "max",
  }, { "dx": [[0, 0, 0, 0], [0, 5, 0, 2], [-1, 0, 0, 0], [0, 0, 0, 3]] }],
  ["pool-backward", {
    "image": [[3, 12, 0, 7], [5, 1, 20, 2], [14, 6, 4, 9], [8, 10, 11, 13]],
    "upstream": [[4, -2], [1, 8]],
    "size": 2,
    "stride": 2,
    "pool": "average",
  }, {
    "dx": [[1.0, 1.0, -0.5, -0.5], [1.0, 1.0, -0.5, -0.5], [0.25, 0.25, 2.0, 2.0], [0.25, 0.25, 2.0, 2.0]],
  }],
  ["pool-backward", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "upstream": [[1, 2], [3, -4]],
    "size": 2,
    "stride": 2,
    "pool": "average",
  }, {
    "dx": [[0.25, 0.25, 0.5, 0.5], [0.25, 0.25, 0.5, 0.5], [0.75, 0.75, -1.0, -1.0], [
      0.75,
      0.75,
      -1.0,
      -1.0,
    ]],
  }],
  ["pool-backward", {
    "image": [[3, 12, 0, 7], [5, 1, 20, 2], [14, 6, 4, 9], [8, 10, 11, 13]],
    "upstream": [[1, -2], [3, 4]],
    "size": 3,
    "stride": 1,
    "pool": "max",
  }, { "dx": [[0, 0, 0, 0], [0, 0, 6, 0], [0, 0, 0, 0], [0, 0, 0, 0]] }],
  ["pool-backward", {
    "image": [[1, 3, 2, 4], [5, 6, 7, 8], [9, 2, 1, 5], [4, 3, 6, 7]],
    "upstream": [[2, 1], [-3, 5]],
    "size": 3,
    "stride": 1,
    "pool": "max",
  }, { "dx": [[0, 0, 0, 0], [0, 0, 0, 6], [-1, 0, 0, 0], [0, 0, 0, 0]] }],
  ["conv-relu-pool", {
    "image": [[1, 0, 2], [3, 1, 0], [0, 2, 1]],
    "kernel": [[1, -1], [2, -2]],
    "padding": 1,
    "pool": 2,
  }, {
    "conv": [[-2, 2, -4, 4], [-7, 5, 0, 2], [-3, -2, 3, 2], [0, -2, 1, 1]],
    "relu": [[0, 2, 0, 4], [0, 5, 0, 2], [0, 0, 3, 2], [0, 0, 1, 1]],
    "output": [[5, 4], [0, 3]],
  }],
  ["conv-relu-pool", {
    "image": [[2, 3, 1], [0, 1, 2], [3, 0, 1]],
    "kernel": [[-1, 2], [1, -2]],
    "padding": 1,
    "pool": 2,
  }, {
    "conv": [[-4, -4, 1, 1], [4, 2, -4, 1], [-6, 5, 1, -1], [6, -3, 2, -1]],
    "relu": [[0, 0, 1, 1], [4, 2, 0, 1], [0, 5, 1, 0], [6, 0, 2, 0]],
    "output": [[4, 1], [6, 2]],
  }],
  ["conv-relu-pool", {
    "image": [[1, 2, 0, 1], [0, 1, 3, 2], [2, 0, 1, 1], [1, 1, 0, 2]],
    "kernel": [[0, 1, -1], [2, 0, -2], [1, 0, 0]],
    "padding": 1,
    "pool": 2,
  }, {
    "conv": [[-4, 2, 3, 3], [-3, -2, -3, 8], [-1, 1, 0, 4], [0, 1, -2, 1]],
    "relu": [[0, 2, 3, 3], [0, 0, 0, 8], [0, 1, 0, 4], [0, 1, 0, 1]],
    "output": [[2, 8], [1, 4]],
  }],
  ["conv-relu-pool", {
    "image": [[0, 2, 1, 3], [1, 1, 0, 2], [3, 0, 2, 1], [0, 1, 1, 2]],
    "kernel": [[1, 0, -1], [0, 2, 0], [-1, 0, 1]],
    "padding": 1,
    "pool": 2,
  }, {
    "conv": [[1, 3, 3, 6], [0, 0, 0, 3], [6, 2, 4, 1], [0, 3, 1, 6]],
    "relu": [[1, 3, 3, 6], [0, 0, 0, 3], [6, 2, 4, 1], [0, 3, 1, 6]],
    "output": [[3, 6], [6, 6]],
  }],
  ["conv-backward", { "x": [1, 2, 3, 4, 5], "kernel": [1, -2, 3], "upstream": [1, -1, 2], "stride": 1 }, {
    "dk": [5, 7, 9],
    "dx": [1, -3, 7, -7, 6],
  }],
  ["conv-backward", { "x": [2, -1, 4, 3, 1], "kernel": [2, 1, -1], "upstream": [3, 1, -2], "stride": 1 }, {
    "dk": [-3, -5, 13],
    "dx": [6, 5, -6, -3, 2],
  }],
  ["conv-backward", {
    "x": [1, -2, 3, 4, -1, 2, 3],
    "kernel": [1, -2, 3],
    "upstream": [2, -1, 3],
    "stride": 2,
  }, { "dk": [-4, -2, 16], "dx": [2, -4, 5, 2, 0, -6, 9] }],
  ["conv-backward", {
    "x": [3, 1, 2, -3, 1, 4, 2],
    "kernel": [2, 1, -1],
    "upstream": [1, 2, -2],
    "stride": 2,
  }, { "dk": [5, -13, 0], "dx": [2, 1, 3, 2, -6, -2, 2] }],
  ["conv2d-backward", {
    "image": [[1, 0, 2], [3, -1, 1], [0, 2, 4]],
    "kernel": [[1, -1], [2, 3]],
    "upstream": [[1, -1], [2, 0]],
    "input": false,
  }, { "dk": [[7, -4], [4, 2]] }],
  ["conv2d-backward", {
    "image": [[1, 0, 2], [3, -1, 1], [0, 2, 4]],
    "kernel": [[1, -1], [2, 3]],
    "upstream": [[1, -1], [2, 0]],
    "input": true,
  }, { "dk": [[7, -4], [4, 2]], "dx": [[1, -2, 1], [4, -1, -3], [4, 6, 0]] }],
  ["conv2d-backward", {
    "image": [[2, 1, -2], [0, 3, 1], [4, 1, 0]],
    "kernel": [[2, 1], [-1, 3]],
    "upstream": [[3, 1], [-2, 2]],
    "input": false,
  }, { "dk": [[13, -3], [-3, 8]] }],
  ["conv2d-backward", {
    "image": [[2, 1, -2], [0, 3, 1], [4, 1, 0]],
    "kernel": [[2, 1], [-1, 3]],
    "upstream": [[3, 1], [-2, 2]],
    "input": true,
  }, { "dk": [[13, -3], [-3, 8]], "dx": [[6, 5, 1], [-7, 10, 5], [2, -8, 6]] }],
  ["tconv-values", { "x": [[1, 2], [3, 4]], "kernel": [[1, 0], [2, 1]], "stride": 2 }, {
    "y": [[1, 0, 2, 0], [2, 1, 4, 2], [3, 0, 4, 0], [6, 3, 8, 4]],
  }],
  ["tconv-values", { "x": [[2, -1], [1, 3]], "kernel": [[1, -2], [0, 3]], "stride": 2 }, {
    "y": [[2, -4, -1, 2], [0, 6, 0, -3], [1, -2, 3, -6], [0, 3, 0, 9]],
  }],
  ["tconv-values", { "x": [[1, 2], [3, 4]], "kernel": [[1, 0], [2, 1]], "stride": 1 }, {
    "y": [[1, 2, 0], [5, 9, 2], [6, 11, 4]],
  }],
  ["tconv-values", { "x": [[2, -1], [1, 3]], "kernel": [[1, -2], [0, 3]], "stride": 1 }, {
    "y": [[2, -5, 2], [1, 7, -9], [0, 3, 9]],
  }],
  ["tconv-values", { "x": [[1, 2], [-1, 3]], "kernel": [[1, 0, 2], [2, 1, -1], [0, 1, 1]], "stride": 2 }, {
    "y": [[1, 0, 4, 0, 4], [2, 1, 3, 2, -2], [-1, 1, 2, 2, 8], [-2, -1, 7, 3, -3], [0, -1, -1, 3, 3]],
  }],
  ["tconv-values", { "x": [[3, 1], [2, -2]], "kernel": [[1, 2, 0], [1, 0, -1], [2, 1, 1]], "stride": 2 }, {
    "y": [[3, 6, 1, 2, 0], [3, 0, -2, 0, -1], [8, 7, 3, -3, 1], [2, 0, -4, 0, 2], [4, 2, -2, -2, -2]],
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(literalKeys(id, params)).toEqual(key);
});

test.each([
  "avgpool-values",
  "conv1d-dilated",
  "conv2d-backward",
  "conv2d-multichannel",
  "conv-backward",
  "conv-relu-pool",
  "pool-backward",
  "tconv-values",
])("%s takes any params of its domains without throwing", (id) => {
  const generator = generatorById(id)!;
  for (let seed = 0; seed < 200; seed++) {
    expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
  }
});
