/** The GRU cell in its published variants, gates in the order r, z, n. */
import { SIGMOID, TANH } from "./activation.ts";
import { add, map, mul, sub } from "./elementwise.ts";
import { columnDense } from "./linear.ts";
import { stepsOf } from "./lstm.ts";
import { shapeText } from "./shape.ts";
import { slice, stack } from "./slices.ts";
import { type Tensor, zeros } from "./tensor.ts";

/** Weights of a GRU; the 3h rows are blocks r, z, n, and each side has a bias of its own. */
export interface GruWeights {
  /** [3h,d], applied to the input. */
  readonly input: Tensor;
  /** [3h,h], applied to the previous hidden state. */
  readonly hidden: Tensor;
  /** [3h], added to the input's product. */
  readonly inputBias?: Tensor;
  /** [3h], added to the hidden state's product: under "after" the reset gate scales its last block too. */
  readonly hiddenBias?: Tensor;
}

/** The two points in which definitions of the GRU differ. */
export interface GruForm {
  /** n = tanh(W x + r (U h)) "after" (PyTorch, cuDNN) or tanh(W x + U (r h)) "before" the product (Cho et al. 2014). */
  readonly reset: "after" | "before";
  /** h' = (1 - z) n + z h "keeps-old" (PyTorch, ONNX) or (1 - z) h + z n "takes-new" (Chung et al. 2014). */
  readonly update: "keeps-old" | "takes-new";
}

/** PyTorch's form. */
export const PYTORCH_GRU: GruForm = { reset: "after", update: "keeps-old" };

/** Everything one step computes: reset gate r, update gate z, candidate n and the new hidden state. */
export interface GruStep {
  readonly r: Tensor;
  readonly z: Tensor;
  readonly n: Tensor;
  readonly h: Tensor;
}

/** One GRU step. x [d] or [n,d], h [h] or [n,h]. Throws RangeError on shapes that do not meet. */
export function gruStep(x: Tensor, h: Tensor, weights: GruWeights & GruForm): GruStep {
  const size = weights.hidden.shape[1] ?? 0;
  if (weights.hidden.shape[0] !== 3 * size || weights.input.shape[0] !== 3 * size) {
    throw new RangeError(
      `Cannot step a GRU with weights ${shapeText(weights.input.shape)} and ${
        shapeText(weights.hidden.shape)
      }: ` +
        `need [3h,d] and [3h,h]`,
    );
  }
  const block = (t: Tensor, from: number, to = from + 1) =>
    slice(t, { axis: -1, from: from * size, to: to * size });
  const rows = (t: Tensor, from: number, to = from + 1) =>
    slice(t, { axis: 0, from: from * size, to: to * size });
  const hiddenBias = weights.hiddenBias ?? zeros([3 * size]);
  const fromX = columnDense(x, { weight: weights.input, bias: weights.inputBias ?? zeros([3 * size]) });
  const gates = columnDense(h, { weight: rows(weights.hidden, 0, 2), bias: rows(hiddenBias, 0, 2) });
  const r = map(add(block(fromX, 0), block(gates, 0)), SIGMOID.value);
  const z = map(add(block(fromX, 1), block(gates, 1)), SIGMOID.value);
  const candidate = { weight: rows(weights.hidden, 2), bias: rows(hiddenBias, 2) };
  const memory = weights.reset === "after"
    ? mul(r, columnDense(h, candidate))
    : columnDense(mul(r, h), candidate);
  const n = map(add(block(fromX, 2), memory), TANH.value);
  const [stays, comes] = weights.update === "keeps-old" ? [z, sub(1, z)] : [sub(1, z), z];
  return { r, z, n, h: add(mul(stays, h), mul(comes, n)) };
}

/** The hidden state after every step. xs [l,d] or [l,n,d], start [h] or [n,h] -> [l,h] or [l,n,h]. Throws on l = 0. */
export function gru(xs: Tensor, start: Tensor, weights: GruWeights & GruForm): Tensor {
  const outputs: Tensor[] = [];
  let h = start;
  for (const x of stepsOf(xs)) {
    h = gruStep(x, h, weights).h;
    outputs.push(h);
  }
  return stack(outputs);
}
