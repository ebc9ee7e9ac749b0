/** Inverted dropout with a given mask: randomness stays with the caller. */
import { zip } from "./elementwise.ts";
import { sameShape, shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** Which elements stay (1) or go (0), and the probability with which an element stays. */
export interface Dropping {
  readonly mask: Tensor;
  readonly keep: number;
}

/**
 * x mask / keep while training; at test time dropout does nothing. Throws RangeError when the mask has another
 * shape, holds other values than 0 and 1, or keep is not in (0,1]. Source: Srivastava et al. 2014, section 10.
 */
export function dropout(x: Tensor, { mask, keep }: Dropping): Tensor {
  if (!sameShape(x.shape, mask.shape)) {
    throw new RangeError(`Cannot drop from ${shapeText(x.shape)} by a mask ${shapeText(mask.shape)}`);
  }
  if (!(keep > 0 && keep <= 1)) {
    throw new RangeError(`Cannot keep elements with probability ${keep}: need (0,1]`);
  }
  if (mask.values.some((bit) => bit !== 0 && bit !== 1)) {
    throw new RangeError("Cannot drop by a mask that holds other values than 0 and 1");
  }
  return zip(x, mask, { doing: "drop from", f: (value, bit) => bit === 0 ? 0 : value / keep });
}
