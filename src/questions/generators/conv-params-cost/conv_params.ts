/** Parameters of a convolution: level 1 with biases, level 2 with or without, level 3 in groups. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { convCountSolver } from "../../solvers/conv_cost.ts";
import { scalars } from "../../solvers/number_steps.ts";

type ConvCountParams = {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
  readonly groups: number;
};

export const convParamsGenerator = defineGenerator<ConvCountParams>({
  id: "conv-params",
  version: 1,
  topic: "conv-params-cost",
  title: "Parameters of a convolution",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 1, hi: 1024 },
    filters: { kind: "int", lo: 1, hi: 1024 },
    kernel: { kind: "int", lo: 1, hi: 11 },
    stride: { kind: "int", lo: 1, hi: 4 },
    padding: { kind: "int", lo: 0, hi: 5 },
    bias: { kind: "pick", of: [true, false] },
    groups: { kind: "int", lo: 1, hi: 1024 },
  },
  generate(random, level, fixed) {
    const groups = fixed.groups ?? (level === 3 ? random.pick([2, 4, 8]) : 1);
    const depthwise = level === 3 && fixed.groups === undefined && random.int(0, 3) === 0;
    const channels = fixed.channels ??
      (level === 3 ? groups * random.int(2, 4) : random.int(3, level === 1 ? 12 : 32));
    return {
      channels,
      filters: fixed.filters ??
        (level === 3 ? channels * random.int(2, 3) : random.int(5, level === 1 ? 12 : 32)),
      kernel: fixed.kernel ?? random.pick([3, 4, 5]),
      stride: fixed.stride ?? random.int(1, 2),
      padding: fixed.padding ?? random.int(0, 2),
      bias: fixed.bias ?? (level === 2 ? random.pick([true, false]) : true),
      groups: depthwise ? channels : groups,
    };
  },
  refuse({ channels, filters, kernel, groups }) {
    if (channels % groups !== 0 || filters % groups !== 0) return "the groups do not divide the channels";
    if (channels === filters) return "as many filters as channels";
    if (channels / groups === kernel || channels === kernel) return "as many channels as the kernel is wide";
    return kernel === 1 ? "a 1x1 kernel" : undefined;
  },
  prompt: ({ channels, filters, kernel, stride, padding, bias, groups }) =>
    `A 2-D convolution has ${channels} input channels and ${filters} filters of size $${kernel} \\times ${kernel}$, stride ${stride}, padding ${padding}${
      groups === 1 ? "" : `, ${groups} groups`
    }, ${bias ? "with biases" : "without biases"}. How many weights and biases does it learn?`,
  conventions: ({ groups, bias }) => [
    ...(groups === 1 ? [] : ["with $g$ groups each filter reads $1/g$ of the input channels"]),
    ...(bias ? ["one bias for each filter"] : []),
  ],
  answers: () => [
    integerAnswer({ id: "weights", label: "Weights" }),
    integerAnswer({ id: "biases", label: "Biases" }),
    integerAnswer({ id: "total", label: "Total" }),
  ],
  solve: (p) => convCountSolver({ ...p, groups: groupsOf(p) }),
  mistakes: [
    {
      id: "no-biases",
      solve: (p) => p.bias ? count(weightsOf(p), 0) : undefined,
      feedback: "The biases are missing: one for each filter.",
    },
    {
      id: "biases-though-none",
      solve: (p) => p.bias ? undefined : count(weightsOf(p), p.filters),
      feedback: "This layer is said to have no biases.",
    },
    {
      id: "bias-per-channel",
      solve: (p) => p.bias ? count(weightsOf(p), p.channels) : undefined,
      feedback: "Biases belong to the output: one for each filter, not for each input channel.",
    },
    {
      id: "kernel-not-squared",
      solve: (p) => count(weightsOf(p) / p.kernel, p.bias ? p.filters : 0),
      feedback: "The kernel has two sides: $k^2$ weights for each channel, not $k$.",
    },
    {
      id: "one-channel",
      solve: (p) =>
        groupsOf(p) === p.channels ? undefined : count(p.kernel ** 2 * p.filters, p.bias ? p.filters : 0),
      feedback: "Each filter is as deep as its input: multiply by the channels that it reads.",
    },
    {
      id: "one-filter",
      solve: (p) => p.filters === 1 ? undefined : count(weightsOf(p) / p.filters, p.bias ? 1 : 0),
      feedback: "That is one filter. The layer has several, each with weights of its own.",
    },
    {
      id: "groups-ignored",
      solve: (p) => groupsOf(p) === 1 ? undefined : count(weightsOf(p) * groupsOf(p), p.bias ? p.filters : 0),
      feedback:
        "With groups a filter reads only the channels of its own group: divide by the number of groups.",
    },
    {
      id: "groups-twice",
      solve: (p) =>
        groupsOf(p) === 1 || (p.channels / groupsOf(p)) % groupsOf(p) !== 0
          ? undefined
          : count(weightsOf(p) / groupsOf(p), p.bias ? p.filters : 0),
      feedback:
        "You divided by the groups twice: there are $g$ blocks of $\\frac{C}{g} \\cdot \\frac{F}{g}$, so one division is left.",
    },
  ],
  hints: () => ["Count the weights of one filter first."],
});

function groupsOf({ channels, filters, groups }: ConvCountParams): number {
  return channels % groups === 0 && filters % groups === 0 ? groups : 1;
}

function weightsOf(p: ConvCountParams): number {
  return p.kernel ** 2 * (p.channels / groupsOf(p)) * p.filters;
}

function count(weights: number, biases: number) {
  return scalars({ weights, biases, total: weights + biases });
}
