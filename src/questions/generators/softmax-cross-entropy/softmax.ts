/** Turns a few logits into probabilities, from level 2 on with a temperature. */
import { tensor } from "../../../tensor/tensor.ts";
import { div, exp, mul, pow } from "../../../tensor/elementwise.ts";
import { softmax, softmaxAt } from "../../../tensor/softmax.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { softmaxSolver } from "../../solvers/softmax.ts";
import { num, vec } from "../../tex.ts";

type SoftmaxParams = {
  readonly classes: number;
  readonly logits: readonly number[];
  readonly temperature: number;
};

export const softmaxGenerator = defineGenerator<SoftmaxParams>({
  id: "softmax",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Softmax of a few logits",
  levels: [1, 2, 3],
  domains: {
    classes: { kind: "int", lo: 2, hi: 5 },
    logits: { kind: "list", of: { kind: "dec", lo: -3, hi: 4, step: 0.5 }, min: 2, max: 5 },
    temperature: { kind: "pick", of: [0.5, 1, 2, 4] },
  },
  generate(random, level, fixed) {
    const classes = fixed.classes ?? (level === 3 ? 4 : 3);
    const step = level === 3 ? 0.5 : 1;
    return {
      classes,
      logits: fixed.logits ?? Array.from({ length: classes }, () => random.dec(-2, 3, step)),
      temperature: fixed.temperature ?? (level === 1 ? 1 : random.pick([0.5, 2, 4])),
    };
  },
  refuse({ classes, logits, temperature }) {
    if (logits.length !== classes) return `there are ${logits.length} logits for ${classes} classes`;
    if (new Set(logits).size < Math.min(3, classes)) return "too many logits are equal";
    const p = softmaxAt(tensor(logits), { temperature });
    return p.values.some((value) => value < 0.02)
      ? "a probability is too small to ask for 3 decimals"
      : undefined;
  },
  prompt: ({ logits, temperature }) =>
    temperature === 1
      ? `A classifier puts out the logits $z = ${vec(logits)}$. What probabilities does the softmax give?`
      : `A classifier puts out the logits $z = ${
        vec(logits)
      }$. What probabilities does the softmax give at temperature $T = ${num(temperature)}$?`,
  conventions: ({ temperature }) => [
    ...(temperature === 1 ? [] : ["softmax at temperature $T$: of $z / T$"]),
    "base $e$; 3 decimals, so keep 4 in between",
  ],
  answers: ({ classes }) => [tensorAnswer({ id: "p", label: "$p$", shape: [classes], decimals: 3 })],
  solve: softmaxSolver,
  mistakes: [
    {
      id: "plain-sum",
      solve: ({ logits }) => {
        const total = logits.reduce((a, b) => a + b, 0);
        return total === 0 ? undefined : { p: div(tensor(logits), total) };
      },
      feedback:
        "You divided the logits by their sum. Exponentiate first: softmax works on $e^{z_i}$, which is always positive.",
    },
    {
      id: "not-normalised",
      solve: ({ logits, temperature }) => ({ p: exp(div(tensor(logits), temperature)) }),
      feedback: "These are the exponentials. Divide each by their sum, so that they add up to 1.",
    },
    {
      id: "base-two",
      solve: ({ logits, temperature }) => ({ p: softmax(mul(div(tensor(logits), temperature), Math.LN2)) }),
      feedback: "You used powers of 2. Softmax takes powers of $e$.",
    },
    {
      id: "multiplied-by-temperature",
      solve: ({ logits, temperature }) =>
        temperature === 1 ? undefined : { p: softmax(mul(tensor(logits), temperature)) },
      feedback:
        "You multiplied the logits by the temperature. Divide: a high temperature makes the distribution flatter.",
    },
    {
      id: "temperature-ignored",
      solve: ({ logits, temperature }) => temperature === 1 ? undefined : { p: softmax(tensor(logits)) },
      feedback: "That is the softmax at $T = 1$. Divide the logits by the temperature first.",
    },
    {
      id: "divided-probabilities",
      solve: ({ logits, temperature }) =>
        temperature === 1 ? undefined : { p: div(softmax(tensor(logits)), temperature) },
      feedback:
        "You divided the probabilities by the temperature. It divides the logits, before the softmax.",
    },
    {
      id: "power-not-normalised",
      solve: ({ logits, temperature }) =>
        temperature === 1 ? undefined : { p: pow(softmax(tensor(logits)), 1 / temperature) },
      feedback: "You took $p_i^{1/T}$; these still have to be divided by their sum.",
    },
  ],
  hints: () => ["Softmax makes every score positive, then makes the scores add up to 1."],
});
