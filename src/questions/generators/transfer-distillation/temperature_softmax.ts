/** A teacher's probabilities at T = 1 and softened. */
import { softmaxAt } from "../../../tensor/softmax.ts";
import { tensor } from "../../../tensor/tensor.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { twoTemperaturesSolver } from "../../solvers/distillation.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { num, vec } from "../../tex.ts";

type TemperatureParams = { readonly logits: readonly number[]; readonly temperature: number };

export const temperatureSoftmaxGenerator = defineGenerator<TemperatureParams>({
  id: "temperature-softmax",
  version: 1,
  topic: "transfer-distillation",
  title: "Softening a teacher",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.5 }, min: 2, max: 5 },
    temperature: { kind: "pick", of: [0.5, 2, 3, 4, 5, 10] },
  },
  generate: (random, level, fixed) => ({
    logits: fixed.logits ??
      (level === 1
        ? random.sample([0, 1, 2, 3, 4], 3)
        : random.sample([-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3], 4)),
    temperature: fixed.temperature ?? random.pick(level === 1 ? [2, 4] : [2, 3, 4, 5]),
  }),
  refuse({ logits }) {
    if (new Set(logits).size < logits.length) return "two logits are equal";
    return softmaxAt(tensor(logits), { temperature: 1 }).values.some((p) => p < 0.01)
      ? "a probability is too small to ask for 3 decimals"
      : undefined;
  },
  prompt: ({ logits, temperature }) =>
    `A teacher puts out the logits $z = ${
      vec(logits)
    }$. What are its probabilities at $T = 1$, and which soft targets does a student get at $T = ${
      num(temperature)
    }$?`,
  conventions: () => ["softmax of $z / T$; 3 decimals, so keep 4 in between"],
  answers: ({ logits: { length: n } }) => [
    tensorAnswer({ id: "plain", label: "At $T = 1$", shape: [n], decimals: 3 }),
    tensorAnswer({ id: "soft", label: "Soft targets", shape: [n], decimals: 3 }),
  ],
  solve: twoTemperaturesSolver,
  mistakes: [
    {
      id: "multiplied",
      solve: ({ logits, temperature }) => ({
        soft: softmaxAt(tensor(logits), { temperature: 1 / temperature }),
      }),
      feedback: "You multiplied by $T$, which sharpens. Divide the logits by the temperature.",
    },
    {
      id: "divided-probabilities",
      solve: ({ logits, temperature }) => nestedKeys({ soft: plain(logits).map((p) => p / temperature) }),
      feedback:
        "You divided the probabilities; they no longer add up to 1. The temperature divides the logits.",
    },
    {
      id: "power-not-normalised",
      solve: ({ logits, temperature }) =>
        nestedKeys({ soft: plain(logits).map((p) => p ** (1 / temperature)) }),
      feedback: "These still have to be divided by their sum.",
    },
    {
      id: "unchanged",
      solve: ({ logits }) => nestedKeys({ soft: plain(logits) }),
      feedback:
        "The temperature changes the probabilities: divide the logits by it and take the softmax again.",
    },
    {
      id: "divided-exponentials",
      solve: ({ logits, temperature }) =>
        nestedKeys({
          soft: logits.map((z) =>
            Math.exp(z) / temperature / logits.reduce((s, y) => s + Math.exp(y / temperature), 0)
          ),
        }),
      feedback: "The temperature divides the exponent, in numerator and denominator alike.",
    },
  ],
  hints: () => ["A high temperature brings the logits closer together."],
});

function plain(logits: readonly number[]): number[] {
  return Array.from(softmaxAt(tensor(logits), { temperature: 1 }).values);
}
