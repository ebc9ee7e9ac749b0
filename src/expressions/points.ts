/** The points at which two formulas are compared: some fixed, some drawn from a seed, negative wherever that is allowed. */
import type { Random } from "../base/random.ts";
import { fromValues } from "../tensor/tensor.ts";
import { type Domain, type Domains, sizesOf } from "./domain.ts";
import type { Value } from "./value.ts";

/** A value for every variable. */
export type Point = ReadonlyMap<string, Value>;

interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** Chooses a place in [0, 1) for element `k` of variable `j`. */
type Placing = (j: number, k: number, range: Range) => number;

const FIXED_PLACES = [0.08, 0.46, 0.93];
const PROBABILITY: Range = { lo: 0.01, hi: 0.99 };
/** Natural logarithms of 0.05 and 8: positive numbers are spread evenly by their size. */
const POSITIVE: Range = { lo: -3, hi: 2.08 };
const ELEMENT: Range = { lo: -2, hi: 2 };

/** Three points that are the same for every seed: near the ends and in the middle of each domain, never alike. */
export function fixedPoints(domains: Domains): Point[] {
  return FIXED_PLACES.map((_, i) =>
    pointAt(domains, (j, k) => {
      const place = FIXED_PLACES[(i + j + k) % FIXED_PLACES.length] ?? 0.5;
      return (place + 0.11 * Math.floor((j + k) / FIXED_PLACES.length)) % 1;
    })
  );
}

/** `count` points drawn from a stream. For the first three variables all combinations of signs come up in 8 points. */
export function drawnPoints(domains: Domains, stream: Random, count: number): Point[] {
  return Array.from({ length: count }, (_, i) =>
    pointAt(domains, (j, k, { lo, hi }) => {
      const place = stream.unit();
      if (k > 0 || !(lo < 0 && hi > 0)) return place;
      const isNegative = j < 3 ? (i >> j) % 2 === 1 : stream.unit() < 0.5;
      const zero = -lo / (hi - lo);
      return isNegative ? place * zero : zero + place * (1 - zero);
    }));
}

function pointAt(domains: Domains, placing: Placing): Point {
  const sizes = sizesOf(domains);
  const point = new Map<string, Value>();
  for (const [j, [name, domain]] of [...domains].entries()) {
    point.set(name, valueAt(domain, sizes, (k, range) => placing(j, k, range)));
  }
  return point;
}

function valueAt(
  domain: Domain,
  sizes: ReturnType<typeof sizesOf>,
  placing: (k: number, range: Range) => number,
): Value {
  const inRange = (k: number, range: Range) => range.lo + (range.hi - range.lo) * placing(k, range);
  switch (domain.kind) {
    case "real":
      return shortened(inRange(0, domain), domain);
    case "probability":
      return shortened(inRange(0, PROBABILITY), PROBABILITY);
    case "positive":
      return Number(Math.exp(inRange(0, POSITIVE)).toPrecision(3));
    case "int":
      return Math.min(domain.hi, Math.floor(inRange(0, { lo: domain.lo, hi: domain.hi + 1 })));
    case "vector":
    case "matrix": {
      const shape = domain.kind === "vector"
        ? [sizes.get(domain.size) ?? 1, 1]
        : [sizes.get(domain.rows) ?? 1, sizes.get(domain.columns) ?? 1];
      const count = shape.reduce((product, size) => product * size, 1);
      return fromValues(
        Array.from({ length: count }, (_, k) => shortened(inRange(k, ELEMENT), ELEMENT)),
        shape,
      );
    }
  }
}

/** With few decimals, so that a counterexample can be shown as it is; inside the range. */
function shortened(x: number, { lo, hi }: Range): number {
  const decimals = Math.min(15, Math.max(0, 3 - Math.floor(Math.log10(hi - lo))));
  const scale = 10 ** decimals;
  // The way by text is exact for any decimals, and most of the time of a comparison of matrices.
  const short = decimals <= 6 ? Math.round(x * scale) / scale : Number(x.toFixed(decimals));
  return Math.min(hi, Math.max(lo, short));
}
