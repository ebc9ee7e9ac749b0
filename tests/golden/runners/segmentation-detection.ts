/** Golden cases of segmentation and detection through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { overlapSolver } from "../../../src/questions/solvers/boxes.ts";
import { convCountSolver } from "../../../src/questions/solvers/conv_cost.ts";
import { bilinearSolver, headSolver } from "../../../src/questions/solvers/dense_prediction.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  conv2d_param_count: ({ in_channels, ...rest }) => {
    const solver = convCountSolver({ channels: in_channels, groups: 1, ...rest });
    return { weights: key(solver, "weights"), biases: key(solver, "biases"), total: key(solver, "total") };
  },
  head_change: ({ in_channels, old_classes, new_classes, ...rest }) => {
    const solver = headSolver({ channels: in_channels, oldClasses: old_classes, newClasses: new_classes, ...rest });
    return { old_params: key(solver, "before"), new_params: key(solver, "after"), ratio: key(solver, "ratio") };
  },
  bilinear_sample: ({ U, x, y }) => {
    const solver = bilinearSolver({ patch: U, x, y });
    return {
      value: key(solver, "value"),
      weights: key(solver, "weights"),
      dV_dx: key(solver, "dx"),
      dV_dy: key(solver, "dy"),
    };
  },
  iou: (inputs) => {
    const solver = overlapSolver(inputs);
    return {
      intersection: key(solver, "intersection"),
      union: key(solver, "union"),
      iou: key(solver, "iou"),
    };
  },
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
