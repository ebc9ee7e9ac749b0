import { expect, test } from "vitest";
import { dropout } from "../../src/tensor/dropout.ts";
import { embed, embedBackward } from "../../src/tensor/embedding.ts";
import {
  batchNorm,
  batchNormFixed,
  groupNorm,
  instanceNorm,
  layerNorm,
  rmsNorm,
  runningAverage,
  unbiasedFrom,
} from "../../src/tensor/normalise.ts";
import { tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectMarks, wave } from "./wave.ts";

const x = wave([3, 4, 2, 5], 0.8);
const channels = { gamma: wave([4], 0.9), beta: wave([4], 1), epsilon: 1e-3 };

test("batchNorm() of golden S3-L11-b8 uses the biased variance of the batch", () => {
  const found = batchNorm(tensor([[1, 2], [3, 6], [5, 10]]), {
    gamma: tensor([1, 2]),
    beta: tensor([0, -1]),
    epsilon: 1e-5,
  });
  expectClose(found.mean, [3, 6]);
  expectClose(found.variance, [8 / 3, 32 / 3]);
  expectClose(found.output, [[-1.224742575, -3.44948859459], [0, -1], [1.224742575, 1.44948859459]]);
});

test("normalisation layers agree with NumPy", () => {
  const marks = (sum: number, weighted: number, first: number, last: number) => [sum, weighted, first, last];
  expectMarks(
    batchNorm(x, channels).output,
    x.shape,
    marks(9.732188463925908, -1393.7304600998436, 3.2617330016052293, 0.8303812876355341),
  );
  expectMarks(
    instanceNorm(x, channels),
    x.shape,
    marks(9.732188463925914, -1413.8632134988356, 3.2698274394741143, 0.7249260019920301),
  );
  expectMarks(
    groupNorm(x, { ...channels, groups: 2 }),
    x.shape,
    marks(9.827316227898848, -1407.773866485883, 3.242265555684092, 0.7112106322337519),
  );
  const last = { gamma: wave([5], 0.9), beta: wave([5], 1), epsilon: 1e-3 };
  expectMarks(
    layerNorm(x, last),
    x.shape,
    marks(-19.70866021168819, -4171.1903554950895, 3.2831554402497103, 0.32819279016066316),
  );
  expectMarks(
    layerNorm(x, { axes: 2, epsilon: 1e-3 }),
    x.shape,
    marks(0, 24.840794488205347, 1.012913925434386, -1.350093751264735),
  );
  expectMarks(
    rmsNorm(x, { gamma: last.gamma, epsilon: 1e-3 }),
    x.shape,
    marks(-23.4901880140743, -4230.631822529766, 1.6207179803295153, 0.5096094015146683),
  );
});

test("groupNorm() with one group is layer norm over all but the batch, with as many as channels instance norm", () => {
  expectClose(groupNorm(x, { groups: 1, epsilon: 1e-5 }), layerNorm(x, { axes: 3, epsilon: 1e-5 }), 1e-13);
  expectClose(groupNorm(x, { groups: 4, epsilon: 1e-5 }), instanceNorm(x, { epsilon: 1e-5 }), 1e-13);
  expect(() => groupNorm(x, { groups: 3, epsilon: 1e-5 })).toThrow(
    "Cannot group 4 channels of [3,4,2,5] by 3",
  );
});

test("batchNormFixed() with the statistics of the batch gives the training output", () => {
  const { output, mean, variance } = batchNorm(x, channels);
  expectClose(batchNormFixed(x, { ...channels, mean, variance }), output, 1e-13);
});

test("runningAverage() weighs the new value, unbiasedFrom() multiplies by m/(m-1)", () => {
  expectClose(runningAverage(tensor([1]), tensor([3]), { weightOfNew: 0.1 }), [1.2]);
  expectClose(unbiasedFrom(tensor([2]), 4), [8 / 3]);
  expect(() => unbiasedFrom(tensor([2]), 1)).toThrow(RangeError);
});

test("batchNorm() refuses parameters of another width", () => {
  expect(() => batchNorm(x, { gamma: tensor([1, 2]), epsilon: 0.1 })).toThrow(
    "Cannot apply [2] to the channels of [3,4,2,5]: need [4]",
  );
});

test("dropout() of golden S3-L11-b11 scales what stays by 1/keep", () => {
  expectClose(dropout(tensor([2, 4, 6, 8]), { mask: tensor([1, 0, 1, 1]), keep: 0.5 }), [4, 0, 12, 16]);
  expect(toNested(dropout(tensor([-2, Infinity]), { mask: tensor([0, 0]), keep: 0.5 }))).toEqual([0, 0]);
  expect(() => dropout(tensor([1]), { mask: tensor([0.5]), keep: 0.5 })).toThrow(RangeError);
  expect(() => dropout(tensor([1]), { mask: tensor([1]), keep: 0 })).toThrow(RangeError);
});

test("embed() reads rows, and its gradient adds what repeated tokens send back", () => {
  const table = tensor([[1, 2], [3, 4], [5, 6]]);
  const tokens = tensor([2, 0, 2]);
  expect(toNested(embed(table, tokens))).toEqual([[5, 6], [1, 2], [5, 6]]);
  const upstream = tensor([[1, 1], [10, 10], [100, 100]]);
  expect(toNested(embedBackward(upstream, { tokens, rows: 3 }))).toEqual([[10, 10], [0, 0], [101, 101]]);
  expect(() => embed(table, tensor([3]))).toThrow(RangeError);
});
