/** Sinusoidal position encodings. */
import { type Tensor, zeros } from "./tensor.ts";

/**
 * Encodings [length,d] with sin(pos / 10000^(2i/d)) in column 2i and cos of the same in column 2i+1. Throws RangeError
 * when d is odd. Source: Vaswani et al. 2017, section 3.5.
 */
export function sinusoidalPositions(length: number, d: number): Tensor {
  if (d % 2 !== 0) {
    throw new RangeError(`Cannot encode positions in ${d} columns: sine and cosine need an even number`);
  }
  const out = zeros([length, d]);
  for (let position = 0; position < length; position++) {
    for (let column = 0; column < d; column += 2) {
      const angle = position / 10000 ** (column / d);
      out.values[position * d + column] = Math.sin(angle);
      out.values[position * d + column + 1] = Math.cos(angle);
    }
  }
  return out;
}
