/** Gradient of a quadratic form as a formula: with a matrix that is not symmetric, of squared residuals, with a penalty. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { combination, derivation, mistaken, multiple, texOf } from "../../solvers/derivation.ts";
import { num, term } from "../../tex.ts";

type QuadraticParams = {
  readonly form: "quadratic" | "residual" | "by-matrix" | "ridge";
  readonly alpha: number;
  /** Factor of the second term, where the form has one. */
  readonly beta: number;
};

type Form = QuadraticParams["form"];

const VARIABLES: Readonly<Record<Form, Variables>> = {
  quadratic: { A: "matrix[n,n]", b: "vector[n]", x: "vector[n]" },
  residual: { A: "matrix[m,n]", b: "vector[m]", x: "vector[n]" },
  "by-matrix": { W: "matrix[m,n]", x: "vector[n]", y: "vector[m]" },
  ridge: { A: "matrix[m,n]", b: "vector[m]", x: "vector[n]" },
};

const BY_LEVEL: readonly (readonly Form[])[] = [["quadratic"], ["residual", "by-matrix"], ["ridge"]];
const RESIDUAL = { quadratic: "A@x", residual: "(A@x - b)", "by-matrix": "(W@x - y)", ridge: "(A@x - b)" };
const OPPOSITE = { quadratic: "A@x", residual: "(b - A@x)", "by-matrix": "(y - W@x)", ridge: "(b - A@x)" };

export const quadraticFormSymbolicGenerator = defineGenerator<QuadraticParams>({
  id: "matcalc-quadratic-symbolic",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient of a quadratic form, as a formula",
  levels: [1, 2, 3],
  domains: {
    form: { kind: "pick", of: BY_LEVEL.flat() },
    alpha: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
    beta: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
  },
  generate: (random, level, fixed) => ({
    form: fixed.form ?? random.pick(BY_LEVEL[level - 1] ?? []),
    alpha: fixed.alpha ?? random.dec(0.5, 4, 0.5),
    beta: fixed.beta ?? random.dec(0.5, 4, 0.5),
  }),
  refuse: () => undefined,
  prompt: (p) => `What is the gradient of\n\n$$${functionTex(p)}$$\n\nby $${by(p)}$, as a formula?`,
  conventions: ({ form }) => [
    "lower-case letters are columns",
    form === "by-matrix" ? "the gradient has the shape of $W$" : "the gradient is a column, like $x$",
    ...(form === "quadratic" ? ["$A$ is square, and need not be symmetric"] : []),
  ],
  answers: (p) => [
    expressionAnswer({ id: "gradient", label: `$\\nabla_${by(p)} f$`, variables: VARIABLES[p.form] }),
  ],
  solve: (p) => derivation("gradient", VARIABLES[p.form], [...firstTerm(p), ...rest(p)]),
  mistakes: [
    {
      id: "symmetric",
      solve: (p) =>
        p.form === "quadratic" ? wrong(p, combination([[2 * p.alpha, "A@x"], [p.beta, "b"]])) : undefined,
      feedback:
        "That holds for a symmetric $A$ alone. In general $x_i$ stands on both sides: $(A + A^\\top) x$.",
    },
    {
      id: "left-forgotten",
      solve: (p) =>
        p.form === "quadratic" ? wrong(p, combination([[p.alpha, "A@x"], [p.beta, "b"]])) : undefined,
      feedback:
        "$x$ stands twice in $x^\\top A x$; you derived by one of the two only: $A^\\top x$ is missing.",
    },
    {
      id: "right-forgotten",
      solve: (p) =>
        p.form === "quadratic" ? wrong(p, combination([[p.alpha, "A'@x"], [p.beta, "b"]])) : undefined,
      feedback: "$x$ stands twice in $x^\\top A x$; you derived by one of the two only: $A x$ is missing.",
    },
    {
      id: "two-forgotten",
      solve: (p) =>
        p.form === "quadratic" ? undefined : wrong(p, gradientText(p, { half: 0.5, residual: RESIDUAL })),
      feedback: "The derivative of a square brings a factor of 2.",
    },
    {
      id: "sign",
      solve: (p) =>
        p.form === "quadratic" ? undefined : wrong(p, gradientText(p, { half: 1, residual: OPPOSITE })),
      feedback: "The residual keeps the order in which it stands in $f$; turned round, its sign changes.",
    },
    {
      id: "penalty-forgotten",
      solve: (p) => p.form === "ridge" ? wrong(p, multiple(2 * p.alpha, `A'@${RESIDUAL.ridge}`)) : undefined,
      feedback: "The penalty depends on $x$ too: $\\lVert x \\rVert^2$ has the gradient $2x$.",
    },
    {
      id: "by-x",
      solve: (p) =>
        p.form === "by-matrix" ? wrong(p, multiple(2 * p.alpha, `W'@${RESIDUAL["by-matrix"]}`)) : undefined,
      feedback: "That is the gradient by $x$. By $W$ it is a matrix.",
    },
    {
      id: "transposed",
      solve: (p) => wrong(p, `(${keyText(p)})'`),
      feedback: (p) =>
        p.form === "by-matrix"
          ? "That is the transpose: the gradient has the shape of $W$."
          : "That is a row. Here the gradient is a column, with the shape of $x$.",
    },
  ],
  hints: ({ form }) => [
    form === "quadratic"
      ? "Use the product rule: hold one $x$ fixed, derive by the other, then the other way round."
      : `Name the residual $r$. How does ${
        form === "by-matrix" ? "one entry $W_{ij}$" : "one entry $x_j$"
      } change each $r_i$?`,
  ],
});

