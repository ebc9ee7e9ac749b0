/** The full text of notes: what waits to be put into the index, and putting it there. Triggers fill the waiting line. */
import { sql } from "drizzle-orm";
import type { Store } from "./open.ts";
import { note } from "./schema.ts";

export interface WaitingNote {
  /** Of the waiting line; a note that is changed meanwhile waits again under a higher one. */
  readonly id: number;
  readonly noteId: number;
  readonly type: string;
  /** JSON. */
  readonly fields: string;
}

export async function waitingNotes(store: Store, limit: number): Promise<readonly WaitingNote[]> {
  // Index: primary keys.
  return await store.db.all<WaitingNote>(
    sql`select note_text_pending.id as id, note.id as noteId, note.type as type,
      note.fields as fields
    from note_text_pending cross join ${note} on note.id = note_text_pending.note_id
    order by note_text_pending.id limit ${limit}`,
  );
}

/** How many notes are not in the index yet. */
export async function countWaiting(store: Store): Promise<number> {
  const [row] = await store.db.all<{ count: number }>(sql`select count(*) as count from note_text_pending`);
  return row?.count ?? 0;
}

export async function indexNotes(
  store: Store,
  notes: readonly { readonly id: number; readonly noteId: number; readonly text: string }[],
): Promise<void> {
  const rows = JSON.stringify(notes);
  const last = Math.max(...notes.map(({ id }) => id));
  await store.write([
    sql`delete from note_text where rowid in (select value ->> 'noteId' from json_each(${rows}))`,
    sql`insert into note_text (rowid, text)
      select value ->> 'noteId', value ->> 'text' from json_each(${rows})
      where value ->> 'noteId' in (select id from ${note}) group by value ->> 'noteId' having max(value ->> 'id')`,
    sql`delete from note_text_pending where id <= ${last}`,
  ]);
}
