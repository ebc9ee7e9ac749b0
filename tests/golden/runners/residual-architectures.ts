/** Golden cases of skip connections through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import {
  chainUpdateSolver,
  skipSlopeSolver,
  slopeProductSolver,
  twoBlocksSolver,
} from "../../../src/questions/solvers/residual_chain.ts";
import {
  denseBlockSolver,
  highwaySolver,
  residualBlockSolver,
} from "../../../src/questions/solvers/skip_layers.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  residual_gradient: (inputs) => {
    const solver = twoBlocksSolver(inputs);
    return { z: key(solver, "z"), dz_dw0: key(solver, "gradient"), dz_dw0_without_skip: key(solver, "plain") };
  },
  sgd_chain_update: ({ w0, lr, dL_dz, dz_dw0 }) => ({
    w0_new: key(chainUpdateSolver({ weight: w0, rate: lr, upstream: dL_dz, slope: dz_dw0 }), "weight"),
  }),
  gradient_product: ({ layers, factor_plain, residual_branch }) => {
    const solver = slopeProductSolver({ slope: factor_plain, branch: residual_branch, depth: layers });
    return { plain_log10: key(solver, "log"), residual: key(solver, "residual") };
  },
  densenet_channels: ({ k0, growth, layers }) => {
    const solver = denseBlockSolver({ start: k0, growth, layers });
    return { inputs: key(solver, "inputs"), block_output: key(solver, "output") };
  },
  highway: ({ x, H, gate_preactivation }) => {
    const keys = keysOf(highwaySolver({ x: [x], h: [H], gate: [gate_preactivation] }));
    return { T: keys.T?.values[0] ?? null, y: keys.y?.values[0] ?? null };
  },
  residual_derivative: ({ r }) => ({ dH_dx: key(skipSlopeSolver(r), "slopes") }),
  residual_block_forward: ({ x, W1, W2 }) => {
    const solver = residualBlockSolver({ x, w1: W1, w2: W2, order: "post" });
    return { branch: key(solver, "branch"), output: key(solver, "output") };
  },
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
