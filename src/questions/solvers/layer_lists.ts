/** Stacks of windows given as lists side by side, one entry for each layer. */
import type { Slide } from "./window_size.ts";

export interface LayerLists {
  readonly kernels: readonly number[];
  readonly strides: readonly number[];
  readonly paddings: readonly number[];
  readonly dilations: readonly number[];
}

/** One layer for each kernel; what is missing in the other lists is 1, or no padding. */
export function layersOf({ kernels, strides, paddings, dilations }: LayerLists): Slide[] {
  return kernels.map((kernel, i) => ({
    kernel,
    stride: strides[i] ?? 1,
    padding: paddings[i] ?? 0,
    dilation: dilations[i] ?? 1,
  }));
}

export function sameLength({ kernels, strides, paddings, dilations }: LayerLists): boolean {
  return [strides, paddings, dilations].every((list) => list.length === kernels.length);
}

/** "1. kernel 3, stride 2, padding 1" and so on, as a Markdown list; what does nothing is left out. */
export function listText(layers: readonly Slide[]): string {
  return layers.map(({ kernel, stride, padding, dilation }, i) =>
    `${i + 1}. kernel ${kernel}, stride ${stride}${padding === 0 ? "" : `, padding ${padding}`}${
      dilation === 1 ? "" : `, dilation ${dilation}`
    }`
  ).join("\n");
}
