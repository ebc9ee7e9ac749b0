/** Shapes in cross attention: level 1 one head, level 2 several, level 3 a batch. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { keysOf } from "../../solver.ts";
import { crossShapesSolver } from "../../solvers/attention_cost.ts";

type CrossParams = {
  readonly n: number;
  readonly m: number;
  readonly d: number;
  readonly heads: number;
  readonly batch: number;
};

export const crossShapesGenerator = defineGenerator<CrossParams>({
  id: "cross-shapes",
  version: 1,
  topic: "transformers",
  title: "Shapes in cross attention",
  levels: [1, 2, 3],
  domains: {
    n: { kind: "int", lo: 1, hi: 1000 },
    m: { kind: "int", lo: 1, hi: 1000 },
    d: { kind: "int", lo: 1, hi: 4096 },
    heads: { kind: "int", lo: 1, hi: 64 },
    batch: { kind: "int", lo: 0, hi: 512 },
  },
  generate(random, level, fixed) {
    const heads = fixed.heads ?? (level === 1 ? 1 : random.pick([2, 3, 4, 6, 8]));
    const [n = 5, m = 7] = random.sample([5, 6, 7, 9, 10, 11, 12, 13, 15, 20], 2);
    return {
      n: fixed.n ?? n,
      m: fixed.m ?? m,
      d: fixed.d ?? heads * random.pick([8, 16, 32, 64]),
      heads,
      batch: fixed.batch ?? (level === 3 ? random.pick([14, 16, 24, 32]) : 0),
    };
  },
  refuse({ n, m, d, heads, batch }) {
    if (d % heads !== 0) return "the heads do not divide the width";
    const sizes = [n, m, d, ...(heads === 1 ? [] : [heads, d / heads]), ...(batch === 0 ? [] : [batch])];
    return new Set(sizes).size < sizes.length ? "two sizes are equal" : undefined;
  },
  prompt: ({ n, m, d, heads, batch }) =>
    `A decoder with ${n} positions attends to an encoder with ${m} positions; both have the width ${d}. The attention has ${
      heads === 1 ? "one head" : `${heads} heads, which share the width`
    }${
      batch === 0 ? "" : `, and a batch holds ${batch} sequences`
    }. What shapes have queries, keys, values, weights and output?`,
  conventions: ({ heads, batch }) => [
    heads === 1
      ? `${batch === 0 ? "" : "batch first, then "}positions, then components; no axis for the single head`
      : `${
        batch === 0 ? "" : "batch first, then "
      }heads, positions, components; the output with the heads joined again`,
    "a shape as a list, such as [3, 4]",
  ],
  answers(p) {
    const rank = 2 + (p.heads === 1 ? 0 : 1) + (p.batch === 0 ? 0 : 1);
    return [
      shapeAnswer({ id: "Q", label: "Queries $Q$", rank }),
      shapeAnswer({ id: "K", label: "Keys $K$", rank }),
      shapeAnswer({ id: "V", label: "Values $V$", rank }),
      shapeAnswer({ id: "weights", label: "Weights", rank }),
      shapeAnswer({ id: "output", label: "Output", rank: p.batch === 0 ? 2 : 3 }),
    ];
  },
  solve: crossShapesSolver,
  mistakes: [
    {
      id: "sides-swapped",
      solve: (p) => keysOf(crossShapesSolver({ ...p, n: p.m, m: p.n })),
      feedback:
        "The sides have changed places: the decoder asks (queries), the encoder answers (keys and values).",
    },
    {
      id: "self-attention",
      solve: (p) => keysOf(crossShapesSolver({ ...p, m: p.n })),
      feedback:
        "That is self-attention of the decoder. In cross attention keys and values come from the encoder.",
    },
    {
      id: "weights-transposed",
      solve: (p) => ({ weights: tensor([...leading(p), p.m, p.n]) }),
      feedback: "The weights have a row for each query and a column for each key: $Q K^\\top$.",
    },
    {
      id: "output-per-key",
      solve: (p) => ({ output: tensor([...(p.batch === 0 ? [] : [p.batch]), p.m, p.d]) }),
      feedback: "The output has a row for each query: the positions of the keys are summed away.",
    },
    {
      id: "weights-by-width",
      solve: (p) => ({ weights: tensor([...leading(p), p.n, p.d / p.heads]) }),
      feedback:
        "The weights compare positions with positions; the components are summed away in $Q K^\\top$.",
    },
    {
      id: "heads-not-split",
      solve: (p) => {
        if (p.heads === 1) return undefined;
        return {
          Q: tensor([...leading(p), p.n, p.d]),
          K: tensor([...leading(p), p.m, p.d]),
          V: tensor([...leading(p), p.m, p.d]),
        };
      },
      feedback: "The heads share the width: each has $d / h$ components.",
    },
  ],
  hints: () => ["Who asks, and who is asked? Then multiply the shapes as matrices."],
});

function leading({ heads, batch }: CrossParams): number[] {
  return [...(batch === 0 ? [] : [batch]), ...(heads === 1 ? [] : [heads])];
}
