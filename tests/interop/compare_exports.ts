/** Holds what Anki makes of our export of a package against what it makes of the package itself. */
import { ranks } from "./compare.ts";
import { type Comparison, type Reason, same } from "./comparison.ts";
import type { AnkiCardState, AnkiState } from "./state.ts";

export function compareExports(
  into: Comparison,
  { where, wanted, found, schedules }: {
    readonly where: string;
    readonly wanted: AnkiState;
    readonly found: AnkiState;
    readonly schedules: boolean;
  },
): void {
  const at: At = (what, key, a, b, ...reasons) =>
    same(into, { what: `our export: ${what}`, where: `${where}: ${key}`, wanted: a, found: b }, ...reasons);
  for (const part of ["notes", "cards", "media"] as const) {
    at(part, "which", Object.keys(wanted[part]).toSorted(), Object.keys(found[part]).toSorted());
  }
  at("decks", "paths", wanted.decks, found.decks);
  for (const [name, hash] of Object.entries(wanted.media)) at("media", name, hash, found.media[name]);
  for (const [guid, note] of Object.entries(wanted.notes)) {
    const other = found.notes[guid];
    if (other === undefined) continue;
    const { fields, tags, type, modifiedAt, typeId } = note;
    at("note type of a note", guid, [typeId, type], [other.typeId, other.type]);
    at("fields", guid, fields, other.fields);
    at("tags", guid, tags, other.tags);
    at("changed at", guid, modifiedAt, other.modifiedAt);
  }
  const used = new Set(Object.values(wanted.notes).map(({ typeId }) => typeId));
  for (const [id, type] of Object.entries(wanted.noteTypes).filter(([key]) => used.has(key))) {
    for (const [part, value] of Object.entries(type)) {
      const others: Readonly<Record<string, unknown>> = found.noteTypes[id] ?? {};
      at(`note types: ${part}`, id, value, others[part]);
    }
  }
  const order = { wanted: ranks(wanted), found: ranks(found) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const other = found.cards[key];
    if (other === undefined) continue;
    compareCard(at, key, { wanted: card, found: other });
    at("order of new cards", key, order.wanted.get(key), order.found.get(key));
  }
  if (!schedules) return;
  for (const [name, { description, isMarkdown, name: options, values }] of Object.entries(wanted.options)) {
    const other = found.options[name];
    if (other === undefined) continue;
    at("descriptions of decks", name, [description, isMarkdown], [other.description, other.isMarkdown]);
    at("names of options", name, options, other.name);
    for (const [option, value] of Object.entries(values)) {
      at(`options: ${option}`, name, value, other.values[option]);
    }
  }
}

type At = (what: string, key: string, wanted: unknown, found: unknown, ...reasons: Reason[]) => void;

function compareCard(
  at: At,
  key: string,
  { wanted, found }: { readonly wanted: AnkiCardState; readonly found: AnkiCardState },
): void {
  const parts = ["deck", "flag", "suspended", "buried", "phase", "dueIn", "dueAt", "reps", "lapses"] as const;
  for (const part of parts) at(`cards: ${part}`, key, wanted[part], found[part]);
  for (const [part, value] of Object.entries(wanted.own)) {
    const others: Readonly<Record<string, unknown>> = found.own;
    at(`cards: ${part}`, key, value, others[part]);
  }
  for (const part of ["stability", "difficulty"] as const) {
    at(`cards: ${part}`, key, wanted[part], found[part]);
  }
  const rows = new Map(found.log.map((row) => [row[0], row]));
  at("reviews: number of rows", key, wanted.log.length, found.log.length);
  for (const row of wanted.log) {
    const other = rows.get(row[0]);
    at("reviews: rows", key, row[0], other?.[0]);
    if (other === undefined) continue;
    for (
      const [place, name] of ["", "ease", "interval", "interval before", "factor", "ms taken", "kind"]
        .entries()
    ) {
      if (place > 0) at(`reviews: ${name}`, `${key}, row ${row.join(" ")}`, row[place], other[place]);
    }
  }
}
