/** Output sizes of sliding windows: the formula of convolution arithmetic with its numbers filled in. */
import { tensor } from "../../tensor/tensor.ts";
import { slidingSize } from "../../tensor/window.ts";
import type { Solver } from "../solver.ts";

export interface ConvShape {
  /** Input [channels, height, width]. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** [filters, h', w'] with h' = floor((h + 2p - d(k-1) - 1)/s) + 1. Answer: shape [3]. Source: Dumoulin and Visin 2016. */
export function convShapeSolver(conv: ConvShape): Solver {
  const { height, width, filters, kernel, stride, padding, dilation } = conv;
  const window = { size: kernel, stride, padding, dilation };
  const reach = dilation * (kernel - 1) + 1;
  const size = (n: number) => () => tensor([slidingSize(n, window)]);
  const sizeTex = (name: string, n: number, out: number) => {
    const room = n + 2 * padding - reach;
    return `${name}' = \\left\\lfloor \\frac{${n} + 2 \\cdot ${padding} - ${reach}}{${stride}} \\right\\rfloor + 1 = \\left\\lfloor \\frac{${room}}{${stride}} \\right\\rfloor + 1 = ${out}`;
  };
  return {
    steps: [
      {
        id: "reach",
        rule: "How far the kernel reaches: $d(k-1)+1$ pixels.",
        uses: [],
        roundable: false,
        value: () => tensor([reach]),
        tex: () => `${dilation} \\cdot (${kernel} - 1) + 1 = ${reach}`,
      },
      {
        id: "height",
        rule:
          "Places along the height: padded size minus reach, divided by the stride and rounded down, plus 1.",
        uses: ["reach"],
        roundable: false,
        value: size(height),
        tex: (value) => sizeTex("h", height, value.values[0] ?? NaN),
      },
      {
        id: "width",
        rule: "The same along the width.",
        uses: ["reach"],
        roundable: false,
        value: size(width),
        tex: (value) => sizeTex("w", width, value.values[0] ?? NaN),
      },
      {
        id: "shape",
        rule: "One output channel for each filter; the input channels are summed over.",
        uses: ["height", "width"],
        roundable: false,
        value: (h, w) => tensor([filters, h?.values[0] ?? NaN, w?.values[0] ?? NaN]),
        tex: (value) => `[${Array.from(value.values).join(",\\; ")}]`,
      },
    ],
    answers: { shape: "shape" },
  };
}
