/** Memories: which cards may come next, and all that is known of one card. */
import { and, asc, eq, placeholder, type SQL, sql } from "drizzle-orm";
import type { NoteType } from "../decks/imports/note_type.ts";
import type { Candidate, Day, Line, Memory } from "../scheduling/types.ts";
import { noteTypeOf } from "./note_types.ts";
import { lineOf, LINES, memoryColumns, memoryOf } from "./memory_row.ts";
import type { Store } from "./open.ts";
import { prepared } from "./prepared.ts";
import { firstPresetId, presetOf, type StoredPreset } from "./presets.ts";
import { card, deck, deckChoice, memory, note, noteType, preset } from "./schema.ts";

export interface CandidatesOf {
  readonly userId: number;
  /** The decks to choose from, in the order in which their new cards come. */
  readonly decks: readonly { readonly id: number; readonly newOrder: "position" | "random" }[];
  readonly today: Day;
  /** The most cards of each deck in each line. */
  readonly bound: number;
}

/** The first candidates of every deck by line, buried cards left out.
 *
 *  new: by deck as given, then by position or salt. learning: all of them, also those due later, by due ms.
 *  day_learning and review: those due by today, by day, then salt. */
export type Candidates = Readonly<Record<Line, readonly Candidate[]>>;

/** Card, note, deck, generator, due, salt, stability, last day. */
type CandidateRow = readonly [
  number,
  number,
  number,
  string | null,
  number,
  number,
  number | null,
  number | null,
];

export async function candidates(store: Store, from: CandidatesOf): Promise<Candidates> {
  const { userId, today, bound } = from;
  const dueToday = sql`memory.due <= ${today}`;
  const byDue = sql`memory.due, memory.salt`;
  // Index: memory_line, and memory_shuffled for new cards in random order. Each list comes as one value of JSON:
  // rows of their own cost several times the query itself.
  const list = (line: Line, decks: readonly number[], where: SQL, order: SQL, merged: SQL) =>
    sql`(select json_group_array(json_array(memory.card_id, memory.note_id, memory.deck_id, memory.generator,
        memory.due, memory.salt, memory.stability, memory.last_day) order by ${merged})
      from json_each(${JSON.stringify(decks)}) as wanted join ${memory} on memory.rowid in (
        select memory.rowid from ${memory} where memory.user_id = ${userId} and memory.deck_id = wanted.value
          and memory.line = ${sql.raw(String(LINES.indexOf(line)))} and ${where}
          and (memory.buried_until is null or memory.buried_until <= ${today})
        order by ${order} limit ${bound}))`;
  const all = from.decks.map((one) => one.id);
  const inOrder = from.decks.filter((one) => one.newOrder === "position").map((one) => one.id);
  const shuffled = from.decks.filter((one) => one.newOrder === "random").map((one) => one.id);
  const always = sql`true`;
  const [row] = await store.db.all<Record<"ordered" | "shuffled" | Exclude<Line, "new">, string>>(sql`select
    ${list("new", inOrder, always, byDue, sql`wanted.key, ${byDue}`)} as ordered,
    ${list("new", shuffled, always, sql`memory.salt`, sql`wanted.key, memory.salt`)} as shuffled,
    ${list("learning", all, always, byDue, byDue)} as learning,
    ${list("day_learning", all, dueToday, byDue, byDue)} as day_learning,
    ${list("review", all, dueToday, byDue, byDue)} as review`);
  const place = new Map(all.map((id, index) => [id, index]));
  const newCards = [...candidatesOf("new", row?.ordered), ...candidatesOf("new", row?.shuffled)]
    .sort((a, b) => (place.get(a.deckId) ?? 0) - (place.get(b.deckId) ?? 0));
  return {
    new: newCards,
    learning: candidatesOf("learning", row?.learning),
    day_learning: candidatesOf("day_learning", row?.day_learning),
    review: candidatesOf("review", row?.review),
  };
}

function candidatesOf(line: Line, json: string | undefined): Candidate[] {
  const rows: readonly CandidateRow[] = JSON.parse(json ?? "[]");
  return rows.map(([cardId, noteId, deckId, generator, due, salt, stability, lastDay]) => ({
    cardId,
    noteId,
    deckId,
    generator: generator ?? undefined,
    line,
    due,
    salt,
    stability: stability ?? undefined,
    lastDay: lastDay ?? undefined,
  }));
}

