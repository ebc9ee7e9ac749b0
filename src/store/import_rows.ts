/** What cards bring, as rows for SQLite: their memories and the entries of their logs. */
import type { PreparedCard } from "../decks/imports/prepared.ts";
import { rowOfEntry } from "./log_row.ts";
import type { Row } from "./insert_rows.ts";
import { lineOf, LINES, rowOfMemory } from "./memory_row.ts";

/** Columns of a table, with what their values are called here. */
export type Columns = readonly (readonly [column: string, key: string])[];

export const MEMORY_COLUMNS: Columns = [
  ["phase", "phase"],
  ["step", "step"],
  ["due_kind", "dueKind"],
  ["due", "due"],
  ["stability", "stability"],
  ["difficulty", "difficulty"],
  ["interval_days", "intervalDays"],
  ["last_at", "lastAt"],
  ["last_day", "lastDay"],
  ["reviews", "reviews"],
  ["lapses", "lapses"],
  ["leech", "leech"],
  ["suspended", "suspended"],
  ["buried_until", "buriedUntil"],
  ["buried_by", "buriedBy"],
  ["flag", "flag"],
  ["version", "version"],
  ["line", "line"],
];

export const REVIEW_COLUMNS: Columns = [
  ["seq", "seq"],
  ["kind", "kind"],
  ["at", "at"],
  ["day", "day"],
  ["rating", "rating"],
  ["phase", "phase"],
  ["step", "step"],
  ["due_kind", "dueKind"],
  ["due", "due"],
  ["interval_days", "intervalDays"],
  ["lapse", "lapse"],
  ["leech_action", "leechAction"],
  ["buried_by", "buriedBy"],
  ["until_day", "untilDay"],
  ["flag", "flag"],
  ["target", "target"],
  ["line", "line"],
  ["stability", "stability"],
  ["difficulty", "difficulty"],
  ["retrievability", "retrievability"],
  ["took_ms", "tookMs"],
  ["state", "state"],
];

/** Of a card that is simply new. */
function newMemory(position: number): Readonly<Record<string, Row[number]>> {
  return {
    phase: "new",
    step: 0,
    dueKind: "new",
    due: position,
    intervalDays: 0,
    reviews: 0,
    lapses: 0,
    leech: false,
    suspended: false,
    flag: 0,
    version: 0,
    line: LINES.indexOf("new"),
  };
}

/** The values of MEMORY_COLUMNS. */
export function memoryValues({ memory, position }: PreparedCard): Row {
  if (memory === undefined) return valuesOf(MEMORY_COLUMNS, newMemory(position));
  const line = lineOf(memory);
  return valuesOf(MEMORY_COLUMNS, {
    ...rowOfMemory(memory),
    line: line === undefined ? undefined : LINES.indexOf(line),
  });
}

/** The values of REVIEW_COLUMNS, for each entry of the card's log. */
export function reviewValues({ log }: PreparedCard): readonly Row[] {
  return log.map(({ entry, details }) => {
    const row: Readonly<Record<string, Row[number]>> = rowOfEntry(entry, undefined);
    const more: Readonly<Record<string, Row[number]>> = { ...details };
    return REVIEW_COLUMNS.map(([, key]) => more[key] ?? row[key]);
  });
}

function valuesOf(columns: Columns, row: Readonly<Record<string, Row[number]>>): Row {
  return columns.map(([, key]) => row[key]);
}

export function names(columns: Columns): string {
  return columns.map(([column]) => column).join(", ");
}

/** The values of the columns in a row, where they begin after `before` others. */
export function values(columns: Columns, before: number): string {
  return columns.map((_, index) => `column${before + index + 1}`).join(", ");
}

/** The value of one column in such a row. */
export function valueOf(columns: Columns, column: string, before: number): string {
  return `column${before + 1 + columns.findIndex(([name]) => name === column)}`;
}
