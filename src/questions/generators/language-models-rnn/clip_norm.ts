/** Gradient clipping by norm: level 1 a whole-number norm, level 2 three components, level 3 two parameters together. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { clipNormSolver } from "../../solvers/clip_norm.ts";
import { num, vec } from "../../tex.ts";

type ClipParams = {
  /** Gradient of the weights. */
  readonly weights: readonly number[];
  /** Gradient of the biases; empty where the parameters are one vector. */
  readonly biases: readonly number[];
  readonly maxNorm: number;
};

const TRIPLES = [[3, 4], [6, 8], [5, 12], [8, 15], [9, 12], [7, 24]] as const;
const COMPONENT = { kind: "dec", lo: -30, hi: 30, step: 0.5 } as const;

export const clipNormGenerator = defineGenerator<ClipParams>({
  id: "clip-norm",
  version: 1,
  topic: "language-models-rnn",
  title: "Gradient clipping by norm",
  levels: [1, 2, 3],
  domains: {
    weights: { kind: "list", of: COMPONENT, min: 2, max: 4 },
    biases: { kind: "list", of: COMPONENT, min: 0, max: 3 },
    maxNorm: { kind: "dec", lo: 0.5, hi: 20, step: 0.5 },
  },
  generate(random, level, fixed) {
    const signed = (x: number) => x * random.pick([-1, 1]);
    const drawn = (count: number) =>
      Array.from({ length: count }, () => signed(random.dec(1, 6, level === 2 ? 1 : 0.5)));
    const weights = fixed.weights ??
      (level === 1 ? random.shuffle(random.pick(TRIPLES)).map(signed) : drawn(level === 2 ? 3 : 2));
    const biases = fixed.biases ?? (level === 3 ? drawn(2) : []);
    const clips = level === 1 || random.int(0, 4) > 0;
    return {
      weights,
      biases,
      maxNorm: fixed.maxNorm ?? (clips ? random.pick([1, 1.5, 2, 2.5, 3]) : random.int(12, 14)),
    };
  },
  refuse({ weights, biases, maxNorm }) {
    const all = [...weights, ...biases];
    if (all.filter((x) => x !== 0).length < 2 || all.every((x) => Math.abs(x) === 1)) {
      return "the norm is trivial";
    }
    const length = Math.hypot(...all);
    if (Math.abs(length - maxNorm) < 0.05) return "the norm is the limit";
    return Math.abs(length - 1) < 0.05 || Math.abs(maxNorm / length) < 0.02
      ? "the norm is 1, or far above the limit"
      : undefined;
  },
  prompt: ({ weights, biases, maxNorm }) =>
    (biases.length === 0
      ? `A training step gives the gradient $g = ${vec(weights)}$.`
      : `A training step gives the gradient $${vec(weights)}$ for the weights and $${
        vec(biases)
      }$ for the biases. They are clipped together.`) +
    ` What is its norm, and what is left after clipping by norm with limit ${num(maxNorm)}?`,
  conventions: ({ biases }) => [
    "Euclidean norm; a gradient within the limit is not changed",
    ...(biases.length === 0 ? [] : [
      "one norm over all parameters, as `torch.nn.utils.clip_grad_norm_` takes it; weights first, then biases",
    ]),
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ weights, biases }) => [
    realAnswer({ id: "norm", label: "Norm", decimals: 3 }),
    tensorAnswer({
      id: "clipped",
      label: "Clipped gradient",
      shape: [weights.length + biases.length],
      decimals: 3,
    }),
  ],
  solve(p) {
    const { steps, answers: { norm = "norm", clipped = "clipped" } } = clipNormSolver({
      gradient: all(p),
      maxNorm: p.maxNorm,
    });
    return { steps, answers: { norm, clipped } };
  },
  mistakes: [
    {
      id: "by-value",
      solve: (p) =>
        length(all(p)) > p.maxNorm
          ? { clipped: tensor(all(p).map((x) => Math.max(-p.maxNorm, Math.min(p.maxNorm, x)))) }
          : undefined,
      feedback:
        "You clipped each component on its own. That changes the direction; clipping by norm scales the whole vector.",
    },
    {
      id: "unit-length",
      solve: (p) => p.maxNorm === 1 ? undefined : ({ clipped: scaled(all(p), 1 / length(all(p))) }),
      feedback: "You scaled to length 1. The limit is the length that is left: multiply by it.",
    },
    {
      id: "sum-of-absolutes",
      solve: (p) => byNorm(p, all(p).reduce((sum, x) => sum + Math.abs(x), 0)),
      feedback: "You added the absolute values. The Euclidean norm is the root of the sum of squares.",
    },
    {
      id: "no-root",
      solve: (p) => byNorm(p, length(all(p)) ** 2),
      feedback: "That is the squared norm: take its root.",
    },
    {
      id: "always-scaled",
      solve: (p) =>
        length(all(p)) < p.maxNorm ? { clipped: scaled(all(p), p.maxNorm / length(all(p))) } : undefined,
      feedback: "Clipping only shortens. This gradient is within the limit and stays as it is.",
    },
    {
      id: "not-clipped",
      solve: (p) => length(all(p)) > p.maxNorm ? { clipped: tensor(all(p)) } : undefined,
      feedback: "The norm is above the limit, so the gradient must be scaled down to it.",
    },
    {
      id: "each-on-its-own",
      solve: (p) =>
        p.biases.length === 0 || length(all(p)) <= p.maxNorm ? undefined : {
          clipped: tensor([p.weights, p.biases].flatMap((part) => {
            const own = length(part);
            return own > p.maxNorm ? part.map((x) => x * p.maxNorm / own) : part;
          })),
        },
      feedback:
        "You clipped weights and biases apart. Here one norm over all of them decides, so that their proportion stays.",
    },
  ],
  hints: () => ["First the length of the vector; then the one factor that brings it down to the limit."],
});

function all({ weights, biases }: ClipParams): number[] {
  return [...weights, ...biases];
}

function length(values: readonly number[]): number {
  return Math.hypot(...values);
}

function scaled(values: readonly number[], factor: number) {
  return tensor(values.map((x) => x * factor));
}

/** What another norm leads to. */
function byNorm(p: ClipParams, norm: number) {
  return { norm: scalar(norm), clipped: scaled(all(p), norm > p.maxNorm ? p.maxNorm / norm : 1) };
}
