/** What a person has, as an export needs it: in small reads, so that nobody else waits for them. */
import { asc, eq, sql } from "drizzle-orm";
import type { LogEntry, Memory } from "../scheduling/types.ts";
import { isOf } from "./decks.ts";
import { entryOf } from "./log_row.ts";
import { memoryColumns, memoryOf } from "./memory_row.ts";
import type { Store } from "./open.ts";
import { firstPresetId } from "./presets.ts";
import { card, deck, deckChoice, mediaName, memory, note, noteBase, noteType, review } from "./schema.ts";

const NOTES_A_READ = 200;
const ENTRIES_A_READ = 400;

export interface StoredExportDeck {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly parentId: number | undefined;
  readonly position: number;
  readonly shipped: boolean;
  readonly presetId: number;
}

/** The decks in use of a person, in their order. */
export async function exportDecks(store: Store, userId: number): Promise<readonly StoredExportDeck[]> {
  // Index: deck_owned and deck_shipped, the primary key of deck_choice.
  const rows = await store.db.select({
    id: deck.id,
    slug: deck.slug,
    name: deck.name,
    description: deck.description,
    parentId: deck.parentId,
    position: deck.position,
    ownerId: deck.ownerId,
    presetId: sql<number>`ifnull((select preset_id from ${deckChoice} where user_id = ${userId}
      and deck_id = deck.id), ${firstPresetId(userId)})`,
  }).from(deck).where(sql`${isOf(userId)} and ${deck.retiredAt} is null`)
    .orderBy(asc(deck.position), asc(deck.id));
  return rows.map(({ ownerId, parentId, ...row }) => ({
    ...row,
    parentId: parentId ?? undefined,
    shipped: ownerId === null,
  }));
}

export interface StoredExportCard {
  readonly cardId: number;
  readonly side: string;
  readonly label: string;
  readonly generator: string | undefined;
  readonly deckId: number;
  readonly memory: Memory;
  /** Place among the new cards; where the fold of its log begins. */
  readonly position: number;
  readonly log: readonly { readonly entry: LogEntry; readonly tookMs: number }[];
}

export interface StoredExportNote {
  readonly guid: string;
  readonly type: string;
  /** Key of its note type. */
  readonly noteType: string | undefined;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly summary: string;
  readonly createdAt: number;
  readonly changedAt: number;
  /** ms UTC of the version that was imported last, where the note still is that version. */
  readonly importedVersion: number | undefined;
  readonly cards: readonly StoredExportCard[];
}

interface Reading {
  readonly withLogs: boolean;
  /** Lets others in between two reads. */
  readonly pause: () => Promise<void>;
}

/** The notes in use of one deck with their cards, some at a time, in their order. Nothing of other people's decks. */
export async function* exportNotes(
  store: Store,
  userId: number,
  { deckId, ...how }: Reading & { readonly deckId: number },
): AsyncGenerator<readonly StoredExportNote[]> {
  let after = { position: -1, id: 0 };
  while (true) {
    // Index: note_position.
    const rows = await store.db.select({
      id: note.id,
      guid: note.guid,
      type: note.type,
      noteType: noteType.key,
      fields: note.fields,
      tags: note.tags,
      source: note.source,
      summary: note.summary,
      position: note.position,
      createdAt: note.createdAt,
      changedAt: note.changedAt,
      importedVersion: sql<
        number | null
      >`case when note_base.type = note.type and note_base.fields = note.fields
        and note_base.tags = note.tags then note_base.modified_at end`,
    }).from(note).innerJoin(deck, eq(deck.id, note.deckId))
      .leftJoin(noteType, eq(noteType.id, note.noteTypeId)).leftJoin(noteBase, eq(noteBase.noteId, note.id))
      .where(sql`${note.deckId} = ${deckId} and ${isOf(userId)} and ${note.retiredAt} is null
        and (${note.position}, ${note.id}) > (${after.position}, ${after.id})`)
      .orderBy(asc(note.position), asc(note.id)).limit(NOTES_A_READ);
    if (rows.length === 0) return;
    after = rows.at(-1) ?? after;
    const cards = await cardsOf(store, userId, { noteIds: rows.map(({ id }) => id), ...how });
    await how.pause();
    yield rows.map(({ id, position: _, ...row }) => ({
      ...row,
      noteType: row.noteType ?? undefined,
      tags: JSON.parse(row.tags),
      source: row.source ?? undefined,
      importedVersion: row.importedVersion ?? undefined,
      cards: cards.get(id) ?? [],
    }));
    if (rows.length < NOTES_A_READ) return;
  }
}

