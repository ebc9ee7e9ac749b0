/** Says in a word how a card stands with its learner. */
import { formatInterval } from "../scheduling/format.ts";
import type { Memory } from "../scheduling/types.ts";
import { dayWords, waitWords } from "./when.ts";

/** "new", "learning, in 8 min", "due", "in 8 d", "suspended", "buried until tomorrow". */
export function cardStatus(memory: Memory, now: { readonly at: number; readonly today: number }): string {
  if (memory.suspended) return "suspended";
  if (memory.burial !== undefined && memory.burial.untilDay > now.today) {
    return `buried until ${dayWords(memory.burial.untilDay, now.today)}`;
  }
  switch (memory.due.kind) {
    case "new":
      return "new";
    case "time":
      return `${memory.phase}, ${waitWords(memory.due.at - now.at)}`;
    case "day":
      return memory.due.day <= now.today ? "due" : dayWords(memory.due.day, now.today);
  }
}

/** "8 d", "1.2 mo" for a number of days. */
export function daysText(days: number): string {
  return formatInterval({ due: { kind: "day", day: 0 }, intervalDays: days }, 0);
}
