/** A gradient through many equal layers, plain and residual: level 2 deep, with the plain one as a power of ten. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { slopeProductSolver } from "../../solvers/residual_chain.ts";
import { num } from "../../tex.ts";

type ProductParams = { readonly slope: number; readonly depth: number; readonly logarithm: boolean };

export const gradientProductGenerator = defineGenerator<ProductParams>({
  id: "gradient-product",
  version: 1,
  topic: "residual-architectures",
  title: "Vanishing gradient against residual blocks",
  levels: [1, 2],
  domains: {
    slope: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
    depth: { kind: "int", lo: 2, hi: 60 },
    logarithm: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    slope: fixed.slope ?? (level === 1 ? random.dec(0.3, 0.9, 0.1) : random.dec(0.05, 0.3, 0.05)),
    depth: fixed.depth ?? (level === 1 ? random.int(3, 6) : random.int(10, 20)),
    logarithm: fixed.logarithm ?? level === 2,
  }),
  refuse({ slope, depth, logarithm }) {
    if ((1 + slope) ** depth > 2000) return "the residual product is too large for paper";
    return !logarithm && slope ** depth < 0.005 ? "the plain product is too small for decimals" : undefined;
  },
  prompt: ({ slope, depth, logarithm }) =>
    `A gradient goes back through ${depth} layers, each $y = f(x)$ with slope $f' = ${
      num(slope)
    }$. By what factor is it multiplied${
      logarithm ? " (give $\\log_{10}$ of it)" : ""
    }, and by what factor when each layer is a residual block $y = x + f(x)$ instead?`,
  conventions: ({ logarithm }) => [
    "scalar layers, every slope the same",
    logarithm
      ? "$\\log_{10}$ to 3 decimals; the residual factor to 2 decimals, 0.5 % off is fine"
      : "4 decimals",
  ],
  answers: ({ logarithm }) => [
    logarithm
      ? realAnswer({ id: "log", label: "Plain: $\\log_{10}$ of the factor", decimals: 3 })
      : realAnswer({ id: "plain", label: "Plain", decimals: 4 }),
    logarithm
      ? realAnswer({ id: "residual", label: "Residual", decimals: 2, rtol: 0.005 })
      : realAnswer({ id: "residual", label: "Residual", decimals: 4, rtol: 0.0005 }),
  ],
  solve({ slope, depth, logarithm }) {
    const solver = slopeProductSolver({ slope, branch: slope, depth });
    const asked = logarithm ? ["log", "residual"] : ["plain", "residual"];
    return {
      steps: solver.steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "added-up",
      solve: (p) => keys(p, p.depth * p.slope, 1 + p.depth * p.slope),
      feedback: "You added the slopes. The chain rule multiplies them, layer after layer.",
    },
    {
      id: "one-skip",
      solve: (p) => keys(p, p.slope ** p.depth, 1 + p.slope ** p.depth),
      feedback: "Every block has a skip of its own: each factor is $1 + f'$, not the whole product plus 1.",
    },
    {
      id: "linear-residual",
      solve: (p) => keys(p, p.slope ** p.depth, 1 + p.depth * p.slope),
      feedback: "The factors $1 + f'$ are multiplied, not added: $(1 + f')^L$.",
    },
    {
      id: "skip-forgotten",
      solve: (p) => keys(p, p.slope ** p.depth, p.slope ** p.depth),
      feedback: "The derivative of $x + f(x)$ is $1 + f'$: the skip adds 1 to every factor.",
    },
    {
      id: "one-layer-short",
      solve: (p) => keys(p, p.slope ** (p.depth - 1), (1 + p.slope) ** (p.depth - 1)),
      feedback: "One factor is missing: there are as many as layers.",
    },
    {
      id: "natural-logarithm",
      solve: (p) => p.logarithm ? scalars({ log: p.depth * Math.log(p.slope) }) : undefined,
      feedback: "You took the natural logarithm; asked is the one to base 10.",
    },
  ],
  hints: () => ["The chain rule multiplies the slopes of all layers."],
});

function keys({ logarithm }: ProductParams, plain: number, residual: number) {
  return scalars(logarithm ? { log: Math.log10(plain), residual } : { plain, residual });
}
