/** Golden cases of initialisation through the solvers of variances and of layers whose units start alike. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf } from "../../../src/questions/solver.ts";
import { initialWeightsSolver, signalSolver, twinsSolver } from "../../../src/questions/solvers/initial_weights.ts";
import { transpose } from "../../../src/tensor/arrange.ts";
import { type Tensor, toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  init_variance: ({ scheme, fan_in, fan_out = fan_in }) => {
    const named = scheme === "xavier_fan_in" ? "lecun" : scheme;
    const keys = keysOf(initialWeightsSolver({ scheme: named, fanIn: fan_in, fanOut: fan_out }));
    return {
      mean: 0,
      variance: nested(keys.variance),
      std: nested(keys.std),
      uniform_bound: nested(keys.bound),
      gain: nested(keys.gain),
    };
  },
  variance_gain: ({ fan_in, variances }) =>
    Object.fromEntries(
      Object.keys(variances).map((name) => {
        const signal = { fanIn: fan_in, spread: variances[name], squared: false, layers: 1 };
        return [name, nested(keysOf(signalSolver({ ...signal, activation: "linear" })).factor)];
      }),
    ),
  // Rows: h = x W, so that a column of w belongs to a unit; both are equal.
  symmetry: ({ x, w, v, target, activation }) => {
    const shared = w.map((row: readonly number[]) => row[0]);
    const { h, y, dv, dW } = keysOf(twinsSolver({ x, shared, outgoing: v, target, activation }));
    return {
      hidden: [nested(h), nested(h)],
      output: y?.values[0] ?? null,
      dv: Array.from(dv?.values ?? []),
      dW: nested(dW && transpose(dW)),
    };
  },
};

function nested(key: Tensor | undefined): GoldenValue {
  return key === undefined ? null : toNested(key);
}
