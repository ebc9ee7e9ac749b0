/** The LSTM cell, gates in the order i, f, g, o. */
import { SIGMOID, TANH } from "./activation.ts";
import { shapeText } from "./shape.ts";
import { slice, stack } from "./slices.ts";
import { add, map, mul } from "./elementwise.ts";
import { columnDense } from "./linear.ts";
import type { Tensor } from "./tensor.ts";

/** Weights of an LSTM; the 4h rows are blocks i, f, g, o. One bias: add the two of libraries that keep two. */
export interface LstmWeights {
  /** [4h,d], applied to the input. */
  readonly input: Tensor;
  /** [4h,h], applied to the previous hidden state. */
  readonly hidden: Tensor;
  /** [4h]. */
  readonly bias?: Tensor;
}

/** Hidden state and cell, each [h] or [n,h]. */
export interface LstmState {
  readonly h: Tensor;
  readonly c: Tensor;
}

/** Everything one step computes: gates i, f, o, candidate g, new cell and hidden state. */
export interface LstmStep extends LstmState {
  readonly i: Tensor;
  readonly f: Tensor;
  readonly g: Tensor;
  readonly o: Tensor;
}

/**
 * One LSTM step. x [d] or [n,d], state [h] or [n,h].
 * i, f, o = sigmoid, g = tanh of W x + U h + b; c' = f c + i g; h' = o tanh(c').
 * Throws RangeError on shapes that do not meet. Source: Hochreiter and Schmidhuber 1997, with the forget gate of Gers 2000.
 */
export function lstmStep(x: Tensor, state: LstmState, weights: LstmWeights): LstmStep {
  const size = weights.hidden.shape[1] ?? 0;
  if (weights.hidden.shape[0] !== 4 * size || weights.input.shape[0] !== 4 * size) {
    throw new RangeError(
      `Cannot step an LSTM with weights ${shapeText(weights.input.shape)} and ${
        shapeText(weights.hidden.shape)
      }: ` +
        `need [4h,d] and [4h,h]`,
    );
  }
  const fromHidden = columnDense(state.h, withBias(weights.hidden, weights.bias));
  const z = add(columnDense(x, { weight: weights.input }), fromHidden);
  const block = (index: number) => slice(z, { axis: -1, from: index * size, to: (index + 1) * size });
  const i = map(block(0), SIGMOID.value);
  const f = map(block(1), SIGMOID.value);
  const g = map(block(2), TANH.value);
  const o = map(block(3), SIGMOID.value);
  const c = add(mul(f, state.c), mul(i, g));
  return { i, f, g, o, c, h: mul(o, map(c, TANH.value)) };
}

/** What a sequence gives: the hidden state of every step, [l,h] or [l,n,h], and the state after the last. */
export interface LstmRun extends LstmState {
  readonly outputs: Tensor;
}

/** The LSTM over xs [l,d] or [l,n,d] from a starting state, in time order along axis 0. Throws RangeError when l = 0. */
export function lstm(xs: Tensor, start: LstmState, weights: LstmWeights): LstmRun {
  const outputs: Tensor[] = [];
  let state = start;
  for (const x of stepsOf(xs)) {
    state = lstmStep(x, state, weights);
    outputs.push(state.h);
  }
  return { outputs: stack(outputs), h: state.h, c: state.c };
}

/** The slices of a sequence along its first axis. */
export function stepsOf(xs: Tensor): Tensor[] {
  const [length, ...shape] = xs.shape;
  const size = shape.reduce((total, n) => total * n, 1);
  return Array.from({ length: length ?? 0 }, (_, step) => ({
    shape,
    values: xs.values.slice(step * size, (step + 1) * size),
  }));
}

function withBias(weight: Tensor, bias: Tensor | undefined) {
  return bias === undefined ? { weight } : { weight, bias };
}
