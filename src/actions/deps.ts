/** What every action is given: the store, the clock, and the secret that seeds are mixed from. */
import { hashText } from "../base/random.ts";
import type { Store } from "../store/open.ts";

export interface Deps {
  readonly store: Store;
  /** ms UTC. */
  readonly now: () => number;
  /** Never leaves the server; nobody can tell from a question what the next one asks. */
  readonly secret: string;
}

/** The seed of what a card shows at its next review: the same until it is answered, and again after an undo. */
export function questionSeed(
  secret: string,
  shown: { readonly userId: number; readonly cardId: number; readonly reviews: number },
): number {
  return hashText(`question:${secret}:${shown.userId}:${shown.cardId}:${shown.reviews}`);
}

/** The seed of a worked example that stands before a card's first question; `look` counts those that were tried. */
export function exampleSeed(
  secret: string,
  shown: { readonly userId: number; readonly cardId: number; readonly look: number },
): number {
  return hashText(`example:${secret}:${shown.userId}:${shown.cardId}:${shown.look}`);
}

/** The seed of the fuzz of a card's next interval, the same for the preview and the answer. Source: Anki, card id + reps. */
export function fuzzSeed(shown: { readonly cardId: number; readonly reviews: number }): number {
  return hashText(`fuzz:${shown.cardId}:${shown.reviews}`);
}
