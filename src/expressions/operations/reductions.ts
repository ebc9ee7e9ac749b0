/** Functions that bring many numbers down to fewer: sums, means, extremes, softmax. */
import {
  argmax,
  argmin,
  logSumExp,
  max,
  mean,
  min,
  norm,
  type Over,
  product,
  sum,
  variance,
} from "../../tensor/reduce.ts";
import { logSoftmax, softmax } from "../../tensor/softmax.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { describeValue, isTensor, simplified, type Value } from "../value.ts";
import {
  axisIn,
  Fault,
  listIn,
  numberIn,
  numeric,
  onePass,
  type Operation,
  shapeOf,
  tensorIn,
} from "./operation.ts";

export const REDUCTIONS: readonly Operation[] = [
  reduction("sum", sum),
  reduction("prod", product),
  reduction("mean", mean),
  reduction("var", (x, over) => variance(x, { ...over, divisor: "biased" })),
  reduction("samplevar", (x, over) => variance(x, { ...over, divisor: "unbiased" })),
  reduction("std", (x, over) => root(variance(x, { ...over, divisor: "biased" }))),
  reduction("samplestd", (x, over) => root(variance(x, { ...over, divisor: "unbiased" }))),
  reduction("amax", max),
  reduction("amin", min),
  reduction("logsumexp", logSumExp),
  reduction("argmax", (x, { axis }) => argmax(axis === undefined ? flat(x) : x, numberOr(axis, 0))),
  reduction("argmin", (x, { axis }) => argmin(axis === undefined ? flat(x) : x, numberOr(axis, 0))),
  extreme("max", max, Math.max),
  extreme("min", min, Math.min),
  {
    name: "norm",
    least: 1,
    most: 2,
    cost: onePass,
    apply: ([x, power]) => normOf(listIn(x, "norm"), power === undefined ? 2 : numberIn(power, "norm")),
  },
  normalising("softmax", softmax),
  normalising("logsoftmax", logSoftmax),
  { name: "size", least: 1, most: 1, cost: onePass, apply: ([x]) => tensorIn(x, "size").values.length },
  { name: "rows", least: 1, most: 1, cost: onePass, apply: ([x]) => tensorIn(x, "rows").shape[0] ?? 1 },
  {
    name: "columns",
    least: 1,
    most: 1,
    cost: onePass,
    apply: ([x]) => tensorIn(x, "columns").shape.at(-1) ?? 1,
  },
  {
    name: "cumsum",
    least: 1,
    most: 1,
    cost: onePass,
    apply: ([x]) => runningSums(tensorIn(x, "cumsum")),
  },
];

type Reducing = (x: Tensor, over: Over) => Tensor;

/** Over everything, or along the axis that stands as second argument. */
function reduction(name: string, reduce: Reducing): Operation {
  return {
    name,
    least: 1,
    most: 2,
    cost: onePass,
    apply: ([x, axis]) => simplified(reduce(tensorIn(x, name), axisIn(axis, name))),
  };
}

/** `max(t)` over a tensor, `max(a, b, ...)` over values; `max(t, 0)` could be an axis or a ReLU and is refused. */
function extreme(name: string, reduce: Reducing, pair: (a: number, b: number) => number): Operation {
  return {
    name,
    least: 1,
    most: 20,
    cost: onePass,
    apply: (args) => {
      const [first] = args;
      if (args.length === 1) {
        const only = numeric(first, name);
        return isTensor(only) ? simplified(reduce(only, {})) : only;
      }
      if (args.some((arg) => shapeOf(arg).length > 0)) {
        const pairwise = name === "max" ? "maximum" : "minimum";
        throw new Fault(
          "type",
          `${name} of a tensor and more is ambiguous: write ${pairwise}(x, y) for pairs or a${name}(x, axis)`,
        );
      }
      return args.map((arg) => numberIn(arg, name)).reduce((a, b) => pair(a, b));
    },
  };
}

/** Along an axis, the last one where none is given. */
function normalising(name: string, along: (x: Tensor, axis?: number) => Tensor): Operation {
  return {
    name,
    least: 1,
    most: 2,
    cost: (args) => 3 * onePass(args),
    apply: ([x, axis]) => along(tensorIn(x, name), axisIn(axis, name).axis ?? -1),
  };
}

/** The p-norm of all elements: Euclidean length, or Frobenius norm of a matrix, for p = 2. */
function normOf(x: Tensor, power: number): Value {
  if (power === 2) return simplified(norm(x));
  if (!(power >= 1)) {
    throw new Fault("type", `norm needs a power of at least 1, found ${describeValue(power)}`);
  }
  return x.values.reduce((total, value) => total + Math.abs(value) ** power, 0) ** (1 / power);
}

function runningSums(x: Tensor): Tensor {
  const length = x.shape.at(-1) ?? 1;
  let total = 0;
  const values = x.values.map((value, i) => total = (i % length === 0 ? 0 : total) + value);
  return { shape: x.shape, values };
}

function root(x: Tensor): Tensor {
  return { shape: x.shape, values: x.values.map(Math.sqrt) };
}

function flat(x: Tensor): Tensor {
  return { shape: [x.values.length], values: x.values };
}

function numberOr(axis: Over["axis"], otherwise: number): number {
  return typeof axis === "number" ? axis : otherwise;
}
