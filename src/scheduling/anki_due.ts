/** When a card comes next, in the numbers of an Anki collection and in ours. */
import type { AnkiCardState } from "./anki_history.ts";
import { type Clock, dayOf } from "./day.ts";
import type { Day, Due, Phase } from "./types.ts";
import { zoneOffsets } from "./zone_offset.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Anki tells seconds from days by size. Source: rslib/src/scheduler/bury_and_suspend.rs. */
const LEAST_SECONDS = 1_000_000_000;

/** The last day that a date may lie on, 16 October 2243: what is later comes from a broken file. */
const LAST_DAY = 100_000;
const LAST_INSTANT = LAST_DAY * DAY;

/** As Anki bounds it. Source: rslib/src/scheduler/timing.rs, fixed_offset_from_minutes. */
const MOST_MINUTES_WEST = 23 * 60;

type CollectionStart = Pick<AnkiCardState, "collectionMadeAt" | "collectionWestOffset">;

/**
 * Our day for day 0 of a collection: the date on which it was made where it was made, else (old collections do not
 * say where) the date in the learner's zone. Source: rslib/src/scheduler/timing.rs, days_elapsed: dates are
 * subtracted, so that day N begins N rollovers after that date's.
 */
export function firstDay({ collectionMadeAt, collectionWestOffset }: CollectionStart, clock: Clock): Day {
  const madeAt = instantOf(collectionMadeAt * 1000, 0);
  const offset = collectionWestOffset === undefined
    ? zoneOffsets(clock.zone).offsetAt(madeAt)
    : -within(collectionWestOffset, -MOST_MINUTES_WEST, MOST_MINUTES_WEST) * MINUTE;
  return Math.floor((madeAt + offset) / DAY);
}

/** When a card is due in its own deck: what a filtered deck made of it is left aside. */
export function dueFromAnki(state: AnkiCardState, phase: Phase, clock: Clock): Due {
  const number = state.isFiltered && state.originalDue !== 0 ? state.originalDue : state.due;
  if (phase === "new") return { kind: "new", position: within(number, 0, Number.MAX_SAFE_INTEGER) };
  if (number < LEAST_SECONDS) return { kind: "day", day: dayWithin(firstDay(state, clock) + number) };
  const at = instantOf(number * 1000, LAST_INSTANT);
  return phase === "review" ? { kind: "day", day: dayOf(at, clock) } : { kind: "time", at };
}

/** The number that Anki keeps for a due; instants lose what is less than a second. */
export function dueToAnki(due: Due, start: CollectionStart, clock: Clock): number {
  switch (due.kind) {
    case "new":
      return due.position;
    case "time":
      return Math.floor(due.at / 1000);
    case "day":
      return due.day - firstDay(start, clock);
  }
}

/** A whole instant in ms between 1970 and 2243; `otherwise` for what is no number. */
export function instantOf(at: number, otherwise: number): number {
  return Number.isNaN(at) ? otherwise : within(at, 0, LAST_INSTANT);
}

export function dayWithin(day: number): Day {
  return within(day, 0, LAST_DAY);
}

/** The whole number nearest to `value` between the two; the least for what is no number. */
export function within(value: number, least: number, most: number): number {
  return Number.isNaN(value) ? least : Math.min(Math.max(Math.trunc(value), least), most);
}
