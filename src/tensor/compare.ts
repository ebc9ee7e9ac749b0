/** How far two tensors of one shape are apart. */
import { sameShape, shapeText, stridesOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** The element in which two tensors differ most. */
export interface Difference {
  readonly index: readonly number[];
  readonly found: number;
  readonly wanted: number;
  /** |found - wanted|; Infinity where only one is finite or one is NaN. */
  readonly distance: number;
}

/** The largest difference; undefined for tensors without elements. Throws RangeError on different shapes. */
export function largestDifference(found: Tensor, wanted: Tensor): Difference | undefined {
  if (!sameShape(found.shape, wanted.shape)) {
    throw new RangeError(
      `Cannot compare ${shapeText(found.shape)} with ${shapeText(wanted.shape)}: shapes differ`,
    );
  }
  let worst = -1;
  let distance = -1;
  for (let i = 0; i < found.values.length; i++) {
    const apart = distanceOf(found.values[i]!, wanted.values[i]!);
    if (apart > distance) [worst, distance] = [i, apart];
  }
  if (worst < 0) return undefined;
  const index = stridesOf(found.shape).map((stride, axis) => Math.floor(worst / stride) % found.shape[axis]!);
  return { index, found: found.values[worst]!, wanted: wanted.values[worst]!, distance };
}

/** An absolute and a relative share of what may differ. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Whether shapes are equal and |found - wanted| <= absolute + relative |wanted| everywhere; NaN equals nothing. */
export function isClose(found: Tensor, wanted: Tensor, { absolute, relative }: Tolerance): boolean {
  if (!sameShape(found.shape, wanted.shape)) return false;
  return found.values.every((value, i) => {
    const aim = wanted.values[i]!;
    return value === aim ||
      distanceOf(value, aim) <= absolute + relative * Math.abs(aim) && Number.isFinite(aim);
  });
}

function distanceOf(a: number, b: number): number {
  if (a === b) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}
