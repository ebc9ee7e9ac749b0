/** Turns notes of a small deck into imported ones, as an import would leave them in the store. */
import { sql } from "drizzle-orm";
import type { NoteType, NoteValues } from "../../src/decks/imports/note_type.ts";
import type { House } from "./house.ts";

export interface Imported {
  readonly noteType: NoteType;
  readonly values: NoteValues;
  readonly side: string;
}

/** A deck file with a plain note of each name, to be turned into imported ones. */
export function deckOf(names: readonly string[]): string {
  const notes = names.map((name) => `## ${name}\n\n- type: basic\n\nfront\n\n---\n\nback\n`);
  return `---\ndeck: imported\nname: Imported\ndescription: From a package.\norder: 1\n---\n\n${
    notes.join("\n")
  }`;
}

/** The ids of the card and of its note type. */
export async function makeImported(
  { store, person }: House,
  name: string,
  { noteType, values, side }: Imported,
): Promise<{ readonly cardId: number; readonly noteTypeId: number }> {
  const key = `${noteType.key} ${name}`;
  const [made] = await store.db.all<{ id: number }>(
    sql`insert into note_type (user_id, key, name, definition, changed_at)
      values (${person.id}, ${key}, ${noteType.name}, ${JSON.stringify(noteType)}, 0) returning id`,
  );
  const [note] = await store.db.all<{ id: number }>(
    sql`update note set type = 'anki', note_type_id = ${made?.id}, fields = ${JSON.stringify(values)}
      where guid = ${name} returning id`,
  );
  const [card] = await store.db.all<{ id: number }>(
    sql`update card set side = ${side} where note_id = ${note?.id} returning id`,
  );
  if (made === undefined || card === undefined) throw new Error(`There is no note ${name}`);
  return { cardId: card.id, noteTypeId: made.id };
}
