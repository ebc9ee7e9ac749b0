/** Keys of segmentation and detection against Python: pixels counted as sets, bilinear slopes by differences. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { differences, type GoldenValue } from "../golden/runner.ts";
import { anyParams, literalKeys } from "./literal.ts";

const CASES: readonly (readonly [string, GoldenValue, GoldenValue])[] = [
  ["iou", { "a": [0, 0, 6, 4], "b": [2, 1, 8, 7], "format": "corners" }, {
    "intersection": 12,
    "union": 48,
    "iou": 0.25,
  }],
  ["iou", { "a": [1, 3, 7, 11], "b": [4, 0, 12, 6], "format": "corners" }, {
    "intersection": 9,
    "union": 87,
    "iou": 0.10344827586206896,
  }],
  ["iou", { "a": [5, 4, 6, 4], "b": [8, 6, 8, 6], "format": "centre" }, {
    "intersection": 12,
    "union": 60,
    "iou": 0.2,
  }],
  ["iou", { "a": [6, 7, 4, 10], "b": [4, 5, 6, 6], "format": "centre" }, {
    "intersection": 18,
    "union": 58,
    "iou": 0.3103448275862069,
  }],
  ["nms", {
    "boxes": [[0, 0, 10, 10], [3, 0, 13, 10], [7, 0, 17, 10], [12, 0, 22, 10]],
    "scores": [0.6, 0.9, 0.5, 0.8],
    "threshold": 0.3,
  }, { "kept": [0, 1, 0, 1] }],
  ["nms", {
    "boxes": [[4, 0, 14, 10], [0, 0, 10, 10], [2, 0, 12, 10], [9, 0, 19, 10]],
    "scores": [0.7, 0.8, 0.75, 0.4],
    "threshold": 0.5,
  }, { "kept": [1, 1, 0, 1] }],
  ["nms", {
    "boxes": [[0, 0, 10, 10], [3, 0, 13, 10], [6, 0, 16, 10], [1, 20, 11, 30], [3, 20, 13, 30], [
      7,
      20,
      17,
      30,
    ]],
    "scores": [0.9, 0.8, 0.7, 0.5, 0.95, 0.6],
    "threshold": 0.4,
  }, { "kept": [1, 0, 1, 0, 1, 0] }],
  ["nms", {
    "boxes": [[6, 0, 16, 10], [1, 20, 11, 30], [0, 0, 10, 10], [3, 20, 13, 30], [3, 0, 13, 10], [
      8,
      20,
      18,
      30,
    ]],
    "scores": [0.55, 0.9, 0.5, 0.45, 0.6, 0.4],
    "threshold": 0.5,
  }, { "kept": [0, 1, 0, 0, 1, 1] }],
  ["bilinear-sample", { "patch": [[10, 20], [30, 50]], "x": 0.25, "y": 0.4, "slopes": false }, {
    "weights": [[0.44999999999999996, 0.15], [0.30000000000000004, 0.1]],
    "value": 21.5,
  }],
  ["bilinear-sample", { "patch": [[8, 0], [24, 12]], "x": 0.6, "y": 0.2, "slopes": false }, {
    "weights": [[0.32000000000000006, 0.48], [0.07999999999999999, 0.11999999999999997]],
    "value": 5.92,
  }],
  ["bilinear-sample", { "patch": [[10, 20], [30, 50]], "x": 0.25, "y": 0.6, "slopes": true }, {
    "weights": [[0.30000000000000004, 0.1], [0.44999999999999996, 0.15]],
    "value": 26.0,
    "dx": 16.000000000000014,
    "dy": 22.499999999999076,
  }],
  ["bilinear-sample", { "patch": [[4, 40], [16, 10]], "x": 0.8, "y": 0.4, "slopes": true }, {
    "weights": [[0.11999999999999997, 0.48], [0.07999999999999999, 0.32000000000000006]],
    "value": 24.16,
    "dx": 19.199999999999662,
    "dy": -21.599999999999397,
  }],
  ["fc-as-conv", { "channels": 100, "side": 4, "units": 640, "factor": 1, "larger": 8 }, {
    "kernel": 4,
    "weights": 1024000,
    "shape": [640, 5, 5],
  }],
  ["fc-as-conv", { "channels": 16, "side": 5, "units": 10, "factor": 1, "larger": 9 }, {
    "kernel": 5,
    "weights": 4000,
    "shape": [10, 5, 5],
  }],
  ["fc-as-conv", { "channels": 32, "side": 7, "units": 20, "factor": 8, "larger": 10 }, {
    "kernel": 7,
    "weights": 31360,
    "shape": [20, 4, 4],
  }],
  ["fc-as-conv", { "channels": 64, "side": 3, "units": 5, "factor": 16, "larger": 6 }, {
    "kernel": 3,
    "weights": 2880,
    "shape": [5, 4, 4],
  }],
  ["head-change", {
    "channels": 40,
    "kernel": 4,
    "oldClasses": 5,
    "newClasses": 30,
    "bias": true,
    "append": false,
  }, { "before": 3205, "after": 19230 }],
  ["head-change", {
    "channels": 16,
    "kernel": 3,
    "oldClasses": 4,
    "newClasses": 11,
    "bias": true,
    "append": false,
  }, { "before": 580, "after": 1595 }],
  ["head-change", {
    "channels": 20,
    "kernel": 2,
    "oldClasses": 7,
    "newClasses": 12,
    "bias": false,
    "append": true,
  }, { "before": 560, "after": 960, "appended": 84 }],
  ["head-change", {
    "channels": 64,
    "kernel": 3,
    "oldClasses": 5,
    "newClasses": 30,
    "bias": true,
    "append": true,
  }, { "before": 2885, "after": 17310, "appended": 180 }],
  ["dice", {
    "prediction": [[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
    "truth": [[0, 1, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]],
  }, { "intersection": 3, "dice": 0.5454545454545454, "iou": 0.375 }],
  ["dice", {
    "prediction": [[0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]],
    "truth": [[0, 0, 0, 0], [0, 1, 1, 0], [1, 1, 1, 0], [1, 1, 0, 1]],
  }, { "intersection": 4, "dice": 0.5333333333333333, "iou": 0.36363636363636365 }],
  ["dice", {
    "prediction": [[0, 0, 0, 0, 0, 0], [0, 1, 1, 1, 1, 0], [0, 1, 1, 0, 1, 0], [0, 1, 1, 1, 1, 0], [
      0,
      0,
      0,
      0,
      0,
      0,
    ], [0, 0, 0, 0, 0, 0]],
    "truth": [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1], [
      0,
      0,
      0,
      1,
      1,
      1,
    ], [0, 0, 0, 0, 0, 0]],
  }, { "intersection": 5, "dice": 0.45454545454545453, "iou": 0.29411764705882354 }],
  ["dice", {
    "prediction": [[1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [
      0,
      0,
      0,
      0,
      0,
      0,
    ], [0, 0, 0, 0, 0, 0]],
    "truth": [[0, 1, 1, 1, 1, 0], [0, 1, 1, 1, 1, 0], [0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0], [
      0,
      0,
      0,
      0,
      0,
      0,
    ], [0, 0, 0, 0, 0, 0]],
  }, { "intersection": 6, "dice": 0.5, "iou": 0.3333333333333333 }],
];

test.each(CASES)("%s of %j is %j", (id, params, key) => {
  expect(differences(key, literalKeys(id, params), 1e-9)).toEqual([]);
});

test.each(["iou", "nms", "bilinear-sample", "fc-as-conv", "head-change", "dice"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 300; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
