/** The style sheet of a person's note type, kept inside its own cards. */
import { sheetName, sheetOf } from "../decks/anki/style_sheet.ts";
import type { Person } from "../store/people.ts";
import { noteTypeWithId } from "../store/note_types.ts";
import type { Deps } from "./deps.ts";

/** Pictures and fonts of sheets are the person's own, of no deck. */
const MEDIA_BASE = "/media/own/";

/** undefined when the person has no such note type, or its sheet goes by another name by now. */
export async function noteTypeSheet(
  deps: Deps,
  person: Person,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<string | undefined> {
  const noteType = await noteTypeWithId(deps.store, { userId: person.id, id });
  if (noteType === undefined || sheetName(noteType) !== name) return undefined;
  return sheetOf(noteType, { mediaBase: MEDIA_BASE });
}
