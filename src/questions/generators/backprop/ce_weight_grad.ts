/** Gradient of a weight before softmax and cross-entropy: rows, then either convention, then the whole matrix. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { map, mul, neg, sub } from "../../../tensor/elementwise.ts";
import { outer } from "../../../tensor/matmul.ts";
import { realAnswer, tensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { softmaxLayerSolver } from "../../solvers/softmax_layer.ts";
import { keysOf } from "../../solver.ts";
import { rowsTex, vec } from "../../tex.ts";

type WeightParams = {
  readonly h: readonly number[];
  readonly w: readonly (readonly number[])[];
  readonly trueClass: number;
  readonly convention: "row" | "column";
  /** Row and column, from 1, of the weight asked; both 0 for the whole matrix. */
  readonly row: number;
  readonly column: number;
};

const VALUE = { kind: "dec", lo: -3, hi: 3, step: 0.1 } as const;

export const ceWeightGradGenerator = defineGenerator<WeightParams>({
  id: "ce-weight-grad",
  version: 1,
  topic: "backprop",
  title: "Gradient of a weight before the softmax",
  levels: [1, 2, 3],
  domains: {
    h: { kind: "list", of: VALUE, min: 2, max: 3 },
    w: { kind: "list", of: { kind: "list", of: VALUE, min: 2, max: 3 }, min: 2, max: 3 },
    trueClass: { kind: "int", lo: 1, hi: 3 },
    convention: { kind: "pick", of: ["row", "column"] },
    row: { kind: "int", lo: 0, hi: 3 },
    column: { kind: "int", lo: 0, hi: 3 },
  },
  generate(random, level, fixed) {
    const convention = fixed.convention ?? (level === 1 ? "row" : random.pick(["row", "column"]));
    const inputs = fixed.h?.length ?? (level === 2 ? 3 : 2);
    const [rows, columns] = convention === "row" ? [inputs, 3] : [3, inputs];
    return {
      h: fixed.h ?? random.sample([-2, -1.5, -1, 0.5, 1, 1.5, 2], inputs),
      w: fixed.w ??
        Array.from(
          { length: rows },
          () => Array.from({ length: columns }, () => random.pick([-1, -0.5, 0, 0.5, 1])),
        ),
      trueClass: fixed.trueClass ?? random.int(1, 3),
      convention,
      row: fixed.row ?? (level === 3 ? 0 : random.int(1, rows)),
      column: fixed.column ?? (level === 3 ? 0 : random.int(1, columns)),
    };
  },
  refuse(p) {
    const { h, w, trueClass, convention, row, column } = p;
    const [inputs, classes] = convention === "row"
      ? [w.length, w[0]?.length ?? 0]
      : [w[0]?.length ?? 0, w.length];
    if (w.some((own) => own.length !== w[0]?.length)) return "the rows differ in length";
    if (inputs !== h.length) return "the weights do not fit the inputs";
    if (trueClass > classes) return "there is no such class";
    if ((row === 0) !== (column === 0)) return "half an index";
    if (row > w.length || column > (w[0]?.length ?? 0)) return "there is no such weight";
    if (h.includes(0)) return "an activation is 0";
    const p3 = keysOf(softmaxLayerSolver(layerOf(p))).p?.values ?? [];
    return Array.from(p3).some((value) => value < 0.05 || value > 0.9)
      ? "a probability is extreme"
      : undefined;
  },
  prompt: ({ h, w, trueClass, convention, row, column }) =>
    `The last layer computes logits $z = ${
      convention === "row" ? "hW" : "Wh"
    }$ and softmax probabilities $p$, with\n\n$$h = ${
      convention === "row" ? vec(h) : `${vec(h)}^\\top`
    },\\qquad W = ${
      rowsTex(w)
    }.$$\n\nThe true class is ${trueClass}. What are $p$ and the gradient of the cross-entropy by ${
      row === 0 ? "$W$" : `$w_{${row}${column}}$`
    }?`,
  conventions: ({ convention, row }) => [
    convention === "row"
      ? "row vectors: $w_{jk}$, in row $j$ and column $k$, leads from $h_j$ to $z_k$"
      : "column vectors: $w_{kj}$, in row $k$ and column $j$, leads from $h_j$ to $z_k$",
    `loss $L = -\\ln p_c$ of the true class $c$, one example, no bias${
      row === 0 ? "; the gradient in the shape of $W$" : ""
    }`,
    "3 decimals, so keep 4 in between",
  ],
  answers(p) {
    const { w, convention } = layerOf(p);
    const classes = convention === "row" ? w[0]?.length ?? 0 : w.length;
    return [
      tensorAnswer({ id: "p", label: "$p$", shape: [classes], decimals: 3 }),
      p.row === 0
        ? tensorAnswer({
          id: "grad",
          label: "$\\partial L / \\partial W$",
          shape: [w.length, w[0]?.length ?? 0],
          decimals: 3,
        })
        : realAnswer({
          id: "entry",
          label: `$\\partial L / \\partial w_{${p.row}${p.column}}$`,
          decimals: 3,
        }),
    ];
  },
  solve(p) {
    const { steps } = softmaxLayerSolver(layerOf(p));
    const last = p.row === 0 ? "grad" : "entry";
    return {
      steps: steps.filter(({ id }) => ["z", "p", "delta", last].includes(id)),
      answers: { p: "p", [last]: last },
    };
  },
  mistakes: [
    {
      id: "sign",
      solve: (p) => graded(p, (probabilities, y) => sub(y, probabilities)),
      feedback: "The gradient by the logits is $p - y$, not $y - p$.",
    },
    {
      id: "label-forgotten",
      solve: (p) => graded(p, (probabilities) => probabilities),
      feedback: "At the true class subtract 1 from the probability: the gradient by the logits is $p - y$.",
    },
    {
      id: "softmax-slope-only",
      solve: (p) => graded(p, (probabilities) => map(probabilities, (value) => value * (1 - value))),
      feedback:
        "$p(1 - p)$ is the derivative of the softmax alone. With cross-entropy the product becomes $p - y$.",
    },
    {
      id: "slope-twice",
      solve: (p) =>
        graded(
          p,
          (probabilities, y) =>
            mul(sub(probabilities, y), map(probabilities, (value) => value * (1 - value))),
        ),
      feedback: "The derivative of the softmax is already part of $p - y$; do not multiply by it again.",
    },
    {
      id: "no-activation",
      solve: (p) => graded({ ...p, h: p.h.map(() => 1) }, sub, p),
      feedback:
        "That is the gradient by the logit, as for a bias. Multiply by the activation that the weight reads.",
    },
    {
      id: "indices-swapped",
      solve: (p) => {
        if (p.row === 0 || p.row === p.column) return undefined;
        const { entry } = keysOf(softmaxLayerSolver({ ...layerOf(p), row: p.column, column: p.row }));
        return entry === undefined || !Number.isFinite(entry.values[0]) ? undefined : { entry };
      },
      feedback:
        "You mixed up the indices: the convention says which one counts the inputs and which the classes.",
    },
    {
      id: "transposed",
      solve: (p) => {
        const { delta } = keysOf(softmaxLayerSolver(layerOf(p)));
        if (p.row !== 0 || delta === undefined) return undefined;
        return { grad: p.convention === "row" ? outer(delta, tensor(p.h)) : outer(tensor(p.h), delta) };
      },
      feedback: "The gradient has the shape of $W$; yours is transposed.",
    },
    {
      id: "negated-probability",
      solve: (p) => graded(p, (probabilities, y) => neg(mul(probabilities, y))),
      feedback: "Every logit changes every probability: all classes get a gradient, not only the true one.",
    },
  ],
  hints: () => ["Which logit does this weight lead to? That logit's error times the input of the weight."],
});

