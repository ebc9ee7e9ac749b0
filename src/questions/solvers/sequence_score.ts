/** The probability of a sequence from the probabilities of its steps, plain and by length. */
import type { Solver, StepPlan } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { four, fourTerm } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

/** Answers: prob = product, log_prob in nats, score = log_prob / steps. */
export function sequenceScoreSolver(probabilities: readonly number[]): Solver {
  return {
    steps: scoreSteps(probabilities, ""),
    answers: { prob: "prob", log_prob: "log_prob", score: "score" },
  };
}

/**
 * Two finished candidates, A and B. Answers: logA, logB, scoreA, scoreB, and the index (0 A, 1 B) of the winner by
 * plain log-probability and by score.
 */
export function twoCandidatesSolver(a: readonly number[], b: readonly number[]): Solver {
  const winner = (id: string, [first, second]: readonly [string, string], by: string) =>
    numberStep({
      id,
      rule: `Compare ${by}: the larger, so the less negative one, wins.`,
      uses: [first, second],
      value: (left, right) => left > right ? 0 : 1,
      tex: (value, left, right) =>
        `${four(left)} ${left > right ? ">" : "<"} ${four(right)}\\colon\\; \\text{${
          value === 0 ? "A" : "B"
        }}`,
    });
  return {
    steps: [
      ...scoreSteps(a, "A"),
      ...scoreSteps(b, "B"),
      winner("plain", ["log_probA", "log_probB"], "the log-probabilities"),
      winner("normalised", ["scoreA", "scoreB"], "the means per token"),
    ],
    answers: {
      logA: "log_probA",
      logB: "log_probB",
      plain: "plain",
      scoreA: "scoreA",
      scoreB: "scoreB",
      normalised: "normalised",
    },
  };
}

function scoreSteps(probabilities: readonly number[], name: string): StepPlan[] {
  const of = name === "" ? "" : `${name}: `;
  return [
    numberStep({
      id: `prob${name}`,
      rule: `${of}${
        name === "" ? "The" : "the"
      } probability of the sequence is the product of the conditional ones.`,
      value: () => probabilities.reduce((product, p) => product * p, 1),
      tex: (value) => `${probabilities.map(num).join(" \\cdot ")} = ${num(value)}`,
    }),
    numberStep({
      id: `log_prob${name}`,
      rule: `${of}${name === "" ? "Its" : "its"} logarithm; the logarithms of the steps add up to the same.`,
      roundable: true,
      value: () => probabilities.reduce((sum, p) => sum + Math.log(p), 0),
      tex: (value) => `${probabilities.map((p) => `\\ln ${num(p)}`).join(" + ")} ${equals(value, 4)}`,
    }),
    numberStep({
      id: `score${name}`,
      rule: `${of}${name === "" ? "Divide" : "divide"} by the number of tokens.`,
      uses: [`log_prob${name}`],
      roundable: true,
      value: (sum) => sum / probabilities.length,
      tex: (value, sum) => `${fourTerm(sum)} / ${probabilities.length} ${equals(value, 4)}`,
    }),
  ];
}
