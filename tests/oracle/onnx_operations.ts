/** Ours in ONNX's conventions: gates in its order, one bias vector of two halves, its names. */
import { attention } from "../../src/tensor/attention.ts";
import { conv2d, type Convolution } from "../../src/tensor/convolve.ts";
import { convTranspose2d, type Transposed } from "../../src/tensor/convolve_backward.ts";
import { add } from "../../src/tensor/elementwise.ts";
import { gru, type GruForm } from "../../src/tensor/gru.ts";
import { lstm } from "../../src/tensor/lstm.ts";
import * as norms from "../../src/tensor/normalise.ts";
import { type Averaging, avgPool2d, maxPool2d, type Pooling } from "../../src/tensor/pool.ts";
import { concat, pick, slice } from "../../src/tensor/slices.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { Named, Operation } from "../tensor/fixtures/case.ts";

type Filters = Named<"x" | "weight" | "bias">;
type Scaled = Named<"x" | "gamma" | "beta">;
type Sequence = Named<"x" | "w" | "r" | "b" | "h">;

interface Epsilon {
  readonly epsilon: number;
}

export const ONNX_OPERATIONS: Readonly<Record<string, Operation>> = {
  "onnx MaxPool": ({ x }: Named<"x">, how: Pooling) => ({ value: maxPool2d(x, how) }),
  "onnx AveragePool": ({ x }: Named<"x">, how: Averaging) => ({ value: avgPool2d(x, how) }),
  "onnx Conv": ({ x, weight, bias }: Filters, how: Convolution) => ({
    value: conv2d(x, weight, { ...how, bias }),
  }),
  "onnx ConvTranspose": ({ x, weight, bias }: Filters, how: Transposed) => ({
    value: convTranspose2d(x, weight, { ...how, bias }),
  }),
  "onnx LayerNormalization": ({ x, ...scaling }: Scaled, how: Epsilon) => ({
    value: norms.layerNorm(x, { ...how, ...scaling }),
  }),
  "onnx InstanceNormalization": ({ x, ...scaling }: Scaled, how: Epsilon) => ({
    value: norms.instanceNorm(x, { ...how, ...scaling }),
  }),
  "onnx BatchNormalization": ({ x, ...fixed }: Scaled & Named<"mean" | "variance">, how: Epsilon) => ({
    value: norms.batchNormFixed(x, { ...how, ...fixed }),
  }),
  "onnx LSTM": ({ x, w, r, b, h, c }: Sequence & Named<"c">) => {
    const order = [0, 2, 3, 1]; // ONNX has i, o, f, c; ours i, f, g, o.
    const [input, hidden, both] = [w, r, b].map((t) => pick(t, 0, 0)) as [Tensor, Tensor, Tensor];
    const size = hidden.shape[1]!;
    const bias = add(slice(both, { axis: 0, to: 4 * size }), slice(both, { axis: 0, from: 4 * size }));
    const weights = {
      input: reordered(input, size, order),
      hidden: reordered(hidden, size, order),
      bias: reordered(bias, size, order),
    };
    const run = lstm(x, { h: pick(h, 0, 0), c: pick(c, 0, 0) }, weights);
    return { value: run.outputs, last: run.h, cell: run.c };
  },
  "onnx GRU": ({ x, w, r, b, h }: Sequence, { reset }: Pick<GruForm, "reset">) => {
    const order = [1, 0, 2]; // ONNX has z, r, h; ours r, z, n.
    const [input, hidden, both] = [w, r, b].map((t) => pick(t, 0, 0)) as [Tensor, Tensor, Tensor];
    const size = hidden.shape[1]!;
    const weights = {
      input: reordered(input, size, order),
      hidden: reordered(hidden, size, order),
      inputBias: reordered(slice(both, { axis: 0, to: 3 * size }), size, order),
      hiddenBias: reordered(slice(both, { axis: 0, from: 3 * size }), size, order),
    };
    return { value: gru(x, pick(h, 0, 0), { ...weights, reset, update: "keeps-old" }) };
  },
  "onnx attention by parts": ({ mask, ...attended }: Named<"query" | "key" | "value" | "mask">) => {
    const { output, weights } = attention(attended, { mask });
    return { value: output, weights };
  },
};

/** Blocks of `size` rows in another order. */
function reordered(t: Tensor, size: number, order: readonly number[]): Tensor {
  return concat(order.map((block) => slice(t, { axis: 0, from: block * size, to: (block + 1) * size })));
}
