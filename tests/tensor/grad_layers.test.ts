import { expect, test } from "vitest";
import { attention as plainAttention, causalMask } from "../../src/tensor/attention.ts";
import { gradient, type Variable } from "../../src/tensor/grad.ts";
import * as v from "../../src/tensor/grad_elementwise.ts";
import { attention, batchNorm, layerNorm, lstmStep, rnn, rnnStep } from "../../src/tensor/grad_layers.ts";
import { avgPool2d, columnDense, conv2d, matmul, maxPool2d, rowDense } from "../../src/tensor/grad_linear.ts";
import { crossEntropyOfLogits, mse, squaredError } from "../../src/tensor/grad_losses.ts";
import { pick } from "../../src/tensor/grad_shape.ts";
import { lstmStep as plainLstm } from "../../src/tensor/lstm.ts";
import { batchNorm as plainBatch, layerNorm as plainLayer } from "../../src/tensor/normalise.ts";
import { scalar, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectGradient } from "./check_gradient.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

test.each([
  [[2, 3], [3, 4]],
  [[3], [3, 2]],
  [[2, 3], [3]],
  [[3], [3]],
  [[2, 2, 3], [3, 2]],
  [[2, 1, 2, 3], [3, 3, 2]],
])("matmul() of %j by %j sends gradients to both", (a, b) => {
  expectGradient(matmul, [wave(a, 0.1), wave(b, 0.2)]);
});

test("dense layers in both conventions send gradients to input, weight and bias", () => {
  expectGradient((x, weight, bias) => rowDense(x, { weight, bias }), [
    wave([2, 3], 0),
    wave([3, 2], 1),
    wave([2], 2),
  ]);
  expectGradient((x, weight, bias) => columnDense(x, { weight, bias }), [
    wave([3], 0),
    wave([2, 3], 1),
    wave([2], 2),
  ]);
});

test("conv2d() and pooling send gradients back", () => {
  const how = { stride: [2, 1], padding: 1, dilation: [1, 2], groups: 2 } as const;
  expectGradient((x, w, bias) => conv2d(x, w, { ...how, bias }), [
    wave([2, 2, 4, 4], 0.1),
    wave([2, 1, 2, 2], 0.2),
    wave([2], 0.3),
  ]);
  const image = wave([2, 5, 4], 0.4);
  expectGradient((x) => maxPool2d(x, { size: 2, padding: 1, ceil: true }), [image]);
  for (const countPadding of [true, false]) {
    expectGradient((x) => avgPool2d(x, { size: [3, 2], stride: 2, padding: 1, ceil: true, countPadding }), [
      image,
    ]);
  }
});

test("normalisation layers equal the plain ones and send gradients through their statistics", () => {
  const x = wave([3, 2, 2], 0.1);
  const how = { epsilon: 1e-2, gamma: wave([2], 0.2), beta: wave([2], 0.3) };
  expectClose(batchNorm(x, how).value, plainBatch(x, how).output);
  expectClose(layerNorm(x, how).value, plainLayer(x, how));
  expectGradient((a, gamma, beta) => batchNorm(a, { ...how, gamma, beta }), [x, how.gamma, how.beta]);
  expectGradient((a, gamma, beta) => layerNorm(a, { ...how, gamma, beta }), [x, how.gamma, how.beta]);
});

test("lstmStep() equals the plain one and sends gradients to input, state and weights", () => {
  const x = wave([2, 3], 0);
  const state = { h: wave([2, 2], 1), c: wave([2, 2], 2) };
  const weights = { input: wave([8, 3], 3), hidden: wave([8, 2], 4), bias: wave([8], 5) };
  const step = lstmStep(x, state, weights);
  const plain = plainLstm(x, state, weights);
  expectClose(step.h.value, plain.h);
  expectClose(step.c.value, plain.c);
  const both = (made: typeof step) => v.add(made.h, v.mul(made.c, 0.3));
  expectGradient((a, h, c) => both(lstmStep(a, { h, c }, weights)), [x, state.h, state.c]);
  expectGradient(
    (input, hidden, bias) => both(lstmStep(x, state, { input, hidden, bias })),
    [weights.input, weights.hidden, weights.bias],
  );
});

