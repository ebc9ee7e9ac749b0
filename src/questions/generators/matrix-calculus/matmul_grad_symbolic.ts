/** Gradient of a scalar behind a matrix product as a formula: from the upstream gradient, of a sum, of a weighted sum. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { derivation, mistaken, multiple } from "../../solvers/derivation.ts";
import { num } from "../../tex.ts";

const FUNCTIONS = ["square", "tanh", "sigmoid", "softplus"] as const;

type MatmulParams = {
  readonly by: "A" | "X";
  readonly f: (typeof FUNCTIONS)[number] | "none";
  /** Whether the entries are weighted by a matrix G before they are added up. */
  readonly weighted: boolean;
  readonly factor: number;
};

interface Entrywise {
  readonly tex: string;
  readonly value: string;
  readonly slope: string;
  readonly rule: string;
}

const ENTRYWISE: Readonly<Record<MatmulParams["f"], Entrywise>> = {
  none: { tex: "u", value: "(A@X)", slope: "(0*(A@X) + 1)", rule: "slope 1" },
  square: { tex: "u^2", value: "(A@X)^2", slope: "2*(A@X)", rule: "$(u^2)' = 2u$" },
  tanh: { tex: "\\tanh u", value: "tanh(A@X)", slope: "(1 - tanh(A@X)^2)", rule: "$\\tanh' = 1 - \\tanh^2$" },
  sigmoid: {
    tex: "\\sigma(u)",
    value: "sigmoid(A@X)",
    slope: "sigmoid(A@X)*(1 - sigmoid(A@X))",
    rule: "$\\sigma' = \\sigma (1 - \\sigma)$",
  },
  softplus: {
    tex: "\\ln(1 + e^u)",
    value: "softplus(A@X)",
    slope: "sigmoid(A@X)",
    rule: "$\\operatorname{softplus}' = \\sigma$",
  },
};

const SIZES = { A: "matrix[m,n]", X: "matrix[n,k]" };
const READY_MADE = ["dsigmoid", "dsoftplus"];

export const matmulGradSymbolicGenerator = defineGenerator<MatmulParams>({
  id: "matmul-grad-symbolic",
  version: 1,
  topic: "matrix-calculus",
  title: "Gradient through a matrix product, as a formula",
  levels: [1, 2, 3],
  domains: {
    by: { kind: "pick", of: ["A", "X"] },
    f: { kind: "pick", of: ["none", ...FUNCTIONS] },
    weighted: { kind: "pick", of: [true, false] },
    factor: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
  },
  generate: (random, level, fixed) => ({
    by: fixed.by ?? random.pick(["A", "X"]),
    f: fixed.f ?? (level === 1 ? "none" : random.pick(FUNCTIONS)),
    weighted: fixed.weighted ?? level !== 2,
    factor: fixed.factor ?? random.dec(1, 4, 0.5),
  }),
  refuse: ({ f, weighted }) => f === "none" && !weighted ? "nothing but a sum of entries is left" : undefined,
  prompt({ by, f, weighted, factor }) {
    const entry = f === "none" ? "u_{ij}" : "f(u_{ij})";
    const sum = `\\sum_{i,j} ${weighted ? "G_{ij} \\, " : ""}${entry}`;
    const shapes = "$A$ is $m \\times n$, $X$ is $n \\times k$";
    return `Let $U = AX$ and\n\n$$L = ${factor === 1 ? "" : `${num(factor)} `}${sum}${
      f === "none" ? "" : `, \\qquad f(u) = ${ENTRYWISE[f].tex}`
    },$$\n\nwhere ${shapes}${
      weighted ? ", $G$ is $m \\times k$" : ""
    }. What is $\\nabla_${by} L$, as a formula?`;
  },
  conventions: ({ by, f }) => [
    `the gradient has the shape of $${by}$`,
    "`*` multiplies entry by entry, `@` as matrices",
    ...(f === "none" ? [] : [
      "functions and powers work entry by entry" +
      (f === "tanh" || f === "square" ? "" : "; $\\sigma$ is `sigmoid`"),
    ]),
  ],
  answers: (p) => [
    expressionAnswer({
      id: "gradient",
      label: `$\\nabla_${p.by} L$`,
      variables: variables(p),
      form: { forbid: READY_MADE },
    }),
  ],
  solve: (p) =>
    derivation("gradient", variables(p), [
      {
        id: "upstream",
        rule: p.f === "none"
          ? "The derivative of $L$ by each entry of the product."
          : `The derivative of $L$ by each entry of the product, with ${ENTRYWISE[p.f].rule}.`,
        left: "\\nabla_U L",
        text: multiple(p.factor, upstream(p)),
      },
      {
        id: "gradient",
        rule: p.by === "A"
          ? "$U_{ij} = \\sum_l A_{il} X_{lj}$, so entry $(i, l)$ collects $\\sum_j (\\nabla_U L)_{ij} X_{lj}$: $X^\\top$ from the right."
          : "$U_{ij} = \\sum_l A_{il} X_{lj}$, so entry $(l, j)$ collects $\\sum_i A_{il} (\\nabla_U L)_{ij}$: $A^\\top$ from the left.",
        uses: ["upstream"],
        left: `\\nabla_${p.by} L`,
        text: pulled(p, upstream(p)),
      },
    ]),
  mistakes: [
    {
      id: "transposed",
      solve: (p) => wrong(p, `(${pulled(p, upstream(p))})'`),
      feedback: ({ by }) => `That is the transpose: the gradient has the shape of $${by}$.`,
    },
    {
      id: "other-matrix",
      solve: (p) => wrong(p, pulled({ ...p, by: p.by === "A" ? "X" : "A" }, upstream(p))),
      feedback: ({ by }) =>
        `That is the gradient by $${by === "A" ? "X" : "A"}$: by $${by}$ the other matrix stays as a factor.`,
    },
    {
      id: "product-forgotten",
      solve: (p) => wrong(p, multiple(p.factor, upstream(p))),
      feedback: "That is the gradient by the product $U$. One more factor leads from there to the matrix.",
    },
    {
      id: "slope-forgotten",
      solve: (p) => p.f === "none" ? undefined : wrong(p, pulled(p, withWeights(p, ENTRYWISE[p.f].value))),
      feedback: "You took the function itself where its derivative belongs.",
    },
    {
      id: "factor-forgotten",
      solve: (p) => p.factor === 1 ? undefined : wrong(p, pulled({ ...p, factor: 1 }, upstream(p))),
      feedback: "The factor in front of the sum stays.",
    },
  ],
  hints: ({ by }) => [
    "The shapes decide nearly everything: which product of these matrices has the shape asked for?",
    `How does one entry of $${by}$ change $U$?`,
  ],
});

function variables({ weighted }: MatmulParams): Variables {
  return weighted ? { ...SIZES, G: "matrix[m,k]" } : SIZES;
}

/** The gradient by the product, without the factor. */
function upstream(p: MatmulParams): string {
  return withWeights(p, ENTRYWISE[p.f].slope);
}

function withWeights(p: MatmulParams, slope: string): string {
  if (!p.weighted) return slope;
  return p.f === "none" ? "G" : `G*${slope}`;
}

/** Taken back through the product to A or X. */
function pulled({ by, factor }: MatmulParams, text: string): string {
  return multiple(factor, by === "A" ? `(${text})@X'` : `A'@(${text})`);
}

function wrong(p: MatmulParams, text: string) {
  return mistaken("gradient", variables(p), text);
}
