import { expect, test } from "vitest";
import { gru, type GruForm, gruStep } from "../../src/tensor/gru.ts";
import { lstm, lstmStep } from "../../src/tensor/lstm.ts";
import { rnn } from "../../src/tensor/rnn.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectMarks, wave } from "./wave.ts";

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

const xs = wave([4, 2, 3], 1.1);
const h0 = wave([2, 2], 1.2);

test("lstm() and rnn() over a batch of sequences agree with NumPy", () => {
  const four = { input: wave([8, 3], 1.3), hidden: wave([8, 2], 1.4), bias: wave([8], 1.5) };
  const run = lstm(xs, { h: h0, c: wave([2, 2], 1.7) }, four);
  expectMarks(run.outputs, [4, 2, 2], [
    -1.0519190135463066,
    -7.669751012200132,
    0.0020970845071002077,
    0.2001653391817801,
  ]);
  expectMarks(run.c, [2, 2], [
    -2.518289425269195,
    -5.762131235988952,
    0.10917589439295179,
    0.21962702689518032,
  ]);
  const one = { input: wave([2, 3], 1.3), hidden: wave([2, 2], 1.4), bias: wave([2], 1.5) };
  expectMarks(rnn(xs, h0, one), [4, 2, 2], [
    2.0564578464987937,
    15.38705159073741,
    0.9999999999893081,
    -0.834084380607087,
  ]);
});

test.each<[GruForm["reset"], GruForm["update"], number[]]>([
  ["after", "keeps-old", [3.840598802870344, 24.292025536076572, 0.9066834509078455, 0.9976004480154886]],
  ["after", "takes-new", [3.6547841668364804, 54.285896120017796, -0.04258693412499426, 0.6150867924228559]],
  ["before", "keeps-old", [3.645082907124742, 22.139439690604892, 0.9066778559100137, 0.9988997532039079]],
  ["before", "takes-new", [1.3701619001049101, 35.699891153792045, -0.04259807664218207, 0.7177902153713144]],
])("gru() with the reset %s the product and z that %s agrees with NumPy", (reset, update, marks) => {
  const weights = {
    input: wave([6, 3], 1.3),
    hidden: wave([6, 2], 1.4),
    inputBias: wave([6], 1.5),
    hiddenBias: wave([6], 1.6),
  };
  expectMarks(gru(xs, h0, { ...weights, reset, update }), [4, 2, 2], marks);
});

test("gruStep() without biases and weights halves the old state or takes half the new", () => {
  const zero = { input: tensor([[0], [0], [0]]), hidden: tensor([[0], [0], [0]]), reset: "after" } as const;
  expectClose(gruStep(tensor([1]), tensor([0.8]), { ...zero, update: "keeps-old" }).h, [0.4]);
  expectClose(gruStep(tensor([1]), tensor([0.8]), { ...zero, update: "takes-new" }).h, [0.4]);
});

test("rnn() of golden S3-L13-b2b runs three scalar steps", () => {
  const weights = { input: tensor([[0.5]]), hidden: tensor([[0.8]]) };
  expectClose(rnn(tensor([[1], [-1], [2]]), tensor([0.5]), weights), [
    [0.716297870199],
    [0.0729086961768],
    [0.785022689221],
  ]);
});