/** A card as one person knows it, with everything that a review or its page needs. */
export interface KnownCard {
  readonly cardId: number;
  readonly side: string;
  readonly label: string;
  readonly generator: string | undefined;
  readonly retired: boolean;
  readonly note: {
    readonly id: number;
    readonly guid: string;
    readonly type: string;
    /** The note type that the fields follow, with its id; undefined for card types of our own. */
    readonly noteType: NoteType | undefined;
    readonly noteTypeId: number | undefined;
    /** JSON, as the card type wrote it. */
    readonly fields: string;
    readonly tags: readonly string[];
    /** Markdown. */
    readonly source: string | undefined;
    readonly summary: string;
  };
  readonly deck: {
    readonly id: number;
    readonly slug: string;
    readonly name: string;
    readonly origin: "shipped" | "own" | "imported";
  };
  readonly memory: Memory;
  /** The waiting line; undefined while suspended or retired. */
  readonly line: Line | undefined;
  /** Where the fold of the log starts: newMemory(position). */
  readonly position: number;
  readonly salt: number;
  readonly preset: StoredPreset;
}

// Index: primary keys.
const cardQuery = prepared((db) =>
  db.select({
    memory: { ...memoryColumns, position: memory.position, salt: memory.salt },
    card: { side: card.side, label: card.label, generator: card.generator, retiredAt: card.retiredAt },
    note: {
      id: note.id,
      guid: note.guid,
      type: note.type,
      noteTypeId: note.noteTypeId,
      fields: note.fields,
      tags: note.tags,
      source: note.source,
      summary: note.summary,
    },
    noteType: noteType.definition,
    deck: { id: deck.id, slug: deck.slug, name: deck.name, origin: deck.origin },
    preset: { id: preset.id, name: preset.name, options: preset.options },
  }).from(memory)
    .innerJoin(card, eq(card.id, memory.cardId))
    .innerJoin(note, eq(note.id, memory.noteId))
    .leftJoin(noteType, eq(noteType.id, note.noteTypeId))
    .innerJoin(deck, eq(deck.id, memory.deckId))
    .leftJoin(deckChoice, and(eq(deckChoice.userId, memory.userId), eq(deckChoice.deckId, memory.deckId)))
    .innerJoin(
      preset,
      sql`${preset.id} = ifnull(${deckChoice.presetId}, ${firstPresetId(placeholder("user"))})`,
    )
    .where(and(eq(memory.userId, placeholder("user")), eq(memory.cardId, placeholder("card"))))
    .prepare()
);

/** Undefined when there is no such card for this person. */
export async function reviewCard(
  store: Store,
  userId: number,
  cardId: number,
): Promise<KnownCard | undefined> {
  const [row] = await cardQuery(store).all({ user: userId, card: cardId });
  if (row === undefined) return undefined;
  const known = memoryOf(row.memory);
  const retired = row.card.retiredAt !== null;
  return {
    cardId,
    side: row.card.side,
    label: row.card.label,
    generator: row.card.generator ?? undefined,
    retired,
    note: {
      id: row.note.id,
      guid: row.note.guid,
      type: row.note.type,
      noteType: noteTypeOf(row.noteType),
      noteTypeId: row.note.noteTypeId ?? undefined,
      fields: row.note.fields,
      tags: JSON.parse(row.note.tags),
      source: row.note.source ?? undefined,
      summary: row.note.summary,
    },
    deck: row.deck,
    memory: known,
    line: retired ? undefined : lineOf(known),
    position: row.memory.position,
    salt: row.memory.salt,
    preset: presetOf(row.preset),
  };
}

export interface Sibling {
  readonly cardId: number;
  readonly deckId: number;
  readonly side: string;
  readonly label: string;
  readonly generator: string | undefined;
  readonly memory: Memory;
  /** The waiting line; undefined while suspended. */
  readonly line: Line | undefined;
  readonly position: number;
}

// Index: memory_note.
const siblingsQuery = prepared((db) =>
  db.select({
    ...memoryColumns,
    cardId: card.id,
    deckId: card.deckId,
    side: card.side,
    label: card.label,
    generator: card.generator,
    position: memory.position,
  }).from(memory).innerJoin(card, eq(card.id, memory.cardId))
    .where(and(
      eq(memory.noteId, placeholder("note")),
      eq(memory.userId, placeholder("user")),
      sql`${card.retiredAt} is null`,
    ))
    .orderBy(asc(card.position)).prepare()
);

/** All cards of a note that are in use, in order, the one that asks included. */
export async function siblings(store: Store, userId: number, noteId: number): Promise<readonly Sibling[]> {
  const rows = await siblingsQuery(store).all({ note: noteId, user: userId });
  return rows.map((row) => {
    const known = memoryOf(row);
    const { cardId, deckId, side, label, generator, position } = row;
    return {
      cardId,
      deckId,
      side,
      label,
      generator: generator ?? undefined,
      memory: known,
      line: lineOf(known),
      position,
    };
  });
}
