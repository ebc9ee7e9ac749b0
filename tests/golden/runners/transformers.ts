/** Golden cases of transformers through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { attentionSolver } from "../../../src/questions/solvers/attention.ts";
import { attentionCostSolver, crossShapesSolver } from "../../../src/questions/solvers/attention_cost.ts";
import { positionSolver } from "../../../src/questions/solvers/positions.ts";
import { headParamsSolver } from "../../../src/questions/solvers/transformer_params.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  scaled_dot_product_attention: ({ Q, K, V, causal }) =>
    nested(attentionSolver({ query: Q, key: K, value: V, causal })),
  mha_param_count: ({ d_model, heads, bias }) =>
    nested(headParamsSolver({ width: d_model, heads, kvHeads: heads, bias })),
  sinusoidal_position: ({ pos, d_model }) => nested(positionSolver({ pos, d: d_model })),
  permutation_equivariance: ({ X, perm }) => {
    const own = (rows: readonly (readonly number[])[]) =>
      nested(attentionSolver({ query: rows, key: rows, value: rows, causal: false })).output ?? null;
    return { output: own(X), output_permuted: own(perm.map((from: number) => X[from])) };
  },
  cross_attention_shapes: ({ src_len, tgt_len, d }) =>
    nested(crossShapesSolver({ n: tgt_len, m: src_len, d, heads: 1, batch: 0 })),
  path_length_cost: ({ n, d }) => {
    const { rnnPath, rnnSteps, attentionPath, scores } = nested(attentionCostSolver({ n, d, heads: 1, bytes: 4 }));
    return {
      rnn_path: rnnPath ?? null,
      attention_path: attentionPath ?? null,
      rnn_sequential_ops: rnnSteps ?? null,
      attention_score_mults: scores ?? null,
    };
  },
};

function nested(solver: Solver): { readonly [key: string]: GoldenValue } {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, toNested(key)]));
}
