/** Value and slope of an activation function at one point, by the steps of a pocket calculator. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import {
  type Activation,
  elu,
  GELU,
  GELU_TANH,
  leaky,
  MISH,
  RELU,
  SIGMOID,
  SILU,
  SOFTPLUS,
  TANH,
} from "../../tensor/activation.ts";
import { normalCdf, normalDensity } from "../../tensor/special.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { numberStep } from "./number_steps.ts";
import { carried } from "./worked_tex.ts";

export type ActivationName =
  | "relu"
  | "leaky-relu"
  | "elu"
  | "sigmoid"
  | "tanh"
  | "softplus"
  | "silu"
  | "mish"
  | "gelu"
  | "gelu-tanh";

export interface ActivationAt {
  readonly name: ActivationName;
  readonly x: number;
  /** Slope of leaky ReLU below 0, alpha of ELU; the others have none. */
  readonly a: number;
}

/** Names, with their article, and formulas as a prompt gives them. */
export const ACTIVATION_TEX: Readonly<
  Record<ActivationName, { readonly text: string; readonly formula: string }>
> = {
  "relu": { text: "ReLU", formula: "f(x) = \\max(0, x)" },
  "leaky-relu": {
    text: "leaky ReLU",
    formula: "f(x) = x \\text{ for } x > 0,\\; a x \\text{ for } x \\le 0",
  },
  "elu": { text: "ELU", formula: "f(x) = x \\text{ for } x > 0,\\; a (e^x - 1) \\text{ for } x \\le 0" },
  "sigmoid": { text: "the sigmoid", formula: "\\sigma(x) = 1 / (1 + e^{-x})" },
  "tanh": { text: "the hyperbolic tangent", formula: "\\tanh x = (e^x - e^{-x}) / (e^x + e^{-x})" },
  "softplus": { text: "softplus", formula: "f(x) = \\ln(1 + e^x)" },
  "silu": { text: "SiLU (swish)", formula: "f(x) = x\\, \\sigma(x)" },
  "mish": { text: "Mish", formula: "f(x) = x \\tanh(\\ln(1 + e^x))" },
  "gelu": { text: "the exact GELU", formula: "f(x) = x\\, \\Phi(x)" },
  "gelu-tanh": {
    text: "the tanh approximation of GELU",
    formula:
      "f(x) = \\tfrac{1}{2} x \\left(1 + \\tanh\\left(\\sqrt{2/\\pi}\\, (x + 0.044715 x^3)\\right)\\right)",
  },
};

export function activationOf(name: ActivationName, a: number): Activation {
  switch (name) {
    case "leaky-relu":
      return leaky(a);
    case "elu":
      return elu(a);
    default:
      return PLAIN[name];
  }
}

const PLAIN = {
  "relu": RELU,
  "sigmoid": SIGMOID,
  "tanh": TANH,
  "softplus": SOFTPLUS,
  "silu": SILU,
  "mish": MISH,
  "gelu": GELU,
  "gelu-tanh": GELU_TANH,
} as const;

/** f(x). Answer: y. */
export function activationValueSolver(at: ActivationAt): Solver {
  return { steps: [...valueSteps(at)], answers: { y: "y" } };
}

/** f'(x), off the kinks. Answer: slope. */
export function activationSlopeSolver(at: ActivationAt): Solver {
  return { steps: [...slopeSteps(at)], answers: { slope: "slope" } };
}

const step = (
  id: string,
  rule: string,
  uses: readonly string[],
  value: (...inputs: number[]) => number,
  tex: (...inputs: number[]) => string,
): StepPlan =>
  numberStep({
    id,
    rule,
    uses,
    roundable: true,
    value,
    tex: (result, ...inputs) => `${tex(...inputs)} ${equals(result, 5)}`,
  });

/** A step that a learner writes down exactly. */
const exact = (id: string, rule: string, value: number, tex: string): StepPlan =>
  numberStep({ id, rule, value: () => value, tex: (result) => `${tex} = ${num(result)}` });

const sigmoidStep = (x: number): StepPlan =>
  step(
    "s",
    "The sigmoid at $x$: $\\sigma(x) = 1 / (1 + e^{-x})$.",
    [],
    () => SIGMOID.value(x),
    () => `\\sigma(${num(x)}) = \\frac{1}{1 + e^{${num(-x)}}}`,
  );

