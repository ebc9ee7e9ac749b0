/** Golden cases of backpropagation through the solvers of graphs, layers and Jacobians. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { mlpBackwardSolver } from "../../../src/questions/solvers/mlp_backward.ts";
import { graphGradientSolver } from "../../../src/questions/solvers/scalar_graph.ts";
import { softmaxLayerSolver } from "../../../src/questions/solvers/softmax_layer.ts";
import { vjpSolver } from "../../../src/questions/solvers/vector_jacobian.ts";
import { transpose } from "../../../src/tensor/arrange.ts";
import { type Nested, type Tensor, tensor, toNested } from "../../../src/tensor/tensor.ts";

type Inputs = Parameters<Runners[string]>[0];

export const RUNNERS: Runners = {
  softmax_ce_weight_grad: (inputs) =>
    renamed(softmaxLayer(inputs, inputs.row, inputs.col), {
      z: "z",
      p: "p",
      loss: "loss",
      grad_entry: "entry",
      formula_yhat1_h3: "entry",
    }),
  softmax_ce_weight_grad_full: (inputs) => renamed(softmaxLayer(inputs, 1, 1), { grad: "grad" }),
  // Rows: h = x W, so that our weights, and their gradients, are the transposed ones.
  mlp_backward_half_sse: ({ W1, W2, ...inputs }) => {
    const columns = net({ ...inputs, W1: turned(W1), W2: turned(W2) });
    const { dW1, dW2, delta1, delta2 } = keysOf(mlpBackwardSolver({ ...columns, loss: "half-sse" }));
    return {
      dW2: nested(dW2 && transpose(dW2)),
      db2: nested(delta2),
      dW1: nested(dW1 && transpose(dW1)),
      db1: nested(delta1),
    };
  },
  // The exam counts the deltas from the output: its first is our second.
  two_layer_softmax_backward: ({ y, ...inputs }) =>
    renamed(mlpBackwardSolver({ ...net({ ...inputs, target: y }), loss: "softmax-ce" }), {
      z1: "z1",
      h1: "h",
      yhat: "p",
      loss: "loss",
      delta1: "delta2",
      delta2: "delta1",
      dW2: "dW2",
      db2: "delta2",
      dW1: "dW1",
      db1: "delta1",
      dx: "dx",
    }),
  graph_gradient: ({ x, y, z }) => {
    const graph = [
      { id: "p", op: "mul", of: ["x", "y"] },
      { id: "q", op: "add", of: ["p", "z"] },
      { id: "f", op: "square", of: ["q"] },
    ] as const;
    return renamed(graphGradientSolver({ graph, inputs: { x, y, z } }), {
      q: "q",
      f: "f",
      df_dq: "d_q",
      df_dx: "d_x",
      df_dy: "d_y",
      df_dz: "d_z",
    });
  },
  vjp: ({ J, upstream }) => renamed(vjpSolver({ jacobians: [J], upstream }), { downstream: "g1" }),
};

function softmaxLayer({ h, W2, true_class }: Inputs, row: number, column: number): Solver {
  return softmaxLayerSolver({ h, w: W2, trueClass: true_class, convention: "row", row, column });
}

function net({ x, W1, b1, W2, b2, activation, target }: Inputs) {
  return { x, w1: W1, b1, w2: W2, b2, activation, target };
}

function turned(rows: Nested): Nested {
  return toNested(transpose(tensor(rows)));
}

/** Keys of a solver under the names of the case. */
function renamed(solver: Solver, names: Readonly<Record<string, string>>): { readonly [id: string]: GoldenValue } {
  const found = keysOf(solver);
  return Object.fromEntries(Object.entries(names).map(([name, id]) => [name, nested(found[id])]));
}

function nested(key: Tensor | undefined): GoldenValue {
  return key === undefined ? null : toNested(key);
}
