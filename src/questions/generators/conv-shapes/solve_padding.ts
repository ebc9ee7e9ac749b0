/** The padding that gives a wanted size: level 1 keeps the size, level 2 divides it, level 3 with dilation. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { paddingSolver, placesOf, reachOf } from "../../solvers/window_size.ts";

type PaddingParams = {
  readonly n: number;
  readonly target: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
};

export const solvePaddingGenerator = defineGenerator<PaddingParams>({
  id: "solve-padding",
  version: 1,
  topic: "conv-shapes",
  title: "Padding for a wanted output size",
  levels: [1, 2, 3],
  domains: {
    n: { kind: "int", lo: 1, hi: 512 },
    target: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 1, hi: 15 },
    stride: { kind: "int", lo: 1, hi: 4 },
    dilation: { kind: "int", lo: 1, hi: 6 },
  },
  generate(random, level, fixed) {
    const kernel = fixed.kernel ?? (level === 1 ? random.pick([5, 7, 9, 11]) : random.int(3, 7));
    const dilation = fixed.dilation ?? (level === 3 ? random.int(2, 3) : 1);
    const stride = fixed.stride ?? (level === 1 ? 1 : level === 2 ? random.int(2, 3) : random.int(1, 2));
    const n = fixed.n ?? random.int(12, 64);
    const padding = random.int(1, Math.max(1, Math.floor((reachOf({ kernel, dilation }) - 1) / 2)));
    return {
      n,
      target: fixed.target ??
        (level === 1 ? n : Math.max(1, placesOf(n, { kernel, stride, padding, dilation }))),
      kernel,
      stride,
      dilation,
    };
  },
  refuse(p) {
    if (p.dilation > 1 && p.kernel === 1) return "a dilated 1x1 kernel";
    if (missing(p) <= 0) return "no padding is needed";
    const padding = Math.ceil(missing(p) / 2);
    if (2 * padding >= reachOf(p)) return "more padding than kernel";
    return placesOf(p.n, { ...p, padding }) === p.target ? undefined : "no padding gives this size";
  },
  prompt: ({ n, target, kernel, stride, dilation }) =>
    `A convolution with a $${kernel} \\times ${kernel}$ kernel, stride ${stride} and dilation ${dilation} runs over a $${n} \\times ${n}$ image. The output should be $${target} \\times ${target}$. What is the smallest padding that does it?`,
  conventions: () => [
    "the same padding $P$ on each of the four sides; a window that does not fit whole is dropped (floor)",
  ],
  answers: () => [integerAnswer({ id: "padding", label: "$P$" })],
  solve: paddingSolver,
  mistakes: [
    {
      id: "not-halved",
      solve: (p) => scalars({ padding: missing(p) }),
      feedback: "That many pixels are missing in all. They are shared between two sides: halve it.",
    },
    {
      id: "keeps-the-size",
      solve: (p) =>
        p.stride > 1 && (reachOf(p) - 1) % 2 === 0 && missing(p) <= reachOf(p) - 3
          ? scalars({ padding: (reachOf(p) - 1) / 2 })
          : undefined,
      feedback:
        "That padding keeps the size at stride 1. Put the stride and the wanted size into the formula.",
    },
    {
      id: "no-minus-one",
      solve: (p) => scalars({ padding: Math.ceil((missing(p) + p.stride) / 2) }),
      feedback: "There are only $T-1$ steps between $T$ places: the first window needs no step.",
    },
    {
      id: "whole-kernel",
      solve: (p) =>
        p.stride === 1 && p.dilation === 1 && p.n === p.target ? scalars({ padding: p.kernel }) : undefined,
      feedback: "The whole kernel is too much: it only hangs over by what lies beside its centre.",
    },
    {
      id: "dilation-ignored",
      solve: (p) => {
        if (p.dilation === 1) return undefined;
        const total = p.stride * (p.target - 1) + p.kernel - p.n;
        return total < 0 ? undefined : scalars({ padding: Math.ceil(total / 2) });
      },
      feedback: "The dilation is missing: the kernel reaches over $d(k-1)+1$ pixels.",
    },
  ],
  hints: () => ["Solve $\\left\\lfloor \\frac{n + 2P - d(k-1) - 1}{s} \\right\\rfloor + 1 = T$ for $P$."],
});

/** Pixels beyond the image that the wanted places need, on both sides together. */
function missing(p: PaddingParams): number {
  return p.stride * (p.target - 1) + reachOf(p) - p.n;
}
