/** The value of an activation function at one point, by the steps of a pocket calculator. */
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
import { normalCdf } from "../../tensor/special.ts";
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

/** A step that a learner rounds. */
export const step = (
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
export const exact = (id: string, rule: string, value: number, tex: string): StepPlan =>
  numberStep({ id, rule, value: () => value, tex: (result) => `${tex} = ${num(result)}` });

export const sigmoidStep = (x: number): StepPlan =>
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

/** Phi is given on the card. */
export function normalStep(x: number): StepPlan {
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
