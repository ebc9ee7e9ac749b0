/** Gradients of norms: the squared Euclidean one and the 1-norm, then the Euclidean one itself. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer, realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type NormKind, normSolver } from "../../solvers/non_smooth.ts";
import { vec } from "../../tex.ts";

type NormParams = { readonly x: readonly number[]; readonly kind: NormKind };

const FORMULAS = {
  "1": "\\lVert x \\rVert_1 = \\sum_i |x_i|",
  "2": "\\lVert x \\rVert_2 = \\sqrt{\\textstyle\\sum_i x_i^2}",
  "2-squared": "\\lVert x \\rVert_2^2 = \\sum_i x_i^2",
} as const;

export const normGradGenerator = defineGenerator<NormParams>({
  id: "norm-grad",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient of a norm",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: { kind: "int", lo: -12, hi: 12 }, min: 2, max: 5 },
    kind: { kind: "pick", of: ["1", "2", "2-squared"] },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? 3;
    return {
      x: fixed.x ?? Array.from({ length: n }, () => random.pick([-1, 1]) * random.int(1, 6)),
      kind: fixed.kind ?? (level === 1 ? random.pick(["1", "2-squared"]) : "2"),
    };
  },
  refuse({ x }) {
    if (x.includes(0)) return "an entry is 0";
    if (x.every((value) => value > 0) || x.every((value) => value < 0)) return "all entries have one sign";
    return new Set(x.map(Math.abs)).size < 2 ? "the entries are alike" : undefined;
  },
  prompt: ({ x, kind }) =>
    `What are the value and the gradient of $f(x) = ${FORMULAS[kind]}$ at $x = ${vec(x)}$?`,
  conventions: ({ kind }) => [
    kind === "2" ? "3 decimals, so keep 4 in between" : "exact; no factor $\\tfrac{1}{2}$",
  ],
  answers: ({ x, kind }) =>
    kind === "2"
      ? [
        realAnswer({ id: "value", label: "$f(x)$", decimals: 3 }),
        tensorAnswer({ id: "grad", label: "$\\nabla f(x)$", shape: [x.length], decimals: 3 }),
      ]
      : [
        integerAnswer({ id: "value", label: "$f(x)$" }),
        exactTensorAnswer({ id: "grad", label: "$\\nabla f(x)$", shape: [x.length] }),
      ],
  solve: normSolver,
  mistakes: [
    {
      id: "no-two",
      solve: ({ x, kind }) => kind === "2-squared" ? { grad: tensor(x) } : undefined,
      feedback: "The derivative of $x_i^2$ is $2 x_i$: the 2 is missing.",
    },
    {
      id: "size-for-sign",
      solve: ({ x, kind }) => kind === "1" ? { grad: tensor(x) } : undefined,
      feedback: "The absolute value has slope 1 or $-1$, however large the entry is.",
    },
    {
      id: "of-the-square",
      solve: ({ x, kind }) => kind === "2" ? { grad: tensor(x.map((value) => 2 * value)) } : undefined,
      feedback:
        "That is the gradient of the *squared* norm. The root adds a factor of one over twice the norm.",
    },
    {
      id: "no-sign",
      solve: ({ x, kind }) => kind === "1" ? { grad: tensor(x.map(() => 1)) } : undefined,
      feedback: "Left of 0 the absolute value falls: its slope there is $-1$.",
    },
    {
      id: "absolute",
      solve: ({ x, kind }) =>
        kind === "1" ? undefined : {
          grad: tensor(x.map((value) => Math.abs(value) * (kind === "2" ? 1 / Math.hypot(...x) : 2))),
        },
      feedback: "The signs are lost: squares fall left of 0, so negative entries have negative slopes.",
    },
    {
      id: "other-norm",
      solve: ({ x, kind }) => ({
        grad: tensor(x.map((value) => kind === "1" ? 2 * value : Math.sign(value))),
      }),
      feedback: "That is the gradient of another norm: read which one the card asks for.",
    },
    {
      id: "half",
      solve: ({ x, kind }) =>
        kind === "2" ? { grad: tensor(x.map((value) => value / (2 * Math.hypot(...x)))) } : undefined,
      feedback: "The 2 of the square cancels the $\\tfrac{1}{2}$ of the root: $x$ divided by its length.",
    },
    {
      id: "divided-by-square",
      solve: ({ x, kind }) =>
        kind === "2" ? { grad: tensor(x.map((value) => value / Math.hypot(...x) ** 2)) } : undefined,
      feedback: "Divide by the norm, not by its square.",
    },
    {
      id: "squares",
      solve: ({ x, kind }) =>
        kind === "2-squared" ? { grad: tensor(x.map((value) => value * value)) } : undefined,
      feedback: "These are the squares. The slope of $x_i^2$ is $2 x_i$.",
    },
  ],
  hints: () => ["A norm is a sum over entries: derive by one entry at a time."],
});
