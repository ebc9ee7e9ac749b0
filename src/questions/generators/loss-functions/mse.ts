/** Squared error of a few outputs; the convention, mean or half sum, is printed. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { absoluteError, squaredError } from "../../../tensor/losses_regression.ts";
import { map } from "../../../tensor/elementwise.ts";
import { fractionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { squaredErrorSolver } from "../../solvers/squared_error.ts";
import { vec } from "../../tex.ts";

type MseParams = {
  readonly outputs: readonly number[];
  readonly targets: readonly number[];
  readonly convention: "mean" | "half-sum";
};

const VALUES = { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 2, max: 5 } as const;

export const mseGenerator = defineGenerator<MseParams>({
  id: "mse",
  version: 1,
  topic: "loss-functions",
  title: "Squared error in a given convention",
  levels: [1, 2],
  domains: { outputs: VALUES, targets: VALUES, convention: { kind: "pick", of: ["mean", "half-sum"] } },
  generate(random, level, fixed) {
    const n = fixed.outputs?.length ?? fixed.targets?.length ?? random.int(3, level === 1 ? 4 : 5);
    const draw = () => Array.from({ length: n }, () => random.dec(-3, 4, level === 1 ? 1 : 0.5));
    return {
      outputs: fixed.outputs ?? draw(),
      targets: fixed.targets ?? draw(),
      convention: fixed.convention ?? (level === 1 ? "mean" : random.pick(["mean", "half-sum"])),
    };
  },
  refuse({ outputs, targets }) {
    if (outputs.length !== targets.length) return `${outputs.length} outputs for ${targets.length} targets`;
    const errors = outputs.map((output, i) => Math.abs(output - (targets[i] ?? 0)));
    if (new Set(errors).size < 2) return "all errors are equal";
    return errors.every((error) => error <= 4) ? undefined : "an error is too large to square by hand";
  },
  prompt: ({ outputs, targets, convention }) =>
    `A network puts out $\\hat y = ${vec(outputs)}$ for the targets $y = ${vec(targets)}$. What is the ${
      convention === "mean" ? "mean squared error" : "squared error loss, written as half the sum of squares"
    }?`,
  conventions: ({ convention, outputs }) => [
    convention === "mean"
      ? `mean over the $n = ${outputs.length}$ outputs: $\\frac{1}{n} \\sum_i (\\hat y_i - y_i)^2$`
      : "half sum: $\\frac{1}{2} \\sum_i (\\hat y_i - y_i)^2$, not divided by $n$",
    "exact: a fraction or a decimal with at least 4 places",
  ],
  answers: () => [fractionAnswer({ id: "loss", label: "$L$" })],
  solve: squaredErrorSolver,
  mistakes: [
    {
      id: "sum",
      solve: (params) => ({ loss: scaledSum(params, 1) }),
      feedback: "You added the squares and stopped. The convention on the card still divides.",
    },
    {
      id: "other-convention",
      solve: (params) => ({ loss: params.convention === "mean" ? scaledSum(params, 0.5) : mean(params) }),
      feedback: "That is the other convention: read on the card whether the sum is halved or divided by $n$.",
    },
    {
      id: "half-mean",
      solve: (params) => ({ loss: map(mean(params), (x) => x / 2) }),
      feedback: "You both halved and averaged. The convention on the card does one of the two.",
    },
    {
      id: "root",
      solve: (params) => ({ loss: map(mean(params), Math.sqrt) }),
      feedback: "That is the root of the mean squared error (RMSE). Leave out the root.",
    },
    {
      id: "absolute",
      solve: ({ outputs, targets }) => ({ loss: absoluteError(tensor(outputs), tensor(targets), "mean") }),
      feedback: "You averaged the absolute errors (MAE). Square them before averaging.",
    },
    {
      id: "square-of-sum",
      solve: ({ outputs, targets }) => {
        const total = outputs.reduce((sum, output, i) => sum + output - (targets[i] ?? 0), 0);
        return { loss: scalar(total ** 2) };
      },
      feedback: "You added the errors before squaring, so that they cancel. Square each error first.",
    },
  ],
  hints: () => ["Work with the differences, one for each output."],
});

function mean({ outputs, targets }: MseParams) {
  return squaredError(tensor(outputs), tensor(targets), "mean");
}

function scaledSum({ outputs, targets }: MseParams, factor: number) {
  return map(squaredError(tensor(outputs), tensor(targets), "sum"), (x) => x * factor);
}
