/** Names of media: what a person's notes call a file. */
import { and, eq, sql } from "drizzle-orm";
import type { Store } from "./open.ts";
import { deck, media, mediaName, note } from "./schema.ts";

/** The hash behind a name of this person. */
export async function mediaHash(store: Store, userId: number, name: string): Promise<string | undefined> {
  // Index: primary key.
  const [row] = await store.db.select({ hash: mediaName.hash }).from(mediaName)
    .where(and(eq(mediaName.userId, userId), eq(mediaName.name, name)));
  return row?.hash;
}

export interface NamedFile {
  readonly name: string;
  readonly hash: string;
  readonly size: number;
  /** ms UTC. */
  readonly at: number;
}

/** Gives a file a name among a person's; a name that means another file already stays as it is. */
export async function nameMedia(
  store: Store,
  userId: number,
  { name, hash, size, at }: NamedFile,
): Promise<void> {
  await store.write([
    sql`insert into ${media} (hash, size, created_at) values (${hash}, ${size}, ${at}) on conflict do nothing`,
    sql`insert into ${mediaName} (user_id, name, hash, created_at) values (${userId}, ${name}, ${hash}, ${at})
      on conflict do nothing`,
  ]);
}

/** Names read at once: a few ms. */
const NAMES_A_READ = 1000;
const NOTES_A_READ = 500;

/** Every file of a person, by name. */
export async function namedFiles(store: Store, userId: number): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = [];
  for (let after = "";;) {
    // Index: primary key of media_name.
    const rows = await store.db.all<NamedFile>(sql`select media_name.name as name, media_name.hash as hash,
        media.size as size, media_name.created_at as at
      from ${mediaName} cross join ${media} on media.hash = media_name.hash
      where media_name.user_id = ${userId} and media_name.name > ${after} order by media_name.name limit ${NAMES_A_READ}`);
    files.push(...rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < NAMES_A_READ) return files;
    after = last.name;
    await store.letOthersIn();
  }
}

/** Those of some hashes that no row holds. */
export async function unnamedHashes(store: Store, hashes: readonly string[]): Promise<readonly string[]> {
  // Index: primary key of media.
  const rows = await store.db.all<{ hash: string }>(sql`select value as hash
    from json_each(${
    JSON.stringify(hashes)
  }) where not exists (select 1 from ${media} where media.hash = value)`);
  return rows.map(({ hash }) => hash);
}

/** Takes names away; bytes that nobody names any more are forgotten by forgetUnnamedMedia(). */
export async function unnameMedia(store: Store, userId: number, names: readonly string[]): Promise<void> {
  await store.write([
    sql`delete from ${mediaName} where user_id = ${userId}
      and name in (select value from json_each(${JSON.stringify(names)}))`,
  ]);
}

export interface NoteText {
  readonly noteId: number;
  readonly type: string;
  /** JSON. */
  readonly fields: string;
  readonly source: string | undefined;
  /** Out of use: deleted, but it can be taken back. */
  readonly retired: boolean;
}

/** All notes of a person's own decks, those out of use too, some at a time. */
export async function* ownNoteTexts(store: Store, userId: number): AsyncGenerator<readonly NoteText[]> {
  for (let after = 0;;) {
    // Index: primary key of note.
    const [part] = await store.db.all<{ last: number | null }>(
      sql`select max(id) as last from (select id from ${note} where id > ${after} order by id limit ${NOTES_A_READ})`,
    );
    const last = part?.last ?? undefined;
    if (last === undefined) return;
    const rows = await store.db.all<
      { id: number; type: string; fields: string; source: string | null; retired: number }
    >(
      sql`select id, type, fields, source, retired_at is not null as retired from ${note}
        where id > ${after} and id <= ${last} and deck_id in (select id from ${deck} where owner_id = ${userId})`,
    );
    yield rows.map(({ id, type, fields, source, retired }) => (
      { noteId: id, type, fields, source: source ?? undefined, retired: retired !== 0 }
    ));
    after = last;
    await store.letOthersIn();
  }
}

/** What the person's own decks say of themselves. */
export async function deckDescriptions(store: Store, userId: number): Promise<readonly string[]> {
  const rows = await store.db.all<{ description: string }>(
    sql`select description from ${deck} where owner_id = ${userId}`,
  );
  return rows.map(({ description }) => description);
}
