/** The ids that the way back of an import or edit holds: numbers of rows while it is in an archive. */
import type { ArchiveRow, ArchiveTableName } from "../decks/archive/archive_tables.ts";

/** Another name for the same row; undefined when there is no such row. */
export type Renumber = (table: ArchiveTableName, id: number) => number | undefined;

/** Tables of `row_id`, by the kind of the change. The files of a change of media go by their names. */
const TABLES: Readonly<Record<string, ArchiveTableName>> = {
  deck: "deck",
  note_added: "note",
  note_changed: "note",
  note_type_added: "note_type",
  note_type_changed: "note_type",
  preset: "preset",
};

/** As `rememberNotes` in import_notes.ts writes it, as far as it holds ids. */
interface NoteBefore {
  readonly deckId: number;
  readonly noteTypeId: number | null;
  readonly cards: readonly { readonly id: number; readonly deckId: number }[];
}

interface NoteAfter {
  readonly id: number;
  readonly deckId?: number;
  readonly noteTypeId?: number;
}

/** undefined where a row that it is about is gone: then there is nothing left that could be taken back. */
export function renumberedChange(row: ArchiveRow, renumber: Renumber): ArchiveRow | undefined {
  const table = TABLES[String(row["kind"])];
  if (table === undefined) return row;
  const rowId = renumber(table, Number(row["row_id"]));
  if (rowId === undefined) return undefined;
  if (row["kind"] !== "note_changed") return { ...row, row_id: rowId };
  const before = renumberedBefore(JSON.parse(String(row["before"])), renumber);
  const after = renumberedAfter(JSON.parse(String(row["after"] ?? "null")), renumber);
  if (before === undefined || after === undefined) return undefined;
  return {
    ...row,
    row_id: rowId,
    before: JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  };
}

function renumberedBefore(before: NoteBefore, renumber: Renumber): NoteBefore | undefined {
  const deckId = renumber("deck", before.deckId);
  const noteTypeId = before.noteTypeId === null ? null : renumber("note_type", before.noteTypeId);
  if (deckId === undefined || noteTypeId === undefined) return undefined;
  const cards = before.cards.flatMap((card) => {
    const [id, home] = [renumber("card", card.id), renumber("deck", card.deckId)];
    return id === undefined || home === undefined ? [] : [{ ...card, id, deckId: home }];
  });
  return { ...before, deckId, noteTypeId, cards };
}

/** null where the import put the note out of use. */
function renumberedAfter(after: NoteAfter | null, renumber: Renumber): NoteAfter | null | undefined {
  if (after === null) return null;
  const id = renumber("note", after.id);
  const deckId = after.deckId === undefined ? undefined : renumber("deck", after.deckId);
  const noteTypeId = after.noteTypeId === undefined ? undefined : renumber("note_type", after.noteTypeId);
  const isGone = id === undefined || (deckId === undefined) !== (after.deckId === undefined) ||
    (noteTypeId === undefined) !== (after.noteTypeId === undefined);
  if (isGone) return undefined;
  return {
    ...after,
    id,
    ...(deckId === undefined ? {} : { deckId }),
    ...(noteTypeId === undefined ? {} : { noteTypeId }),
  };
}
