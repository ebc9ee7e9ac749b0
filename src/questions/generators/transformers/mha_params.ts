/** Parameters of multi-head attention: level 2 with biases, level 3 with keys and values shared by several heads. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { headParamsSolver } from "../../solvers/transformer_params.ts";

type HeadParams = {
  readonly width: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly bias: boolean;
};

export const mhaParamsGenerator = defineGenerator<HeadParams>({
  id: "mha-params",
  version: 1,
  topic: "transformers",
  title: "Parameters of multi-head attention",
  levels: [1, 2, 3],
  domains: {
    width: { kind: "int", lo: 2, hi: 4096 },
    heads: { kind: "int", lo: 1, hi: 64 },
    kvHeads: { kind: "int", lo: 1, hi: 64 },
    bias: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const heads = fixed.heads ?? random.pick(level === 3 ? [4, 6, 8, 12] : [2, 3, 4, 5, 6, 8]);
    const shared = [1, 2, 3, 4].filter((count) => count < heads && heads % count === 0);
    return {
      width: fixed.width ?? heads * random.pick([5, 6, 7, 8, 9, 10, 12, 15, 16, 20]),
      heads,
      kvHeads: fixed.kvHeads ?? (level === 3 ? random.pick(shared.length > 0 ? shared : [1]) : heads),
      bias: fixed.bias ?? level === 2,
    };
  },
  refuse({ width, heads, kvHeads }) {
    if (width % heads !== 0) return "the heads do not divide the width";
    if (kvHeads > heads || heads % kvHeads !== 0) return "the heads cannot share keys and values evenly";
    if (heads === 1) return "there is only one head";
    return width / heads === heads || width / heads < 3 ? "too small to tell mistakes apart" : undefined;
  },
  prompt: ({ width, heads, kvHeads, bias }) =>
    `Multi-head attention has the width $d = ${width}$ and ${heads} heads${
      kvHeads === heads
        ? ""
        : `, but only ${
          kvHeads === 1 ? "one head" : `${kvHeads} heads`
        } of keys and values, shared by groups of queries`
    }. How wide is a head, and how many ${bias ? "parameters" : "weights"} have ${
      kvHeads === heads ? "$W_Q$" : "$W_Q$, $W_K$"
    } and all four projections together?`,
  conventions: ({ bias }) => [
    "$W_Q$, $W_K$, $W_V$ of all heads together, and $W_O$ from the joined heads back to the width",
    bias ? "every projection has one bias for each of its outputs; count them with it" : "no biases",
  ],
  answers: ({ heads, kvHeads }) => [
    integerAnswer({ id: "head", label: "Width of a head" }),
    integerAnswer({ id: "query", label: "$W_Q$" }),
    ...(kvHeads === heads ? [] : [integerAnswer({ id: "key", label: "$W_K$" })]),
    integerAnswer({ id: "params", label: "Together" }),
  ],
  solve(p) {
    const { steps } = headParamsSolver(p);
    return { steps, answers: Object.fromEntries(asked(p).map((id) => [id, id])) };
  },
  mistakes: [
    {
      id: "output-forgotten",
      solve: (p) => {
        const { query, key } = counts(p);
        return scalars({ params: query + 2 * key });
      },
      feedback: "$W_O$ is missing: after the heads are joined, a fourth matrix mixes them.",
    },
    {
      id: "every-head-full",
      solve: (p) => {
        const { query, key } = counts(p);
        return keys(p, { query: p.heads * query, key: p.kvHeads * key });
      },
      feedback: "You gave every head the full width. The heads share it, so their number cancels out.",
    },
    {
      id: "one-head-only",
      solve: (p) => {
        if (!p.bias && p.kvHeads === p.heads) return undefined;
        const one = dense(p, p.width / p.heads);
        return keys(p, { query: one, key: one });
      },
      feedback: "That is the projection of a single head: there are several of them, side by side.",
    },
    {
      id: "head-squared",
      solve: (p) => {
        const size = p.width / p.heads;
        const each = size * size + (p.bias ? size : 0);
        return keys(p, { query: p.heads * each, key: p.kvHeads * each });
      },
      feedback:
        "Each head reads the full width $d$, not only its own slice: its matrices are $d \\times d_h$.",
    },
    {
      id: "no-biases",
      solve: (p) => p.bias ? keys({ ...p, bias: false }, counts({ ...p, bias: false })) : undefined,
      feedback: "The biases are missing: one for each output of each projection.",
    },
    {
      id: "sharing-ignored",
      solve: (p) =>
        p.kvHeads === p.heads ? undefined : keys(p, { query: counts(p).query, key: counts(p).query }),
      feedback: "Keys and values have fewer heads than the queries, so $W_K$ and $W_V$ are narrower.",
    },
  ],
  hints: () => ["Put the matrices of all heads side by side: how wide do they become?"],
});

function asked({ heads, kvHeads }: HeadParams): readonly string[] {
  return kvHeads === heads ? ["head", "query", "params"] : ["head", "query", "key", "params"];
}

function dense({ width, bias }: HeadParams, units: number): number {
  return width * units + (bias ? units : 0);
}

function counts(p: HeadParams) {
  return { query: dense(p, p.width), key: dense(p, p.kvHeads * p.width / p.heads) };
}

/** Wrong projections and the sum that follows. */
function keys(p: HeadParams, { query, key }: { readonly query: number; readonly key: number }) {
  return scalars({ query, ...(p.kvHeads === p.heads ? {} : { key }), params: 2 * query + 2 * key });
}
