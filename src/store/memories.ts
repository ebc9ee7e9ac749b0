/** Memories: which cards may come next, and all that is known of one card. */
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { present } from "../base/invariant.ts";
import type { Candidate, Day, Line, Memory } from "../scheduling/types.ts";
import { lineOf, LINES, memoryColumns, memoryOf } from "./memory_row.ts";
import type { Store } from "./open.ts";
import { firstPresetId, presetOf, type StoredPreset } from "./presets.ts";
import { card, deck, deckChoice, memory, note, preset } from "./schema.ts";

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

interface CandidateRow {
  readonly cardId: number;
  readonly noteId: number;
  readonly deckId: number;
  readonly generator: string | null;
  readonly due: number;
  readonly salt: number;
  readonly stability: number | null;
  readonly lastDay: number | null;
}

export async function candidates(store: Store, from: CandidatesOf): Promise<Candidates> {
  const { userId, today, bound } = from;
  const all = from.decks.map((one) => one.id);
  const dueToday = sql`memory.due <= ${today}`;
  // Index: memory_line, and memory_shuffled for new cards in random order.
  const read = async (line: Line, decks: readonly number[], where: SQL, order: SQL, merged: SQL) => {
    if (decks.length === 0) return [];
    const rows = await store.db.all<CandidateRow>(
      sql`select memory.card_id as cardId, memory.note_id as noteId,
        memory.deck_id as deckId, memory.generator as generator, memory.due as due, memory.salt as salt,
        memory.stability as stability, memory.last_day as lastDay
      from json_each(${JSON.stringify(decks)}) as wanted join ${memory} on memory.rowid in (
        select memory.rowid from ${memory} where memory.user_id = ${userId} and memory.deck_id = wanted.value
          and memory.line = ${sql.raw(String(LINES.indexOf(line)))} and ${where}
          and (memory.buried_until is null or memory.buried_until <= ${today})
        order by ${order} limit ${bound})
      order by ${merged}`,
    );
    return rows.map((row) => candidateOf(row, line));
  };
  const byDue = sql`memory.due, memory.salt`;
  const inOrder = from.decks.filter((one) => one.newOrder === "position").map((one) => one.id);
  const shuffled = from.decks.filter((one) => one.newOrder === "random").map((one) => one.id);
  const always = sql`true`;
  const place = new Map(all.map((id, index) => [id, index]));
  const newCards = [
    ...await read("new", inOrder, always, byDue, sql`wanted.key, memory.due, memory.salt`),
    ...await read("new", shuffled, always, sql`memory.salt`, sql`wanted.key, memory.salt`),
  ].sort((a, b) => (place.get(a.deckId) ?? 0) - (place.get(b.deckId) ?? 0));
  return {
    new: newCards,
    learning: await read("learning", all, always, byDue, byDue),
    day_learning: await read("day_learning", all, dueToday, byDue, byDue),
    review: await read("review", all, dueToday, byDue, byDue),
  };
}

function candidateOf(row: CandidateRow, line: Line): Candidate {
  return {
    cardId: row.cardId,
    noteId: row.noteId,
    deckId: row.deckId,
    generator: row.generator ?? undefined,
    line,
    due: row.due,
    salt: row.salt,
    stability: row.stability ?? undefined,
    lastDay: row.lastDay ?? undefined,
  };
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

/** Undefined when there is no such card for this person. */
export async function reviewCard(
  store: Store,
  userId: number,
  cardId: number,
): Promise<KnownCard | undefined> {
  // Index: primary keys.
  const [row] = await store.db.select({ card, note, deck, memory, preset }).from(memory)
    .innerJoin(card, eq(card.id, memory.cardId))
    .innerJoin(note, eq(note.id, memory.noteId))
    .innerJoin(deck, eq(deck.id, memory.deckId))
    .leftJoin(deckChoice, and(eq(deckChoice.userId, memory.userId), eq(deckChoice.deckId, memory.deckId)))
    .innerJoin(preset, sql`${preset.id} = ifnull(${deckChoice.presetId}, ${firstPresetId(userId)})`)
    .where(and(eq(memory.userId, userId), eq(memory.cardId, cardId)));
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
      fields: row.note.fields,
      tags: JSON.parse(row.note.tags),
      source: row.note.source ?? undefined,
      summary: row.note.summary,
    },
    deck: { id: row.deck.id, slug: row.deck.slug, name: row.deck.name, origin: row.deck.origin },
    memory: known,
    line: retired ? undefined : lineOf(known),
    position: row.memory.position,
    salt: row.memory.salt,
    preset: presetOf(present(row.preset, `a preset of person ${userId}`)),
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

/** All cards of a note that are in use, in order, the one that asks included. */
export async function siblings(store: Store, userId: number, noteId: number): Promise<readonly Sibling[]> {
  // Index: memory_note.
  const rows = await store.db.select({
    ...memoryColumns,
    cardId: card.id,
    deckId: card.deckId,
    side: card.side,
    label: card.label,
    generator: card.generator,
    position: memory.position,
  }).from(memory).innerJoin(card, eq(card.id, memory.cardId))
    .where(and(eq(memory.noteId, noteId), eq(memory.userId, userId), sql`${card.retiredAt} is null`))
    .orderBy(asc(card.position));
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
