/** Gradient of cross-entropy behind softmax as a formula: one logit, all logits, then the weights of the layer before. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { derivation, mistaken, multiple } from "../../solvers/derivation.ts";
import { num } from "../../tex.ts";

type CrossEntropyParams = {
  readonly by: "own-logit" | "other-logit" | "logits" | "weights" | "batch";
  /** Factor in front of the loss. */
  readonly weight: number;
  /** The probabilities are softmax(z / temperature). */
  readonly temperature: number;
};

type By = CrossEntropyParams["by"];

interface Case {
  readonly variables: Variables;
  readonly loss: string;
  readonly logits: string;
  readonly left: string;
  readonly key: string;
  /** The gradient by what softmax is taken of, u. */
  readonly errorLeft: string;
  readonly error: string;
  readonly conventions: readonly string[];
}

const ONE_CLASS = { variables: { p: "prob" }, loss: "-\\ln p_c", logits: "z" };
const CASES: Readonly<Record<By, Case>> = {
  "own-logit": {
    ...ONE_CLASS,
    left: "\\frac{\\partial L}{\\partial z_c}",
    errorLeft: "\\frac{\\partial L}{\\partial u_c}",
    error: "(p - 1)",
    key: "(p - 1)",
    conventions: ["$c$ is the true class; write `p` for $p_c$"],
  },
  "other-logit": {
    ...ONE_CLASS,
    left: "\\frac{\\partial L}{\\partial z_j}",
    errorLeft: "\\frac{\\partial L}{\\partial u_j}",
    error: "p",
    key: "p",
    conventions: ["$c$ is the true class, $j \\ne c$ another one; write `p` for $p_j$"],
  },
  logits: {
    variables: { p: "vector[n]", y: "vector[n]" },
    loss: "-\\sum_i y_i \\ln p_i",
    logits: "z",
    left: "\\nabla_z L",
    errorLeft: "\\nabla_u L",
    error: "(p - y)",
    key: "(p - y)",
    conventions: ["columns; the entries of $y$ add up to 1, so leave out $\\sum_i y_i$"],
  },
  weights: {
    variables: { p: "vector[n]", y: "vector[n]", x: "vector[m]" },
    loss: "-\\sum_i y_i \\ln p_i",
    logits: "W x",
    left: "\\nabla_W L",
    errorLeft: "\\nabla_u L",
    error: "(p - y)",
    key: "(p - y)@x'",
    conventions: [
      "columns; the entries of $y$ add up to 1, so leave out $\\sum_i y_i$",
      "the gradient has the shape of $W$",
    ],
  },
  batch: {
    variables: { P: "matrix[N,n]", Y: "matrix[N,n]", X: "matrix[N,m]" },
    loss: "-\\sum_{s, i} Y_{si} \\ln P_{si}",
    logits: "X W",
    left: "\\nabla_W L",
    errorLeft: "\\nabla_U L",
    error: "(P - Y)",
    key: "X'@(P - Y)",
    conventions: [
      "samples are rows: $X$ is $N \\times m$, $W$ is $m \\times n$, softmax over each row",
      "each row of $Y$ adds up to 1, so leave that sum out",
      "the gradient has the shape of $W$",
    ],
  },
};

const BY_LEVEL: readonly (readonly By[])[] = [["own-logit", "other-logit"], ["logits"], ["weights", "batch"]];