function by({ form }: QuadraticParams): "x" | "W" {
  return form === "by-matrix" ? "W" : "x";
}

function functionTex({ form, alpha, beta }: QuadraticParams): string {
  const factor = alpha === 1 ? "" : num(alpha);
  switch (form) {
    case "quadratic":
      return `f(x) = ${texOf(VARIABLES.quadratic, combination([[alpha, "x'@A@x"], [beta, "b'@x"]]))}`;
    case "residual":
      return `f(x) = ${factor} \\lVert Ax - b \\rVert^2`;
    case "by-matrix":
      return `f(W) = ${factor} \\lVert Wx - y \\rVert^2`;
    case "ridge":
      return `f(x) = ${factor} \\lVert Ax - b \\rVert^2 + ${beta === 1 ? "" : num(beta)} \\lVert x \\rVert^2`;
  }
}

function keyText(p: QuadraticParams): string {
  return gradientText(p, { half: 1, residual: RESIDUAL });
}

/** The gradient with its squares' factor of 2 times `half`, and the residual written as given. */
function gradientText(
  { form, alpha, beta }: QuadraticParams,
  { half, residual }: { readonly half: number; readonly residual: Readonly<Record<Form, string>> },
): string {
  const factor = 2 * half * alpha;
  switch (form) {
    case "quadratic":
      return combination([[alpha, "(A + A')@x"], [beta, "b"]]);
    case "residual":
      return multiple(factor, `A'@${residual[form]}`);
    case "by-matrix":
      return multiple(factor, `${residual[form]}@x'`);
    case "ridge":
      return combination([[factor, `A'@${residual[form]}`], [2 * half * beta, "x"]]);
  }
}

function firstTerm({ form, alpha }: QuadraticParams) {
  if (form === "quadratic") {
    return [
      {
        id: "right",
        rule: "Hold the left $x$ fixed: $(A^\\top x)^\\top x$ is linear in the right one.",
        left: "g_{\\text{right}}",
        text: "A'@x",
      },
      {
        id: "left",
        rule: "Hold the right $x$ fixed: $x^\\top (Ax)$ is linear in the left one.",
        left: "g_{\\text{left}}",
        text: "A@x",
      },
    ];
  }
  return [
    { id: "residual", rule: "Name the residual.", left: "r", text: RESIDUAL[form] },
    {
      id: "square",
      rule: `$${num(alpha)} \\lVert r \\rVert^2$ has the derivative $2 \\cdot ${
        term(alpha)
      } \\, r_i$ by $r_i$.`,
      uses: ["residual"],
      left: "\\nabla_r f",
      text: multiple(2 * alpha, RESIDUAL[form]),
    },
  ];
}

function rest(p: QuadraticParams) {
  const rules: Readonly<Record<Form, string>> = {
    quadratic: "Both together, with their factor; the linear term adds its own gradient.",
    residual: "$r_i$ changes with $x_j$ by $A_{ij}$: collect over $i$, which is $A^\\top$ from the left.",
    "by-matrix": "$r_i$ changes with $W_{ij}$ by $x_j$: entry $(i, j)$ of an outer product with $x$.",
    ridge:
      "$r_i$ changes with $x_j$ by $A_{ij}$: $A^\\top$ from the left. The penalty adds its own gradient.",
  };
  const uses = p.form === "quadratic" ? ["right", "left"] : ["square"];
  return [{ id: "gradient", rule: rules[p.form], uses, left: `\\nabla_${by(p)} f`, text: keyText(p) }];
}

function wrong({ form }: QuadraticParams, text: string) {
  return mistaken("gradient", VARIABLES[form], text);
}
