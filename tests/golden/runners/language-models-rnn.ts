/** Golden cases of language models and recurrent networks through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { clipNormSolver } from "../../../src/questions/solvers/clip_norm.ts";
import { ngramSolver, ngramTableSolver } from "../../../src/questions/solvers/ngram.ts";
import { perplexitySolver } from "../../../src/questions/solvers/perplexity.ts";
import { recurrentPowerSolver, rnnBpttSolver } from "../../../src/questions/solvers/scalar_rnn.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  ngram_probability: ({ corpus, history, word }) => {
    const plain = nested(ngramSolver({ corpus, history: [history], word, k: 0 }));
    const smoothed = nested(ngramSolver({ corpus, history: [history], word, k: 1 }));
    const unseen = nested(ngramSolver({ corpus, history: [history], word: history, k: 0 }));
    return {
      count_history_word: plain.together ?? null,
      count_history: plain.history ?? null,
      mle: plain.probability ?? null,
      add_one: smoothed.probability ?? null,
      unseen_mle: unseen.probability ?? null,
    };
  },
  ngram_table_size: (sizes) => nested(ngramTableSolver({ tokens: 100, ...sizes })),
  perplexity: ({ token_probs }) => {
    const { nll, ...keys } = nested(perplexitySolver({ probabilities: token_probs, base: "e" }));
    return { ...keys, mean_nll: nll ?? null };
  },
  rnn_bptt_scalar: ({ x, ...rnn }) => {
    const { h, terms, gradient, start } = nested(rnnBpttSolver({ ...rnn, b: 0, xs: x, truncate: x.length }));
    return { h: h ?? null, dL_dw_terms: terms ?? null, dL_dw: gradient ?? null, dL_dh0: start ?? null };
  },
  truncated_bptt_scalar: ({ x, ...rnn }) => ({
    dL_dw: nested(rnnBpttSolver({ ...rnn, b: 0, xs: x })).gradient ?? null,
  }),
  recurrent_power: ({ w, steps }) => ({
    factor: w.map((weight: number) => nested(recurrentPowerSolver({ w: weight, slope: 1, steps })).factor ?? null),
  }),
  clip_by_norm: ({ grad, max_norm }) => nested(clipNormSolver({ gradient: grad, maxNorm: max_norm })),
};

function nested(solver: Solver): { readonly [key: string]: GoldenValue } {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, toNested(key)]));
}
