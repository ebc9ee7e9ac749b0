/** Functions of single numbers, applied to each element of a tensor. */
import {
  type Activation,
  elu,
  GELU,
  GELU_TANH,
  leaky,
  MISH,
  RELU,
  SELU,
  SIGMOID,
  SILU,
  SOFTPLUS,
  SOFTSIGN,
} from "../../tensor/activation.ts";
import { where } from "../../tensor/elementwise.ts";
import { broadcastShape, sizeOf } from "../../tensor/shape.ts";
import { erf } from "../../tensor/special.ts";
import { isTensor } from "../value.ts";
import {
  costing,
  elementwise,
  Fault,
  mapValue,
  numberIn,
  numeric,
  onePass,
  type Operation,
  pairwise,
  shapeOf,
  wholeIn,
} from "./operation.ts";

export const POINTWISE: readonly Operation[] = [
  elementwise("exp", Math.exp),
  elementwise("expm1", Math.expm1),
  elementwise("ln", Math.log),
  elementwise("log1p", Math.log1p),
  elementwise("log2", Math.log2),
  elementwise("log10", Math.log10),
  elementwise("sqrt", Math.sqrt),
  elementwise("cbrt", Math.cbrt),
  elementwise("square", (x) => x * x),
  elementwise("abs", Math.abs),
  elementwise("sign", Math.sign),
  elementwise("floor", Math.floor),
  elementwise("ceil", Math.ceil),
  elementwise("sin", Math.sin),
  elementwise("cos", Math.cos),
  elementwise("tan", Math.tan),
  elementwise("asin", Math.asin),
  elementwise("acos", Math.acos),
  elementwise("atan", Math.atan),
  elementwise("sinh", Math.sinh),
  elementwise("cosh", Math.cosh),
  elementwise("tanh", Math.tanh),
  elementwise("erf", erf),
  elementwise("step", (x) => x > 0 ? 1 : 0),
  costing(elementwise("factorial", factorial), 170),
  ...activation("sigmoid", SIGMOID),
  ...activation("relu", RELU),
  ...activation("softplus", SOFTPLUS),
  ...activation("softsign", SOFTSIGN),
  ...activation("gelu", GELU),
  ...activation("gelutanh", GELU_TANH),
  ...activation("silu", SILU),
  ...activation("selu", SELU),
  ...activation("mish", MISH),
  withSlope("leakyrelu", leaky),
  withSlope("elu", elu),
  pairwise("mod", (x, y) => x - y * Math.floor(x / y)),
  pairwise("maximum", Math.max),
  pairwise("minimum", Math.min),
  pairwise("atan2", Math.atan2),
  costing(pairwise("binomial", binomial), 500),
  // x ln y with 0 ln 0 = 0, as entropies need it.
  pairwise("xlogy", (x, y) => x === 0 && y >= 0 ? 0 : x * Math.log(y)),
  {
    name: "round",
    least: 1,
    most: 2,
    cost: onePass,
    apply: ([x, digits]) => {
      const places = wholeIn(digits, { of: "round", lo: 0, hi: 15, otherwise: 0 });
      return mapValue(numeric(x, "round"), (value) => rounded(value, places));
    },
  },
  {
    name: "clip",
    least: 3,
    most: 3,
    cost: onePass,
    apply: ([x, lo, hi]) => {
      const [from, to] = [numberIn(lo, "clip"), numberIn(hi, "clip")];
      if (from > to) throw new Fault("type", `clip needs its bounds in order, found ${from} and ${to}`);
      return mapValue(numeric(x, "clip"), (value) => Math.min(Math.max(value, from), to));
    },
  },
  {
    name: "where",
    least: 3,
    most: 3,
    cost: ([test, yes, no]) =>
      3 * sizeOf(broadcastShape(broadcastShape(shapeOf(test), shapeOf(yes)), shapeOf(no))),
    apply: ([test, yes, no]) => {
      if (test === undefined || !isTensor(test)) {
        throw new Fault("type", "where needs a tensor of 0 and 1 first");
      }
      return where(test, { yes: numeric(yes, "where"), no: numeric(no, "where") });
    },
  },
];

/** An activation under its name, and its derivative under the name with a `d` in front: `sigmoid`, `dsigmoid`. */
function activation(name: string, { value, slope }: Activation): readonly Operation[] {
  return [elementwise(name, value), elementwise(`d${name}`, slope)];
}

/** An activation whose second argument shapes it. */
function withSlope(name: string, make: (a: number) => Activation): Operation {
  return {
    name,
    least: 2,
    most: 2,
    cost: onePass,
    apply: ([x, a]) => mapValue(numeric(x, name), make(numberIn(a, name)).value),
  };
}

/** Half away from zero, judged on the exact value of the double: what display and key must agree on. */
function rounded(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  return Math.sign(value) * Number(Math.abs(value).toFixed(places));
}

/** n! for whole n from 0 to 170, NaN elsewhere. */
function factorial(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 170) return NaN;
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

/** n over k for whole 0 <= k <= n <= 1000, NaN elsewhere. */
function binomial(n: number, k: number): number {
  if (!Number.isInteger(n) || !Number.isInteger(k) || k < 0 || k > n || n > 1000) return NaN;
  const short = Math.min(k, n - k);
  let value = 1;
  for (let i = 1; i <= short; i++) value = value * (n - short + i) / i;
  return value < 2 ** 52 ? Math.round(value) : value;
}
