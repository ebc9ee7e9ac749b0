/** Golden cases of activation functions through their solvers, point by point. */
import type { Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import {
  type ActivationName,
  activationValueSolver,
} from "../../../src/questions/solvers/activation_value.ts";
import { activationSlopeSolver } from "../../../src/questions/solvers/activation_slope.ts";
import { preluSolver } from "../../../src/questions/solvers/prelu.ts";
import { candidatesSolver, maxFormulaSolver } from "../../../src/questions/solvers/piecewise.ts";

export const RUNNERS: Runners = {
  sigmoid_derivative: ({ z }) => ({ sigma: values("sigmoid", z), derivative: slopes("sigmoid", z) }),
  relu_family: ({ x, leaky_slope, prelu_alpha }) => {
    const prelu = keys(preluSolver({ xs: x, a: prelu_alpha, upstream: [] }));
    return {
      relu: values("relu", x),
      leaky: values("leaky-relu", x, leaky_slope),
      prelu: prelu.y ?? [],
      prelu_dalpha: prelu.slopes ?? [],
    };
  },
  prelu_vs_max: ({ x, alpha }) => ({
    prelu: keys(preluSolver({ xs: x, a: alpha, upstream: [] })).y ?? [],
    max_formula: keys(maxFormulaSolver({ xs: x, a: alpha })).y ?? [],
  }),
  function_values: ({ x }) => keys(candidatesSolver(x)),
  leaky_alpha0: ({ x, alpha }) => ({ leaky: values("leaky-relu", x, alpha) }),
  saturation: ({ x }) => ({
    sigmoid_grad: slopes("sigmoid", x),
    tanh_grad: slopes("tanh", x),
    relu_grad: slopes("relu", x),
  }),
  activation_values: ({ x, elu_alpha }) => ({
    sigmoid: values("sigmoid", x),
    tanh: values("tanh", x),
    relu: values("relu", x),
    elu: values("elu", x, elu_alpha),
    gelu: values("gelu", x),
  }),
};

function values(name: ActivationName, xs: readonly number[], a = 0): number[] {
  return xs.map((x) => keys(activationValueSolver({ name, x, a })).y?.[0] ?? NaN);
}

function slopes(name: ActivationName, xs: readonly number[]): number[] {
  return xs.map((x) => keys(activationSlopeSolver({ name, x, a: 0 })).slope?.[0] ?? NaN);
}

function keys(solver: Solver): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, Array.from(key.values)]));
}
