/** Golden cases of gradient descent through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { linearStepSolver, parabolaSolver, scaledLossSolver } from "../../../src/questions/solvers/descent.ts";
import { batchScalingSolver, updatesSolver } from "../../../src/questions/solvers/rate_schedule.ts";
import { robbinsMonroSolver } from "../../../src/questions/solvers/robbins_monro.ts";
import { bfgsSolver, hessianMemorySolver, newtonSolver } from "../../../src/questions/solvers/second_order.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

const EXPONENTS: Readonly<Record<string, number>> = {
  "constant 0.1": 0,
  "1/t": 1,
  "1/sqrt(t)": 0.5,
  "1/t^2": 2,
  "t^-0.75": 0.75,
};

export const RUNNERS: Runners = {
  gd_steps: ({ x, lr, steps }) => {
    const solver = parabolaSolver({ a: 1, centre: 0, start: x, rate: lr, steps });
    return { x: Array.from({ length: steps }, (_, i) => key(solver, `x${i + 1}`)) };
  },
  sgd_step: ({ w, x, y, lr }) => {
    const solver = linearStepSolver({ weights: w, inputs: [x], targets: [y], rate: lr });
    const prediction = keysOf(solver).prediction?.values[0] ?? null;
    return { prediction, grad: key(solver, "gradient"), w_new: key(solver, "updated") };
  },
  loss_scaling_step: ({ w, grad, lr, scale }) => {
    const solver = scaledLossSolver({ weight: w, gradient: grad, rate: lr, scale });
    return {
      step_unscaled: key(solver, "plain"),
      step_scaled: key(solver, "scaled"),
      w_new: key(solver, "updated"),
      argmin_changes: key(solver, "minimiser") === 1,
    };
  },
  updates_per_epoch: ({ samples, batch_sizes }) => ({
    updates: batch_sizes.map((batch: number) =>
      key(updatesSolver({ samples, batch, epochs: 1, dropLast: false }), "updates")
    ),
  }),
  linear_lr_scaling: ({ base_lr, base_batch, batches }) => ({
    lr: batches.map((next: number) =>
      key(batchScalingSolver({ rate: base_lr, batch: base_batch, next, rule: "linear" }), "rate")
    ),
  }),
  robbins_monro: ({ schedules }) => {
    const solvers: readonly Solver[] = schedules.map((schedule: string) =>
      robbinsMonroSolver({ family: "power", exponent: EXPONENTS[schedule] ?? NaN, base: 0.5 })
    );
    const answers = (id: string) => solvers.map((solver) => key(solver, id) === 1);
    return {
      sum_diverges: answers("sum"),
      sum_squares_converges: answers("squares"),
      satisfied: answers("both"),
    };
  },
  newton_step: ({ H, b, x }) => {
    const solver = newtonSolver({ hessian: H, linear: b, x, rate: 0.1 });
    return {
      grad: key(solver, "gradient"),
      x_new: key(solver, "newton"),
      gd_lr_0_1: key(solver, "descent"),
    };
  },
  hessian_memory: ({ params, bytes_per_number }) => {
    const solver = hessianMemorySolver({ parameters: params, bytes: bytes_per_number });
    return { entries: key(solver, "entries"), terabytes: key(solver, "terabytes") };
  },
  bfgs_update: ({ B, s, y }) => {
    const solver = bfgsSolver({ matrix: B, step: s, change: y });
    return { B_new: key(solver, "updated"), secant_Bs: key(solver, "secant") };
  },
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