function valueSteps({ name, x, a }: ActivationAt): readonly StepPlan[] {
  switch (name) {
    case "relu":
      return [
        exact("y", "ReLU keeps what is positive and makes the rest 0.", RELU.value(x), `\\max(0, ${num(x)})`),
      ];
    case "leaky-relu":
      return [
        x > 0
          ? exact("y", "Positive inputs pass unchanged.", x, "y")
          : exact("y", "Not positive: multiply by the slope $a$.", a * x, `${num(a)} \\cdot ${term(x)}`),
      ];
    case "elu":
      return x > 0 ? [exact("y", "Positive inputs pass unchanged.", x, "y")] : [
        step("e", "The exponential of $x$.", [], () => Math.exp(x), () => `e^{${num(x)}}`),
        step(
          "y",
          "Subtract 1 and multiply by $a$.",
          ["e"],
          (e = NaN) => a * (e - 1),
          (e = NaN) => `${num(a)} \\cdot (${carried(e, 5)} - 1)`,
        ),
      ];
    case "sigmoid":
      return [
        step("e", "The exponential of $-x$.", [], () => Math.exp(-x), () => `e^{${num(-x)}}`),
        step(
          "y",
          "One over one plus it.",
          ["e"],
          (e = NaN) => 1 / (1 + e),
          (e = NaN) => `\\frac{1}{1 + ${carried(e, 5)}}`,
        ),
      ];
    case "tanh":
      return [
        step("e", "The exponential of $2x$.", [], () => Math.exp(2 * x), () => `e^{${num(2 * x)}}`),
        step(
          "y",
          "Multiplying numerator and denominator by $e^x$: $\\tanh x = (e^{2x} - 1) / (e^{2x} + 1)$.",
          ["e"],
          (e = NaN) => (e - 1) / (e + 1),
          (e = NaN) => `\\frac{${carried(e, 5)} - 1}{${carried(e, 5)} + 1}`,
        ),
      ];
    case "softplus":
      return [
        step("e", "The exponential of $x$.", [], () => Math.exp(x), () => `e^{${num(x)}}`),
        step(
          "y",
          "Add 1, take the natural logarithm.",
          ["e"],
          (e = NaN) => Math.log1p(e),
          (e = NaN) => `\\ln(1 + ${carried(e, 5)})`,
        ),
      ];
    case "silu":
      return [
        sigmoidStep(x),
        step(
          "y",
          "Multiply by $x$: the input gates itself.",
          ["s"],
          (s = NaN) => x * s,
          (s = NaN) => `${term(x)} \\cdot ${carried(s, 5)}`,
        ),
      ];
    case "mish":
      return [
        step(
          "p",
          "Softplus first: $\\ln(1 + e^x)$.",
          [],
          () => SOFTPLUS.value(x),
          () => `\\ln(1 + e^{${num(x)}})`,
        ),
        step(
          "t",
          "Its hyperbolic tangent.",
          ["p"],
          (p = NaN) => Math.tanh(p),
          (p = NaN) => `\\tanh(${num5(p)})`,
        ),
        step(
          "y",
          "Multiply by $x$.",
          ["t"],
          (t = NaN) => x * t,
          (t = NaN) => `${term(x)} \\cdot ${carried(t, 5)}`,
        ),
      ];
    case "gelu":
      return [
        normalStep(x),
        step(
          "y",
          "Multiply by $x$.",
          ["phi"],
          (phi = NaN) => x * phi,
          (phi = NaN) => `${term(x)} \\cdot ${carried(phi, 5)}`,
        ),
      ];
    case "gelu-tanh":
      return [
        step(
          "u",
          "The argument of tanh.",
          [],
          () => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3),
          () => `u = \\sqrt{2/\\pi} \\cdot (${num(x)} + 0.044715 \\cdot ${term(x)}^3)`,
        ),
        step(
          "t",
          "Its hyperbolic tangent.",
          ["u"],
          (u = NaN) => Math.tanh(u),
          (u = NaN) => `\\tanh(${num5(u)})`,
        ),
        step(
          "y",
          "Add 1 and multiply by $x/2$.",
          ["t"],
          (t = NaN) => 0.5 * x * (1 + t),
          (t = NaN) => `\\tfrac{1}{2} \\cdot ${term(x)} \\cdot (1 + ${carried(t, 5)})`,
        ),
      ];
  }
}

