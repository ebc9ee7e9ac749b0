import { expect, test } from "vitest";
import {
  adagradStep,
  type Adam,
  type AdamState,
  adamStep,
  adamStepUncorrected,
  adamwStep,
  average,
  corrected,
  type RmsProp,
  rmspropStep,
} from "../../src/tensor/adaptive.ts";
import { mul } from "../../src/tensor/elementwise.ts";
import {
  clipByNorm,
  type Momentum,
  momentumStep,
  nesterovStep,
  nesterovStepOf,
  sgdStep,
  softThreshold,
  withL2,
} from "../../src/tensor/optimise.ts";
import { scalar, type Tensor, tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";

const GRADIENTS = [0.5, -0.2, 0.4];
const twice = (w: Tensor) => mul(w, 2);

test("sgdStep() and withL2() give goldens S3-L9-b1 and S1-2.5", () => {
  expectClose(sgdStep(tensor([1, -1]), tensor([1, 0.5]), 0.1), [0.9, -1.05]);
  const w = tensor([2]);
  expectClose(sgdStep(w, withL2(tensor([0.3]), w, 0.5), 0.1), [1.87]);
});

test("softThreshold() of golden S3-L11-b10.l1 makes small weights exactly 0", () => {
  expectClose(softThreshold(tensor([0.03, -0.4]), 0.05), [0, -0.35]);
});

test("clipByNorm() of golden S3-L13-b5 keeps the direction and leaves short gradients alone", () => {
  expectClose(clipByNorm(tensor([3, 4]), 1), [0.6, 0.8]);
  expectClose(clipByNorm(tensor([3, 4]), 6), [3, 4]);
});

test.each<[Momentum["convention"], number[], number[]]>([
  ["rate-inside", [-0.2, -0.34, -0.398], [0.8, 0.46, 0.062]],
  ["rate-outside", [2, 3.4, 3.98], [0.8, 0.46, 0.062]],
  ["average", [0.2, 0.376, 0.52688], [0.98, 0.9424, 0.889712]],
])("momentumStep() in the convention %s walks down x^2", (convention, velocities, weights) => {
  let state = { weights: scalar(1), velocity: scalar(0) };
  velocities.forEach((velocity, i) => {
    state = momentumStep(state, twice(state.weights), { lr: 0.1, mu: 0.9, convention });
    expectClose(state.velocity, velocity);
    expectClose(state.weights, weights[i]!);
  });
});

test("nesterovStep() of golden S3-L9-b4 looks ahead, and PyTorch's form follows the look-ahead point", () => {
  const how = { lr: 0.1, mu: 0.9 };
  let ahead = { weights: scalar(1), velocity: scalar(0) };
  let direct = { weights: scalar(1), velocity: scalar(0) };
  for (const [velocity, weights] of [[-0.2, 0.8], [-0.304, 0.496], [-0.31808, 0.17792]] as const) {
    ahead = nesterovStep(ahead, twice, how);
    direct = nesterovStepOf(direct, twice(direct.weights), how);
    expectClose(ahead.velocity, velocity);
    expectClose(ahead.weights, weights);
    expectClose(direct.weights, weights + 0.9 * velocity);
  }
});

test("adagradStep() gives golden S3-L9-b5", () => {
  let state = { weights: scalar(1), squares: scalar(0) };
  for (const [s, w] of [[0.25, 0.900000002], [0.5, 0.829289324881], [0.75, 0.771554298629]] as const) {
    state = adagradStep(state, scalar(0.5), { lr: 0.1, epsilon: 1e-8 });
    expectClose(state.squares, s);
    expectClose(state.weights, w);
  }
});

test.each<[RmsProp, number]>([
  [{ lr: 0.01, beta: 0.9, epsilon: 1e-8, place: "outside" }, 0.960625522185],
  [{ lr: 0.01, beta: 0.9, epsilon: 0.5, place: "outside" }, 0.9897027344794764],
  [{ lr: 0.01, beta: 0.9, epsilon: 0.5, place: "inside" }, 0.9904116051294816],
])("rmspropStep() with %j leads to %d: golden S1-4.1 and NumPy", (how, wanted) => {
  let state = { weights: scalar(1), squares: scalar(0) };
  for (const g of GRADIENTS) state = rmspropStep(state, scalar(g), how);
  expectClose(state.weights, wanted);
});

test("rmspropStep() moves steep and flat coordinates alike: golden S1-4.1.scale", () => {
  const how = { lr: 0.01, beta: 0.9, epsilon: 0, place: "outside" } as const;
  const state = rmspropStep({ weights: tensor([0, 0]), squares: tensor([0, 0]) }, tensor([10, 0.1]), how);
  expectClose(state.weights, [-0.0316227766017, -0.0316227766017]);
});

const start: AdamState = { weights: scalar(1), m: scalar(0), v: scalar(0), steps: 0 };
const adam: Adam = { lr: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

test("adamStep() of golden S1-4.2 corrects both moments", () => {
  const first = adamStep(start, scalar(0.5), adam);
  expectClose(first.mHat, 0.5);
  expectClose(first.vHat, 0.25);
  expectClose(first.weights, 0.900000002);
  const second = adamStep(first, scalar(-0.2), adam);
  expectClose(second.m, 0.025);
  expectClose(second.v, 0.00028975);
  expectClose(second.mHat, 0.131578947368);
  expectClose(second.vHat, 0.144947473737);
  expectClose(second.weights, 0.865439418117);
});

test("adamwStep() and adamStepUncorrected() agree with NumPy", () => {
  let decayed: AdamState = start;
  let plain: AdamState = start;
  for (const g of GRADIENTS) {
    decayed = adamwStep(decayed, scalar(g), { ...adam, decay: 0.02 });
    plain = adamStepUncorrected(plain, scalar(g), { ...adam, epsilon: 1e-2 });
  }
  expectClose(decayed.weights, 0.8003664633887076, 1e-14);
  expectClose(plain.weights, 0.8765055310353548, 1e-14);
});

test("corrected() removes the bias of an average that began at 0: golden S1-4.2.constant", () => {
  let ema = scalar(0);
  for (const [i, wanted] of [0.2, 0.38, 0.542, 0.6878, 0.81902].entries()) {
    ema = average(ema, scalar(2), 0.9);
    expectClose(ema, wanted);
    expectClose(corrected(ema, { beta: 0.9, steps: i + 1 }), 2);
  }
  expect(ema.shape).toEqual([]);
});
