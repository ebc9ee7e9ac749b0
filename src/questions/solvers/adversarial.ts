/** Losses of a generative adversarial network, and the best discriminator for discrete distributions. */
import {
  discriminatorLoss,
  generatorLoss,
  generatorLossMinimax,
  optimalDiscriminator,
} from "../../tensor/divergences.ts";
import { item, tensor, toNested } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { entriesStep } from "./list_steps.ts";
import { numberStep } from "./number_steps.ts";
import { carried } from "./worked_tex.ts";

export interface Judged {
  /** D of real samples, in (0, 1). */
  readonly real: readonly number[];
  /** D of generated samples, in (0, 1); as many. */
  readonly fake: readonly number[];
}

/** Mean losses in nats. Answers: discriminator, minimax, nonSaturating. Source: Goodfellow 2014. */
export function ganLossSolver({ real, fake }: Judged): Solver {
  const n = fake.length;
  const mean = (terms: readonly string[]) =>
    n === 1 ? terms.join("") : `\\tfrac{1}{${n}} \\left( ${terms.join(" + ")} \\right)`;
  return {
    steps: [
      numberStep({
        id: "discriminator",
        rule: "Discriminator: cross-entropy, real samples with label 1, generated ones with label 0.",
        roundable: true,
        value: () => item(discriminatorLoss(tensor(real), tensor(fake), "mean")),
        tex: (value) =>
          `-${mean(real.map((d) => `\\ln ${num(d)}`))} - ${mean(fake.map((d) => `\\ln(1 - ${num(d)})`))} ${
            equals(value, 4)
          }`,
      }),
      numberStep({
        id: "minimax",
        rule: "Generator in the minimax game: it minimises $\\ln(1 - D(G(z)))$.",
        roundable: true,
        value: () => item(generatorLossMinimax(tensor(fake), "mean")),
        tex: (value) => `${mean(fake.map((d) => `\\ln(1 - ${num(d)})`))} ${equals(value, 4)}`,
      }),
      numberStep({
        id: "nonSaturating",
        rule: "Non-saturating: it minimises $-\\ln D(G(z))$, which is steep where the discriminator wins.",
        roundable: true,
        value: () => item(generatorLoss(tensor(fake), "mean")),
        tex: (value) => `-${mean(fake.map((d) => `\\ln ${num(d)}`))} ${equals(value, 4)}`,
      }),
    ],
    answers: { discriminator: "discriminator", minimax: "minimax", nonSaturating: "nonSaturating" },
  };
}

/** Answers: best [n] = p / (p + q), value of the game in nats. Outcomes with p = q = 0 must not be there. */
export function bestDiscriminatorSolver(
  { data, generated }: { readonly data: readonly number[]; readonly generated: readonly number[] },
): Solver {
  return {
    steps: [
      entriesStep({
        id: "best",
        rule: "Outcome by outcome: the share of the data in what comes, $D^* = p / (p + q)$.",
        roundable: true,
        value: () => toNested(optimalDiscriminator(tensor(data), tensor(generated))),
        tex: (value) =>
          value.map((d, i) =>
            `\\frac{${num(data[i] ?? 0)}}{${num(data[i] ?? 0)} + ${num(generated[i] ?? 0)}} ${equals(d, 4)}`
          ).join(",\\quad "),
      }),
      numberStep({
        id: "value",
        rule:
          "Value of the game: the expectation of $\\ln D^*$ under the data plus that of $\\ln(1 - D^*)$ under the generator.",
        roundable: true,
        value: () => gameValue(data, generated),
        tex: (value) => {
          const best = Array.from(optimalDiscriminator(tensor(data), tensor(generated)).values);
          const real = best.map((d, i) => `${num(data[i] ?? 0)} \\ln ${carried(d)}`);
          const fake = best.map((d, i) => `${num(generated[i] ?? 0)} \\ln ${carried(1 - d)}`);
          return `${[...real, ...fake].join(" + ")} ${equals(value, 4)}`;
        },
      }),
    ],
    answers: { best: "best", value: "value" },
  };
}

/** Sum of p ln D* + q ln(1 - D*); 0 ln 0 is 0. */
export function gameValue(data: readonly number[], generated: readonly number[]): number {
  return data.reduce((sum, p, i) => {
    const q = generated[i] ?? 0;
    const part = (weight: number) => weight === 0 ? 0 : weight * Math.log(weight / (p + q));
    return sum + part(p) + part(q);
  }, 0);
}
