/** Writes the histories that cards bring: their logs, the memories folded from them, and the counts of days. */
import { type SQL, sql } from "drizzle-orm";
import type { PreparedCard } from "../decks/imports/prepared.ts";
import type { Applying } from "./import_apply.ts";
import { rowOfEntry } from "./log_row.ts";
import { lineOf, LINES, rowOfMemory } from "./memory_row.ts";
import { card, memory, note, review, studyDay } from "./schema.ts";

interface CardOfNote {
  /** What `ofNote` finds its note by. */
  readonly note: Readonly<Record<string, string | number>>;
  readonly card: PreparedCard;
}

const MEMORY_COLUMNS = [
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
] as const;

const REVIEW_COLUMNS = [
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
] as const;

/** Only for cards that have no log yet: what was learnt here is never overwritten. `ofNote` ties note to value. */
export function importedLogs(applying: Applying, cards: readonly CardOfNote[], ofNote: SQL): readonly SQL[] {
  const { userId, actionId } = applying;
  const withLog = cards.filter((one) => one.card.log.length > 0);
  if (withLog.length === 0) return [];
  const memories = JSON.stringify(withLog.flatMap(({ note, card: { side, memory } }) => {
    if (memory === undefined) return [];
    const line = lineOf(memory);
    return [{
      ...note,
      ...numbered(rowOfMemory(memory)),
      side,
      line: line === undefined ? undefined : LINES.indexOf(line),
    }];
  }));
  const reviews = JSON.stringify(
    withLog.flatMap(({ note, card: { side, log } }) =>
      log.map(({ entry, details }) => ({
        ...note,
        ...numbered(rowOfEntry(entry, undefined)),
        ...(details === undefined ? {} : details),
        side,
      }))
    ),
  );
  const isCard =
    sql`${note} on ${ofNote} cross join ${card} on card.note_id = note.id and card.side = value ->> 'side'
    cross join ${memory} on memory.user_id = ${userId} and memory.card_id = card.id and memory.version = 0`;
  const counted = sql`from json_each(${reviews}) cross join ${isCard} where value ->> 'kind' = 'answer'`;
  return [
    sql`insert into ${studyDay} (user_id, day, deck_id, answers, new_cards, reviews, took_ms)
      select ${userId}, value ->> 'day', card.deck_id, count(*), coalesce(sum(value ->> 'line' = 'new'), 0),
        coalesce(sum(value ->> 'line' = 'review'), 0), sum(coalesce(value ->> 'tookMs', 0))
      ${counted} group by value ->> 'day', card.deck_id
      on conflict (user_id, day, deck_id) do update set answers = study_day.answers + excluded.answers,
        new_cards = study_day.new_cards + excluded.new_cards, reviews = study_day.reviews + excluded.reviews,
        took_ms = study_day.took_ms + excluded.took_ms`,
    sql`insert into ${review} (user_id, card_id, action_id, ${names(REVIEW_COLUMNS)})
      select ${userId}, card.id, ${actionId}, ${values(REVIEW_COLUMNS)}
      from json_each(${reviews}) cross join ${isCard} order by json_each.key`,
    // As an update, SQLite would go over all memories of the person for every card.
    sql`insert into ${memory} (user_id, card_id, note_id, deck_id, generator, salt, position, ${
      names(MEMORY_COLUMNS)
    })
      select memory.user_id, memory.card_id, memory.note_id, memory.deck_id, memory.generator, memory.salt,
        memory.position, ${values(MEMORY_COLUMNS)}
      from json_each(${memories}) cross join ${isCard} where true
      on conflict (user_id, card_id) do update set ${taken(MEMORY_COLUMNS)}`,
  ];
}

type Columns = readonly (readonly [string, string])[];

function names(columns: Columns): SQL {
  return sql.raw(columns.map(([column]) => column).join(", "));
}

function taken(columns: Columns): SQL {
  return sql.raw(columns.map(([column]) => `${column} = excluded.${column}`).join(", "));
}

function values(columns: Columns): SQL {
  return sql.raw(columns.map(([, key]) => `value ->> '${key}'`).join(", "));
}

/** Without what is absent, and with truth as SQLite has it: 1 and 0. */
function numbered(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null)
      .map(([key, value]) => [key, typeof value === "boolean" ? Number(value) : value]),
  );
}
