/** The evidence lower bound of a VAE from its reconstruction term and its code. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { elboSolver } from "../../solvers/latent.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num } from "../../tex.ts";

type ElboParams = {
  readonly mean: number;
  readonly deviation: number;
  readonly reconstruction: number;
};

export const vaeElboGenerator = defineGenerator<ElboParams>({
  id: "vae-elbo",
  version: 1,
  topic: "generative-models",
  title: "The bound of a VAE",
  levels: [1],
  domains: {
    mean: { kind: "dec", lo: -4, hi: 4, step: 0.1 },
    deviation: { kind: "dec", lo: 0.1, hi: 4, step: 0.1 },
    reconstruction: { kind: "dec", lo: -50, hi: -0.5, step: 0.5 },
  },
  generate: (random, _level, fixed) => ({
    mean: fixed.mean ?? random.pick([-1.5, -1, -0.5, 0.5, 0.8, 1, 1.5, 2]),
    deviation: fixed.deviation ?? random.pick([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.5, 2]),
    reconstruction: fixed.reconstruction ?? random.dec(-9, -2, 0.5),
  }),
  refuse: ({ mean, deviation }) =>
    mean === 0 || deviation === 1 ? "mean or deviation is that of the prior" : undefined,
  prompt: ({ mean, deviation, reconstruction }) =>
    `For one image the encoder of a VAE with a one-dimensional code gives $\\mu = ${
      num(mean)
    }$ and $\\sigma = ${num(deviation)}$; the expected log-likelihood of the reconstruction is $${
      num(reconstruction)
    }$. What is the KL divergence to the prior $\\mathcal N(0, 1)$, and what is the evidence lower bound?`,
  conventions: () => [
    "natural logarithm; the bound is to be maximised",
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "kl", label: "KL", decimals: 3, unit: "nats" }),
    realAnswer({ id: "elbo", label: "ELBO", decimals: 3, unit: "nats" }),
  ],
  solve: ({ mean, deviation, reconstruction }) =>
    elboSolver({ mean: [mean], spread: [deviation], given: "deviation", reconstruction }),
  mistakes: [
    {
      id: "kl-added",
      solve: (p) => scalars({ elbo: p.reconstruction + kl(p) }),
      feedback: "The KL divergence is a cost: the bound subtracts it.",
    },
    {
      id: "loss-not-bound",
      solve: (p) => scalars({ elbo: kl(p) - p.reconstruction }),
      feedback: "That is the loss, the negative of the bound.",
    },
    {
      id: "half-forgotten",
      solve: (p) => scalars({ kl: 2 * kl(p), elbo: p.reconstruction - 2 * kl(p) }),
      feedback: "The one half in front of the KL divergence is missing.",
    },
    {
      id: "log-of-deviation",
      solve: (p) => {
        const value = (p.mean ** 2 + p.deviation ** 2 - 1 - Math.log(p.deviation)) / 2;
        return scalars({ kl: value, elbo: p.reconstruction - value });
      },
      feedback: "The logarithm is that of the variance: $\\ln \\sigma^2 = 2 \\ln \\sigma$.",
    },
    {
      id: "mean-not-squared",
      solve: (p) => {
        if (p.mean === 1) return undefined;
        const value = (p.mean + p.deviation ** 2 - 1) / 2 - Math.log(p.deviation);
        return scalars({ kl: value, elbo: p.reconstruction - value });
      },
      feedback: "The mean enters as its square: its sign does not matter.",
    },
  ],
  hints: () => ["ELBO: reconstruction minus divergence."],
});

function kl({ mean, deviation }: ElboParams): number {
  return (mean ** 2 + deviation ** 2 - 1) / 2 - Math.log(deviation);
}
