/** Running mean and variance of batch norm after one more batch, in either convention of momentum and variance. */
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { runningSolver, type RunningUpdate } from "../../solvers/normalise_by_hand.ts";
import { keysOf } from "../../solver.ts";
import { num, vec } from "../../tex.ts";

type RunningParams = {
  readonly oldMean: number;
  readonly oldVariance: number;
  readonly batch: readonly number[];
  readonly momentum: number;
  readonly weightOf: "new" | "old";
  readonly divisor: RunningUpdate["divisor"];
};

export const runningAverageGenerator = defineGenerator<RunningParams>({
  id: "running-average",
  version: 1,
  topic: "normalization",
  title: "Running statistics of batch norm",
  levels: [1, 2, 3],
  domains: {
    oldMean: { kind: "dec", lo: -20, hi: 20, step: 0.5 },
    oldVariance: { kind: "dec", lo: 0, hi: 50, step: 0.5 },
    batch: { kind: "list", of: { kind: "dec", lo: -20, hi: 20, step: 0.5 }, min: 2, max: 6 },
    momentum: { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 },
    weightOf: { kind: "pick", of: ["new", "old"] },
    divisor: { kind: "pick", of: ["biased", "unbiased"] },
  },
  generate(random, level, fixed) {
    const weightOf = fixed.weightOf ??
      (level === 1 ? "new" : level === 2 ? "old" : random.pick(["new", "old"]));
    return {
      oldMean: fixed.oldMean ?? random.pick([0, 1, -1, 2, 0.5]),
      oldVariance: fixed.oldVariance ?? random.pick([1, 2, 4, 0.5]),
      batch: fixed.batch ?? random.sample([0, 1, 2, 3, 4, 5, 6, 8, 9, 10], level === 3 ? 4 : 3),
      momentum: fixed.momentum ?? random.pick(weightOf === "new" ? [0.1, 0.2, 0.3] : [0.9, 0.8, 0.7]),
      weightOf,
      divisor: fixed.divisor ?? (level === 3 ? "unbiased" : "biased"),
    };
  },
  refuse({ batch, momentum, oldMean }) {
    if (momentum === 0.5) return "both weights are equal";
    if (new Set(batch).size < 2) return "the batch does not vary";
    return Math.abs(batch.reduce((a, b) => a + b, 0) / batch.length - oldMean) < 0.5
      ? "old and new mean hardly differ"
      : undefined;
  },
  prompt: ({ oldMean, oldVariance, batch, momentum }) =>
    `A batch norm layer holds the running mean $${num(oldMean)}$ and the running variance $${
      num(oldVariance)
    }$ of one feature, with momentum ${num(momentum)}. In training it sees the batch $${
      vec(batch)
    }$. What are the running mean and variance afterwards?`,
  conventions: ({ weightOf, divisor, batch }) => [
    weightOf === "new"
      ? "momentum is the weight of the *new* value (as in PyTorch)"
      : "momentum is the weight of the *old* value (as in Keras and ONNX)",
    divisor === "biased"
      ? `biased variance of the batch: divided by $n = ${batch.length}$`
      : `unbiased variance of the batch: divided by $n - 1 = ${batch.length - 1}$`,
    "3 decimals, so keep 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "mean", label: "Running mean", decimals: 3 }),
    realAnswer({ id: "variance", label: "Running variance", decimals: 3 }),
  ],
  solve: (p) => runningSolver(update(p)),
  mistakes: [
    {
      id: "momentum-reversed",
      solve: (p) => keysOf(runningSolver({ ...update(p), weightOfNew: 1 - update(p).weightOfNew })),
      feedback: "Momentum is on the wrong value: read whether it is the weight of the old or of the new one.",
    },
    {
      id: "other-variance",
      solve: (p) => {
        const { variance } = keysOf(
          runningSolver({ ...update(p), divisor: p.divisor === "biased" ? "unbiased" : "biased" }),
        );
        return variance === undefined ? undefined : { variance };
      },
      feedback:
        "That is the other variance of the batch: read on the card whether to divide by $n$ or by $n - 1$.",
    },
    {
      id: "replaced",
      solve: (p) => keysOf(runningSolver({ ...update(p), weightOfNew: 1 })),
      feedback: "Those are the statistics of the batch alone. Mix them with the running ones.",
    },
    {
      id: "plain-mean",
      solve: (p) => keysOf(runningSolver({ ...update(p), weightOfNew: 0.5 })),
      feedback: "You took the middle of old and new. The momentum gives their weights.",
    },
    {
      id: "standard-deviation",
      solve: (p) => {
        const plain = update(p);
        const batch = keysOf(runningSolver({ ...plain, weightOfNew: 1 })).variance;
        return batch === undefined ? undefined : {
          variance: {
            shape: batch.shape,
            values: batch.values.map((v) =>
              (1 - plain.weightOfNew) * p.oldVariance + plain.weightOfNew * Math.sqrt(v)
            ),
          },
        };
      },
      feedback: "You mixed in the standard deviation. The layer keeps variances: leave the root out.",
    },
  ],
  hints: () => ["Statistics of the batch first, then a weighted mean of old and new."],
});

function update({ momentum, weightOf, ...rest }: RunningParams): RunningUpdate {
  return { ...rest, weightOfNew: weightOf === "new" ? momentum : 1 - momentum };
}
