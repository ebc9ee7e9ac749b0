/** How many parameters layers have, and how many multiplications they cost. */
import { type Both, heightOf, widthOf } from "./window.ts";

/** Weights and biases counted apart. */
export interface Count {
  readonly weights: number;
  readonly biases: number;
  readonly total: number;
}

function count(weights: number, biases: number): Count {
  return { weights, biases, total: weights + biases };
}

/** A dense layer: inputs * units weights, a bias for each unit. */
export function denseParameters(
  { inputs, units, bias }: { readonly inputs: number; readonly units: number; readonly bias: boolean },
): Count {
  needWhole({ inputs, units });
  return count(inputs * units, bias ? units : 0);
}

/** The layers of a chain of dense layers: sizes (64, 10, 3) make two. */
export function chainParameters(sizes: readonly number[], { bias }: { readonly bias: boolean }): Count[] {
  return sizes.slice(1).map((units, i) => denseParameters({ inputs: sizes[i]!, units, bias }));
}

/** A convolution. */
export interface ConvSize {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: Both;
  readonly groups?: number;
}

/** filters * channels/groups * kh * kw weights, a bias for each filter. Stride and padding do not count. */
export function convParameters({ bias, ...size }: ConvSize & { readonly bias: boolean }): Count {
  return count(kernelArea(size) * size.filters, bias ? size.filters : 0);
}

/** A transposed convolution has as many weights as a convolution with channels and filters swapped. */
export function convTransposeParameters({ bias, ...size }: ConvSize & { readonly bias: boolean }): Count {
  const weights = kernelArea({ ...size, channels: size.filters, filters: size.channels }) * size.channels;
  return count(weights, bias ? size.filters : 0);
}

/** Batch norm of c channels or neurons: gamma and beta are learned, mean and variance are kept but not learned. */
export function batchNormParameters(
  channels: number,
): { readonly learned: number; readonly running: number } {
  needWhole({ channels });
  return { learned: 2 * channels, running: 2 * channels };
}

/** A recurrent layer; libraries keep none, one (Keras) or two (PyTorch) bias vectors for each gate. */
export interface RecurrentSize {
  readonly inputs: number;
  readonly hidden: number;
  readonly biases: 0 | 1 | 2;
}

/** h (d + h) weights of each of `gates` blocks and its biases: gates is 1 for a plain RNN, 3 for GRU, 4 for LSTM. */
export function recurrentParameters(gates: 1 | 3 | 4, { inputs, hidden, biases }: RecurrentSize): Count {
  needWhole({ inputs, hidden });
  return count(gates * hidden * (inputs + hidden), gates * hidden * biases);
}

/** Multi-head attention with four projections [D,D]; the number of heads does not matter. */
export function attentionParameters(
  { width, bias }: { readonly width: number; readonly bias: boolean },
): Count {
  needWhole({ width });
  return count(4 * width * width, bias ? 4 * width : 0);
}

/** An embedding table: a row of `width` for each of `words`. */
export function embeddingParameters(
  { words, width }: { readonly words: number; readonly width: number },
): Count {
  needWhole({ words, width });
  return count(words * width, 0);
}

/** Multiplications of a convolution with outputs of [h,w] places: filters h w channels/groups kh kw. */
export function convMultiplications(size: ConvSize & { readonly places: Both }): number {
  return size.filters * heightOf(size.places) * widthOf(size.places) * kernelArea(size);
}

/** Multiplications of a dense layer for one example: one for each weight. */
export function denseMultiplications(
  { inputs, units }: { readonly inputs: number; readonly units: number },
): number {
  return denseParameters({ inputs, units, bias: false }).weights;
}

/** Multiplications of a matrix product [n,k] by [k,m]. */
export function matmulMultiplications(
  { n, k, m }: { readonly n: number; readonly k: number; readonly m: number },
): number {
  needWhole({ n, k, m });
  return n * k * m;
}

/** Weights one filter reads: channels/groups * kh * kw. */
function kernelArea({ channels, filters, kernel, groups = 1 }: ConvSize): number {
  needWhole({
    channels,
    filters,
    groups,
    "kernel height": heightOf(kernel),
    "kernel width": widthOf(kernel),
  });
  if (channels % groups !== 0 || filters % groups !== 0) {
    throw new RangeError(`Cannot split ${channels} channels and ${filters} filters into ${groups} groups`);
  }
  return channels / groups * heightOf(kernel) * widthOf(kernel);
}

function needWhole(sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`Cannot count with ${name} ${size}: it is a whole number from 1`);
    }
  }
}
