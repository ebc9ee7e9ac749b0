/** Sizes of training and validation sets in k-fold cross-validation; level 2 where the folds do not come out even. */
import { scalar, tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer, integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { foldsSolver } from "../../solvers/folds.ts";

type FoldParams = {
  readonly n: number;
  readonly k: number;
};

export const kfoldSizesGenerator = defineGenerator<FoldParams>({
  id: "kfold-sizes",
  version: 1,
  topic: "ml-foundations",
  title: "Sizes in k-fold cross-validation",
  levels: [1, 2],
  domains: { n: { kind: "int", lo: 4, hi: 100000 }, k: { kind: "int", lo: 2, hi: 50 } },
  generate(random, level, fixed) {
    const k = fixed.k ?? random.pick([3, 4, 5, 6, 8, 10]);
    const even = k * random.int(4, 60);
    return { n: fixed.n ?? (level === 1 ? even : even + random.int(1, k - 1)), k };
  },
  refuse: ({ n, k }) =>
    n < 2 * k
      ? "fewer than two samples a fold"
      : n === 2 * k * (k - 1)
      ? "a coincidence of numbers"
      : undefined,
  prompt: ({ n, k }) =>
    n % k === 0
      ? `${n} samples are used in ${k}-fold cross-validation. How many train and how many validate in each round, and how many samples are trained on over all rounds together?`
      : `${n} samples are used in ${k}-fold cross-validation. How many folds hold one sample more than the others? How many samples train and validate in the first round, and how many in the last?`,
  conventions: ({ n, k }) => [
    "each fold validates once, all others train",
    ...(n % k === 0
      ? ["over all rounds: a sample counts once for each round it trains in"]
      : ["folds as even as possible, the larger ones first (as in scikit-learn's `KFold`)"]),
    "sizes in the order training, validation",
  ],
  answers: ({ n, k }) =>
    n % k === 0
      ? [
        exactTensorAnswer({ id: "first", label: "Training, validation", shape: [2] }),
        integerAnswer({ id: "seen", label: "Over all rounds" }),
      ]
      : [
        integerAnswer({ id: "larger", label: "Larger folds" }),
        exactTensorAnswer({ id: "first", label: "First round: training, validation", shape: [2] }),
        exactTensorAnswer({ id: "last", label: "Last round: training, validation", shape: [2] }),
      ],
  solve: ({ n, k }) => {
    const { steps } = foldsSolver({ n, k });
    const asked = n % k === 0 ? ["first", "seen"] : ["larger", "first", "last"];
    return {
      steps: steps.filter((step) => asked.includes(step.id) || step.id === "larger"),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "swapped",
      solve: ({ n, k }) => {
        const { first, last } = sizes(n, k);
        return n % k === 0
          ? { first: tensor([first, n - first]), seen: scalar(n) }
          : { first: tensor([first, n - first]), last: tensor([last, n - last]) };
      },
      feedback: "You swapped them: one fold validates, all the others train.",
    },
    {
      id: "k-samples",
      solve: ({ n, k }) => {
        const { first } = sizes(n, k);
        return first === k
          ? undefined
          : { first: tensor([n - k, k]), ...(n % k === 0 ? {} : { last: tensor([n - k, k]) }) };
      },
      feedback: "$k$ is the number of folds, not the size of one: divide the samples by it.",
    },
    {
      id: "all-train",
      solve: ({ n, k }) => {
        const { first, last } = sizes(n, k);
        return n % k === 0
          ? { first: tensor([n, first]), seen: scalar(n * k) }
          : { first: tensor([n, first]), last: tensor([n, last]) };
      },
      feedback: "The validating fold does not train: subtract it.",
    },
    {
      id: "one-round",
      solve: ({ n, k }) => n % k === 0 ? { seen: scalar(n - n / k) } : undefined,
      feedback: "That is one round. The model is trained $k$ times, each time on all but one fold.",
    },
    {
      id: "remainder-dropped",
      solve: ({ n, k }) => {
        if (n % k === 0) return undefined;
        const { last } = sizes(n, k);
        return {
          larger: scalar(0),
          first: tensor([n - n % k - last, last]),
          last: tensor([n - n % k - last, last]),
        };
      },
      feedback:
        "You dropped the samples that are left over. Each goes into a fold of its own, which grows by one.",
    },
    {
      id: "remainder-in-one-fold",
      solve: ({ n, k }) => {
        if (n % k < 2) return undefined;
        const { last } = sizes(n, k);
        return { larger: scalar(1), first: tensor([n - last - n % k, last + n % k]) };
      },
      feedback:
        "You put everything left over into one fold. As even as possible means one sample more for each of several folds.",
    },
    {
      id: "small-folds-first",
      solve: ({ n, k }) => {
        if (n % k === 0) return undefined;
        const { first, last } = sizes(n, k);
        return { first: tensor([n - last, last]), last: tensor([n - first, first]) };
      },
      feedback: "You put the smaller folds first. Here the larger ones come first.",
    },
  ],
  hints: () => ["Divide the samples by the number of folds and look at the remainder."],
});

/** Sizes of the first and of the last fold. */
function sizes(n: number, k: number) {
  const last = Math.floor(n / k);
  return { first: n % k > 0 ? last + 1 : last, last };
}
