/** The loss of skip-gram with negative sampling: level 1 one sample, level 2 two, level 3 with the centre's gradient. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { skipGramSolver } from "../../solvers/word_vectors.ts";
import { vec } from "../../tex.ts";

type SgnsParams = {
  readonly center: readonly number[];
  readonly context: readonly number[];
  readonly negatives: readonly (readonly number[])[];
  readonly gradient: boolean;
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -3, hi: 3, step: 0.1 }, min: 2, max: 2 } as const;

export const sgnsLossGenerator = defineGenerator<SgnsParams>({
  id: "sgns-loss",
  version: 1,
  topic: "word-embeddings",
  title: "Skip-gram with negative sampling",
  levels: [1, 2, 3],
  domains: {
    center: VECTOR,
    context: VECTOR,
    negatives: { kind: "list", of: VECTOR, min: 1, max: 3 },
    gradient: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const vector = () => [random.pick([-1, -0.5, 0.5, 1, 1.5]), random.pick([-1, -0.5, 0.5, 1, 1.5])];
    return {
      center: fixed.center ?? vector(),
      context: fixed.context ?? vector(),
      negatives: fixed.negatives ?? Array.from({ length: level === 1 ? 1 : 2 }, vector),
      gradient: fixed.gradient ?? level === 3,
    };
  },
  refuse(p) {
    const { scores } = work(p, {});
    if (scores.some((s) => s === 0 || Math.abs(s) > 3)) return "a score is 0 or too large";
    return new Set(scores.map((s) => s.toFixed(6))).size < scores.length ? "two scores are equal" : undefined;
  },
  prompt: ({ center, context, negatives, gradient }) =>
    `Skip-gram with negative sampling: the centre word has the vector $v = ${
      vec(center)
    }$, the true context word the output vector $u_o = ${vec(context)}$, and the sampled ${
      negatives.length === 1 ? "word has" : "words have"
    } ${
      negatives.map((u, i) => `$u_${i + 1} = ${vec(u)}$`).join(", ")
    }. What are the scores, and what is the loss of this pair${
      gradient ? "? And what is its gradient $\\partial L / \\partial v$" : ""
    }?`,
  conventions: ({ gradient }) => [
    "$L = -\\ln \\sigma(u_o \\cdot v) - \\sum_k \\ln \\sigma(-u_k \\cdot v)$, natural logarithm, summed over the samples",
    `scores in the order $u_o$, $u_1$, ...; exact, loss${
      gradient ? " and gradient" : ""
    } to 3 decimals; keep 4 in between`,
  ],
  answers: ({ negatives, gradient }) => [
    exactTensorAnswer({ id: "scores", label: "Scores", shape: [1 + negatives.length] }),
    realAnswer({ id: "loss", label: "Loss", decimals: 3, unit: "nats" }),
    ...(gradient
      ? [tensorAnswer({ id: "gradient", label: "$\\partial L / \\partial v$", shape: [2], decimals: 3 })]
      : []),
  ],
  solve(p) {
    const { steps, answers: { scores = "scores", loss = "loss", gradient = "gradient" } } = skipGramSolver(p);
    return p.gradient
      ? { steps, answers: { scores, loss, gradient } }
      : { steps: steps.filter(({ id }) => id !== "errors" && id !== "gradient"), answers: { scores, loss } };
  },
  mistakes: [
    {
      id: "sign-of-samples",
      solve: (p) => keys(p, { flip: 1 }),
      feedback:
        "The sampled words should be called *false*: their scores enter with a minus, $\\sigma(-u_k \\cdot v)$.",
    },
    {
      id: "no-samples",
      solve: (p) => keys({ ...p, negatives: [] }, {}),
      feedback: "The sampled words are missing: each adds a term of its own.",
    },
    {
      id: "no-logarithm",
      solve: (p) => ({ loss: scalar(work(p, {}).probabilities.reduce((total, x) => total + 1 - x, 0)) }),
      feedback: "You added up what is missing to 1. The loss takes minus the logarithm of each probability.",
    },
    {
      id: "mean-of-samples",
      solve: (p) => {
        if (p.negatives.length === 1) return undefined;
        const [first = NaN, ...rest] = work(p, {}).probabilities.map((x) => -Math.log(x));
        return { loss: scalar(first + rest.reduce((a, b) => a + b, 0) / rest.length) };
      },
      feedback: "You averaged the samples. Their terms are summed.",
    },
    {
      id: "softmax",
      solve: (p) => {
        const exps = work(p, {}).scores.map(Math.exp);
        return { loss: scalar(-Math.log((exps[0] ?? NaN) / exps.reduce((a, b) => a + b, 0))) };
      },
      feedback:
        "That is a softmax over the words. Negative sampling asks a yes-or-no question of each, by sigmoid.",
    },
    {
      id: "no-one-subtracted",
      solve: (p) => p.gradient ? { gradient: gradientOf(p, { target: 0 }) } : undefined,
      feedback: "For the context word the error is $\\sigma - 1$: prediction minus its label 1.",
    },
    {
      id: "gradient-of-outputs",
      solve: (p) =>
        p.gradient
          ? { gradient: tensor(p.center.map((x) => x * errorsOf(p).reduce((a, b) => a + b, 0))) }
          : undefined,
      feedback:
        "You multiplied by $v$. By the centre's vector the derivative of a score is the *output* vector.",
    },
  ],
  hints:
    () => ["Each word is a small logistic regression: true for the context word, false for the samples."],
});

interface Twist {
  readonly flip?: 1 | -1;
  readonly target?: 0 | 1;
}

/** Scores and probabilities, with the sign of the samples' scores as given. */
function work({ center, context, negatives }: SgnsParams, { flip = -1 }: Twist) {
  const scores = [context, ...negatives].map((u) =>
    u.reduce((total, x, j) => total + x * (center[j] ?? NaN), 0)
  );
  const probabilities = scores.map((s, i) => 1 / (1 + Math.exp(i === 0 ? -s : -flip * s)));
  return { scores, probabilities };
}

function errorsOf(p: SgnsParams, twist: Twist = {}): number[] {
  return work(p, twist).probabilities.map((x, i) =>
    i === 0 ? x - (twist.target ?? 1) : (x - 1) * (twist.flip ?? -1)
  );
}

function gradientOf(p: SgnsParams, twist: Twist) {
  const errors = errorsOf(p, twist);
  const outputs = [p.context, ...p.negatives];
  return tensor(
    p.center.map((_, j) => outputs.reduce((total, u, i) => total + (errors[i] ?? NaN) * (u[j] ?? NaN), 0)),
  );
}

function keys(p: SgnsParams, twist: Twist) {
  const loss = work(p, twist).probabilities.reduce((total, x) => total - Math.log(x), 0);
  return { loss: scalar(loss), ...(p.gradient ? { gradient: gradientOf(p, twist) } : {}) };
}
