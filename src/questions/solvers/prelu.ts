/** PReLU, whose slope below 0 is learned: values and gradients. */
import { scalar, tensor } from "../../tensor/tensor.ts";
import { leaky } from "../../tensor/activation.ts";
import type { Solver } from "../solver.ts";
import { num, term } from "../tex.ts";

/**
 * PReLU over several inputs. Answers: y [n], slopes = dy/da [n] (min(x, 0)), dx [n] and da for an upstream gradient.
 * Source: He et al. 2015.
 */
export function preluSolver(
  { xs, a, upstream }: {
    readonly xs: readonly number[];
    readonly a: number;
    readonly upstream: readonly number[];
  },
): Solver {
  const g = (i: number) => upstream[i] ?? 0;
  const list = (values: ArrayLike<number>) => Array.from(values, num).join(",\\; ");
  return {
    steps: [
      {
        id: "y",
        rule: "Positive inputs pass; the others are multiplied by $a$.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map(leaky(a).value)),
        tex: (value) => `y = (${list(value.values)})`,
      },
      {
        id: "slopes",
        rule:
          "Only where $x < 0$ does $y = a x$ depend on $a$: there $\\partial y / \\partial a = x$, elsewhere 0.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map((x) => Math.min(x, 0))),
        tex: (value) => `\\frac{\\partial y}{\\partial a} = (${list(value.values)})`,
      },
      {
        id: "dx",
        rule: "Towards the input: the upstream gradient times the local slope, 1 or $a$.",
        uses: [],
        roundable: false,
        value: () => tensor(xs.map((x, i) => g(i) * leaky(a).slope(x))),
        tex: (value) =>
          `(${xs.map((x, i) => `${term(g(i))} \\cdot ${num(x > 0 ? 1 : a)}`).join(",\\; ")}) = (${
            list(value.values)
          })`,
      },
      {
        id: "da",
        rule: "All inputs share $a$, so their contributions add: $\\sum_i g_i \\min(x_i, 0)$.",
        uses: ["slopes"],
        roundable: false,
        value: (slopes = tensor(xs)) => scalar(slopes.values.reduce((sum, s, i) => sum + g(i) * s, 0)),
        tex: (value, slopes = tensor(xs)) =>
          `${Array.from(slopes.values, (s, i) => `${term(g(i))} \\cdot ${term(s)}`).join(" + ")} = ${
            num(value.values[0] ?? NaN)
          }`,
      },
    ],
    answers: { y: "y", slopes: "slopes", dx: "dx", da: "da" },
  };
}
