import { expect, test } from "vitest";
import fc from "fast-check";
import { ALL_ACTIVATIONS } from "./all_activations.ts";
import {
  gradient,
  gradientsOf,
  jacobian,
  lift,
  pullBack,
  type Variable,
  variable,
} from "../../src/tensor/grad.ts";
import * as v from "../../src/tensor/grad_elementwise.ts";
import * as r from "../../src/tensor/grad_reduce.ts";
import * as s from "../../src/tensor/grad_shape.ts";
import { softmaxJacobian } from "../../src/tensor/softmax.ts";
import { fromValues, full, scalar, tensor, toNested } from "../../src/tensor/tensor.ts";
import { expectGradient } from "./check_gradient.ts";
import { expectClose } from "./close.ts";
import { wave } from "./wave.ts";

/** Tensors of a shape with values away from kinks, poles and each other. */
const away = (shape: readonly number[]) => {
  const size = shape.reduce((total, n) => total * n, 1);
  const steps = fc.shuffledSubarray(Array.from({ length: 2 * size }, (_, i) => i), {
    minLength: size,
    maxLength: size,
  });
  return fc.tuple(steps, fc.infiniteStream(fc.boolean())).map(([list, signs]) =>
    fromValues(list.map((step) => (0.2 + step / size) * (signs.next().value === true ? 1 : -1)), shape)
  );
};
const positive = (shape: readonly number[]) =>
  away(shape).map((t) => fromValues(t.values.map(Math.abs), shape));
const RUNS = { numRuns: 12 };

test.each<[string, (a: Variable, b: Variable) => Variable]>([
  ["add", v.add],
  ["sub", v.sub],
  ["mul", v.mul],
  ["div", v.div],
  ["prelu", v.prelu],
])("%s() sends broadcast gradients back to both operands", (_, f) => {
  fc.assert(
    fc.property(away([2, 1, 3]), away([2, 1]), away([3]), (a, b, c) => {
      expectGradient(f, [a, b]);
      expectGradient(f, [b, a]);
      expectGradient(f, [a, c]);
      expectGradient(f, [scalar(1.5), c]);
    }),
    RUNS,
  );
});

test("pow() has gradients by base and exponent", () => {
  fc.assert(fc.property(positive([2, 3]), away([3]), (a, b) => expectGradient(v.pow, [a, b])), RUNS);
  expect(gradient((x) => v.pow(x, 2), [scalar(0)]).gradients[0]).toEqual(scalar(0));
});

test.each<[string, (a: Variable) => Variable]>([
  ["neg", v.neg],
  ["exp", v.exp],
  ["log", v.log],
  ["sqrt", v.sqrt],
  ["square", v.square],
  ["logSigmoid", v.logSigmoid],
])("%s() has the gradient of its values", (_, f) => {
  fc.assert(fc.property(positive([2, 2]), (a) => expectGradient(f, [a])), RUNS);
});

test.each(ALL_ACTIVATIONS)("%s() has the gradient of its values on both sides of 0", (_, f) => {
  fc.assert(fc.property(away([2, 4]), (a) => expectGradient(f, [a])), RUNS);
});

test.each<[string, (a: Variable) => Variable]>([
  ["sum", (a) => r.sum(a, { axis: [0, 2] })],
  ["mean", (a) => r.mean(a, { axis: 1, keep: true })],
  ["mean of all", (a) => r.mean(a)],
  ["biased variance", (a) => r.variance(a, { divisor: "biased", axis: [1, 2] })],
  ["unbiased variance", (a) => r.variance(a, { divisor: "unbiased", axis: 2 })],
  ["max", (a) => r.max(a, { axis: 1 })],
  ["max of all", (a) => r.max(a)],
  ["logSumExp", (a) => r.logSumExp(a, { axis: [0, 1] })],
  ["norm", (a) => r.norm(a, { axis: 2 })],
  ["softmax", (a) => r.softmax(a)],
  ["softmax over axis 0", (a) => r.softmax(a, 0)],
  ["logSoftmax", (a) => r.logSoftmax(a, 1)],
])("%s has the gradient of its values", (_, f) => {
  fc.assert(fc.property(away([2, 3, 2]), (a) => expectGradient(f, [a])), RUNS);
});

