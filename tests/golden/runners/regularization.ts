/** Golden cases of regularisation through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { augmentSolver } from "../../../src/questions/solvers/augment.ts";
import { decaySolver, dropoutSolver, l2StepSolver, shrinkSolver } from "../../../src/questions/solvers/shrinkage.ts";
import { earlyStoppingSolver } from "../../../src/questions/solvers/training_curves.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  l2_sgd_step: ({ w, grad, lr, lam }) => {
    const solver = l2StepSolver({ weight: w, gradient: grad, rate: lr, lambda: lam, penalty: "half" });
    return { decay_factor: key(solver, "factor"), w_new: key(solver, "updated"), w_new_plain: key(solver, "plain") };
  },
  l2_decay_sequence: ({ w, lr, lam, steps }) => ({
    w: steps.map((count: number) => key(decaySolver({ weight: w, rate: lr, lambda: lam, steps: count }), "weight")),
  }),
  l1_vs_l2_step: ({ w, lr, lam }) => {
    const solver = shrinkSolver({ weights: w, rate: lr, lambda: lam });
    return { l2: key(solver, "l2"), l1_prox: key(solver, "l1") };
  },
  inverted_dropout: ({ x, keep, mask }) => {
    const solver = dropoutSolver({ x, keep, mask, kind: "inverted" });
    // What training gives on average: every unit stays with probability keep, scaled as when all of them stay.
    const all = keysOf(dropoutSolver({ x, keep, mask: x.map(() => 1), kind: "inverted" })).train;
    return {
      train: key(solver, "train"),
      test: key(solver, "test"),
      expected_train: Array.from(all?.values ?? [], (value) => value * keep),
    };
  },
  early_stopping: ({ val_loss, patience }) => {
    const solver = earlyStoppingSolver({ losses: val_loss, patience, first: 0 });
    return { best_epoch: key(solver, "best"), stop_after_epoch: key(solver, "stop") };
  },
  flip_and_crop: ({ x, crop: [row, column, height, width] }) => ({
    hflip: key(augmentSolver({ image: x, transforms: ["flip-horizontal"], crop: undefined }), "image"),
    crop: key(augmentSolver({ image: x, transforms: [], crop: { row, column, height, width } }), "image"),
  }),
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
