/** The slope of an activation function at one point, by the rules of derivation. */
import { GELU_TANH, SIGMOID, SOFTPLUS } from "../../tensor/activation.ts";
import { normalDensity } from "../../tensor/special.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { num, term } from "../tex.ts";
import { type ActivationAt, activationOf, exact, normalStep, sigmoidStep, step } from "./activation_value.ts";
import { carried } from "./worked_tex.ts";

/** f'(x), off the kinks. Answer: slope. */
export function activationSlopeSolver(at: ActivationAt): Solver {
  return { steps: [...slopeSteps(at)], answers: { slope: "slope" } };
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
