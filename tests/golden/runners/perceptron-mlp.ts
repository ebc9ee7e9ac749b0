/** Golden cases of perceptrons and small networks, through the solvers. */
import { toNested } from "../../../src/tensor/tensor.ts";
import { numbersIn } from "../../../src/questions/answer_value.ts";
import { keysOf, runSolver, type Solver } from "../../../src/questions/solver.ts";
import { denseParamsSolver } from "../../../src/questions/solvers/dense_params.ts";
import { mlpForwardSolver } from "../../../src/questions/solvers/mlp_forward.ts";
import { bitNetSolver, thresholdSolver } from "../../../src/questions/solvers/perceptron.ts";
import type { GoldenValue, Runners } from "../runner.ts";

export const RUNNERS: Runners = {
  fc_param_count: ({ sizes, bias }) => {
    const solver = denseParamsSolver({ sizes, bias });
    return { per_layer: key(solver, "layers"), total: key(solver, "total") };
  },
  // The cases join input i to unit j by W[i][j]; columns through W x need the transpose.
  mlp_forward: ({ x, W1, b1, W2, b2, activation }) => {
    const solver = mlpForwardSolver({ x, w1: turned(W1), b1, w2: turned(W2), b2, activation });
    const pre = runSolver(solver).steps.find((step) => step.id === "z1");
    return {
      pre: pre === undefined ? null : toNested(numbersIn(pre.value)),
      hidden: key(solver, "h"),
      output: key(solver, "y"),
    };
  },
  xor_mlp: ({ W1, b1, w2, activation }) => {
    const solver = bitNetSolver({
      hidden: turned(W1).map((w, unit) => ({ w, b: b1[unit] })),
      output: { w: w2, b: 0 },
      activation,
    });
    return {
      hidden: key(solver, "hidden"),
      output: key(solver, "outputs"),
      linearly_separable: key(solver, "separable") === 1,
    };
  },
  perceptron_outputs: ({ inputs, w, b }) => ({ output: key(thresholdSolver({ w, b }, inputs), "outputs") }),
};

function key(solver: Solver, answer: string): GoldenValue {
  const value = keysOf(solver)[answer];
  return value === undefined ? null : toNested(value);
}

function turned(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? NaN));
}
