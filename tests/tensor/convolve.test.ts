import { expect, test } from "vitest";
import { relu } from "../../src/tensor/activations.ts";
import { conv1d, conv2d } from "../../src/tensor/convolve.ts";
import { maxPool2d } from "../../src/tensor/pool.ts";
import { fromValues, range, tensor, toNested, zeros } from "../../src/tensor/tensor.ts";

const image = tensor([[[1, 2, 0, 1], [0, 1, 3, 2], [2, 0, 1, 1], [1, 1, 0, 2]]]);
const sobel = tensor([[[[1, 0, -1], [2, 0, -2], [1, 0, -1]]]]);

test("conv2d() of golden S0-Q1 correlates without flipping, then ReLU and pooling follow", () => {
  const conv = conv2d(image, sobel, { padding: 1 });
  expect(toNested(conv)).toEqual([[[-5, -1, 1, 3], [-4, -4, -2, 7], [-2, 0, -4, 5], [-2, 3, -3, 1]]]);
  expect(toNested(maxPool2d(relu(conv), { size: 2 }))).toEqual([[[0, 7], [3, 5]]]);
});

test("conv1d() of golden S0-Q24 slides along one axis", () => {
  expect(toNested(conv1d(tensor([[1, 2, 3, 4, 5]]), tensor([[[1, 0, -2]]])))).toEqual([[-5, -6, -7]]);
  expect(
    toNested(conv1d(tensor([[1, 2, 3, 4, 5]]), tensor([[[1, 1]]]), { stride: 2, padding: 1, dilation: 2 })),
  )
    .toEqual([[2, 6, 4]]);
});

test("conv2d() shifts by bias, and a 1x1 kernel mixes channels", () => {
  const x = fromValues([1, 2, 3, 4, 10, 20, 30, 40], [2, 2, 2]);
  const weight = fromValues([1, 1, 0, 2], [2, 2, 1, 1]);
  expect(toNested(conv2d(x, weight, { bias: tensor([0, 0.5]) }))).toEqual([
    [[11, 22], [33, 44]],
    [[20.5, 40.5], [60.5, 80.5]],
  ]);
});

test("conv2d() with groups equals separate convolutions of the channel groups", () => {
  const x = fromValues(range(2 * 4 * 5 * 4).values, [2, 4, 5, 4]);
  const weight = fromValues(range(6 * 2 * 3 * 2).values.map((v) => v % 7 - 3), [6, 2, 3, 2]);
  const how = { stride: [2, 1], padding: [1, 0], dilation: [1, 2] } as const;
  const whole = conv2d(x, weight, { ...how, groups: 2 });
  expect(whole.shape).toEqual([2, 6, 3, 2]);
  for (let n = 0; n < 2; n++) {
    for (let g = 0; g < 2; g++) {
      const part = fromValues(x.values.subarray((n * 4 + g * 2) * 20, (n * 4 + g * 2 + 2) * 20), [2, 5, 4]);
      const filters = fromValues(weight.values.subarray(g * 36, (g + 1) * 36), [3, 2, 3, 2]);
      const found = whole.values.subarray((n * 6 + g * 3) * 6, (n * 6 + g * 3 + 3) * 6);
      expect([...conv2d(part, filters, how).values]).toEqual([...found]);
    }
  }
});

test("conv2d() says which shapes do not meet", () => {
  expect(() => conv2d(zeros([3, 5, 5]), zeros([2, 4, 3, 3]))).toThrow(
    new RangeError("Cannot convolve [3,5,5] by [2,4,3,3]: the input has 3 channels, the kernel reads 4"),
  );
  expect(() => conv2d(zeros([1, 2, 2]), zeros([1, 1, 3, 3]))).toThrow(
    "Cannot slide a window over 2 elements: size 3, dilation 1 reaches 3, with padding 0 there are 2",
  );
  expect(() => conv2d(zeros([3, 5, 5]), zeros([2, 3, 3, 3]), { groups: 2 })).toThrow(
    "2 groups must divide 3 channels and 2 filters",
  );
  expect(() => conv2d(zeros([1, 5, 5]), zeros([2, 1, 3, 3]), { bias: zeros([3]) })).toThrow(
    "Cannot add a bias [3] to 2 filters: need [2]",
  );
});
