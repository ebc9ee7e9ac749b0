/** The gradient of the input of y = x + F(x) from the Jacobian of F: two entries, from level 2 three. */
import { transpose } from "../../../tensor/arrange.ts";
import { add, mul } from "../../../tensor/elementwise.ts";
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gridOf } from "../../solvers/grid.ts";
import { skipGradientSolver, times } from "../../solvers/skip_layers.ts";
import { rowsTex, vec } from "../../tex.ts";

type JacobianParams = {
  readonly jacobian: readonly (readonly number[])[];
  readonly upstream: readonly number[];
};

const ENTRIES = { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 2, max: 3 } as const;

export const residualJacobianGenerator = defineGenerator<JacobianParams>({
  id: "residual-jacobian",
  version: 1,
  topic: "residual-architectures",
  title: "Gradient through a skip connection",
  levels: [1, 2],
  domains: { jacobian: { kind: "list", of: ENTRIES, min: 2, max: 3 }, upstream: ENTRIES },
  generate(random, level, fixed) {
    const n = fixed.upstream?.length ?? fixed.jacobian?.length ?? (level === 1 ? 2 : 3);
    const entries = (values: readonly number[]) => Array.from({ length: n }, () => random.pick(values));
    return {
      jacobian: fixed.jacobian ?? Array.from({ length: n }, () => entries([-2, -1, 0, 1, 2, 3])),
      upstream: fixed.upstream ?? entries([-3, -2, -1, 1, 2, 3]),
    };
  },
  refuse({ jacobian, upstream }) {
    const n = upstream.length;
    if (jacobian.length !== n || jacobian.some((row) => row.length !== n)) return "the Jacobian does not fit";
    return jacobian.flat().filter((entry) => entry !== 0).length <= n
      ? "the Jacobian is nearly empty"
      : undefined;
  },
  prompt: ({ jacobian, upstream }) =>
    `A residual block computes $y = x + F(x)$. At this $x$ the Jacobian of $F$ is $J$, with $J_{ij} = \\partial F_i / \\partial x_j$, and the loss sends back $g = \\partial L / \\partial y = ${
      vec(upstream)
    }^\\top$. Work out $\\partial L / \\partial x$.\n\n$$J = ${rowsTex(jacobian)}$$`,
  conventions: () => ["gradients are column vectors"],
  answers: ({ upstream }) => [
    exactTensorAnswer({ id: "gradient", label: "$\\partial L / \\partial x$", shape: [upstream.length] }),
  ],
  solve: (p) => skipGradientSolver(tidy(p)),
  mistakes: [
    {
      id: "no-identity",
      solve: (p) => ({ gradient: through(p).transposed }),
      feedback: "That is the branch alone. The skip adds the upstream gradient itself.",
    },
    {
      id: "not-transposed",
      solve: (p) => ({ gradient: add(through(p).plain, through(p).g) }),
      feedback: "With columns the gradient goes back through the *transposed* Jacobian, $J^\\top g$.",
    },
    {
      id: "skip-only",
      solve: (p) => ({ gradient: through(p).g }),
      feedback: "That is the skip alone. The branch adds $J^\\top g$.",
    },
    {
      id: "neither",
      solve: (p) => ({ gradient: through(p).plain }),
      feedback: "Two things are missing: the Jacobian must be transposed, and the skip adds $g$.",
    },
    {
      id: "doubled-skip",
      solve: (p) => ({ gradient: add(through(p).transposed, mul(through(p).g, 2)) }),
      feedback: "The skip counts once: its slope is 1.",
    },
    {
      id: "one-added",
      solve: (p) => ({ gradient: add(through(p).transposed, 1) }),
      feedback: "The skip adds the identity *matrix*, so $1 \\cdot g$ to the result, not the number 1.",
    },
  ],
  hints: () => ["$\\partial L / \\partial x = (I + J)^\\top g$"],
});

/** A square Jacobian that fits the gradient. */
function tidy({ jacobian, upstream }: JacobianParams) {
  return { jacobian: gridOf(jacobian, upstream.length, upstream.length), upstream };
}

function through(p: JacobianParams) {
  const { jacobian, upstream } = tidy(p);
  const g = tensor(upstream);
  const { values } = transpose(tensor(jacobian));
  const rows = upstream.map((_, i) =>
    Array.from(values.slice(i * upstream.length, (i + 1) * upstream.length))
  );
  return { g, plain: times(jacobian, g), transposed: times(rows, g) };
}
