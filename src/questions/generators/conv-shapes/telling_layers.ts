/** Convolutions at which the usual slips all lead to different shapes: few of all, so they are listed and not searched. */
import type { Random } from "../../../base/random.ts";
import type { Level } from "../../question.ts";
import { reachOf, type Slide } from "../../solvers/window_size.ts";
import type { ConvOutParams } from "./conv_out.ts";

const KERNELS = [2, 3, 4, 5, 6, 7] as const;
const PADDINGS = [0, 1, 2, 3] as const;
/** Sides of an input. */
const SIDES = { lo: 8, hi: 40 } as const;

/** A layer, and how many elements its last window leaves over along each side. */
interface Layer extends Slide {
  readonly restHeight: number;
  readonly restWidth: number;
}

/** Level 1: square inputs that the windows fill; level 2: any sides, and rounding matters; level 3: dilation too. */
const LAYERS: Readonly<Record<Level, readonly Layer[]>> = {
  1: layers({ strides: [1, 2, 3], dilations: [1] }).filter((layer) =>
    layer.restHeight === 0 && layer.restWidth === 0
  ),
  2: layers({ strides: [2, 3], dilations: [1] }).filter(rounds),
  3: layers({ strides: [2, 3], dilations: [2, 3] }).filter(rounds),
};

/** Params at which the slips can be told apart; undefined where the fixed ones leave none. */
export function tellingParams(
  random: Random,
  level: Level,
  fixed: Partial<ConvOutParams>,
): ConvOutParams | undefined {
  const open = LAYERS[level].filter((layer) =>
    layer.kernel === (fixed.kernel ?? layer.kernel) && layer.stride === (fixed.stride ?? layer.stride) &&
    layer.padding === (fixed.padding ?? layer.padding) &&
    layer.dilation === (fixed.dilation ?? layer.dilation) &&
    sidesOf(layer, layer.restHeight, fixed.height).length > 0 &&
    sidesOf(layer, layer.restWidth, fixed.width).length > 0
  );
  if (open.length === 0) return undefined;
  // Each padding as often as the others: most layers have none.
  const padding = random.pick([...new Set(open.map((layer) => layer.padding))]);
  const layer = random.pick(open.filter((candidate) => candidate.padding === padding));
  const height = random.pick(sidesOf(layer, layer.restHeight, fixed.height));
  const { kernel, stride, dilation } = layer;
  return {
    channels: fixed.channels ?? random.pick([1, 3, 8, 16]),
    height,
    width: fixed.width ?? (level === 1 ? height : random.pick(sidesOf(layer, layer.restWidth, undefined))),
    filters: fixed.filters ?? random.pick([4, 6, 10, 12, 20, 32]),
    kernel,
    stride,
    padding,
    dilation,
  };
}

/** Sides that leave the rest, with room for a few windows. */
function sidesOf(layer: Slide, rest: number, fixed: number | undefined): readonly number[] {
  const sides = fixed === undefined
    ? Array.from({ length: SIDES.hi - SIDES.lo + 1 }, (_, i) => SIDES.lo + i)
    : [fixed];
  return sides.filter((side) => {
    const room = side + 2 * layer.padding - reachOf(layer);
    return room % layer.stride === rest && room >= 2 * layer.padding + 2 * layer.stride;
  });
}

function rounds({ restHeight, restWidth }: Layer): boolean {
  return restHeight > 0 || restWidth > 0;
}

function layers(
  { strides, dilations }: { readonly strides: readonly number[]; readonly dilations: readonly number[] },
): readonly Layer[] {
  return strides.flatMap((stride) =>
    dilations.flatMap((dilation) =>
      KERNELS.flatMap((kernel) =>
        PADDINGS.flatMap((padding) =>
          rests(stride).flatMap((restHeight) =>
            rests(stride).map((restWidth): Layer => ({
              kernel,
              stride,
              padding,
              dilation,
              restHeight,
              restWidth,
            }))
          )
        )
      )
    )
  ).filter((layer) => 2 * layer.padding < reachOf(layer) && slipsDiffer(layer));
}

function rests(stride: number): readonly number[] {
  return Array.from({ length: stride }, (_, rest) => rest);
}

/** Whether all slips that can be made lead away from the right shape, each to a shape of its own. */
function slipsDiffer(layer: Layer): boolean {
  const { stride, padding, dilation, kernel, restHeight, restWidth } = layer;
  // How far apart the shapes lie does not depend on how many windows there are.
  const many = 100 * stride;
  const shape = (size: (room: number) => number) => `${size(many + restHeight)},${size(many + restWidth)}`;
  const places = (lost: number) => shape((room) => Math.floor((room - lost) / stride) + 1);
  const shapes = [
    places(0),
    places(stride),
    ...(rounds(layer) ? [shape((room) => Math.ceil(room / stride) + 1)] : []),
    ...(padding > 0 ? [places(padding), places(2 * padding)] : []),
    ...(stride > 1 ? [shape((room) => room + 1)] : []),
    ...(dilation > 1 ? [places(kernel - reachOf(layer)), places(dilation - 1)] : []),
  ];
  return new Set(shapes).size === shapes.length;
}
