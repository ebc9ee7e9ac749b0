/** The constants that fit data best: the mean for squared errors, the median for absolute ones. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import { map } from "../../tensor/elementwise.ts";
import { mean, sum } from "../../tensor/reduce.ts";
import type { Solver } from "../solver.ts";
import { equals, num, term, vec } from "../tex.ts";
import { short, shortTerm } from "./shown.ts";

/**
 * Minimisers over c of sum (x - c)^2 and sum |x - c|, and what is left there. An even count takes the middle of the
 * two middle values. Answers: mean, median, squares, absolutes.
 */
export function centresSolver({ values }: { readonly values: readonly number[] }): Solver {
  const x = tensor(values);
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((n - 1) / 2)] ?? NaN, sorted[Math.floor(n / 2)] ?? NaN];
  return {
    steps: [
      {
        id: "mean",
        rule: "Squared errors: set the derivative $-2 \\sum_i (x_i - c)$ to 0; $c$ is the mean.",
        uses: [],
        roundable: false,
        value: () => mean(x),
        tex: (value) => `c = \\frac{${values.map(term).join(" + ")}}{${n}} ${equals(item(value), 4)}`,
      },
      {
        id: "median",
        rule:
          "Absolute errors: each point pulls with slope $\\pm 1$, so as many must lie above as below; $c$ is the median.",
        uses: [],
        roundable: false,
        value: () => scalar((low + high) / 2),
        tex: (value) => `\\text{sorted: } ${vec(sorted)},\\quad c = ${num(item(value))}`,
      },
      {
        id: "squares",
        rule: "What is left of the squared errors at the mean.",
        uses: ["mean"],
        roundable: false,
        value: (c) => sum(map(x, (value) => (value - item(c)) ** 2)),
        tex: (value, c) =>
          `${values.map((v) => `(${num(v)} - ${shortTerm(item(c))})^2`).join(" + ")} ${
            equals(item(value), 4)
          }`,
      },
      {
        id: "absolutes",
        rule: "What is left of the absolute errors at the median.",
        uses: ["median"],
        roundable: false,
        value: (c) => sum(map(x, (value) => Math.abs(value - item(c)))),
        tex: (value, c) =>
          `${values.map((v) => short(Math.abs(v - item(c)))).join(" + ")} ${equals(item(value), 4)}`,
      },
    ],
    answers: { mean: "mean", median: "median", squares: "squares", absolutes: "absolutes" },
  };
}
