/** The slope of an activation function: sigmoid and tanh, then softplus, ELU and leaky ReLU, then SiLU and GELU. */
import { SIGMOID, TANH } from "../../../tensor/activation.ts";
import { normalCdf, normalDensity } from "../../../tensor/special.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { ACTIVATION_TEX, type ActivationName, activationOf } from "../../solvers/activation_value.ts";
import { activationSlopeSolver } from "../../solvers/activation_slope.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type SlopeParams = { readonly name: ActivationName; readonly x: number; readonly a: number };

const BY_LEVEL: readonly (readonly ActivationName[])[] = [
  ["sigmoid", "tanh"],
  ["softplus", "elu", "leaky-relu"],
  ["silu", "gelu", "mish"],
];

export const activationDerivativeGenerator = defineGenerator<SlopeParams>({
  id: "activation-derivative",
  version: 1,
  topic: "activations",
  title: "Derivative of an activation function",
  levels: [1, 2, 3],
  domains: {
    name: { kind: "pick", of: BY_LEVEL.flat() },
    x: { kind: "dec", lo: -4, hi: 4, step: 0.1 },
    a: { kind: "dec", lo: 0, hi: 3, step: 0.01 },
  },
  generate(random, level, fixed) {
    const name = fixed.name ?? random.pick(BY_LEVEL[level - 1] ?? []);
    const kinked = name === "leaky-relu" || name === "elu";
    const size = random.dec(0.3, 2, 0.1);
    return {
      name,
      x: fixed.x ?? (kinked ? -size : random.pick([-1, 1]) * size),
      a: fixed.a ??
        (name === "leaky-relu"
          ? random.pick([0.01, 0.02, 0.1, 0.2, 0.3])
          : name === "elu"
          ? random.pick([0.5, 1.5, 2])
          : 0),
    };
  },
  refuse({ name, x, a }) {
    const kinked = name === "leaky-relu" || name === "elu";
    if (x === 0) return "the input is 0";
    if (kinked && x > 0) return "the slope is 1";
    if (kinked && (a === 0 || a === 1)) return "the parameter changes nothing";
    return !kinked && a !== 0 ? "this function has no parameter" : undefined;
  },
  prompt: ({ name, x, a }) =>
    `What is the derivative of ${ACTIVATION_TEX[name].text} at $x = ${num(x)}$${
      name === "leaky-relu" || name === "elu" ? ` with $a = ${num(a)}$` : ""
    }?`,
  conventions: ({ name, x }) => [
    `$${ACTIVATION_TEX[name].formula}$`,
    ...(name === "gelu"
      ? [
        `$\\Phi$ is the standard normal distribution function: $\\Phi(${num(x)}) \\approx ${
          normalCdf(x).toFixed(5)
        }$`,
      ]
      : []),
    name === "leaky-relu" ? "an exact decimal" : "4 decimals, so keep 5 in between",
  ],
  answers: () => [realAnswer({ id: "slope", label: "$f'(x)$", decimals: 4 })],
  solve: activationSlopeSolver,
  mistakes: [
    {
      id: "value",
      solve: ({ name, x, a }) => scalars({ slope: activationOf(name, a).value(x) }),
      feedback: "That is the value of the function. Asked is its slope.",
    },
    {
      id: "input-for-output",
      solve: ({ name, x }) =>
        name === "sigmoid"
          ? scalars({ slope: x * (1 - x) })
          : name === "tanh"
          ? scalars({ slope: 1 - x * x })
          : undefined,
      feedback: "You put $x$ into the rule for the derivative. The rule takes the *output* of the function.",
    },
    {
      id: "other-rule",
      solve: ({ name, x }) => {
        const [s, t] = [SIGMOID.value(x), TANH.value(x)];
        if (name === "sigmoid") return scalars({ slope: 1 - s * s });
        return name === "tanh" ? scalars({ slope: t * (1 - t) }) : undefined;
      },
      feedback: "You mixed up the rules: $\\sigma' = \\sigma(1 - \\sigma)$, but $\\tanh' = 1 - \\tanh^2$.",
    },
    {
      id: "root",
      solve: ({ name, x }) => name === "tanh" ? scalars({ slope: 1 / Math.cosh(x) }) : undefined,
      feedback: "That is $1 / \\cosh x$; the derivative of tanh is its square.",
    },
    {
      id: "no-square",
      solve: ({ name, x }) => name === "tanh" ? scalars({ slope: 1 - TANH.value(x) }) : undefined,
      feedback: "Square the output first: $1 - \\tanh^2 x$.",
    },
    {
      id: "opposite-branch",
      solve: ({ name, x }) =>
        name === "leaky-relu" || name === "elu" ? (x < 0 ? scalars({ slope: 1 }) : undefined) : undefined,
      feedback: "Slope 1 belongs to positive inputs.",
    },
    {
      id: "dead",
      solve: ({ name, x }) =>
        name === "leaky-relu" || name === "elu" ? (x < 0 ? scalars({ slope: 0 }) : undefined) : undefined,
      feedback: "That is ReLU. This function keeps a slope for negative inputs.",
    },
    {
      id: "parameter-forgotten",
      solve: ({ name, x, a }) =>
        name === "elu" && x < 0 && a !== 1 ? scalars({ slope: Math.exp(x) }) : undefined,
      feedback: "The factor $a$ is missing.",
    },
    {
      id: "derived-twice",
      solve: ({ name, x }) => name === "softplus" ? scalars({ slope: SIGMOID.slope(x) }) : undefined,
      feedback: "That is the derivative of the sigmoid. The derivative of softplus is the sigmoid itself.",
    },
    {
      id: "no-inner",
      solve: ({ name, x }) => name === "softplus" ? scalars({ slope: 1 / (1 + Math.exp(x)) }) : undefined,
      feedback: "The inner derivative $e^x$ is missing: $f' = e^x / (1 + e^x)$.",
    },
    {
      id: "first-term-only",
      solve: ({ name, x }) => {
        const factor = factorOf(name, x);
        return factor === undefined ? undefined : scalars({ slope: factor.value });
      },
      feedback: "Product rule: the other factor depends on $x$ too, so a second term follows.",
    },
    {
      id: "second-term-only",
      solve: ({ name, x }) => {
        const factor = factorOf(name, x);
        return factor === undefined ? undefined : scalars({ slope: x * factor.slope });
      },
      feedback: "Product rule: the derivative of $x$ times the other factor is missing.",
    },
    {
      id: "slopes-multiplied",
      solve: ({ name, x }) => {
        const factor = factorOf(name, x);
        return factor === undefined ? undefined : scalars({ slope: factor.slope });
      },
      feedback: "You multiplied the derivatives of both factors. Use the product rule: $u'v + uv'$.",
    },
  ],
  hints: ({ name }) => [`Write down the formula: $${ACTIVATION_TEX[name].formula}$, and derive it.`],
});

/** For functions x g(x): g and its slope. */
function factorOf(name: ActivationName, x: number): { value: number; slope: number } | undefined {
  switch (name) {
    case "silu":
      return { value: SIGMOID.value(x), slope: SIGMOID.slope(x) };
    case "gelu":
      return { value: normalCdf(x), slope: normalDensity(x) };
    case "mish": {
      const p = Math.log1p(Math.exp(x));
      return { value: Math.tanh(p), slope: TANH.slope(p) * SIGMOID.value(x) };
    }
    default:
      return undefined;
  }
}
