/** How many layers a wanted field takes: level 1 from the input on, level 2 after a strided stem, level 3 dilated. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { fieldTargetSolver } from "../../solvers/receptive_field.ts";

type TargetParams = {
  readonly target: number;
  readonly kernel: number;
  readonly dilation: number;
  readonly stemKernel: number;
  readonly stemStride: number;
};

export const rfTargetGenerator = defineGenerator<TargetParams>({
  id: "rf-target",
  version: 1,
  topic: "receptive-field",
  title: "Layers needed for a wanted receptive field",
  levels: [1, 2, 3],
  domains: {
    target: { kind: "int", lo: 2, hi: 512 },
    kernel: { kind: "int", lo: 2, hi: 11 },
    dilation: { kind: "int", lo: 1, hi: 8 },
    stemKernel: { kind: "int", lo: 1, hi: 11 },
    stemStride: { kind: "int", lo: 1, hi: 4 },
  },
  generate: (random, level, fixed) => ({
    target: fixed.target ?? random.int(level === 1 ? 14 : 30, level === 1 ? 40 : 100),
    kernel: fixed.kernel ?? random.pick([3, 5, 7]),
    dilation: fixed.dilation ?? (level === 3 ? random.int(2, 3) : 1),
    stemKernel: fixed.stemKernel ?? (level === 1 ? 1 : random.pick([3, 4, 5, 7])),
    stemStride: fixed.stemStride ?? (level === 1 ? 1 : random.int(2, level === 2 ? 4 : 2)),
  }),
  refuse(p) {
    if (p.stemKernel === 1 && p.stemStride > 1) return "a stem that skips elements";
    if (p.target <= p.stemKernel) return "the stem sees enough";
    return (p.target - p.stemKernel) % growth(p) === 0 ? "no rounding" : undefined;
  },
  prompt: ({ target, kernel, dilation, stemKernel, stemStride }) =>
    `${
      stemKernel === 1
        ? "A network is a stack of"
        : `A network begins with a convolution of kernel ${stemKernel} and stride ${stemStride}. Behind it comes a stack of`
    } $${kernel} \\times ${kernel}$ convolutions with stride 1${
      dilation === 1 ? "" : ` and dilation ${dilation}`
    }. How many of them does it take at least until a unit sees $${target} \\times ${target}$ pixels of the input, and how wide is its field then?`,
  conventions: ({ stemKernel }) => [
    "the theoretical field: pixels in the padding count",
    ...(stemKernel === 1 ? [] : ["the first convolution is not counted among the layers"]),
  ],
  answers: () => [
    integerAnswer({ id: "layers", label: "Layers" }),
    integerAnswer({ id: "size", label: "Width of the field" }),
  ],
  solve: (p) => fieldTargetSolver({ ...p, jump: p.stemStride, start: p.stemKernel }),
  mistakes: [
    {
      id: "rounded-down",
      solve: (p) => answer(p, Math.floor((p.target - p.stemKernel) / growth(p))),
      feedback: "You rounded down: with that many layers the field is still too small.",
    },
    {
      id: "whole-kernel-each",
      solve: (p) => {
        const layers = Math.ceil((p.target - p.stemKernel) / (p.kernel * p.dilation * p.stemStride));
        return scalars({ layers, size: p.stemKernel + layers * p.kernel * p.dilation * p.stemStride });
      },
      feedback: "Windows overlap: a layer adds $k - 1$, not $k$.",
    },
    {
      id: "stride-ignored",
      solve: (p) => {
        if (p.stemStride === 1) return undefined;
        const grows = p.dilation * (p.kernel - 1);
        const layers = Math.ceil((p.target - p.stemKernel) / grows);
        return scalars({ layers, size: p.stemKernel + layers * grows });
      },
      feedback: "After the first convolution one step is as wide as its stride: multiply by the jump.",
    },
    {
      id: "stem-ignored",
      solve: (p) => {
        if (p.stemKernel === 1) return undefined;
        const layers = Math.ceil((p.target - 1) / growth(p));
        return scalars({ layers, size: 1 + layers * growth(p) });
      },
      feedback:
        "The stack does not start at one pixel: a unit after the first convolution sees its whole kernel.",
    },
    {
      id: "dilation-ignored",
      solve: (p) => {
        if (p.dilation === 1) return undefined;
        const grows = (p.kernel - 1) * p.stemStride;
        const layers = Math.ceil((p.target - p.stemKernel) / grows);
        return scalars({ layers, size: p.stemKernel + layers * grows });
      },
      feedback: "The dilation is missing: a dilated kernel reaches over $d(k-1)+1$ elements.",
    },
    {
      id: "wanted-not-reached",
      solve: (p) => scalars({ size: p.target }),
      feedback: "The number of layers is right, but their field is larger than what was wanted: work it out.",
    },
  ],
  hints: () => ["By how much does one layer enlarge the field?"],
});

function growth({ kernel, dilation, stemStride }: TargetParams): number {
  return dilation * (kernel - 1) * stemStride;
}

function answer(p: TargetParams, layers: number) {
  return scalars({ layers, size: p.stemKernel + layers * growth(p) });
}
