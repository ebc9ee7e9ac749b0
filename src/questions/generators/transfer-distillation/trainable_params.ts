/** Which parameters are trained when layers are frozen; at level 3 with low-rank adapters. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type FineTuning, trainableSolver } from "../../solvers/distillation.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { keysOf } from "../../solver.ts";

type TuningParams = { readonly sizes: readonly number[]; readonly frozen: number; readonly rank: number };

const COUNTS = ["no", "one", "two", "three", "four", "five"];

export const trainableParamsGenerator = defineGenerator<TuningParams>({
  id: "trainable-params",
  version: 1,
  topic: "transfer-distillation",
  title: "Trained and frozen parameters",
  levels: [1, 2, 3],
  domains: {
    sizes: { kind: "list", of: { kind: "int", lo: 1, hi: 4096 }, min: 3, max: 6 },
    frozen: { kind: "int", lo: 1, hi: 5 },
    rank: { kind: "int", lo: 0, hi: 16 },
  },
  generate(random, level, fixed) {
    const widths = level === 1
      ? [random.pick([10, 12, 20]), random.pick([8, 16]), random.pick([5, 6]), random.pick([2, 3, 4])]
      : level === 2
      ? [
        random.pick([64, 100]),
        random.pick([50, 40]),
        random.pick([32, 30]),
        random.pick([20, 16]),
        random.pick([3, 5, 10]),
      ]
      : [random.pick([64, 80, 100]), random.pick([60, 50]), random.pick([32, 40]), random.pick([4, 5, 10])];
    return {
      sizes: fixed.sizes ?? widths,
      frozen: fixed.frozen ?? (level === 1 ? random.int(1, 2) : level === 2 ? random.int(2, 3) : 2),
      rank: fixed.rank ?? (level === 3 ? random.pick([2, 4, 8]) : 0),
    };
  },
  refuse({ sizes, frozen, rank }) {
    if (frozen >= sizes.length) return "more layers are frozen than there are";
    if (rank === 0 && frozen === sizes.length - 1) return "nothing is trained";
    return rank > 0 && sizes.some((size, i) => i <= frozen && size <= rank)
      ? "the rank is not low"
      : undefined;
  },
  prompt: ({ sizes, frozen, rank }) =>
    `A pretrained fully connected network has the layer sizes ${
      sizes.join(" – ")
    }. For a new task its first ${
      frozen === 1 ? "layer is" : `${COUNTS[frozen] ?? frozen} layers are`
    } frozen, ${sizes.length - 1 === frozen ? "and nothing else is left" : "the rest is trained"}${
      rank === 0 ? "" : `, and each frozen weight matrix gets a low-rank adapter (LoRA) of rank ${rank}`
    }. How many parameters are there in all, and how many are trained?`,
  conventions: ({ rank }) => [
    "every layer has a bias for each of its outputs; freezing a layer freezes its bias too",
    ...(rank === 0 ? [] : [
      "adapter: $W + B A$ with $B$ of shape outputs × rank and $A$ of shape rank × inputs, both trained, no biases; they count in all",
    ]),
  ],
  answers: () => [
    integerAnswer({ id: "total", label: "In all" }),
    integerAnswer({ id: "trainable", label: "Trained" }),
  ],
  solve: (p) => trainableSolver(tidy(p)),
  mistakes: [
    {
      id: "frozen-counted",
      solve: (p) => {
        const { total, trainable } = numbers(p);
        const adapters = p.rank * pairs(p).slice(0, tidy(p).frozen).reduce((sum, [a, b]) => sum + a + b, 0);
        return scalars({ trainable: total - trainable + adapters });
      },
      feedback: "Those are the frozen ones. Trained are the layers after them.",
    },
    {
      id: "one-layer-off",
      solve: (p) =>
        tidy(p).frozen < 2
          ? undefined
          : scalars({ trainable: numbers({ ...tidy(p), frozen: tidy(p).frozen - 1 }).trainable }),
      feedback:
        "One frozen layer was counted as trained. A layer is the step between two sizes, so there is one fewer than sizes.",
    },
    {
      id: "biases-forgotten",
      solve: (p) => {
        const biases = (layers: readonly (readonly [number, number])[]) =>
          layers.reduce((sum, [, b]) => sum + b, 0);
        const { total, trainable } = numbers(p);
        return scalars({
          total: total - biases(pairs(p)),
          trainable: trainable - biases(pairs(p).slice(tidy(p).frozen)),
        });
      },
      feedback: "The biases are missing: each layer has one for each of its outputs.",
    },
    {
      id: "frozen-biases-trained",
      solve: (p) => {
        const biases = pairs(p).slice(0, tidy(p).frozen).reduce((sum, [, b]) => sum + b, 0);
        return scalars({ trainable: numbers(p).trainable + biases });
      },
      feedback: "Freezing a layer freezes its biases as well.",
    },
    {
      id: "full-rank-adapters",
      solve: (p) => {
        if (p.rank === 0) return undefined;
        const frozen = pairs(p).slice(0, tidy(p).frozen);
        const thin = p.rank * frozen.reduce((sum, [a, b]) => sum + a + b, 0);
        const full = frozen.reduce((sum, [a, b]) => sum + a * b, 0);
        const { total, trainable } = numbers(p);
        return scalars({ total: total - thin + full, trainable: trainable - thin + full });
      },
      feedback: "The adapters have low rank: two thin factors, not a full matrix.",
    },
    {
      id: "one-factor",
      solve: (p) => {
        if (p.rank === 0) return undefined;
        const second = p.rank * pairs(p).slice(0, tidy(p).frozen).reduce((sum, [, b]) => sum + b, 0);
        const { total, trainable } = numbers(p);
        return scalars({ total: total - second, trainable: trainable - second });
      },
      feedback: "An adapter has two factors, one at the inputs and one at the outputs.",
    },
    {
      id: "adapters-forgotten",
      solve: (p) => {
        if (p.rank === 0) return undefined;
        const { total, trainable } = numbers({ ...tidy(p), rank: 0 });
        return scalars({ total, trainable });
      },
      feedback: "The adapters are missing: they are new parameters, and they are trained.",
    },
  ],
  hints: () => ["Count layer by layer, and mark which are trained."],
});

function tidy({ sizes, frozen, rank }: TuningParams): FineTuning {
  return { sizes, frozen: Math.min(frozen, sizes.length - 1), rank };
}

function pairs({ sizes }: TuningParams): readonly (readonly [number, number])[] {
  return sizes.slice(1).map((size, i) => [sizes[i] ?? 0, size] as const);
}

function numbers(p: TuningParams): { readonly total: number; readonly trainable: number } {
  const { total, trainable } = keysOf(trainableSolver(tidy(p)));
  return { total: total?.values[0] ?? NaN, trainable: trainable?.values[0] ?? NaN };
}
