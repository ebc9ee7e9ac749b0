/** Sizes of the folds of cross-validation. */
import { item, scalar, tensor } from "../../tensor/tensor.ts";
import type { Solver } from "../solver.ts";

/**
 * n samples in k folds as even as can be, the larger ones first (as scikit-learn's KFold does). Answers: larger, how
 * many folds are one larger; first, last: [train, validation] of the first and of the last round; rounds; seen, how
 * many samples are trained on over all rounds.
 */
export function foldsSolver({ n, k }: { readonly n: number; readonly k: number }): Solver {
  const small = Math.floor(n / k);
  const rest = n % k;
  const first = rest > 0 ? small + 1 : small;
  return {
    steps: [
      {
        id: "larger",
        rule: "Divide the samples by the folds; each sample that is left over makes one fold larger by one.",
        uses: [],
        roundable: false,
        value: () => scalar(rest),
        tex: () => `${n} = ${k} \\cdot ${small}${rest > 0 ? ` + ${rest}` : ""}`,
      },
      {
        id: "first",
        rule: "First round: the first fold validates, all other samples train.",
        uses: [],
        roundable: false,
        value: () => tensor([n - first, first]),
        tex: () => `\\text{validation } ${first},\\quad \\text{training } ${n} - ${first} = ${n - first}`,
      },
      {
        id: "last",
        rule: "Last round: the last fold validates.",
        uses: [],
        roundable: false,
        value: () => tensor([n - small, small]),
        tex: () => `\\text{validation } ${small},\\quad \\text{training } ${n} - ${small} = ${n - small}`,
      },
      {
        id: "seen",
        rule: "Each sample validates once and trains in all other rounds.",
        uses: [],
        roundable: false,
        value: () => scalar(n * (k - 1)),
        tex: (value) => `${n} \\cdot (${k} - 1) = ${item(value)}`,
      },
    ],
    answers: { larger: "larger", first: "first", last: "last", seen: "seen" },
  };
}
