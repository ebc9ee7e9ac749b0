/** Functions that slide a window over their argument: convolution and pooling. */
import { conv1d, conv2d } from "../../tensor/convolve.ts";
import { avgPool2d, maxPool2d } from "../../tensor/pool.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { describeValue, type Value } from "../value.ts";
import { Fault, type Operation, tensorIn, wholeIn } from "./operation.ts";

const MAX_STEP = 64;

export const WINDOWS: readonly Operation[] = [
  // conv2d(x, kernel, stride, padding, dilation): x [h,w] or [c,h,w], kernel [kh,kw], [c,kh,kw] or [o,c,kh,kw].
  { name: "conv2d", least: 2, most: 5, cost: (args) => convolutionCost("conv2d", args), apply: convolved2d },
  // conv1d(x, kernel, stride, padding, dilation): x [l] or [c,l], kernel [k], [c,k] or [o,c,k].
  { name: "conv1d", least: 2, most: 5, cost: (args) => convolutionCost("conv1d", args), apply: convolved1d },
  // maxpool(x, size, stride, padding): x [...,h,w]; the stride is the size where it is left out.
  pooling("maxpool", maxPool2d),
  pooling("avgpool", (x, how) => avgPool2d(x, { ...how, countPadding: true })),
];

interface Sliding {
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

function convolved2d([input, weight, ...rest]: readonly Value[]): Value {
  const [x, k] = [tensorIn(input, "conv2d"), tensorIn(weight, "conv2d")];
  const how = slidingIn(rest, "conv2d");
  const isPlain = x.shape.length === 2 && k.shape.length === 2;
  if (!isPlain && (x.shape.length !== 3 || k.shape.length < 3 || k.shape.length > 4)) {
    throw shapes("conv2d", x, k);
  }
  const filters = k.shape.length === 4 ? k : grown(k, 4);
  const out = conv2d(grown(x, 3), filters, how);
  return k.shape.length === 4 ? out : { shape: out.shape.slice(1), values: out.values };
}

function convolved1d([input, weight, ...rest]: readonly Value[]): Value {
  const [x, k] = [tensorIn(input, "conv1d"), tensorIn(weight, "conv1d")];
  const how = slidingIn(rest, "conv1d");
  const isPlain = x.shape.length === 1 && k.shape.length === 1;
  if (!isPlain && (x.shape.length !== 2 || k.shape.length < 2 || k.shape.length > 3)) {
    throw shapes("conv1d", x, k);
  }
  const filters = k.shape.length === 3 ? k : grown(k, 3);
  const out = conv1d(grown(x, 2), filters, how);
  return k.shape.length === 3 ? out : { shape: out.shape.slice(1), values: out.values };
}

/** With axes of size 1 in front until it has `rank` axes. */
function grown(x: Tensor, rank: number): Tensor {
  return { shape: [...Array(Math.max(rank - x.shape.length, 0)).fill(1), ...x.shape], values: x.values };
}

function slidingIn([stride, padding, dilation]: readonly Value[], name: string): Sliding {
  return {
    stride: wholeIn(stride, { of: `the stride of ${name}`, lo: 1, hi: MAX_STEP, otherwise: 1 }),
    padding: wholeIn(padding, { of: `the padding of ${name}`, lo: 0, hi: MAX_STEP, otherwise: 0 }),
    dilation: wholeIn(dilation, { of: `the dilation of ${name}`, lo: 1, hi: MAX_STEP, otherwise: 1 }),
  };
}

/** Every place of the padded input times every weight: more than is ever done. */
function convolutionCost(name: "conv1d" | "conv2d", [input, weight, ...rest]: readonly Value[]): number {
  const [x, k] = [tensorIn(input, name), tensorIn(weight, name)];
  const { padding } = slidingIn(rest, name);
  const places = x.shape.slice(name === "conv2d" ? -2 : -1).reduce(
    (product, size) => product * (size + 2 * padding),
    1,
  );
  return places * k.values.length;
}

interface PoolingSizes {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

function pooling(name: string, pool: (x: Tensor, how: PoolingSizes) => Tensor): Operation {
  function sizes([size, stride, padding]: readonly Value[]): PoolingSizes {
    const side = wholeIn(size, { of: `the window of ${name}`, lo: 1, hi: MAX_STEP });
    return {
      size: side,
      stride: wholeIn(stride, { of: `the stride of ${name}`, lo: 1, hi: MAX_STEP, otherwise: side }),
      padding: wholeIn(padding, { of: `the padding of ${name}`, lo: 0, hi: MAX_STEP, otherwise: 0 }),
    };
  }
  return {
    name,
    least: 2,
    most: 4,
    cost: ([input, ...rest]) => {
      const { size, padding } = sizes(rest);
      const shape = tensorIn(input, name).shape;
      const planes = shape.slice(0, -2).reduce((product, side) => product * side, 1);
      const places = shape.slice(-2).reduce((product, side) => product * (side + 2 * padding), 1);
      return planes * places * size * size;
    },
    apply: ([input, ...rest]) => {
      const x = tensorIn(input, name);
      if (x.shape.length < 2) throw new Fault("shape", `${name} needs a matrix, found ${describeValue(x)}`);
      return pool(x, sizes(rest));
    },
  };
}

function shapes(name: string, x: Tensor, k: Tensor): Fault {
  return new Fault("shape", `${name} cannot slide ${describeValue(k)} over ${describeValue(x)}`);
}
