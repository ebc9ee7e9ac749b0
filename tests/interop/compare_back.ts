/** Holds what came here by way of Anki against what there was here before. */
import { type Comparison, same } from "./comparison.ts";
import { ranks } from "./compare.ts";
import type { CollectionState } from "./state.ts";

export function compareBack(
  into: Comparison,
  { where, wanted, found }: {
    readonly where: string;
    readonly wanted: CollectionState;
    readonly found: CollectionState;
  },
): void {
  const at = (what: string, key: string, a: unknown, b: unknown) =>
    same(into, { what: `back into an empty place: ${what}`, where: `${where}: ${key}`, wanted: a, found: b });
  for (const part of ["notes", "cards", "media"] as const) {
    at(part, "which", Object.keys(wanted[part]).toSorted(), Object.keys(found[part]).toSorted());
  }
  at("decks", "paths", wanted.decks, found.decks);
  for (const [name, hash] of Object.entries(wanted.media)) at("media", name, hash, found.media[name]);
  for (const [guid, note] of Object.entries(wanted.notes)) at("notes", guid, note, found.notes[guid]);
  const order = { wanted: ranks(wanted), found: ranks(found) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const { position: _, stability, difficulty, ...rest } = card;
    const other = found.cards[key];
    if (other === undefined) continue;
    const { position: __, stability: stabilityHere, difficulty: difficultyHere, ...restHere } = other;
    at("cards", key, rest, restHere);
    at("order of new cards", key, order.wanted.get(key), order.found.get(key));
    const near = [[stability, stabilityHere], [difficulty, difficultyHere]].every(([a = null, b = null]) =>
      a === b || a !== null && b !== null && Math.abs(a - b) <= 1e-3 + 1e-3 * a
    );
    const state = [stability, difficulty];
    at("stability, difficulty", key, state, near ? state : [stabilityHere, difficultyHere]);
  }
}
