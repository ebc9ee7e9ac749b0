/** What a template may name: the fields of its note, and what Anki knows of every card. */
import type { NotePlace } from "../card_type.ts";
import type { NoteType, NoteValues } from "../imports/note_type.ts";

export interface Fields {
  /** HTML by name. */
  readonly values: ReadonlyMap<string, string>;
  /** Names of those that show something. */
  readonly filled: ReadonlySet<string>;
}

/** The fields of one card; `template` is its name, `number` the place of it from 1, or that of its deletions. */
export function fieldsOf(
  noteType: NoteType,
  values: NoteValues,
  card: { readonly template: string; readonly number: number; readonly place: NotePlace },
): Fields {
  const { place } = card;
  const all = new Map(noteType.fields.map(({ name }) => [name, values[name] ?? ""]));
  all.set("Tags", place.tags.join(" "));
  all.set("Type", noteType.name);
  all.set("Deck", place.deck);
  all.set("Subdeck", place.deck.split("::").at(-1) ?? "");
  all.set("Card", card.template);
  all.set("CardFlag", `flag${place.flag}`);
  all.set(`c${card.number}`, "1");
  const filled = new Set([...all].filter(([, value]) => !isEmptyField(value)).map(([name]) => name));
  return { values: all, filled };
}

/** Anki's rule: nothing but white space and empty lines of HTML. */
export function isEmptyField(html: string): boolean {
  return html.replace(/<\/?(?:br|div) ?\/?>/gi, "").replace(/[ \t\n\r\v\f]/g, "") === "";
}
