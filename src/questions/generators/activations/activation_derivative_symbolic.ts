/** Derivative of an activation as a formula: by its output, then by its input with a scale, then with a factor x in front. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { derivation, mistaken, multiple, texOf } from "../../solvers/derivation.ts";

type ActivationParams = {
  readonly name: "sigmoid" | "tanh" | "softplus" | "swish";
  /** The function is taken of `scale` x. */
  readonly scale: number;
  /** Whether the formula is in the input x, or in the output that the forward pass has kept. */
  readonly by: "output" | "input";
};

type Name = ActivationParams["name"];

interface Known {
  /** TeX of the function that is scaled. */
  readonly symbol: string;
  /** Variables of a formula in the output. */
  readonly output: Variables;
  /** What the output is called, as TeX, and its definition at a given argument. */
  readonly kept: string;
  readonly value: (u: string) => string;
  /** Derivative by the argument. */
  readonly slope: (u: string) => string;
  readonly slopeByOutput: string;
  readonly rule: string;
}

const X = { x: "real[-3,3]" };

const KNOWN: Readonly<Record<Name, Known>> = {
  sigmoid: {
    symbol: "\\sigma",
    output: { y: "prob" },
    kept: "y",
    value: (u) => `sigmoid(${u})`,
    slope: (u) => `sigmoid(${u})*(1 - sigmoid(${u}))`,
    slopeByOutput: "y*(1 - y)",
    rule:
      "$\\sigma(u) = (1 + e^{-u})^{-1}$ has the derivative $e^{-u} / (1 + e^{-u})^2 = \\sigma(u) (1 - \\sigma(u))$.",
  },
  tanh: {
    symbol: "\\tanh",
    output: { y: "real[-0.95,0.95]" },
    kept: "y",
    value: (u) => `tanh(${u})`,
    slope: (u) => `(1 - tanh(${u})^2)`,
    slopeByOutput: "(1 - y^2)",
    rule: "$\\tanh u = \\sinh u / \\cosh u$ has the derivative $1 / \\cosh^2 u = 1 - \\tanh^2 u$.",
  },
  softplus: {
    symbol: "\\operatorname{softplus}",
    output: { y: "positive" },
    kept: "y",
    value: (u) => `softplus(${u})`,
    slope: (u) => `sigmoid(${u})`,
    slopeByOutput: "(1 - exp(-y))",
    rule:
      "$\\ln(1 + e^u)$ has the derivative $e^u / (1 + e^u) = \\sigma(u)$, which is $1 - e^{-y}$ with $y = \\ln(1 + e^u)$.",
  },
  swish: {
    symbol: "\\sigma",
    output: { ...X, s: "prob" },
    kept: "s",
    value: (u) => `sigmoid(${u})`,
    slope: (u) => `sigmoid(${u})*(1 - sigmoid(${u}))`,
    slopeByOutput: "s*(1 - s)",
    rule: "The second factor is a sigmoid: $\\sigma' = \\sigma (1 - \\sigma)$.",
  },
};

/** Derivatives that the language knows by name would be no derivation. */
const READY_MADE = [
  "dsigmoid",
  "dsoftplus",
  "dsilu",
  "dgelu",
  "dgelutanh",
  "dmish",
  "drelu",
  "dselu",
  "dsoftsign",
];

/** By x and s together, a sigmoid of x would be right and yet not what is asked. */
const BY_INPUT = ["sigmoid", "exp", "tanh", "softplus", "silu"];

const BY_LEVEL: readonly (readonly Name[])[] = [
  ["sigmoid", "tanh", "softplus"],
  ["sigmoid", "tanh", "softplus"],
  ["swish"],
];

