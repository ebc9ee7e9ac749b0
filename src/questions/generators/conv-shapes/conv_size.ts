/** The output length of a convolution along one axis: level 1 padding, level 2 stride, level 3 dilation. */
import { integerAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { convSizeSolver, reachOf } from "../../solvers/window_size.ts";

type ConvSizeParams = {
  readonly n: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
};

/** Sizes at which the usual slips all lead to different lengths; among free draws they are rare. */
const DISCRIMINATING = {
  1: discriminating({ strides: [1], dilations: [1] }),
  2: discriminating({ strides: [2, 3], dilations: [1] }),
  3: discriminating({ strides: [2, 3], dilations: [2, 3] }),
} as const;

export const convSizeGenerator = defineGenerator<ConvSizeParams>({
  id: "conv-size",
  version: 1,
  topic: "conv-shapes",
  title: "Output length of a 1-D convolution",
  levels: [1, 2, 3],
  domains: {
    n: { kind: "int", lo: 1, hi: 64 },
    kernel: { kind: "int", lo: 1, hi: 9 },
    stride: { kind: "int", lo: 1, hi: 4 },
    padding: { kind: "int", lo: 0, hi: 4 },
    dilation: { kind: "int", lo: 1, hi: 4 },
  },
  generate(random, level, fixed) {
    const open = DISCRIMINATING[level].filter((p) =>
      p.n === (fixed.n ?? p.n) && p.kernel === (fixed.kernel ?? p.kernel) &&
      p.stride === (fixed.stride ?? p.stride) && p.padding === (fixed.padding ?? p.padding) &&
      p.dilation === (fixed.dilation ?? p.dilation)
    );
    const drawn = random.pick(open.length > 0 ? open : DISCRIMINATING[level]);
    return {
      n: fixed.n ?? drawn.n,
      kernel: fixed.kernel ?? drawn.kernel,
      stride: fixed.stride ?? drawn.stride,
      padding: fixed.padding ?? drawn.padding,
      dilation: fixed.dilation ?? drawn.dilation,
    };
  },
  refuse(p) {
    if (p.dilation > 1 && p.kernel === 1) return "a dilated kernel of 1";
    if (room(p) < 0) return "the kernel does not fit";
    return 2 * p.padding >= reachOf(p) ? "more padding than kernel" : undefined;
  },
  prompt: ({ n, kernel, stride, padding, dilation }) =>
    `A 1-D convolution with kernel size ${kernel}, stride ${stride}, padding ${padding}${
      dilation === 1 ? "" : ` and dilation ${dilation}`
    } runs over a sequence of length ${n}. How long is the output?`,
  conventions: () => [
    "padding is added on both ends; a window that does not fit whole is dropped (floor)",
  ],
  answers: () => [integerAnswer({ id: "size", label: "Output length" })],
  solve: convSizeSolver,
  mistakes: [
    {
      id: "ceil",
      solve: (p) => p.stride === 1 ? undefined : scalars({ size: Math.ceil(room(p) / p.stride) + 1 }),
      feedback: "You rounded up. A last window that does not fit whole is dropped: round down.",
    },
    {
      id: "padding-once",
      solve: (p) =>
        p.padding === 0 ? undefined : scalars({ size: Math.floor((room(p) - p.padding) / p.stride) + 1 }),
      feedback: "Padding is added on both ends: $2p$, not $p$.",
    },
    {
      id: "no-padding",
      solve: (p) =>
        p.padding === 0 ? undefined : scalars({ size: Math.floor((room(p) - 2 * p.padding) / p.stride) + 1 }),
      feedback: "The padding is missing from the formula.",
    },
    {
      id: "no-plus-one",
      solve: (p) => scalars({ size: Math.floor(room(p) / p.stride) }),
      feedback: "One place is missing: the first window counts too, hence the $+1$.",
    },
    {
      id: "no-stride",
      solve: (p) => p.stride === 1 ? undefined : scalars({ size: room(p) + 1 }),
      feedback: "The stride is missing: divide by it before adding 1.",
    },
    {
      id: "no-dilation",
      solve: (p) =>
        p.dilation === 1 || p.kernel === 1
          ? undefined
          : scalars({ size: Math.floor((p.n + 2 * p.padding - p.kernel) / p.stride) + 1 }),
      feedback: "The dilation is missing: a dilated kernel reaches over $d(k-1)+1$ elements.",
    },
  ],
  hints: () => ["$\\left\\lfloor \\frac{n + 2p - d(k-1) - 1}{s} \\right\\rfloor + 1$"],
});

function room(p: ConvSizeParams): number {
  return p.n + 2 * p.padding - reachOf(p);
}

function discriminating(
  { strides, dilations }: { readonly strides: readonly number[]; readonly dilations: readonly number[] },
): ConvSizeParams[] {
  const found: ConvSizeParams[] = [];
  for (let n = 12; n <= 40; n++) {
    for (let kernel = 3; kernel <= 9; kernel++) {
      for (const stride of strides) {
        for (const dilation of dilations) {
          for (let padding = 1; padding <= 4; padding++) {
            const p = { n, kernel, stride, padding, dilation };
            if (room(p) > 0 && 2 * padding < reachOf(p) && slipsDiffer(p)) found.push(p);
          }
        }
      }
    }
  }
  return found;
}

function slipsDiffer(p: ConvSizeParams): boolean {
  const { stride, padding, dilation } = p;
  const size = (free: number) => Math.floor(free / stride) + 1;
  const sizes = [
    size(room(p)),
    size(room(p)) - 1,
    size(room(p) - padding),
    size(room(p) - 2 * padding),
    ...(stride === 1 ? [] : [Math.ceil(room(p) / stride) + 1, room(p) + 1]),
    ...(dilation === 1 ? [] : [size(p.n + 2 * padding - p.kernel)]),
  ];
  return new Set(sizes).size === sizes.length;
}
