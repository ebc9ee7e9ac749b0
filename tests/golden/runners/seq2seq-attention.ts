/** Golden cases of translation and attention through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { dotAttentionSolver } from "../../../src/questions/solvers/alignment.ts";
import { beamSolver, outcomesOf } from "../../../src/questions/solvers/beam.ts";
import { bleuSolver, clippedCounts } from "../../../src/questions/solvers/bleu.ts";
import { sequenceScoreSolver } from "../../../src/questions/solvers/sequence_score.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  dot_attention: ({ encoder_states, decoder_state }) =>
    nested(dotAttentionSolver({ states: encoder_states, query: decoder_state, weights: undefined })),
  beam_search: ({ model, beam, max_len }) => {
    const decoding = { model, beam: Math.max(...beam), maxLength: max_len };
    const { greedy, greedyProb, best, bestProb } = nested(beamSolver(decoding));
    const tokens = (index: GoldenValue | undefined) => outcomesOf(decoding)[Number(index)]?.split(" ") ?? null;
    return {
      greedy: tokens(greedy),
      greedy_prob: greedyProb ?? null,
      beam2: tokens(best),
      beam2_prob: bestProb ?? null,
    };
  },
  sequence_log_prob: ({ step_probs }) => nested(sequenceScoreSolver(step_probs)),
  bleu: ({ max_n, ...sentences }) => {
    const translation = { ...sentences, order: max_n };
    const { bp, bleu } = nested(bleuSolver(translation));
    return { clipped: clippedCounts(translation), brevity_penalty: bp ?? null, bleu: bleu ?? null };
  },
};

function nested(solver: Solver): { readonly [key: string]: GoldenValue } {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, toNested(key)]));
}
