/** Perplexity from the probabilities that a language model gave the tokens that came. */
import { tensor } from "../../tensor/tensor.ts";
import { div, log, neg } from "../../tensor/elementwise.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { four } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

/** The logarithm that losses are measured with: nats or bits. */
export type Base = "e" | "2";

export interface Tokens {
  readonly probabilities: readonly number[];
  readonly base: Base;
}

/** Answers: nll = mean of -log p in nats or bits, perplexity = base^nll, likelihood = product of p. */
export function perplexitySolver({ probabilities, base }: Tokens): Solver {
  const p = tensor(probabilities);
  const count = probabilities.length;
  const name = base === "e" ? "\\ln" : "\\log_2";
  const losses: StepPlan = {
    id: "losses",
    rule: `The loss of each token: $-${name} p$.`,
    uses: [],
    roundable: true,
    value: () => base === "e" ? neg(log(p)) : div(neg(log(p)), Math.LN2),
    tex: (value) =>
      Array.from(value.values, (loss, i) => `-${name} ${num(probabilities[i] ?? NaN)} ${equals(loss, 4)}`)
        .join(",\\quad "),
  };
  return {
    steps: [
      losses,
      {
        id: "nll",
        rule: "Their mean over the tokens.",
        uses: ["losses"],
        roundable: true,
        value: (each = p) => div(tensor(each.values.reduce((a, b) => a + b, 0)), count),
        tex: (value, each = p) =>
          `\\frac{${Array.from(each.values, four).join(" + ")}}{${count}} ${
            equals(value.values[0] ?? NaN, 4)
          }`,
      },
      numberStep({
        id: "perplexity",
        rule: `Perplexity undoes the logarithm: $${base === "e" ? "e" : "2"}$ to the power of the mean loss.`,
        uses: ["nll"],
        roundable: true,
        value: (nll) => base === "e" ? Math.exp(nll) : 2 ** nll,
        tex: (value, nll) => `${base === "e" ? "e" : "2"}^{${four(nll)}} ${equals(value, 4)}`,
      }),
      {
        id: "likelihood",
        rule: "Check: the likelihood is the product, and the perplexity its inverse $N$-th root.",
        uses: [],
        roundable: false,
        value: () => tensor(probabilities.reduce((a, b) => a * b, 1)),
        tex: (value) =>
          `${probabilities.map(num).join(" \\cdot ")} = ${num(value.values[0] ?? NaN)},\\quad ${
            num(value.values[0] ?? NaN)
          }^{-1/${count}} ${equals((value.values[0] ?? NaN) ** (-1 / count), 4)}`,
      },
    ],
    answers: { nll: "nll", perplexity: "perplexity", likelihood: "likelihood" },
  };
}
