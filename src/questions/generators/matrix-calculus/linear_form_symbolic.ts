/** Gradient of a linear form as a formula: of dot products, through a matrix, by a matrix. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { combination, derivation, mistaken, multiple, texOf } from "../../solvers/derivation.ts";

type LinearFormParams = {
  readonly form: "dot" | "through-matrix" | "by-matrix";
  readonly alpha: number;
  readonly beta: number;
};

interface LinearForm {
  readonly variables: Variables;
  /** What the gradient is taken by. */
  readonly by: string;
  /** The two terms of the function, without their factors. */
  readonly terms: readonly [string, string];
  readonly gradients: readonly [string, string];
  readonly rule: string;
}

const FORMS: Readonly<Record<LinearFormParams["form"], LinearForm>> = {
  dot: {
    variables: { a: "vector[n]", b: "vector[n]", x: "vector[n]" },
    by: "x",
    terms: ["a'@x", "x'@b"],
    gradients: ["a", "b"],
    rule: "$a^\\top x = \\sum_i a_i x_i$, so its derivative by $x_i$ is $a_i$: the gradient is $a$.",
  },
  "through-matrix": {
    variables: { u: "vector[m]", A: "matrix[m,n]", b: "vector[n]", x: "vector[n]" },
    by: "x",
    terms: ["u'@A@x", "b'@x"],
    gradients: ["A'@u", "b"],
    rule: "$u^\\top A x = (A^\\top u)^\\top x$, a dot product with $x$: its gradient is $A^\\top u$.",
  },
  "by-matrix": {
    variables: { u: "vector[m]", v: "vector[m]", W: "matrix[m,n]", x: "vector[n]" },
    by: "W",
    terms: ["u'@W@x", "v'@W@x"],
    gradients: ["u@x'", "v@x'"],
    rule:
      "$u^\\top W x = \\sum_{ij} u_i W_{ij} x_j$, so its derivative by $W_{ij}$ is $u_i x_j$: entry $(i, j)$ of $u x^\\top$.",
  },
};

const FACTORS = [-4, -3, -2, -0.5, 0.5, 2, 3, 4];

export const linearFormSymbolicGenerator = defineGenerator<LinearFormParams>({
  id: "matcalc-linear-symbolic",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient of a linear form, as a formula",
  levels: [1, 2, 3],
  domains: {
    form: { kind: "pick", of: ["dot", "through-matrix", "by-matrix"] },
    alpha: { kind: "dec", lo: -5, hi: 5, step: 0.5 },
    beta: { kind: "dec", lo: -5, hi: 5, step: 0.5 },
  },
  generate: (random, level, fixed) => ({
    form: fixed.form ?? (["dot", "through-matrix", "by-matrix"] as const)[level - 1] ?? "dot",
    alpha: fixed.alpha ?? random.pick(FACTORS),
    beta: fixed.beta ?? random.pick(FACTORS),
  }),
  refuse: ({ alpha, beta }) => {
    if (alpha === 0 || beta === 0) return "a term is 0";
    return alpha === 1 && beta === 1 ? "there are no factors to keep" : undefined;
  },
  prompt(p) {
    const { variables, by } = FORMS[p.form];
    return `What is the gradient of\n\n$$f(${by}) = ${
      texOf(variables, functionText(p))
    }$$\n\nby $${by}$, as a formula?`;
  },
  conventions: ({ form }) => [
    "lower-case letters are columns",
    form === "by-matrix" ? "the gradient has the shape of $W$" : "the gradient is a column, like $x$",
  ],
  answers: ({ form }) => [
    expressionAnswer({
      id: "gradient",
      label: `$\\nabla_${FORMS[form].by} f$`,
      variables: FORMS[form].variables,
    }),
  ],
  solve(p) {
    const { variables, by, terms: [first, second], gradients: [ofFirst, ofSecond], rule } = FORMS[p.form];
    const by_ = (term: string) => `\\nabla_${by} \\left(${texOf(variables, term)}\\right)`;
    return derivation("gradient", variables, [
      { id: "first", rule, left: by_(first), text: ofFirst },
      { id: "second", rule: "The second term in the same way.", left: by_(second), text: ofSecond },
      {
        id: "sum",
        rule: "The gradient of a sum is the sum of the gradients, and factors stay.",
        uses: ["first", "second"],
        left: `\\nabla_${by} f`,
        text: keyText(p),
      },
    ]);
  },
  mistakes: [
    {
      id: "transposed",
      solve: (p) => wrong(p, `(${keyText(p)})'`),
      feedback: ({ form }) =>
        form === "by-matrix"
          ? "That is the transpose. The gradient has the shape of $W$: rows go with $u$, columns with $x$."
          : "That is a row. Here the gradient is a column, with the shape of $x$.",
    },
    {
      id: "factors-forgotten",
      solve: (p) => {
        const [first, second] = FORMS[p.form].gradients;
        return p.alpha === 1 && p.beta === 1 ? undefined : wrong(p, `${first} + ${second}`);
      },
      feedback: "The factors in front of the terms stay: a derivative is linear.",
    },
    {
      id: "second-forgotten",
      solve: (p) => p.beta === 0 ? undefined : wrong(p, multiple(p.alpha, FORMS[p.form].gradients[0])),
      feedback: ({ form }) => `The second term depends on $${FORMS[form].by}$ too.`,
    },
    {
      id: "variable-kept",
      solve: (p) => wrong(p, functionText(p)),
      feedback: ({ form }) =>
        `That is $f$ itself. A linear function loses its $${FORMS[form].by}$ when it is derived by it.`,
    },
  ],
  hints: ({ form }) => [
    form === "by-matrix"
      ? "Write $f$ as a sum over $i$ and $j$: what stands beside $W_{ij}$?"
      : "Write $f$ as a sum over the entries of $x$: what stands beside $x_i$?",
  ],
});

function functionText({ form, alpha, beta }: LinearFormParams): string {
  const [first, second] = FORMS[form].terms;
  return combination([[alpha, first], [beta, second]]);
}

function keyText({ form, alpha, beta }: LinearFormParams): string {
  const [first, second] = FORMS[form].gradients;
  return combination([[alpha, first], [beta, second]]);
}

function wrong({ form }: LinearFormParams, text: string) {
  return mistaken("gradient", FORMS[form].variables, text);
}
