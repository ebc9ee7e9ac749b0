/** Golden cases of momentum and adaptive optimisers through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { adamSolver, constantEmaSolver, firstRatioSolver } from "../../../src/questions/solvers/adam.ts";
import { adagradSolver, firstStepsSolver, rmspropSolver } from "../../../src/questions/solvers/adaptive_rates.ts";
import { momentumSolver } from "../../../src/questions/solvers/momentum.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  momentum_steps: ({ theta, lr, mu, steps, nesterov }) => {
    const solver = momentumSolver({
      start: theta,
      rate: lr,
      mu,
      method: nesterov ? "nesterov" : "rate-inside",
      steps,
      gradientAt: (x) => 2 * x,
      formula: "2x",
    });
    return { trace: trace(solver, steps, { v: "v", theta: "x" }) };
  },
  adagrad_steps: ({ theta, grads, lr, eps }) => {
    const solver = adagradSolver({ start: theta, gradients: grads, rate: lr, epsilon: eps });
    return { trace: trace(solver, grads.length, { s: "s", theta: "x" }) };
  },
  rmsprop_steps: ({ theta, grads, lr, beta, eps }) => {
    const solver = rmspropSolver({
      start: theta,
      gradients: grads,
      rate: lr,
      beta,
      epsilon: eps,
      place: "outside",
    });
    return { trace: trace(solver, grads.length, { s: "s", theta: "x" }) };
  },
  rmsprop_two_coordinates: ({ grads, lr, beta }) => {
    const solver = firstStepsSolver({ gradients: grads, rate: lr, beta });
    return { sgd_step: key(solver, "sgd"), rmsprop_step: key(solver, "rmsprop") };
  },
  adam_steps: ({ theta, grads, lr, beta1, beta2, eps }) => {
    const solver = adamSolver({ start: theta, gradients: grads, rate: lr, beta1, beta2, epsilon: eps });
    return {
      trace: trace(solver, grads.length, { m: "m", v: "v", m_hat: "mHat", v_hat: "vHat", theta: "x" }),
    };
  },
  adam_first_step_ratio: ({ beta1, beta2, grad }) => {
    const solver = firstRatioSolver({ gradient: grad, beta1, beta2 });
    return { m_over_sqrt_v_uncorrected: key(solver, "raw"), corrected: key(solver, "corrected") };
  },
  ema_bias: ({ beta, grad, steps }) => {
    const solvers: readonly Solver[] = steps.map((t: number) =>
      constantEmaSolver({ beta, value: grad, steps: t })
    );
    return {
      ema: solvers.map((solver) => key(solver, "ema")),
      corrected: solvers.map((solver) => key(solver, "corrected")),
    };
  },
};

/** One object a step, with the golden names for the solver's answers. */
function trace(solver: Solver, steps: number, names: Readonly<Record<string, string>>): GoldenValue {
  return Array.from({ length: steps }, (_, i) =>
    Object.fromEntries(
      Object.entries(names).map(([golden, answer]) => [golden, key(solver, `${answer}${i + 1}`)]),
    ));
}

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
