/** Weights of a residual block whose skip needs a projection: level 1 basic, level 2 bottleneck. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { blockWeightsSolver, branchLayers } from "../../solvers/skip_layers.ts";

type ShortcutParams = { readonly channels: number; readonly filters: number; readonly middle: number };

export const shortcutParamsGenerator = defineGenerator<ShortcutParams>({
  id: "shortcut-params",
  version: 1,
  topic: "residual-architectures",
  title: "Weights of a residual block with projection",
  levels: [1, 2],
  domains: {
    channels: { kind: "int", lo: 1, hi: 2048 },
    filters: { kind: "int", lo: 1, hi: 2048 },
    middle: { kind: "int", lo: 0, hi: 512 },
  },
  generate(random, level, fixed) {
    const channels = fixed.channels ?? random.pick([16, 20, 24, 32, 40, 64]);
    return {
      channels,
      filters: fixed.filters ?? (level === 1 ? random.pick([32, 48, 50, 64, 80, 128]) : 2 * channels),
      middle: fixed.middle ?? (level === 1 ? 0 : random.pick([6, 8, 10, 12])),
    };
  },
  refuse({ channels, filters, middle }) {
    if (channels === filters) return "an identity skip does";
    return middle === channels || middle === filters ? "no bottleneck" : undefined;
  },
  prompt: ({ channels, filters, middle }) =>
    `A residual block changes ${channels} channels into ${filters}. Its branch ${
      middle === 0
        ? `has two $3 \\times 3$ convolutions (${channels} to ${filters}, then ${filters} to ${filters} channels)`
        : `is a bottleneck of $1 \\times 1$, $3 \\times 3$ and $1 \\times 1$ convolutions with ${middle} channels in between`
    }; its skip is a $1 \\times 1$ projection. How many weights do the branch and the skip have?`,
  conventions: () => ["no biases, normalisation not counted"],
  answers: () => [
    integerAnswer({ id: "branch", label: "Branch" }),
    integerAnswer({ id: "shortcut", label: "Skip" }),
    integerAnswer({ id: "total", label: "Together" }),
  ],
  solve: blockWeightsSolver,
  mistakes: [
    {
      id: "skip-is-free",
      solve: (p) => weights(branch(p), 0),
      feedback:
        "An identity skip is free, but here the channels differ: the $1 \\times 1$ projection has weights.",
    },
    {
      id: "projection-3x3",
      solve: (p) => weights(branch(p), 9 * p.channels * p.filters),
      feedback: "The projection is $1 \\times 1$: one weight for each pair of channels.",
    },
    {
      id: "projection-diagonal",
      solve: (p) => weights(branch(p), p.filters),
      feedback:
        "A $1 \\times 1$ convolution mixes all channels: one weight for each pair, not for each output.",
    },
    {
      id: "kernel-not-squared",
      solve: (p) =>
        weights(
          branchLayers(p).reduce((sum, [size, from, to]) => sum + size * from * to, 0),
          p.channels * p.filters,
        ),
      feedback: "The $3 \\times 3$ kernels have 9 weights for each pair of channels, not 3.",
    },
    {
      id: "second-reads-input",
      solve: (p) => p.middle === 0 ? weights(18 * p.channels * p.filters, p.channels * p.filters) : undefined,
      feedback: "The second convolution reads what the first one made: it has as many channels in as out.",
    },
    {
      id: "bottleneck-ignored",
      solve: (p) =>
        p.middle === 0
          ? undefined
          : weights((p.channels + 10 * p.filters) * p.filters, p.channels * p.filters),
      feedback:
        "Inside the bottleneck there are only the few channels in between: the first layer reduces, the last one restores.",
    },
  ],
  hints: () => ["Each convolution has $k^2 \\cdot C_{\\text{in}} \\cdot C_{\\text{out}}$ weights."],
});

function branch(p: ShortcutParams): number {
  return branchLayers(p).reduce((sum, [size, from, to]) => sum + size * size * from * to, 0);
}

function weights(inBranch: number, shortcut: number) {
  return scalars({ branch: inBranch, shortcut, total: inBranch + shortcut });
}
