/** Greedy decoding beside beam search, over a model given as a table of next tokens. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import { beamSearch, type Hypothesis } from "../../tensor/beam_search.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num } from "../tex.ts";

export const END = "</s>";

export interface Decoding {
  /** Probabilities of the next token after the last one; "" is the start. */
  readonly model: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly beam: number;
  readonly maxLength: number;
}

/** All sequences that decoding can end with: finished ones, and those cut off at maxLength. "a b </s>" */
export function outcomesOf({ model, maxLength }: Omit<Decoding, "beam">): readonly string[] {
  const grow = (tokens: readonly string[]): string[] =>
    tokens[tokens.length - 1] === END || tokens.length === maxLength
      ? [tokens.join(" ")]
      : Object.keys(nextOf(model, tokens)).flatMap((token) => grow([...tokens, token]));
  return grow([]);
}

/**
 * Answers: greedy and best, the indices in outcomesOf of what beams of 1 and `beam` find; greedyProb, bestProb, and
 * bestLog in nats.
 */
export function beamSolver({ model, beam, maxLength }: Decoding): Solver {
  const outcomes = outcomesOf({ model, maxLength });
  const search = (width: number) =>
    beamSearch({
      next: (prefix) => new Map(Object.entries(nextOf(model, prefix))),
      beam: width,
      end: END,
      maxLength,
    });
  const found = { greedy: search(1), best: search(beam) };
  const rounds = (name: "greedy" | "best"): StepPlan[] =>
    found[name].steps.map((kept, round) => ({
      id: `${name}-${round + 1}`,
      rule: name === "greedy"
        ? `Greedy, token ${round + 1}: take the most likely next token.`
        : `Beam, token ${
          round + 1
        }: extend every unfinished hypothesis by every token; the ${beam} best of all stay.`,
      uses: [],
      roundable: false,
      value: () => tensor(kept.map((hypothesis) => probabilityOf(model, hypothesis.tokens))),
      tex: () =>
        kept.map(({ tokens }) => `P(\\text{${tokens.join(" ")}}) = ${productTex(model, tokens)}`).join(
          ",\\quad ",
        ),
    }));
  const outcome = (name: "greedy" | "best", title: string): StepPlan[] => {
    const { tokens } = found[name].best;
    const probability = probabilityOf(model, tokens);
    return [
      {
        id: name,
        rule: `${title} found:`,
        uses: [],
        roundable: false,
        value: () => scalar(outcomes.indexOf(tokens.join(" "))),
        tex: () => `\\text{${tokens.join(" ")}}`,
      },
      {
        id: `${name}Prob`,
        rule: "Its probability: the product of its steps.",
        uses: [],
        roundable: false,
        value: () => scalar(probability),
        tex: () => productTex(model, tokens),
      },
    ];
  };
  const probability = probabilityOf(model, found.best.best.tokens);
  return {
    steps: [
      ...rounds("greedy"),
      ...outcome("greedy", "Greedy decoding"),
      ...rounds("best"),
      ...outcome("best", "Beam search"),
      {
        id: "bestLog",
        rule: "Searches add log-probabilities, which come to the logarithm of the product.",
        uses: ["bestProb"],
        roundable: true,
        value: () => scalar(Math.log(probability)),
        tex: () => `\\ln ${num(probability)} ${equals(Math.log(probability), 4)}`,
      },
    ],
    answers: {
      greedy: "greedy",
      greedyProb: "greedyProb",
      best: "best",
      bestProb: "bestProb",
      bestLog: "bestLog",
    },
  };
}

/** The product of step probabilities. */
export function probabilityOf(model: Decoding["model"], tokens: Hypothesis["tokens"]): number {
  return factorsOf(model, tokens).reduce((product, p) => product * p, 1);
}

/** The probabilities of the steps of a sequence. */
export function factorsOf(model: Decoding["model"], tokens: Hypothesis["tokens"]): number[] {
  return tokens.map((token, i) => nextOf(model, tokens.slice(0, i))[token] ?? 0);
}

function nextOf(model: Decoding["model"], prefix: readonly string[]): Readonly<Record<string, number>> {
  return model[prefix[prefix.length - 1] ?? ""] ?? {};
}

function productTex(model: Decoding["model"], tokens: readonly string[]): string {
  const factors = factorsOf(model, tokens);
  return factors.length === 1
    ? num(factors[0] ?? NaN)
    : `${factors.map(num).join(" \\cdot ")} = ${num(probabilityOf(model, tokens))}`;
}
