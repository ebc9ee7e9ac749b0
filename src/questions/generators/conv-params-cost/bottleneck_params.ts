/** A 1x1 bottleneck in front of a large convolution: level 2 compares, level 3 counts biases too. */
import { integerAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { bottleneckSolver } from "../../solvers/cheaper_convolution.ts";
import { scalars } from "../../solvers/number_steps.ts";

type BottleneckParams = {
  readonly channels: number;
  readonly bottleneck: number;
  readonly filters: number;
  readonly kernel: number;
  readonly bias: boolean;
  readonly compare: boolean;
};

export const bottleneckParamsGenerator = defineGenerator<BottleneckParams>({
  id: "bottleneck-params",
  version: 1,
  topic: "conv-params-cost",
  title: "Parameters of a 1x1 bottleneck",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 2, hi: 512 },
    bottleneck: { kind: "int", lo: 1, hi: 256 },
    filters: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 2, hi: 9 },
    bias: { kind: "pick", of: [false, true] },
    compare: { kind: "pick", of: [false, true] },
  },
  generate: (random, level, fixed) => ({
    channels: fixed.channels ?? random.pick([16, 20, 24, 32, 40, 48, 64]),
    bottleneck: fixed.bottleneck ?? random.int(4, 10),
    filters: fixed.filters ?? random.pick([16, 20, 24, 32, 40, 48, 64]),
    kernel: fixed.kernel ?? random.pick([3, 5]),
    bias: fixed.bias ?? level === 3,
    compare: fixed.compare ?? level > 1,
  }),
  refuse({ channels, bottleneck, filters }) {
    if (bottleneck * 2 > channels) return "the bottleneck is hardly narrower";
    return channels === filters ? "as many filters as channels" : undefined;
  },
  prompt: ({ channels, bottleneck, filters, kernel, bias, compare }) =>
    `Instead of one $${kernel} \\times ${kernel}$ convolution from ${channels} to ${filters} channels, a $1 \\times 1$ convolution first reduces them to ${bottleneck}, then a $${kernel} \\times ${kernel}$ convolution makes ${filters}. How many ${
      bias ? "parameters" : "weights"
    } do the two layers have${
      compare ? ", and how many times as many does the single convolution have" : ""
    }?`,
  conventions: ({ bias, compare }) => [
    bias ? "every convolution has one bias for each of its filters; count them" : "no biases",
    ...(compare ? ["ratio: single convolution divided by both layers together, 2 decimals"] : []),
  ],
  answers: ({ compare }) => [
    integerAnswer({ id: "reduce", label: "$1 \\times 1$ layer" }),
    integerAnswer({ id: "conv", label: "Second layer" }),
    integerAnswer({ id: "total", label: "Together" }),
    ...(compare
      ? [
        integerAnswer({ id: "direct", label: "Single convolution" }),
        realAnswer({ id: "ratio", label: "Ratio", decimals: 2 }),
      ]
      : []),
  ],
  solve: bottleneckAsked,
  mistakes: [
    {
      id: "reduce-as-kernel",
      solve: (p) => counts(p, { reduce: layer(p, p.channels, p.bottleneck, p.kernel) }),
      feedback: "The first layer is $1 \\times 1$: one weight for each pair of channels.",
    },
    {
      id: "conv-reads-all",
      solve: (p) => counts(p, { conv: layer(p, p.channels, p.filters, p.kernel) }),
      feedback: "The second layer reads what the first one left over, not all the channels of the input.",
    },
    {
      id: "kernel-not-squared",
      solve: (p) =>
        counts(p, {
          conv: p.kernel * p.bottleneck * p.filters + (p.bias ? p.filters : 0),
          direct: p.kernel * p.channels * p.filters + (p.bias ? p.filters : 0),
        }),
      feedback: "The kernel has two sides: $k^2$ weights for each pair of channels, not $k$.",
    },
    {
      id: "reduce-forgotten",
      solve: (p) => counts(p, { total: layer(p, p.bottleneck, p.filters, p.kernel) }),
      feedback: "The $1 \\times 1$ layer counts too: add its parameters to those of the second layer.",
    },
    {
      id: "no-biases",
      solve: (p) => p.bias ? counts({ ...p, bias: false }, {}) : undefined,
      feedback: "The biases are missing: one for each filter of each layer.",
    },
    {
      id: "inverse-ratio",
      solve: (p) => {
        if (!p.compare) return undefined;
        const total = layer(p, p.channels, p.bottleneck, 1) + layer(p, p.bottleneck, p.filters, p.kernel);
        return scalars({ ratio: total / layer(p, p.channels, p.filters, p.kernel) });
      },
      feedback:
        "That is the share that is left. Asked is how many times as many: divide the other way round.",
    },
  ],
  hints: () => ["A $1 \\times 1$ convolution is a dense layer across the channels, at every pixel."],
});

function bottleneckAsked(p: BottleneckParams) {
  const solver = bottleneckSolver(p);
  const asked = p.compare ? ["reduce", "conv", "total", "direct", "ratio"] : ["reduce", "conv", "total"];
  return {
    steps: solver.steps.filter(({ id }) => asked.includes(id)),
    answers: Object.fromEntries(asked.map((id) => [id, id])),
  };
}

function layer({ bias }: BottleneckParams, from: number, to: number, kernel: number): number {
  return kernel ** 2 * from * to + (bias ? to : 0);
}

interface Wrong {
  readonly reduce?: number;
  readonly conv?: number;
  readonly total?: number;
  readonly direct?: number;
}

/** All counts with some of them wrong, and what follows from those. */
function counts(p: BottleneckParams, wrong: Wrong) {
  const reduce = wrong.reduce ?? layer(p, p.channels, p.bottleneck, 1);
  const conv = wrong.conv ?? layer(p, p.bottleneck, p.filters, p.kernel);
  const total = wrong.total ?? reduce + conv;
  const direct = wrong.direct ?? layer(p, p.channels, p.filters, p.kernel);
  return scalars({ reduce, conv, total, ...(p.compare ? { direct, ratio: direct / total } : {}) });
}
