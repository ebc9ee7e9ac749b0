/** A reparameterised sample and its derivatives; level 2 from log-variances. */
import { exactTensorAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { deviations, type Gaussian, reparameteriseSolver } from "../../solvers/latent.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { vec } from "../../tex.ts";

type SampleParams = {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  readonly noise: readonly number[];
  readonly given: Gaussian["given"];
};

const LIST = { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.1 }, min: 1, max: 4 } as const;

export const reparameterizeGenerator = defineGenerator<SampleParams>({
  id: "reparameterize",
  version: 1,
  topic: "generative-models",
  title: "The reparameterisation trick",
  levels: [1, 2],
  domains: {
    mean: LIST,
    spread: LIST,
    noise: LIST,
    given: { kind: "pick", of: ["deviation", "log-variance"] },
  },
  generate(random, level, fixed) {
    const n = fixed.mean?.length ?? fixed.spread?.length ?? fixed.noise?.length ?? 2;
    const given = fixed.given ?? (level === 1 ? "deviation" : "log-variance");
    return {
      mean: fixed.mean ?? random.sample([-2, -1, -0.5, 0.5, 1, 2, 3], n),
      spread: fixed.spread ??
        random.sample(given === "deviation" ? [0.2, 0.3, 0.4, 0.5, 1.5, 2] : [-2, -1.4, -1, -0.6, 0.6, 1], n),
      noise: fixed.noise ?? random.sample([-1.5, -1.2, -0.8, -0.4, 0.2, 0.6, 1.4, 1.8], n),
      given,
    };
  },
  refuse({ mean, spread, noise, given }) {
    if (spread.length !== mean.length || noise.length !== mean.length) return "the lists differ in length";
    if (given === "deviation" && spread.some((s) => s < 0.1)) return "a standard deviation is not positive";
    if (spread.includes(given === "deviation" ? 1 : 0)) return "a deviation is 1";
    return mean.includes(0) || noise.includes(0) || noise.includes(1) ? "a number hides a step" : undefined;
  },
  prompt: ({ mean, spread, noise, given }) =>
    `A VAE has $\\mu = ${vec(mean)}$ and ${
      given === "deviation"
        ? `$\\sigma = ${vec(spread)}$`
        : `log-variances $s = \\ln \\sigma^2 = ${vec(spread)}$`
    }, and draws the noise $\\epsilon = ${
      vec(noise)
    }$. What is the sample $z$, and what are the derivatives of each $z_i$ by its $\\mu_i$ and by its $${
      given === "deviation" ? "\\sigma_i" : "s_i"
    }$?`,
  conventions: ({ given }) => [
    "noise from $\\mathcal N(0, I)$, dimensions independent",
    given === "deviation" ? "exact values" : "3 decimals, so keep 4 in between",
  ],
  answers: ({ mean: { length: n }, given }) => [
    given === "deviation"
      ? exactTensorAnswer({ id: "z", label: "$z$", shape: [n] })
      : tensorAnswer({ id: "z", label: "$z$", shape: [n], decimals: 3 }),
    exactTensorAnswer({ id: "byMean", label: "$\\partial z_i / \\partial \\mu_i$", shape: [n] }),
    given === "deviation"
      ? exactTensorAnswer({ id: "bySpread", label: "$\\partial z_i / \\partial \\sigma_i$", shape: [n] })
      : tensorAnswer({ id: "bySpread", label: "$\\partial z_i / \\partial s_i$", shape: [n], decimals: 3 }),
  ],
  solve: (p) => reparameteriseSolver(tidy(p)),
  mistakes: [
    {
      id: "variance-for-deviation",
      solve: (p) => sample(p, (m, s, e) => m + s * s * e),
      feedback: "The noise is scaled by the standard deviation $\\sigma$, not by the variance.",
    },
    {
      id: "unscaled-noise",
      solve: (p) => sample(p, (m, _, e) => m + e),
      feedback: "The noise is multiplied by $\\sigma$ before it is added.",
    },
    {
      id: "mean-and-deviation-swapped",
      solve: (p) => sample(p, (m, s, e) => s + m * e),
      feedback:
        "Mean and standard deviation have changed places: the mean is shifted by, the deviation scales.",
    },
    {
      id: "derivative-is-sigma",
      solve: (p) => p.given === "deviation" ? nestedKeys({ bySpread: deviations(tidy(p)) }) : undefined,
      feedback: "$\\sigma$ is the variable: what multiplies it, the noise, is the derivative.",
    },
    {
      id: "mean-derivative-is-noise",
      solve: (p) => nestedKeys({ byMean: tidy(p).noise }),
      feedback: "The mean is added as it is: its derivative is 1.",
    },
    {
      id: "chain-rule-forgotten",
      solve: (p) => p.given === "log-variance" ? nestedKeys({ bySpread: tidy(p).noise }) : undefined,
      feedback:
        "That is the derivative by $\\sigma$. By the chain rule it goes on to $s$: $\\partial \\sigma / \\partial s = \\sigma / 2$.",
    },
    {
      id: "half-forgotten",
      solve: (p) => {
        const sigma = deviations(tidy(p));
        return p.given === "log-variance"
          ? nestedKeys({ bySpread: tidy(p).noise.map((e, i) => e * (sigma[i] ?? 1)) })
          : undefined;
      },
      feedback: "The half from $\\sigma = e^{s/2}$ is missing in the derivative.",
    },
  ],
  hints: () => [
    "The randomness is in the noise alone; everything else is plain arithmetic, which has derivatives.",
  ],
});

function tidy({ mean, spread, noise, given }: SampleParams) {
  const fitted = mean.map((_, i) => spread[i] ?? 1);
  return {
    mean,
    given,
    spread: given === "deviation" ? fitted.map((s) => Math.max(s, 0.1)) : fitted,
    noise: mean.map((_, i) => noise[i] ?? 1),
  };
}

function sample(p: SampleParams, f: (mean: number, sigma: number, noise: number) => number) {
  const { mean, noise, ...rest } = tidy(p);
  const sigma = deviations({ mean, ...rest });
  return nestedKeys({ z: mean.map((m, i) => f(m, sigma[i] ?? 1, noise[i] ?? 1)) });
}
