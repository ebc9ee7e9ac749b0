/** More classes for a segmentation network: level 1 another last layer, level 2 a 1x1 layer behind it as well. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { headSolver } from "../../solvers/dense_prediction.ts";
import { scalars } from "../../solvers/number_steps.ts";

type HeadParams = {
  readonly channels: number;
  readonly kernel: number;
  readonly oldClasses: number;
  readonly newClasses: number;
  readonly bias: boolean;
  readonly append: boolean;
};

export const headChangeGenerator = defineGenerator<HeadParams>({
  id: "head-change",
  version: 1,
  topic: "segmentation-detection",
  title: "Other classes for a segmentation network",
  levels: [1, 2],
  domains: {
    channels: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 1, hi: 9 },
    oldClasses: { kind: "int", lo: 1, hi: 100 },
    newClasses: { kind: "int", lo: 1, hi: 200 },
    bias: { kind: "pick", of: [true, false] },
    append: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    channels: fixed.channels ?? random.pick([16, 20, 32, 40, 64]),
    kernel: fixed.kernel ?? random.int(2, 4),
    oldClasses: fixed.oldClasses ?? random.int(3, 8),
    newClasses: fixed.newClasses ?? random.int(10, 30),
    bias: fixed.bias ?? (level === 1 ? true : random.pick([true, false])),
    append: fixed.append ?? level === 2,
  }),
  refuse({ channels, kernel, oldClasses, newClasses }) {
    if (oldClasses === newClasses) return "the classes stay";
    if (kernel === 1) return "a 1x1 kernel";
    return [oldClasses, newClasses].includes(channels) ? "as many classes as channels" : undefined;
  },
  prompt: ({ channels, kernel, oldClasses, newClasses, bias, append }) =>
    `The last layer of a segmentation network is a convolution from ${channels} channels to ${oldClasses} classes with a $${kernel} \\times ${kernel}$ kernel, ${
      bias ? "with" : "without"
    } biases. Now there are ${newClasses} classes. How many parameters does this layer have before and after the change${
      append
        ? `, and how many would a $1 \\times 1$ convolution have that is put behind the old output instead, ${
          bias ? "with" : "without"
        } biases too`
        : ""
    }?`,
  conventions: ({ bias }) => bias ? ["one bias for each class"] : ["no biases"],
  answers: ({ append }) => [
    integerAnswer({ id: "before", label: "Before" }),
    integerAnswer({ id: "after", label: "After" }),
    ...(append ? [integerAnswer({ id: "appended", label: "$1 \\times 1$ layer instead" })] : []),
  ],
  solve(p) {
    const solver = headSolver(p);
    const asked = p.append ? ["before", "after", "appended"] : ["before", "after"];
    return {
      steps: solver.steps.filter(({ id }) => asked.includes(id)),
      answers: Object.fromEntries(asked.map((id) => [id, id])),
    };
  },
  mistakes: [
    {
      id: "no-biases",
      solve: (p) => p.bias ? counts({ ...p, bias: false }, {}) : undefined,
      feedback: "The biases are missing: one for each class.",
    },
    {
      id: "biases-though-none",
      solve: (p) => p.bias ? undefined : counts({ ...p, bias: true }, {}),
      feedback: "This layer is said to have no biases.",
    },
    {
      id: "kernel-not-squared",
      solve: (p) => counts(p, { area: p.kernel }),
      feedback: "The kernel has two sides: $k^2$ weights for each pair of channel and class.",
    },
    {
      id: "channels-forgotten",
      solve: (p) => p.channels === 1 ? undefined : counts(p, { channels: 1 }),
      feedback: "Each filter is as deep as its input: multiply by the channels.",
    },
    {
      id: "both-heads",
      solve: (p) => scalars({ after: size(p, p.channels, p.oldClasses) + size(p, p.channels, p.newClasses) }),
      feedback: "The new layer takes the place of the old one; their parameters are not added.",
    },
    {
      id: "only-new-classes",
      solve: (p) =>
        p.newClasses > p.oldClasses
          ? scalars({ after: size(p, p.channels, p.newClasses - p.oldClasses) })
          : undefined,
      feedback: "That is the difference. The layer has one filter for each of the new number of classes.",
    },
    {
      id: "appended-reads-channels",
      solve: (p) =>
        p.append ? scalars({ appended: p.channels * p.newClasses + (p.bias ? p.newClasses : 0) }) : undefined,
      feedback: "Behind the old output only as many channels are left as there were classes.",
    },
  ],
  hints: () => ["A convolution has one filter for each output channel, and here those are the classes."],
});

interface Wrong {
  readonly area?: number;
  readonly channels?: number;
}

function size({ kernel, bias }: HeadParams, channels: number, classes: number, area = kernel ** 2): number {
  return area * channels * classes + (bias ? classes : 0);
}

function counts(p: HeadParams, { area = p.kernel ** 2, channels = p.channels }: Wrong) {
  return scalars({
    before: size(p, channels, p.oldClasses, area),
    after: size(p, channels, p.newClasses, area),
    ...(p.append ? { appended: p.oldClasses * p.newClasses + (p.bias ? p.newClasses : 0) } : {}),
  });
}
