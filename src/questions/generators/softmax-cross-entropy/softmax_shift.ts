/** Softmax of large logits: the maximum is taken off first; level 2 asks for the log-sum-exp too. */
import { item, scalar, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { div, exp, neg, sub } from "../../../tensor/elementwise.ts";
import { logSumExp, max, mean, min } from "../../../tensor/reduce.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { exactTensorAnswer, realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { stableSoftmaxSolver } from "../../solvers/softmax.ts";
import { vec } from "../../tex.ts";

type ShiftParams = {
  readonly logits: readonly number[];
  readonly logSum: boolean;
};

/** Beyond these a 64-bit float's exponential is infinite or 0. */
const [UNDERFLOW, OVERFLOW] = [-750, 715];

export const softmaxShiftGenerator = defineGenerator<ShiftParams>({
  id: "softmax-shift",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Softmax of large logits without overflow",
  levels: [1, 2],
  domains: {
    logits: { kind: "list", of: { kind: "dec", lo: -2000, hi: 2000, step: 0.5 }, min: 2, max: 5 },
    logSum: { kind: "pick", of: [true, false] },
  },
  generate(random, level, fixed) {
    const base = random.pick([-1000, -800, 800, 900, 1000]);
    const step = level === 1 ? 1 : 0.5;
    return {
      logits: fixed.logits ??
        Array.from({ length: level === 1 ? 3 : 4 }, () => base + random.dec(-2, 2, step)),
      logSum: fixed.logSum ?? level === 2,
    };
  },
  refuse({ logits }) {
    const top = Math.max(...logits);
    if (top > UNDERFLOW && top < OVERFLOW) return "the exponentials can be computed as they stand";
    if (new Set(logits).size < Math.min(3, logits.length)) return "too many logits are equal";
    return softmax(tensor(logits)).values.some((p) => p < 0.02) ? "a probability is too small" : undefined;
  },
  prompt: ({ logits, logSum }) =>
    `Computed as it is written, the softmax of $z = ${
      vec(logits)
    }$ fails: for a computer every $e^{z_i}$ is ${
      Math.max(...logits) > 0 ? "infinite" : "0"
    }. Give the shifted logits $u = z - \\max_j z_j$ and the probabilities $p$${
      logSum ? ", and $\\ln \\sum_j e^{z_j}$" : ""
    }.`,
  conventions: () => ["base $e$, natural logarithm; $u$ exact, the rest to 3 decimals, so keep 4 in between"],
  answers: ({ logits, logSum }) => [
    exactTensorAnswer({ id: "u", label: "$u$", shape: [logits.length] }),
    tensorAnswer({ id: "p", label: "$p$", shape: [logits.length], decimals: 3 }),
    ...(logSum ? [realAnswer({ id: "lse", label: "$\\ln \\sum_j e^{z_j}$", decimals: 3 })] : []),
  ],
  solve: stableSoftmaxSolver,
  mistakes: [
    {
      id: "subtracted-minimum",
      solve: ({ logits }) => ({ u: sub(tensor(logits), item(min(tensor(logits)))) }),
      feedback:
        "You subtracted the smallest logit. The probabilities are the same, but the exponents are positive and may still overflow: subtract the largest.",
    },
    {
      id: "subtracted-mean",
      solve: ({ logits }) => ({ u: sub(tensor(logits), item(mean(tensor(logits)))) }),
      feedback:
        "You subtracted the mean. Any constant leaves the probabilities alone, but only the maximum guarantees that no exponent is positive.",
    },
    {
      id: "reversed-difference",
      solve: ({ logits }) => withShift(logits, (z) => neg(shifted(z))),
      feedback:
        "You took $\\max z - z$. The order matters: the largest logit must get the largest probability.",
    },
    {
      id: "divided-by-maximum",
      solve: ({ logits }) =>
        Math.max(...logits) === 0 ? undefined : withShift(logits, (z) => div(z, item(max(z)))),
      feedback:
        "You divided by the maximum. Softmax does not change when a constant is subtracted, but it does when the logits are scaled.",
    },
    {
      id: "not-normalised",
      solve: ({ logits }) => ({ p: exp(shifted(tensor(logits))) }),
      feedback: "These are the exponentials. Divide each by their sum, so that they add up to 1.",
    },
    {
      id: "maximum-not-added-back",
      solve: ({ logits, logSum }) => logSum ? { lse: logSumExp(shifted(tensor(logits))) } : undefined,
      feedback:
        "The shift does change the log-sum-exp: add the maximum back, $\\ln \\sum e^{z} = \\max z + \\ln \\sum e^{u}$.",
    },
    {
      id: "maximum-only",
      solve: ({ logits, logSum }) => logSum ? { lse: scalar(Math.max(...logits)) } : undefined,
      feedback:
        "The maximum is only a lower bound of the log-sum-exp: add the logarithm of the sum of $e^u$.",
    },
  ],
  hints: () => ["Adding one constant to all logits multiplies every exponential by the same factor."],
});

function shifted(z: Tensor): Tensor {
  return sub(z, item(max(z)));
}

/** Another change of the logits, carried through to the probabilities. */
function withShift(logits: readonly number[], change: (z: Tensor) => Tensor) {
  const u = change(tensor(logits));
  return { u, p: softmax(u) };
}
