/** Opens the fields of a note that came from a file, to learn its sides: what cannot be opened is said, not thrown. */
import { err, ok, type Result } from "../../base/result.ts";
import { cardTypes } from "../card_types.ts";
import type { Side } from "../card_type.ts";
import type { Complaint } from "../source_text.ts";
import type { NoteType } from "./note_type.ts";

export interface OpenedNote {
  /** At least one. */
  readonly sides: readonly Side[];
  readonly summary: string;
}

export function openNote(
  type: string,
  fields: string,
  noteType: NoteType | undefined,
): Result<OpenedNote, Complaint> {
  const known = cardTypes.find(({ id }) => id === type);
  if (known === undefined) {
    const message = `Notes of type ${JSON.stringify(type.slice(0, 40))} are not known here`;
    return err({ message, expected: `one of ${cardTypes.map(({ id }) => id).join(", ")}` });
  }
  try {
    const { sides, summary } = known.load(fields, noteType);
    if (sides.length > 0) return ok({ sides, summary });
    const cloze = noteType?.kind === "cloze";
    const message = cloze ? "The note has no deletion" : "The note makes no card: what they ask is empty";
    return err({ message, expected: cloze ? "at least one `{{c1::text}}`" : "text in its first field" });
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return err({
      message: `The note is no ${known.title.toLowerCase()}: a part is missing, empty or too long`,
      expected: "every part filled, at most 100,000 characters each",
    });
  }
}
