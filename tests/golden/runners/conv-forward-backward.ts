/** Golden cases of convolution and pooling by hand through the solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import {
  convBackwardSolver,
  convReluPoolBackwardSolver,
  convReluPoolSolver,
} from "../../../src/questions/solvers/conv_backward.ts";
import { transposedSolver } from "../../../src/questions/solvers/convolve_by_hand.ts";
import { avgPoolSolver, poolBackwardSolver } from "../../../src/questions/solvers/pool_by_hand.ts";
import { maxPoolSolver } from "../../../src/questions/solvers/windows.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  maxpool2d: ({ x, kernel, stride }) => ({
    output: key(maxPoolSolver({ image: x, size: kernel, stride }), "y"),
  }),
  maxpool2d_backward: ({ x, kernel, stride, upstream }) => ({
    grad: key(poolBackwardSolver({ image: x, upstream, size: kernel, stride, pool: "max" }), "dx"),
  }),
  avgpool2d: ({ x, kernel, stride }) => ({
    output: key(avgPoolSolver({ image: x, size: kernel, stride, padding: 0, countPadding: true }), "y"),
  }),
  conv_relu_maxpool: ({ x, kernel, padding, pool }) => {
    const solver = convReluPoolSolver({ image: x, kernel, padding, pool });
    return { conv: key(solver, "conv"), relu: key(solver, "relu"), output: key(solver, "output") };
  },
  conv_relu_maxpool_backward: ({ x, kernel, padding, pool, target }) => {
    const keys = keysOf(convReluPoolBackwardSolver({ image: x, kernel, padding, pool, target }));
    return Object.fromEntries(Object.entries(keys).map(([id, value]) => [id, toNested(value)]));
  },
  conv1d_backward: ({ x, kernel, upstream }) => {
    const solver = convBackwardSolver({ image: [x], kernel: [kernel], upstream: [upstream], stride: 1 });
    return { output: key(solver, "y"), d_kernel: key(solver, "dk"), d_input: key(solver, "dx") };
  },
  transposed_conv2d: ({ x, kernel, stride }) => ({ output: key(transposedSolver({ x, kernel, stride }), "y") }),
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
