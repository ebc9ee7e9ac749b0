/** What is exported, whatever the format: decks, notes, cards with their schedules, and media. */
import type { Preset } from "../../scheduling/types.ts";
import type { CollectedCard, CollectedDeck, CollectedNote } from "../imports/collection.ts";
import type { NoteType } from "../imports/note_type.ts";

export interface ExportDeck extends CollectedDeck {
  /** Its address here. */
  readonly slug: string;
  /** Comes with the program; its media are its own. */
  readonly shipped: boolean;
}

export interface ExportCard extends CollectedCard {
  /** Place among the new cards of its deck. */
  readonly position: number;
  readonly leech: boolean;
}

export interface ExportNote extends Omit<CollectedNote, "cards" | "place" | "modifiedAt"> {
  /** ms UTC of the version that the note is: of the file it came from while nobody has edited it here. */
  readonly modifiedAt: number;
  readonly createdAt: number;
  readonly cards: readonly ExportCard[];
}

export interface ExportPreset {
  readonly key: string;
  readonly name: string;
  readonly options: Preset;
  /** Whether the parameters of FSRS were fitted: Anki names none where they are those that everyone begins with. */
  readonly isFitted: boolean;
}

export interface ExportMedia {
  /** What notes call it. */
  readonly name: string;
  /** Index of the shipped deck that it belongs to; undefined: all notes of the person may use it. */
  readonly deck: number | undefined;
  /** undefined when the bytes are gone. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface ExportContents {
  readonly decks: readonly ExportDeck[];
  readonly noteTypes: readonly NoteType[];
  readonly notes: readonly ExportNote[];
  readonly presets: readonly ExportPreset[];
  /** Those that the notes and their note types use. */
  readonly media: readonly ExportMedia[];
  /** ms UTC of the export. */
  readonly at: number;
  /** The collection that the dues of the histories are counted in: see AnkiCardState. */
  readonly collectionMadeAt: number;
  readonly collectionWestOffset: number | undefined;
}
