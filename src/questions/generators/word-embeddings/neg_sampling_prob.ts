/** How often words are drawn as negative samples: level 1 fourth powers as counts, level 2 any counts. */
import { tensor } from "../../../tensor/tensor.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { samplingSolver } from "../../solvers/word_vectors.ts";
import { num, vec } from "../../tex.ts";

type SamplingParams = { readonly counts: readonly number[]; readonly power: number };

export const negSamplingProbGenerator = defineGenerator<SamplingParams>({
  id: "neg-sampling-prob",
  version: 1,
  topic: "word-embeddings",
  title: "Probabilities of negative samples",
  levels: [1, 2],
  domains: {
    counts: { kind: "list", of: { kind: "int", lo: 1, hi: 10000 }, min: 2, max: 5 },
    power: { kind: "pick", of: [0.5, 0.75, 1] },
  },
  generate: (random, level, fixed) => ({
    counts: fixed.counts ??
      (level === 1
        ? random.sample([1, 16, 81, 256, 625], 3)
        : Array.from({ length: random.int(3, 4) }, () => random.int(2, 60) * random.pick([1, 10]))),
    power: fixed.power ?? 0.75,
  }),
  refuse({ counts, power }) {
    if (power === 1) return "the counts stay as they are";
    if (new Set(counts).size < counts.length) return "two counts are equal";
    return shares(counts.map((count) => count ** power)).some((p) => p < 0.01)
      ? "a probability is too small"
      : undefined;
  },
  prompt: ({ counts, power }) =>
    `In a corpus the words of a small vocabulary occur $${
      vec(counts)
    }$ times. With which probabilities are they drawn as negative samples, by counts to the power ${
      num(power)
    }?`,
  conventions: () => ["every word can be drawn, the context word too", "3 decimals, so keep 4 in between"],
  answers: (
    { counts },
  ) => [tensorAnswer({ id: "p", label: "Probabilities", shape: [counts.length], decimals: 3 })],
  solve: samplingSolver,
  mistakes: [
    {
      id: "no-power",
      solve: ({ counts }) => ({ p: tensor(shares(counts)) }),
      feedback:
        "Those are the plain frequencies. Raise the counts to the power first, which helps rare words.",
    },
    {
      id: "not-normalised",
      solve: ({ counts, power }) => ({ p: tensor(shares(counts).map((p) => p ** power)) }),
      feedback:
        "You raised the frequencies to the power, but then they no longer add up to 1: divide by their sum.",
    },
    {
      id: "uniform",
      solve: ({ counts }) => ({ p: tensor(counts.map(() => 1 / counts.length)) }),
      feedback: "You made all words equally likely. The power evens counts out only in part.",
    },
    {
      id: "inverse-power",
      solve: ({ counts, power }) => ({ p: tensor(shares(counts.map((count) => count ** (1 / power)))) }),
      feedback: "You took the inverse of the power, which favours frequent words even more.",
    },
    {
      id: "rest-of-power",
      solve: ({ counts, power }) =>
        power === 0.5 ? undefined : ({ p: tensor(shares(counts.map((count) => count ** (1 - power)))) }),
      feedback: "That is the fourth root. The power $3/4$ is the fourth root, cubed.",
    },
    {
      id: "logarithm",
      solve: ({ counts }) => {
        const logs = counts.map(Math.log);
        return logs.every((x) => x === 0) ? undefined : { p: tensor(shares(logs)) };
      },
      feedback:
        "You took logarithms of the counts. It is a power, such as $16^{3/4} = (\\sqrt[4]{16})^3 = 8$.",
    },
  ],
  hints: () => ["$x^{3/4}$ is the root of the root, cubed."],
});

function shares(values: readonly number[]): number[] {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((x) => x / total);
}
