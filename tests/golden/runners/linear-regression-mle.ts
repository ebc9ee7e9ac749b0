/** Golden cases of linear models and likelihood, through the solvers. */
import { toNested } from "../../../src/tensor/tensor.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { gramMemorySolver, leastSquaresSolver } from "../../../src/questions/solvers/least_squares.ts";
import { gaussianNllSolver, nllOfMseSolver } from "../../../src/questions/solvers/linear_likelihood.ts";
import type { GoldenValue, Runners } from "../runner.ts";

export const RUNNERS: Runners = {
  gaussian_nll: ({ X, w, b, y, sigma }) => {
    const solver = gaussianNllSolver({ x: X, w, b, y, sigma });
    return { residuals: key(solver, "residuals"), nll: key(solver, "nll") };
  },
  nll_mse_relation: ({ n, sigma, mse }) => ({ nll: key(nllOfMseSolver({ n, sigma, mse }), "nll") }),
  // The first column of X is the ones of the intercept.
  ols: ({ X, y }) => {
    const solver = leastSquaresSolver({ x: X.map((row: readonly number[]) => row[1]), y });
    return { beta: [key(solver, "intercept"), key(solver, "slope")], residual_norm_sq: key(solver, "residual") };
  },
  gram_memory: ({ rows, columns, nonzero_fraction, bytes_per_number }) => {
    const solver = gramMemorySolver({ rows, columns, density: nonzero_fraction, bytes: bytes_per_number });
    return {
      gram_entries: key(solver, "entries"),
      gram_gigabytes: key(solver, "gigabytes"),
      nonzeros: key(solver, "nonzeros"),
    };
  },
};

function key(solver: Solver, answer: string): GoldenValue {
  const value = keysOf(solver)[answer];
  return value === undefined ? null : toNested(value);
}
