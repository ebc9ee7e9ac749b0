import { expect, test } from "vitest";
import { conv2d } from "../../src/tensor/convolve.ts";
import {
  conv2dBiasGradient,
  conv2dInputGradient,
  conv2dWeightGradient,
  convTranspose1d,
  convTranspose2d,
} from "../../src/tensor/convolve_backward.ts";
import { sub } from "../../src/tensor/elementwise.ts";
import { avgPool2d, maxPool2d, maxPool2dBackward } from "../../src/tensor/pool.ts";
import { tensor, toNested, zeros } from "../../src/tensor/tensor.ts";
import { expectMarks, wave } from "./wave.ts";

const how = { stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2 } as const;
const x = wave([2, 4, 7, 6], 0.1);
const w = wave([6, 2, 3, 2], 0.2);

test("conv2d() with stride, padding, dilation and groups agrees with JAX", () => {
  expectMarks(conv2d(x, w, { ...how, bias: wave([6], 0.3) }), [2, 6, 4, 8], [
    31.80648818408791,
    -5161.231391621239,
    3.041326692035819,
    4.3337535105317935,
  ]);
});

test("the gradients of conv2d() agree with JAX", () => {
  const up = wave([2, 6, 4, 8], 0.4);
  expectMarks(conv2dInputGradient(up, w, { ...how, shape: x.shape }), x.shape, [
    -16.898806137870743,
    -3323.900006007125,
    -9.466844653135798,
    -2.6614736635386658,
  ]);
  expectMarks(conv2dWeightGradient(x, up, { ...how, shape: w.shape }), w.shape, [
    -0.36720260086136136,
    -22.169904116591624,
    45.21244632427015,
    45.81513852116747,
  ]);
  expectMarks(conv2dBiasGradient(up), [6], [
    2.9981611316580734,
    13.545531487508867,
    2.9609237743086236,
    3.9754883087133353,
  ]);
});

test("the gradients of conv2d() with a 1x1 kernel need no patches and agree with the formula", () => {
  const image = tensor([[[1, 2], [3, 4]]]);
  const up = tensor([[[1, 0], [0, -1]]]);
  const kernel = tensor([[[[5]]]]);
  expect(toNested(conv2dInputGradient(up, kernel, { shape: [1, 2, 2] }))).toEqual([[[5, 0], [0, -5]]]);
  expect(toNested(conv2dWeightGradient(image, up, { shape: [1, 1, 1, 1] }))).toEqual([[[[-3]]]]);
});

test("conv2d(), ReLU and pooling backward give golden S0-Q2", () => {
  const image = tensor([[[1, 2, 0, 1], [0, 1, 3, 2], [2, 0, 1, 1], [1, 1, 0, 2]]]);
  const kernel = tensor([[[[1, 0, -1], [2, 0, -2], [1, 0, -1]]]]);
  const conv = conv2d(image, kernel, { padding: 1 });
  const relu = { shape: conv.shape, values: conv.values.map((v) => Math.max(0, v)) };
  const output = maxPool2d(relu, { size: 2 });
  const upstream = sub(output, tensor([[[5, 1], [4, 0]]]));
  const pooled = maxPool2dBackward(relu, upstream, { size: 2 });
  const dConv = { shape: pooled.shape, values: pooled.values.map((v, i) => conv.values[i]! > 0 ? v : 0) };
  expect(toNested(dConv)).toEqual([[[0, 0, 0, 0], [0, 0, 0, 6], [0, 0, 0, 5], [0, -1, 0, 0]]]);
  expect(toNested(conv2dWeightGradient(image, dConv, { shape: [1, 1, 3, 3], padding: 1 }))).toEqual([[[
    [13, 16, -1],
    [22, 16, 0],
    [6, 16, 0],
  ]]]);
});

test.each([
  [2, [[1, 0, 2, 0], [2, 1, 4, 2], [3, 0, 4, 0], [6, 3, 8, 4]]],
  [1, [[1, 2, 0], [5, 9, 2], [6, 11, 4]]],
])("convTranspose2d() with stride %d sums its stamps: goldens S0-Q33 and S4-7c", (stride, wanted) => {
  const out = convTranspose2d(tensor([[[1, 2], [3, 4]]]), tensor([[[[1, 0], [2, 1]]]]), { stride });
  expect(toNested(out)).toEqual([wanted]);
});

test("convTranspose2d() with every setting agrees with JAX", () => {
  const settings = {
    stride: [2, 3],
    padding: [1, 0],
    dilation: [2, 1],
    groups: 2,
    outputPadding: [1, 2],
  } as const;
  expectMarks(convTranspose2d(wave([2, 4, 3, 5], 0.5), wave([4, 3, 3, 2], 0.6), settings), [2, 6, 8, 16], [
    0.7061514262126245,
    1223.4231565230748,
    0,
    0,
  ]);
});

test("convTranspose1d() stamps along one axis and adds its bias", () => {
  const out = convTranspose1d(tensor([[1, 2]]), tensor([[[1, 3]]]), { stride: 2, bias: tensor([10]) });
  expect(toNested(out)).toEqual([[11, 13, 12, 16]]);
});

test("pooling with padding and ceil mode agrees with JAX", () => {
  const image = wave([2, 3, 7, 6], 0.7);
  const padded = { size: [3, 2], stride: 2, padding: 1 } as const;
  expectMarks(maxPool2d(image, padded), [2, 3, 4, 4], [
    137.8515704727822,
    6555.333380432325,
    1.5969742252469805,
    0.541869610632331,
  ]);
  expectMarks(maxPool2dBackward(image, wave([2, 3, 4, 4], 0.8), padded), image.shape, [
    0.38472475917454285,
    -294.02162178587173,
    0.0,
    -1.957266706957436,
  ]);
  expectMarks(avgPool2d(image, { ...padded, countPadding: true }), [2, 3, 4, 4], [
    0.19886667232961286,
    -30.29892432053257,
    0.48090159995372705,
    -0.22521410684094617,
  ]);
  const hanging = { size: [2, 3], stride: 2, padding: [0, 1], ceil: true } as const;
  expectMarks(maxPool2d(image, hanging), [2, 3, 4, 4], [
    124.09720800297407,
    5874.045517126552,
    1.8185948536513634,
    0.541869610632331,
  ]);
});

test("gradients refuse an upstream that is not the output's shape", () => {
  expect(() => conv2dInputGradient(zeros([1, 2, 2]), zeros([1, 1, 2, 2]), { shape: [1, 4, 4] })).toThrow(
    "Cannot send [1,2,2] back through a convolution of [1,4,4]: its output is [1,3,3]",
  );
  expect(() => convTranspose2d(zeros([2, 3, 3]), zeros([3, 1, 2, 2]))).toThrow(
    "Cannot convolve [2,3,3] transposed by [3,1,2,2]",
  );
});
