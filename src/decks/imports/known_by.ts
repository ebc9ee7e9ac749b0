/** Notes that files without guids are about: known, as in Anki, by note type and first field. */
import { htmlText } from "../../text/html_text.ts";
import type { Collection } from "./collection.ts";
import type { NoteType, NoteValues } from "./note_type.ts";

/** What the first field of a note says; empty where there is none. */
export function firstFieldText({ fields: [first] }: Pick<NoteType, "fields">, fields: string): string {
  const values: NoteValues = JSON.parse(fields);
  return first === undefined ? "" : knownText(values[first.name] ?? "");
}

export function knownText(html: string): string {
  return htmlText(html).replace(/\s+/g, " ").trim().normalize("NFC");
}

/** By key of the person's note type, the first fields by which notes of the file may be known. */
export function knownTexts(
  collection: Pick<Collection, "notes">,
  stored: readonly NoteType[],
): readonly { readonly noteType: string; readonly texts: readonly string[] }[] {
  return stored.flatMap(({ key }) => {
    const texts = collection.notes.flatMap(({ noteType, knownBy }) =>
      noteType === key && knownBy !== undefined ? [knownBy] : []
    );
    return texts.length === 0 ? [] : [{ noteType: key, texts: [...new Set(texts)] }];
  });
}
