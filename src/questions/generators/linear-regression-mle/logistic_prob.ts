/** Logistic regression: score, probability, decision; level 2 with the gradient of one sample. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { choiceAnswer, rationalAnswer, realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { logisticGradientSolver, logisticSolver } from "../../solvers/linear_likelihood.ts";
import { num, vec } from "../../tex.ts";

type LogisticParams = {
  readonly w: readonly number[];
  readonly b: number;
  readonly x: readonly number[];
  readonly gradient: boolean;
  readonly label: 0 | 1;
};

const NUMBER = { kind: "dec", lo: -5, hi: 5, step: 0.5 } as const;
const LIST = { kind: "list", of: NUMBER, min: 1, max: 4 } as const;
const CLASSES = [{ id: "zero", label: "class 0" }, { id: "one", label: "class 1" }] as const;

export const logisticProbGenerator = defineGenerator<LogisticParams>({
  id: "logistic-prob",
  version: 1,
  topic: "linear-regression-mle",
  title: "Logistic regression",
  levels: [1, 2],
  domains: {
    w: LIST,
    b: NUMBER,
    x: LIST,
    gradient: { kind: "pick", of: [true, false] },
    label: { kind: "pick", of: [0, 1] },
  },
  generate(random, level, fixed) {
    const n = fixed.w?.length ?? fixed.x?.length ?? 2;
    const some = (pool: readonly number[]) => Array.from({ length: n }, () => random.pick(pool));
    return {
      w: fixed.w ?? some(level === 1 ? [-2, -1, 1, 2] : [-1.5, -1, -0.5, 0.5, 1, 1.5]),
      b: fixed.b ?? random.pick([-1, -0.5, 0.5, 1]),
      x: fixed.x ?? some([-1, 1, 2, 3]),
      gradient: fixed.gradient ?? level === 2,
      label: fixed.label ?? random.pick([0, 1]),
    };
  },
  refuse({ w, b, x }) {
    if (w.length !== x.length) return "weights and inputs differ in number";
    const z = score({ w, b, x });
    if (z === 0) return "the sample sits on the boundary";
    return Math.abs(z) > 3.5 ? "the probability is nearly 0 or 1" : undefined;
  },
  prompt: ({ w, b, x, gradient, label }) =>
    `A logistic regression has $w = ${vec(w)}$ and $b = ${num(b)}$. For the sample $x = ${
      vec(x)
    }$, give the score $z$, the probability $p$ of class 1 and the decision${
      gradient
        ? `. Its label is $y = ${label}$: what are the gradients of the cross-entropy by $w$ and by $b$`
        : ""
    }${gradient ? "?" : "."}`,
  conventions: ({ gradient }) => [
    "$p = \\sigma(z)$ with $z = w \\cdot x + b$; class 1 where $p > \\tfrac{1}{2}$",
    ...(gradient ? ["$L = -[\\,y \\ln p + (1 - y) \\ln(1 - p)\\,]$, one sample"] : []),
    "$z$ exact, the rest to 3 decimals, so keep 4 in between",
  ],
  answers: ({ w, gradient }) => [
    rationalAnswer({ id: "z", label: "$z$" }),
    realAnswer({ id: "p", label: "$p$", decimals: 3 }),
    choiceAnswer({ id: "decision", label: "Decision", choices: CLASSES }),
    ...(gradient
      ? [
        tensorAnswer({ id: "grad", label: "$\\partial L / \\partial w$", shape: [w.length], decimals: 3 }),
        realAnswer({ id: "gradBias", label: "$\\partial L / \\partial b$", decimals: 3 }),
      ]
      : []),
  ],
  solve: ({ w, b, x, gradient, label }) =>
    gradient ? logisticGradientSolver({ w, b, x, label }) : logisticSolver({ w, b, x }),
  mistakes: [
    {
      id: "bias-forgotten",
      solve: (params) => params.b === 0 ? undefined : answered(params, score({ ...params, b: 0 })),
      feedback: "The bias is missing from the score.",
    },
    {
      id: "sigmoid-of-minus-score",
      solve: (params) => {
        const p = 1 - chance(score(params));
        return { p: scalar(p), ...gradients(params, p) };
      },
      feedback: "That is the probability of class 0: you lost the minus in $1 / (1 + e^{-z})$.",
    },
    {
      id: "other-decision",
      solve: (params) => ({ decision: scalar(score(params) > 0 ? 0 : 1) }),
      feedback: "The decision is the class with more than half of the probability: class 1 where $z > 0$.",
    },
    {
      id: "softmax-of-one",
      solve: (params) => {
        const p = Math.exp(score(params));
        return { p: scalar(p), ...gradients(params, p) };
      },
      feedback: "$e^z$ is the odds, not the probability: divide by $1 + e^z$.",
    },
    {
      id: "label-minus-probability",
      solve: (params) => {
        if (!params.gradient) return undefined;
        const error = params.label - chance(score(params));
        return { grad: tensor(params.x.map((value) => error * value)), gradBias: scalar(error) };
      },
      feedback:
        "You took $y - p$. The gradient is $(p - y)\\,x$; descending along it raises the probability of the label.",
    },
    {
      id: "slope-not-cancelled",
      solve: (params) => {
        if (!params.gradient) return undefined;
        const p = chance(score(params));
        const error = (p - params.label) * p * (1 - p);
        return { grad: tensor(params.x.map((value) => error * value)), gradBias: scalar(error) };
      },
      feedback:
        "You kept the factor $p(1 - p)$ of the sigmoid. Cross-entropy cancels it; it would stay with a squared error.",
    },
    {
      id: "weights-for-inputs",
      solve: (params) =>
        params.gradient && params.w.join() !== params.x.join()
          ? { grad: tensor(params.w.map((value) => (chance(score(params)) - params.label) * value)) }
          : undefined,
      feedback:
        "The gradient by the weights multiplies the error with the *inputs*; the one by the inputs takes the weights.",
    },
  ],
  hints: () => ["Score first; its sign already gives the decision."],
});

function score({ w, b, x }: Pick<LogisticParams, "w" | "b" | "x">): number {
  return w.reduce((total, weight, i) => total + weight * (x[i] ?? 0), b);
}

function chance(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function gradients({ gradient, label, x }: LogisticParams, p: number) {
  if (!gradient) return {};
  return { grad: tensor(x.map((value) => (p - label) * value)), gradBias: scalar(p - label) };
}

/** All answers from another score. */
function answered(params: LogisticParams, z: number) {
  const p = chance(z);
  return { z: scalar(z), p: scalar(p), decision: scalar(z > 0 ? 1 : 0), ...gradients(params, p) };
}
