/** The Jacobian of softmax from probabilities or logits: one entry or the whole matrix. */
import { at, fromValues, scalar, type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { equals, equalsMat, vec } from "../tex.ts";
import { lines, short } from "./shown.ts";
import { softmaxSteps } from "./softmax.ts";

/** Probabilities as they are given, or logits that must go through softmax first. */
export interface JacobianOf {
  readonly given: "probabilities" | "logits";
  readonly values: readonly number[];
}

/** dp_i/dz_j = p_i ([i = j] - p_j). Answers: p [n], jacobian [n,n], symmetric with rows that sum to 0. */
export function softmaxJacobianSolver(of: JacobianOf): Solver {
  return {
    steps: [...startSteps(of), {
      id: "diagonal",
      rule: "On the diagonal, $\\partial p_i / \\partial z_i = p_i (1 - p_i)$.",
      uses: ["p"],
      roundable: of.given === "logits",
      value: (p) => fromValues(p.values.map((x) => x * (1 - x)), p.shape),
      tex: (value, p) =>
        lines(
          Array.from(
            p.values,
            (x, i) => `${short(x)} \\cdot (1 - ${short(x)}) &${equals(value.values[i] ?? NaN, 4)}`,
          ),
        ),
    }, {
      id: "jacobian",
      rule: "Off the diagonal, $\\partial p_i / \\partial z_j = -p_i p_j$. Each row adds up to 0: a check.",
      uses: ["p", "diagonal"],
      roundable: of.given === "logits",
      value: (p, diagonal) => matrix(p, (i, j) => i === j ? at(diagonal, i) : -at(p, i) * at(p, j)),
      tex: (value) => `J ${equalsMat(value, 4)}`,
    }],
    answers: { p: "p", jacobian: "jacobian" },
  };
}

/** One entry dp_row/dz_column, both from 0. Answers: p [n], entry. */
export function softmaxJacobianEntrySolver(
  { row, column, ...of }: JacobianOf & { readonly row: number; readonly column: number },
): Solver {
  const same = row === column;
  return {
    steps: [...startSteps(of), {
      id: "entry",
      rule: same
        ? "Same index above and below, so $\\partial p_i / \\partial z_i = p_i (1 - p_i)$."
        : "Different indices, so $\\partial p_i / \\partial z_j = -p_i p_j$.",
      uses: ["p"],
      roundable: of.given === "logits",
      value: (p) => scalar(same ? at(p, row) * (1 - at(p, row)) : -at(p, row) * at(p, column)),
      tex: (value, p) => {
        const product = same
          ? `${short(at(p, row))} \\cdot (1 - ${short(at(p, row))})`
          : `-${short(at(p, row))} \\cdot ${short(at(p, column))}`;
        return `\\frac{\\partial p_{${row + 1}}}{\\partial z_{${column + 1}}} = ${product} ${
          equals(value.values[0] ?? NaN, 4)
        }`;
      },
    }],
    answers: { p: "p", entry: "entry" },
  };
}

/** A square matrix by its entries. */
export function matrix(p: Tensor, entry: (i: number, j: number) => number): Tensor {
  const n = p.values.length;
  return fromValues(Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n)), [n, n]);
}

function startSteps({ given, values }: JacobianOf): StepPlan[] {
  return given === "logits" ? softmaxSteps({ logits: values, temperature: 1 }) : [{
    id: "p",
    rule: "The Jacobian needs only the probabilities, not the logits.",
    uses: [],
    roundable: false,
    value: () => tensor(values),
    tex: () => `p = ${vec(values)}`,
  }];
}
