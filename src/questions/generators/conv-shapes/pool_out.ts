/** The output shape of a pooling layer: level 2 with overlap and padding, level 3 in ceil mode. */
import { tensor } from "../../../tensor/tensor.ts";
import { shapeAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { pooledSize, poolShapeSolver } from "../../solvers/window_size.ts";

type PoolOutParams = {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly ceil: boolean;
};

export const poolOutGenerator = defineGenerator<PoolOutParams>({
  id: "pool-out",
  version: 1,
  topic: "conv-shapes",
  title: "Output shape of a pooling layer",
  levels: [1, 2, 3],
  domains: {
    channels: { kind: "int", lo: 1, hi: 512 },
    height: { kind: "int", lo: 1, hi: 512 },
    width: { kind: "int", lo: 1, hi: 512 },
    kernel: { kind: "int", lo: 1, hi: 7 },
    stride: { kind: "int", lo: 1, hi: 5 },
    padding: { kind: "int", lo: 0, hi: 3 },
    ceil: { kind: "pick", of: [false, true] },
  },
  generate(random, level, fixed) {
    const kernel = fixed.kernel ?? random.pick(level === 1 ? [2, 3, 4] : [2, 3, 4, 5]);
    return {
      channels: fixed.channels ?? random.pick([3, 6, 16, 32, 64]),
      height: fixed.height ?? random.int(11, 60),
      width: fixed.width ?? random.int(11, 60),
      kernel,
      stride: fixed.stride ??
        (level === 1
          ? kernel
          : level === 2
          ? random.pick([2, 3].filter((s) => s !== kernel))
          : random.int(2, 3)),
      padding: fixed.padding ?? (level === 1 ? 0 : random.int(level === 2 ? 1 : 0, Math.floor(kernel / 2))),
      ceil: fixed.ceil ?? level === 3,
    };
  },
  refuse(p) {
    if (p.kernel === 1 && p.stride === 1) return "the layer does nothing";
    if (p.padding > p.kernel / 2) return "more padding than half the window";
    if (Math.min(p.height, p.width) + 2 * p.padding < p.kernel) return "the window does not fit";
    return p.height === p.width ? "both sides are alike" : undefined;
  },
  prompt: ({ channels, height, width, kernel, stride, padding, ceil }) =>
    `A max pooling layer with window $${kernel} \\times ${kernel}$, stride ${stride}, ${
      padding === 0 ? "no padding" : `padding ${padding}`
    }${
      ceil ? " and `ceil_mode=True`" : ""
    } runs over an input of shape $[${channels},\\; ${height},\\; ${width}]$. What is the shape of the output?`,
  conventions: ({ padding, ceil }) => [
    "channels first: $[\\text{channels}, \\text{height}, \\text{width}]$",
    ...(padding === 0 ? [] : ["padding is added on each of the four sides"]),
    ceil
      ? "ceil mode as in PyTorch: the number of places is rounded up, but the last window must start inside the input or the left (top) padding"
      : "a window that does not fit whole is dropped (floor)",
  ],
  answers: () => [shapeAnswer({ id: "shape", label: "Output shape", rank: 3 })],
  solve: poolShapeSolver,
  mistakes: [
    {
      id: "rounded-up",
      solve: (p) => p.ceil ? undefined : spatial(p, (n) => Math.ceil(room(p, n) / p.stride) + 1),
      feedback: "You rounded up. Without ceil mode a last window that does not fit whole is dropped.",
    },
    {
      id: "rounded-down",
      solve: (p) => p.ceil ? spatial(p, (n) => Math.floor(room(p, n) / p.stride) + 1) : undefined,
      feedback: "You rounded down. In ceil mode the last window counts although it hangs over the end.",
    },
    {
      id: "starts-in-padding",
      solve: (p) => {
        if (!p.ceil) return undefined;
        const up = (n: number) => Math.ceil(room(p, n) / p.stride) + 1;
        return [p.height, p.width].every((n) => up(n) === pooledSize(n, p)) ? undefined : spatial(p, up);
      },
      feedback:
        "You counted a last window that would start in the padding behind the input; that one is dropped even in ceil mode.",
    },
    {
      id: "no-padding",
      solve: (p) =>
        p.padding === 0
          ? undefined
          : spatial(p, (n) => rounded(p, (room(p, n) - 2 * p.padding) / p.stride) + 1),
      feedback: "The padding is missing: each side grows by $2p$ before the window slides.",
    },
    {
      id: "no-plus-one",
      solve: (p) => p.kernel === p.stride ? undefined : spatial(p, (n) => rounded(p, room(p, n) / p.stride)),
      feedback: "One place is missing: the first window counts too, hence the $+1$.",
    },
    {
      id: "stride-1",
      solve: (p) => p.stride === 1 ? undefined : spatial(p, (n) => room(p, n) + 1),
      feedback: "You moved the window by 1; the stride says how far it jumps.",
    },
    {
      id: "stride-is-window",
      solve: (p) =>
        p.stride === p.kernel ? undefined : spatial(p, (n) => rounded(p, room(p, n) / p.kernel) + 1),
      feedback: "You moved the window by its own size. Here the stride differs from the window.",
    },
    {
      id: "channels-merged",
      solve: (p) =>
        p.channels === 1
          ? undefined
          : { shape: tensor([1, pooledSize(p.height, p), pooledSize(p.width, p)]) },
      feedback: "Pooling works on each channel by itself; it does not merge the channels.",
    },
  ],
  hints: ({ ceil }) => [
    ceil
      ? "$\\left\\lceil \\frac{n + 2p - k}{s} \\right\\rceil + 1$ for each side; then look where the last window starts."
      : "$\\left\\lfloor \\frac{n + 2p - k}{s} \\right\\rfloor + 1$ for each side.",
  ],
});

function room({ kernel, padding }: PoolOutParams, n: number): number {
  return n + 2 * padding - kernel;
}

function rounded({ ceil }: PoolOutParams, places: number): number {
  return ceil ? Math.ceil(places) : Math.floor(places);
}

function spatial({ channels, height, width }: PoolOutParams, size: (n: number) => number) {
  return { shape: tensor([channels, size(height), size(width)]) };
}
