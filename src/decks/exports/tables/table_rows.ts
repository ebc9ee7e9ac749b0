/** Notes as rows of a table: identity, note type, deck, fields and tags, HTML as Anki has it. */
import type { ExportContents } from "../contents.ts";
import type { ExportTools, ExportWishes } from "../export_format.ts";
import { ankiNotes } from "../anki/anki_notes.ts";
import { mediaNaming } from "../media_names.ts";

export interface TableRows {
  /** Of the widest note. */
  readonly fields: number;
  /** guid, note type, deck, tags, then the fields. */
  readonly rows: readonly (readonly string[])[];
}

const NOTES_A_TURN = 25;

export async function tableRows(
  contents: ExportContents,
  wishes: ExportWishes,
  { pause }: Pick<ExportTools, "pause">,
): Promise<TableRows> {
  const noteTypes = new Map(contents.noteTypes.map((type) => [type.key, type]));
  const mediaName = mediaNaming(contents).nameOf;
  const rows: (readonly string[])[] = [];
  for (const [index, note] of contents.notes.entries()) {
    if (index % NOTES_A_TURN === 0) await pause();
    const deck = contents.decks[note.deck]?.path.map((step) => step.replace(/:{2,}/g, ":")).join("::") ?? "";
    for (const made of ankiNotes(note, { noteTypes, decks: contents.decks }, { ...wishes, mediaName })) {
      const tags = made.tags.map((tag) => tag.replace(/[\s\u3000]+/g, "_")).join(" ");
      rows.push([made.guid, made.noteType.name, deck, tags, ...made.values]);
    }
  }
  return { fields: Math.max(1, ...rows.map((row) => row.length - 4)), rows };
}

/** Cells between separators, quoted where they hold one, a quote or a line end, or could be taken for a comment. */
export function rowText(cells: readonly string[], separator: string): string {
  return cells.map((cell) =>
    cell.includes(separator) || /["\n\r]|^#|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  ).join(separator);
}