export const activationDerivativeSymbolicGenerator = defineGenerator<ActivationParams>({
  id: "activation-derivative-symbolic",
  version: 1,
  topic: "activations",
  title: "Derivative of an activation function, as a formula",
  levels: [1, 2, 3],
  domains: {
    name: { kind: "pick", of: ["sigmoid", "tanh", "softplus", "swish"] },
    scale: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
    by: { kind: "pick", of: ["output", "input"] },
  },
  generate: (random, level, fixed) => ({
    name: fixed.name ?? random.pick(BY_LEVEL[level - 1] ?? []),
    scale: fixed.scale ?? (level === 1 ? random.dec(1, 4, 0.5) : random.pick([0.5, 1.5, 2, 2.5, 3, 4])),
    by: fixed.by ?? (level === 1 ? "output" : level === 2 ? "input" : random.pick(["output", "input"])),
  }),
  refuse: () => undefined,
  prompt(p) {
    const { kept, value } = KNOWN[p.name];
    const argument = multiple(p.scale, "x");
    const f = texOf(X, p.name === "swish" ? `x*${value(argument)}` : value(argument));
    const output = p.name === "swish" ? texOf(X, value(argument)) : "f(x)";
    const given = p.by === "input"
      ? "as a formula in $x$"
      : `as a formula in ${p.name === "swish" ? "$x$ and " : "the output "}$${kept} = ${output}$ alone`;
    return `What is the derivative by $x$ of\n\n$$f(x) = ${f},$$\n\n${given}?`;
  },
  conventions: ({ name, by }) => [
    ...(name === "tanh"
      ? []
      : ["$\\sigma(u) = 1 / (1 + e^{-u})$" + (by === "input" ? "; type `sigmoid(u)`" : "")]),
    ...(name === "softplus" ? ["$\\operatorname{softplus}(u) = \\ln(1 + e^u)$"] : []),
  ],
  answers: (p) => [
    expressionAnswer({
      id: "slope",
      label: "$f'(x)$",
      variables: variables(p),
      form: { forbid: forbidden(p) },
    }),
  ],
  solve: (p) =>
    derivation("slope", variables(p), [
      {
        id: "rule",
        rule: `Name the argument $u = ${texOf(X, multiple(p.scale, "x"))}$. ${KNOWN[p.name].rule}`,
        left: `${KNOWN[p.name].symbol}'(u)`,
        text: slope(p),
      },
      {
        id: "slope",
        rule: p.name === "swish"
          ? "Product rule, with the scale as the inner derivative of the second factor."
          : "The scale is the inner derivative.",
        uses: ["rule"],
        left: "f'(x)",
        text: keyText(p),
      },
    ]),
  mistakes: [
    {
      id: "inner-forgotten",
      solve: (p) => p.scale === 1 ? undefined : wrong(p, keyText({ ...p, scale: 1 }, p.scale)),
      feedback: "The argument is scaled: its derivative is a factor.",
    },
    {
      id: "value",
      solve: (p) => p.name === "swish" ? undefined : wrong(p, `${p.scale}*${value(p)}`),
      feedback: "You took the function itself instead of its derivative.",
    },
    {
      id: "other-rule",
      solve: (p) => {
        if (p.name === "sigmoid") return wrong(p, `${p.scale}*(1 - ${value(p)}^2)`);
        return p.name === "tanh" ? wrong(p, `${p.scale}*${value(p)}*(1 - ${value(p)})`) : undefined;
      },
      feedback: "You mixed up the rules: $\\sigma' = \\sigma(1 - \\sigma)$, but $\\tanh' = 1 - \\tanh^2$.",
    },
    {
      id: "derived-twice",
      solve: (p) => p.name === "softplus" ? wrong(p, `${p.scale}*${slope(p)}*(1 - ${slope(p)})`) : undefined,
      feedback: "That is the derivative of the sigmoid. The derivative of softplus is the sigmoid itself.",
    },
    {
      id: "mirrored",
      solve: (p) => p.name === "softplus" ? wrong(p, `${p.scale}*(1 - ${slope(p)})`) : undefined,
      feedback: "The numerator $e^u$ is missing: that is $1 / (1 + e^u) = 1 - \\sigma(u)$.",
    },
    {
      id: "first-term-only",
      solve: (p) => p.name === "swish" ? wrong(p, value(p)) : undefined,
      feedback: "Product rule: the sigmoid depends on $x$ too, so a second term follows.",
    },
    {
      id: "second-term-only",
      solve: (p) => p.name === "swish" ? wrong(p, `${p.scale}*x*${slope(p)}`) : undefined,
      feedback: "Product rule: the derivative of the factor $x$ in front is missing.",
    },
    {
      id: "slopes-multiplied",
      solve: (p) => p.name === "swish" ? wrong(p, `${p.scale}*${slope(p)}`) : undefined,
      feedback: "You multiplied the derivatives of both factors. Use the product rule: $u'v + uv'$.",
    },
  ],
  hints: ({ name }) => [
    name === "swish"
      ? "Two factors depend on $x$: product rule."
      : "Begin with the derivative by the whole argument, then multiply by the argument's own.",
  ],
});

function variables({ name, by }: ActivationParams): Variables {
  return by === "input" ? X : KNOWN[name].output;
}

function forbidden({ name, by }: ActivationParams): readonly string[] {
  return name === "swish" && by === "output" ? [...READY_MADE, ...BY_INPUT] : READY_MADE;
}

/** The activation in the variables asked for. */
function value({ name, by, scale }: ActivationParams): string {
  return by === "input" ? KNOWN[name].value(multiple(scale, "x")) : KNOWN[name].kept;
}

/** Its derivative by the argument. */
function slope({ name, by, scale }: ActivationParams): string {
  return by === "input" ? KNOWN[name].slope(multiple(scale, "x")) : KNOWN[name].slopeByOutput;
}

/** The derivative; with another scale inside, the one of someone who forgets the factor. */
function keyText(p: ActivationParams, inside = p.scale): string {
  const at = { ...p, scale: inside };
  return p.name === "swish"
    ? `${value(at)} + ${multiple(p.scale, `x*${slope(at)}`)}`
    : multiple(p.scale, slope(at));
}

function wrong(p: ActivationParams, text: string) {
  return mistaken("slope", variables(p), text);
}
