/** One Newton step on a quadratic in two variables: a diagonal Hessian, then a full one. */
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gridOf } from "../../solvers/grid.ts";
import { dot, nestedKeys } from "../../solvers/list_steps.ts";
import { newtonSolver, type Quadratic } from "../../solvers/second_order.ts";
import { keysOf } from "../../solver.ts";
import { num, rowsTex, vec } from "../../tex.ts";

type NewtonParams = {
  readonly hessian: readonly (readonly number[])[];
  readonly linear: readonly number[];
  readonly x: readonly number[];
  readonly rate: number;
};

const PAIR = { kind: "list", of: { kind: "int", lo: -20, hi: 20 }, min: 2, max: 2 } as const;

export const newtonStepGenerator = defineGenerator<NewtonParams>({
  id: "newton-step",
  version: 1,
  topic: "gradient-descent",
  title: "A Newton step on a quadratic",
  levels: [1, 2],
  domains: {
    hessian: { kind: "list", of: PAIR, min: 2, max: 2 },
    linear: PAIR,
    x: PAIR,
    rate: { kind: "dec", lo: 0.01, hi: 1, step: 0.01 },
  },
  generate(random, level, fixed) {
    const hessian = fixed.hessian ??
      (level === 1
        ? (([a = 1, b = 2]) => [[a, 0], [0, b]])(random.sample([1, 2, 4, 5, 8, 10], 2))
        : random.pick([
          [[2, 1], [1, 1]],
          [[3, 1], [1, 1]],
          [[2, 1], [1, 3]],
          [[3, 2], [2, 2]],
          [[5, 2], [2, 1]],
          [[4, 2], [2, 2]],
          [[3, -1], [-1, 2]],
          [[2, -1], [-1, 1]],
          [[3, -1], [-1, 1]],
          [[5, 3], [3, 2]],
          [[2, 2], [2, 4]],
        ]));
    return {
      hessian,
      linear: fixed.linear ?? Array.from({ length: 2 }, () => random.pick([-6, -4, -3, -2, 2, 3, 4, 5, 6])),
      x: fixed.x ?? Array.from({ length: 2 }, () => random.pick([-2, -1, 1, 2, 3])),
      rate: fixed.rate ?? 0.1,
    };
  },
  refuse({ hessian, linear, x }) {
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = hessian;
    if (b !== c) return "a Hessian is symmetric";
    if (a <= 0 || a * d - b * c <= 0) return "the quadratic has no minimum";
    const gradient = hessian.map((row, i) => dot(row, x) - (linear[i] ?? 0));
    return gradient.includes(0) || x.includes(0) ? "an entry of gradient or point is zero" : undefined;
  },
  prompt: ({ hessian, linear, x, rate }) =>
    `Let $f(x) = \\tfrac{1}{2} x^\\top H x - b^\\top x$ with $H = ${rowsTex(hessian)}$ and $b = ${
      vec(linear)
    }$. Starting at $x = ${
      vec(x)
    }$, work out the gradient, where one Newton step lands, and for comparison where one step of gradient descent with $\\eta = ${
      num(rate)
    }$ lands.`,
  conventions: () => ["full Newton step, without a learning rate", "exact values: fractions or decimals"],
  answers: () => [
    exactTensorAnswer({ id: "gradient", label: "$\\nabla f(x)$", shape: [2] }),
    exactTensorAnswer({ id: "newton", label: "After Newton", shape: [2] }),
    exactTensorAnswer({ id: "descent", label: "After gradient descent", shape: [2] }),
  ],
  solve: (p) => {
    const { steps, answers } = newtonSolver(tidy(p));
    const { direction: _, ...asked } = answers;
    return { steps, answers: asked };
  },
  mistakes: [
    {
      id: "b-forgotten",
      solve: (p) => asked({ ...tidy(p), linear: [0, 0] }),
      feedback: "The linear part is missing: the gradient is $Hx - b$.",
    },
    {
      id: "b-added",
      solve: (p) => asked({ ...tidy(p), linear: p.linear.map((b) => -b) }),
      feedback: "The sign of $b$ slipped: $f$ subtracts $b^\\top x$, so the gradient subtracts $b$.",
    },
    {
      id: "newton-ascent",
      solve: (p) => nestedKeys({ newton: p.x.map((x, i) => x + (direction(p)[i] ?? 0)) }),
      feedback: "You added $H^{-1} g$. Newton subtracts it, as gradient descent subtracts $\\eta g$.",
    },
    {
      id: "direction-only",
      solve: (p) => nestedKeys({ newton: direction(p) }),
      feedback: "That is $H^{-1} g$, the step. Subtract it from the point.",
    },
    {
      id: "not-inverted",
      solve: (p) => {
        const g = gradient(p);
        return nestedKeys({ newton: p.x.map((x, i) => x - dot(tidy(p).hessian[i] ?? [], g)) });
      },
      feedback: "You multiplied by $H$. Newton divides by the curvature: multiply by the inverse.",
    },
    {
      id: "diagonal-only",
      solve: (p) => {
        const { hessian, x } = tidy(p);
        if (hessian[0]?.[1] === 0 && hessian[1]?.[0] === 0) return undefined;
        if (hessian[0]?.[0] === 0 || hessian[1]?.[1] === 0) return undefined;
        const g = gradient(p);
        return nestedKeys({ newton: x.map((value, i) => value - (g[i] ?? 0) / (hessian[i]?.[i] ?? 1)) });
      },
      feedback:
        "You divided by the diagonal of $H$ alone. Its other entries count too: use the inverse of the matrix.",
    },
    {
      id: "rate-in-newton",
      solve: (p) =>
        p.rate === 1
          ? undefined
          : nestedKeys({ newton: p.x.map((x, i) => x - p.rate * (direction(p)[i] ?? 0)) }),
      feedback: "A full Newton step has no learning rate: the inverse Hessian sets the length.",
    },
  ],
  hints:
    () => ["Newton asks where the quadratic has its minimum; gradient descent only asks which way is down."],
});

/** A singular matrix, which is refused, is made regular so that the page can still be built. */
function tidy({ hessian, linear, x, rate }: NewtonParams): Quadratic & { readonly rate: number } {
  const grid = gridOf(hessian, 2, 2);
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = grid;
  return { hessian: a * d === b * c ? [[1, 0], [0, 1]] : grid, linear, x, rate };
}

function asked(quadratic: Quadratic & { readonly rate: number }) {
  const { direction: _, ...keys } = keysOf(newtonSolver(quadratic));
  return keys;
}

function gradient(p: NewtonParams): number[] {
  return Array.from(keysOf(newtonSolver(tidy(p))).gradient?.values ?? []);
}

function direction(p: NewtonParams): number[] {
  return Array.from(keysOf(newtonSolver(tidy(p))).direction?.values ?? []);
}
