/** Similarities of vectors, boxes and samples between pixels. */
import { dot } from "./matmul.ts";
import { norm } from "./reduce.ts";
import { shapeText } from "./shape.ts";
import { item, type Tensor } from "./tensor.ts";

/** The cosine of the angle between two vectors [n]. Throws RangeError when one has length 0. */
export function cosineSimilarity(a: Tensor, b: Tensor): number {
  const lengths = item(norm(a)) * item(norm(b));
  if (lengths === 0) throw new RangeError("Cannot take the angle to a vector of length 0");
  return item(dot(a, b)) / lengths;
}

/** An axis-parallel box with x1 <= x2 and y1 <= y2. */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Intersection over union of two boxes; 0 when they only touch. Throws RangeError when both have no area. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const area = (box: Box) => Math.max(0, box.x2 - box.x1) * Math.max(0, box.y2 - box.y1);
  const shared = area({
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    x2: Math.min(a.x2, b.x2),
    y2: Math.min(a.y2, b.y2),
  });
  const union = area(a) + area(b) - shared;
  if (!(union > 0)) throw new RangeError("Cannot compare boxes without area: intersection over union is 0/0");
  return shared / union;
}

/**
 * The value between four pixels: image [h,w], x the column and y the row, both fractional inside the image; pixel
 * centres are at whole numbers. Throws RangeError outside. Source: Jaderberg et al. 2015, eq. 5.
 */
export function bilinearSample(image: Tensor, { x, y }: { readonly x: number; readonly y: number }): number {
  const [h, w] = image.shape;
  const inside = image.shape.length === 2 && x >= 0 && y >= 0 && x <= (w ?? 0) - 1 && y <= (h ?? 0) - 1;
  if (!inside) throw new RangeError(`Cannot sample ${shapeText(image.shape)} at column ${x}, row ${y}`);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  const pixel = (row: number, column: number, weight: number) =>
    weight === 0 ? 0 : weight * image.values[row * w! + column]!;
  return pixel(top, left, (1 - dx) * (1 - dy)) + pixel(top, left + 1, dx * (1 - dy)) +
    pixel(top + 1, left, (1 - dx) * dy) + pixel(top + 1, left + 1, dx * dy);
}