type Delta = (
  probabilities: ReturnType<typeof tensor>,
  y: ReturnType<typeof tensor>,
) => ReturnType<typeof tensor>;

/** The answer with another gradient by the logits; probabilities from `asked`. */
function graded(p: WeightParams, delta: Delta, asked = p) {
  const { p: probabilities } = keysOf(softmaxLayerSolver(layerOf(asked)));
  if (probabilities === undefined) return undefined;
  const y = tensor(Array.from(probabilities.values, (_, k) => k + 1 === p.trueClass ? 1 : 0));
  const own = delta(probabilities, y);
  if (p.row === 0) {
    return { grad: p.convention === "row" ? outer(tensor(p.h), own) : outer(own, tensor(p.h)) };
  }
  const [from, to] = p.convention === "row" ? [p.row, p.column] : [p.column, p.row];
  return { entry: scalar((p.h[from - 1] ?? NaN) * (own.values[to - 1] ?? NaN)) };
}

/** The layer with weights for every input, whatever was typed. */
function layerOf(p: WeightParams) {
  const width = p.convention === "row" ? p.w[0]?.length ?? 0 : p.h.length;
  const rows = p.convention === "row" ? p.h.map((_, i) => p.w[i] ?? []) : p.w;
  return { ...p, w: rows.map((row) => Array.from({ length: width }, (_, j) => row[j] ?? 0)) };
}
