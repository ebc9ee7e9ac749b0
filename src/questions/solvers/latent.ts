/** Variational autoencoders and diffusion: KL to the prior, reparameterised samples, the bound, noised samples. */
import { reparameterise } from "../../tensor/divergences.ts";
import { sum } from "../../tensor/reduce.ts";
import { item, tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsVec, num, term, vec } from "../tex.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep } from "./number_steps.ts";
import { carried, summed } from "./worked_tex.ts";

export interface Gaussian {
  readonly mean: readonly number[];
  /** Standard deviations, or natural logarithms of the variances. */
  readonly spread: readonly number[];
  readonly given: "deviation" | "log-variance";
}

/** Standard deviations, whichever way they are given. */
export function deviations({ spread, given }: Gaussian): number[] {
  return given === "deviation" ? [...spread] : spread.map((s) => Math.exp(s / 2));
}

/** KL(N(mean, spread) || N(0, I)) in nats. Answers: terms [n], kl. Source: Kingma and Welling 2014, appendix B. */
export function vaeKlSolver(g: Gaussian): Solver {
  return { steps: klSteps(g), answers: { terms: "terms", kl: "kl" } };
}

function klSteps(g: Gaussian): StepPlan[] {
  const { mean, spread, given } = g;
  return [
    entriesStep({
      id: "variances",
      rule: given === "deviation"
        ? "Variances: square the standard deviations."
        : "Variances: exponentiate the logarithms.",
      roundable: given === "log-variance",
      value: () => spread.map((s) => given === "deviation" ? s * s : Math.exp(s)),
      tex: (value) => `\\sigma^2 ${equalsVec(tensor(value), 4)}`,
    }),
    entriesStep({
      id: "terms",
      rule: "One term for each dimension: $\\tfrac{1}{2} (\\mu^2 + \\sigma^2 - 1 - \\ln \\sigma^2)$.",
      uses: ["variances"],
      roundable: true,
      value: (v) => v.map((variance, i) => ((mean[i] ?? 0) ** 2 + variance - 1 - Math.log(variance)) / 2),
      tex: (value, v) =>
        value.map((entry, i) =>
          `\\tfrac{1}{2} (${term(mean[i] ?? 0)}^2 + ${carried(v[i] ?? 0)} - 1 - \\ln ${carried(v[i] ?? 0)}) ${
            equals(entry, 4)
          }`
        ).join(",\\quad "),
    }),
    entriesStep({
      id: "kl",
      rule: mean.length === 1 ? "One dimension: its term is the whole." : "Add the dimensions.",
      uses: ["terms"],
      roundable: true,
      value: (terms) => terms.reduce((total, entry) => total + entry, 0),
      tex: ([kl = 0], terms) =>
        terms.length === 1 ? `D ${equals(kl, 4)}` : `D \\approx ${summed(terms)} ${equals(kl, 4)}`,
    }),
  ];
}

/** ELBO = reconstruction log-likelihood - KL. Answers: kl, elbo. */
export function elboSolver(g: Gaussian & { readonly reconstruction: number }): Solver {
  return {
    steps: [
      ...klSteps(g),
      numberStep({
        id: "elbo",
        rule: "The bound: what the reconstruction gains, minus what the code costs.",
        uses: ["kl"],
        roundable: true,
        value: (kl) => g.reconstruction - kl,
        tex: (value, kl) => `${num(g.reconstruction)} - ${carried(kl)} ${equals(value, 4)}`,
      }),
    ],
    answers: { kl: "kl", elbo: "elbo" },
  };
}

/** z = mean + sigma noise. Answers: z, byMean (dz/dmean), bySpread (by sigma, or by log variance), each [n]. */
export function reparameteriseSolver(g: Gaussian & { readonly noise: readonly number[] }): Solver {
  const { mean, noise, given } = g;
  return {
    steps: [
      entriesStep({
        id: "sigma",
        rule: given === "deviation"
          ? "Standard deviations as given."
          : "Standard deviations: $\\sigma = e^{s / 2}$, half of the log-variance in the exponent.",
        roundable: given === "log-variance",
        value: () => deviations(g),
        tex: (value) => `\\sigma ${equalsVec(tensor(value), 4)}`,
      }),
      entriesStep({
        id: "z",
        rule: "Sample: $z = \\mu + \\sigma \\epsilon$, dimension by dimension.",
        uses: ["sigma"],
        roundable: given === "log-variance",
        value: (sigma) => toNested(reparameterise(tensor(mean), tensor(sigma), tensor(noise))),
        tex: (value, sigma) =>
          value.map((z, i) =>
            `${num(mean[i] ?? 0)} + ${carried(sigma[i] ?? 0)} \\cdot ${term(noise[i] ?? 0)} ${equals(z, 4)}`
          ).join(",\\quad "),
      }),
      entriesStep({
        id: "byMean",
        rule: "The mean enters as it is: derivative 1.",
        value: () => mean.map(() => 1),
        tex: (value) => `\\partial z / \\partial \\mu = ${vec(value)}`,
      }),
      entriesStep({
        id: "bySpread",
        rule: given === "deviation"
          ? "$\\sigma$ is multiplied by the noise: that is the derivative."
          : "Chain rule through $\\sigma = e^{s/2}$: $\\partial z / \\partial s = \\tfrac{1}{2} \\sigma \\epsilon$.",
        uses: ["sigma"],
        roundable: given === "log-variance",
        value: (sigma) => noise.map((e, i) => given === "deviation" ? e : (sigma[i] ?? 0) * e / 2),
        tex: (value) =>
          `${given === "deviation" ? "\\partial z / \\partial \\sigma" : "\\partial z / \\partial s"} ${
            equalsVec(tensor(value), 4)
          }`,
      }),
    ],
    answers: { z: "z", byMean: "byMean", bySpread: "bySpread" },
  };
}

