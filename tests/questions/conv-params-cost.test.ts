/** Keys of the counting questions against counts worked by hand. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { type Layer, walkNetwork } from "../../src/tensor/network.ts";
import { anyParams, literalKeys } from "./literal.ts";

const conv = (channels: number, filters: number, kernel: number, bias: boolean, groups: number) => ({
  channels,
  filters,
  kernel,
  stride: 2,
  padding: 1,
  bias,
  groups,
});
const work = (
  [channels, height, width]: readonly [number, number, number],
  [filters, kernel, stride, padding]: readonly [number, number, number, number],
  each: 1 | 2,
) => ({ channels, height, width, filters, kernel, stride, padding, each });

test.each([
  ["conv-params", conv(3, 5, 4, true, 1), { weights: 240, biases: 5, total: 245 }],
  ["conv-params", conv(10, 5, 5, true, 1), { weights: 1250, biases: 5, total: 1255 }],
  ["conv-params", conv(32, 64, 3, false, 1), { weights: 18432, biases: 0, total: 18432 }],
  ["conv-params", conv(8, 16, 3, true, 2), { weights: 576, biases: 16, total: 592 }],
  ["conv-params", conv(12, 24, 5, true, 12), { weights: 600, biases: 24, total: 624 }],
  ["conv-macs", work([3, 32, 32], [10, 5, 1, 2], 1), { places: [32, 32], work: 768000 }],
  ["conv-macs", work([4, 8, 8], [6, 3, 1, 1], 1), { places: [8, 8], work: 13824 }],
  ["conv-macs", work([8, 15, 15], [4, 3, 2, 1], 1), { places: [8, 8], work: 18432 }],
  ["conv-macs", work([2, 21, 10], [5, 5, 2, 0], 1), { places: [9, 3], work: 6750 }],
  ["conv-macs", work([2, 21, 10], [5, 5, 2, 0], 2), { places: [9, 3], work: 13500 }],
  ["conv-macs", work([6, 9, 20], [4, 3, 2, 1], 2), { places: [5, 10], work: 21600 }],
])("%s of %j is %j", (id, params, key) => {
  expect(literalKeys(id, params)).toEqual(key);
});

test.each([
  [
    { channels: 32, bottleneck: 5, filters: 64, kernel: 3, bias: false, compare: false },
    { reduce: 160, conv: 2880, total: 3040 },
  ],
  [
    { channels: 32, bottleneck: 5, filters: 64, kernel: 3, bias: false, compare: true },
    { reduce: 160, conv: 2880, total: 3040, direct: 18432, ratio: 6.063157894736842 },
  ],
  [
    { channels: 32, bottleneck: 5, filters: 64, kernel: 3, bias: true, compare: true },
    { reduce: 165, conv: 2944, total: 3109, direct: 18496, ratio: 5.949179800578964 },
  ],
  [
    { channels: 24, bottleneck: 6, filters: 40, kernel: 5, bias: true, compare: false },
    { reduce: 150, conv: 6040, total: 6190 },
  ],
])("bottleneck-params of %j is %j", (params, key) => {
  expect(literalKeys("bottleneck-params", params)).toEqual(key);
});

test.each([
  [
    { channels: 32, filters: 64, kernel: 3, bias: false },
    { depthwise: 288, pointwise: 2048, total: 2336, direct: 18432, ratio: 7.890410958904109 },
  ],
  [
    { channels: 8, filters: 10, kernel: 5, bias: false },
    { depthwise: 200, pointwise: 80, total: 280, direct: 2000, ratio: 7.142857142857143 },
  ],
  [
    { channels: 16, filters: 30, kernel: 3, bias: true },
    { depthwise: 160, pointwise: 510, total: 670, direct: 4350, ratio: 6.492537313432836 },
  ],
  [
    { channels: 8, filters: 10, kernel: 5, bias: true },
    { depthwise: 208, pointwise: 90, total: 298, direct: 2010, ratio: 6.74496644295302 },
  ],
])("depthwise-sep of %j is %j", (params, key) => {
  expect(literalKeys("depthwise-sep", params)).toEqual(key);
});

test.each([
  [{ from: [100, 4, 4], to: [40, 4, 4], convention: "row" }, { shape: [1600, 640], weights: 1024000 }],
  [{ from: [100, 4, 4], to: [40, 4, 4], convention: "column" }, { shape: [640, 1600], weights: 1024000 }],
  [{ from: [16, 5, 5], to: [120], convention: "column" }, { shape: [120, 400], weights: 48000 }],
  [{ from: [16, 5, 5], to: [10], convention: "row" }, { shape: [400, 10], weights: 4000 }],
])("fc-weight-shape of %j is %j", (params, key) => {
  expect(literalKeys("fc-weight-shape", params)).toEqual(key);
});

test("net-table counts LeNet-5 with full connections: 61,706 parameters", () => {
  const keys = literalKeys("net-table", {
    input: [1, 32, 32],
    kinds: ["conv", "pool", "conv", "pool", "fc", "fc", "fc"],
    units: [6, 0, 16, 0, 120, 84, 10],
    kernels: [5, 2, 5, 2, 0, 0, 0],
    bias: true,
    activations: false,
  });
  expect(keys).toMatchObject({ params1: 156, params3: 2416, params5: 48120, params6: 10164, params7: 850 });
  expect(keys).toMatchObject({ shape3: [16, 10, 10], shape4: [16, 5, 5], shape5: [120], total: 61706 });
});

test("net-table counts a small network without biases", () => {
  expect(literalKeys("net-table", {
    input: [3, 15, 15],
    kinds: ["conv", "pool", "fc"],
    units: [8, 0, 5],
    kernels: [3, 2, 0],
    bias: false,
    activations: true,
  })).toEqual({
    shape1: [8, 13, 13],
    activations1: 1352,
    params1: 216,
    shape2: [8, 6, 6],
    activations2: 288,
    params2: 0,
    shape3: [5],
    activations3: 5,
    params3: 1440,
    total: 1656,
  });
});

test.each(["conv-params", "bottleneck-params", "net-table", "conv-macs", "depthwise-sep", "fc-weight-shape"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 300; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);

test("net-table agrees with the walk through the same network", () => {
  const generator = generatorById("net-table")!;
  for (let seed = 0; seed < 100; seed++) {
    const drawn = generator.draw(seed, 2, {});
    if (!drawn.ok) throw new Error(drawn.error);
    const { params, key } = drawn.value.question;
    const { input, kinds, units, kernels, bias } = JSON.parse(JSON.stringify(params));
    const layers = kinds.map((kind: "conv" | "pool" | "fc", i: number): Layer => {
      if (kind === "pool") return { kind, kernel: kernels[i] };
      if (kind === "fc") return { kind: "dense", units: units[i], bias };
      return { kind, filters: units[i], kernel: kernels[i], bias };
    });
    const reports = walkNetwork(input, layers);
    expect(reports.map((report) => report.parameters)).toEqual(
      reports.map((_, i) => numbersIn(key[`params${i + 1}`]!).values[0]),
    );
    expect(reports.map((report) => report.shape)).toEqual(
      reports.map((_, i) => Array.from(numbersIn(key[`shape${i + 1}`]!).values)),
    );
  }
});
