/** Spreads review intervals a little, so that cards learnt together do not come back together for ever. */

interface FuzzRange {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Source: Anki, scheduler/states/fuzz.rs. */
const RANGES: readonly FuzzRange[] = [
  { from: 2.5, to: 7, share: 0.15 },
  { from: 7, to: 20, share: 0.1 },
  { from: 20, to: Infinity, share: 0.05 },
];

export interface IntervalLimits {
  /** Whole days; the maximum wins where they cross. */
  readonly minimum: number;
  readonly maximum: number;
}

/** Fuzz of one answer: a number in [0, 1) that says where in the range to land, or undefined for none. */
export type FuzzFactor = number | undefined;

/** The interval in whole days, within its limits, spread by the factor. */
export function fuzzedDays(
  interval: number,
  { limits, factor }: { readonly limits: IntervalLimits; readonly factor: FuzzFactor },
): number {
  const maximum = Math.max(limits.maximum, 1);
  const minimum = clamp(limits.minimum, 1, maximum);
  if (factor === undefined) return clamp(Math.round(interval), minimum, maximum);
  const { least, most } = fuzzBounds(interval, { minimum, maximum });
  return Math.min(most, least + Math.floor(factor * (1 + most - least)));
}

/** The days among which fuzz may choose: at least two where the limits allow and the interval is not short. */
export function fuzzBounds(
  interval: number,
  { minimum, maximum }: IntervalLimits,
): { least: number; most: number } {
  const floor = Math.min(minimum, maximum);
  const middle = clamp(interval, floor, maximum);
  const delta = fuzzDelta(middle);
  const least = clamp(Math.round(middle - delta), floor, maximum);
  const most = clamp(Math.round(middle + delta), floor, maximum);
  return { least, most: most === least && most > 2 && most < maximum ? least + 1 : most };
}

/** Days of fuzz to either side: none below 2.5 days, then one and a share of the days in each range. */
function fuzzDelta(interval: number): number {
  if (interval < 2.5) return 0;
  return RANGES.reduce(
    (delta, { from, to, share }) => delta + share * Math.max(0, Math.min(interval, to) - from),
    1,
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
