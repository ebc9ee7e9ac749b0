/** The best constant under squared and absolute errors, and from level 2 on what is left there. */
import { scalar } from "../../../tensor/tensor.ts";
import { fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { centresSolver } from "../../solvers/centres.ts";
import { vec } from "../../tex.ts";

type OptimumParams = {
  readonly values: readonly number[];
  readonly losses: boolean;
};

export const l1L2OptimumGenerator = defineGenerator<OptimumParams>({
  id: "l1-l2-optimum",
  version: 1,
  topic: "loss-functions",
  title: "Best constant for squared and absolute errors",
  levels: [1, 2],
  domains: {
    values: { kind: "list", of: { kind: "int", lo: -50, hi: 200 }, min: 3, max: 9 },
    losses: { kind: "pick", of: [true, false] },
  },
  generate(random, level, fixed) {
    const small = random.sample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4);
    return {
      values: fixed.values ??
        random.shuffle([...small, level === 1 ? random.pick([30, 40, 50, 80, 100]) : random.int(12, 20)]),
      losses: fixed.losses ?? level === 2,
    };
  },
  refuse({ values, losses }) {
    if (values.length % 2 === 0) return "an even count has a whole interval of medians";
    if (new Set(values).size < values.length) return "two values are equal";
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    if (losses && !Number.isInteger(mean * 2)) return "the mean has too many decimals to square by hand";
    return values.includes(mean) ? "the mean is one of the values" : undefined;
  },
  prompt: ({ values, losses }) =>
    `The targets are $${
      vec(values)
    }$, and a model may put out only one constant $c$. Which $c$ is best for the squared error, and which for the absolute error?${
      losses ? " What is left of each loss there?" : ""
    }`,
  conventions: ({ losses }) => [
    "minimise $\\sum_i (x_i - c)^2$, and $\\sum_i |x_i - c|$",
    ...(losses ? ["losses as sums, not means"] : []),
    "a fraction or at least 4 decimals",
  ],
  answers: ({ losses }) => [
    fractionAnswer({ id: "mean", label: "$c$ for squared errors" }),
    fractionAnswer({ id: "median", label: "$c$ for absolute errors" }),
    ...(losses
      ? [
        fractionAnswer({ id: "squares", label: "$\\sum_i (x_i - c)^2$" }),
        fractionAnswer({ id: "absolutes", label: "$\\sum_i |x_i - c|$" }),
      ]
      : []),
  ],
  solve: ({ values, losses }) => {
    const solver = centresSolver({ values });
    return losses ? solver : { steps: solver.steps.slice(0, 2), answers: { mean: "mean", median: "median" } };
  },
  mistakes: [
    {
      id: "swapped",
      solve: ({ values, losses }) => {
        const { mean = scalar(NaN), median = scalar(NaN) } = keysOf(centresSolver({ values }));
        return { mean: median, median: mean, ...leftAt({ values, losses }, [median, mean]) };
      },
      feedback: "You swapped them: squares are smallest at the mean, absolute errors at the median.",
    },
    {
      id: "middle-as-printed",
      solve: ({ values, losses }) => {
        const { mean = scalar(NaN), median = scalar(NaN) } = keysOf(centresSolver({ values }));
        const middle = values[Math.floor(values.length / 2)] ?? NaN;
        return middle === median.values[0]
          ? undefined
          : { median: scalar(middle), ...leftAt({ values, losses }, [mean, scalar(middle)]) };
      },
      feedback: "You took the value in the middle of the list. Sort the values first.",
    },
    {
      id: "mid-range",
      solve: ({ values, losses }) => {
        const { mean = scalar(NaN) } = keysOf(centresSolver({ values }));
        const middle = scalar((Math.max(...values) + Math.min(...values)) / 2);
        return { median: middle, ...leftAt({ values, losses }, [mean, middle]) };
      },
      feedback:
        "You took the middle between smallest and largest. The median has as many *points* above as below.",
    },
    {
      id: "mean-for-both",
      solve: ({ values, losses }) => {
        const { mean = scalar(NaN) } = keysOf(centresSolver({ values }));
        return { median: mean, ...leftAt({ values, losses }, [mean, mean]) };
      },
      feedback:
        "The mean is best for squares only. Moving $c$ under absolute errors counts points, not distances.",
    },
    {
      id: "means-of-losses",
      solve: ({ values, losses }) => {
        if (!losses) return undefined;
        const { squares, absolutes } = keysOf(centresSolver({ values }));
        return {
          squares: scalar((squares?.values[0] ?? NaN) / values.length),
          absolutes: scalar((absolutes?.values[0] ?? NaN) / values.length),
        };
      },
      feedback: "You divided the losses by the number of points; the card asks for sums.",
    },
  ],
  hints: () => ["Ask of each loss: if $c$ moves up a little, by how much do the terms change?"],
});

/** What is left of both losses at other constants, where the card asks for it. */
function leftAt(
  { values, losses }: OptimumParams,
  [first, second]: readonly [{ readonly values: Float64Array }, { readonly values: Float64Array }],
) {
  if (!losses) return {};
  const [a, b] = [first.values[0] ?? NaN, second.values[0] ?? NaN];
  return {
    squares: scalar(values.reduce((total, x) => total + (x - a) ** 2, 0)),
    absolutes: scalar(values.reduce((total, x) => total + Math.abs(x - b), 0)),
  };
}
