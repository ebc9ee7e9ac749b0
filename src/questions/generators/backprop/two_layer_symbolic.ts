/** Back-propagation through two scalar layers as a formula: the last layer, the first one, then with a sigmoid at the end. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { derivation, mistaken, multiple } from "../../solvers/derivation.ts";
import { num } from "../../tex.ts";

type TwoLayerParams = {
  readonly hidden: "sigmoid" | "tanh";
  readonly output: "linear" | "sigmoid";
  readonly by: "v" | "c" | "w" | "b" | "x";
  /** Factor in front of the squared error. */
  readonly factor: number;
};

type By = TwoLayerParams["by"];

const BY_LEVEL: readonly (readonly By[])[] = [["v", "c"], ["w", "b"], ["w", "b", "x"]];
const SLOPES = { sigmoid: "h*(1 - h)", tanh: "(1 - h^2)" };
const TEX = { sigmoid: "\\sigma", tanh: "\\tanh" };
const OUTPUT_SLOPE = "y*(1 - y)";

export const twoLayerSymbolicGenerator = defineGenerator<TwoLayerParams>({
  id: "two-layer-symbolic",
  version: 1,
  topic: "backprop",
  title: "Back-propagation through two scalar layers, as a formula",
  levels: [1, 2, 3],
  domains: {
    hidden: { kind: "pick", of: ["sigmoid", "tanh"] },
    output: { kind: "pick", of: ["linear", "sigmoid"] },
    by: { kind: "pick", of: ["v", "c", "w", "b", "x"] },
    factor: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
  },
  generate: (random, level, fixed) => ({
    hidden: fixed.hidden ?? random.pick(["sigmoid", "tanh"]),
    output: fixed.output ?? (level === 3 ? "sigmoid" : "linear"),
    by: fixed.by ?? random.pick(BY_LEVEL[level - 1] ?? []),
    factor: fixed.factor ?? random.pick([0.5, 1, 1.5, 2, 2.5, 3]),
  }),
  refuse: () => undefined,
  prompt({ hidden, output, by, factor }) {
    const last = output === "linear" ? "v h + c" : "\\sigma(v h + c)";
    return `A network of one hidden unit computes\n\n$$\\begin{aligned} h &= ${
      hidden === "tanh" ? "\\tanh" : "\\sigma"
    }(w x + b) \\\\ y &= ${last} \\\\ L &= ${
      factor === 1 ? "" : num(factor)
    } (y - t)^2 \\end{aligned}$$\n\n` +
      `What is $\\partial L / \\partial ${by}$, as a formula in the values that the forward pass has kept?`;
  },
  conventions: () => [
    "all are single numbers; $t$ is the target",
    "write the slopes by the outputs $h$ and $y$",
  ],
  answers: (p) => [
    expressionAnswer({ id: "gradient", label: `$\\partial L / \\partial ${p.by}$`, variables: variables(p) }),
  ],
  solve: (p) => derivation("gradient", variables(p), lines(p)),
  mistakes: [
    {
      id: "two-forgotten",
      solve: (p) => wrong(p, { ...factorsOf(p), error: `${p.factor}*(y - t)` }),
      feedback: "The derivative of the square brings a factor of 2.",
    },
    {
      id: "sign",
      solve: (p) => wrong(p, { ...factorsOf(p), error: `${2 * p.factor}*(t - y)` }),
      feedback: "The sign: $L$ grows with $y$ where $y > t$, so the error is $y - t$.",
    },
    {
      id: "output-slope-forgotten",
      solve: (p) => p.output === "linear" ? undefined : wrong(p, { ...factorsOf(p), output: undefined }),
      feedback: "The sigmoid of the output has a slope too: $y (1 - y)$.",
    },
    {
      id: "hidden-slope-forgotten",
      solve: (p) => isLast(p) ? undefined : wrong(p, { ...factorsOf(p), slope: undefined }),
      feedback: "The path goes through the hidden unit: its slope is a factor.",
    },
    {
      id: "other-slope",
      solve: (p) =>
        isLast(p)
          ? undefined
          : wrong(p, { ...factorsOf(p), slope: SLOPES[p.hidden === "tanh" ? "sigmoid" : "tanh"] }),
      feedback: "You mixed up the slopes: $\\sigma' = h (1 - h)$, but $\\tanh' = 1 - h^2$.",
    },
    {
      id: "weight-forgotten",
      solve: (p) => isLast(p) ? undefined : wrong(p, { ...factorsOf(p), weight: undefined }),
      feedback: "On its way back the error passes the weight $v$.",
    },
    {
      id: "own-factor-forgotten",
      solve: (p) =>
        factorsOf(p).own === undefined ? undefined : wrong(p, { ...factorsOf(p), own: undefined }),
      feedback: ({ by }) =>
        `That is the derivative by the sum before the activation. By $${by}$ one more factor follows: what $${by}$ is multiplied with.`,
    },
    {
      id: "through-hidden",
      solve: (p) => isLast(p) ? wrong(p, { ...factorsOf(p), slope: SLOPES[p.hidden] }) : undefined,
      feedback: "The last layer comes after the hidden unit: its slope is not on this path.",
    },
  ],
  hints: ({ by }) => [
    `Which arrows lead from $${by}$ to $L$? One factor for each of them.`,
  ],
});

