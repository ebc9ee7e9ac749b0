/** The plain recurrent cell. */
import { type Activation, TANH } from "./activation.ts";
import { add, map } from "./elementwise.ts";
import { columnDense } from "./linear.ts";
import { stepsOf } from "./lstm.ts";
import { stack } from "./slices.ts";
import type { Tensor } from "./tensor.ts";

/** Weights applied as W x: input [h,d], hidden [h,h], bias [h]. tanh is the activation unless another is given. */
export interface RnnWeights {
  readonly input: Tensor;
  readonly hidden: Tensor;
  readonly bias?: Tensor;
  readonly activation?: Activation;
}

/** h' = tanh(W x + U h + b). x [d] or [n,d], h [h] or [n,h]. Throws RangeError on other shapes. Source: Elman 1990. */
export function rnnStep(x: Tensor, h: Tensor, weights: RnnWeights): Tensor {
  const { input, hidden, bias, activation = TANH } = weights;
  const sum = add(columnDense(x, { weight: input }), columnDense(h, { weight: hidden }));
  return map(bias === undefined ? sum : add(sum, bias), activation.value);
}

/** The hidden state after every step. xs [l,d] or [l,n,d], start [h] or [n,h] -> [l,h] or [l,n,h]. Throws on l = 0. */
export function rnn(xs: Tensor, start: Tensor, weights: RnnWeights): Tensor {
  const outputs: Tensor[] = [];
  let h = start;
  for (const x of stepsOf(xs)) {
    h = rnnStep(x, h, weights);
    outputs.push(h);
  }
  return stack(outputs);
}