function slopeSteps({ name, x, a }: ActivationAt): readonly StepPlan[] {
  switch (name) {
    case "relu":
    case "leaky-relu":
      return [
        exact(
          "slope",
          x > 0 ? "On the positive side $f(x) = x$." : "Below 0 the function is a line: take its slope.",
          activationOf(name, a).slope(x),
          "f'(x)",
        ),
      ];
    case "elu":
      return [
        x > 0 ? exact("slope", "On the positive side $f(x) = x$.", 1, "f'(x)") : step(
          "slope",
          "Below 0 the derivative of $a(e^x - 1)$ is $a e^x$; the 1 drops out.",
          [],
          () => a * Math.exp(x),
          () => `${num(a)} \\cdot e^{${num(x)}}`,
        ),
      ];
    case "sigmoid":
      return [
        sigmoidStep(x),
        step(
          "slope",
          "$\\sigma' = \\sigma (1 - \\sigma)$, of the *output* of the function.",
          ["s"],
          (s = NaN) => s * (1 - s),
          (s = NaN) => `${carried(s, 5)} \\cdot (1 - ${carried(s, 5)})`,
        ),
      ];
    case "tanh":
      return [
        step("t", "The value at $x$.", [], () => Math.tanh(x), () => `\\tanh(${num(x)})`),
        step(
          "slope",
          "$\\tanh' = 1 - \\tanh^2$, of the *output*.",
          ["t"],
          (t = NaN) => 1 - t * t,
          (t = NaN) => `1 - ${carried(t, 5)}^2`,
        ),
      ];
    case "softplus":
      return [
        step(
          "slope",
          "By the chain rule $e^x / (1 + e^x)$, which is the sigmoid.",
          [],
          () => SIGMOID.value(x),
          () => `\\sigma(${num(x)}) = \\frac{1}{1 + e^{${num(-x)}}}`,
        ),
      ];
    case "silu":
      return [
        sigmoidStep(x),
        step(
          "slope",
          "Product rule: $f' = \\sigma + x\\, \\sigma (1 - \\sigma)$.",
          ["s"],
          (s = NaN) => s + x * s * (1 - s),
          (s = NaN) => `${carried(s, 5)} + ${term(x)} \\cdot ${carried(s, 5)} \\cdot (1 - ${carried(s, 5)})`,
        ),
      ];
    case "mish":
      return [
        step(
          "t",
          "$\\tanh$ of softplus.",
          [],
          () => Math.tanh(SOFTPLUS.value(x)),
          () => `t = \\tanh(\\ln(1 + e^{${num(x)}}))`,
        ),
        sigmoidStep(x),
        step(
          "slope",
          "Product and chain rule: $f' = t + x (1 - t^2)\\, \\sigma$.",
          ["t", "s"],
          (t = NaN, s = NaN) => t + x * (1 - t * t) * s,
          (t = NaN, s = NaN) =>
            `${carried(t, 5)} + ${term(x)} \\cdot (1 - ${carried(t, 5)}^2) \\cdot ${carried(s, 5)}`,
        ),
      ];
    case "gelu":
      return [
        normalStep(x),
        step(
          "density",
          "The normal density at $x$, the derivative of $\\Phi$.",
          [],
          () => normalDensity(x),
          () => `\\varphi(${num(x)}) = \\frac{1}{\\sqrt{2\\pi}} e^{${num(-x * x / 2)}}`,
        ),
        step(
          "slope",
          "Product rule: $f' = \\Phi + x\\, \\varphi$.",
          ["phi", "density"],
          (phi = NaN, density = NaN) => phi + x * density,
          (phi = NaN, density = NaN) => `${carried(phi, 5)} + ${term(x)} \\cdot ${carried(density, 5)}`,
        ),
      ];
    case "gelu-tanh":
      return [
        step("slope", "Product and chain rule.", [], () => GELU_TANH.slope(x), () => `f'(${num(x)})`),
      ];
  }
}

/** Phi is given on the card. */
function normalStep(x: number): StepPlan {
  return step(
    "phi",
    "The normal distribution function, as given.",
    [],
    () => normalCdf(x),
    () => `\\Phi(${num(x)})`,
  );
}

function num5(value: number): string {
  return num(Number(value.toFixed(5)));
}

/**
 * PReLU over several inputs. Answers: y [n], slopes = dy/da [n] (min(x, 0)), dx [n] and da for an upstream gradient.
 * Source: He et al. 2015.
 */
export function preluSolver(
  { xs, a, upstream }: {
    readonly xs: readonly number[];
    readonly a: number;
    readonly upstream: readonly number[];
  },
): Solver {
  const g = (i: number) => upstream[i] ?? 0;
  const list = (values: ArrayLike<number>) => Array.from(values, num).join(",\\; ");
  return {
    steps: [
      {
        id: "y",
        rule: "Positive inputs pass; the others are multiplied by $a$.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map(leaky(a).value)),
        tex: (value) => `y = (${list(value.values)})`,
      },
      {
        id: "slopes",
        rule:
          "Only where $x < 0$ does $y = a x$ depend on $a$: there $\\partial y / \\partial a = x$, elsewhere 0.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map((x) => Math.min(x, 0))),
        tex: (value) => `\\frac{\\partial y}{\\partial a} = (${list(value.values)})`,
      },
      {
        id: "dx",
        rule: "Towards the input: the upstream gradient times the local slope, 1 or $a$.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map((x, i) => g(i) * leaky(a).slope(x))),
        tex: (value) =>
          `(${xs.map((x, i) => `${term(g(i))} \\cdot ${num(x > 0 ? 1 : a)}`).join(",\\; ")}) = (${
            list(value.values)
          })`,
      },
      {
        id: "da",
        rule: "All inputs share $a$, so their contributions add: $\\sum_i g_i \\min(x_i, 0)$.",
        uses: ["slopes"],
        roundable: false,
        value: (slopes = tensor(xs)) => scalar(slopes.values.reduce((sum, s, i) => sum + g(i) * s, 0)),
        tex: (value, slopes = tensor(xs)) =>
          `${Array.from(slopes.values, (s, i) => `${term(g(i))} \\cdot ${term(s)}`).join(" + ")} = ${
            num(value.values[0] ?? NaN)
          }`,
      },
    ],
    answers: { y: "y", slopes: "slopes", dx: "dx", da: "da" },
  };
}
