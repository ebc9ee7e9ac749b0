/** The golden case of nearest neighbours, through the solver. */
import { toNested } from "../../../src/tensor/tensor.ts";
import { keysOf } from "../../../src/questions/solver.ts";
import { nearestSolver } from "../../../src/questions/solvers/nearest.ts";
import type { GoldenValue, Runners } from "../runner.ts";

export const RUNNERS: Runners = {
  // The case counts points from 0, the solver from 1.
  knn: ({ X, y, query, k }) => {
    const keys = keysOf(nearestSolver({ points: X, labels: y, query, k }));
    return {
      distances: nested(keys.distances),
      neighbours: Array.from(keys.neighbours?.values ?? [], (i) => i - 1),
      label: nested(keys.label),
    };
  },
};

function nested(value: Parameters<typeof toNested>[0] | undefined): GoldenValue {
  return value === undefined ? null : toNested(value);
}