export interface Noising {
  readonly x: readonly number[];
  readonly noise: readonly number[];
  /** Variance added in each step so far; alpha-bar is the product of one minus each. */
  readonly betas: readonly number[];
}

/** x_t from x_0 in one jump. Answers: alphaBar, xt [n]. Source: Ho et al. 2020, eq. 4. */
export function diffusionSolver({ x, noise, betas }: Noising): Solver {
  return {
    steps: [
      numberStep({
        id: "alphaBar",
        rule: betas.length === 1
          ? "What is left of the signal's variance, $\\bar\\alpha_t$."
          : "What is left of the signal's variance: the product of $1 - \\beta_s$ over the steps.",
        roundable: true,
        value: () => betas.reduce((product, beta) => product * (1 - beta), 1),
        tex: (value) =>
          `\\bar\\alpha_{${betas.length === 1 ? "t" : betas.length}} = ${
            betas.map((beta) => num(1 - beta)).join(" \\cdot ")
          }${betas.length === 1 ? "" : ` ${equals(value, 4)}`}`,
      }),
      entriesStep({
        id: "factors",
        rule: "Factors of signal and noise: the roots of $\\bar\\alpha_t$ and of $1 - \\bar\\alpha_t$.",
        uses: ["alphaBar"],
        roundable: true,
        value: ([a = 0]) => [Math.sqrt(a), Math.sqrt(1 - a)],
        tex: (value, [a = 0]) =>
          `\\sqrt{${carried(a)}} ${equals(value[0] ?? 0, 4)},\\quad \\sqrt{${carried(1 - a)}} ${
            equals(value[1] ?? 0, 4)
          }`,
      }),
      entriesStep({
        id: "xt",
        rule: "Mix signal and noise.",
        uses: ["factors"],
        roundable: true,
        value: ([signal = 0, rest = 0]) => x.map((entry, i) => signal * entry + rest * (noise[i] ?? 0)),
        tex: (value, [signal = 0, rest = 0]) =>
          value.map((entry, i) =>
            `${carried(signal)} \\cdot ${term(x[i] ?? 0)} + ${carried(rest)} \\cdot ${term(noise[i] ?? 0)} ${
              equals(entry, 4)
            }`
          ).join(",\\quad "),
      }),
    ],
    answers: { alphaBar: "alphaBar", xt: "xt" },
  };
}

/** Encoder sizes, mirrored by the decoder. Tied: the decoder uses the encoder's weights transposed, with own biases. */
export function autoencoderSolver(
  { sizes, tied }: { readonly sizes: readonly number[]; readonly tied: boolean },
): Solver {
  const pairs = sizes.slice(1).map((size, i) => [sizes[i] ?? 0, size] as const);
  const weights = item(sum(tensor(pairs.map(([a, b]) => a * b))));
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return {
    steps: [
      numberStep({
        id: "encoder",
        rule: "Encoder: a weight for each pair of neighbours, a bias for each unit that is computed.",
        value: () => total(pairs.map(([a, b]) => a * b + b)),
        tex: (value) => `${pairs.map(([a, b]) => `(${a} \\cdot ${b} + ${b})`).join(" + ")} = ${value}`,
      }),
      numberStep({
        id: "decoder",
        rule: tied
          ? "Decoder: its weights are the encoder's, so only its biases are new."
          : "Decoder: the same layers mirrored, with weights and biases of their own.",
        value: () => (tied ? 0 : weights) + total(pairs.map(([a]) => a)),
        tex: (value) =>
          `${
            pairs.toReversed().map(([a, b]) => tied ? `${a}` : `(${b} \\cdot ${a} + ${a})`).join(" + ")
          } = ${value}`,
      }),
      numberStep({
        id: "total",
        rule: "Together.",
        uses: ["encoder", "decoder"],
        value: (encoder, decoder) => encoder + decoder,
        tex: (value, encoder, decoder) => `${summed([encoder, decoder])} = ${value}`,
      }),
    ],
    answers: { encoder: "encoder", decoder: "decoder", total: "total" },
  };
}
