/** The two conditions of Robbins and Monro on decreasing learning rates. */
import type { Solver } from "../solver.ts";
import { num } from "../tex.ts";
import { numberStep } from "./number_steps.ts";

/** scale t^-exponent ("power"), scale (t + 10)^-exponent ("shifted") or scale base^t ("geometric", 0 < base < 1). */
export interface DecreasingRate {
  readonly family: "power" | "shifted" | "geometric";
  /** For "power" and "shifted". */
  readonly exponent: number;
  /** For "geometric". */
  readonly base: number;
}

/** Whether the series of the rates to the given power diverges. */
export function diverges({ family, exponent }: DecreasingRate, power: number): boolean {
  return family !== "geometric" && exponent * power <= 1;
}

/**
 * Do the rates sum to infinity, do their squares sum to something finite, do both hold? Answers: sum, squares, both,
 * each 1 for yes and 0 for no. Source: Robbins and Monro 1951.
 */
export function robbinsMonroSolver(rate: DecreasingRate): Solver {
  const series = (power: number) =>
    rate.family === "geometric"
      ? `\\sum_t ${num(rate.base)}^{${power === 1 ? "t" : `${power}t`}}`
      : rate.exponent === 0
      ? "\\sum_t 1"
      : `\\sum_t t^{-${num(rate.exponent * power)}}`;
  const shifted = rate.family === "shifted" ? " (the shift by 10 changes no tail)" : "";
  const why = rate.family === "geometric"
    ? "a geometric series with a ratio below 1 converges"
    : `$\\sum t^{-s}$ diverges just when $s \\le 1$${shifted}`;
  return {
    steps: [
      numberStep({
        id: "sum",
        rule:
          `Can the steps go any distance, $\\sum \\eta_t = \\infty$? Remember: ${why}; a constant factor does not matter.`,
        value: () => diverges(rate, 1) ? 1 : 0,
        tex: (value) => `${series(1)} ${value === 1 ? "= \\infty" : "< \\infty"}`,
      }),
      numberStep({
        id: "squares",
        rule: "Does the noise die out, $\\sum \\eta_t^2 < \\infty$? Squaring doubles the exponent.",
        value: () => diverges(rate, 2) ? 0 : 1,
        tex: (value) => `${series(2)} ${value === 1 ? "< \\infty" : "= \\infty"}`,
      }),
      numberStep({
        id: "both",
        rule: "Both have to hold.",
        uses: ["sum", "squares"],
        value: (far, quiet) => far * quiet,
        tex: (value, far, quiet) =>
          `\\text{${yes(far)} and ${yes(quiet)}: ${value === 1 ? "satisfied" : "not satisfied"}}`,
      }),
    ],
    answers: { sum: "sum", squares: "squares", both: "both" },
  };
}

function yes(value: number): string {
  return value === 1 ? "yes" : "no";
}
