/** Holds what came here by way of Anki against what there was here before. */
import { type Comparison, type Reason, same } from "./comparison.ts";
import { ranks } from "./compare.ts";
import type { AnkiState, CollectionState } from "./state.ts";

export function compareBack(
  into: Comparison,
  { where, wanted, found, through, bare }: {
    readonly where: string;
    readonly wanted: CollectionState;
    readonly found: CollectionState;
    /** Whether all came without schedules. */
    readonly bare: boolean;
    /** What Anki had of it in between. */
    readonly through: AnkiState;
  },
): void {
  const at = (what: string, key: string, a: unknown, b: unknown, ...reasons: Reason[]) =>
    same(into, { what: `back, empty: ${what}`, where: `${where}: ${key}`, wanted: a, found: b }, ...reasons);
  for (const part of ["notes", "cards"] as const) at(part, "which", keys(wanted[part]), keys(found[part]));
  at("decks", "paths", wanted.decks, found.decks);
  at(
    "media: names",
    "which",
    keys(wanted.media),
    keys(found.media),
    () =>
      keys(wanted.media).every((name) => (name in found.media) === (name in through.media))
        ? "our export had left out what nothing uses"
        : undefined,
  );
  for (const [name, hash] of Object.entries(found.media)) at("media: bytes", name, wanted.media[name], hash);
  for (const [guid, note] of Object.entries(wanted.notes)) at("notes", guid, note, found.notes[guid]);
  const all = () => true;
  const order = { wanted: ranks(wanted, all), found: ranks(found, all), through: ranks(through, all) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const { position: _, stability, difficulty, ...rest } = card;
    const other = found.cards[key];
    if (other === undefined) continue;
    const { position: __, stability: stabilityHere, difficulty: difficultyHere, ...restHere } = other;
    at("cards", key, rest, restHere);
    at(
      "order of new cards",
      key,
      order.wanted.get(key),
      order.found.get(key),
      () =>
        bare && order.found.get(key) === order.through.get(key)
          ? "an import without schedules takes the cards of a note together; by way of an export each has its own place"
          : undefined,
    );
    const near = [[stability, stabilityHere], [difficulty, difficultyHere]].every(([a = null, b = null]) =>
      a === b || a !== null && b !== null && Math.abs(a - b) <= 1e-3 + 1e-3 * a
    );
    const state = [stability, difficulty];
    at("stability, difficulty", key, state, near ? state : [stabilityHere, difficultyHere]);
  }
}

function keys(record: CollectionState["notes"] | CollectionState["cards"] | CollectionState["media"]) {
  return Object.keys(record).toSorted();
}
