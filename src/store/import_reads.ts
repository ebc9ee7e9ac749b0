/** What a person has, as an import's plan is made against it: in small reads, so that nobody else waits for them. */
import { asc, eq, sql } from "drizzle-orm";
import type { PlanAgainst, PlannableDeck, PlannableNote } from "../decks/imports/import_plan.ts";
import { isOf } from "./decks.ts";
import { noteTypesOf } from "./note_types.ts";
import type { Store } from "./open.ts";
import { card, deck, mediaName, note, noteBase, noteType } from "./schema.ts";

const NOTES_A_READ = 500;
/** Most of them are of notes that are new. */
const GUIDS_A_READ = 2000;

/** Decks, note types and media names of a person: everything of PlanAgainst but the notes. */
export async function planContext(store: Store, userId: number): Promise<Omit<PlanAgainst, "notes">> {
  const [decks, noteTypes, media] = await Promise.all([
    plannableDecks(store, userId),
    noteTypesOf(store, userId),
    mediaNames(store, userId),
  ]);
  return { decks, noteTypes: noteTypes.map(({ definition }) => definition), media };
}

/** What the notes of a file are looked up by. */
export interface NotesWanted {
  /** Guids of notes that may lie in any deck. */
  readonly guids: readonly string[];
  /** Decks of which every note is wanted. */
  readonly slugs: readonly string[];
}

/** The person's notes of these guids, and all of these decks, each once, some hundreds at a time. */
export async function* planNotes(
  store: Store,
  userId: number,
  { guids, slugs }: NotesWanted,
): AsyncGenerator<readonly PlannableNote[]> {
  const decks = await plannableDecks(store, userId);
  const byId = new Map(decks.map((one) => [one.deckId, one]));
  const whole = decks.filter((one) => slugs.includes(one.slug)).map((one) => one.deckId);
  for (const deckId of whole) {
    let after = 0;
    while (true) {
      // Index: note_guid begins with the deck and ends, as every index does, in the id.
      const rows = await noteRows(
        store,
        sql`note.id in (select id from ${note} where deck_id = ${deckId} and id > ${after} order by id
          limit ${NOTES_A_READ})`,
      );
      if (rows.length === 0) break;
      after = rows.at(-1)?.noteId ?? after;
      yield rows.map((row) => plannableNote(row, byId));
      await store.letOthersIn();
    }
  }
  for (let start = 0; start < guids.length; start += GUIDS_A_READ) {
    const some = JSON.stringify(guids.slice(start, start + GUIDS_A_READ));
    // Index: note_guid_anywhere.
    const rows = await noteRows(
      store,
      sql`note.guid in (select value from json_each(${some})) and note.deck_id in (select id from ${deck} where ${
        isOf(userId)
      })`,
    );
    const fresh = rows.filter((row) => !whole.includes(row.deckId));
    if (fresh.length > 0) yield fresh.map((row) => plannableNote(row, byId));
    await store.letOthersIn();
  }
}

/** The notes of one of a person's note types, in use, some hundreds at a time. */
export async function* notesOfType(
  store: Store,
  userId: number,
  noteTypeKey: string,
): AsyncGenerator<readonly PlannableNote[]> {
  const decks = new Map((await plannableDecks(store, userId)).map((one) => [one.deckId, one]));
  let after = 0;
  while (true) {
    // Index: note_type_key and note_note_type, which ends in the id.
    const rows = await noteRows(
      store,
      sql`note.id in (select id from ${note} where retired_at is null and id > ${after} and note_type_id =
        (select id from ${noteType} where user_id = ${userId} and key = ${noteTypeKey}) order by id limit ${NOTES_A_READ})`,
    );
    if (rows.length === 0) return;
    after = rows.at(-1)?.noteId ?? after;
    yield rows.map((row) => plannableNote(row, decks));
    await store.letOthersIn();
  }
}

/** Notes by their ids, of this person's own decks only: shipped ones are not theirs to change. */
export async function ownNotes(
  store: Store,
  userId: number,
  noteIds: readonly number[],
): Promise<readonly PlannableNote[]> {
  const decks = new Map((await plannableDecks(store, userId)).map((one) => [one.deckId, one]));
  const notes: PlannableNote[] = [];
  for (let start = 0; start < noteIds.length; start += NOTES_A_READ) {
    const some = JSON.stringify(noteIds.slice(start, start + NOTES_A_READ));
    // Index: primary key.
    const rows = await noteRows(
      store,
      sql`note.id in (select value from json_each(${some})) and note.retired_at is null
        and note.deck_id in (select id from ${deck} where owner_id = ${userId} and retired_at is null)`,
    );
    notes.push(...rows.map((row) => plannableNote(row, decks)));
    await store.letOthersIn();
  }
  return notes;
}

