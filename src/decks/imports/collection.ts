/** What a file holds before anything is decided: decks, notes, cards, media and histories, whatever the format. */
import type { AnkiCardState, AnkiReview } from "../../scheduling/anki_history.ts";
import type { Side } from "../card_type.ts";
import type { NoteType } from "./note_type.ts";
import type { ReviewRemark } from "./review_remarks.ts";

/** A place in a file that a person can find: line and column of a text, or row of a table; from 1. */
export interface Place {
  /** As the person knows it: name of the upload, with the path inside a zip after it. */
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** Something that could not be taken, or was taken with a change; the rest goes on. */
export interface CollectionProblem {
  readonly place: Place;
  /** skipped: this piece is left out; changed: it is taken, but not as it stands. */
  readonly kind: "skipped" | "changed";
  /** What was found. */
  readonly message: string;
  /** How to mend it. */
  readonly expected: string;
}

/** A formula that KaTeX cannot set: it is taken, and its cards show it as it is written. */
export interface CollectedFormula {
  readonly place: Place;
  /** As it is written; cut where it is very long. */
  readonly tex: string;
  /** Why it cannot be set. */
  readonly message: string;
  /** "the field Back", "the template Card 1"; empty where the note has no such parts. */
  readonly where: string;
  /** The note where it is met first, as lists show it. */
  readonly note: string;
}

/** An option of a deck that does not become just what the file says. */
export interface CollectedRemark {
  /** "Order of reviews". */
  readonly option: string;
  /** What the file says. */
  readonly found: string;
  /** What it becomes here. */
  readonly becomes: string;
}

export interface CollectedDeck {
  /** From the root: ["Deep learning", "LSTM"]. */
  readonly path: readonly string[];
  /** The address that a deck of our own format gives itself; undefined: made from the path. */
  readonly slug: string | undefined;
  /** Markdown. */
  readonly description: string;
  /** Place in the suggested order of study. */
  readonly order: number | undefined;
  /** Key of its options among `presets`. */
  readonly preset: string | undefined;
}

/** Deck options as far as they have a counterpart here; units as in Preset. Absent ones stay as they are. */
export interface CollectedPreset {
  readonly key: string;
  readonly name: string;
  /** Fields of scheduling's Preset by their names; checked before they are kept. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What of them has no counterpart here, or only a coarser one; absent where all has. */
  readonly remarks?: readonly CollectedRemark[];
}

export interface CollectedHistory {
  readonly state: AnkiCardState;
  readonly reviews: readonly AnkiReview[];
  /** 1: of a collection of Anki's first scheduler; absent: the second or a later one. */
  readonly scheduler?: 1 | 2;
  /** Place that the card has among the new ones, or had before it was learnt; absent where the file does not say. */
  readonly position?: number | undefined;
}

export interface CollectedCard {
  readonly side: Side;
  /** Index into `decks`; cards of one note may lie in several. */
  readonly deck: number;
  readonly suspended: boolean;
  readonly flag: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** undefined where the file brings no schedules. */
  readonly history: CollectedHistory | undefined;
}

export interface CollectedNote {
  /** Stable over exports: progress and updates hang on it. */
  readonly guid: string;
  /**
   * Of files that bring no guids: the plain text of the first field, by which Anki knows a note of the same note type
   * again. Absent where the guid alone tells.
   */
  readonly knownBy?: string;
  /** What the guid is unique in: everything of a person (Anki), or the deck (our own files and most texts). */
  readonly scope: "collection" | "deck";
  /** Index into `decks`: the home of the note. */
  readonly deck: number;
  /** Id of a card type; "anki" for notes of a note type. */
  readonly type: string;
  /** Key of its note type; undefined for card types of our own. */
  readonly noteType: string | undefined;
  /** JSON object as the card type stores it: a NoteValues for notes of a note type. */
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  /** Plain text for lists and search, at most 200 characters. */
  readonly summary: string;
  /** ms UTC; undefined where the format does not say: then it counts as newer than anything. */
  readonly modifiedAt: number | undefined;
  /** In order; at least one. */
  readonly cards: readonly CollectedCard[];
  readonly place: Place;
}

export interface CollectedMedia {
  /** NFC, no path; what notes call it. */
  readonly name: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly size: number;
  /** Reads the bytes from the package; called once at most. */
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

export interface Collection {
  /** One line for the person: "Anki package, new format (schema 18)". */
  readonly title: string;
  readonly decks: readonly CollectedDeck[];
  readonly noteTypes: readonly NoteType[];
  readonly notes: readonly CollectedNote[];
  readonly presets: readonly CollectedPreset[];
  readonly media: readonly CollectedMedia[];
  /** Names that notes use but the file does not bring, with one note each that uses them. */
  readonly missingMedia: readonly { readonly name: string; readonly place: Place }[];
  readonly problems: readonly CollectionProblem[];
  /** Of notes of our own types; those of note types are looked for when all is read. */
  readonly formulas?: readonly CollectedFormula[];
  /** Rows of histories that reading had to leave out. */
  readonly rowsLeft?: readonly ReviewRemark[];
  /** Whether any card brings a schedule. */
  readonly hasSchedules: boolean;
}

/** Why nothing of a file can be taken: one plain sentence, and what to do. */
export interface Refusal {
  readonly file: string;
  readonly message: string;
  readonly mend: string;
  /** Every single place that is wrong, for files that are taken whole or not at all. */
  readonly problems: readonly CollectionProblem[];
}
