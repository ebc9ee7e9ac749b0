/** Walks a network layer by layer and says what every layer makes and costs. */
import { unreachable } from "../base/invariant.ts";
import {
  convMultiplications,
  convParameters,
  convTransposeParameters,
  denseParameters,
} from "./parameters.ts";
import { shapeText, sizeOf } from "./shape.ts";
import {
  type Both,
  heightOf,
  slidingSize,
  slidingSizeUp,
  transposedSize,
  widthOf,
  type Window,
} from "./window.ts";

/** A kernel or window on both axes. */
export interface Kernel {
  readonly kernel: Both;
  readonly stride?: Both;
  readonly padding?: Both;
  readonly dilation?: Both;
}

export type Layer =
  | (
    & { readonly kind: "conv"; readonly filters: number; readonly bias: boolean; readonly groups?: number }
    & Kernel
  )
  | ({
    readonly kind: "conv-transpose";
    readonly filters: number;
    readonly bias: boolean;
    readonly outputPadding?: Both;
  } & Kernel)
  | ({ readonly kind: "pool"; readonly ceil?: boolean } & Kernel)
  | { readonly kind: "batch-norm" }
  | { readonly kind: "activation" }
  | { readonly kind: "flatten" }
  | { readonly kind: "dense"; readonly units: number; readonly bias: boolean };

/** What a layer makes of its input, for one example. */
export interface LayerReport {
  /** [c,h,w], or [d] after flatten or a dense layer. */
  readonly shape: readonly number[];
  readonly activations: number;
  readonly parameters: number;
  readonly multiplications: number;
}

/**
 * Reports of all layers for an input [c,h,w] or [d]. The stride of a pool is its kernel by default, else 1. A dense
 * layer flattens its input. Throws RangeError where a layer does not fit, saying which.
 */
export function walkNetwork(input: readonly number[], layers: readonly Layer[]): LayerReport[] {
  const reports: LayerReport[] = [];
  let shape = input;
  layers.forEach((layer, index) => {
    try {
      const report = reportLayer(shape, layer);
      reports.push(report);
      shape = report.shape;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(
        `Cannot apply layer ${index + 1} (${layer.kind}) to ${shapeText(shape)}: ${error.message}`,
      );
    }
  });
  return reports;
}

/** What one layer makes of a shape. Throws RangeError when it does not fit. */
export function reportLayer(shape: readonly number[], layer: Layer): LayerReport {
  const free = (out: readonly number[]) => ({
    shape: out,
    activations: sizeOf(out),
    parameters: 0,
    multiplications: 0,
  });
  switch (layer.kind) {
    case "conv":
      return reportConv(imageOf(shape), layer);
    case "conv-transpose":
      return reportTransposed(imageOf(shape), layer);
    case "pool": {
      const [channels] = imageOf(shape);
      const stride = layer.stride ?? layer.kernel;
      return free([
        channels,
        ...bothAxes(shape, { ...layer, stride }, layer.ceil === true ? slidingSizeUp : slidingSize),
      ]);
    }
    case "batch-norm":
      return { ...free(shape), parameters: 2 * (shape[0] ?? 0) };
    case "activation":
      return free(shape);
    case "flatten":
      return free([sizeOf(shape)]);
    case "dense": {
      const { weights, total } = denseParameters({
        inputs: sizeOf(shape),
        units: layer.units,
        bias: layer.bias,
      });
      return { ...free([layer.units]), parameters: total, multiplications: weights };
    }
    default:
      return unreachable(layer);
  }
}

type Image = readonly [channels: number, height: number, width: number];

function reportConv(image: Image, layer: Extract<Layer, { kind: "conv" }>): LayerReport {
  const size = {
    channels: image[0],
    filters: layer.filters,
    kernel: layer.kernel,
    groups: layer.groups ?? 1,
  };
  const places = bothAxes(image, layer, slidingSize);
  const shape = [layer.filters, ...places];
  return {
    shape,
    activations: sizeOf(shape),
    parameters: convParameters({ ...size, bias: layer.bias }).total,
    multiplications: convMultiplications({ ...size, places }),
  };
}

function reportTransposed(image: Image, layer: Extract<Layer, { kind: "conv-transpose" }>): LayerReport {
  const size = { channels: image[0], filters: layer.filters, kernel: layer.kernel };
  const outputPadding = layer.outputPadding ?? 0;
  const sides = [heightOf, widthOf] as const;
  const places = sides.map((side, axis) =>
    transposedSize(image[axis + 1]!, { ...windowOf(layer, side), outputPadding: side(outputPadding) })
  );
  const shape = [layer.filters, ...places];
  const { weights, total } = convTransposeParameters({ ...size, bias: layer.bias });
  return {
    shape,
    activations: sizeOf(shape),
    parameters: total,
    multiplications: weights * image[1] * image[2],
  };
}

function bothAxes(
  shape: readonly number[],
  kernel: Kernel,
  places: (n: number, window: Window) => number,
): readonly [number, number] {
  const [, height, width] = imageOf(shape);
  return [places(height, windowOf(kernel, heightOf)), places(width, windowOf(kernel, widthOf))];
}

function windowOf(kernel: Kernel, side: (both: Both) => number): Required<Window> {
  return {
    size: side(kernel.kernel),
    stride: side(kernel.stride ?? 1),
    padding: side(kernel.padding ?? 0),
    dilation: side(kernel.dilation ?? 1),
  };
}

function imageOf(shape: readonly number[]): Image {
  const [channels, height, width] = shape;
  if (shape.length !== 3 || channels === undefined || height === undefined || width === undefined) {
    throw new RangeError(`it is not an image [c,h,w] but ${shapeText(shape)}`);
  }
  return [channels, height, width];
}