test.each<[string, (a: Variable, b: Variable) => Variable]>([
  ["reshape", (a) => s.reshape(a, [3, -1])],
  ["permute", (a) => s.permute(a, [2, 0, 1])],
  ["transpose", (a) => s.transpose(a)],
  ["broadcastTo", (a) => s.broadcastTo(a, [2, 2, 3, 2])],
  ["slice", (a) => s.slice(a, { axis: 1, from: 1, step: 1 })],
  ["take with repeats", (a) => s.take(a, { axis: 1, indices: [2, 0, 2] })],
  ["pick", (a) => s.pick(a, -1, 1)],
  ["concat", (a, b) => s.concat([a, b, a], 1)],
  ["stack", (a, b) => s.stack([a, b], 2)],
  ["select", (a, b) => s.select(tensor([[1], [0], [1]]), { yes: a, no: b })],
  ["glu", (a) => v.glu(a)],
  ["swiglu", (a) => v.swiglu(a)],
])("%s has the gradient of its values", (_, f) => {
  expectGradient(f, [wave([2, 3, 2], 0.3), wave([2, 3, 2], 0.9)]);
});

test("embed() adds the gradients of repeated tokens", () => {
  expectGradient((table) => s.embed(table, tensor([[2, 0], [2, 2]])), [wave([3, 2], 1)]);
});

test("gradient() gives golden S3-L8-b1, intermediate values too by gradientsOf()", () => {
  const [x, y, z] = [variable(scalar(3)), variable(scalar(-1)), variable(scalar(2))];
  const q = v.add(v.mul(x, y), z);
  const f = v.square(q);
  const found = gradientsOf(f, [q, x, y, z], scalar(1)).map(toNested);
  expect([toNested(f.value), ...found]).toEqual([1, -2, 2, -6, -2]);
});

test("pullBack() gives golden S3-L8-b2c: the transposed Jacobian times the upstream", () => {
  const j = tensor([[1, 2, 0], [0, -1, 3]]);
  const f = (x: Variable) => r.sum(v.mul(j, x), { axis: 1 });
  expect(pullBack(f, [full([3], 1)], tensor([0.5, -2])).gradients.map(toNested)).toEqual([[0.5, 3, -6]]);
  expect(toNested(jacobian(f, full([3], 1)))).toEqual(toNested(j));
  expect(() => pullBack(f, [full([3], 1)], tensor([1, 2, 3]))).toThrow("Cannot pull [3] back through [2]");
});

test("jacobian() of softmax is its formula: golden S1-5.3", () => {
  expectClose(jacobian((z) => r.softmax(z), tensor([1, 2, 3])), softmaxJacobian(tensor([1, 2, 3])), 1e-15);
});

test("max() sends its gradient to the first of equals: goldens S2-2.2a", () => {
  const first = (values: number[]) => toNested(gradient((x) => r.max(x), [tensor(values)]).gradients[0]!);
  expect(first([3, -1, 4, 1])).toEqual([0, 0, 1, 0]);
  expect(first([3, -1, 3, 1])).toEqual([1, 0, 0, 0]);
});

test("relu() has derivative 0 at 0, the mean 1/n: golden S2-2.1", () => {
  expect(gradient(v.relu, [scalar(0)]).gradients.map(toNested)).toEqual([0]);
  expect(gradient((x) => r.mean(x), [tensor([3, -1, 4, 1])]).gradients.map(toNested)).toEqual([[
    0.25,
    0.25,
    0.25,
    0.25,
  ]]);
});

test("a variable used twice receives both gradients, constants and unused inputs none", () => {
  const found = gradient((x) => v.mul(v.add(x, x), x), [scalar(3), scalar(5)]);
  expect(found.gradients.map(toNested)).toEqual([12, 0]);
  expect(v.add(1, tensor([2])).tracked).toBe(false);
  expect(lift(2).sources).toEqual([]);
  expect(() => gradient((x) => v.add(x, 1), [tensor([1, 2])])).toThrow(
    "Cannot take the gradient of [2]: need one number",
  );
});

test("gradient() follows chains far deeper than the call stack", () => {
  const deep = (x: Variable) => {
    let y = x;
    for (let i = 0; i < 20_000; i++) y = v.add(y, 1);
    return y;
  };
  expect(gradient(deep, [scalar(0)]).gradients.map(toNested)).toEqual([1]);
});
