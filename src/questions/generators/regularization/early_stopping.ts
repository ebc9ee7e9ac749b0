/** Early stopping with patience: which epoch is kept, and after which does the training end. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { earlyStoppingSolver, stopping } from "../../solvers/training_curves.ts";
import { num } from "../../tex.ts";

type StoppingParams = {
  readonly losses: readonly number[];
  readonly patience: number;
  readonly first: number;
};

export const earlyStoppingGenerator = defineGenerator<StoppingParams>({
  id: "early-stopping",
  version: 1,
  topic: "regularization",
  title: "Early stopping",
  levels: [1, 2],
  domains: {
    losses: { kind: "list", of: { kind: "dec", lo: 0.01, hi: 5, step: 0.01 }, min: 3, max: 14 },
    patience: { kind: "int", lo: 1, hi: 6 },
    first: { kind: "int", lo: 0, hi: 1 },
  },
  generate(random, level, fixed) {
    const patience = fixed.patience ?? random.int(2, level === 1 ? 2 : 3);
    const falling = random.int(2, 4);
    const cents = [random.int(80, 99)];
    for (let i = 0; i < falling; i++) cents.push((cents.at(-1) ?? 80) - random.int(3, 12));
    if (level === 2) {
      cents.push((cents.at(-1) ?? 60) + random.int(1, 4), (cents.at(-1) ?? 60) - random.int(1, 3));
    }
    const best = Math.min(...cents);
    for (let i = 0; i < patience; i++) cents.push(best + random.int(1, 8));
    cents.push(best - random.int(2, 6), best + random.int(-1, 5));
    return {
      losses: fixed.losses ?? cents.map((value) => value / 100),
      patience,
      first: fixed.first ?? (level === 1 ? 1 : random.int(0, 1)),
    };
  },
  refuse(p) {
    if (new Set(p.losses).size < p.losses.length) return "two losses are equal";
    const { best, stop } = stopping(p);
    if (stop - best < p.patience) return "the patience never runs out";
    if (best === 0) return "the first epoch is the best";
    return stop === p.losses.length - 1 ? "the training ends with the list" : undefined;
  },
  prompt: ({ losses, patience, first }) =>
    `Training uses early stopping with patience ${patience}. The validation losses would be\n\n$$\\begin{array}{c|${
      "c".repeat(losses.length)
    }} \\text{epoch} & ${losses.map((_, i) => i + first).join(" & ")} \\\\ \\text{loss} & ${
      losses.map(num).join(" & ")
    } \\end{array}$$\n\nWhich epoch's weights are kept, and after which epoch does the training stop?`,
  conventions: ({ patience, first }) => [
    `stops after ${patience} epoch${patience === 1 ? "" : "s"} in a row without a new lowest loss`,
    "any decrease counts as an improvement; the best weights are restored",
    `epochs count from ${first}, as in the table`,
  ],
  answers: () => [
    integerAnswer({ id: "best", label: "Epoch kept" }),
    integerAnswer({ id: "stop", label: "Last epoch trained" }),
  ],
  solve: earlyStoppingSolver,
  mistakes: [
    {
      id: "saw-the-future",
      solve: (p) => {
        const best = p.losses.indexOf(Math.min(...p.losses)) + p.first;
        return scalars({ best, stop: p.losses.length - 1 + p.first });
      },
      feedback:
        "You took the lowest loss of the whole list. The training ends before it gets there: later losses are never seen.",
    },
    {
      id: "first-rise",
      solve: (p) => {
        const rise = p.losses.findIndex((loss, i) => i > 0 && loss > (p.losses[i - 1] ?? Infinity));
        return rise < 1 ? undefined : scalars({ best: rise - 1 + p.first, stop: rise + p.first });
      },
      feedback: "You stopped at the first rise. The patience allows for some epochs without improvement.",
    },
    {
      id: "one-too-late",
      solve: (p) => scalars({ stop: stopping(p).stop + 1 + p.first }),
      feedback:
        "One epoch too late: the training stops as soon as the count of bad epochs reaches the patience.",
    },
    {
      id: "one-too-early",
      solve: (p) => p.patience < 3 ? undefined : scalars({ stop: stopping(p).stop - 1 + p.first }),
      feedback: "One epoch too early: count the epochs after the best one, up to and with the patience.",
    },
    {
      id: "last-weights",
      solve: (p) => scalars({ best: stopping(p).stop + p.first }),
      feedback:
        "The weights of the last epoch are overfitted already: those of the lowest validation loss are kept.",
    },
    {
      id: "counted-from-the-other-end",
      solve: (p) => {
        const { best, stop } = stopping(p);
        return scalars({ best: best + 1 - p.first, stop: stop + 1 - p.first });
      },
      feedback: "The epochs are numbered as in the table: mind whether it counts from 0 or from 1.",
    },
  ],
  hints: () => ["Go from left to right and forget what comes later."],
});
