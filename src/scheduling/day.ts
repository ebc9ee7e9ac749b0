/** The learner's civil days: which day an instant belongs to, and when a day begins and ends. */
import { zoneOffsets } from "./zone_offset.ts";
import type { Day } from "./types.ts";

/** Where the learner lives and the hour (0 to 23) at which their day begins. */
export interface Clock {
  /** IANA name, "Europe/Berlin". */
  readonly zone: string;
  readonly rolloverHour: number;
}

export const DEFAULT_ROLLOVER_HOUR = 4;

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Wider than any zone is from UTC, so that the day's beginning lies between. */
const REACH = 15 * HOUR;

/** The learner's day at an instant (ms UTC). It never goes back as time goes on. */
export function dayOf(at: number, clock: Clock): Day {
  const local = at + zoneOffsets(clock.zone).offsetAt(at);
  const day = Math.floor((local - clock.rolloverHour * HOUR) / DAY);
  // Clocks set back across the rollover hour: the day that has begun goes on.
  return startOfDay(day + 1, clock) <= at ? day + 1 : day;
}

/**
 * The first instant (ms UTC) at which the learner's clock shows the rollover hour of that day or later: where clocks
 * skip the hour, the instant of the skip; where it comes twice, the first. A civil day that a zone left out
 * (Apia, 30 December 2011) may begin together with the next one.
 */
export function startOfDay(day: Day, clock: Clock): number {
  const local = day * DAY + clock.rolloverHour * HOUR;
  const offsets = zoneOffsets(clock.zone);
  const before = offsets.offsetAt(local - REACH);
  const after = offsets.offsetAt(local + REACH);
  if (before === after) return local - before;
  const change = offsets.changeBetween(local - REACH, local + REACH);
  if (local - before < change) return local - before;
  return Math.max(change, local - after);
}

/** The last ms that belongs to the day. */
export function endOfDay(day: Day, clock: Clock): number {
  return startOfDay(day + 1, clock) - 1;
}

/** "YYYY-MM-DD". */
export function formatDay(day: Day): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
