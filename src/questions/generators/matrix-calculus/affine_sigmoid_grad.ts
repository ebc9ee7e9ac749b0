/** Gradients of f(sigmoid(Ax + b)): by x, then by x, A and b. */
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { map, mul } from "../../../tensor/elementwise.ts";
import { columnDense } from "../../../tensor/linear.ts";
import { outer } from "../../../tensor/matmul.ts";
import { tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { affineSigmoidSolver } from "../../solvers/affine_sigmoid.ts";
import { keysOf } from "../../solver.ts";
import { rowsTex, vec } from "../../tex.ts";

type AffineParams = {
  readonly a: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly b: readonly number[];
  readonly upstream: readonly number[];
  /** Whether the gradient by A is asked too. */
  readonly matrix: boolean;
};

const VALUE = { kind: "dec", lo: -3, hi: 3, step: 0.1 } as const;
const VECTOR = { kind: "list", of: VALUE, min: 2, max: 3 } as const;

export const affineSigmoidGradGenerator = defineGenerator<AffineParams>({
  id: "affine-sigmoid-grad",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradients through a sigmoid layer",
  levels: [1, 2, 3],
  domains: {
    a: { kind: "list", of: VECTOR, min: 2, max: 3 },
    x: VECTOR,
    b: VECTOR,
    upstream: VECTOR,
    matrix: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const inputs = fixed.x?.length ?? fixed.a?.[0]?.length ?? (level === 1 ? 2 : 3);
    const outputs = fixed.a?.length ?? fixed.b?.length ?? fixed.upstream?.length ?? 2;
    const list = (n: number, values: readonly number[]) =>
      Array.from({ length: n }, () => random.pick(values));
    const weights = [-2, -1, -0.5, 0.5, 1, 2];
    return {
      a: fixed.a ?? Array.from({ length: outputs }, () => list(inputs, weights)),
      x: fixed.x ?? random.sample(level === 1 ? [-2, -1, 1, 2] : [-1.5, -1, -0.5, 0.5, 1, 2], inputs),
      b: fixed.b ?? list(outputs, [-1, -0.5, 0.5, 1]),
      upstream: fixed.upstream ?? random.sample([-3, -2, -1, 1, 2, 3], outputs),
      matrix: fixed.matrix ?? level === 3,
    };
  },
  refuse({ a, x, b, upstream }) {
    if (a.some((row) => row.length !== x.length)) return "the rows of A do not fit x";
    if (b.length !== a.length || upstream.length !== a.length) {
      return "b or the upstream gradient does not fit";
    }
    if (upstream.includes(0) || x.includes(0)) return "an entry is 0";
    const z = columnDense(tensor(x), { weight: tensor(a), bias: tensor(b) }).values;
    if (z.some((value) => Math.abs(value) > 2.5)) return "a unit is saturated";
    return z.some((value) => value === 0) ? "a unit sits at 0" : undefined;
  },
  prompt: ({ a, x, b, upstream, matrix }) =>
    `Let $w = \\sigma(Ax + b)$, and let $f$ be a function of $w$ with gradient $\\nabla_w f = ${
      vec(upstream)
    }^\\top$ at this point. With\n\n$$A = ${rowsTex(a)},\\quad x = ${vec(x)}^\\top,\\quad b = ${
      vec(b)
    }^\\top,$$\n\nwhat are the gradients of $f$ by $b$${matrix ? ", by $x$ and by $A$" : " and by $x$"}?`,
  conventions: ({ matrix }) => [
    "column vectors; $\\sigma(z) = 1 / (1 + e^{-z})$ entry by entry",
    `a gradient has the shape of what it belongs to${matrix ? ": $\\nabla_A f$ that of $A$" : ""}`,
    "3 decimals, so keep 4 in between",
  ],
  answers: ({ a, x, matrix }) => [
    tensorAnswer({ id: "db", label: "$\\nabla_b f$", shape: [a.length], decimals: 3 }),
    tensorAnswer({ id: "dx", label: "$\\nabla_x f$", shape: [x.length], decimals: 3 }),
    ...(matrix
      ? [tensorAnswer({ id: "dA", label: "$\\nabla_A f$", shape: [a.length, x.length], decimals: 3 })]
      : []),
  ],
  solve(p) {
    const { steps, answers } = affineSigmoidSolver(fitted(p));
    const asked = ["db", "dx", ...(p.matrix ? ["dA"] : [])];
    return {
      steps: steps.filter(({ id }) => p.matrix || id !== "dA"),
      answers: Object.fromEntries(Object.entries(answers).filter(([id]) => asked.includes(id))),
    };
  },
  mistakes: [
    {
      id: "no-slope",
      solve: (p) => pulled(p, () => tensor(fitted(p).upstream)),
      feedback: "The slope of the sigmoid is missing: multiply the upstream gradient by $\\sigma'(z)$.",
    },
    {
      id: "value-for-slope",
      solve: (p) => pulled(p, ({ w }) => mul(w, tensor(fitted(p).upstream))),
      feedback:
        "You multiplied by $\\sigma(z)$. The chain rule needs its slope, $\\sigma(z)(1 - \\sigma(z))$.",
    },
    {
      id: "slope-of-input",
      solve: (p) =>
        pulled(p, ({ z }) => mul(map(z, (value) => value * (1 - value)), tensor(fitted(p).upstream))),
      feedback: "You put $z$ into $w(1 - w)$. The rule takes the *output* of the sigmoid.",
    },
    {
      id: "no-upstream",
      solve: (p) => pulled(p, ({ slopes }) => slopes),
      feedback: "Multiply by the gradient that arrives from $f$.",
    },
    {
      id: "not-transposed",
      solve: (p) => {
        const { a, x } = fitted(p);
        const { db } = keysOf(affineSigmoidSolver(fitted(p)));
        return a.length !== x.length || db === undefined
          ? undefined
          : { dx: columnDense(db, { weight: tensor(a) }) };
      },
      feedback: "You multiplied by $A$. Going back, $x_j$ collects the *column* $j$: multiply by $A^\\top$.",
    },
    {
      id: "outer-transposed",
      solve: (p) => {
        const { dA } = keysOf(affineSigmoidSolver(fitted(p)));
        return p.matrix && dA !== undefined ? { dA: transpose(dA) } : undefined;
      },
      feedback: "The gradient by $A$ has the shape of $A$: $(\\nabla_z f)\\, x^\\top$. Yours is transposed.",
    },
  ],
  hints: () => ["Name $z = Ax + b$ and take the gradient by $z$ first."],
});

type Inner = { readonly z: Tensor; readonly w: Tensor; readonly slopes: Tensor };

/** All gradients from another gradient by z. */
function pulled(p: AffineParams, by: (inner: Inner) => Tensor) {
  const layer = fitted(p);
  const { z, w, slopes } = keysOf(affineSigmoidSolver(layer));
  if (z === undefined || w === undefined || slopes === undefined) return undefined;
  const db = by({ z, w, slopes });
  return {
    db,
    dx: columnDense(db, { weight: transpose(tensor(layer.a)) }),
    ...(p.matrix ? { dA: outer(db, tensor(layer.x)) } : {}),
  };
}

/** The layer with sizes that fit, whatever was typed. */
function fitted({ a, x, b, upstream }: AffineParams) {
  return {
    a: a.map((row) => x.map((_, j) => row[j] ?? 0)),
    x,
    b: a.map((_, i) => b[i] ?? 0),
    upstream: a.map((_, i) => upstream[i] ?? 0),
  };
}
