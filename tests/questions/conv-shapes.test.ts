/** Keys of the output-size questions against sizes found by counting places one by one in Python, chains by hand. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { anyParams, literalKeys } from "./literal.ts";

const window = (n: number, kernel: number, stride: number, padding: number, dilation: number) => ({
  n,
  kernel,
  stride,
  padding,
  dilation,
});
const pool = (
  height: number,
  width: number,
  [kernel, stride, padding]: readonly [number, number, number],
  ceil: boolean,
) => ({ channels: 16, height, width, kernel, stride, padding, ceil });
const stamp = (
  height: number,
  width: number,
  [kernel, stride, padding, outputPadding]: readonly [number, number, number, number],
) => ({ channels: 8, height, width, filters: 5, kernel, stride, padding, outputPadding });

test.each([
  ["conv-size", window(21, 5, 1, 2, 1), { size: 21 }],
  ["conv-size", window(17, 3, 1, 1, 1), { size: 17 }],
  ["conv-size", window(32, 7, 2, 2, 1), { size: 15 }],
  ["conv-size", window(30, 3, 2, 1, 2), { size: 14 }],
  ["conv-size", window(16, 5, 3, 2, 3), { size: 3 }],
  ["conv-size", window(20, 9, 3, 4, 1), { size: 7 }],
  ["pool-out", pool(28, 37, [4, 4, 0], false), { shape: [16, 7, 9] }],
  ["pool-out", pool(29, 33, [2, 2, 0], false), { shape: [16, 14, 16] }],
  ["pool-out", pool(40, 32, [5, 3, 2], false), { shape: [16, 14, 11] }],
  ["pool-out", pool(29, 30, [2, 3, 1], false), { shape: [16, 10, 11] }],
  ["pool-out", pool(40, 32, [5, 3, 0], true), { shape: [16, 13, 10] }],
  ["pool-out", pool(5, 7, [2, 3, 1], true), { shape: [16, 2, 3] }],
  ["pool-out", pool(9, 6, [3, 2, 1], true), { shape: [16, 5, 4] }],
  ["tconv-out", stamp(4, 5, [3, 2, 0, 0]), { shape: [5, 9, 11] }],
  ["tconv-out", stamp(9, 4, [3, 2, 0, 0]), { shape: [5, 19, 9] }],
  ["tconv-out", stamp(7, 13, [4, 3, 1, 0]), { shape: [5, 20, 38] }],
  ["tconv-out", stamp(13, 7, [4, 3, 1, 0]), { shape: [5, 38, 20] }],
  ["tconv-out", stamp(14, 8, [5, 3, 2, 1]), { shape: [5, 41, 23] }],
  ["tconv-out", stamp(6, 6, [7, 2, 3, 1]), { shape: [5, 12, 12] }],
  ["solve-padding", { n: 39, target: 39, kernel: 9, stride: 1, dilation: 1 }, { padding: 4 }],
  ["solve-padding", { n: 28, target: 28, kernel: 5, stride: 1, dilation: 1 }, { padding: 2 }],
  ["solve-padding", { n: 20, target: 7, kernel: 4, stride: 3, dilation: 1 }, { padding: 1 }],
  ["solve-padding", { n: 19, target: 7, kernel: 3, stride: 3, dilation: 1 }, { padding: 1 }],
  ["solve-padding", { n: 15, target: 4, kernel: 5, stride: 2, dilation: 3 }, { padding: 2 }],
  ["solve-padding", { n: 39, target: 37, kernel: 3, stride: 1, dilation: 3 }, { padding: 2 }],
])("%s of %j is %j", (id, params, key) => {
  expect(literalKeys(id, params)).toEqual(key);
});

test.each([
  [
    "the encoder of seed 001",
    {
      input: [3, 64, 64],
      kinds: ["conv", "pool", "conv", "pool"],
      filters: [50, 0, 100, 0],
      kernels: [4, 2, 4, 2],
      strides: [2, 2, 2, 2],
      paddings: [1, 0, 1, 0],
    },
    [[50, 32, 32], [50, 16, 16], [100, 8, 8], [100, 4, 4]],
  ],
  [
    "LeNet's feature extractor",
    {
      input: [1, 32, 32],
      kinds: ["conv", "pool", "conv", "pool"],
      filters: [6, 0, 16, 0],
      kernels: [5, 2, 5, 2],
      strides: [1, 2, 1, 2],
      paddings: [0, 0, 0, 0],
    },
    [[6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5]],
  ],
  [
    "two layers with a rest",
    {
      input: [1, 18, 17],
      kinds: ["conv", "pool"],
      filters: [6, 0],
      kernels: [4, 3],
      strides: [1, 2],
      paddings: [1, 0],
    },
    [[6, 17, 16], [6, 8, 7]],
  ],
  [
    "AlexNet's start",
    {
      input: [3, 227, 227],
      kinds: ["conv", "pool", "conv", "pool", "conv"],
      filters: [96, 0, 256, 0, 384],
      kernels: [7, 3, 5, 3, 3],
      strides: [4, 2, 1, 2, 1],
      paddings: [0, 0, 2, 0, 1],
    },
    [[96, 56, 56], [96, 27, 27], [256, 27, 27], [256, 13, 13], [384, 13, 13]],
  ],
])("chain-shapes goes through %s", (_, params, shapes) => {
  expect(Object.values(literalKeys("chain-shapes", params))).toEqual(shapes);
});

test.each(["conv-out", "conv-size", "pool-out", "tconv-out", "chain-shapes", "solve-padding"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 300; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
