/** Keys of the receptive-field questions against index sets traced one by one in Python. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Json } from "../../src/questions/question.ts";
import { anyParams, literalKeys } from "./literal.ts";

const CASES: readonly (readonly [string, Json, Json])[] = [
  ["receptive-field", { "kernels": [4, 2], "strides": [2, 2], "paddings": [0, 0], "dilations": [1, 1] }, {
    "sizes": [4, 6],
    "jump": 4,
  }],
  ["receptive-field", { "kernels": [3, 5], "strides": [2, 1], "paddings": [0, 0], "dilations": [1, 1] }, {
    "sizes": [3, 11],
    "jump": 2,
  }],
  ["receptive-field", {
    "kernels": [4, 2, 4],
    "strides": [2, 2, 2],
    "paddings": [1, 0, 1],
    "dilations": [1, 1, 1],
  }, { "sizes": [4, 6, 18], "jump": 8 }],
  ["receptive-field", {
    "kernels": [3, 3, 5],
    "strides": [2, 3, 1],
    "paddings": [1, 1, 2],
    "dilations": [1, 1, 1],
  }, { "sizes": [3, 7, 31], "jump": 6 }],
  ["receptive-field", {
    "kernels": [3, 3, 2, 3],
    "strides": [2, 1, 3, 2],
    "paddings": [1, 0, 0, 1],
    "dilations": [1, 2, 1, 3],
  }, { "sizes": [3, 11, 13, 49], "jump": 12 }],
  ["receptive-field", {
    "kernels": [5, 3, 3, 2],
    "strides": [2, 2, 1, 1],
    "paddings": [2, 0, 1, 0],
    "dilations": [1, 3, 2, 1],
  }, { "sizes": [5, 17, 33, 37], "jump": 4 }],
  ["rf-interval", {
    "kernels": [3, 4],
    "strides": [2, 3],
    "paddings": [0, 0],
    "dilations": [1, 1],
    "index": 4,
  }, { "interval": [24, 32] }],
  ["rf-interval", {
    "kernels": [5, 2],
    "strides": [1, 2],
    "paddings": [0, 0],
    "dilations": [1, 1],
    "index": 3,
  }, { "interval": [6, 11] }],
  ["rf-interval", {
    "kernels": [3, 4],
    "strides": [2, 3],
    "paddings": [1, 1],
    "dilations": [1, 1],
    "index": 4,
  }, { "interval": [21, 29] }],
  ["rf-interval", {
    "kernels": [5, 3],
    "strides": [2, 1],
    "paddings": [2, 1],
    "dilations": [1, 1],
    "index": 6,
  }, { "interval": [8, 16] }],
  ["rf-interval", {
    "kernels": [3, 4, 2],
    "strides": [2, 1, 3],
    "paddings": [1, 1, 0],
    "dilations": [2, 1, 2],
    "index": 5,
  }, { "interval": [27, 41] }],
  ["rf-interval", {
    "kernels": [2, 5, 3],
    "strides": [1, 2, 2],
    "paddings": [0, 2, 0],
    "dilations": [1, 1, 1],
    "index": 7,
  }, { "interval": [26, 35] }],
  ["rf-target", { "target": 20, "kernel": 3, "dilation": 1, "stemKernel": 1, "stemStride": 1 }, {
    "layers": 10,
    "size": 21,
  }],
  ["rf-target", { "target": 33, "kernel": 5, "dilation": 1, "stemKernel": 1, "stemStride": 1 }, {
    "layers": 8,
    "size": 33,
  }],
  ["rf-target", { "target": 60, "kernel": 3, "dilation": 1, "stemKernel": 7, "stemStride": 2 }, {
    "layers": 14,
    "size": 63,
  }],
  ["rf-target", { "target": 71, "kernel": 5, "dilation": 1, "stemKernel": 4, "stemStride": 3 }, {
    "layers": 6,
    "size": 76,
  }],
  ["rf-target", { "target": 60, "kernel": 3, "dilation": 2, "stemKernel": 5, "stemStride": 2 }, {
    "layers": 7,
    "size": 61,
  }],
  ["rf-target", { "target": 90, "kernel": 5, "dilation": 3, "stemKernel": 7, "stemStride": 2 }, {
    "layers": 4,
    "size": 103,
  }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(literalKeys(id, params)).toEqual(key);
});

test.each(["receptive-field", "rf-interval", "rf-target"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 300; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
