/** The statements that write notes which are new to a person, with everything that hangs on them. */
import { hashText } from "../base/random.ts";
import type { PreparedCard, PreparedStep } from "../decks/imports/prepared.ts";
import type { Applying } from "./import_apply.ts";
import { ADDED_TO_DAY, STUDY_DAY } from "./import_logs.ts";
import { baseValues, contentValues, counting, deckIdOf } from "./import_notes.ts";
import { MEMORY_COLUMNS, memoryValues, names, REVIEW_COLUMNS, reviewValues, values } from "./import_rows.ts";
import { insertRows, type Row } from "./insert_rows.ts";
import type { Statement } from "./open.ts";

export type Add = Extract<PreparedStep, { readonly kind: "add" }>;

/** A card with the place of its note among the new ones. */
interface NewCard {
  readonly note: number;
  readonly guid: string;
  readonly deckId: number;
  readonly card: PreparedCard;
}

/**
 * Rows name each other by their places in this batch. Ids are given out one after the other, so that a row's id is that
 * of the first of them plus its place.
 */
export function newNotes(applying: Applying, adds: readonly Add[]): readonly Statement[] {
  const cards = adds.flatMap(({ guid, cards }, note) =>
    cards.map((card): NewCard => ({ note, guid, deckId: deckIdOf(applying, card.deckPath), card }))
  );
  return [
    ...noteRows(applying, adds),
    ...cardRows(cards, adds.length),
    ...memoryRows(applying, cards, adds.length),
    ...reviewRows(applying, cards),
  ];
}

/** Finds the id of the row in the place `column` among the last `count` of a table. */
const firstOf = (table: string, count: number) =>
  `, (select max(id) - ${count - 1} as id from ${table}) as first_${table}`;
const placed = (table: string, column: string) => `first_${table}.id + cast(${column} as integer)`;

function noteRows(applying: Applying, adds: readonly Add[]): readonly Statement[] {
  const { importId, at } = applying;
  const place = counting(applying);
  return [
    // Index: note_position for notes in use; those that are not may share a place.
    ...insertRows({
      into:
        `note (position, deck_id, guid, type, note_type_id, fields, tags, source, summary, changed_at, created_at)`,
      select:
        `column1 + coalesce((select max(position) from note where deck_id = column2 and retired_at is null), 0),
        column2, column3, column4, column5, column6, column7, column8, column9, ${at}, ${at}`,
      from: "",
      ending: "",
      rows: adds.map((step) => {
        const { deckId, behind } = place(step.deckPath);
        return [behind, deckId, step.guid, ...contentValues(applying, step.content)];
      }),
    }),
    {
      sql: `insert into import_change (import_id, kind, row_id)
        select ?, 'note_added', id from note where id > (select max(id) from note) - ?`,
      args: [importId, adds.length],
    },
    ...insertRows({
      into: "note_base (note_id, modified_at, type, fields, tags, deck_path)",
      select: `${placed("note", "column1")}, column2, column3, column4, column5, column6`,
      from: firstOf("note", adds.length),
      ending: "",
      rows: adds.flatMap(({ base }, index) => base === undefined ? [] : [[index, ...baseValues(base)]]),
    }),
  ];
}

function cardRows(cards: readonly NewCard[], notes: number): readonly Statement[] {
  return insertRows({
    into: "card (note_id, deck_id, side, label, generator, position)",
    select: `${placed("note", "column1")}, column2, column3, column4, column5, column6`,
    from: firstOf("note", notes),
    ending: "",
    rows: cards.map((
      { note, deckId, card: { side, label, generator, position } },
    ) => [note, deckId, side, label, generator, position]),
  });
}

function memoryRows({ userId }: Applying, cards: readonly NewCard[], notes: number): readonly Statement[] {
  return insertRows({
    into: `memory (user_id, card_id, note_id, deck_id, generator, position, salt, ${names(MEMORY_COLUMNS)})`,
    select: `${userId}, ${placed("card", "column1")}, ${
      placed("note", "column2")
    }, column3, column4, column5, column6,
      ${values(MEMORY_COLUMNS, 6)}`,
    from: `${firstOf("card", cards.length)}${firstOf("note", notes)}`,
    ending: "",
    rows: cards.map(({ note, deckId, guid, card }, index) => {
      const { generator, position, side } = card;
      // What shuffles cards: any number will do, as long as it says nothing of their order.
      const salt = hashText(`${userId} ${guid} ${side}`);
      return [index, note, deckId, generator, position, salt, ...memoryValues(card)];
    }),
  });
}

function reviewRows({ userId, actionId }: Applying, cards: readonly NewCard[]): readonly Statement[] {
  return [
    ...insertRows({
      into: STUDY_DAY,
      select: `${userId}, *`,
      from: "",
      ending: `where true ${ADDED_TO_DAY}`,
      rows: studyDays(cards),
    }),
    ...insertRows({
      into: `review (user_id, card_id, action_id, ${names(REVIEW_COLUMNS)})`,
      select: `${userId}, ${placed("card", "column1")}, ${actionId}, ${values(REVIEW_COLUMNS, 1)}`,
      from: firstOf("card", cards.length),
      ending: "",
      rows: cards.flatMap(({ card }, index) => reviewValues(card).map((entry) => [index, ...entry])),
    }),
  ];
}

/** Rows of day, deck, answers, those of new cards and of reviews, and the ms that they took. */
function studyDays(cards: readonly NewCard[]): readonly Row[] {
  const days = new Map<string, [number, number, number, number, number, number]>();
  for (const { deckId, card } of cards) {
    for (const { entry, details } of card.log) {
      if (entry.kind !== "answer") continue;
      const key = `${entry.day} ${deckId}`;
      const day = days.get(key) ?? [entry.day, deckId, 0, 0, 0, 0];
      days.set(key, day);
      day[2] += 1;
      day[3] += details?.line === "new" ? 1 : 0;
      day[4] += details?.line === "review" ? 1 : 0;
      day[5] += details?.tookMs ?? 0;
    }
  }
  return [...days.values()];
}
