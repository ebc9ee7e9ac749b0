/** How many updates mini-batch training makes: an epoch, and in all. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { type Epochs, updatesSolver } from "../../solvers/rate_schedule.ts";

type UpdateParams = {
  readonly samples: number;
  readonly batch: number;
  readonly epochs: number;
  readonly dropLast: boolean;
};

export const updatesPerEpochGenerator = defineGenerator<UpdateParams>({
  id: "updates-per-epoch",
  version: 1,
  topic: "gradient-descent",
  title: "Updates in an epoch",
  levels: [1, 2],
  domains: {
    samples: { kind: "int", lo: 10, hi: 2_000_000 },
    batch: { kind: "int", lo: 1, hi: 65_536 },
    epochs: { kind: "int", lo: 1, hi: 1000 },
    dropLast: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    return {
      samples: fixed.samples ?? random.int(level === 1 ? 5 : 20, level === 1 ? 50 : 600) * 100,
      batch: fixed.batch ?? random.pick(level === 1 ? [16, 32, 50, 64, 100] : [32, 64, 96, 128, 256]),
      epochs: fixed.epochs ?? random.pick(level === 1 ? [2, 3, 5, 10] : [10, 20, 30, 50, 90]),
      dropLast: fixed.dropLast ?? (level === 1 ? false : random.pick([false, true])),
    };
  },
  refuse({ samples, batch, epochs }) {
    if (batch > samples) return "the batch is larger than the data set";
    if (samples % batch === 0) return "the batches come out even";
    return epochs === 1 ? "a single epoch" : undefined;
  },
  prompt: ({ samples, batch, epochs }) =>
    `A data set of ${samples} samples is trained on in mini-batches of ${batch} for ${epochs} epochs. How large is the last batch of an epoch, how many updates does an epoch make, and how many does the whole training make?`,
  conventions: ({ dropLast }) => [
    dropLast
      ? "a last batch that is not full is dropped (`drop_last=True`)"
      : "a last batch that is not full is used as well",
    "one update a batch; every epoch is batched anew",
  ],
  answers: () => [
    integerAnswer({ id: "last", label: "Last batch" }),
    integerAnswer({ id: "updates", label: "Updates an epoch" }),
    integerAnswer({ id: "total", label: "Updates in all" }),
  ],
  solve: updatesSolver,
  mistakes: [
    {
      id: "other-rounding",
      solve: (p) => {
        const updates = count({ ...p, dropLast: !p.dropLast });
        return scalars({
          last: p.dropLast && p.samples % p.batch !== 0 ? p.samples % p.batch : p.batch,
          updates,
          total: updates * p.epochs,
        });
      },
      feedback:
        "Read what happens to the batch that is not full: dropping it rounds down, using it rounds up.",
    },
    {
      id: "epochs-forgotten",
      solve: (p) => scalars({ total: count(p) }),
      feedback: "That is one epoch. The whole training repeats it in every epoch.",
    },
    {
      id: "batches-across-epochs",
      solve: (p) => {
        const total = p.samples * p.epochs / p.batch;
        return scalars({ total: p.dropLast ? Math.floor(total) : Math.ceil(total) });
      },
      feedback:
        "You divided all samples of all epochs at once. Each epoch is batched anew: count the updates of one, then multiply.",
    },
    {
      id: "one-update-a-sample",
      solve: (p) => scalars({ updates: p.samples, total: p.samples * p.epochs }),
      feedback: "A mini-batch makes a single update, whatever its size.",
    },
    {
      id: "one-update-an-epoch",
      solve: (p) => scalars({ updates: 1, total: p.epochs }),
      feedback: "One update an epoch is full-batch descent. Here each mini-batch makes one.",
    },
  ],
  hints: () => ["How many batches are full, and what is left over?"],
});

function count({ samples, batch, dropLast }: Epochs): number {
  return dropLast ? Math.floor(samples / batch) : Math.ceil(samples / batch);
}
