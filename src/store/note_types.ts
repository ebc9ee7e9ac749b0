/** Note types as they are stored: definitions as JSON, by person. */
import { and, asc, eq } from "drizzle-orm";
import type { NoteType } from "../decks/imports/note_type.ts";
import type { Store } from "./open.ts";
import { noteType } from "./schema.ts";

export interface StoredNoteType {
  readonly id: number;
  readonly definition: NoteType;
  /** ms UTC of the last change here. */
  readonly changedAt: number;
}

/** The note types of a person, by name. */
export async function noteTypesOf(store: Store, userId: number): Promise<readonly StoredNoteType[]> {
  // Index: note_type_key.
  const rows = await store.db.select().from(noteType).where(eq(noteType.userId, userId)).orderBy(
    asc(noteType.name),
    asc(noteType.id),
  );
  return rows.map(({ id, definition, changedAt }) => ({ id, definition: JSON.parse(definition), changedAt }));
}

/** One note type of a person; undefined when it is not theirs. */
export async function noteTypeWithId(
  store: Store,
  { userId, id }: { readonly userId: number; readonly id: number },
): Promise<NoteType | undefined> {
  // Index: the primary key.
  const [row] = await store.db.select({ definition: noteType.definition }).from(noteType)
    .where(and(eq(noteType.id, id), eq(noteType.userId, userId))).limit(1);
  return row === undefined ? undefined : noteTypeOf(row.definition);
}

/** The definition as it was stored; one object for equal texts, so that what is made of it can be kept with it. */
export function noteTypeOf(definition: string | null): NoteType | undefined {
  if (definition === null) return undefined;
  const known = parsed.get(definition);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_KEPT) parsed.clear();
  const read: NoteType = JSON.parse(definition);
  parsed.set(definition, read);
  return read;
}

const MOST_KEPT = 200;
const parsed = new Map<string, NoteType>();
