/** What adding a constant to the logits, or scaling them, does to the odds of two classes. */
import { scalar } from "../../../tensor/tensor.ts";
import { choiceAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type ChangedLogits, oddsSolver } from "../../solvers/odds.ts";
import { num, vec } from "../../tex.ts";

type ScaleParams = {
  readonly logits: readonly number[];
  readonly factor: number;
  readonly constant: number;
};

const EFFECTS = [
  { id: "same", label: "they stay as they are" },
  { id: "peaked", label: "they become more peaked, nearer to one-hot" },
  { id: "flat", label: "they become flatter, nearer to uniform" },
] as const;

const [SAME, PEAKED, FLAT] = [0, 1, 2];

export const softmaxScaleGenerator = defineGenerator<ScaleParams>({
  id: "softmax-scale",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Shifted and scaled logits",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 2, max: 4 },
    factor: { kind: "pick", of: [0.25, 0.5, 1, 2, 3] },
    constant: { kind: "int", lo: -50, hi: 50 },
  },
  generate(random, level, fixed) {
    const both = level === 2;
    const scale = random.pick([true, false]);
    return {
      logits: fixed.logits ?? Array.from({ length: 3 }, () => random.dec(-2, 3, both ? 0.5 : 1)),
      factor: fixed.factor ?? (both || scale ? random.pick([0.5, 2]) : 1),
      constant: fixed.constant ??
        (both || !scale ? random.pick([-20, -10, -5, -3, -2, 2, 3, 5, 10, 20]) : 0),
    };
  },
  refuse({ logits: [first = 0, second = 0, ...rest], factor, constant }) {
    if (factor === 1 && constant === 0) return "nothing changes";
    if (first <= second) return "the first logit is not the larger one";
    if (rest.includes(first) || rest.includes(second)) return "logits are equal";
    return (first - second) * Math.max(1, factor) > 5 ? "the odds are too large" : undefined;
  },
  prompt: (params) =>
    `Softmax is applied to $z = ${vec(params.logits)}$. Now every logit $z_i$ is replaced by $${
      replacement(params)
    }$. What becomes of the odds $p_1 / p_2$, and of the probabilities as a whole?`,
  conventions: () => ["3 decimals; classes are counted from 1"],
  answers: () => [
    realAnswer({ id: "odds", label: "$p_1 / p_2$ after the change", decimals: 3, rtol: 5e-4 }),
    choiceAnswer({ id: "effect", label: "The probabilities", choices: EFFECTS }),
  ],
  solve: oddsSolver,
  mistakes: [
    {
      id: "difference-of-logits",
      solve: ({ logits: [a = 0, b = 0], factor }) => ({ odds: scalar(factor * (a - b)) }),
      feedback:
        "That is the difference of the two logits, the logarithm of the odds. Exponentiate it: $p_1/p_2 = e^{z_1 - z_2}$.",
    },
    {
      id: "ratio-of-logits",
      solve: ({ logits: [a = 0, b = 0], factor, constant }) =>
        factor * b + constant === 0
          ? undefined
          : { odds: scalar((factor * a + constant) / (factor * b + constant)) },
      feedback:
        "You divided the logits by each other. The odds are the quotient of their *exponentials*, $e^{z_1}/e^{z_2}$.",
    },
    {
      id: "scale-cancels",
      solve: ({ logits: [a = 0, b = 0], factor }) =>
        factor === 1 ? undefined : { odds: scalar(Math.exp(a - b)), effect: scalar(SAME) },
      feedback:
        "You let the factor cancel. Softmax is invariant to adding a constant, not to scaling: a factor multiplies the difference of the logits.",
    },
    {
      id: "scaled-odds",
      solve: ({ logits: [a = 0, b = 0], factor }) =>
        factor === 1 ? undefined : { odds: scalar(factor * Math.exp(a - b)) },
      feedback:
        "You multiplied the odds by the factor. It stands in the exponent: the odds are raised to that power.",
    },
    {
      id: "other-direction",
      solve: ({ factor }) => factor === 1 ? undefined : { effect: scalar(factor > 1 ? FLAT : PEAKED) },
      feedback:
        "The odds are right, the direction is not: a factor above 1 drives the logits apart (as a low temperature does), one below 1 brings them together.",
    },
    {
      id: "shift-matters",
      solve: ({ factor, constant }) =>
        factor === 1 ? { effect: scalar(constant > 0 ? PEAKED : FLAT) } : undefined,
      feedback:
        "A constant added to all logits multiplies every exponential by the same $e^c$, which cancels in the quotient: no probability changes.",
    },
    {
      id: "upside-down",
      solve: ({ logits: [a = 0, b = 0], factor }) => ({ odds: scalar(Math.exp(factor * (b - a))) }),
      feedback: "That is $p_2 / p_1$. The first class stands on top.",
    },
  ],
  hints: () => ["Write the odds as one power: $\\frac{e^{z_1}}{e^{z_2}} = e^{z_1 - z_2}$. The sum cancels."],
});

function replacement({ factor, constant }: ChangedLogits): string {
  const scaled = factor === 1 ? "z_i" : `${num(factor)} z_i`;
  return constant === 0 ? scaled : `${scaled} ${constant < 0 ? "-" : "+"} ${num(Math.abs(constant))}`;
}