async function cardsOf(
  store: Store,
  userId: number,
  { noteIds, withLogs, pause }: Reading & { readonly noteIds: readonly number[] },
): Promise<ReadonlyMap<number, readonly StoredExportCard[]>> {
  // Index: memory_note, then the primary key of card.
  const rows = await store.db.select({
    ...memoryColumns,
    cardId: card.id,
    noteId: card.noteId,
    cardDeckId: card.deckId,
    side: card.side,
    label: card.label,
    generator: card.generator,
    position: memory.position,
  }).from(memory).innerJoin(card, eq(card.id, memory.cardId))
    .where(sql`${memory.noteId} in (select value from json_each(${JSON.stringify(noteIds)}))
      and ${memory.userId} = ${userId} and ${card.retiredAt} is null`)
    .orderBy(asc(card.noteId), asc(card.position), asc(card.id));
  const logs = withLogs
    ? await logsOf(store, userId, { cards: rows, pause })
    : new Map<number, StoredExportCard["log"]>();
  const byNote = new Map<number, StoredExportCard[]>();
  for (const row of rows) {
    const cards = byNote.get(row.noteId) ?? [];
    cards.push({
      cardId: row.cardId,
      side: row.side,
      label: row.label,
      generator: row.generator ?? undefined,
      deckId: row.cardDeckId,
      memory: memoryOf(row),
      position: row.position,
      log: logs.get(row.cardId) ?? [],
    });
    byNote.set(row.noteId, cards);
  }
  return byNote;
}

/** So many cards at a time as have some hundreds of entries together. */
async function logsOf(
  store: Store,
  userId: number,
  { cards, pause }: Pick<Reading, "pause"> & {
    readonly cards: readonly { readonly cardId: number; readonly version: number }[];
  },
): Promise<ReadonlyMap<number, StoredExportCard["log"]>> {
  const logs = new Map<number, { readonly entry: LogEntry; readonly tookMs: number }[]>();
  let some: number[] = [];
  let entries = 0;
  const read = async () => {
    // Index: review_seq.
    const rows = await store.db.select().from(review).where(
      sql`${review.userId} = ${userId} and ${review.cardId} in (select value from json_each(${
        JSON.stringify(some)
      }))`,
    ).orderBy(asc(review.cardId), asc(review.seq));
    for (const row of rows) {
      const log = logs.get(row.cardId) ?? [];
      log.push({ entry: entryOf(row), tookMs: row.tookMs ?? 0 });
      logs.set(row.cardId, log);
    }
    [some, entries] = [[], 0];
    await pause();
  };
  for (const { cardId, version } of cards) {
    if (version === 0) continue;
    some.push(cardId);
    entries += version;
    if (entries >= ENTRIES_A_READ) await read();
  }
  if (some.length > 0) await read();
  return logs;
}

/** What this person's notes call their files: hash by name. */
export async function exportMediaNames(store: Store, userId: number): Promise<ReadonlyMap<string, string>> {
  // Index: primary key.
  const rows = await store.db.select({ name: mediaName.name, hash: mediaName.hash }).from(mediaName)
    .where(eq(mediaName.userId, userId)).orderBy(asc(mediaName.name));
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}
