import { expect, test } from "vitest";
import {
  discriminatorLoss,
  discriminatorLossOfLogits,
  gaussianNll,
  generatorLoss,
  generatorLossMinimax,
  jsDivergence,
  klDivergence,
  optimalDiscriminator,
  reparameterise,
  vaeKl,
  vaeKlOfLogVariance,
} from "../../src/tensor/divergences.ts";
import { exp, mul, sub } from "../../src/tensor/elementwise.ts";
import { matmul } from "../../src/tensor/matmul.ts";
import { softmax } from "../../src/tensor/softmax.ts";
import { full, item, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

test("klDivergence() of golden S3-L4-b5 is not symmetric", () => {
  const [p, q] = [tensor([0.5, 0.25, 0.25]), tensor([0.8, 0.1, 0.1])];
  expectClose(klDivergence(p, q), 0.223143551314);
  expectClose(klDivergence(q, p), 0.192744757022);
  expect(item(klDivergence(tensor([1, 0]), tensor([0, 1])))).toBe(Infinity);
  expect(item(klDivergence(tensor([1, 0]), tensor([0.5, 0.5])))).toBeCloseTo(Math.LN2, 15);
});

test("klDivergence() and jsDivergence() agree with NumPy row by row; JS is at most log 2", () => {
  const [p, q] = [softmax(wave([2, 4], 3.1)), softmax(mul(wave([2, 4], 3.2), 1.5))];
  expectClose(klDivergence(p, q), [0.12810394903964364, 0.07664183043446537], 1e-14);
  expectClose(jsDivergence(p, q), [0.02714103399768377, 0.01571624858650886], 1e-14);
  expectClose(jsDivergence(tensor([1, 0]), tensor([0, 1])), Math.LN2);
  expect(() => klDivergence(p, tensor([1]))).toThrow("Cannot compare distributions of [2,4] and [1]");
});

test("gaussianNll() keeps both terms inside the sum: golden S4-2a and SciPy's value", () => {
  const x = tensor([[1, 2], [0, 1], [2, 0]]);
  const y = tensor([-1, -1, 1.5]);
  const mean = sub(matmul(x, tensor([0.5, -1])), -0.25);
  expectClose(gaussianNll(y, { mean, std: full([3], 0.5), reduction: "sum" }), 1.05237405793);
  const [a, t] = [wave([6], 3), wave([6], 3.5)];
  expectClose(gaussianNll(a, { mean: t, std: exp(mul(a, 0.5)), reduction: "sum" }), 8.020981486852195, 1e-14);
  expect(() => gaussianNll(y, { mean, std: full([3], 0), reduction: "sum" })).toThrow(RangeError);
});

test("vaeKl() of golden S1-2.10, from deviations and from log-variances", () => {
  const mean = tensor([0.5, -1]);
  expectClose(vaeKl(mean, tensor([1, 0.5])), 0.94314718056);
  expectClose(vaeKlOfLogVariance(mean, tensor([0, 2 * Math.log(0.5)])), 0.94314718056);
});

test("reparameterise() of golden S0-Q37 shifts and scales the noise", () => {
  expectClose(reparameterise(tensor([0.5, -1]), tensor([1, 0.5]), tensor([0.2, -1.5])), [0.7, -1.75]);
});

test("GAN losses give goldens S1-2.11 and S0-Q38", () => {
  const [real, fake] = [tensor([0.8]), tensor([0.3])];
  expectClose(discriminatorLoss(real, fake, "mean"), 0.579818495253);
  expectClose(generatorLossMinimax(fake, "mean"), -0.356674943939);
  expectClose(generatorLoss(fake, "mean"), 1.20397280433);
  const logit = (p: number) => tensor([Math.log(p / (1 - p))]);
  expectClose(discriminatorLossOfLogits(logit(0.8), logit(0.3), "sum"), 0.579818495253);
  expectClose(optimalDiscriminator(tensor([0.5, 0.5]), tensor([0.25, 0.75])), [2 / 3, 0.4]);
  expect(toNested(discriminatorLoss(tensor([1]), tensor([0]), "none"))).toEqual([0]);
});
