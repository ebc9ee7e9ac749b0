/** Golden cases of LSTMs through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { cellGradientSolver } from "../../../src/questions/solvers/cell_gradient.ts";
import { lstmStepSolver } from "../../../src/questions/solvers/lstm_step.ts";
import { recurrentParamsSolver } from "../../../src/questions/solvers/recurrent_params.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  lstm_step: ({ x, h, c, weights: { wf, wi, wg, wo } }) => {
    const step = keysOf(lstmStepSolver({ x, h, c, f: wf, i: wi, g: wg, o: wo }));
    const forget = Array.from(step.f?.values ?? []);
    return {
      ...nested(step),
      dc_dcprev_direct: nested(keysOf(cellGradientSolver({ forget, rnnFactor: 1 }))).lstm ?? null,
    };
  },
  cell_gradient_path: ({ forget, rnn_factor }) => solved(cellGradientSolver({ forget, rnnFactor: rnn_factor })),
  lstm_param_count: ({ input, hidden, bias }) => ({
    params: solved(recurrentParamsSolver({
      gates: 4,
      inputs: input,
      hidden,
      layers: 1,
      bidirectional: false,
      biases: bias ? 1 : 0,
    })).total ?? null,
  }),
  rnn_output_width: ({ hidden, bidirectional, layers }) => {
    const { width } = solved(recurrentParamsSolver({ gates: 1, inputs: 1, hidden, layers, bidirectional, biases: 1 }));
    return { output_width: width ?? null, layer2_input: width ?? null };
  },
};

function solved(solver: Solver) {
  return nested(keysOf(solver));
}

function nested(keys: ReturnType<typeof keysOf>): { readonly [key: string]: GoldenValue } {
  return Object.fromEntries(Object.entries(keys).map(([id, key]) => [id, toNested(key)]));
}
