/** Memories as rows and back, and which waiting line a memory stands in. */
import type { Due, Line, Memory } from "../scheduling/types.ts";
import { unreachable } from "../base/invariant.ts";
import { memory } from "./schema.ts";

export const LINES = ["new", "learning", "day_learning", "review"] as const satisfies readonly Line[];

/** The columns that make a Memory. */
export const memoryColumns = {
  phase: memory.phase,
  step: memory.step,
  dueKind: memory.dueKind,
  due: memory.due,
  stability: memory.stability,
  difficulty: memory.difficulty,
  intervalDays: memory.intervalDays,
  lastAt: memory.lastAt,
  lastDay: memory.lastDay,
  reviews: memory.reviews,
  lapses: memory.lapses,
  leech: memory.leech,
  suspended: memory.suspended,
  buriedUntil: memory.buriedUntil,
  buriedBy: memory.buriedBy,
  flag: memory.flag,
  version: memory.version,
} as const;

export type MemoryRow = Pick<typeof memory.$inferSelect, keyof typeof memoryColumns>;

export function memoryOf(row: MemoryRow): Memory {
  return {
    phase: row.phase,
    step: row.step,
    due: dueOf(row.dueKind, row.due),
    stability: row.stability ?? undefined,
    difficulty: row.difficulty ?? undefined,
    intervalDays: row.intervalDays,
    lastAt: row.lastAt ?? undefined,
    lastDay: row.lastDay ?? undefined,
    reviews: row.reviews,
    lapses: row.lapses,
    leech: row.leech,
    suspended: row.suspended,
    burial: row.buriedUntil === null || row.buriedBy === null
      ? undefined
      : { untilDay: row.buriedUntil, by: row.buriedBy },
    flag: flagOf(row.flag),
    version: row.version,
  };
}

export function rowOfMemory(known: Memory): MemoryRow {
  return {
    phase: known.phase,
    step: known.step,
    dueKind: known.due.kind,
    due: numberOfDue(known.due),
    stability: known.stability ?? null,
    difficulty: known.difficulty ?? null,
    intervalDays: known.intervalDays,
    lastAt: known.lastAt ?? null,
    lastDay: known.lastDay ?? null,
    reviews: known.reviews,
    lapses: known.lapses,
    leech: known.leech,
    suspended: known.suspended,
    buriedUntil: known.burial?.untilDay ?? null,
    buriedBy: known.burial?.by ?? null,
    flag: known.flag,
    version: known.version,
  };
}

/** The line of a memory whose card is in use; undefined while it is suspended. `lineFromColumns` says the same in SQL. */
export function lineOf(known: Memory): Line | undefined {
  if (known.suspended) return undefined;
  if (known.due.kind === "new") return "new";
  if (known.due.kind === "time") return "learning";
  return known.phase === "learning" || known.phase === "relearning" ? "day_learning" : "review";
}

export function dueOf(kind: Due["kind"], value: number): Due {
  switch (kind) {
    case "new":
      return { kind, position: value };
    case "time":
      return { kind, at: value };
    case "day":
      return { kind, day: value };
    default:
      return unreachable(kind);
  }
}

export function numberOfDue(due: Due): number {
  switch (due.kind) {
    case "new":
      return due.position;
    case "time":
      return due.at;
    case "day":
      return due.day;
    default:
      return unreachable(due);
  }
}

const FLAGS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export function flagOf(value: number): Memory["flag"] {
  const flag = FLAGS[value];
  if (flag === undefined) throw new RangeError(`Cannot read flag ${value}: flags are 0 to 7`);
  return flag;
}
