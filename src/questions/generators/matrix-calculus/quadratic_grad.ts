/** Gradient of x^T A x with A not symmetric, then with a linear term and the Hessian, then in three dimensions. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { add, map, mul } from "../../../tensor/elementwise.ts";
import { matmul } from "../../../tensor/matmul.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { quadraticSolver } from "../../solvers/quadratic_form.ts";
import { rowsTex, vec } from "../../tex.ts";

type QuadraticParams = {
  readonly a: readonly (readonly number[])[];
  /** All 0 where there is no linear term. */
  readonly b: readonly number[];
  readonly x: readonly number[];
  readonly hessian: boolean;
};

const VECTOR = { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 2, max: 3 } as const;

export const quadraticGradGenerator = defineGenerator<QuadraticParams>({
  id: "quadratic-grad",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient of a quadratic form",
  levels: [1, 2, 3],
  domains: {
    a: { kind: "list", of: VECTOR, min: 2, max: 3 },
    b: VECTOR,
    x: VECTOR,
    hessian: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.b?.length ?? fixed.a?.length ?? (level === 3 ? 3 : 2);
    const list = (lo: number, hi: number) => Array.from({ length: n }, () => random.int(lo, hi));
    return {
      a: fixed.a ?? Array.from({ length: n }, () => list(-3, 3)),
      b: fixed.b ?? (level === 1 ? list(0, 0) : list(-4, 4)),
      x: fixed.x ?? Array.from({ length: n }, () => random.pick([-2, -1, 1, 2, 3])),
      hessian: fixed.hessian ?? level > 1,
    };
  },
  refuse({ a, b, x, hessian }) {
    if (a.length !== x.length || a.some((row) => row.length !== x.length)) {
      return "A is not square, or does not fit x";
    }
    if (b.length !== x.length) return "b does not fit x";
    if (hessian && b.every((value) => value === 0)) return "the linear term is missing";
    return a.every((row, i) => row.every((value, j) => value === a[j]?.[i])) ? "A is symmetric" : undefined;
  },
  prompt: ({ a, b, x, hessian }) => {
    const linear = b.some((value) => value !== 0);
    return `Let $f(x) = x^\\top A x${linear ? " + b^\\top x" : ""}$ with\n\n$$A = ${rowsTex(a)}${
      linear ? `,\\qquad b = ${vec(b)}^\\top` : ""
    }.$$\n\nWhat is the gradient of $f$ at $x = ${vec(x)}^\\top$${
      hessian ? ", and what is the Hessian" : ""
    }?`;
  },
  conventions: () => ["$A$ is not symmetric", "no factor $\\tfrac{1}{2}$ in front"],
  answers: ({ x, hessian }) => [
    exactTensorAnswer({ id: "grad", label: "$\\nabla f(x)$", shape: [x.length] }),
    ...(hessian ? [exactTensorAnswer({ id: "hessian", label: "Hessian", shape: [x.length, x.length] })] : []),
  ],
  solve(p) {
    const { steps, answers } = quadraticSolver(fitted(p));
    return {
      steps,
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => p.hessian || id !== "hessian")),
    };
  },
  mistakes: [
    {
      id: "twice-a",
      solve: (p) => differentiated(p, (a) => mul(a, 2)),
      feedback: "$2Ax$ holds only for symmetric $A$. In general it is $(A + A^\\top) x$.",
    },
    {
      id: "a-only",
      solve: (p) => differentiated(p, (a) => a),
      feedback: "$x$ stands on both sides of $A$: the product rule adds $A^\\top x$.",
    },
    {
      id: "transpose-only",
      solve: (p) => differentiated(p, transpose),
      feedback: "$x$ stands on both sides of $A$: the product rule adds $A x$.",
    },
    {
      id: "halved",
      solve: (p) => differentiated(p, (a) => map(add(a, transpose(a)), (value) => value / 2)),
      feedback: "There is no $\\tfrac{1}{2}$ in front of this quadratic form.",
    },
    {
      id: "linear-forgotten",
      solve: (p) => {
        const { a, b, x } = fitted(p);
        if (b.every((value) => value === 0)) return undefined;
        return { grad: matmul(add(tensor(a), transpose(tensor(a))), tensor(x)) };
      },
      feedback: "The linear term has the gradient $b$: add it.",
    },
    {
      id: "linear-at-x",
      solve: (p) => {
        const { a, b, x } = fitted(p);
        if (b.every((value) => value === 0)) return undefined;
        return {
          grad: add(matmul(add(tensor(a), transpose(tensor(a))), tensor(x)), mul(tensor(b), tensor(x))),
        };
      },
      feedback: "The gradient of $b^\\top x$ is $b$; the $x$ is gone.",
    },
  ],
  hints: () => ["Which entries of $A$ multiply a given $x_i$? A whole row and a whole column."],
});

/** The gradient with another matrix in place of A + A^T. */
function differentiated(p: QuadraticParams, by: (a: Tensor) => Tensor) {
  const { a, b, x } = fitted(p);
  const hessian = by(tensor(a));
  return { grad: add(matmul(hessian, tensor(x)), tensor(b)), ...(p.hessian ? { hessian } : {}) };
}

/** With sizes that fit x, whatever was typed. */
function fitted({ a, b, x }: QuadraticParams) {
  return { a: x.map((_, i) => x.map((_, j) => a[i]?.[j] ?? 0)), b: x.map((_, i) => b[i] ?? 0), x };
}
