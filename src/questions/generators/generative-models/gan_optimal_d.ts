/** The best discriminator for discrete distributions, and the value of the game: two outcomes, then three. */
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { bestDiscriminatorSolver, gameValue } from "../../solvers/adversarial.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { vec } from "../../tex.ts";

type OptimalParams = { readonly data: readonly number[]; readonly generated: readonly number[] };

const DISTRIBUTION = {
  kind: "list",
  of: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
  min: 2,
  max: 4,
} as const;

export const ganOptimalDGenerator = defineGenerator<OptimalParams>({
  id: "gan-optimal-d",
  version: 1,
  topic: "generative-models",
  title: "The optimal discriminator",
  levels: [1, 2],
  domains: { data: DISTRIBUTION, generated: DISTRIBUTION },
  generate(random, level, fixed) {
    const n = fixed.data?.length ?? fixed.generated?.length ?? level + 1;
    const draw = () => {
      const cuts = random.sample([2, 3, 4, 5, 6, 7, 8], n - 1).sort((a, b) => a - b);
      return [...cuts, 10].map((cut, i) => (cut - (cuts[i - 1] ?? 0)) / 10);
    };
    return { data: fixed.data ?? draw(), generated: fixed.generated ?? draw() };
  },
  refuse({ data, generated }) {
    if (data.length !== generated.length) return "the distributions have different outcomes";
    if (Math.abs(total(data) - 1) > 1e-9 || Math.abs(total(generated) - 1) > 1e-9) {
      return "the probabilities do not add up to 1";
    }
    return Math.max(...data.map((p, i) => Math.abs(p - (generated[i] ?? 0)))) < 0.15
      ? "the distributions are nearly equal"
      : undefined;
  },
  prompt: ({ data, generated }) =>
    `Data with ${
      data.length === 2 ? "two" : data.length === 3 ? "three" : "four"
    } possible values have the probabilities $p = ${vec(data)}$; a generator produces them with $q = ${
      vec(generated)
    }$. What does the best discriminator $D^*$ say for each value, and what is the value of the game at $D^*$?`,
  conventions: () => [
    "$D$ is the probability that a sample is real; real and generated samples come equally often",
    "value: $\\mathbb E_{x \\sim p} \\ln D(x) + \\mathbb E_{x \\sim q} \\ln(1 - D(x))$, natural logarithm",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ data }) => [
    tensorAnswer({ id: "best", label: "$D^*$", shape: [data.length], decimals: 3 }),
    realAnswer({ id: "value", label: "Value", decimals: 3, unit: "nats" }),
  ],
  solve: (p) => bestDiscriminatorSolver(tidy(p)),
  mistakes: [
    {
      id: "swapped",
      solve: (p) => nestedKeys({ best: each(p, (a, b) => b / (a + b)) }),
      feedback: "That is the probability of being generated. $D$ is the probability of being real.",
    },
    {
      id: "ratio",
      solve: (p) => nestedKeys({ best: each(p, (a, b) => a / b) }),
      feedback: "A ratio of the two is not a probability. Divide by their sum.",
    },
    {
      id: "data-term-only",
      solve: (p) => nestedKeys({ value: total(each(p, (a, b) => a * Math.log(a / (a + b)))) }),
      feedback: "The second expectation is missing: generated samples are judged too.",
    },
    {
      id: "both-under-data",
      solve: (p) =>
        nestedKeys({
          value: total(each(p, (a, b) => a * Math.log(a / (a + b)) + a * Math.log(b / (a + b)))),
        }),
      feedback: "The second expectation is taken over the generator's distribution $q$.",
    },
    {
      id: "base-two",
      solve: (p) => nestedKeys({ value: gameValue(tidy(p).data, tidy(p).generated) / Math.LN2 }),
      feedback: "You used $\\log_2$. The value here takes the natural logarithm.",
    },
    {
      id: "equilibrium",
      solve: () => nestedKeys({ value: -Math.log(4) }),
      feedback: "$-\\ln 4$ is the value at equilibrium, when generator and data agree. Here they do not.",
    },
    {
      id: "unweighted",
      solve: (p) =>
        nestedKeys({ value: total(each(p, (a, b) => Math.log(a / (a + b)) + Math.log(b / (a + b)))) }),
      feedback: "The logarithms must be weighted by the probabilities of the values.",
    },
  ],
  hints: () => ["Of all samples with this value, which share is real?"],
});

function tidy({ data, generated }: OptimalParams): OptimalParams {
  return { data, generated: data.map((_, i) => generated[i] ?? 0.5) };
}

function each(p: OptimalParams, f: (data: number, generated: number) => number): number[] {
  const { data, generated } = tidy(p);
  return data.map((value, i) => f(value, generated[i] ?? 0.5));
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
