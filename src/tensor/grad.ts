/** Reverse-mode differentiation: variables that remember how they were made. */
import { add } from "./elementwise.ts";
import { sameShape, shapeText } from "./shape.ts";
import { full, scalar, type Tensor, zeros } from "./tensor.ts";

/** A tensor in a computation. Operations of the `grad_*` modules make new ones and never change one. */
export interface Variable {
  readonly value: Tensor;
  /** False for constants and what is made of them only: no gradient is sent there. */
  readonly tracked: boolean;
  readonly sources: readonly Source[];
}

/** An input of an operation and its share of the chain rule: dL/doutput to dL/dinput. */
export interface Source {
  readonly from: Variable;
  readonly pull: (upstream: Tensor) => Tensor;
}

/** Whatever an operation takes: numbers and tensors are constants. */
export type Term = Variable | Tensor | number;

/** A variable to differentiate by. */
export function variable(value: Tensor): Variable {
  return { value, tracked: true, sources: [] };
}

/** A term as a variable; numbers and tensors become constants. */
export function lift(term: Term): Variable {
  if (typeof term === "number") return { value: scalar(term), tracked: false, sources: [] };
  return "values" in term ? { value: term, tracked: false, sources: [] } : term;
}

/** The result of an operation with the pulls of its inputs; pulls of constants are dropped. */
export function record(value: Tensor, sources: readonly Source[]): Variable {
  const tracked = sources.filter((source) => source.from.tracked);
  return { value, tracked: tracked.length > 0, sources: tracked };
}

/** A value, and its gradient by each input, in their order and shapes. */
export interface Differentiated {
  readonly value: Tensor;
  readonly gradients: readonly Tensor[];
}

/**
 * The gradient of a function with one number as its value, by each input. Throws RangeError when the value has more
 * than one element: use `pullBack` with an upstream then.
 */
export function gradient(f: (...inputs: Variable[]) => Variable, inputs: readonly Tensor[]): Differentiated {
  const variables = inputs.map(variable);
  const output = f(...variables);
  if (output.value.values.length !== 1) {
    throw new RangeError(`Cannot take the gradient of ${shapeText(output.value.shape)}: need one number`);
  }
  return { value: output.value, gradients: gradientsOf(output, variables, full(output.value.shape, 1)) };
}

/** The vector-Jacobian product: upstream dL/df, in the shape of f, sent back to every input. */
export function pullBack(
  f: (...inputs: Variable[]) => Variable,
  inputs: readonly Tensor[],
  upstream: Tensor,
): Differentiated {
  const variables = inputs.map(variable);
  const output = f(...variables);
  if (!sameShape(output.value.shape, upstream.shape)) {
    throw new RangeError(
      `Cannot pull ${shapeText(upstream.shape)} back through ${shapeText(output.value.shape)}`,
    );
  }
  return { value: output.value, gradients: gradientsOf(output, variables, upstream) };
}

/** The Jacobian [m,n] of a function by one input of n elements; its value has m. */
export function jacobian(f: (input: Variable) => Variable, input: Tensor): Tensor {
  const start = variable(input);
  const output = f(start);
  const [m, n] = [output.value.values.length, input.values.length];
  const values = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    const unit = zeros(output.value.shape);
    unit.values[i] = 1;
    for (const row of gradientsOf(output, [start], unit)) values.set(row.values, i * n);
  }
  return { shape: [m, n], values };
}

/** Gradients by any variables of a computation, intermediate ones included; zeros where the output does not depend. */
export function gradientsOf(output: Variable, by: readonly Variable[], upstream: Tensor): Tensor[] {
  const arrived = new Map<Variable, Tensor>([[output, upstream]]);
  for (const node of backwards(output)) {
    const own = arrived.get(node);
    if (own === undefined) continue;
    for (const { from, pull } of node.sources) {
      const share = pull(own);
      const before = arrived.get(from);
      arrived.set(from, before === undefined ? share : add(before, share));
    }
  }
  return by.map((input) => arrived.get(input) ?? zeros(input.value.shape));
}

/** All nodes below the output, each before its sources; without recursion, because sequences are deep. */
function backwards(output: Variable): Variable[] {
  const order: Variable[] = [];
  const seen = new Set<Variable>();
  const stack: { readonly node: Variable; readonly done: boolean }[] = [{ node: output, done: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, done } = top;
    if (done) order.push(node);
    if (done || seen.has(node)) continue;
    seen.add(node);
    stack.push({ node, done: true });
    for (const { from } of node.sources) stack.push({ node: from, done: false });
  }
  return order.reverse();
}
