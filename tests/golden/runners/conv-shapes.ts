/** Golden cases of convolution arithmetic through the solvers of output sizes. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import {
  convShapeSolver,
  paddingSolver,
  poolShapeSolver,
  transposedShapeSolver,
} from "../../../src/questions/solvers/window_size.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  conv2d_output_shape: (inputs) => shape(convShapeSolver({ ...layer(inputs), dilation: 1 })),
  pool2d_output_shape: (inputs) => shape(poolShapeSolver({ ...layer(inputs), ceil: false })),
  transposed_conv2d_output_shape: (inputs) =>
    shape(transposedShapeSolver({ ...layer(inputs), outputPadding: inputs.output_padding })),
  same_padding: ({ kernel }) => ({
    padding: kernel.map((size: number) => {
      const keys = keysOf(paddingSolver({ n: 32, target: 32, kernel: size, stride: 1, dilation: 1 }));
      return nested(keys.padding);
    }),
  }),
};

function layer({ in_shape: [channels, height, width], ...rest }: Parameters<Runners[string]>[0]) {
  return { channels, height, width, ...rest };
}

function shape(solver: Solver) {
  return { shape: nested(keysOf(solver).shape) };
}

function nested(key: Parameters<typeof toNested>[0] | undefined): GoldenValue {
  return key === undefined ? null : toNested(key);
}
