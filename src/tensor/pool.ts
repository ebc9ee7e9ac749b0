/** Max and average pooling over height and width. */
import { shapeText } from "./shape.ts";
import type { Tensor } from "./tensor.ts";
import { type Both, heightOf, slidingSize, slidingSizeUp, widthOf } from "./window.ts";

/** The window; the stride is the window size by default, padding 0, and the last partial window is dropped. */
export interface Pooling {
  readonly size: Both;
  readonly stride?: Both;
  readonly padding?: Both;
  /** Keep a last window that hangs over the end, as long as it starts inside the input or the left padding. */
  readonly ceil?: boolean;
}

/**
 * The largest value under each window; padding never wins. x [...,h,w] -> [...,h',w'].
 * Throws RangeError when the window does not fit or the padding is more than half of it. Source: PyTorch's MaxPool2d.
 */
export function maxPool2d(x: Tensor, how: Pooling): Tensor {
  return maxPoolWithIndex(x, how).output;
}

/** What max pooling found: the maxima, and for each its flat position in x.values, the first of equals. */
export interface MaxPooled {
  readonly output: Tensor;
  readonly from: Int32Array;
}

/** `maxPool2d` with the positions of the maxima. */
export function maxPoolWithIndex(x: Tensor, how: Pooling): MaxPooled {
  const plan = planPooling(x.shape, how);
  const values = new Float64Array(plan.planes * plan.oh * plan.ow);
  const from = new Int32Array(values.length);
  visitWindows(plan, (out, plane, { top, bottom, left, right }) => {
    let best = plane + top * plan.w + left;
    for (let y = top; y < bottom; y++) {
      const row = plane + y * plan.w;
      for (let i = row + left; i < row + right; i++) if (x.values[i]! > x.values[best]!) best = i;
    }
    values[out] = x.values[best]!;
    from[out] = best;
  });
  return { output: { shape: [...x.shape.slice(0, -2), plan.oh, plan.ow], values }, from };
}

/** dL/dx of max pooling: each upstream value goes to where its maximum came from, first of equals. */
export function maxPool2dBackward(x: Tensor, upstream: Tensor, how: Pooling): Tensor {
  const { output, from } = maxPoolWithIndex(x, how);
  checkUpstream(upstream, output.shape);
  const values = new Float64Array(x.values.length);
  for (let i = 0; i < from.length; i++) values[from[i]!] = values[from[i]!]! + upstream.values[i]!;
  return { shape: x.shape, values };
}

export interface Averaging extends Pooling {
  /** true divides by the whole window, padding included (PyTorch's default); false by the pixels really there. */
  readonly countPadding: boolean;
}

/**
 * The mean under each window. x [...,h,w] -> [...,h',w']. With `countPadding` zeros of the padding count, but what a
 * ceil-mode window has beyond the padding never does. Source: PyTorch's AvgPool2d, count_include_pad.
 */
export function avgPool2d(x: Tensor, how: Averaging): Tensor {
  const plan = planPooling(x.shape, how);
  const values = new Float64Array(plan.planes * plan.oh * plan.ow);
  visitWindows(plan, (out, plane, place) => {
    let total = 0;
    for (let y = place.top; y < place.bottom; y++) {
      const row = plane + y * plan.w;
      for (let i = row + place.left; i < row + place.right; i++) total += x.values[i]!;
    }
    values[out] = total / divisorOf(place, how);
  });
  return { shape: [...x.shape.slice(0, -2), plan.oh, plan.ow], values };
}

/** dL/dx of average pooling: each upstream value is spread evenly over its window. x gives the shape. */
export function avgPool2dBackward(x: Tensor, upstream: Tensor, how: Averaging): Tensor {
  const plan = planPooling(x.shape, how);
  checkUpstream(upstream, [...x.shape.slice(0, -2), plan.oh, plan.ow]);
  const values = new Float64Array(x.values.length);
  visitWindows(plan, (out, plane, place) => {
    const share = upstream.values[out]! / divisorOf(place, how);
    for (let y = place.top; y < place.bottom; y++) {
      const row = plane + y * plan.w;
      for (let i = row + place.left; i < row + place.right; i++) values[i] = values[i]! + share;
    }
  });
  return { shape: x.shape, values };
}

/** The mean of each plane. x [...,h,w] -> [...]. */
export function globalAvgPool2d(x: Tensor): Tensor {
  const [h, w] = x.shape.slice(-2);
  const pooled = avgPool2d(x, { size: [h ?? 0, w ?? 0], countPadding: true });
  return { shape: x.shape.slice(0, -2), values: pooled.values };
}

interface PoolPlan {
  readonly planes: number;
  readonly h: number;
  readonly w: number;
  readonly oh: number;
  readonly ow: number;
  readonly kh: number;
  readonly kw: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly padH: number;
  readonly padW: number;
}

/** The part of a window that lies on the image, and its area with padding. */
interface Place {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly padded: number;
}

function divisorOf(place: Place, { countPadding }: Averaging): number {
  return countPadding ? place.padded : (place.bottom - place.top) * (place.right - place.left);
}

function planPooling(shape: readonly number[], how: Pooling): PoolPlan {
  if (shape.length < 2) throw new RangeError(`Cannot pool ${shapeText(shape)}: need [...,h,w]`);
  const { size, stride = size, padding = 0, ceil = false } = how;
  const [h, w] = shape.slice(-2) as [number, number];
  const [kh, kw, padH, padW] = [heightOf(size), widthOf(size), heightOf(padding), widthOf(padding)];
  const [strideH, strideW] = [heightOf(stride), widthOf(stride)];
  if (padH > kh / 2 || padW > kw / 2) {
    throw new RangeError(`Cannot pool with padding [${padH},${padW}]: at most half the window [${kh},${kw}]`);
  }
  const count = ceil ? slidingSizeUp : slidingSize;
  const oh = count(h, { size: kh, stride: strideH, padding: padH });
  const ow = count(w, { size: kw, stride: strideW, padding: padW });
  const planes = shape.slice(0, -2).reduce((total, n) => total * n, 1);
  return { planes, h, w, oh, ow, kh, kw, strideH, strideW, padH, padW };
}

function visitWindows(p: PoolPlan, visit: (out: number, plane: number, place: Place) => void): void {
  let out = 0;
  for (let plane = 0; plane < p.planes; plane++) {
    for (let y = 0; y < p.oh; y++) {
      const fromY = y * p.strideH - p.padH;
      const toY = Math.min(fromY + p.kh, p.h + p.padH);
      for (let x = 0; x < p.ow; x++, out++) {
        const fromX = x * p.strideW - p.padW;
        const toX = Math.min(fromX + p.kw, p.w + p.padW);
        visit(out, plane * p.h * p.w, {
          top: Math.max(fromY, 0),
          bottom: Math.min(toY, p.h),
          left: Math.max(fromX, 0),
          right: Math.min(toX, p.w),
          padded: (toY - fromY) * (toX - fromX),
        });
      }
    }
  }
}

function checkUpstream(upstream: Tensor, shape: readonly number[]): void {
  if (shapeText(upstream.shape) !== shapeText(shape)) {
    throw new RangeError(
      `Cannot send ${shapeText(upstream.shape)} back through pooling: its output is ${shapeText(shape)}`,
    );
  }
}
