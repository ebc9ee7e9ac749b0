import { expect, test } from "vitest";
import { walkNetwork } from "../../src/tensor/network.ts";
import {
  attentionParameters,
  batchNormParameters,
  chainParameters,
  convMultiplications,
  convParameters,
  convTransposeParameters,
  embeddingParameters,
  matmulMultiplications,
  recurrentParameters,
} from "../../src/tensor/parameters.ts";
import { fieldOfUnit, receptiveFields } from "../../src/tensor/receptive_field.ts";
import { samePadding, slidingSize, transposedSize } from "../../src/tensor/window.ts";

test.each([
  [28, { size: 5, stride: 3, padding: 2 }, 10],
  [64, { size: 4, stride: 2, padding: 1 }, 32],
  [7, { size: 2, stride: 2 }, 3],
  [32, { size: 3, stride: 3, padding: 1 }, 11],
  [10, { size: 3, dilation: 3 }, 4],
])("slidingSize(%d, %j) is %d", (n, window, wanted) => {
  expect(slidingSize(n, window)).toBe(wanted);
});

test.each([
  [4, { size: 4, stride: 2, padding: 1 }, 8],
  [2, { size: 3, stride: 2 }, 5],
  [2, { size: 3, stride: 2, outputPadding: 1 }, 6],
])("transposedSize(%d, %j) is %d", (n, window, wanted) => {
  expect(transposedSize(n, window)).toBe(wanted);
});

test("sizes refuse what does not fit", () => {
  expect(() => slidingSize(2, { size: 3 })).toThrow("Cannot slide a window over 2 elements");
  expect(() => slidingSize(5, { size: 2.5 })).toThrow("Cannot slide a window of size 2.5");
  expect(() => slidingSize(5, { size: 2, stride: 0 })).toThrow("Cannot slide a window of stride 0");
  expect(() => transposedSize(1, { size: 2, padding: 1 })).toThrow("the result has 0");
  expect(() => transposedSize(2, { size: 2, stride: 2, outputPadding: 2 })).toThrow(
    "Cannot use output padding 2",
  );
  expect([1, 3, 5, 7].map((size) => samePadding(size))).toEqual([0, 1, 2, 3]);
  expect(() => samePadding(4)).toThrow("1.5 is not a whole number");
});

test("parameters of single layers give the goldens", () => {
  expect(convParameters({ channels: 3, filters: 5, kernel: 4, bias: true })).toEqual({
    weights: 240,
    biases: 5,
    total: 245,
  });
  expect(convParameters({ channels: 28, filters: 6, kernel: 5, bias: true }).total).toBe(4206);
  expect(convParameters({ channels: 8, filters: 8, kernel: 3, groups: 8, bias: false }).total).toBe(72);
  expect(convTransposeParameters({ channels: 40, filters: 5, kernel: 4, bias: true }).total).toBe(3205);
  expect(chainParameters([64, 10, 5, 3], { bias: true }).map((layer) => layer.total)).toEqual([650, 55, 18]);
  expect(batchNormParameters(16)).toEqual({ learned: 32, running: 32 });
  expect(recurrentParameters(4, { inputs: 10, hidden: 20, biases: 1 }).total).toBe(2480);
  expect(recurrentParameters(4, { inputs: 10, hidden: 20, biases: 2 }).total).toBe(2560);
  expect(attentionParameters({ width: 512, bias: false }).total).toBe(1048576);
  expect(embeddingParameters({ words: 10000, width: 300 }).total).toBe(3000000);
  expect(() => convParameters({ channels: 3, filters: 4, kernel: 3, groups: 2, bias: true })).toThrow(
    "into 2 groups",
  );
  expect(() => chainParameters([64, 0], { bias: true })).toThrow("Cannot count with units 0");
});

