/** Finds cards by a search, in small reads that let others in between; and shows some of what was found. */
import { asc, inArray, sql } from "drizzle-orm";
import { unreachable } from "../base/invariant.ts";
import type { Pattern, Search } from "../decks/search/terms.ts";
import type { Memory } from "../scheduling/types.ts";
import { isOf } from "./decks.ts";
import { memoryColumns, memoryOf } from "./memory_row.ts";
import type { Store } from "./open.ts";
import { card, deck, memory, note, noteType } from "./schema.ts";
import { indexedText, type Part, searched, type SearchWorld, whereOf } from "./search_where.ts";

/** Cards looked at in one read: a few ms. */
const CARDS_A_READ = 1000;
const IDS_A_READ = 1500;
/** The index begins each lookup from its start, so that few are better than many. */
const NOTES_A_LOOKUP = 20_000;

export type SortKey =
  | "position"
  | "text"
  | "deck"
  | "due"
  | "interval"
  | "reviews"
  | "lapses"
  | "added"
  | "changed"
  | "stability"
  | "difficulty";

export interface FoundCard {
  readonly cardId: number;
  readonly noteId: number;
  readonly key: number | string;
}

/** Every card that fits, not yet in order. */
export async function* findCards(
  store: Store,
  { search, world, sort }: { readonly search: Search; readonly world: SearchWorld; readonly sort: SortKey },
): AsyncGenerator<readonly FoundCard[]> {
  const { userId } = world;
  for (let part = await partFrom(store, userId, 0); part !== undefined;) {
    const rows = await store.db.all<FoundCard>(sql`select card.id as cardId, note.id as noteId,
        ${keyOf(sort)} as key
      from ${searched(userId)} and memory.card_id between ${part.cards.first} and ${part.cards.last}
        and ${whereOf(search, world, part)}`);
    if (rows.length > 0) yield rows;
    await store.letOthersIn();
    part = await partFrom(store, userId, part.cards.last + 1);
  }
}

/** The next cards, and where their notes lie, so that what is known of all notes is looked up for these alone. */
async function partFrom(store: Store, userId: number, from: number): Promise<Part | undefined> {
  // Index: primary key of memory.
  const [row] = await store.db.all<Record<"first" | "last" | "firstNote" | "lastNote", number | null>>(
    sql`select min(card_id) as first, max(card_id) as last, min(note_id) as firstNote, max(note_id) as lastNote
      from (select card_id, note_id from ${memory} where user_id = ${userId} and card_id >= ${from}
        order by card_id limit ${CARDS_A_READ})`,
  );
  if (row === undefined) return undefined;
  const { first, last, firstNote, lastNote } = row;
  if (first === null || last === null || firstNote === null || lastNote === null) return undefined;
  return { cards: { first, last }, notes: { first: firstNote, last: lastNote } };
}

function keyOf(sort: SortKey) {
  switch (sort) {
    case "position":
      // Decks of one position do not mix.
      return sql`printf('%08d %010d %010d', deck.position, deck.id, note.position)`;
    case "text":
      return sql`note.summary`;
    case "deck":
      return sql`deck.name`;
    case "due":
      // New cards by place, then days, then instants as days.
      return sql`case memory.due_kind when 'new' then -1e9 + memory.due when 'day' then memory.due
        else memory.due / 86400000.0 end`;
    case "interval":
      return sql`memory.interval_days`;
    case "reviews":
      return sql`memory.reviews`;
    case "lapses":
      return sql`memory.lapses`;
    case "added":
      return sql`note.created_at`;
    case "changed":
      return sql`note.changed_at`;
    case "stability":
      return sql`coalesce(memory.stability, -1)`;
    case "difficulty":
      return sql`coalesce(memory.difficulty, -1)`;
    default:
      return unreachable(sort);
  }
}

export interface BrowsedCard {
  readonly cardId: number;
  readonly noteId: number;
  readonly summary: string;
  readonly label: string;
  readonly deck: string;
  readonly deckSlug: string;
  readonly deckId: number;
  readonly type: string;
  readonly tags: readonly string[];
  readonly memory: Memory;
}

