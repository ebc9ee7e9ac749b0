import { expect, test } from "vitest";
import {
  attention,
  causalMask,
  joinHeads,
  multiHeadAttention,
  splitHeads,
} from "../../src/tensor/attention.ts";
import { mul } from "../../src/tensor/elementwise.ts";
import { sinusoidalPositions } from "../../src/tensor/positions.ts";
import { take } from "../../src/tensor/slices.ts";
import { tensor, toNested, zeros } from "../../src/tensor/tensor.ts";
import { expectClose } from "./close.ts";
import { expectMarks, wave } from "./wave.ts";

const small = {
  query: tensor([[1, 0], [0, 1]]),
  key: tensor([[1, 0], [1, 1]]),
  value: tensor([[1, 2], [3, 4]]),
};

test("attention() gives goldens S3-L16-b2 and b4, scores listed before the mask", () => {
  const scores = [[Math.SQRT1_2, Math.SQRT1_2], [0, Math.SQRT1_2]];
  const open = attention(small);
  expectClose(open.scores, scores);
  expectClose(open.weights, [[0.5, 0.5], [0.330238450673, 0.669761549327]]);
  expectClose(open.output, [[2, 3], [2.33952309865, 3.33952309865]]);
  const causal = attention(small, { mask: causalMask(2) });
  expectClose(causal.scores, scores);
  expectClose(causal.weights, [[1, 0], [0.330238450673, 0.669761549327]]);
  expectClose(causal.output, [[1, 2], [2.33952309865, 3.33952309865]]);
});

test("attention() with scale 1 gives golden S3-L15-b5", () => {
  const states = tensor([[1, 0], [0, 1], [1, 1]]);
  const found = attention({ query: tensor([[1, 2]]), key: states, value: states }, { scale: 1 });
  expectClose(found.scores, [[1, 2, 3]]);
  expectClose(found.output, [[0.755271528945, 0.90996942683]]);
});

test("self-attention of permuted inputs is permuted: golden S3-L16-b3b", () => {
  const x = tensor([[1, 0], [0, 2], [1, 1]]);
  const permuted = take(x, { axis: 0, indices: [2, 0, 1] });
  expectClose(attention({ query: permuted, key: permuted, value: permuted }).output, [
    [0.59888790732, 1.20333627804],
    [0.80222418536, 0.796663721961],
    [0.232082063861, 1.72252957322],
  ]);
});

test("attention() refuses a row that may look nowhere, and widths that differ", () => {
  expect(() => attention(small, { mask: tensor([[1, 1], [0, 0]]) })).toThrow("hides everything from row 1");
  expect(() => attention({ ...small, key: zeros([2, 3]) })).toThrow(
    "Cannot attend with queries [2,2] to keys [2,3]: need [n,d] and [m,d]",
  );
});

test("multiHeadAttention() with a causal cross mask agrees with NumPy", () => {
  const dense = (step: number) => ({
    weight: mul(wave([6, 6], 2.3 + step / 10), 1 / 3),
    bias: wave([6], 2.7 + step / 10),
  });
  const found = multiHeadAttention(
    { query: wave([2, 3, 6], 2), key: wave([2, 4, 6], 2.1), value: wave([2, 4, 6], 2.2) },
    { heads: 2, query: dense(0), key: dense(1), value: dense(2), output: dense(3), mask: causalMask(3, 4) },
  );
  expectMarks(found.weights, [2, 2, 3, 4], [12, 283.6671089178036, 1, 0]);
  expectMarks(found.output, [2, 3, 6], [
    23.773140517950615,
    549.589280325101,
    8.304000989997151,
    -1.2908347927277306,
  ]);
});

test("splitHeads() gives each head its columns, and joinHeads() undoes it", () => {
  const x = wave([2, 3, 6], 0);
  expect(toNested(splitHeads(tensor([[1, 2, 3, 4], [5, 6, 7, 8]]), 2))).toEqual([[[1, 2], [5, 6]], [[3, 4], [
    7,
    8,
  ]]]);
  expect(joinHeads(splitHeads(x, 3))).toEqual(x);
  expect(() => splitHeads(x, 4)).toThrow("Cannot split [2,3,6] into 4 heads: they must divide 6");
});

test("sinusoidalPositions() gives golden S3-L16-b3a and refuses odd widths", () => {
  expectClose(sinusoidalPositions(2, 4), [
    [0, 1, 0, 1],
    [0.841470984808, 0.540302305868, 0.00999983333417, 0.999950000417],
  ]);
  expect(() => sinusoidalPositions(2, 3)).toThrow(RangeError);
});
