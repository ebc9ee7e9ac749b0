/** Convolution as networks mean it: cross-correlation, the kernel is not flipped. */
import { multiplyInto } from "./matmul_kernel.ts";
import { shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";
import { type Patches, unfoldInto } from "./unfold.ts";
import { type Both, heightOf, slidingSize, widthOf } from "./window.ts";

/** Stride 1, padding 0 (zeros, on each side), dilation 1 and one group by default. */
export interface Sliding {
  readonly stride?: Both;
  readonly padding?: Both;
  readonly dilation?: Both;
  /** Channels are split into this many groups that do not see each other; as many as channels is depthwise. */
  readonly groups?: number;
}

export interface Convolution extends Sliding {
  /** One number for each filter, [o]. */
  readonly bias?: Tensor;
}

/**
 * Cross-correlation over height and width. x [n,c,h,w] or [c,h,w], weight [o,c/groups,kh,kw], bias [o] ->
 * [n,o,h',w'] (or [o,h',w']) with h' = floor((h + 2p - d(kh-1) - 1)/s) + 1.
 * out[o,y,x] = bias[o] + sum of x[c, y s + i d - p, x s + j d - p] weight[o,c,i,j].
 * Throws RangeError on shapes that do not meet. Source: PyTorch's Conv2d.
 */
export function conv2d(x: Tensor, weight: Tensor, how: Convolution = {}): Tensor {
  const plan = planConvolution(x.shape, weight.shape, how);
  const { n, o, groups, patches } = plan;
  const { oh, ow } = patches;
  checkBias(how.bias, o);
  const values = new Float64Array(n * o * oh * ow);
  const rows = patches.c * patches.kh * patches.kw;
  const direct = isDirect(patches);
  const columns = direct ? x.values : new Float64Array(rows * oh * ow);
  const bias = how.bias?.values;
  if (bias !== undefined) {
    for (let i = 0; i < n * o; i++) values.fill(bias[i % o]!, i * oh * ow, (i + 1) * oh * ow);
  }
  for (let block = 0; block < n * groups; block++) {
    const image = block * patches.c * patches.h * patches.w;
    if (!direct) unfoldInto(columns, x.values, image, patches);
    multiplyInto(values, block * (o / groups) * oh * ow, {
      a: weight.values,
      aStart: (block % groups) * (o / groups) * rows,
      b: columns,
      bStart: direct ? image : 0,
      n: o / groups,
      k: rows,
      m: oh * ow,
    });
  }
  const batch = x.shape.length === 4 ? [n] : [];
  return { shape: [...batch, o, oh, ow], values };
}

/**
 * Cross-correlation along one axis. x [n,c,l] or [c,l], weight [o,c/groups,k], bias [o] -> [n,o,l'] or [o,l'].
 * Throws RangeError on shapes that do not meet.
 */
export function conv1d(x: Tensor, weight: Tensor, how: Line & { readonly bias?: Tensor } = {}): Tensor {
  if (x.shape.length !== 2 && x.shape.length !== 3 || weight.shape.length !== 3) {
    throw new RangeError(
      `Cannot convolve ${shapeText(x.shape)} by ${
        shapeText(weight.shape)
      }: need [n,c,l] or [c,l] and [o,c,k]`,
    );
  }
  const out = conv2d(asImage(x), asImage(weight), { ...how, ...flatSliding(how) });
  return asLine(out);
}

/** Settings of a one-dimensional convolution. */
export interface Line {
  readonly stride?: number;
  readonly padding?: number;
  readonly dilation?: number;
  readonly groups?: number;
}

/** The settings of a line for an image of height 1. */
export function flatSliding({ stride = 1, padding = 0, dilation = 1, groups = 1 }: Line): Required<Sliding> {
  return { stride: [1, stride], padding: [0, padding], dilation: [1, dilation], groups };
}

/** [...,l] -> [...,1,l]. */
export function asImage(t: Tensor): Tensor {
  return { shape: [...t.shape.slice(0, -1), 1, t.shape[t.shape.length - 1]!], values: t.values };
}

/** [...,1,l] -> [...,l]. */
export function asLine(t: Tensor): Tensor {
  return { shape: [...t.shape.slice(0, -2), t.shape[t.shape.length - 1]!], values: t.values };
}

/** Sizes of a convolution: n images, o filters, and the patches of one group of one image. */
export interface Plan {
  readonly n: number;
  readonly o: number;
  readonly groups: number;
  readonly patches: Patches;
}

/** Works out all sizes of a convolution. Throws RangeError when the shapes do not meet. */
export function planConvolution(
  x: readonly number[],
  weight: readonly number[],
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: Sliding,
): Plan {
  const both = `Cannot convolve ${shapeText(x)} by ${shapeText(weight)}`;
  if (x.length !== 3 && x.length !== 4 || weight.length !== 4) {
    throw new RangeError(`${both}: need [n,c,h,w] or [c,h,w] and [o,c,kh,kw]`);
  }
  const [c, h, w] = x.slice(-3) as [number, number, number];
  const [o, perGroup, kh, kw] = weight as readonly [number, number, number, number];
  if (!Number.isInteger(groups) || groups < 1 || c % groups !== 0 || o % groups !== 0) {
    throw new RangeError(`${both}: ${groups} groups must divide ${c} channels and ${o} filters`);
  }
  if (c !== perGroup * groups) {
    throw new RangeError(`${both}: the input has ${c} channels, the kernel reads ${perGroup * groups}`);
  }
  const [strideH, padH, dilationH] = [heightOf(stride), heightOf(padding), heightOf(dilation)];
  const [strideW, padW, dilationW] = [widthOf(stride), widthOf(padding), widthOf(dilation)];
  const oh = slidingSize(h, { size: kh, stride: strideH, padding: padH, dilation: dilationH });
  const ow = slidingSize(w, { size: kw, stride: strideW, padding: padW, dilation: dilationW });
  const patches = {
    ...{ c: perGroup, h, w, kh, kw, oh, ow },
    ...{ strideH, strideW, padH, padW, dilationH, dilationW },
  };
  return { n: x.length === 4 ? x[0]! : 1, o, groups, patches };
}

/** True for a 1x1 kernel that visits every pixel once: then the image is its own matrix of patches. */
export function isDirect(p: Patches): boolean {
  return p.kh === 1 && p.kw === 1 && p.oh === p.h && p.ow === p.w && p.padH === 0 && p.padW === 0;
}

export function checkBias(bias: Tensor | undefined, o: number): void {
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== o)) {
    throw new RangeError(`Cannot add a bias ${shapeText(bias.shape)} to ${o} filters: need [${o}]`);
  }
}
