/** BLEU of one sentence, from clipped counts to the score. */
import { scalar } from "../../tensor/tensor.ts";
import { bleu } from "../../tensor/language.ts";
import type { Solver } from "../solver.ts";
import { equals, num } from "../tex.ts";
import { four } from "./four_decimals.ts";
import { numberStep } from "./number_steps.ts";

export interface Translation {
  readonly reference: readonly string[];
  readonly hypothesis: readonly string[];
  /** Longest n-grams that count. */
  readonly order: number;
}

/** Answers: p1, p2, ... clipped precisions, bp, bleu. Source: Papineni et al. 2002. */
export function bleuSolver({ reference, hypothesis, order }: Translation): Solver {
  const found = bleu(hypothesis, { references: [reference], order });
  const [c, r] = [hypothesis.length, reference.length];
  const ids = found.clipped.map((_, i) => `p${i + 1}`);
  return {
    steps: [
      ...found.clipped.map(([matches, total], i) =>
        numberStep({
          id: `p${i + 1}`,
          rule: `Of the hypothesis' ${
            i === 0 ? "words" : `runs of ${i + 1} words`
          }, how many are in the reference, each at most as often as there.`,
          value: () => total === 0 ? 0 : matches / total,
          tex: (value) => `p_${i + 1} = \\frac{${matches}}{${total}} ${equals(value, 4)}`,
        })
      ),
      numberStep({
        id: "bp",
        rule: "Brevity penalty: 1 unless the hypothesis is shorter than the reference, then $e^{1 - r/c}$.",
        roundable: true,
        value: () => found.brevityPenalty,
        tex: (value) =>
          c >= r ? `c = ${c} \\ge r = ${r}\\colon\\; 1` : `e^{1 - ${r}/${c}} ${equals(value, 4)}`,
      }),
      {
        id: "bleu",
        rule: order === 1
          ? "Precision times penalty."
          : "Geometric mean of the precisions, times the penalty.",
        uses: ["bp", ...ids],
        roundable: true,
        value: (bp = scalar(1), ...precisions) =>
          scalar(
            (bp.values[0] ?? NaN) *
              precisions.reduce((product, p) => product * (p.values[0] ?? NaN), 1) ** (1 / order),
          ),
        tex: (value, bp = scalar(1), ...precisions) => {
          const factors = precisions.map((p) => four(p.values[0] ?? NaN)).join(" \\cdot ");
          return `${num(Number((bp.values[0] ?? NaN).toFixed(4)))} \\cdot ${
            order === 1 ? factors : `${order === 2 ? "\\sqrt" : `\\sqrt[${order}]`}{${factors}}`
          } ${equals(value.values[0] ?? NaN, 4)}`;
        },
      },
    ],
    answers: { ...Object.fromEntries(ids.map((id) => [id, id])), bp: "bp", bleu: "bleu" },
  };
}

/** Clipped matches and number of n-grams of each length. */
export function clippedCounts(
  { reference, hypothesis, order }: Translation,
): readonly (readonly [number, number])[] {
  return bleu(hypothesis, { references: [reference], order }).clipped;
}
