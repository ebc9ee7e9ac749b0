/** Fully connected layers in both conventions of writing the weight. */
import { add } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { multiplyByRowsInto } from "./matmul_kernel.ts";
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
  const product = x.shape.length === 1 ? matmul(weight, x) : timesTransposed(x, weight);
  return bias === undefined ? product : add(product, bias);
}

/** Rows up to which reading the weight along its own rows beats transposing it first. */
const FEW = 4;

/** x W^T. x [...,in], weight [out,in] -> [...,out]. */
function timesTransposed(x: Tensor, weight: Tensor): Tensor {
  const [m, k] = weight.shape as readonly [number, number];
  const n = x.values.length / k;
  if (n > FEW || x.shape[x.shape.length - 1] !== k) return matmul(x, transpose(weight));
  const values = new Float64Array(n * m);
  multiplyByRowsInto(values, 0, { a: x.values, aStart: 0, b: weight.values, bStart: 0, n, k, m });
  return { shape: [...x.shape.slice(0, -1), m], values };
}

function checkWeight(weight: Tensor): void {
  if (weight.shape.length !== 2) {
    throw new RangeError(`Cannot use ${shapeText(weight.shape)} as the weight of a layer: need a matrix`);
  }
}
