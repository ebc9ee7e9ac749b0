/** The odds of the first two classes under softmax, after all logits are scaled and shifted. */
import { item, scalar } from "../../tensor/tensor.ts";
import { map } from "../../tensor/elementwise.ts";
import type { Solver } from "../solver.ts";
import { equals, num, term } from "../tex.ts";
import { short } from "./shown.ts";

/** z becomes factor z + constant. */
export interface ChangedLogits {
  readonly logits: readonly number[];
  readonly factor: number;
  readonly constant: number;
}

/** p_1/p_2 = exp(factor (z_1 - z_2)); effect is 0 for unchanged, 1 for more peaked, 2 for flatter. Answers: odds, effect. */
export function oddsSolver({ logits, factor, constant }: ChangedLogits): Solver {
  const [first = NaN, second = NaN] = logits;
  const changed = (z: number) =>
    `${factor === 1 ? "" : `${num(factor)} \\cdot `}${term(z)}${
      constant === 0 ? "" : ` + ${term(constant)}`
    }`;
  return {
    steps: [
      {
        id: "difference",
        rule: "Subtract the changed logits: a constant added to both drops out, a factor stays.",
        uses: [],
        roundable: false,
        value: () => scalar(factor * (first - second)),
        tex: (value) => `(${changed(first)}) - (${changed(second)}) = ${num(item(value))}`,
      },
      {
        id: "odds",
        rule: "The sum of exponentials cancels in $p_1 / p_2 = e^{z_1} / e^{z_2} = e^{z_1 - z_2}$.",
        uses: ["difference"],
        roundable: true,
        value: (difference) => map(difference, Math.exp),
        tex: (value, difference) =>
          `\\frac{p_1}{p_2} = e^{${short(item(difference))}} ${equals(item(value), 4)}`,
      },
      {
        id: "effect",
        rule: factor === 1
          ? "All differences of logits are as before, so all probabilities are too."
          : factor > 1
          ? "All differences of logits grow, so the largest probability grows: more peaked."
          : "All differences of logits shrink, so the probabilities move towards equal: flatter.",
        uses: [],
        roundable: false,
        value: () => scalar(factor === 1 ? 0 : factor > 1 ? 1 : 2),
        tex: () => `z_i - z_j \\;\\to\\; ${factor === 1 ? "" : `${num(factor)} \\cdot `}(z_i - z_j)`,
      },
    ],
    answers: { odds: "odds", effect: "effect" },
  };
}