test("multiplications give goldens S3-L10-b3e, S4-9.mults and S3-L16-b1", () => {
  expect(convMultiplications({ channels: 3, filters: 10, kernel: 5, places: 32 })).toBe(768000);
  expect(convMultiplications({ channels: 32, filters: 64, kernel: 3, places: 28 })).toBe(14450688);
  const reduced = convMultiplications({ channels: 32, filters: 5, kernel: 1, places: [28, 28] });
  expect(reduced + convMultiplications({ channels: 5, filters: 64, kernel: 3, places: 28 })).toBe(2383360);
  expect(matmulMultiplications({ n: 100, k: 64, m: 100 })).toBe(640000);
});

test("walkNetwork() gives the table of golden S2-3", () => {
  const conv = (filters: number, kernel: number) => ({ kind: "conv", filters, kernel, bias: false } as const);
  const pool = { kind: "pool", kernel: 3 } as const;
  const reports = walkNetwork([3, 386, 386], [
    conv(64, 3),
    pool,
    conv(256, 3),
    conv(512, 1),
    pool,
    { kind: "dense", units: 2048, bias: false },
    { kind: "dense", units: 1000, bias: false },
  ]);
  expect(reports.map((report) => report.shape)).toEqual([
    [64, 384, 384],
    [64, 128, 128],
    [256, 126, 126],
    [512, 126, 126],
    [512, 42, 42],
    [2048],
    [1000],
  ]);
  expect(reports.map((report) => report.parameters)).toEqual([
    1728,
    0,
    147456,
    131072,
    0,
    1849688064,
    2048000,
  ]);
  expect(reports[0]?.activations).toBe(9437184);
});

test("walkNetwork() reports every kind of layer and says which one does not fit", () => {
  const reports = walkNetwork([8, 4, 4], [
    { kind: "conv-transpose", filters: 3, kernel: 4, stride: 2, padding: 1, bias: true },
    { kind: "batch-norm" },
    { kind: "activation" },
    { kind: "pool", kernel: 3, stride: 2, ceil: true },
    { kind: "flatten" },
  ]);
  expect(reports.map((report) => report.shape)).toEqual([[3, 8, 8], [3, 8, 8], [3, 8, 8], [3, 4, 4], [48]]);
  expect(reports.map((report) => report.parameters)).toEqual([387, 6, 0, 0, 0]);
  expect(reports[0]?.multiplications).toBe(8 * 3 * 16 * 16);
  expect(() => walkNetwork([1, 4, 4], [{ kind: "flatten" }, { kind: "pool", kernel: 2 }])).toThrow(
    "Cannot apply layer 2 (pool) to [16]: it is not an image [c,h,w] but [16]",
  );
});

const SEED = [
  { size: 4, stride: 2, padding: 1 },
  { size: 2, stride: 2 },
  { size: 4, stride: 2, padding: 1 },
  {
    size: 2,
    stride: 2,
  },
  { size: 4 },
];

test("receptiveFields() of golden S1-3.2.chain grow by d (k-1) jump, and padding only moves them", () => {
  const fields = receptiveFields(SEED);
  expect(fields.map((field) => field.size)).toEqual([4, 6, 18, 26, 74]);
  expect(fields.map((field) => field.jump)).toEqual([2, 4, 8, 16, 16]);
  expect(fields.at(-1)?.start).toBe(-5);
  expect(receptiveFields([{ size: 3 }, { size: 3 }, { size: 3 }]).map((field) => field.size)).toEqual([
    3,
    5,
    7,
  ]);
  expect(receptiveFields([{ size: 3, dilation: 2 }]).map((field) => field.size)).toEqual([5]);
});

test("fieldOfUnit() clips at the image: golden S1-3.2.fc1 and the rows of unit 5", () => {
  expect(fieldOfUnit(SEED, { n: 64, index: 0 })).toEqual({ from: 0, to: 64 });
  expect(fieldOfUnit(SEED.slice(0, 2), { n: 64, index: 5 })).toEqual({ from: 19, to: 25 });
  expect(fieldOfUnit(SEED.slice(0, 2), { n: 64, index: 0 })).toEqual({ from: 0, to: 5 });
  expect(() => fieldOfUnit(SEED, { n: 64, index: 1 })).toThrow("64 elements lead to 1 units");
});
