/** Cosine similarity of two word vectors: level 1 two components, level 2 three with halves. */
import { rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { cosineSolver } from "../../solvers/word_vectors.ts";
import { vec } from "../../tex.ts";

type CosineParams = { readonly a: readonly number[]; readonly b: readonly number[] };

const VECTOR = { kind: "list", of: { kind: "dec", lo: -6, hi: 6, step: 0.5 }, min: 2, max: 4 } as const;

export const cosineGenerator = defineGenerator<CosineParams>({
  id: "cosine",
  version: 1,
  topic: "word-embeddings",
  title: "Cosine similarity of word vectors",
  levels: [1, 2],
  domains: { a: VECTOR, b: VECTOR },
  generate(random, level, fixed) {
    const size = fixed.a?.length ?? fixed.b?.length ?? level + 1;
    const vector = () =>
      Array.from({ length: size }, () => level === 1 ? random.int(-4, 5) : random.dec(-2, 3, 0.5));
    return { a: fixed.a ?? vector(), b: fixed.b ?? vector() };
  },
  refuse({ a, b }) {
    if (a.length !== b.length) return "the vectors differ in length";
    const { dot, normA, normB } = parts({ a, b });
    if (normA === 0 || normB === 0) return "a vector is zero";
    if (normA === 1 || normB === 1 || normA === normB) return "the lengths are trivial";
    return dot === 0 || Math.abs(dot / (normA * normB)) > 0.999
      ? "the vectors are orthogonal or parallel"
      : undefined;
  },
  prompt: ({ a, b }) =>
    `Two words have the vectors $a = ${vec(a)}$ and $b = ${
      vec(b)
    }$. What is their dot product, what are their lengths, and how similar are they by the cosine?`,
  conventions: () => ["Euclidean lengths", "dot product exact, the rest to 3 decimals; keep 4 in between"],
  answers: () => [
    rationalAnswer({ id: "dot", label: "$a \\cdot b$" }),
    realAnswer({ id: "normA", label: "$\\lVert a \\rVert$", decimals: 3 }),
    realAnswer({ id: "normB", label: "$\\lVert b \\rVert$", decimals: 3 }),
    realAnswer({ id: "cosine", label: "Cosine", decimals: 3 }),
  ],
  solve: cosineSolver,
  mistakes: [
    {
      id: "dot-product",
      solve: (p) => scalars({ cosine: parts(p).dot }),
      feedback:
        "That is the dot product once more. Divide it by both lengths, so that only the angle counts.",
    },
    {
      id: "squared-lengths",
      solve: (p) => {
        const { dot, normA, normB } = parts(p);
        return scalars({ normA: normA ** 2, normB: normB ** 2, cosine: dot / (normA * normB) ** 2 });
      },
      feedback: "The root is missing: a length is the root of the sum of squares.",
    },
    {
      id: "one-length",
      solve: (p) => scalars({ cosine: parts(p).dot / parts(p).normA }),
      feedback: "You divided by one length only: that is how far $b$ reaches along $a$. Divide by both.",
    },
    {
      id: "sum-of-lengths",
      solve: (p) => scalars({ cosine: parts(p).dot / (parts(p).normA + parts(p).normB) }),
      feedback: "You divided by the sum of the lengths. It is their product.",
    },
    {
      id: "absolute-lengths",
      solve: (p) => {
        const [normA, normB] = [p.a, p.b].map((v) => v.reduce((total, x) => total + Math.abs(x), 0));
        return scalars({
          normA: normA ?? NaN,
          normB: normB ?? NaN,
          cosine: parts(p).dot / ((normA ?? NaN) * (normB ?? NaN)),
        });
      },
      feedback: "You added absolute values. The Euclidean length takes squares, and a root at the end.",
    },
    {
      id: "cosine-distance",
      solve: (p) => {
        const { dot, normA, normB } = parts(p);
        return scalars({ cosine: 1 - dot / (normA * normB) });
      },
      feedback: "That is the cosine distance. The similarity is the cosine itself, 1 for the same direction.",
    },
  ],
  hints: () => ["The cosine compares directions, whatever the lengths."],
});

function parts({ a, b }: CosineParams) {
  return {
    dot: a.reduce((total, x, i) => total + x * (b[i] ?? 0), 0),
    normA: Math.hypot(...a),
    normB: Math.hypot(...b),
  };
}