test("rnn() sends gradients through time: golden S3-L13-b2b", () => {
  const xs = tensor([[1], [-1], [2]]);
  const last = (w: Variable, h0: Variable) =>
    pick(pick(rnn(xs, h0, { input: tensor([[0.5]]), hidden: w }), 0, 2), 0, 0);
  const { gradients } = gradient(last, [tensor([[0.8]]), tensor([0.5])]);
  expectClose(gradients[0]!, [[0.306180355997]]);
  expectClose(gradients[1]!, [0.0951583405883]);
});

test("truncated backpropagation of golden S0-Q40 stops at a constant state", () => {
  const weights = (hidden: Variable) => ({ input: tensor([[0.5]]), hidden });
  const cut = (w: Variable) => {
    const h1 = rnnStep(tensor([1]), tensor([0.5]), weights(w)).value;
    const h2 = rnnStep(tensor([-1]), h1, weights(w));
    return pick(rnnStep(tensor([2]), h2, weights(w)), 0, 0);
  };
  expectClose(gradient(cut, [tensor([[0.8]])]).gradients[0]!, [[0.246706393129]]);
});

test("attention() equals the plain one and sends gradients to queries, keys and values, masked or not", () => {
  const plain = { query: wave([2, 3, 2], 0.1), key: wave([2, 3, 2], 0.2), value: wave([2, 3, 4], 0.3) };
  const mask = causalMask(3);
  const inputs = [plain.query, plain.key, plain.value];
  expectClose(attention(plain, { mask }).value, plainAttention(plain, { mask }).output);
  expectGradient((query, key, value) => attention({ query, key, value }), inputs);
  expectGradient((query, key, value) => attention({ query, key, value }, { mask }), inputs);
});

test("a two-layer network has the gradients of golden S4-5.grad", () => {
  const [x, target] = [tensor([2, -1]), tensor([1, 0.5])];
  const loss = (w1: Variable, b1: Variable, w2: Variable, b2: Variable) => {
    const hidden = v.relu(rowDense(x, { weight: w1, bias: b1 }));
    return squaredError(rowDense(hidden, { weight: w2, bias: b2 }), target, "half-sum");
  };
  const { value, gradients } = gradient(loss, [
    tensor([[1, -0.5], [0.5, -1]]),
    tensor([0.5, -0.5]),
    tensor([[0.5, -1], [-0.5, 1]]),
    tensor([-1, 0.5]),
  ]);
  expect(toNested(value)).toBe(2.5);
  expect(gradients.map((t) => toNested(v.add(t, 0).value))).toEqual([
    [[3, 0], [-1.5, 0]],
    [1.5, 0],
    [[-2, -4], [0, 0]],
    [-1, -2],
  ]);
});

test("softmax regression has the gradient of golden S0-Q3", () => {
  const x = tensor([[1, 2, 0], [0, 1, -1]]);
  const loss = (w: Variable) => crossEntropyOfLogits(matmul(x, w), tensor([[1, 0], [0, 1]]), "mean");
  const { value, gradients } = gradient(loss, [tensor([[0.1, -0.2], [0.3, 0], [-0.1, 0.2]])]);
  expectClose(value, 0.689320912609);
  expectClose(gradients[0]!, [
    [-0.144525248687, 0.144525248687],
    [0.0337776557379, -0.0337776557379],
    [-0.322828153113, 0.322828153113],
  ]);
});

test("a residual network has the gradients of golden S1-4.4", () => {
  const net = (w0: Variable) => {
    const y = v.relu(v.add(v.mul(0.8, v.relu(v.mul(w0, 2))), 2));
    return v.relu(v.add(v.mul(0.1, v.relu(v.mul(0.3, y))), y));
  };
  const { value, gradients } = gradient(net, [scalar(0.5)]);
  expectClose(value, 2.884);
  expectClose(gradients[0]!, 1.648);
  expectClose(gradient(net, [scalar(-0.5)]).gradients[0]!, 0);
});

test("mse() of a line has gradient 2/n X^T (Xw - y)", () => {
  const x = tensor([[1, 0], [1, 1], [1, 2]]);
  const { gradients } = gradient((w) => mse(matmul(x, w), tensor([1, 2, 4])), [tensor([0, 1])]);
  expectClose(gradients[0]!, [-8 / 3, -10 / 3]);
});
