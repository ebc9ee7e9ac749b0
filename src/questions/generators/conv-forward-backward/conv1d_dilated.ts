/** A dilated 1-D convolution by hand; level 2 with dilation 3 or four taps. */
import { tensor } from "../../../tensor/tensor.ts";
import { exactTensorAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { dilated, dilatedSolver } from "../../solvers/convolve_by_hand.ts";
import { vec } from "../../tex.ts";

type DilatedParams = {
  readonly x: readonly number[];
  readonly kernel: readonly number[];
  readonly dilation: number;
};

export const conv1dDilatedGenerator = defineGenerator<DilatedParams>({
  id: "conv1d-dilated",
  version: 1,
  topic: "conv-forward-backward",
  title: "Dilated 1-D convolution by hand",
  levels: [1, 2],
  domains: {
    x: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 3, max: 12 },
    kernel: { kind: "list", of: { kind: "int", lo: -9, hi: 9 }, min: 2, max: 4 },
    dilation: { kind: "int", lo: 1, hi: 4 },
  },
  generate(random, level, fixed) {
    const dilation = fixed.dilation ?? (level === 1 ? 2 : random.int(2, 3));
    const taps = fixed.kernel?.length ?? (level === 1 ? 3 : dilation === 2 ? 4 : 3);
    const length = dilation * (taps - 1) + 1 + random.int(2, level === 1 ? 3 : 4);
    return {
      x: fixed.x ?? Array.from({ length }, () => random.int(-2, 4)),
      kernel: fixed.kernel ?? Array.from({ length: taps }, () => random.pick([-2, -1, 1, 2, 3])),
      dilation,
    };
  },
  refuse({ x, kernel, dilation }) {
    if (dilation * (kernel.length - 1) + 1 >= x.length) return "the kernel hardly fits";
    if (kernel.includes(0)) return "a tap is zero";
    if (dilation === 1) return "no dilation";
    return new Set(x).size < 3 ? "the sequence hardly changes" : undefined;
  },
  prompt: ({ x, kernel, dilation }) =>
    `Convolve the sequence $x$ with the kernel $k$ and dilation ${dilation}.\n\n$$x = ${vec(x)},\\qquad k = ${
      vec(kernel)
    }$$`,
  conventions: () => [
    "cross-correlation: the kernel is not flipped",
    "stride 1, no padding; dilation $d$: neighbouring taps lie $d$ elements apart",
  ],
  answers: (params) => [
    exactTensorAnswer({ id: "y", label: "$y$", shape: dilated(params).shape, shapeAsked: true }),
  ],
  solve: dilatedSolver,
  mistakes: [
    {
      id: "undilated",
      solve: (params) => ({ y: dilated({ ...params, dilation: 1 }) }),
      feedback: "You laid the taps side by side. With dilation $d$ they lie $d$ apart.",
    },
    {
      id: "one-gap-more",
      solve: (params) =>
        (params.dilation + 1) * (params.kernel.length - 1) + 1 > params.x.length
          ? undefined
          : { y: dilated({ ...params, dilation: params.dilation + 1 }) },
      feedback: "You left $d$ elements out between the taps; that is one too many: $d - 1$ lie between them.",
    },
    {
      id: "flipped",
      solve: (params) => ({ y: dilated({ ...params, kernel: params.kernel.toReversed() }) }),
      feedback: "You flipped the kernel, as in signal processing. Networks lay it on as it is.",
    },
    {
      id: "strided",
      solve: (params) => {
        const y = dilated({ ...params, dilation: 1 }).values;
        return { y: tensor(Array.from(y).filter((_, i) => i % params.dilation === 0)) };
      },
      feedback: "You moved the kernel by $d$: that is the stride. Dilation spreads the kernel itself.",
    },
    {
      id: "also-strided",
      solve: (params) => {
        const y = dilated(params).values;
        return { y: tensor(Array.from(y).filter((_, i) => i % params.dilation === 0)) };
      },
      feedback: "The taps are right, but the kernel moves by 1: the stride is not the dilation.",
    },
  ],
  hints: ({ dilation }) => [`The first output uses $x_1$, $x_{${1 + dilation}}$ and so on.`],
});
