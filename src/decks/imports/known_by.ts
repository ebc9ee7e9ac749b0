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

/** Types that were made for a file which names or lists fields, but brings no type of its own. */
function isMade({ key }: NoteType): boolean {
  return key.startsWith("name:") || key.startsWith("fields:");
}

/** The person's own type that a made one stands for: the same name and fields. */
export function namesake(type: NoteType, stored: readonly NoteType[]): NoteType | undefined {
  if (!isMade(type)) return undefined;
  const fields = fieldNames(type);
  return stored.find((other) =>
    other.name === type.name && other.kind === type.kind && fieldNames(other) === fields
  );
}

/** By key of the person's note type, the first fields by which notes of the file may be known. */
export function knownTexts(
  collection: Pick<Collection, "notes" | "noteTypes">,
  stored: readonly NoteType[],
): readonly { readonly noteType: string; readonly texts: readonly string[] }[] {
  return collection.noteTypes.flatMap((type) => {
    const own = stored.find(({ key }) => key === type.key) ?? namesake(type, stored);
    const texts = collection.notes.flatMap(({ noteType, knownBy }) =>
      noteType === type.key && knownBy !== undefined ? [knownBy] : []
    );
    return own === undefined || texts.length === 0 ? [] : [{ noteType: own.key, texts: [...new Set(texts)] }];
  });
}

function fieldNames({ fields }: NoteType): string {
  return JSON.stringify(fields.map(({ name }) => name));
}
