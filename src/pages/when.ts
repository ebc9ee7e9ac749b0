/** Says in words when something is: in minutes today, in days later. */
import type { Day } from "../scheduling/types.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "in 8 min", "in 2 h 5 min", "now". */
export function waitWords(ms: number): string {
  if (ms <= 0) return "now";
  const minutes = Math.ceil(ms / MINUTE);
  if (minutes < 60) return `in ${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `in ${minutes / 60} h` : `in ${Math.floor(ms / HOUR)} h ${rest} min`;
}

/** "today", "tomorrow", "in 5 d". */
export function dayWords(day: Day, today: Day): string {
  const days = day - today;
  if (days <= 0) return "today";
  return days === 1 ? "tomorrow" : `in ${days} d`;
}

/** "2026-11-21 14:03", as clocks show it in an IANA zone. */
export function timeIn(zone: string, at: number): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return format.format(at);
}

/** "1 card", "3 cards". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
