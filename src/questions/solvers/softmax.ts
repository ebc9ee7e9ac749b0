/** Softmax with a temperature, worked step by step. */
import { item, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import { div, exp } from "../../tensor/elementwise.ts";
import { sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { equals, equalsVec, fixed, num, vec } from "../tex.ts";

/** p_i = exp(z_i / T) / sum_j exp(z_j / T). Answer: p [n]. Source: Goodfellow et al. 2016, eq. 4.1. */
export function softmaxSolver(
  { logits, temperature }: { readonly logits: readonly number[]; readonly temperature: number },
): Solver {
  const z = tensor(logits);
  const scaled = temperature === 1 ? [] : [{
    id: "scaled",
    rule: "Divide each logit by the temperature.",
    uses: [],
    roundable: true,
    value: () => div(z, temperature),
    tex: (value: Tensor) => `z / T = ${vec(logits)} / ${num(temperature)} ${equalsVec(value, 4)}`,
  }];
  const start = temperature === 1 ? [] : ["scaled"];
  return {
    steps: [
      ...scaled,
      {
        id: "exponentials",
        rule: temperature === 1 ? "Exponentiate each logit." : "Exponentiate each quotient.",
        uses: start,
        roundable: true,
        value: (u = z) => exp(u),
        tex: (value, u = z) =>
          Array.from(
            value.values,
            (e, i) => `e^{${num(Number((u.values[i] ?? 0).toFixed(4)))}} ${equals(e, 4)}`,
          )
            .join(",\\quad "),
      },
      {
        id: "sum",
        rule: "Add them up.",
        uses: ["exponentials"],
        roundable: true,
        value: (e = z) => sum(e),
        tex: (value, e = z) =>
          `${Array.from(e.values, (x) => fixed(x, 4)).join(" + ")} ${equals(item(value), 4)}`,
      },
      {
        id: "p",
        rule: "Divide each exponential by the sum; the results add up to 1.",
        uses: ["exponentials", "sum"],
        roundable: true,
        value: (e = z, total = scalar(1)) => div(e, item(total)),
        tex: (value) => `p ${equalsVec(value, 4)}`,
      },
    ],
    answers: { p: "p" },
  };
}
