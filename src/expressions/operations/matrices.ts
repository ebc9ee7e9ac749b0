/** Functions that build, shape and multiply vectors and matrices. */
import { flatten, reshape } from "../../tensor/arrange.ts";
import { dot, outer } from "../../tensor/matmul.ts";
import { concat, flip, oneHot, stack } from "../../tensor/slices.ts";
import { full, identity, range, type Tensor } from "../../tensor/tensor.ts";
import { applyBinary, binaryCost, transposed } from "../operators.ts";
import { describeValue, isTensor, simplified, type Value } from "../value.ts";
import { axisIn, Fault, listIn, numeric, onePass, type Operation, tensorIn, wholeIn } from "./operation.ts";
import { determinant, inverse } from "./square_matrix.ts";

const MAX_SIDE = 4096;

export const MATRICES: readonly Operation[] = [
  {
    name: "matmul",
    least: 2,
    most: 2,
    cost: ([a, b]) => binaryCost("@", a as Value, b as Value),
    apply: ([a, b]) => applyBinary("@", a as Value, b as Value),
  },
  { name: "transpose", least: 1, most: 1, cost: onePass, apply: ([x]) => transposed(x as Value) },
  {
    name: "dot",
    least: 2,
    most: 2,
    cost: onePass,
    apply: ([a, b]) => simplified(dot(vectorIn(a, "dot"), vectorIn(b, "dot"))),
  },
  {
    name: "outer",
    least: 2,
    most: 2,
    cost: (args) => args.reduce<number>((size, arg) => size * onePass([arg]), 1),
    apply: ([a, b]) => outer(vectorIn(a, "outer"), vectorIn(b, "outer")),
  },
  {
    name: "diag",
    least: 1,
    most: 1,
    cost: (args) => onePass(args) ** 2,
    apply: ([x]) => diagonal(tensorIn(x, "diag")),
  },
  {
    name: "trace",
    least: 1,
    most: 1,
    cost: onePass,
    apply: ([x]) => diagonal(squareIn(x, "trace")).values.reduce((total, value) => total + value, 0),
  },
  { name: "det", least: 1, most: 1, cost: cubed, apply: ([x]) => determinant(squareIn(x, "det")) },
  {
    name: "inv",
    least: 1,
    most: 1,
    cost: (args) => 5 * cubed(args),
    apply: ([x]) => inverse(squareIn(x, "inv")),
  },
  {
    name: "eye",
    least: 1,
    most: 1,
    cost: ([n]) => wholeIn(n, { of: "eye", lo: 1, hi: MAX_SIDE }) ** 2,
    apply: ([n]) => identity(wholeIn(n, { of: "eye", lo: 1, hi: MAX_SIDE })),
  },
  filled("zeros", 0),
  filled("ones", 1),
  {
    name: "arange",
    least: 1,
    most: 1,
    cost: ([n]) => wholeIn(n, { of: "arange", lo: 1, hi: MAX_SIDE }),
    apply: ([n]) => range(wholeIn(n, { of: "arange", lo: 1, hi: MAX_SIDE })),
  },
  {
    name: "reshape",
    least: 2,
    most: 6,
    cost: onePass,
    apply: ([x, ...sizes]) => reshape(listIn(x, "reshape"), sizesIn(sizes, "reshape")),
  },
  { name: "flatten", least: 1, most: 1, cost: onePass, apply: ([x]) => flatten(listIn(x, "flatten")) },
  {
    name: "onehot",
    least: 2,
    most: 2,
    cost: ([labels, n]) => onePass([labels as Value]) * wholeIn(n, { of: "onehot", lo: 1, hi: MAX_SIDE }),
    apply: ([labels, n]) => hot(numeric(labels, "onehot"), wholeIn(n, { of: "onehot", lo: 1, hi: MAX_SIDE })),
  },
  {
    name: "concat",
    least: 2,
    most: 3,
    cost: onePass,
    apply: ([a, b, axis]) =>
      concat([tensorIn(a, "concat"), tensorIn(b, "concat")], axisIn(axis, "concat").axis ?? 0),
  },
  {
    name: "stack",
    least: 2,
    most: 20,
    cost: onePass,
    apply: (args) => stack(args.map((arg) => tensorIn(arg, "stack"))),
  },
  {
    name: "flip",
    least: 1,
    most: 2,
    cost: onePass,
    apply: ([x, axis]) => flip(tensorIn(x, "flip"), axisIn(axis, "flip").axis ?? -1),
  },
  triangle("tril", (row, column) => column <= row),
  triangle("triu", (row, column) => column >= row),
];

/** A vector, or a matrix of one row or one column as one: `dot` of two columns means what it says. */
function vectorIn(value: Value | undefined, name: string): Tensor {
  const found = tensorIn(value, name);
  if (Math.max(...found.shape) < found.values.length) {
    throw new Fault("shape", `${name} needs lists of numbers, found ${describeValue(found)}`);
  }
  return flatten(found);
}

function squareIn(value: Value | undefined, name: string): Tensor {
  const found = tensorIn(value, name);
  if (found.shape.length !== 2 || found.shape[0] !== found.shape[1]) {
    throw new Fault("shape", `${name} needs a square matrix, found ${describeValue(found)}`);
  }
  return found;
}

/** A vector on the diagonal of a matrix, or the diagonal of a square matrix as a vector. */
function diagonal(x: Tensor): Tensor {
  const n = x.shape[0] ?? 0;
  if (x.shape.length === 2) {
    const square = squareIn(x, "diag");
    return { shape: [n], values: square.values.filter((_, i) => i % (n + 1) === 0) };
  }
  if (x.shape.length !== 1) {
    throw new Fault("shape", `diag needs a vector or a matrix, found ${describeValue(x)}`);
  }
  const values = new Float64Array(n * n);
  x.values.forEach((value, i) => values[i * (n + 1)] = value);
  return { shape: [n, n], values };
}

function filled(name: string, value: number): Operation {
  return {
    name,
    least: 1,
    most: 4,
    cost: (sizes) => sizesIn(sizes, name).reduce((product, size) => product * size, 1),
    apply: (sizes) => full(sizesIn(sizes, name), value),
  };
}

function sizesIn(sizes: readonly Value[], name: string): number[] {
  return sizes.map((size) =>
    wholeIn(size, { of: `each size of ${name}`, lo: name === "reshape" ? -1 : 1, hi: MAX_SIDE })
  );
}

/** One row of 0 and 1 for each label, counted from 0; a single label gives a vector. */
function hot(labels: number | Tensor, classes: number): Value {
  if (isTensor(labels)) return oneHot(labels, classes);
  return flatten(oneHot({ shape: [1], values: Float64Array.of(labels) }, classes));
}

function triangle(name: string, keeps: (row: number, column: number) => boolean): Operation {
  return {
    name,
    least: 1,
    most: 1,
    cost: onePass,
    apply: ([x]) => {
      const from = tensorIn(x, name);
      if (from.shape.length !== 2) {
        throw new Fault("shape", `${name} needs a matrix, found ${describeValue(from)}`);
      }
      const columns = from.shape[1] ?? 1;
      const values = from.values.map((value, i) => keeps(Math.floor(i / columns), i % columns) ? value : 0);
      return { shape: from.shape, values };
    },
  };
}

function cubed([x]: readonly Value[]): number {
  return onePass([x as Value]) ** 1.5 + 1;
}
