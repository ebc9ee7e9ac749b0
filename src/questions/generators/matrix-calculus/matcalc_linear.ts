/** Gradient of half a squared residual by the matrix: 2x3, then 3x2 with halves. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { mul, neg } from "../../../tensor/elementwise.ts";
import { matmul, outer } from "../../../tensor/matmul.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { residualMatrixSolver } from "../../solvers/quadratic_form.ts";
import { keysOf } from "../../solver.ts";
import { rowsTex, vec } from "../../tex.ts";

type LinearParams = {
  readonly w: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly y: readonly number[];
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -9, hi: 9, step: 0.5 }, min: 2, max: 3 } as const;

export const matcalcLinearGenerator = defineGenerator<LinearParams>({
  id: "matcalc-linear",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient of a squared residual by the matrix",
  levels: [1, 2],
  domains: { w: { kind: "list", of: VECTOR, min: 2, max: 3 }, x: VECTOR, y: VECTOR },
  generate(random, level, fixed) {
    const n = fixed.x?.length ?? fixed.w?.[0]?.length ?? (level === 1 ? 3 : 2);
    const m = fixed.w?.length ?? fixed.y?.length ?? (level === 1 ? 2 : 3);
    const list = (size: number, step: number) =>
      Array.from({ length: size }, () => random.pick([-1, 1]) * random.dec(step, 2, step));
    return {
      w: fixed.w ?? Array.from({ length: m }, () => list(n, 1)),
      x: fixed.x ?? list(n, level === 1 ? 1 : 0.5),
      y: fixed.y ?? Array.from({ length: m }, () => random.int(-3, 3)),
    };
  },
  refuse({ w, x, y }) {
    if (w.some((row) => row.length !== x.length)) return "the rows of W do not fit x";
    if (y.length !== w.length) return "y does not fit W";
    if (w.length === x.length) return "W is square";
    if (x.includes(0)) return "an entry of x is 0";
    if (new Set(x.map(Math.abs)).size < 2) return "the entries of x are alike";
    const { residual } = keysOf(residualMatrixSolver(fitted({ w, x, y })));
    return residual?.values.includes(0) ? "a residual is 0" : undefined;
  },
  prompt: ({ w, x, y }) =>
    `Let $f(W) = \\frac{1}{2} \\lVert Wx - y \\rVert^2$. What are the residual $r = Wx - y$ and the gradient of $f$ by $W$ at\n\n$$W = ${
      rowsTex(w)
    },\\qquad x = ${vec(x)}^\\top,\\qquad y = ${vec(y)}^\\top?$$`,
  conventions: () => ["column vectors; the gradient has the shape of $W$", "exact"],
  answers: ({ w, x }) => [
    exactTensorAnswer({ id: "residual", label: "$r$", shape: [w.length] }),
    exactTensorAnswer({ id: "grad", label: "$\\nabla_W f$", shape: [w.length, x.length], shapeAsked: true }),
  ],
  solve: (p) => residualMatrixSolver(fitted(p)),
  mistakes: [
    {
      id: "transposed",
      solve: (p) => graded(p, (r, x) => outer(x, r)),
      feedback: "That is $x r^\\top$, the transpose. The gradient has the shape of $W$: $r x^\\top$.",
    },
    {
      id: "factor-two",
      solve: (p) => graded(p, (r, x) => mul(outer(r, x), 2)),
      feedback: "The $\\tfrac{1}{2}$ cancels the 2 of the square.",
    },
    {
      id: "sign",
      solve: (p) => {
        const { residual } = keysOf(residualMatrixSolver(fitted(p)));
        return residual === undefined
          ? undefined
          : { residual: neg(residual), grad: outer(neg(residual), tensor(p.x)) };
      },
      feedback: "The residual is $Wx - y$, not $y - Wx$.",
    },
    {
      id: "no-input",
      solve: (p) => graded(p, (r, x) => outer(r, { ...x, values: x.values.map(() => 1) })),
      feedback: "The inner derivative is missing: $W_{ij}$ multiplies $x_j$.",
    },
    {
      id: "by-x",
      solve: (p) => graded(p, (r) => matmul(transpose(tensor(fitted(p).w)), r)),
      feedback: "$W^\\top r$ is the gradient by $x$. By $W$ it is a matrix.",
    },
  ],
  hints: () => ["How does a single entry $W_{ij}$ change $f$? Only through $r_i$."],
});

function graded(p: LinearParams, by: (r: Tensor, x: Tensor) => Tensor) {
  const { residual } = keysOf(residualMatrixSolver(fitted(p)));
  return residual === undefined ? undefined : { grad: by(residual, tensor(p.x)) };
}

/** With sizes that fit x and W, whatever was typed. */
function fitted({ w, x, y }: LinearParams) {
  return { w: w.map((row) => x.map((_, j) => row[j] ?? 0)), x, y: w.map((_, i) => y[i] ?? 0) };
}
