/** The inner loops of matrix products, on blocks of flat arrays. */

/** Two row-major matrices inside flat arrays: a [n,k] from aStart, b [k,m] from bStart. */
export interface Factors {
  readonly a: Float64Array;
  readonly aStart: number;
  readonly b: Float64Array;
  readonly bStart: number;
  readonly n: number;
  readonly k: number;
  readonly m: number;
}

/** Columns worked on at a time, so that four rows of b and two of the result stay in the fastest cache. */
const STRIP = 512;

/**
 * Adds a b to the [n,m] block of `out` from `start`. Two rows of a and four of b at a time read and write `out` least
 * often; each sum still runs in the order of k. A single column is a row of its own.
 */
export function multiplyInto(out: Float64Array, start: number, factors: Factors): void {
  const { a, aStart, b, bStart, n, k, m } = factors;
  if (m === 1) {
    multiplyByRowsInto(out, start, { a: b, aStart: bStart, b: a, bStart: aStart, n: 1, k, m: n });
    return;
  }
  for (let from = 0; from < m; from += STRIP) {
    const to = Math.min(m, from + STRIP);
    let i = 0;
    for (; i + 1 < n; i += 2) multiplyTwoRows(out, start + i * m, factors, { row: aStart + i * k, from, to });
    if (i < n) multiplyRow(out, start + i * m, factors, { row: aStart + i * k, from, to });
  }
}

/** A row of a, by its offset, and the columns [from, to) of b. */
interface Strip {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

function multiplyTwoRows(out: Float64Array, o0: number, { a, b, bStart, k, m }: Factors, strip: Strip): void {
  const { row, from, to } = strip;
  const o1 = o0 + m;
  const next = row + k;
  let p = 0;
  for (; p + 3 < k; p += 4) {
    const x0 = a[row + p]!;
    const x1 = a[row + p + 1]!;
    const x2 = a[row + p + 2]!;
    const x3 = a[row + p + 3]!;
    const y0 = a[next + p]!;
    const y1 = a[next + p + 1]!;
    const y2 = a[next + p + 2]!;
    const y3 = a[next + p + 3]!;
    const b0 = bStart + p * m;
    const b1 = b0 + m;
    const b2 = b1 + m;
    const b3 = b2 + m;
    for (let j = from; j < to; j++) {
      const c0 = b[b0 + j]!;
      const c1 = b[b1 + j]!;
      const c2 = b[b2 + j]!;
      const c3 = b[b3 + j]!;
      out[o0 + j] = out[o0 + j]! + x0 * c0 + x1 * c1 + x2 * c2 + x3 * c3;
      out[o1 + j] = out[o1 + j]! + y0 * c0 + y1 * c1 + y2 * c2 + y3 * c3;
    }
  }
  for (; p < k; p++) {
    const x = a[row + p]!;
    const y = a[next + p]!;
    const b0 = bStart + p * m;
    for (let j = from; j < to; j++) {
      const c = b[b0 + j]!;
      out[o0 + j] = out[o0 + j]! + x * c;
      out[o1 + j] = out[o1 + j]! + y * c;
    }
  }
}

function multiplyRow(out: Float64Array, o: number, { a, b, bStart, k, m }: Factors, strip: Strip): void {
  const { row, from, to } = strip;
  let p = 0;
  for (; p + 3 < k; p += 4) {
    const x0 = a[row + p]!;
    const x1 = a[row + p + 1]!;
    const x2 = a[row + p + 2]!;
    const x3 = a[row + p + 3]!;
    const b0 = bStart + p * m;
    const b1 = b0 + m;
    const b2 = b1 + m;
    const b3 = b2 + m;
    for (let j = from; j < to; j++) {
      out[o + j] = out[o + j]! + x0 * b[b0 + j]! + x1 * b[b1 + j]! + x2 * b[b2 + j]! + x3 * b[b3 + j]!;
    }
  }
  for (; p < k; p++) {
    const x = a[row + p]!;
    const b0 = bStart + p * m;
    for (let j = from; j < to; j++) out[o + j] = out[o + j]! + x * b[b0 + j]!;
  }
}

/**
 * Adds a b^T to the [n,m] block of `out` from `start`, where b [m,k] is read along its rows from bStart. Four rows of b
 * at a time give four sums that do not wait for each other.
 */
export function multiplyByRowsInto(out: Float64Array, start: number, factors: Factors): void {
  const { a, aStart, b, bStart, n, k, m } = factors;
  for (let i = 0; i < n; i++) {
    const row = start + i * m;
    const aRow = aStart + i * k;
    let j = 0;
    for (; j + 3 < m; j += 4) {
      const b0 = bStart + j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let p = 0; p < k; p++) {
        const x = a[aRow + p]!;
        s0 += x * b[b0 + p]!;
        s1 += x * b[b1 + p]!;
        s2 += x * b[b2 + p]!;
        s3 += x * b[b3 + p]!;
      }
      out[row + j] = out[row + j]! + s0;
      out[row + j + 1] = out[row + j + 1]! + s1;
      out[row + j + 2] = out[row + j + 2]! + s2;
      out[row + j + 3] = out[row + j + 3]! + s3;
    }
    for (; j < m; j++) {
      const b0 = bStart + j * k;
      let total = 0;
      for (let p = 0; p < k; p++) total += a[aRow + p]! * b[b0 + p]!;
      out[row + j] = out[row + j]! + total;
    }
  }
}
