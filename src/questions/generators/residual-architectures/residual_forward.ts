/** Forward through a residual block: level 1 with ReLU after the sum, level 2 pre-activated. */
import { relu } from "../../../tensor/activations.ts";
import { add, type Operand } from "../../../tensor/elementwise.ts";
import { type Tensor, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { residualBlockSolver, times } from "../../solvers/skip_layers.ts";
import { rowsTex, vec } from "../../tex.ts";

type BlockParams = {
  readonly x: readonly number[];
  readonly w1: readonly (readonly number[])[];
  readonly w2: readonly (readonly number[])[];
  readonly order: "post" | "pre";
};

const VECTOR = { kind: "list", of: { kind: "dec", lo: -5, hi: 5, step: 0.5 }, min: 2, max: 2 } as const;
const MATRIX = { kind: "list", of: VECTOR, min: 2, max: 2 } as const;

export const residualForwardGenerator = defineGenerator<BlockParams>({
  id: "residual-forward",
  version: 1,
  topic: "residual-architectures",
  title: "Forward through a residual block",
  levels: [1, 2],
  domains: { x: VECTOR, w1: MATRIX, w2: MATRIX, order: { kind: "pick", of: ["post", "pre"] } },
  generate(random, level, fixed) {
    const row = () => [random.pick([-2, -1, 1, 2]), random.pick([-2, -1, 1, 2])];
    return {
      x: fixed.x ??
        (level === 1
          ? random.shuffle([random.pick([1, 2, 3]), random.pick([-2, -1, 1, 2, 3])])
          : random.shuffle([random.pick([1, 2, 3]), random.pick([-3, -2, -1])])),
      w1: fixed.w1 ?? [row(), row()],
      w2: fixed.w2 ?? [row(), row()],
      order: fixed.order ?? (level === 1 ? "post" : "pre"),
    };
  },
  refuse(p) {
    if (p.x.includes(0)) return "an input is zero";
    const start = p.order === "post" ? tensor(p.x) : relu(tensor(p.x));
    const inner = times(p.w1, start).values;
    if (inner.includes(0) || inner.every((value) => value < 0)) return "the branch is dead or on a kink";
    const sum = add(times(p.w2, relu(times(p.w1, start))), tensor(p.x)).values;
    if (p.order === "pre") return undefined;
    if (sum.includes(0)) return "a sum lies on the kink of ReLU";
    return sum.filter((value) => value > 0).length === 1 ? undefined : "not one live and one clipped output";
  },
  prompt: ({ x, w1, w2, order }) =>
    `A residual block ${
      order === "post"
        ? "$y = \\operatorname{ReLU}(W_2 \\operatorname{ReLU}(W_1 x) + x)$"
        : "with pre-activation, $y = W_2 \\operatorname{ReLU}(W_1 \\operatorname{ReLU}(x)) + x$,"
    } gets $x = ${vec(x)}^\\top$. Work out its branch ${
      order === "post"
        ? "$f = W_2 \\operatorname{ReLU}(W_1 x)$"
        : "$f = W_2 \\operatorname{ReLU}(W_1 \\operatorname{ReLU}(x))$"
    } and its output.\n\n$$W_1 = ${rowsTex(w1)},\\qquad W_2 = ${rowsTex(w2)}$$`,
  conventions: () => ["column vectors; no biases, no normalisation"],
  answers: () => [
    exactTensorAnswer({ id: "branch", label: "$f$", shape: [2] }),
    exactTensorAnswer({ id: "output", label: "$y$", shape: [2] }),
  ],
  solve: residualBlockSolver,
  mistakes: [
    {
      id: "no-skip",
      solve: (p) => block(p, { skip: 0 }),
      feedback: "The skip is missing: the input is added to the branch.",
    },
    {
      id: "no-last-relu",
      solve: (p) => p.order === "post" ? block(p, { last: (t) => t }) : undefined,
      feedback: "The ReLU after the sum is missing.",
    },
    {
      id: "relu-before-sum",
      solve: (p) => {
        if (p.order === "pre") return undefined;
        const { branch } = block(p, {});
        return { branch, output: add(relu(branch), tensor(p.x)) };
      },
      feedback: "You applied the last ReLU before adding the skip. In this block it comes after the sum.",
    },
    {
      id: "relu-after-sum",
      solve: (p) => p.order === "pre" ? block(p, { last: relu }) : undefined,
      feedback: "With pre-activation nothing follows the sum: the skip stays untouched.",
    },
    {
      id: "no-inner-relu",
      solve: (p) => block(p, { inner: (t) => t }),
      feedback: "The ReLU between the two weight matrices is missing.",
    },
    {
      id: "no-first-relu",
      solve: (p) => p.order === "pre" ? block(p, { first: (t) => t }) : undefined,
      feedback: "With pre-activation the branch starts with a ReLU, before $W_1$.",
    },
    {
      id: "skip-activated",
      solve: (p) => p.order === "pre" ? block(p, { skip: relu(tensor(p.x)) }) : undefined,
      feedback: "The first ReLU belongs to the branch. The skip carries $x$ as it is.",
    },
    {
      id: "transposed",
      solve: (p) => block({ ...p, w1: swapped(p.w1), w2: swapped(p.w2) }, {}),
      feedback:
        "You multiplied with the transposed matrices. With column vectors each unit takes a *row* of $W$.",
    },
  ],
  hints: () => ["First the branch on its own, then the skip."],
});

type Apply = (t: Tensor) => Tensor;

interface Twist {
  readonly first?: Apply;
  readonly inner?: Apply;
  readonly last?: Apply;
  readonly skip?: Operand;
}

/** The block with one thing done another way. */
function block(p: BlockParams, twist: Twist) {
  const x = tensor(p.x);
  const same: Apply = (t) => t;
  const first = twist.first ?? (p.order === "pre" ? relu : same);
  const inner = twist.inner ?? relu;
  const last = twist.last ?? (p.order === "post" ? relu : same);
  const branch = times(p.w2, inner(times(p.w1, first(x))));
  return { branch, output: last(add(branch, twist.skip ?? x)) };
}

function swapped(rows: BlockParams["w1"]): number[][] {
  return rows.map((row, i) => row.map((_, j) => rows[j]?.[i] ?? 0));
}
