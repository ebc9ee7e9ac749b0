/** Notes as the page of a deck lists them. */
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Memory } from "../scheduling/types.ts";
import { isOf } from "./decks.ts";
import { memoryColumns, memoryOf } from "./memory_row.ts";
import type { Store } from "./open.ts";
import { card, memory, note } from "./schema.ts";

export interface ListedCard {
  readonly cardId: number;
  readonly label: string;
  readonly memory: Memory;
}

export interface ListedNote {
  readonly id: number;
  readonly guid: string;
  readonly type: string;
  readonly summary: string;
  readonly tags: readonly string[];
  /** In order; retired ones left out. */
  readonly cards: readonly ListedCard[];
}

export interface NotesPage {
  readonly notes: readonly ListedNote[];
  /** The `after` of the next page; undefined on the last one. */
  readonly next: number | undefined;
}

export interface NotesQuery {
  readonly deckId: number;
  /** Words to be found in summary or tags, whatever their case; empty for all. */
  readonly search: string;
  /** Position of the last note of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** One page of a deck's notes in file order; nothing of decks that are not this person's. */
export async function notesOfDeck(store: Store, userId: number, query: NotesQuery): Promise<NotesPage> {
  // Index: note_position.
  const rows = await store.db.select({
    id: note.id,
    guid: note.guid,
    type: note.type,
    summary: note.summary,
    tags: note.tags,
    position: note.position,
  }).from(note).where(
    and(inDeck(userId, query.deckId), sql`${note.position} > ${query.after}`, matches(query.search)),
  ).orderBy(asc(note.position)).limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const cards = await cardsOf(store, userId, page.map((row) => row.id));
  return {
    notes: page.map(({ id, guid, type, summary, tags }) => (
      { id, guid, type, summary, tags: JSON.parse(tags), cards: cards.get(id) ?? [] }
    )),
    next: rows.length > page.length ? page.at(-1)?.position : undefined,
  };
}

/** How many notes of the deck there are for a search. */
export async function countNotes(
  store: Store,
  userId: number,
  query: Pick<NotesQuery, "deckId" | "search">,
): Promise<number> {
  // Index: note_position.
  const [row] = await store.db.select({ count: sql<number>`count(*)` }).from(note)
    .where(and(inDeck(userId, query.deckId), matches(query.search)));
  return row?.count ?? 0;
}

async function cardsOf(store: Store, userId: number, noteIds: readonly number[]) {
  const byNote = new Map<number, ListedCard[]>();
  if (noteIds.length === 0) return byNote;
  // Index: memory_note.
  const rows = await store.db.select({
    ...memoryColumns,
    cardId: card.id,
    noteId: card.noteId,
    label: card.label,
  }).from(memory).innerJoin(card, eq(card.id, memory.cardId))
    .where(and(
      inArray(memory.noteId, [...noteIds]),
      eq(memory.userId, userId),
      sql`${card.retiredAt} is null`,
    )).orderBy(asc(card.position));
  for (const row of rows) {
    const cards = byNote.get(row.noteId) ?? [];
    cards.push({ cardId: row.cardId, label: row.label, memory: memoryOf(row) });
    byNote.set(row.noteId, cards);
  }
  return byNote;
}

function inDeck(userId: number, deckId: number): SQL {
  const own = sql`exists (select 1 from deck where deck.id = ${deckId} and ${isOf(userId)})`;
  return sql`${note.deckId} = ${deckId} and ${note.retiredAt} is null and ${own}`;
}

/** Every word must be found; `%` and `_` mean themselves. */
function matches(search: string): SQL | undefined {
  const words = search.split(/\s+/).filter((word) => word !== "");
  return and(...words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return sql`(${note.summary} like ${pattern} escape '\\' or ${note.tags} like ${pattern} escape '\\')`;
  }));
}
