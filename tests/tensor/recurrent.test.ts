import { expect, test } from "vitest";
import { lstm, lstmStep } from "../../src/tensor/lstm.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";

const golden = {
  input: tensor([[-0.3], [0.5], [0.7], [0.2]]),
  hidden: tensor([[0.4], [0.1], [0.3], [-0.6]]),
  bias: tensor([0, 1, -0.1, 0]),
};

test("lstmStep() of golden S3-L14-b1 gives every gate, the cell and the hidden state", () => {
  const step = lstmStep(tensor([1]), { h: tensor([0.5]), c: tensor([-1]) }, golden);
  expectClose(step.f, [0.824913731836]);
  expectClose(step.i, [0.475020812521]);
  expectClose(step.o, [0.475020812521]);
  expectClose(step.g, [0.635148952387]);
  expectClose(step.c, [-0.523204760401]);
  expectClose(step.h, [-0.228090584707]);
});

test("lstm() repeats the step, for one sequence and for a batch", () => {
  const start = { h: tensor([0.5]), c: tensor([-1]) };
  const first = lstmStep(tensor([1]), start, golden);
  const second = lstmStep(tensor([-2]), first, golden);
  const run = lstm(tensor([[1], [-2]]), start, golden);
  expectClose(run.outputs, [[first.h.values[0]!], [second.h.values[0]!]]);
  const batch = { h: tensor([[0.5], [0.5]]), c: tensor([[-1], [-1]]) };
  const both = lstm(tensor([[[1], [1]], [[-2], [-2]]]), batch, golden);
  expectClose(both.c, [[second.c.values[0]!], [second.c.values[0]!]]);
});

test("lstmStep() refuses weights that are not four blocks", () => {
  const wrong = { ...golden, input: tensor([[1], [2], [3]]) };
  expect(() => lstmStep(tensor([1]), { h: tensor([0]), c: tensor([0]) }, wrong)).toThrow(
    "Cannot step an LSTM with weights [3,1] and [4,1]: need [4h,d] and [4h,h]",
  );
});
