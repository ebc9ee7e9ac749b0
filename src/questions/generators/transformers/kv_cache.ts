/** Memory of the key-value cache: level 2 for a batch, level 3 with keys and values shared by several heads. */
import { integerAnswer, rationalAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { kvCacheSolver } from "../../solvers/attention_cost.ts";
import { scalars } from "../../solvers/number_steps.ts";

type CacheParams = {
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly head: number;
  readonly length: number;
  readonly batch: number;
  readonly bytes: number;
};

export const kvCacheGenerator = defineGenerator<CacheParams>({
  id: "kv-cache",
  version: 1,
  topic: "transformers",
  title: "Memory of a key-value cache",
  levels: [1, 2, 3],
  domains: {
    layers: { kind: "int", lo: 1, hi: 128 },
    heads: { kind: "int", lo: 1, hi: 128 },
    kvHeads: { kind: "int", lo: 1, hi: 128 },
    head: { kind: "int", lo: 1, hi: 256 },
    length: { kind: "int", lo: 1, hi: 131072 },
    batch: { kind: "int", lo: 1, hi: 64 },
    bytes: { kind: "pick", of: [1, 2, 4] },
  },
  generate(random, level, fixed) {
    const heads = fixed.heads ??
      (level === 3 ? random.pick([16, 24, 32]) : random.pick([4, 6, 8, 10, 12, 16]));
    return {
      layers: fixed.layers ?? random.pick([6, 10, 12, 20, 24, 32]),
      heads,
      kvHeads: fixed.kvHeads ?? (level === 3 ? random.pick([2, 4, 8]) : heads),
      head: fixed.head ?? random.pick([32, 64, 128]),
      length: fixed.length ?? random.pick([512, 1024, 2048, 4096]),
      batch: fixed.batch ?? (level === 2 ? random.pick([3, 5, 6, 10]) : 1),
      bytes: fixed.bytes ?? random.pick([2, 4] as const),
    };
  },
  refuse({ heads, kvHeads, layers }) {
    if (kvHeads > heads || heads % kvHeads !== 0) return "the heads cannot share keys and values evenly";
    return layers === 1 ? "there is only one layer" : undefined;
  },
  prompt: ({ layers, heads, kvHeads, head, length, batch, bytes }) =>
    `A decoder has ${layers} layers, each with ${heads} attention heads of width ${head}${
      kvHeads === heads
        ? ""
        : ` for the queries, and ${
          kvHeads === 1 ? "one head" : `${kvHeads} heads`
        } of keys and values, which groups of queries share`
    }. It keeps keys and values of all tokens at ${bytes} ${
      bytes === 1 ? "byte" : "bytes"
    } a number. How many bytes does a token take, and how many MiB ${
      batch === 1
        ? `a sequence of ${length} tokens`
        : `a batch of ${batch} sequences of ${length} tokens each`
    }?${
      kvHeads === heads ? "" : " And how many MiB would it be if every head had keys and values of its own?"
    }`,
  conventions: () => ["1 MiB is $2^{20} = 1048576$ bytes", "keys and values only, exact"],
  answers: ({ heads, kvHeads }) => [
    integerAnswer({ id: "token", label: "Bytes a token" }),
    rationalAnswer({ id: "cache", label: "Cache in MiB" }),
    ...(kvHeads === heads ? [] : [rationalAnswer({ id: "full", label: "Without sharing, in MiB" })]),
  ],
  solve(p) {
    const { steps, answers: { token = "token", cache = "cache", full = "full" } } = kvCacheSolver(p);
    return p.kvHeads === p.heads
      ? { steps: steps.slice(0, 2), answers: { token, cache } }
      : { steps, answers: { token, cache, full } };
  },
  mistakes: [
    {
      id: "keys-only",
      solve: (p) => scaled(p, 1 / 2),
      feedback: "You counted keys or values. Both are kept.",
    },
    {
      id: "bits",
      solve: (p) => scaled(p, 8),
      feedback: "That is in bits. A byte has eight of them.",
    },
    {
      id: "one-layer",
      solve: (p) => scaled(p, 1 / p.layers),
      feedback: "Every layer keeps keys and values of its own.",
    },
    {
      id: "one-head",
      solve: (p) => p.kvHeads === 1 ? undefined : scaled(p, 1 / p.kvHeads),
      feedback: "Every head of keys and values has its own: multiply by their number.",
    },
    {
      id: "numbers-not-bytes",
      solve: (p) => p.bytes === 1 ? undefined : scaled(p, 1 / p.bytes),
      feedback: "That is how many numbers are kept. Each takes several bytes.",
    },
    {
      id: "megabytes",
      solve: (p) => {
        const { cache, full } = sizes(p);
        const factor = 2 ** 20 / 1e6;
        return scalars({ cache: cache * factor, ...(p.kvHeads === p.heads ? {} : { full: full * factor }) });
      },
      feedback: "You divided by a million. A MiB has $2^{20}$ bytes.",
    },
    {
      id: "one-sequence",
      solve: (p) => p.batch === 1 ? undefined : scalars({ cache: sizes(p).cache / p.batch }),
      feedback: "Every sequence of the batch has its own cache.",
    },
    {
      id: "sharing-ignored",
      solve: (p) => p.kvHeads === p.heads ? undefined : scaled(p, p.heads / p.kvHeads, sizes(p).full),
      feedback: "Only keys and values are kept, and those have fewer heads than the queries.",
    },
  ],
  hints: () => ["What is kept of one token, in one layer, by one head? Then multiply."],
});

function sizes({ layers, heads, kvHeads, head, length, batch, bytes }: CacheParams) {
  const token = 2 * layers * kvHeads * head * bytes;
  const cache = token * length * batch / 2 ** 20;
  return { token, cache, full: cache * heads / kvHeads };
}

/** All sizes off by a factor; `full` too unless it is given. */
function scaled(p: CacheParams, factor: number, full = sizes(p).full * factor) {
  const { token, cache } = sizes(p);
  return scalars({
    token: token * factor,
    cache: cache * factor,
    ...(p.kvHeads === p.heads ? {} : { full }),
  });
}
