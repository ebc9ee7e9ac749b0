/** What a deck format is: a way to recognise a file and to read a deck from it. */
import type { Result } from "../base/result.ts";
import type { DeckProblem, ParsedDeck } from "./note.ts";

export interface DeckFile {
  /** Path or bare name, used in problems. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface DeckFormat {
  readonly id: string;
  readonly title: string;
  /** Decides by content; the name only helps. */
  readonly recognises: (file: DeckFile) => boolean;
  /** The deck, or everything that is wrong with the file. */
  readonly parse: (file: DeckFile) => Result<ParsedDeck, readonly DeckProblem[]>;
}