/** The factors of the chain rule from the loss back; undefined where the path does not pass one. */
interface Factors {
  readonly error: string;
  readonly output: string | undefined;
  readonly weight: string | undefined;
  readonly slope: string | undefined;
  readonly own: string | undefined;
}

function factorsOf(p: TwoLayerParams): Factors {
  const own: Readonly<Record<By, string | undefined>> = {
    v: "h",
    c: undefined,
    w: "x",
    b: undefined,
    x: "w",
  };
  return {
    error: multiple(2 * p.factor, "(y - t)"),
    output: p.output === "linear" ? undefined : OUTPUT_SLOPE,
    weight: isLast(p) ? undefined : "v",
    slope: isLast(p) ? undefined : SLOPES[p.hidden],
    own: own[p.by],
  };
}

function isLast({ by }: TwoLayerParams): boolean {
  return by === "v" || by === "c";
}

function product({ error, output, weight, slope, own }: Factors): string {
  return [error, output, weight, slope, own].filter((factor) => factor !== undefined).join("*");
}

/** Without b and c, so that no output can be written by the input of its layer. */
function variables({ hidden, output }: TwoLayerParams): Variables {
  return {
    x: "real[-2,2]",
    w: "real[-2,2]",
    h: hidden === "sigmoid" ? "prob" : "real[-0.95,0.95]",
    v: "real[-2,2]",
    y: output === "sigmoid" ? "prob" : "real[-3,3]",
    t: "real[-3,3]",
  };
}

function wrong(p: TwoLayerParams, factors: Factors) {
  return mistaken("gradient", variables(p), product(factors));
}

function lines(p: TwoLayerParams) {
  const { error, output, weight, slope } = factorsOf(p);
  const none = { output: undefined, weight: undefined, slope: undefined, own: undefined };
  const last = isLast(p);
  return [
    {
      id: "error",
      rule: "The loss by its output: the square brings a factor of 2.",
      left: "\\frac{\\partial L}{\\partial y}",
      text: product({ error, ...none }),
    },
    {
      id: "last-sum",
      rule: output === undefined ? "The last layer is linear: slope 1." : "Through the sigmoid: $y (1 - y)$.",
      uses: ["error"],
      left: "\\frac{\\partial L}{\\partial (vh + c)}",
      text: product({ error, ...none, output }),
    },
    ...(last ? [] : [
      {
        id: "hidden",
        rule: "Back through the weight of the last layer.",
        uses: ["last-sum"],
        left: "\\frac{\\partial L}{\\partial h}",
        text: product({ error, ...none, output, weight }),
      },
      {
        id: "first-sum",
        rule: `Through $${TEX[p.hidden]}$, whose slope is known by its output.`,
        uses: ["hidden"],
        left: "\\frac{\\partial L}{\\partial (wx + b)}",
        text: product({ error, ...none, output, weight, slope }),
      },
    ]),
    {
      id: "gradient",
      rule: factorsOf(p).own === undefined
        ? `$${p.by}$ stands alone in its sum: the last factor is 1.`
        : `At last what $${p.by}$ is multiplied with in its sum.`,
      uses: [last ? "last-sum" : "first-sum"],
      left: `\\frac{\\partial L}{\\partial ${p.by}}`,
      text: product(factorsOf(p)),
    },
  ];
}
