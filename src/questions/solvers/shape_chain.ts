/** Shapes through a chain of convolutions and pooling layers. */
import type { Solver } from "../solver.ts";
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import { placesOf } from "./window_size.ts";
import { shapeTex } from "./number_steps.ts";

export interface ChainLayer {
  readonly kind: "conv" | "pool";
  /** Output channels of a convolution; pooling keeps its input's. */
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** Answers: after1, after2, ..., each a shape [channels, h, w]. Source: Dumoulin and Visin 2016. */
export function shapeChainSolver(
  { input, layers }: { readonly input: readonly number[]; readonly layers: readonly ChainLayer[] },
): Solver {
  const first = tensor(input);
  return {
    steps: layers.map((layer, index) => ({
      id: `after${index + 1}`,
      rule: layer.kind === "conv"
        ? `Layer ${index + 1}, convolution: the size formula for each side; one channel for each filter.`
        : `Layer ${index + 1}, pooling: the same formula for each side; the channels stay.`,
      uses: index === 0 ? [] : [`after${index}`],
      roundable: false,
      value: (before = first) => tensor(shapeAfter(Array.from(before.values), layer)),
      tex: (after: Tensor, before = first) => {
        const { kernel, stride, padding } = layer;
        const lines = [1, 2].map((axis) =>
          `\\left\\lfloor \\frac{${
            before.values[axis]
          } + 2 \\cdot ${padding} - ${kernel}}{${stride}} \\right\\rfloor + 1 = ${after.values[axis]}`
        );
        const sides = before.values[1] === before.values[2] ? lines.slice(0, 1) : lines;
        return `${sides.join(",\\quad ")} \\;\\Rightarrow\\; ${shapeTex(Array.from(after.values))}`;
      },
    })),
    answers: Object.fromEntries(layers.map((_, index) => [`after${index + 1}`, `after${index + 1}`])),
  };
}

/** [c, h, w] after a layer; a side is 0 where the window does not fit. */
export function shapeAfter(before: readonly number[], layer: ChainLayer): number[] {
  const [channels = 0, height = 0, width = 0] = before;
  const side = (n: number) => n === 0 ? 0 : placesOf(n, { ...layer, dilation: 1 });
  return [layer.kind === "conv" ? layer.filters : channels, side(height), side(width)];
}