/** Some cards of a person, in the order of the ids; those that are gone are left out. */
export async function browsedCards(
  store: Store,
  userId: number,
  cardIds: readonly number[],
): Promise<readonly BrowsedCard[]> {
  // Index: primary keys.
  const rows = await store.db.select({
    ...memoryColumns,
    cardId: card.id,
    noteId: note.id,
    summary: note.summary,
    label: card.label,
    deck: deck.name,
    deckSlug: deck.slug,
    deckId: deck.id,
    type: sql<string>`coalesce(${noteType.name}, ${note.type})`,
    tags: note.tags,
  }).from(memory).innerJoin(card, sql`${card.id} = ${memory.cardId}`)
    .innerJoin(note, sql`${note.id} = ${card.noteId}`)
    .innerJoin(deck, sql`${deck.id} = ${card.deckId}`)
    .leftJoin(noteType, sql`${noteType.id} = ${note.noteTypeId}`)
    .where(sql`${memory.userId} = ${userId} and ${inArray(memory.cardId, [...cardIds])}`)
    .orderBy(asc(memory.cardId));
  const byId = new Map(rows.map((row) => [row.cardId, row]));
  return cardIds.flatMap((id): BrowsedCard[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { cardId, noteId, summary, label, deck, deckSlug, deckId, type, tags } = row;
    return [{
      cardId,
      noteId,
      summary,
      label,
      deck,
      deckSlug,
      deckId,
      type,
      tags: JSON.parse(tags),
      memory: memoryOf(row),
    }];
  });
}

/** Notes that hold a text, of whomever; undefined where the index cannot say. */
export async function notesWithText(store: Store, pattern: Pattern): Promise<readonly number[] | undefined> {
  const where = indexedText(pattern);
  if (where === undefined) return undefined;
  const [range] = await store.db.all<{ last: number | null }>(sql`select max(id) as last from ${note}`);
  const found: number[] = [];
  for (let from = 0; from <= (range?.last ?? -1); from += NOTES_A_LOOKUP) {
    const rows = await store.db.all<{ id: number }>(sql`select rowid as id from note_text
      where ${where} and rowid between ${from} and ${from + NOTES_A_LOOKUP - 1}`);
    for (const { id } of rows) found.push(id);
    await store.letOthersIn();
  }
  return found;
}

/** Notes in use whose first line is that of another note of the same type. */
export async function duplicateNotes(store: Store, userId: number): Promise<readonly number[]> {
  const first = new Map<string, number>();
  const repeated = new Set<number>();
  const decks = await store.db.all<{ id: number }>(
    sql`select id from ${deck} where ${isOf(userId)} and retired_at is null`,
  );
  for (const { id } of decks) {
    let after = { position: -1, id: 0 };
    while (true) {
      // Index: note_position.
      const rows = await store.db.all<{ id: number; position: number; key: string }>(sql`select id, position,
          json_array(type, note_type_id, summary) as key
        from ${note} where deck_id = ${id} and retired_at is null and (position, id) > (${after.position}, ${after.id})
        order by position, id limit ${IDS_A_READ}`);
      for (const row of rows) {
        const known = first.get(row.key);
        if (known === undefined) first.set(row.key, row.id);
        else repeated.add(known).add(row.id);
      }
      await store.letOthersIn();
      if (rows.length < IDS_A_READ) break;
      after = rows.at(-1) ?? after;
    }
  }
  return [...repeated];
}

/** The notes of some cards of a person, each once. */
export async function noteIdsOf(
  store: Store,
  userId: number,
  cardIds: readonly number[],
): Promise<readonly number[]> {
  const found = new Set<number>();
  for (let start = 0; start < cardIds.length; start += IDS_A_READ) {
    const some = JSON.stringify(cardIds.slice(start, start + IDS_A_READ));
    // Index: primary key of memory.
    const rows = await store.db.all<{ id: number }>(sql`select distinct note_id as id from ${memory}
      where user_id = ${userId} and card_id in (select value from json_each(${some}))`);
    for (const { id } of rows) found.add(id);
    await store.letOthersIn();
  }
  return [...found];
}
