/** How much memory the normal equations need, and at level 2 how little the sparse data do. */
import { scalar } from "../../../tensor/tensor.ts";
import { rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { gramMemorySolver, grouped } from "../../solvers/least_squares.ts";
import { num } from "../../tex.ts";

type GramParams = {
  readonly rows: number;
  readonly columns: number;
  /** Non-zero entries among a million. */
  readonly perMillion: number;
  readonly bytes: number;
  readonly sparse: boolean;
};

export const gramMemoryGenerator = defineGenerator<GramParams>({
  id: "gram-memory",
  version: 1,
  topic: "linear-regression-mle",
  title: "Memory of the normal equations",
  levels: [1, 2],
  domains: {
    rows: { kind: "int", lo: 1000, hi: 1e9 },
    columns: { kind: "int", lo: 1000, hi: 1e6 },
    perMillion: { kind: "int", lo: 1, hi: 1e6 },
    bytes: { kind: "pick", of: [2, 4, 8] },
    sparse: { kind: "pick", of: [true, false] },
  },
  generate: (random, level, fixed) => ({
    rows: fixed.rows ?? random.pick([1e5, 2e5, 5e5, 1e6, 2e6, 5e6]),
    columns: fixed.columns ?? random.pick([1e4, 2e4, 3e4, 5e4, 1e5, 2e5]),
    perMillion: fixed.perMillion ?? random.pick([10, 20, 50, 100, 1000]),
    bytes: fixed.bytes ?? random.pick([4, 8]),
    sparse: fixed.sparse ?? level === 2,
  }),
  refuse: ({ rows, columns, perMillion }) =>
    rows <= columns
      ? "fewer samples than features: the normal equations have no single solution"
      : rows * columns * perMillion % 1e6 !== 0
      ? "no whole number of non-zero entries"
      : undefined,
  prompt: ({ rows, columns, perMillion, bytes, sparse }) =>
    `A data matrix $X$ has $${grouped(rows)}$ rows (samples) and $${grouped(columns)}$ columns (features); $${
      num(perMillion / 1e4)
    }\\,\\%$ of its entries are not zero. The normal equations need $X^\\top X$. How many entries does it have, and how many gigabytes at ${bytes} bytes a number?${
      sparse ? " How many non-zero entries does $X$ itself have?" : ""
    }`,
  conventions: () => [
    "$X^\\top X$ is kept dense and whole, without using its symmetry",
    "1 gigabyte is $10^9$ bytes; exact, `4e8` may be typed for $4 \\times 10^8$",
  ],
  answers: ({ sparse }) => [
    rationalAnswer({ id: "entries", label: "Entries of $X^\\top X$" }),
    rationalAnswer({ id: "gigabytes", label: "Gigabytes" }),
    ...(sparse ? [rationalAnswer({ id: "nonzeros", label: "Non-zero entries of $X$" })] : []),
  ],
  solve: ({ rows, columns, perMillion, bytes, sparse }) => {
    const solver = gramMemorySolver({ rows, columns, density: perMillion / 1e6, bytes });
    return sparse ? solver : {
      steps: solver.steps.slice(0, 2),
      answers: { entries: "entries", gigabytes: "gigabytes" },
    };
  },
  mistakes: [
    {
      id: "rows-squared",
      solve: (params) => sized(params, params.rows ** 2),
      feedback: "That is the size of $X X^\\top$. $X^\\top X$ is as wide and as high as $X$ has *columns*.",
    },
    {
      id: "size-of-data",
      solve: (params) => sized(params, params.rows * params.columns),
      feedback: "That is the size of $X$. Its product with its transpose has columns times columns entries.",
    },
    {
      id: "sparse-product",
      solve: (params) =>
        params.perMillion === 1e6 ? undefined : sized(params, params.columns ** 2 * params.perMillion / 1e6),
      feedback:
        "The product is not as sparse as $X$: two columns meet wherever any row holds both. It is kept dense here.",
    },
    {
      id: "half-by-symmetry",
      solve: (params) => sized(params, params.columns * (params.columns + 1) / 2),
      feedback: "You used the symmetry. A good idea, but this card stores the whole matrix.",
    },
    {
      id: "gibibytes",
      solve: ({ columns, bytes }) => ({ gigabytes: scalar(columns ** 2 * bytes / 2 ** 30) }),
      feedback: "Those are gibibytes ($2^{30}$ bytes). A gigabyte is $10^9$ bytes.",
    },
    {
      id: "bits",
      solve: ({ columns, bytes }) => ({ gigabytes: scalar(columns ** 2 * bytes * 8 / 1e9) }),
      feedback: "Those are gigabits. The number is asked in bytes.",
    },
    {
      id: "percent-as-fraction",
      solve: ({ rows, columns, perMillion, sparse }) =>
        sparse ? { nonzeros: scalar(rows * columns * perMillion / 1e4) } : undefined,
      feedback: "A per cent is a hundredth: divide the percentage by 100.",
    },
  ],
  hints: () => ["$X^\\top$ is features by samples, $X$ is samples by features."],
});

function sized({ bytes }: GramParams, entries: number) {
  return { entries: scalar(entries), gigabytes: scalar(entries * bytes / 1e9) };
}
