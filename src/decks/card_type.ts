/** What a kind of note is: how it is read, which cards it has, and how each is faced and judged. */
import type { Result } from "../base/result.ts";
import type { DeckProblem, NoteSource } from "./note.ts";
import type { Back, Face, Given, Prose, Verdict } from "./face.ts";
import type { NoteType } from "./imports/note_type.ts";

/** One schedulable side of a note. */
export interface Side {
  /** Stable within the note: "forward", "c1". */
  readonly key: string;
  /** For lists of cards: "front to back", "deletion 1". */
  readonly label: string;
  /** The generator behind it; cards of one generator are kept apart. */
  readonly generator: string | undefined;
}

/** Params of the variant that a generated card shows now, as stored with the review. */
export interface Drawn {
  readonly generator: string;
  readonly version: number;
  readonly level: number;
  readonly seed: number;
  /** JSON text of the params. */
  readonly params: string;
}

/** A side with its numbers drawn: everything the review needs to know of a card. */
export interface Asked {
  readonly face: Face;
  readonly back: Back;
  /** Judges an answer; undefined for faces that the learner grades. */
  readonly judge: ((given: Given) => Verdict) | undefined;
  readonly drawn: Drawn | undefined;
  /** From vague to plain, shown one at a time on request; absent where a card has none. */
  readonly hints?: readonly Prose[];
  /** The first of the worked steps, up to where they would give anything of the answer away; absent as hints are. */
  readonly lead?: readonly Prose[];
}

/** A note whose fields have been checked; the fields' type stays inside. */
export interface LoadedNote {
  readonly sides: readonly Side[];
  /** Draws the side for a seed: the order of options, the numbers of a question. The same seed asks the same. */
  readonly ask: (side: string, seed: number) => Asked;
  /**
   * Asks again what was drawn before, from its stored params. What the side can ask no more gives way to a variant of
   * the same seed; its own `drawn` tells which it is.
   */
  readonly askDrawn: (side: string, drawn: Drawn) => Asked;
  /** Plain text for lists and search. */
  readonly summary: string;
}

/** What a card knows of where its note lies. */
export interface NotePlace {
  /** From the root, as Anki writes it: "Languages::French". */
  readonly deck: string;
  readonly tags: readonly string[];
  readonly flag: number;
}

/** A note as it is written in a deck file: settings by key, beside type, tags and source, and the parts of its body. */
export interface WrittenNote {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly parts: readonly string[];
}

export interface CardType {
  readonly id: string;
  readonly title: string;
  /** Reads a note of a deck file into stored fields (JSON), or says what is wrong and where. */
  readonly read: (source: NoteSource) => Result<string, readonly DeckProblem[]>;
  /** Stored fields as `read` would read them; undefined for types that no deck file can hold. */
  readonly write: (fields: string) => WrittenNote | undefined;
  /**
   * Opens stored fields, with the note type that they follow where there is one, and where the note lies for types
   * that show it. Throws TypeError on fields that this type never wrote.
   */
  readonly load: (fields: string, noteType?: NoteType, place?: NotePlace) => LoadedNote;
}
