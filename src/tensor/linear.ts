/** Fully connected layers in both conventions of writing the weight. */
import { add } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { transpose } from "./arrange.ts";
import { shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** A weight and, when there is one, a bias. */
export interface Dense {
  readonly weight: Tensor;
  readonly bias?: Tensor;
}

/** x W + b for rows x: x [...,in], weight [in,out], bias [out] -> [...,out]. Throws RangeError on other shapes. */
export function rowDense(x: Tensor, { weight, bias }: Dense): Tensor {
  checkWeight(weight);
  const product = matmul(x, weight);
  return bias === undefined ? product : add(product, bias);
}

/**
 * W x + b for columns x, applied to each row of x: x [...,in], weight [out,in], bias [out] -> [...,out].
 * Throws RangeError on other shapes. Source: PyTorch's Linear stores its weight this way.
 */
export function columnDense(x: Tensor, { weight, bias }: Dense): Tensor {
  checkWeight(weight);
  const product = x.shape.length === 1 ? matmul(weight, x) : matmul(x, transpose(weight));
  return bias === undefined ? product : add(product, bias);
}

function checkWeight(weight: Tensor): void {
  if (weight.shape.length !== 2) {
    throw new RangeError(`Cannot use ${shapeText(weight.shape)} as the weight of a layer: need a matrix`);
  }
}
