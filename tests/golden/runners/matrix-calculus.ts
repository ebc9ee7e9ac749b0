/** Golden cases of matrix calculus through the solvers of layers, maxima and means. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { affineSigmoidSolver } from "../../../src/questions/solvers/affine_sigmoid.ts";
import {
  maximisers,
  maxOfTwoSolver,
  maxSolver,
  subgradientSolver,
} from "../../../src/questions/solvers/non_smooth.ts";
import { meanSolver } from "../../../src/questions/solvers/quadratic_form.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

type Inputs = Parameters<Runners[string]>[0];

export const RUNNERS: Runners = {
  sigmoid_affine_grad: (inputs) =>
    renamed(layer(inputs), { z: "z", w: "w", sigma_prime: "slopes", grad_x: "dx" }),
  sigmoid_affine_grad_A: (inputs) => renamed(layer(inputs), { grad_A: "dA", grad_b: "db" }),
  mean_gradient: ({ x }) => renamed(meanSolver(x), { value: "value", grad: "grad" }),
  max_gradient: ({ x }) => {
    const { value, left, right, grad } = renamed(maxSolver({ x, along: maximisers(x)[0] ?? 0 }), {
      value: "value",
      left: "left",
      right: "right",
      grad: "grad",
    });
    return {
      value: value ?? null,
      differentiable: left === right,
      grad: grad ?? null,
      argmax: maximisers(x),
      one_sided_along_e1: [left ?? null, right ?? null],
    };
  },
  max_subgradient_inequality: (inputs) => {
    const { lhs = null, rhs = null } = renamed(subgradientSolver(inputs), { lhs: "lhs", rhs: "rhs" });
    return { lhs, rhs, holds: Number(lhs) <= Number(rhs) };
  },
  max_two_identity: ({ pairs }) => renamed(maxOfTwoSolver(pairs), { max: "max", half_sum_plus_abs: "formula" }),
};

function layer({ A, x, b, grad_w_f }: Inputs): Solver {
  return affineSigmoidSolver({ a: A, x, b, upstream: grad_w_f });
}

/** Keys of a solver under the names of the case. */
function renamed(solver: Solver, names: Readonly<Record<string, string>>): { readonly [id: string]: GoldenValue } {
  const found = keysOf(solver);
  return Object.fromEntries(
    Object.entries(names).map(([name, id]) => {
      const key = found[id];
      return [name, key === undefined ? null : toNested(key)];
    }),
  );
}
