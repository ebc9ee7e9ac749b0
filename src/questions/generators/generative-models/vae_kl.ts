/** KL divergence of a diagonal normal distribution to the prior of a VAE; level 2 from log-variances. */
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Gaussian, vaeKlSolver } from "../../solvers/latent.ts";
import { nestedKeys } from "../../solvers/list_steps.ts";
import { vec } from "../../tex.ts";

type KlParams = {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  readonly given: Gaussian["given"];
};

const LIST = { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.1 }, min: 1, max: 3 } as const;

export const vaeKlGenerator = defineGenerator<KlParams>({
  id: "vae-kl",
  version: 1,
  topic: "generative-models",
  title: "KL term of a VAE",
  levels: [1, 2],
  domains: { mean: LIST, spread: LIST, given: { kind: "pick", of: ["deviation", "log-variance"] } },
  generate(random, level, fixed) {
    const n = fixed.mean?.length ?? fixed.spread?.length ?? 2;
    const given = fixed.given ?? (level === 1 ? "deviation" : "log-variance");
    return {
      mean: fixed.mean ?? random.sample([-1.5, -1, -0.5, 0.5, 0.8, 1, 1.5, 2], n),
      spread: fixed.spread ??
        random.sample(
          given === "deviation" ? [0.2, 0.4, 0.5, 0.6, 0.8, 1.5, 2] : [-2, -1.5, -1, -0.5, 0.5, 1],
          n,
        ),
      given,
    };
  },
  refuse({ mean, spread, given }) {
    if (mean.length !== spread.length) return "means and spreads differ in number";
    if (given === "deviation" && spread.some((s) => s < 0.1)) return "a standard deviation is not positive";
    if (mean.includes(0)) return "a mean is zero";
    return spread.includes(given === "deviation" ? 1 : 0) ? "a variance is 1" : undefined;
  },
  prompt: ({ mean, spread, given }) =>
    `The encoder of a VAE puts out the means $\\mu = ${vec(mean)}$ and the ${
      given === "deviation"
        ? `standard deviations $\\sigma = ${vec(spread)}$`
        : `log-variances $s = \\ln \\sigma^2 = ${vec(spread)}$`
    }. What does each dimension contribute to the KL divergence to the prior $\\mathcal N(0, I)$, and what is the whole?`,
  conventions: () => [
    "natural logarithm; $D(q \\,\\|\\, p)$ from the encoder's distribution $q$ to the prior $p$, summed over dimensions",
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ mean }) => [
    tensorAnswer({ id: "terms", label: "Terms", shape: [mean.length], decimals: 3 }),
    realAnswer({ id: "kl", label: "$D$", decimals: 3, unit: "nats" }),
  ],
  solve: (p) => vaeKlSolver(tidy(p)),
  mistakes: [
    {
      id: "half-forgotten",
      solve: (p) => wrong(p, (m, v) => m * m + v - 1 - Math.log(v)),
      feedback: "The factor one half is missing.",
    },
    {
      id: "log-of-deviation",
      solve: (p) => wrong(p, (m, v) => (m * m + v - 1 - Math.log(v) / 2) / 2),
      feedback: "The logarithm is that of the variance: $\\ln \\sigma^2 = 2 \\ln \\sigma$.",
    },
    {
      id: "deviation-not-squared",
      solve: (p) => wrong(p, (m, v) => (m * m + Math.sqrt(v) - 1 - Math.log(v)) / 2),
      feedback: "The variance enters next to $\\mu^2$: square the standard deviation.",
    },
    {
      id: "log-added",
      solve: (p) => wrong(p, (m, v) => (m * m + v - 1 + Math.log(v)) / 2),
      feedback: "The logarithm is subtracted: narrow distributions cost more.",
    },
    {
      id: "one-forgotten",
      solve: (p) => wrong(p, (m, v) => (m * m + v - Math.log(v)) / 2),
      feedback: "The $-1$ is missing: for the prior itself the divergence must be 0.",
    },
    {
      id: "reversed",
      solve: (p) => wrong(p, (m, v) => (m * m / v + 1 / v - 1 + Math.log(v)) / 2),
      feedback:
        "That is the divergence from the prior to the encoder's distribution. The VAE takes the other direction.",
    },
  ],
  hints: () => ["Two ways to pay: for a mean away from 0, and for a variance away from 1."],
});

function tidy({ mean, spread, given }: KlParams): Gaussian {
  const fitted = mean.map((_, i) => spread[i] ?? 1);
  return { mean, given, spread: given === "deviation" ? fitted.map((s) => Math.max(s, 0.1)) : fitted };
}

function wrong(p: KlParams, term: (mean: number, variance: number) => number) {
  const { mean, spread, given } = tidy(p);
  const terms = mean.map((m, i) => {
    const s = spread[i] ?? 1;
    return term(m, given === "deviation" ? s * s : Math.exp(s));
  });
  return nestedKeys({ terms, kl: terms.reduce((a, b) => a + b, 0) });
}
