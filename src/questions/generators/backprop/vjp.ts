/** Vector-Jacobian products: a square Jacobian, then a rectangular one, then a chain of two. */
import { tensor } from "../../../tensor/tensor.ts";
import { transpose } from "../../../tensor/arrange.ts";
import { matmul } from "../../../tensor/matmul.ts";
import { neg } from "../../../tensor/elementwise.ts";
import { sum } from "../../../tensor/reduce.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { vjpSolver } from "../../solvers/vector_jacobian.ts";
import { rowsTex, vec } from "../../tex.ts";

type VjpParams = {
  readonly jacobian: readonly (readonly number[])[];
  readonly upstream: readonly number[];
  /** Jacobian of the function before; empty for none. */
  readonly inner: readonly (readonly number[])[];
};

const matrix = (min: number) => ({
  kind: "list",
  of: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 2, max: 3 },
  min,
  max: 3,
} as const);

export const vjpGenerator = defineGenerator<VjpParams>({
  id: "vjp",
  version: 1,
  topic: "backprop",
  title: "Upstream gradient through a Jacobian",
  levels: [1, 2, 3],
  domains: {
    jacobian: matrix(2),
    upstream: { kind: "list", of: { kind: "dec", lo: -9, hi: 9, step: 0.5 }, min: 2, max: 3 },
    inner: matrix(0),
  },
  generate(random, level, fixed) {
    const outputs = fixed.jacobian?.length ?? fixed.upstream?.length ??
      (level === 2 ? random.pick([2, 3]) : 2);
    const inputs = fixed.jacobian?.[0]?.length ?? (fixed.inner?.length || (level === 2 ? 5 - outputs : 2));
    const rows = (count: number, width: number) =>
      Array.from({ length: count }, () => Array.from({ length: width }, () => random.int(-3, 3)));
    return {
      jacobian: fixed.jacobian ?? rows(outputs, inputs),
      upstream: fixed.upstream ??
        Array.from(
          { length: outputs },
          () => random.pick([-1, 1]) * random.dec(0.5, 3, level === 1 ? 1 : 0.5),
        ),
      inner: fixed.inner ?? (level === 3 ? rows(inputs, 3) : []),
    };
  },
  refuse({ jacobian, upstream, inner }) {
    if ([jacobian, inner].some((rows) => rows.some((row) => row.length !== rows[0]?.length))) {
      return "the rows differ in length";
    }
    if (upstream.length !== jacobian.length) return "the upstream gradient does not fit the Jacobian";
    if (inner.length > 0 && inner.length !== jacobian[0]?.length) {
      return "the Jacobians do not fit each other";
    }
    if (upstream.includes(0)) return "an upstream gradient is 0";
    if (new Set(upstream).size < 2) return "the upstream gradients are equal";
    return [...jacobian, ...inner].some((row) => row.filter((value) => value !== 0).length < 2)
      ? "a row is nearly empty"
      : undefined;
  },
  prompt: ({ jacobian, upstream, inner }) =>
    inner.length === 0
      ? `The function $y = f(x)$ has the Jacobian $J$, and the loss has the gradient $u = \\partial L / \\partial y$:\n\n$$J = ${
        rowsTex(jacobian)
      },\\qquad u = ${vec(upstream)}^\\top.$$\n\nWhat is $\\partial L / \\partial x$?`
      : `Of $y = f(h)$ and $h = g(x)$ the Jacobians are $J_f$ and $J_g$, and the loss has the gradient $u = \\partial L / \\partial y$:\n\n$$J_f = ${
        rowsTex(jacobian)
      },\\qquad J_g = ${rowsTex(inner)},\\qquad u = ${
        vec(upstream)
      }^\\top.$$\n\nWhat are $\\partial L / \\partial h$ and $\\partial L / \\partial x$?`,
  conventions: () => [
    "row $i$, column $j$ of a Jacobian is the derivative of output $i$ by input $j$",
    "gradients are column vectors",
  ],
  answers: ({ jacobian, inner }) => [
    exactTensorAnswer({
      id: "g1",
      label: inner.length === 0 ? "$\\partial L / \\partial x$" : "$\\partial L / \\partial h$",
      shape: [jacobian[0]?.length ?? 0],
    }),
    ...(inner.length === 0 ? [] : [
      exactTensorAnswer({ id: "g2", label: "$\\partial L / \\partial x$", shape: [inner[0]?.length ?? 0] }),
    ]),
  ],
  solve: (p) => {
    const { outer, inner, u } = fitted(p);
    return vjpSolver({ jacobians: inner.length === 0 ? [outer] : [outer, inner], upstream: u });
  },
  mistakes: [
    {
      id: "not-transposed",
      solve: (p) => {
        const { outer, u } = fitted(p);
        return outer.length === outer[0]?.length ? through(p, tensor(outer), u) : undefined;
      },
      feedback:
        "You multiplied $J u$. Going back, each *input* collects along its column: $J^\\top u$. A Jacobian that is not square would not even fit.",
    },
    {
      id: "upstream-ignored",
      solve: (p) => {
        const { outer, u } = fitted(p);
        return through(p, transpose(tensor(outer)), u.map(() => 1));
      },
      feedback: "You added the columns of $J$. Weigh each row with its upstream gradient first.",
    },
    {
      id: "first-output-only",
      solve: (p) => {
        const { outer, u } = fitted(p);
        return through(p, transpose(tensor(outer)), u.map((value, i) => i === 0 ? value : 0));
      },
      feedback: "Every output passes a gradient on: add the contributions of all rows.",
    },
    {
      id: "sign",
      solve: (p) => {
        const { outer, u } = fitted(p);
        const g1 = neg(matmul(transpose(tensor(outer)), tensor(u)));
        return p.inner.length === 0 ? { g1 } : through(p, transpose(tensor(outer)), u.map((value) => -value));
      },
      feedback: "The signs are reversed. The gradient is asked, not the step against it.",
    },
    {
      id: "inner-with-upstream-sum",
      solve: (p) => {
        const { inner } = fitted(p);
        return inner.length === 0 ? undefined : { g2: sum(tensor(inner), { axis: 0 }) };
      },
      feedback:
        "Through the second function goes the gradient $\\partial L / \\partial h$ that you just found.",
    },
    {
      id: "stopped-early",
      solve: (p) => {
        const { outer, inner, u } = fitted(p);
        if (inner.length !== inner[0]?.length) return undefined;
        const h = matmul(transpose(tensor(outer)), tensor(u));
        return { g2: matmul(tensor(inner), h) };
      },
      feedback: "The second Jacobian must be transposed as well.",
    },
  ],
  hints: () => ["How much does one input change the loss, through all outputs together?"],
});

/** Both Jacobians with the sizes that fit, whatever was typed. */
function fitted({ jacobian, upstream, inner }: VjpParams) {
  const width = jacobian[0]?.length ?? 0;
  const depth = inner[0]?.length ?? 0;
  return {
    outer: jacobian.map((row) => Array.from({ length: width }, (_, j) => row[j] ?? 0)),
    inner: inner.length === 0 ? [] : Array.from(
      { length: width },
      (_, i) => Array.from({ length: depth }, (_, j) => inner[i]?.[j] ?? 0),
    ),
    u: jacobian.map((_, i) => upstream[i] ?? 0),
  };
}

/** The first gradient by another matrix, and what follows from it. */
function through(p: VjpParams, matrix: ReturnType<typeof tensor>, u: readonly number[]) {
  const { inner } = fitted(p);
  const g1 = matmul(matrix, tensor(u));
  return inner.length === 0 ? { g1 } : { g1, g2: matmul(transpose(tensor(inner)), g1) };
}
