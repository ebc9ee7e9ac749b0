/** Says how long a card goes away: short for a button, in words for those who hear it. */
import { unreachable } from "../base/invariant.ts";
import type { Decision } from "./types.ts";

/** What is said of a wait: the decision of an answer, or the memory of a card. */
export type Wait = Pick<Decision, "due" | "intervalDays">;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MONTH_DAYS = 365.25 / 12;
const YEAR_DAYS = 365.25;

/** Waits shorter than this may be cut short by learning ahead: they are upper bounds. */
const SOON_MINUTES = 20;

type Unit = "minute" | "hour" | "day" | "month" | "year";

interface Length {
  readonly amount: number;
  readonly unit: Unit;
  /** The amount is the most it will be. */
  readonly atMost: boolean;
}

const SHORT: Readonly<Record<Unit, string>> = { minute: "min", hour: "h", day: "d", month: "mo", year: "y" };

/** "<10 min", "3 h", "8 d", "1.2 mo", "2.3 y". `now` in ms UTC. */
export function formatInterval(wait: Wait, now: number): string {
  const { amount, unit, atMost } = lengthOf(wait, now);
  return `${atMost ? "<" : ""}${amount} ${SHORT[unit]}`;
}

/** "in less than 10 minutes", "in 8 days", "in 1.2 months". */
export function spokenInterval(wait: Wait, now: number): string {
  const { amount, unit, atMost } = lengthOf(wait, now);
  return `in ${atMost ? "less than " : ""}${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function lengthOf({ due, intervalDays }: Wait, now: number): Length {
  switch (due.kind) {
    case "time":
      return shortLength(Math.max(0, due.at - now));
    case "day":
      return longLength(intervalDays);
    case "new":
      return { amount: 1, unit: "minute", atMost: true };
    default:
      return unreachable(due);
  }
}

function shortLength(ms: number): Length {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE));
  if (minutes <= SOON_MINUTES) return { amount: minutes, unit: "minute", atMost: true };
  if (minutes < 60) return { amount: minutes, unit: "minute", atMost: false };
  return { amount: oneDecimal(ms / HOUR), unit: "hour", atMost: false };
}

function longLength(days: number): Length {
  if (days < 31) return { amount: days, unit: "day", atMost: false };
  if (days < 365) return { amount: oneDecimal(days / MONTH_DAYS), unit: "month", atMost: false };
  return { amount: oneDecimal(days / YEAR_DAYS), unit: "year", atMost: false };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
