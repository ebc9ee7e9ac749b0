import { expect, test } from "vitest";
import fc from "fast-check";
import { permute } from "../../src/tensor/arrange.ts";
import { sum } from "../../src/tensor/reduce.ts";
import { logSoftmax, softmax, softmaxAt, softmaxJacobian } from "../../src/tensor/softmax.ts";
import { fromValues, tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";

const p123 = [0.0900305731704, 0.244728471055, 0.665240955775];

test("softmax() of goldens S0-Q6 does not change under shifts and does not overflow", () => {
  expectClose(softmax(tensor([1, 2, 3])), p123);
  expectClose(softmax(tensor([1001, 1002, 1003])), p123);
});

test("softmax() works along any axis", () => {
  const t = fromValues([1, 2, 3, 4, 5, 6, 7, 9], [2, 2, 2]);
  for (const axis of [0, 1, 2, -1]) {
    expectClose(sum(softmax(t, axis), { axis }), [[1, 1], [1, 1]]);
  }
  expectClose(softmax(t, 0), permute(softmax(permute(t, [1, 2, 0]), 2), [2, 0, 1]));
});

test("softmaxAt() of golden S0-Q44 softens with temperature", () => {
  const logits = tensor([4, 1, 0]);
  expectClose(softmaxAt(logits, { temperature: 1 }), [0.936239551877, 0.046612622578, 0.0171478255455]);
  expectClose(softmaxAt(logits, { temperature: 4 }), [0.5434056117, 0.256686635539, 0.199907752762]);
  expect(() => softmaxAt(logits, { temperature: 0 })).toThrow(RangeError);
});

test("softmaxJacobian() gives golden S2-2.3", () => {
  expectClose(softmaxJacobian(tensor([0.5, -0.5, 1])), [
    [0.221607399662, -0.0404268459627, -0.181180553699],
    [-0.0404268459627, 0.107079446809, -0.066652600846],
    [-0.181180553699, -0.066652600846, 0.247833154545],
  ]);
});

test("logSoftmax() is the logarithm of softmax, finite where softmax rounds to 0", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (z) => {
        const logs = logSoftmax(tensor(z));
        expectClose({ shape: logs.shape, values: logs.values.map(Math.exp) }, softmax(tensor(z)), 1e-13);
      },
    ),
  );
  expectClose(logSoftmax(tensor([0, 2000])), [-2000, 0]);
});
