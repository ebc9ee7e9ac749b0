/** Windows that slide over an axis: how they are described, and how many places they have. */

/** One number for both axes, or [height, width]. */
export type Both = number | readonly [number, number];

export function heightOf(both: Both): number {
  return typeof both === "number" ? both : both[0];
}

export function widthOf(both: Both): number {
  return typeof both === "number" ? both : both[1];
}

/** A window along one axis: size in elements, stride 1, padding 0 on each side and dilation 1 by default. */
export interface Window {
  readonly size: number;
  readonly stride?: number;
  readonly padding?: number;
  readonly dilation?: number;
}

/**
 * floor((n + 2p - d(k-1) - 1) / s) + 1, the number of places of a window on an axis of n elements. Throws RangeError
 * when the window is longer than the padded axis or a number is not a whole one of its range.
 * Source: PyTorch's Conv2d; the floor drops what is left over at the end.
 */
export function slidingSize(n: number, { size, stride = 1, padding = 0, dilation = 1 }: Window): number {
  checkWindow(n, { size, stride, padding, dilation });
  const reach = dilation * (size - 1) + 1;
  const room = n + 2 * padding - reach;
  if (room < 0) {
    throw new RangeError(
      `Cannot slide a window over ${n} elements: size ${size}, dilation ${dilation} reaches ${reach}, ` +
        `with padding ${padding} there are ${n + 2 * padding}`,
    );
  }
  return Math.floor(room / stride) + 1;
}

/**
 * The same with a ceiling (ceil mode of pooling): a last window may hang over the end, but only when it starts
 * inside the input or the left padding. Source: PyTorch's MaxPool2d, note on ceil_mode.
 */
export function slidingSizeUp(n: number, window: Window): number {
  const { size, stride = 1, padding = 0, dilation = 1 } = window;
  slidingSize(n, { ...window, stride: 1 });
  checkWindow(n, { size, stride, padding, dilation });
  const places = Math.ceil((n + 2 * padding - dilation * (size - 1) - 1) / stride) + 1;
  return (places - 1) * stride >= n + padding ? places - 1 : places;
}

/**
 * s(n-1) + d(k-1) + 1 - 2p + o, the size a transposed convolution makes of n elements; o is the output padding that
 * names one of the s input sizes a strided convolution maps to n. Throws RangeError when it is not positive or
 * o is not below stride or dilation. Source: PyTorch's ConvTranspose2d.
 */
export function transposedSize(n: number, window: Window & { readonly outputPadding?: number }): number {
  const { size, stride = 1, padding = 0, dilation = 1, outputPadding = 0 } = window;
  checkWindow(n, { size, stride, padding, dilation });
  if (!Number.isInteger(outputPadding) || outputPadding < 0 || outputPadding >= Math.max(stride, dilation)) {
    throw new RangeError(
      `Cannot use output padding ${outputPadding}: it is a whole number from 0, below stride ${stride} ` +
        `or dilation ${dilation}`,
    );
  }
  const out = stride * (n - 1) + dilation * (size - 1) + 1 - 2 * padding + outputPadding;
  if (out < 1) {
    throw new RangeError(
      `Cannot transpose a window over ${n} elements: the result has ${out}, padding takes it all`,
    );
  }
  return out;
}

/** (k-1)/2 for odd k: the padding that keeps the size at stride 1; with dilation d(k-1)/2. Throws when it is half. */
export function samePadding(size: number, dilation = 1): number {
  const padding = dilation * (size - 1) / 2;
  if (!Number.isInteger(padding) || padding < 0) {
    throw new RangeError(
      `Cannot pad both sides alike for size ${size}, dilation ${dilation}: ${padding} is not a whole number`,
    );
  }
  return padding;
}

function checkWindow(n: number, { size, stride, padding, dilation }: Required<Window>): void {
  const from1: readonly [string, number][] = [["size", size], ["stride", stride], ["dilation", dilation]];
  for (const [name, value] of from1) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`Cannot slide a window of ${name} ${value}: it is a whole number from 1`);
    }
  }
  if (!Number.isSafeInteger(padding) || padding < 0) {
    throw new RangeError(`Cannot slide a window with padding ${padding}: it is a whole number from 0`);
  }
  if (!Number.isSafeInteger(n) || n < 1) {
    throw new RangeError(`Cannot slide a window over ${n} elements: it needs a whole number from 1`);
  }
}
