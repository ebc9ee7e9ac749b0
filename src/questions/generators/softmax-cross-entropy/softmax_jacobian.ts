/** The Jacobian of softmax: one entry from probabilities, the whole matrix, from level 3 starting at the logits. */
import { at, fromValues, scalar, type Tensor, tensor } from "../../../tensor/tensor.ts";
import { neg } from "../../../tensor/elementwise.ts";
import { softmax } from "../../../tensor/softmax.ts";
import { exactTensorAnswer, rationalAnswer, realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { matrix, softmaxJacobianEntrySolver, softmaxJacobianSolver } from "../../solvers/softmax_jacobian.ts";
import { vec } from "../../tex.ts";

type JacobianParams = {
  readonly given: "probabilities" | "logits";
  readonly values: readonly number[];
  readonly whole: boolean;
  readonly row: number;
  readonly column: number;
};

export const softmaxJacobianGenerator = defineGenerator<JacobianParams>({
  id: "softmax-jacobian",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "Jacobian of softmax",
  levels: [1, 2, 3],
  domains: {
    given: { kind: "pick", of: ["probabilities", "logits"] },
    values: { kind: "list", of: { kind: "dec", lo: -4, hi: 4, step: 0.05 }, min: 2, max: 4 },
    whole: { kind: "pick", of: [true, false] },
    row: { kind: "int", lo: 1, hi: 4 },
    column: { kind: "int", lo: 1, hi: 4 },
  },
  generate(random, level, fixed) {
    const given = fixed.given ?? (level === 3 ? "logits" : "probabilities");
    const values = fixed.values ??
      (given === "logits"
        ? random.sample([-2, -1, 0, 1, 2], 3)
        : random.pick(random.pick([true, false]) ? THREE : FOUR_OR_THREE[level]));
    const classes = values.length;
    return {
      given,
      values: fixed.values ?? random.shuffle(values),
      whole: fixed.whole ?? level > 1,
      row: fixed.row ?? random.int(1, classes),
      column: fixed.column ?? random.int(1, classes),
    };
  },
  refuse({ given, values, whole, row, column }) {
    if (!whole && Math.max(row, column) > values.length) return "there is no such entry";
    if (new Set(values).size < 2) return "all classes are equal";
    if (given === "logits") {
      const p = softmax(tensor(values)).values;
      return p.some((x) => x < 0.05) ? "a probability is too small to ask for 3 decimals" : undefined;
    }
    if (values.some((p) => p <= 0)) return "a probability is not positive";
    if (values.includes(0.5) && !whole && row === column) return "an entry with p = 1/2 hides mistakes";
    return Math.abs(values.reduce((a, b) => a + b, 0) - 1) < 1e-9
      ? undefined
      : "the probabilities do not add up to 1";
  },
  prompt: ({ given, values, whole, row, column }) => {
    const start = given === "logits"
      ? `Softmax is applied to the logits $z = ${vec(values)}$.`
      : `A softmax layer has put out $p = ${vec(values)}$ for logits $z$.`;
    return `${start} What is ${
      whole
        ? `the Jacobian $J$ with $J_{ij} = \\frac{\\partial p_i}{\\partial z_j}$${
          given === "logits" ? ", after the probabilities $p$" : ""
        }`
        : `$\\frac{\\partial p_{${row}}}{\\partial z_{${column}}}$`
    }?`;
  },
  conventions: ({ given, whole }) => [
    whole ? "row $i$ for the output $p_i$, column $j$ for the logit $z_j$" : "classes are counted from 1",
    given === "logits" ? "3 decimals, so keep 4 in between" : "exact",
  ],
  answers: ({ given, values, whole }) => {
    const n = values.length;
    const label = whole ? "$J$" : "Entry";
    if (given === "logits") {
      return [
        tensorAnswer({ id: "p", label: "$p$", shape: [n], decimals: 3 }),
        whole
          ? tensorAnswer({ id: "jacobian", label, shape: [n, n], decimals: 3 })
          : realAnswer({ id: "entry", label, decimals: 3 }),
      ];
    }
    return [
      whole
        ? exactTensorAnswer({ id: "jacobian", label, shape: [n, n] })
        : rationalAnswer({ id: "entry", label }),
    ];
  },
  solve: ({ given, values, whole, row, column }) =>
    whole
      ? softmaxJacobianSolver({ given, values })
      : softmaxJacobianEntrySolver({ given, values, row: row - 1, column: column - 1 }),
  mistakes: [
    {
      id: "diagonal-only",
      solve: (params) => wrong(params, (p, i, j) => i === j ? at(p, i) * (1 - at(p, i)) : 0),
      feedback:
        "Off the diagonal the entries are not 0: every logit stands in the denominator of every probability, so $\\partial p_i/\\partial z_j = -p_i p_j$.",
    },
    {
      id: "positive-off-diagonal",
      solve: (params) =>
        wrong(params, (p, i, j) => i === j ? at(p, i) * (1 - at(p, i)) : at(p, i) * at(p, j)),
      feedback:
        "The entries off the diagonal are negative: raising one logit takes probability from all other classes. Each row adds up to 0.",
    },
    {
      id: "sigmoid-everywhere",
      solve: (params) => wrong(params, (p, i, j) => at(p, i) * (1 - at(p, j))),
      feedback: "You used $p_i(1 - p_j)$ for different classes too. The 1 stands only where $i = j$.",
    },
    {
      id: "squares-on-diagonal",
      solve: (params) => wrong(params, (p, i, j) => -at(p, i) * at(p, j)),
      feedback: "On the diagonal the numerator depends on $z_i$ too: $p_i(1 - p_i)$, not $-p_i^2$.",
    },
    {
      id: "opposite-sign",
      solve: (params) => {
        const { p, jacobian, entry } = keysOf(
          params.whole ? softmaxJacobianSolver(params) : softmaxJacobianEntrySolver({
            ...params,
            row: params.row - 1,
            column: params.column - 1,
          }),
        );
        const key = jacobian ?? entry;
        if (p === undefined || key === undefined) return undefined;
        return params.whole ? { jacobian: neg(key) } : { entry: neg(key) };
      },
      feedback:
        "All signs are turned round. Raising a logit raises its own probability: the diagonal is positive, the rest negative.",
    },
  ],
  hints: () => ["Two cases: the same index above and below, and different indices."],
});

const THREE = [[0.1, 0.2, 0.7], [0.1, 0.3, 0.6], [0.2, 0.3, 0.5], [0.1, 0.4, 0.5], [0.2, 0.2, 0.6]];
const MORE = [[0.1, 0.1, 0.3, 0.5], [0.1, 0.2, 0.3, 0.4], [0.2, 0.2, 0.2, 0.4], [0.1, 0.1, 0.2, 0.6]];
const FINER = [[0.05, 0.35, 0.6], [0.15, 0.25, 0.6], [0.05, 0.15, 0.8], [0.25, 0.35, 0.4], [0.3, 0.3, 0.4]];
const FOUR_OR_THREE = { 1: MORE, 2: FINER, 3: FINER } as const;

/** The Jacobian, or the entry that is asked, with another rule for the entries. */
function wrong(
  { given, values, whole, row, column }: JacobianParams,
  rule: (p: Tensor, i: number, j: number) => number,
) {
  const p = given === "logits" ? softmax(tensor(values)) : fromValues(values, [values.length]);
  if (whole) return { jacobian: matrix(p, (i, j) => rule(p, i, j)) };
  const [i, j] = [row - 1, column - 1];
  const right = i === j ? at(p, i) * (1 - at(p, i)) : -at(p, i) * at(p, j);
  const entry = rule(p, i, j);
  return Math.abs(entry - right) < 1e-12 ? undefined : { entry: scalar(entry) };
}
