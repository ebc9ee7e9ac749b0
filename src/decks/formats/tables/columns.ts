/** What each column of a table is: a field of the note, its tags, deck, note type or guid, or nothing. */
import { fieldNames, plainFieldNames } from "../../imports/made_note_types.ts";
import type { AnkiHeaders } from "./anki_headers.ts";

export type Role = "tags" | "deck" | "notetype" | "guid" | "ignore" | { readonly field: string };

const ROLES = ["tags", "deck", "notetype", "guid", "ignore"] as const;

/** What a table's own names say; anything else is a field. */
const NAMED: ReadonlyMap<string, Role> = new Map<string, Role>([
  ["tags", "tags"],
  ["tag", "tags"],
  ["deck", "deck"],
  ["note type", "notetype"],
  ["notetype", "notetype"],
  ["guid", "guid"],
]);

/** As TableChoices writes them. */
export function readRole(text: string): Role {
  if (text.startsWith("field:") && text.length > 6) return { field: text.slice(6) };
  return ROLES.find((role) => role === text) ?? "ignore";
}

export function writeRole(role: Role): string {
  return typeof role === "string" ? role : `field:${role.field}`;
}

/** From the names of the columns where there are any, by their order otherwise. */
export function guessRoles(
  width: number,
  { names, headers, cloze }: {
    readonly names: readonly string[] | undefined;
    readonly headers: AnkiHeaders | undefined;
    readonly cloze: boolean;
  },
): readonly Role[] {
  const special = Array.from({ length: width }, (_, index): Role | undefined => {
    const column = index + 1;
    if (headers?.guidColumn === column) return "guid";
    if (headers?.notetypeColumn === column) return "notetype";
    if (headers?.deckColumn === column) return "deck";
    if (headers?.tagsColumn === column) return "tags";
    return NAMED.get(names?.[index]?.trim().toLowerCase() ?? "");
  });
  const fieldColumns = special.flatMap((role, index) => role === undefined ? [index] : []);
  const called = names === undefined
    ? plainFieldNames(fieldColumns.length, cloze ? "cloze" : "normal")
    : fieldNames(fieldColumns.map((index) => names[index] ?? "")).map(asStock);
  let next = 0;
  return special.map((role) => role ?? { field: called[next++] ?? `Field ${next}` });
}

/** `front` and `BACK` are the fields of Anki's own note types. */
function asStock(name: string): string {
  return ["Front", "Back", "Text", "Back Extra"].find((known) =>
    known.toLowerCase() === name.toLowerCase()
  ) ?? name;
}

/** The text of the column with a role; undefined where there is none or it is empty. */
export function cellOf(cells: readonly string[], roles: readonly Role[], role: Role): string | undefined {
  const index = roles.indexOf(role);
  return index < 0 ? undefined : cells[index]?.trim() || undefined;
}
