/** Holds two collections against each other, piece by piece; every difference is a line with the reason it may have. */
import type { CardState, CollectionState, ImportLog, NoteState } from "./state.ts";

export interface Difference {
  /** What was compared: the row of the table it counts in. */
  readonly what: string;
  readonly where: string;
  readonly wanted: unknown;
  readonly found: unknown;
}

/** Comparisons and differences by what was compared. */
export interface Comparison {
  readonly counts: Map<string, number>;
  readonly differences: Difference[];
}

export function comparison(): Comparison {
  return { counts: new Map(), differences: [] };
}

/** `fsrs`: whether the memory states that Anki keeps with its cards are wanted too. */
export function compareStates(
  into: Comparison,
  { where, wanted, found, fsrs }: {
    readonly where: string;
    readonly wanted: CollectionState;
    readonly found: CollectionState;
    readonly fsrs: boolean;
  },
): void {
  const at = (what: string, key: string, a: unknown, b: unknown) =>
    same(into, { what, where: `${where}: ${key}`, wanted: a, found: b });
  at("notes", "guids", keys(wanted.notes), keys(found.notes));
  for (const [guid, note] of Object.entries(wanted.notes)) {
    const ours = found.notes[guid];
    if (ours !== undefined) compareNote(at, guid, { wanted: note, found: ours });
  }
  at("cards", "sides", keys(wanted.cards), keys(found.cards));
  const order = { wanted: ranks(wanted), found: ranks(found) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const ours = found.cards[key];
    if (ours === undefined) continue;
    compareCard(at, key, { wanted: card, found: ours, fsrs });
    at("order of new cards", key, order.wanted.get(key), order.found.get(key));
  }
  // Anki's own default deck is always there.
  const decks = (all: readonly string[]) => all.filter((name) => name !== "Default");
  at("decks", "paths", decks(wanted.decks), decks(found.decks));
  at("media", "names", keys(wanted.media), keys(found.media));
  for (const [name, hash] of Object.entries(wanted.media)) at("media", name, hash, found.media[name]);
}

export function compareLogs(
  into: Comparison,
  { where, wanted, found }: { readonly where: string; readonly wanted: ImportLog; readonly found: ImportLog },
): void {
  same(into, { what: "import log", where, wanted, found });
}

export function same({ counts, differences }: Comparison, difference: Difference): void {
  const { what, wanted, found } = difference;
  counts.set(what, (counts.get(what) ?? 0) + 1);
  if (JSON.stringify(wanted) !== JSON.stringify(found)) differences.push(difference);
}

type At = (what: string, key: string, wanted: unknown, found: unknown) => void;

function compareNote(
  at: At,
  guid: string,
  { wanted, found }: { readonly wanted: NoteState; readonly found: NoteState },
): void {
  at("note types", guid, wanted.type, found.type);
  at("fields", guid, nfcValues(wanted.fields), found.fields);
  at("tags", guid, wanted.tags.map((tag) => tag.normalize("NFC")), found.tags);
}

function compareCard(
  at: At,
  key: string,
  { wanted, found, fsrs }: { readonly wanted: CardState; readonly found: CardState; readonly fsrs: boolean },
): void {
  at("deck of a card", key, wanted.deck, found.deck);
  at("flags", key, wanted.flag, found.flag);
  at("suspended, buried", key, [wanted.suspended, wanted.buried], [found.suspended, found.buried]);
  at("phase", key, wanted.phase, found.phase);
  at("due", key, [wanted.dueIn, wanted.dueAt], [found.dueIn, found.dueAt]);
  at("interval", key, wanted.intervalDays, found.intervalDays);
  at("reps, lapses", key, [wanted.reps, wanted.lapses], [found.reps, found.lapses]);
  at("reviews", key, wanted.reviews, found.reviews);
  if (fsrs) compareMemory(at, key, { wanted, found });
}

/** Anki keeps four digits of stability and three of difficulty, and rounds at every answer; its fold of the log is exact. */
function compareMemory(
  at: At,
  key: string,
  { wanted, found }: { readonly wanted: CardState; readonly found: CardState },
): void {
  if (wanted.stability === null || wanted.difficulty === null) return;
  const kept = [wanted.stability, wanted.difficulty];
  const ours = [found.stability, found.difficulty];
  const near = (states: readonly number[]) =>
    states.every((value, index) => Math.abs(value - (ours[index] ?? NaN)) <= 1e-3 + 1e-3 * value);
  const close = near(kept) || (wanted.computed ?? undefined) !== undefined && near(wanted.computed ?? []);
  at("stability, difficulty", key, kept, close ? kept : ours);
}

/** New cards by their place in the order in which they come; those of one place share it. */
function ranks({ cards }: CollectionState): ReadonlyMap<string, number> {
  const fresh = Object.entries(cards).flatMap(([key, { position }]) =>
    position === null ? [] : [{ key, position }]
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
