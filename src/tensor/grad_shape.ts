/** Differentiable changes of shape and parts; the functions are those of `arrange` and `slices`. */
import * as arrange from "./arrange.ts";
import { embed as embedPlain, embedBackward } from "./embedding.ts";
import { where } from "./elementwise.ts";
import { lift, record, type Term, type Variable } from "./grad.ts";
import { sum } from "./reduce.ts";
import { axisOf, sameShape } from "./shape.ts";
import * as slices from "./slices.ts";
import { type Tensor, zeros } from "./tensor.ts";

/** The sum over every axis along which `shape` was broadcast: the adjoint of broadcasting. */
export function sumTo(t: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(t.shape, shape)) return t;
  const missing = t.shape.length - shape.length;
  const axes = t.shape.map((_, axis) => axis).filter((axis) => {
    return axis < missing || shape[axis - missing] === 1 && t.shape[axis] !== 1;
  });
  return arrange.reshape(sum(t, { axis: axes }), shape);
}

export function reshape(a: Term, shape: readonly number[]): Variable {
  const x = lift(a);
  return record(arrange.reshape(x.value, shape), [
    { from: x, pull: (up) => arrange.reshape(up, x.value.shape) },
  ]);
}

export function permute(a: Term, order: readonly number[]): Variable {
  const x = lift(a);
  const axes = order.map((axis) => axisOf(x.value.shape, axis));
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return record(arrange.permute(x.value, order), [{ from: x, pull: (up) => arrange.permute(up, back) }]);
}

/** The last two axes swapped; a vector stays as it is. */
export function transpose(a: Term): Variable {
  const x = lift(a);
  return record(arrange.transpose(x.value), [{ from: x, pull: arrange.transpose }]);
}

export function broadcastTo(a: Term, shape: readonly number[]): Variable {
  const x = lift(a);
  return record(arrange.broadcastTo(x.value, shape), [{ from: x, pull: (up) => sumTo(up, x.value.shape) }]);
}

export function slice(a: Term, run: slices.Run): Variable {
  const x = lift(a);
  const axis = axisOf(x.value.shape, run.axis);
  const places = slices.slice(indicesOf(x.value.shape[axis]!), { ...run, axis: 0 });
  return take(x, { axis, indices: [...places.values] });
}

/** Elements at places along an axis; a place taken twice receives both gradients. */
export function take(a: Term, { axis, indices }: slices.Taking): Variable {
  const x = lift(a);
  const { shape } = x.value;
  const at = axisOf(shape, axis);
  const inner = shape.slice(at + 1).reduce((total, n) => total * n, 1);
  const pull = (up: Tensor) => {
    const out = zeros(shape);
    for (let from = 0, row = 0; from < up.values.length; from += inner, row++) {
      const outer = Math.floor(row / indices.length);
      const to = (outer * shape[at]! + indices[row % indices.length]!) * inner;
      for (let k = 0; k < inner; k++) out.values[to + k] = out.values[to + k]! + up.values[from + k]!;
    }
    return out;
  };
  return record(slices.take(x.value, { axis: at, indices }), [{ from: x, pull }]);
}

/** The slice at one place of an axis, without that axis. */
export function pick(a: Term, axis: number, index: number): Variable {
  const x = lift(a);
  const at = axisOf(x.value.shape, axis);
  const taken = take(x, { axis: at, indices: [index] });
  return reshape(taken, x.value.shape.filter((_, i) => i !== at));
}

export function concat(parts: readonly Term[], axis = 0): Variable {
  const variables = parts.map(lift);
  const value = slices.concat(variables.map((part) => part.value), axis);
  const at = axisOf(value.shape, axis);
  let from = 0;
  const sources = variables.map((part) => {
    const start = from;
    from += part.value.shape[at]!;
    const end = from;
    return { from: part, pull: (up: Tensor) => slices.slice(up, { axis: at, from: start, to: end }) };
  });
  return record(value, sources);
}

export function stack(parts: readonly Term[], axis = 0): Variable {
  const variables = parts.map(lift);
  const value = slices.stack(variables.map((part) => part.value), axis);
  const at = axisOf(value.shape, axis);
  return record(
    value,
    variables.map((part, index) => ({ from: part, pull: (up: Tensor) => slices.pick(up, at, index) })),
  );
}

/** `yes` where the fixed condition is not 0, `no` elsewhere; all three broadcast. */
export function select(
  condition: Tensor,
  { yes, no }: { readonly yes: Term; readonly no: Term },
): Variable {
  const [x, y] = [lift(yes), lift(no)];
  return record(where(condition, { yes: x.value, no: y.value }), [
    { from: x, pull: (up) => sumTo(where(condition, { yes: up, no: 0 }), x.value.shape) },
    { from: y, pull: (up) => sumTo(where(condition, { yes: 0, no: up }), y.value.shape) },
  ]);
}

/** Rows of a table [v,d] for fixed tokens [...] -> [...,d]. */
export function embed(table: Term, tokens: Tensor): Variable {
  const x = lift(table);
  const pull = (up: Tensor) => embedBackward(up, { tokens, rows: x.value.shape[0]! });
  return record(embedPlain(x.value, tokens), [{ from: x, pull }]);
}

function indicesOf(size: number): Tensor {
  return { shape: [size], values: Float64Array.from({ length: size }, (_, i) => i) };
}
