/** Holds our collection against Anki's after the same imports, piece by piece. */
import { type Comparison, type Reason, same } from "./comparison.ts";
import { type Imported, whyDeck, whyDue, whyInterval, whyMedia, whyType } from "./explain.ts";
import type {
  AnkiCardState,
  AnkiNoteState,
  AnkiState,
  CardState,
  CollectionState,
  NoteState,
} from "./state.ts";

/** `fsrs`: whether the memory states that Anki keeps with its cards are wanted too. */
export function compareStates(
  into: Comparison,
  { where, wanted, found, fsrs, packages }: {
    readonly where: string;
    readonly wanted: AnkiState;
    readonly found: CollectionState;
    readonly fsrs: boolean;
    readonly packages: Imported["packages"];
  },
): void {
  const at: At = (what, key, a, b, ...reasons) =>
    same(into, { what, where: `${where}: ${key}`, wanted: a, found: b }, ...reasons);
  const imported = { anki: wanted, packages };
  at("notes", "guids", keys(wanted.notes), keys(found.notes));
  for (const [guid, note] of Object.entries(wanted.notes)) {
    const ours = found.notes[guid];
    if (ours !== undefined) compareNote(at, guid, { wanted: note, found: ours, imported });
  }
  at("cards", "sides", keys(wanted.cards), keys(found.cards));
  const order = { wanted: ranks(wanted, () => true), found: ranks(found, () => true) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const ours = found.cards[key];
    if (ours === undefined) continue;
    compareCard(at, key, { wanted: card, found: ours, imported });
    if (fsrs) compareMemory(at, key, { wanted: card, found: ours });
    at("order of new cards", key, order.wanted.get(key), order.found.get(key));
  }
  // Anki's own default deck is always there.
  const decks = (all: readonly string[]) => all.filter((name) => name !== "Default");
  at("decks", "paths", decks(wanted.decks), decks(found.decks));
  at("media", "names", keys(wanted.media), keys(found.media));
  for (const [name, hash] of Object.entries(wanted.media)) {
    at("media", name, hash, found.media[name], () => whyMedia(name, found.media[name], imported));
  }
}

type At = (what: string, key: string, wanted: unknown, found: unknown, ...reasons: Reason[]) => void;

interface Pair<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found;
  readonly imported: Imported;
}

function compareNote(
  at: At,
  guid: string,
  { wanted, found, imported }: Pair<AnkiNoteState, NoteState>,
): void {
  const names = { there: wanted.type, here: found.type, packages: imported.packages };
  at("note types", guid, wanted.type, found.type, () => whyType(wanted.typeId, names));
  at("fields", guid, nfcValues(wanted.fields), found.fields);
  at("tags", guid, wanted.tags.map((tag) => tag.normalize("NFC")), found.tags);
}

function compareCard(at: At, key: string, { wanted, found, imported }: Pair<AnkiCardState, CardState>): void {
  at("deck of a card", key, wanted.deck, found.deck, () => whyDeck(key, found, imported));
  at("flags", key, wanted.flag, found.flag);
  at("suspended, buried", key, [wanted.suspended, wanted.buried], [found.suspended, found.buried]);
  at("phase", key, wanted.phase, found.phase);
  const [due, dueHere] = [[wanted.dueIn, wanted.dueAt], [found.dueIn, found.dueAt]];
  at("due", key, due, dueHere, () => whyDue(wanted, found));
  at("interval", key, wanted.intervalDays, found.intervalDays, () => whyInterval(wanted, found));
  at("reps, lapses", key, [wanted.reps, wanted.lapses], [found.reps, found.lapses]);
  at("reviews", key, wanted.reviews, found.reviews);
}

/** Anki keeps four digits of stability and three of difficulty, and rounds at every answer; its fold of the log is exact. */
function compareMemory(
  at: At,
  key: string,
  { wanted, found }: { readonly wanted: AnkiCardState; readonly found: CardState },
): void {
  if (wanted.stability === null || wanted.difficulty === null) return;
  const kept = [wanted.stability, wanted.difficulty];
  const ours = [found.stability, found.difficulty];
  const near = (states: readonly number[]) =>
    states.every((value, index) => Math.abs(value - (ours[index] ?? NaN)) <= 1e-3 + 1e-3 * value);
  const close = near(kept) || wanted.computed !== null && near(wanted.computed);
  at("stability, difficulty", key, kept, close ? kept : ours);
}

/** New cards by their place in the order in which they come; those of one place share it. */
export function ranks(
  { cards }: Pick<CollectionState, "cards">,
  counts: (key: string) => boolean,
): ReadonlyMap<string, number> {
  const fresh = Object.entries(cards).flatMap(([key, { position }]) =>
    position === null || !counts(key) ? [] : [{ key, position }]
  );
  const places = [...new Set(fresh.map(({ position }) => position))].sort((a, b) => a - b);
  const byPlace = new Map(places.map((position, index) => [position, index]));
  return new Map(fresh.map(({ key, position }) => [key, byPlace.get(position) ?? -1]));
}

function nfcValues(fields: NoteState["fields"]): NoteState["fields"] {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.normalize("NFC")]));
}

function keys(record: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(record).toSorted();
}
