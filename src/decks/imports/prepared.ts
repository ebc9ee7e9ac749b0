/** Steps of an import with everything worked out: what the store writes without asking further. */
import type { LogEntry, Memory, Preset } from "../../scheduling/types.ts";
import type { CollectedMedia } from "./collection.ts";
import type { ImportBase } from "./import_plan.ts";
import type { NoteType } from "./note_type.ts";

/** What a history keeps of an answer beside its decision. */
export interface PreparedDetails {
  readonly line: "new" | "learning" | "day_learning" | "review";
  readonly tookMs: number;
  /** Memory after the answer, and the chance of recall before it. */
  readonly stability: number | undefined;
  readonly difficulty: number | undefined;
  readonly retrievability: number | undefined;
}

export interface PreparedCard {
  readonly side: string;
  readonly label: string;
  readonly generator: string | undefined;
  readonly deckPath: readonly string[];
  /** Place among the new cards; where the fold of its log begins. */
  readonly position: number;
  /** The card's log, gapless from 1; empty for a card that is simply new. */
  readonly log: readonly { readonly entry: LogEntry; readonly details: PreparedDetails | undefined }[];
  /** The fold of `log`; undefined when it is empty. */
  readonly memory: Memory | undefined;
}

export interface PreparedContent {
  readonly type: string;
  /** Key of the note type; undefined for card types of our own. */
  readonly noteType: string | undefined;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly summary: string;
}

export type PreparedStep =
  | {
    readonly kind: "add";
    readonly guid: string;
    readonly deckPath: readonly string[];
    readonly content: PreparedContent;
    /** What was imported; undefined for a note that is written here. */
    readonly base: ImportBase | undefined;
    readonly cards: readonly PreparedCard[];
  }
  | {
    readonly kind: "change";
    readonly noteId: number;
    readonly content: PreparedContent;
    /** What was imported; undefined for an edit, which leaves it as it was. */
    readonly base: ImportBase | undefined;
    /** The new home; undefined: stays where it is. */
    readonly deckPath: readonly string[] | undefined;
    /** All sides that the note is to have, in order: those not there yet are added, others are retired. */
    readonly cards: readonly PreparedCard[];
  }
  /** Only what was imported last is remembered anew. */
  | { readonly kind: "rebase"; readonly noteId: number; readonly base: ImportBase }
  | { readonly kind: "retire"; readonly noteId: number };

export interface PreparedDeck {
  readonly path: readonly string[];
  /** Address for a new deck; free among the person's decks and those that ship. */
  readonly slug: string;
  /** Markdown. */
  readonly description: string;
  readonly order: number;
  /** Key of its options among the presets of this import. */
  readonly preset: string | undefined;
}

export interface PreparedPreset {
  readonly key: string;
  readonly name: string;
  readonly options: Preset;
}

/** Written before the first note. */
export interface PreparedFrame {
  /** Parents before children; decks that are there already keep their address, description and options. */
  readonly decks: readonly PreparedDeck[];
  readonly noteTypes: { readonly add: readonly NoteType[]; readonly change: readonly NoteType[] };
  readonly presets: readonly PreparedPreset[];
}

/** A file under the name that the notes of this import use for it, bytes already kept by hash. */
export type PreparedMedia = Pick<CollectedMedia, "name" | "hash" | "size">;
