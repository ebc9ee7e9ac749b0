/** What an explorable figure tells of itself: its name in decks, and how its starting values are checked. */
import type { Result } from "../base/result.ts";

/** Exported as `explorable` by each islands/explore_*.tsx beside its component. */
export interface Explorable<P> {
  /** As decks write it: ```explore softmax. */
  readonly name: string;
  readonly defaults: P;
  /** Props from what a deck gave; the error is a sentence for the author. */
  readonly read: (value: unknown) => Result<P, string>;
}
