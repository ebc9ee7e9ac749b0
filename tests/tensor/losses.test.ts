import { expect, test } from "vitest";
import fc from "fast-check";
import { sigmoid } from "../../src/tensor/activations.ts";
import {
  binaryCrossEntropy,
  binaryCrossEntropyOfLogits,
  crossEntropy,
  crossEntropyGradient,
  crossEntropyOfLabels,
  crossEntropyOfLogits,
  focalLoss,
  hinge,
  multiClassHinge,
  negativeLogLikelihood,
  smoothLabels,
} from "../../src/tensor/losses_classification.ts";
import {
  absoluteError,
  huber,
  mse,
  type Reduction,
  squaredError,
} from "../../src/tensor/losses_regression.ts";
import { logSoftmax, softmax } from "../../src/tensor/softmax.ts";
import { item, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

test.each<[Reduction, number]>([["mean", 5 / 3], ["sum", 5], ["half-sum", 2.5], ["half-mean", 5 / 6]])(
  "squaredError() as %s of golden S4-5c.n3 is %d",
  (reduction, wanted) => {
    expect(item(squaredError(tensor([0, -1.5, 2]), tensor([1, 0.5, 2]), reduction))).toBeCloseTo(wanted, 14);
  },
);

test("mse() of golden S4-5c is the mean without a half, and shapes never broadcast", () => {
  expect(item(mse(tensor([0, -1.5]), tensor([1, 0.5])))).toBe(2.5);
  expect(toNested(squaredError(tensor([0, -1.5]), tensor([1, 0.5]), "none"))).toEqual([1, 4]);
  expect(() => mse(tensor([1, 2]), tensor([[1], [2]]))).toThrow(
    "Cannot take squared errors of [2] and [2,1]: shapes must be equal",
  );
});

test("absolute and Huber losses agree with NumPy", () => {
  const [a, t] = [wave([6], 3), wave([6], 3.5)];
  expectClose(absoluteError(a, t, "mean"), 0.6959685632948919, 1e-14);
  expectClose(huber(a, t, { delta: 0.8, reduction: "mean" }), 0.27800827800780087, 1e-14);
  expectClose(huber(tensor([3]), tensor([0]), { delta: 1, reduction: "none" }), [2.5]);
  expect(() => huber(a, t, { delta: 0, reduction: "mean" })).toThrow(RangeError);
});

const y = tensor([1, 0, 1, 1, 0, 0]);
const z = wave([6], 3);

test("binaryCrossEntropy() gives golden S1-2.2.batch, S1-2.2 and NumPy's value", () => {
  expectClose(binaryCrossEntropy(tensor([0.9, 0.2, 0.6, 0.5]), tensor([1, 0, 1, 0]), "mean"), 0.383119217824);
  expectClose(binaryCrossEntropy(tensor([0.5, 0.5]), tensor([1, 0]), "mean"), Math.LN2);
  expectClose(binaryCrossEntropy(sigmoid(z), y, "mean"), 0.856603016043008, 1e-14);
  expectClose(binaryCrossEntropyOfLogits(z, y, "mean"), 0.856603016043008, 1e-14);
});

test("binaryCrossEntropy() of sure right answers is 0, of sure wrong ones infinite, and only of probabilities", () => {
  expect(toNested(binaryCrossEntropy(tensor([1, 0, 0]), tensor([1, 0, 1]), "none"))).toEqual([
    0,
    0,
    Infinity,
  ]);
  expect(toNested(binaryCrossEntropyOfLogits(tensor([800, -800]), tensor([0, 0]), "none"))).toEqual([800, 0]);
  expect(() => binaryCrossEntropy(tensor([1.2]), tensor([1]), "mean")).toThrow("holds no probabilities");
});

test("crossEntropy() takes one-hot and soft labels: goldens S0-Q8", () => {
  expectClose(crossEntropy(tensor([[0.5, 0.5]]), tensor([[0.5, 0.5]]), "mean"), 0.69314718056);
  expect(item(crossEntropy(tensor([0.999999, 0]), tensor([1, 0]), "sum"))).toBeCloseTo(1.00000050003e-6, 15);
  expect(item(crossEntropy(tensor([0, 1]), tensor([1, 0]), "sum"))).toBe(Infinity);
  expect(() => crossEntropy(tensor([1]), tensor([[1]]), "sum")).toThrow("need equal shapes [...,c]");
});

test("cross-entropies of logits agree: goldens S0-Q7, S2-2.3 and NumPy's value", () => {
  expectClose(crossEntropyOfLabels(tensor([2, 1, 0.1]), tensor(0), "mean"), 0.417030016278);
  expectClose(negativeLogLikelihood(logSoftmax(tensor([2, 1, 0.1])), tensor(0), "mean"), 0.417030016278);
  expectClose(crossEntropyOfLogits(tensor([0.5, -0.5, 1]), tensor([0, 1, 0]), "sum"), 2.10413060534);
  expectClose(crossEntropyOfLabels(wave([3, 4], 3.3), tensor([2, 0, 3]), "mean"), 2.347863546556343, 1e-14);
  expectClose(crossEntropyGradient(tensor([0.5, -0.5, 1]), tensor([0, 1, 0])), [
    0.331498960424,
    -0.87804834769,
    0.546549387266,
  ]);
});

test("cross-entropy of logits is that of their softmax, for soft labels too", () => {
  const scores = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(scores, scores, (a, b) => {
    const labels = softmax(tensor(b));
    expectClose(
      crossEntropyOfLogits(tensor(a), labels, "sum"),
      crossEntropy(softmax(tensor(a)), labels, "sum"),
      1e-12,
    );
  }));
});

test("smoothLabels() moves labels towards uniform", () => {
  expectClose(smoothLabels(tensor([1, 0, 0, 0]), 0.1), [0.925, 0.025, 0.025, 0.025]);
});

test("focalLoss() agrees with NumPy, and is cross-entropy at gamma 0", () => {
  const p = sigmoid(z);
  expectClose(focalLoss(p, y, { gamma: 2, alpha: 0.25, reduction: "sum" }), 1.5039097057292257, 1e-14);
  expectClose(focalLoss(p, y, { gamma: 2, reduction: "mean" }), 0.4495297782770102, 1e-14);
  expectClose(focalLoss(p, y, { gamma: 0, reduction: "mean" }), binaryCrossEntropy(p, y, "mean"), 1e-14);
  expect(toNested(focalLoss(tensor([1, 0]), tensor([1, 0]), { gamma: 0, reduction: "none" }))).toEqual([
    0,
    0,
  ]);
  expect(item(focalLoss(tensor([0]), tensor([1]), { gamma: 2, reduction: "sum" }))).toBe(Infinity);
});

test("hinge losses agree with NumPy and refuse other labels", () => {
  const signs = tensor([1, -1, 1, 1, -1, -1]);
  expectClose(hinge(z, signs, "sum"), 6.7114521320608365, 1e-14);
  expectClose(
    multiClassHinge(wave([3, 4], 3.3), tensor([2, 0, 3]), { margin: 0.5, reduction: "mean" }),
    4.318932869533032,
    1e-14,
  );
  expect(() => hinge(z, y, "sum")).toThrow("labels other than -1 and 1");
});