/** Which of the notes were edited after an instant (ms UTC). */
export async function editedSince(
  store: Store,
  noteIds: readonly number[],
  at: number,
): Promise<ReadonlySet<number>> {
  // Index: primary key.
  const rows = await store.db.all<{ id: number }>(sql`select id from ${note}
    where id in (select value from json_each(${JSON.stringify(noteIds)})) and changed_at > ${at}`);
  return new Set(rows.map(({ id }) => id));
}

interface NoteRow {
  readonly noteId: number;
  readonly guid: string;
  readonly deckId: number;
  readonly type: string;
  readonly noteType: string | null;
  readonly fields: string;
  readonly tags: string;
  readonly source: string | null;
  readonly retired: number;
  readonly sides: string;
  readonly baseType: string | null;
  readonly baseModifiedAt: number | null;
  readonly baseFields: string | null;
  readonly baseTags: string | null;
  readonly baseDeckPath: string | null;
}

function noteRows(store: Store, where: ReturnType<typeof sql>): Promise<readonly NoteRow[]> {
  return store.db.all<NoteRow>(sql`select note.id as noteId, note.guid as guid, note.deck_id as deckId,
      note.type as type, note_type.key as noteType, note.fields as fields, note.tags as tags, note.source as source,
      note.retired_at is not null as retired,
      (select json_group_array(card.side) from ${card} where card.note_id = note.id and card.retired_at is null) as sides,
      note_base.type as baseType, note_base.modified_at as baseModifiedAt, note_base.fields as baseFields,
      note_base.tags as baseTags, note_base.deck_path as baseDeckPath
    from ${note} left join ${noteType} on note_type.id = note.note_type_id
      left join ${noteBase} on note_base.note_id = note.id
    where ${where} order by note.id`);
}

function plannableNote(row: NoteRow, decks: ReadonlyMap<number, PlannableDeck>): PlannableNote {
  const home = decks.get(row.deckId);
  const { baseType, baseFields, baseTags, baseDeckPath, baseModifiedAt } = row;
  const base = baseType === null || baseFields === null || baseTags === null || baseDeckPath === null
    ? undefined
    : {
      modifiedAt: baseModifiedAt ?? undefined,
      type: baseType,
      fields: baseFields,
      tags: JSON.parse(baseTags),
      deckPath: JSON.parse(baseDeckPath),
    };
  return {
    noteId: row.noteId,
    guid: row.guid,
    deckId: row.deckId,
    deckSlug: home?.slug ?? "",
    deckPath: home?.path ?? [],
    type: row.type,
    noteType: row.noteType ?? undefined,
    fields: row.fields,
    tags: JSON.parse(row.tags),
    source: row.source ?? undefined,
    retired: row.retired !== 0 || (home?.retired ?? true),
    shipped: home?.shipped ?? true,
    base,
    sides: JSON.parse(row.sides),
  };
}

/** Every deck of a person, retired ones too, with its path from the root. */
export async function plannableDecks(store: Store, userId: number): Promise<readonly PlannableDeck[]> {
  // Index: deck_owned and deck_shipped.
  const rows = await store.db.select({
    id: deck.id,
    slug: deck.slug,
    name: deck.name,
    parentId: deck.parentId,
    ownerId: deck.ownerId,
    retiredAt: deck.retiredAt,
  }).from(deck).where(isOf(userId)).orderBy(asc(deck.id));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (id: number | null): readonly string[] => {
    const path: string[] = [];
    // A deck is never its own ancestor, but a loop in the table must not hang the program.
    for (let next = id, left = 100; next !== null && left > 0; left--) {
      const row = byId.get(next);
      if (row === undefined) break;
      path.unshift(row.name);
      next = row.parentId;
    }
    return path;
  };
  return rows.map((row) => ({
    deckId: row.id,
    slug: row.slug,
    path: pathOf(row.id),
    shipped: row.ownerId === null,
    retired: row.retiredAt !== null,
  }));
}

async function mediaNames(store: Store, userId: number): Promise<ReadonlyMap<string, string>> {
  // Index: primary key.
  const rows = await store.db.select({ name: mediaName.name, hash: mediaName.hash }).from(mediaName)
    .where(eq(mediaName.userId, userId));
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}
