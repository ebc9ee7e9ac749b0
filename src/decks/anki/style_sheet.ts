/** The style sheet of a note type: its name, and the sheet kept inside the cards that carry the name as a class. */
import { createHash } from "node:crypto";
import { scopedCss } from "../../text/scoped_css.ts";
import type { NoteType } from "../imports/note_type.ts";

/** Changes with the sheet, so that a browser may keep it for ever. */
export function sheetName({ css }: NoteType): string {
  return `note-${createHash("sha256").update(css).digest("hex").slice(0, 16)}`;
}

export function sheetOf(
  noteType: NoteType,
  { mediaBase }: { readonly mediaBase: string | undefined },
): string {
  return scopedCss(noteType.css, { scope: sheetName(noteType), mediaBase });
}
