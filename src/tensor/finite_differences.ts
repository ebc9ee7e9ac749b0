/** Gradients by central differences: slow, and independent of every derivative. */
import { scalar, type Tensor } from "./tensor.ts";

/**
 * df/dx for each element of each input by (f(x + s) - f(x - s)) / 2s with s = step max(1, |x|); 1e-5 to 1e-6 is a good
 * step for doubles, and the error is then about 1e-9 of the values met.
 */
export function differenceGradient(
  f: (...inputs: Tensor[]) => number,
  inputs: readonly Tensor[],
  step: number,
): Tensor[] {
  return inputs.map((input, k) => {
    const at = (i: number, x: number): number => {
      const values = Float64Array.from(input.values);
      values[i] = x;
      return f(...inputs.map((other, j) => j === k ? { shape: input.shape, values } : other));
    };
    const values = input.values.map((x, i) => {
      const s = step * Math.max(1, Math.abs(x));
      return (at(i, x + s) - at(i, x - s)) / (x + s - (x - s));
    });
    return { shape: input.shape, values };
  });
}

/** The derivative of a function of one number. */
export function differenceSlope(f: (x: number) => number, x: number, step: number): number {
  const [slope] = differenceGradient((t) => f(t.values[0]!), [scalar(x)], step);
  return slope!.values[0]!;
}