export const ceGradSymbolicGenerator = defineGenerator<CrossEntropyParams>({
  id: "ce-grad-symbolic",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Gradient of cross-entropy with softmax, as a formula",
  levels: [1, 2, 3],
  domains: {
    by: { kind: "pick", of: BY_LEVEL.flat() },
    weight: { kind: "dec", lo: 0.5, hi: 10, step: 0.5 },
    temperature: { kind: "dec", lo: 0.5, hi: 10, step: 0.5 },
  },
  generate: (random, level, fixed) => ({
    by: fixed.by ?? random.pick(BY_LEVEL[level - 1] ?? []),
    weight: fixed.weight ?? random.dec(1, 6, 0.5),
    temperature: fixed.temperature ?? (level === 1 ? 1 : random.pick([1, 2, 4, 5])),
  }),
  refuse: ({ weight, temperature }) =>
    weight / temperature === 1 && weight !== 1 ? "weight and temperature cancel" : undefined,
  prompt({ by, weight, temperature }) {
    const { loss, logits, left } = CASES[by];
    const [p, z] = by === "batch" ? ["P", "Z"] : ["p", "z"];
    const argument = temperature === 1 ? z : `${z} / ${num(temperature)}`;
    return `Let $${z} = ${
      logits === z ? "(z_1, \\dots, z_n)" : logits
    }$, $${p} = \\operatorname{softmax}(${argument})$ and\n\n` +
      `$$L = ${
        weight === 1 ? loss : loss.replace("-", `-${num(weight)} `)
      }.$$\n\nWhat is $${left}$, as a formula?`;
  },
  conventions: ({ by }) => ["natural logarithm", ...CASES[by].conventions],
  answers: ({ by }) => [
    expressionAnswer({
      id: "gradient",
      label: `$${CASES[by].left}$`,
      variables: CASES[by].variables,
      form: { forbid: ["sum", "mean"] },
    }),
  ],
  solve: (p) => derivation("gradient", CASES[p.by].variables, lines(p)),
  mistakes: [
    {
      id: "sign",
      solve: (p) => wrong(p, `-1*(${CASES[p.by].key})`),
      feedback: "The sign: a step against the gradient must raise the true class, so its entry is negative.",
    },
    {
      id: "label-forgotten",
      solve: (p) => {
        const bare =
          { "own-logit": "p", "other-logit": undefined, logits: "p", weights: "p@x'", batch: "X'@P" }[p.by];
        return bare === undefined ? undefined : wrong(p, bare);
      },
      feedback: "The true class has a term of its own: the logarithm is taken of its probability.",
    },
    {
      id: "label-everywhere",
      solve: (p) => p.by === "other-logit" ? wrong(p, "(p - 1)") : undefined,
      feedback:
        "That is the derivative by the logit of the true class. For another class nothing is taken away.",
    },
    {
      id: "softmax-slope",
      solve: (p) => {
        const slope: Partial<Record<By, string>> = {
          "own-logit": "p*(1 - p)",
          "other-logit": "p*(1 - p)",
          logits: "(p - y)*p*(1 - p)",
          weights: "((p - y)*p*(1 - p))@x'",
          batch: "X'@((P - Y)*P*(1 - P))",
        };
        return wrong(p, slope[p.by] ?? "p");
      },
      feedback: "The slope $p(1 - p)$ does not stay: the $1/p$ of the logarithm cancels it.",
    },
    {
      id: "weight-forgotten",
      solve: (p) => p.weight === 1 ? undefined : wrong({ ...p, weight: 1 }, CASES[p.by].key),
      feedback: "The factor in front of the loss stays.",
    },
    {
      id: "temperature-forgotten",
      solve: (p) => p.temperature === 1 ? undefined : wrong({ ...p, temperature: 1 }, CASES[p.by].key),
      feedback: "The logits are divided by the temperature, so the gradient is too.",
    },
    {
      id: "transposed",
      solve: (p) => p.by === "weights" || p.by === "batch" ? wrong(p, `(${CASES[p.by].key})'`) : undefined,
      feedback: "That is the transpose: the gradient has the shape of $W$.",
    },
  ],
  hints: ({ by }) => [
    by === "own-logit" || by === "other-logit"
      ? "Write $\\ln p_c$ as a logit minus the logarithm of a sum, then derive."
      : "Begin with one logit: what is the derivative by $z_j$?",
  ],
});

function lines(p: CrossEntropyParams) {
  const { left, key, errorLeft, error } = CASES[p.by];
  const cancels = "The $1/p$ of the logarithm cancels the $p$ in the Jacobian of softmax.";
  const whole = { id: "gradient", left, text: scaled(p, key) };
  if (error === key && p.temperature === 1) return [{ ...whole, rule: cancels }];
  const name = p.by === "batch" ? "U" : "u";
  const inner = [
    ...(p.temperature === 1 ? [] : ["the temperature divides"]),
    ...(error === key ? [] : ["the input of the layer is a factor"]),
  ];
  return [
    {
      id: "error",
      rule: `Name what softmax is taken of $${name}$. ${cancels}`,
      left: errorLeft,
      text: multiple(p.weight, error),
    },
    { ...whole, rule: `From there on: ${inner.join(", and ")}.`, uses: ["error"] },
  ];
}

/** A gradient with the factor of the loss, over the temperature. */
function scaled({ weight, temperature }: CrossEntropyParams, text: string): string {
  return temperature === 1 ? multiple(weight, text) : `${multiple(weight, text)}/${temperature}`;
}

function wrong(p: CrossEntropyParams, text: string) {
  return mistaken("gradient", CASES[p.by].variables, scaled(p, `(${text})`));
}
