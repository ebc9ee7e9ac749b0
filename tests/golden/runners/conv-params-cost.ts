/** Golden cases of parameters and cost through the counting solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { bottleneckSolver, bottleneckWorkSolver, comparisonSolver } from "../../../src/questions/solvers/cheaper_convolution.ts";
import { convCountSolver, convWorkSolver } from "../../../src/questions/solvers/conv_cost.ts";
import { flatDenseSolver, freeLayerSolver, sharingSolver } from "../../../src/questions/solvers/dense_cost.ts";
import { netTableSolver, type TableLayer } from "../../../src/questions/solvers/net_table.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

interface GoldenLayer {
  readonly op: "conv" | "pool" | "fc";
  readonly name?: string;
  readonly kernel?: number;
  readonly filters?: number;
  readonly units?: number;
}

export const RUNNERS: Runners = {
  network_shapes_params: ({ input, bias, layers }) => {
    const keys = nested(netTableSolver({ input, bias, layers: layers.map(tableLayer) }));
    return {
      layers: layers.map(({ name }: GoldenLayer, i: number) => ({ name: name ?? "", ...row(keys, i + 1) })),
      total_params: keys.total ?? null,
    };
  },
  network_layer: ({ input_shape, bias, ...layer }) =>
    row(nested(netTableSolver({ input: input_shape, bias, layers: [tableLayer(layer)] })), 1),
  conv2d_param_count: ({ in_channels, ...rest }) =>
    nested(convCountSolver({ channels: in_channels, groups: 1, ...rest })),
  layer_param_count: ({ layers }) => ({ params: nested(freeLayerSolver(layers)).params ?? null }),
  bottleneck_param_count: ({ in_channels, ...rest }) =>
    nested(bottleneckSolver({ channels: in_channels, ...rest })),
  param_ratio: ({ direct, bottleneck }) => nested(comparisonSolver({ large: direct, small: bottleneck })),
  conv2d_mult_count: ({ in_shape: [channels, height, width], ...rest }) => ({
    multiplications: nested(convWorkSolver({ channels, height, width, each: 1, ...rest })).work ?? null,
  }),
  bottleneck_mult_count: ({ in_channels, ...rest }) =>
    nested(bottleneckWorkSolver({ channels: in_channels, ...rest })),
  fc_weight_shape: ({ in_shape, out_shape }) => {
    const { inputs, units, row, column, weights } = nested(flatDenseSolver({ from: in_shape, to: out_shape }));
    return {
      in_features: inputs ?? null,
      out_features: units ?? null,
      weight_shape_row_vector: row ?? null,
      weight_shape_column_vector: column ?? null,
      weights: weights ?? null,
    };
  },
  sharing_comparison: ({ input_units, kernel_1d }) => {
    const { shared, dense, unshared } = nested(sharingSolver({ units: input_units, kernel: kernel_1d }));
    return {
      conv_weights: shared ?? null,
      dense_weights: dense ?? null,
      sparse_unshared_weights: unshared ?? null,
    };
  },
};

function tableLayer({ op, kernel = 0, filters, units }: GoldenLayer): TableLayer {
  return { kind: op, kernel, units: filters ?? units ?? 0 };
}

function row(keys: Readonly<Record<string, GoldenValue>>, index: number) {
  return {
    shape: keys[`shape${index}`] ?? null,
    activations: keys[`activations${index}`] ?? null,
    params: keys[`params${index}`] ?? null,
  };
}

function nested(solver: Solver): Readonly<Record<string, GoldenValue>> {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, toNested(key)]));
}
