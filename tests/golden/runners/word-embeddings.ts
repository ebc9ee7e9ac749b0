/** Golden cases of word vectors through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { cosineSolver, skipGramSolver } from "../../../src/questions/solvers/word_vectors.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  cosine: ({ pairs }) => ({
    cosine: pairs.map(([a, b]: readonly [readonly number[], readonly number[]]) =>
      nested(cosineSolver({ a, b })).cosine ?? null
    ),
  }),
  sgns_loss: (step) => {
    const { loss, gradient } = nested(skipGramSolver(step));
    return { loss: loss ?? null, grad_center: gradient ?? null };
  },
};

function nested(solver: Solver): { readonly [key: string]: GoldenValue } {
  return Object.fromEntries(Object.entries(keysOf(solver)).map(([id, key]) => [id, toNested(key)]));
}
