/** Image patches as the columns of a matrix (im2col) and back, the bridge from convolution to matmul. */

/** One image or group of channels [c,h,w] and the window that slides over it to [oh,ow] places. */
export interface Patches {
  readonly c: number;
  readonly h: number;
  readonly w: number;
  readonly kh: number;
  readonly kw: number;
  readonly oh: number;
  readonly ow: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly padH: number;
  readonly padW: number;
  readonly dilationH: number;
  readonly dilationW: number;
}

/** Copies the patches of the image at `start` of `image` into columns [c*kh*kw, oh*ow], 0 where they hang over. */
export function unfoldInto(columns: Float64Array, image: Float64Array, start: number, p: Patches): void {
  columns.fill(0);
  visitRows(p, (column, pixel, from, to) => {
    const base = start + pixel;
    for (let x = from; x < to; x++) columns[column + x] = image[base + x * p.strideW]!;
  });
}

/** Adds columns [c*kh*kw, oh*ow] back onto the pixels of the image at `start` they came from: the adjoint. */
export function foldInto(image: Float64Array, start: number, columns: Float64Array, p: Patches): void {
  visitRows(p, (column, pixel, from, to) => {
    const base = start + pixel;
    for (let x = from; x < to; x++) {
      const at = base + x * p.strideW;
      image[at] = image[at]! + columns[column + x]!;
    }
  });
}

/** Calls with the offset of a column row, of the pixel under place 0, and the places [from, to) inside the image. */
function visitRows(
  p: Patches,
  visit: (column: number, pixel: number, from: number, to: number) => void,
): void {
  let row = 0;
  for (let c = 0; c < p.c; c++) {
    for (let ky = 0; ky < p.kh; ky++) {
      for (let kx = 0; kx < p.kw; kx++, row++) {
        const left = kx * p.dilationW - p.padW;
        const from = Math.max(0, Math.ceil(-left / p.strideW));
        const to = Math.min(p.ow, Math.ceil((p.w - left) / p.strideW));
        for (let y = 0; y < p.oh; y++) {
          const sourceRow = y * p.strideH + ky * p.dilationH - p.padH;
          if (sourceRow < 0 || sourceRow >= p.h) continue;
          visit((row * p.oh + y) * p.ow, (c * p.h + sourceRow) * p.w + left, from, to);
        }
      }
    }
  }
}
