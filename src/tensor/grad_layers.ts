/** Differentiable layers composed of simpler ones: normalisation, recurrent cells, attention. */
import { lift, type Term, type Variable } from "./grad.ts";
import { add, div, mul, sigmoid, sqrt, sub, tanh } from "./grad_elementwise.ts";
import { columnDense, matmul } from "./grad_linear.ts";
import { mean, softmax, variance } from "./grad_reduce.ts";
import { pick, reshape, select, slice, stack, transpose } from "./grad_shape.ts";
import { shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Scale and shift that are learned, and epsilon inside the root. */
export interface NormTerms {
  readonly epsilon: number;
  readonly gamma?: Term;
  readonly beta?: Term;
}

/** Layer norm over the last axis; gamma and beta [d]. */
export function layerNorm(a: Term, { epsilon, gamma = 1, beta = 0 }: NormTerms): Variable {
  return add(mul(standardise(a, { axes: [-1], epsilon }), gamma), beta);
}

/** Batch norm in training: x [n,c] or [n,c,...], gamma and beta [c]; the statistics are differentiated too. */
export function batchNorm(a: Term, { epsilon, gamma, beta }: NormTerms): Variable {
  const x = lift(a);
  const axes = x.value.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const spread = (t: Term) => reshape(t, [-1, ...x.value.shape.slice(2).map(() => 1)]);
  const scaled = gamma === undefined
    ? standardise(x, { axes, epsilon })
    : mul(standardise(x, { axes, epsilon }), spread(gamma));
  return beta === undefined ? scaled : add(scaled, spread(beta));
}

function standardise(
  a: Term,
  { axes, epsilon }: { readonly axes: readonly number[]; readonly epsilon: number },
): Variable {
  const over = { axis: axes, keep: true };
  const x = lift(a);
  return div(sub(x, mean(x, over)), sqrt(add(variance(x, { ...over, divisor: "biased" }), epsilon)));
}

/** Weights applied as W x; the rows of an LSTM's are blocks i, f, g, o. */
export interface RecurrentTerms {
  readonly input: Term;
  readonly hidden: Term;
  readonly bias?: Term;
}

/** h' = tanh(W x + U h + b). x [d] or [n,d], h [h] or [n,h], weights [h,d], [h,h], [h]. */
export function rnnStep(x: Term, h: Term, { input, hidden, bias = 0 }: RecurrentTerms): Variable {
  return tanh(add(add(columnDense(x, { weight: input }), columnDense(h, { weight: hidden })), bias));
}

/** The hidden state after every step of xs [l,d] or [l,n,d] -> [l,h] or [l,n,h]. Throws RangeError when l = 0. */
export function rnn(xs: Term, start: Term, weights: RecurrentTerms): Variable {
  const sequence = lift(xs);
  const outputs: Variable[] = [];
  let h = lift(start);
  for (let step = 0; step < (sequence.value.shape[0] ?? 0); step++) {
    h = rnnStep(pick(sequence, 0, step), h, weights);
    outputs.push(h);
  }
  return stack(outputs);
}

/** Hidden state and cell of an LSTM. */
export interface LstmTerms {
  readonly h: Term;
  readonly c: Term;
}

/** One LSTM step with gates i, f, g, o as in `lstm`. x [d] or [n,d], weights [4h,d], [4h,h], [4h]. */
export function lstmStep(
  x: Term,
  state: LstmTerms,
  { input, hidden, bias = 0 }: RecurrentTerms,
): { readonly h: Variable; readonly c: Variable } {
  const z = add(add(columnDense(x, { weight: input }), columnDense(state.h, { weight: hidden })), bias);
  const size = (z.value.shape[z.value.shape.length - 1] ?? 0) / 4;
  const block = (index: number) => slice(z, { axis: -1, from: index * size, to: (index + 1) * size });
  const c = add(mul(sigmoid(block(1)), state.c), mul(sigmoid(block(0)), tanh(block(2))));
  return { h: mul(sigmoid(block(3)), tanh(c)), c };
}

/** Queries [...,n,d], keys [...,m,d], values [...,m,e]. */
export interface AttendedTerms {
  readonly query: Term;
  readonly key: Term;
  readonly value: Term;
}

/** softmax(Q K^T / sqrt(d)) V; the fixed mask broadcasts to [...,n,m] and is 1 where a query may look. */
export function attention(
  { query, key, value }: AttendedTerms,
  { mask }: { readonly mask?: Tensor } = {},
): Variable {
  const q = lift(query);
  const d = q.value.shape[q.value.shape.length - 1] ?? 0;
  if (q.value.shape.length < 2) {
    throw new RangeError(`Cannot attend with queries ${shapeText(q.value.shape)}: need [...,n,d]`);
  }
  const scores = mul(matmul(q, transpose(key)), 1 / Math.sqrt(d));
  const seen = mask === undefined ? scores : select(mask, { yes: scores, no: -Infinity });
  return matmul(softmax(seen), value);
}
