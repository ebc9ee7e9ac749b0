/** Golden cases of normalisation layers through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { normParametersSolver, normStatisticsSolver } from "../../../src/questions/solvers/norm_counts.ts";
import { normalisedSolver } from "../../../src/questions/solvers/normalise_by_hand.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  batchnorm_param_count: ({ features }) => {
    const solver = normParametersSolver({ layer: "batch", width: features });
    return { learnable: key(solver, "learnable"), running_stats: key(solver, "buffers") };
  },
  batchnorm_stat_shape: ({ cases }) => {
    const solvers: readonly Solver[] = cases.map(({ shape }: { readonly shape: readonly number[] }) =>
      normStatisticsSolver({ layer: "batch", shape, groups: 1 })
    );
    return {
      stat_sizes: solvers.map((solver) => key(solver, "statistics")),
      values_per_stat: solvers.map((solver) => key(solver, "values")),
    };
  },
  batchnorm_forward: ({ x, gamma, beta, eps }) => {
    const solver = normalisedSolver({ rows: x, over: "batch", gamma, beta, epsilon: eps });
    return { mean: key(solver, "mean"), var: key(solver, "variance"), output: key(solver, "output") };
  },
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
