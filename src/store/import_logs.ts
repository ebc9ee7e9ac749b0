/** Writes the histories that new cards of known notes bring: logs, the memories folded from them, the counts of days. */
import type { PreparedCard } from "../decks/imports/prepared.ts";
import type { Applying } from "./import_apply.ts";
import {
  MEMORY_COLUMNS,
  memoryValues,
  names,
  REVIEW_COLUMNS,
  reviewValues,
  valueOf,
  values,
} from "./import_rows.ts";
import { insertRows } from "./insert_rows.ts";
import type { Statement } from "./open.ts";

export interface CardOfNote {
  readonly noteId: number;
  readonly card: PreparedCard;
}

/** What rows begin with: the note's id and the side. */
const HEAD = 2;

/** Only for cards that have no log yet: what was learnt here is never overwritten. */
export function importedLogs(
  { userId, actionId }: Applying,
  cards: readonly CardOfNote[],
): readonly Statement[] {
  const memories = cards.filter(({ card }) => card.log.length > 0).map((
    { noteId, card },
  ) => [noteId, card.side, ...memoryValues(card)]);
  const reviews = cards.flatMap(({ noteId, card }) =>
    reviewValues(card).map((entry) => [noteId, card.side, ...entry])
  );
  const from = ` cross join card on card.note_id = column1 and card.side = column2
    cross join memory on memory.user_id = ${userId} and memory.card_id = card.id and memory.version = 0`;
  const of = (column: string) => valueOf(REVIEW_COLUMNS, column, HEAD);
  return [
    ...insertRows({
      into: STUDY_DAY,
      select: `${userId}, ${of("day")}, card.deck_id, count(*), coalesce(sum(${of("line")} = 'new'), 0),
        coalesce(sum(${of("line")} = 'review'), 0), sum(coalesce(${of("took_ms")}, 0))`,
      from,
      ending: `where ${of("kind")} = 'answer' group by ${of("day")}, card.deck_id ${ADDED_TO_DAY}`,
      rows: reviews,
    }),
    ...insertRows({
      into: `review (user_id, card_id, action_id, ${names(REVIEW_COLUMNS)})`,
      select: `${userId}, card.id, ${actionId}, ${values(REVIEW_COLUMNS, HEAD)}`,
      from,
      ending: "",
      rows: reviews,
    }),
    // As an update, SQLite would go over all memories of the person for every card.
    ...insertRows({
      into: `memory (user_id, card_id, note_id, deck_id, generator, salt, position, ${
        names(MEMORY_COLUMNS)
      })`,
      select: `memory.user_id, memory.card_id, memory.note_id, memory.deck_id, memory.generator, memory.salt,
        memory.position, ${values(MEMORY_COLUMNS, HEAD)}`,
      from,
      ending: `where true on conflict (user_id, card_id) do update set ${
        MEMORY_COLUMNS.map(([column]) => `${column} = excluded.${column}`).join(", ")
      }`,
      rows: memories,
    }),
  ];
}

export const STUDY_DAY = "study_day (user_id, day, deck_id, answers, new_cards, reviews, took_ms)";

export const ADDED_TO_DAY = `on conflict (user_id, day, deck_id) do update set
  answers = study_day.answers + excluded.answers, new_cards = study_day.new_cards + excluded.new_cards,
  reviews = study_day.reviews + excluded.reviews, took_ms = study_day.took_ms + excluded.took_ms`;
