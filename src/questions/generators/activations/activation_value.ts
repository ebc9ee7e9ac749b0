/** The value of an activation function: the classics, then softplus, SiLU and ELU, then Mish and GELU. */
import { GELU_TANH, RELU, SIGMOID, SILU, TANH } from "../../../tensor/activation.ts";
import { normalCdf } from "../../../tensor/special.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import {
  ACTIVATION_TEX,
  type ActivationName,
  activationOf,
  activationValueSolver,
} from "../../solvers/activation_value.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type ValueParams = { readonly name: ActivationName; readonly x: number; readonly a: number };

const BY_LEVEL: readonly (readonly ActivationName[])[] = [
  ["sigmoid", "tanh", "leaky-relu"],
  ["elu", "softplus", "silu"],
  ["mish", "gelu", "gelu-tanh"],
];

export const activationValueGenerator = defineGenerator<ValueParams>({
  id: "activation-value",
  version: 1,
  topic: "activations",
  title: "Value of an activation function",
  levels: [1, 2, 3],
  domains: {
    name: { kind: "pick", of: BY_LEVEL.flat() },
    x: { kind: "dec", lo: -4, hi: 4, step: 0.1 },
    a: { kind: "dec", lo: 0, hi: 3, step: 0.01 },
  },
  generate(random, level, fixed) {
    const name = fixed.name ?? random.pick(BY_LEVEL[level - 1] ?? []);
    const kinked = name === "leaky-relu" || name === "elu";
    const size = random.dec(0.5, 2.5, level === 1 ? 0.5 : 0.1);
    return {
      name,
      x: fixed.x ?? (kinked ? -size : random.pick([-1, 1]) * size),
      a: fixed.a ??
        (name === "leaky-relu"
          ? random.pick([0.01, 0.02, 0.1, 0.2])
          : name === "elu"
          ? random.pick([0.5, 1.5, 2])
          : 0),
    };
  },
  refuse({ name, x, a }) {
    const kinked = name === "leaky-relu" || name === "elu";
    if (kinked && x >= 0) return "the input passes unchanged";
    if (kinked && (a === 0 || a === 1)) return "the parameter changes nothing";
    if (!kinked && a !== 0) return "this function has no parameter";
    return x === 0 ? "the input is 0" : undefined;
  },
  prompt: ({ name, x, a }) =>
    `What value does ${ACTIVATION_TEX[name].text} take at $x = ${num(x)}$${
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
  answers: () => [realAnswer({ id: "y", label: "$f(x)$", decimals: 4 })],
  solve: activationValueSolver,
  mistakes: [
    {
      id: "derivative",
      solve: ({ name, x, a }) => name === "elu" ? undefined : scalars({ y: activationOf(name, a).slope(x) }),
      feedback: "That is the slope of the function at $x$. Asked is its value.",
    },
    {
      id: "clipped",
      solve: ({ name, x }) =>
        name === "sigmoid" || name === "tanh" || x > 0 ? undefined : scalars({ y: RELU.value(x) }),
      feedback: "You clipped the negative input to 0, as ReLU does. This function lets some of it through.",
    },
    {
      id: "sign-of-exponent",
      solve({ name, x, a }) {
        switch (name) {
          case "sigmoid":
          case "softplus":
          case "elu":
            return scalars({ y: name === "elu" ? a * (Math.exp(-x) - 1) : activationOf(name, a).value(-x) });
          case "silu":
            return scalars({ y: x * SIGMOID.value(-x) });
          default:
            return undefined;
        }
      },
      feedback: "The sign in the exponent is wrong: read the formula again.",
    },
    {
      id: "other-squash",
      solve: ({ name, x }) =>
        name === "sigmoid"
          ? scalars({ y: TANH.value(x) })
          : name === "tanh"
          ? scalars({ y: SIGMOID.value(x) })
          : undefined,
      feedback: "You mixed up sigmoid, from 0 to 1, and tanh, from $-1$ to 1.",
    },
    {
      id: "sinh",
      solve: ({ name, x }) => name === "tanh" ? scalars({ y: Math.sinh(x) }) : undefined,
      feedback: "You divided by 2. Tanh divides by $e^x + e^{-x}$, so that it stays below 1.",
    },
    {
      id: "no-minus-one",
      solve: ({ name, x, a }) => name === "elu" && x < 0 ? scalars({ y: a * Math.exp(x) }) : undefined,
      feedback: "The $-1$ is missing: ELU must meet 0 at $x = 0$.",
    },
    {
      id: "parameter-forgotten",
      solve: ({ name, x, a }) => {
        if (name === "leaky-relu" && x < 0) return scalars({ y: x });
        return name === "elu" && x < 0 && a !== 1 ? scalars({ y: Math.expm1(x) }) : undefined;
      },
      feedback: "The factor $a$ is missing on the negative side.",
    },
    {
      id: "line-for-curve",
      solve: ({ name, x, a }) => name === "elu" && x < 0 ? scalars({ y: a * x }) : undefined,
      feedback: "That is leaky ReLU. ELU bends: below 0 it is $a(e^x - 1)$.",
    },
    {
      id: "no-logarithm",
      solve: ({ name, x }) => name === "softplus" ? scalars({ y: 1 + Math.exp(x) }) : undefined,
      feedback: "The logarithm is missing.",
    },
    {
      id: "gate-only",
      solve({ name, x }) {
        if (name === "silu") return scalars({ y: SIGMOID.value(x) });
        if (name === "gelu") return scalars({ y: normalCdf(x) });
        if (name === "gelu-tanh") return x === 0 ? undefined : scalars({ y: GELU_TANH.value(x) / x });
        return name === "mish" ? scalars({ y: Math.tanh(Math.log1p(Math.exp(x))) }) : undefined;
      },
      feedback: "That is the factor only. Multiply it by $x$.",
    },
    {
      id: "silu-for-it",
      solve: ({ name, x }) =>
        name === "gelu" || name === "gelu-tanh" || name === "mish"
          ? scalars({ y: SILU.value(x) })
          : undefined,
      feedback: "That is SiLU, $x\\, \\sigma(x)$: alike in shape, but another function.",
    },
    {
      id: "no-one",
      solve: ({ name, x }) => name === "gelu-tanh" ? scalars({ y: GELU_TANH.value(x) - x / 2 }) : undefined,
      feedback: "The 1 in front of tanh is missing.",
    },
  ],
  hints: ({ name }) => [`Write down the formula: $${ACTIVATION_TEX[name].formula}$.`],
});
