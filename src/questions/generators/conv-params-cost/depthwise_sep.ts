/** A depthwise separable convolution against an ordinary one; level 2 counts biases. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { separableSolver } from "../../solvers/cheaper_convolution.ts";
import { scalars } from "../../solvers/number_steps.ts";

type SeparableParams = {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly bias: boolean;
};

export const depthwiseSepGenerator = defineGenerator<SeparableParams>({
  id: "depthwise-sep",
  version: 1,
  topic: "conv-params-cost",
  title: "Depthwise separable convolution",
  levels: [1, 2],
  domains: {
    channels: { kind: "int", lo: 2, hi: 1024 },
    filters: { kind: "int", lo: 2, hi: 1024 },
    kernel: { kind: "int", lo: 2, hi: 11 },
    bias: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    channels: fixed.channels ?? random.pick([8, 12, 16, 20, 24, 32, 40, 64]),
    filters: fixed.filters ?? random.pick([10, 16, 24, 30, 32, 48, 50, 64]),
    kernel: fixed.kernel ?? random.pick([3, 5, 7]),
    bias: fixed.bias ?? level === 2,
  }),
  refuse({ channels, filters, kernel }) {
    if (channels === filters) return "as many filters as channels";
    return kernel ** 2 === filters || kernel ** 2 === channels
      ? "factors that cannot be told apart"
      : undefined;
  },
  prompt: ({ channels, filters, kernel }) =>
    `A depthwise separable convolution turns ${channels} channels into ${filters}: a depthwise $${kernel} \\times ${kernel}$ convolution, then a pointwise one. How many parameters do the two steps have, and how many times as many does an ordinary $${kernel} \\times ${kernel}$ convolution from ${channels} to ${filters} channels have?`,
  conventions: ({ bias }) => [
    bias
      ? "every convolution, both steps too, has one bias for each of its filters; count them"
      : "no biases",
    "ratio: ordinary divided by separable, 2 decimals",
  ],
  answers: () => [
    integerAnswer({ id: "depthwise", label: "Depthwise" }),
    integerAnswer({ id: "pointwise", label: "Pointwise" }),
    integerAnswer({ id: "total", label: "Together" }),
    integerAnswer({ id: "direct", label: "Ordinary convolution" }),
    realAnswer({ id: "ratio", label: "Ratio", decimals: 2 }),
  ],
  solve: separableSolver,
  mistakes: [
    {
      id: "depthwise-per-filter",
      solve: (p) => counts(p, { depthwise: p.kernel ** 2 * p.filters + biases(p, p.filters) }),
      feedback:
        "The depthwise step has one filter for each *input* channel; the number of outputs plays no part yet.",
    },
    {
      id: "depthwise-full",
      solve: (p) => counts(p, { depthwise: p.kernel ** 2 * p.channels ** 2 + biases(p, p.channels) }),
      feedback: "A depthwise filter reads its own channel only: $k^2$ weights each.",
    },
    {
      id: "pointwise-with-kernel",
      solve: (p) => counts(p, { pointwise: p.kernel ** 2 * p.channels * p.filters + biases(p, p.filters) }),
      feedback: "The pointwise step is $1 \\times 1$: one weight for each pair of channels.",
    },
    {
      id: "pointwise-forgotten",
      solve: (p) => counts(p, { total: p.kernel ** 2 * p.channels + biases(p, p.channels) }),
      feedback: "The pointwise step counts too: add both.",
    },
    {
      id: "no-biases",
      solve: (p) => p.bias ? counts({ ...p, bias: false }, {}) : undefined,
      feedback: "The biases are missing: one for each filter of each convolution.",
    },
    {
      id: "inverse-ratio",
      solve: (p) => {
        const total = (p.kernel ** 2 + p.filters) * p.channels + biases(p, p.channels + p.filters);
        return scalars({ ratio: total / (p.kernel ** 2 * p.channels * p.filters + biases(p, p.filters)) });
      },
      feedback:
        "That is the share that is left. Asked is how many times as many: divide the other way round.",
    },
  ],
  hints: () => ["Depthwise filters see one channel each; the $1 \\times 1$ step then mixes the channels."],
});

function biases({ bias }: SeparableParams, units: number): number {
  return bias ? units : 0;
}

interface Wrong {
  readonly depthwise?: number;
  readonly pointwise?: number;
  readonly total?: number;
}

/** All counts with one of them wrong, and what follows from it. */
function counts(p: SeparableParams, wrong: Wrong) {
  const depthwise = wrong.depthwise ?? p.kernel ** 2 * p.channels + biases(p, p.channels);
  const pointwise = wrong.pointwise ?? p.channels * p.filters + biases(p, p.filters);
  const total = wrong.total ?? depthwise + pointwise;
  const direct = p.kernel ** 2 * p.channels * p.filters + biases(p, p.filters);
  return scalars({ depthwise, pointwise, total, direct, ratio: direct / total });
}
