/** What an import would do, before it does it: the words in which a plan is told, asked for and carried out. */
import type { CollectedCard, CollectedMedia, CollectedPreset, Place } from "./collection.ts";
import type { NoteType } from "./note_type.ts";

/** How a person wants an import done. */
export interface ImportChoices {
  /** Path of the deck that everything is put under; empty: decks as the file has them. */
  readonly under: readonly string[];
  /** Whether new cards bring their schedules and reviews. Cards that are there already never change theirs. */
  readonly takeSchedules: boolean;
  /** Fields that both the file and the person changed since the last import. */
  readonly bothChanged: "mine" | "theirs";
  /** Notes whose note type now has other fields or templates under the same key. */
  readonly otherType: "skip" | "copy";
  /** Notes that the file no longer has, of decks of our own format. */
  readonly gone: "keep" | "retire";
  /** Indexes (into the collection's notes) that the person has unticked. */
  readonly without: readonly number[];
}

export const DEFAULT_CHOICES: ImportChoices = {
  under: [],
  takeSchedules: true,
  bothChanged: "mine",
  otherType: "skip",
  gone: "keep",
  without: [],
};

/** A note as it was when it was last imported: the middle of the three-way comparison. */
export interface ImportBase {
  /** ms UTC; undefined where the format did not say. */
  readonly modifiedAt: number | undefined;
  readonly type: string;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly deckPath: readonly string[];
}

/** What the planner must know of a stored note of the person. */
export interface PlannableNote {
  readonly noteId: number;
  readonly guid: string;
  readonly deckId: number;
  readonly deckSlug: string;
  readonly deckPath: readonly string[];
  readonly type: string;
  readonly noteType: string | undefined;
  readonly fields: string;
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly retired: boolean;
  /** Of a deck that ships: never changed by an import. */
  readonly shipped: boolean;
  /** undefined for notes that were written here and never imported. */
  readonly base: ImportBase | undefined;
  /** Keys of the sides in use. */
  readonly sides: readonly string[];
}

export interface PlannableDeck {
  readonly deckId: number;
  readonly slug: string;
  readonly path: readonly string[];
  readonly shipped: boolean;
  readonly retired: boolean;
}

/** What of a person's a plan is made against. */
export interface PlanAgainst {
  readonly notes: readonly PlannableNote[];
  readonly decks: readonly PlannableDeck[];
  readonly noteTypes: readonly NoteType[];
  /** Hash by name. */
  readonly media: ReadonlyMap<string, string>;
}

export interface FieldChange {
  readonly name: string;
  /** As stored now. */
  readonly mine: string;
  /** As the file has it. */
  readonly theirs: string;
  /** What is kept. */
  readonly take: "mine" | "theirs";
  /** Both differ from what was imported last. */
  readonly conflicting: boolean;
}

export type PlannedKind =
  /** Not there yet, or there once and out of use: then it comes back with everything learnt. */
  | "new"
  /** At least one field, tag or card changes. */
  | "updated"
  /** Only its deck changes. */
  | "moved"
  | "unchanged"
  /** Left as it is, unless a choice says otherwise: cannot be brought together with what is there. */
  | "conflicting"
  | "skipped";

export interface PlannedNote {
  readonly kind: PlannedKind;
  /** Index into the collection's notes. */
  readonly index: number;
  readonly summary: string;
  readonly place: Place;
  readonly noteId: number | undefined;
  /** Of updated and conflicting notes. */
  readonly fields: readonly FieldChange[];
  readonly tags: { readonly add: readonly string[]; readonly remove: readonly string[] };
  /** Of new notes, which come from nowhere, and of those that change their deck. */
  readonly deck: { readonly from: readonly string[] | undefined; readonly to: readonly string[] } | undefined;
  /** Why a note is skipped, conflicting or left as it is, in a sentence. */
  readonly reason: string | undefined;
  /** Sides that become new cards. */
  readonly newSides: readonly string[];
}

export interface PlanCounts {
  readonly notes: Readonly<Record<PlannedKind, number>>;
  /** Notes with a field that the file and the person both changed, whichever is kept. */
  readonly bothChanged: number;
  readonly newCards: number;
  readonly newDecks: number;
  readonly newNoteTypes: number;
  readonly changedNoteTypes: number;
  /** New cards that were studied before, and the answers that they bring. */
  readonly schedules: number;
  readonly reviews: number;
  readonly media: {
    readonly new: number;
    readonly same: number;
    /** Another file has the name: it comes under another one, and notes call it by that. */
    readonly renamed: number;
    /** Another file has the name, and nothing that is imported needs this one. */
    readonly left: number;
    readonly missing: number;
  };
  /** Notes of decks of our own format that the file no longer has, and those of them that go out of use. */
  readonly gone: number;
  readonly retired: number;
}

/** A card of a note, with the deck that it comes to if it is new, and the history that it then brings. */
export interface StepCard extends Omit<CollectedCard, "deck"> {
  readonly deckPath: readonly string[];
}

/** What one note becomes, with everything decided: what the store carries out without asking further. */
export type NoteStep =
  | {
    readonly kind: "add";
    readonly guid: string;
    readonly type: string;
    readonly noteType: string | undefined;
    readonly fields: string;
    readonly tags: readonly string[];
    readonly source: string | undefined;
    readonly summary: string;
    readonly deckPath: readonly string[];
    readonly cards: readonly StepCard[];
    readonly base: ImportBase;
  }
  | {
    readonly kind: "change";
    readonly noteId: number;
    /** The merged content. */
    readonly type: string;
    readonly noteType: string | undefined;
    readonly fields: string;
    readonly tags: readonly string[];
    readonly source: string | undefined;
    readonly summary: string;
    /** undefined: stays where it is. */
    readonly deckPath: readonly string[] | undefined;
    /** All sides that the note is to have; others are retired. */
    readonly cards: readonly StepCard[];
    readonly base: ImportBase;
    /** It was retired and comes back. */
    readonly revive: boolean;
  }
  /** Only what was imported last is remembered anew. */
  | { readonly kind: "rebase"; readonly noteId: number; readonly base: ImportBase }
  | { readonly kind: "retire"; readonly noteId: number };

/** A deck that the steps need. */
export interface PlannedDeck {
  readonly path: readonly string[];
  /** Its address; for a new deck one that is free. */
  readonly slug: string;
  readonly isNew: boolean;
  /** Markdown. */
  readonly description: string;
  readonly order: number;
  /** Key of its options among the plan's presets. */
  readonly preset: string | undefined;
}

export interface PlannedMedia extends Pick<CollectedMedia, "hash" | "size"> {
  /** Index into the collection's media. */
  readonly index: number;
  /** What the notes call it from now on. */
  readonly name: string;
}

/** A note that a deck of our own format has here, but not in the file any more. */
export interface GoneNote {
  readonly noteId: number;
  readonly summary: string;
}

export interface ImportPlan {
  /** One for each note of the collection, in its order. */
  readonly notes: readonly PlannedNote[];
  readonly steps: readonly NoteStep[];
  /** But for answers, which are counted with the rows of their histories. */
  readonly counts: Omit<PlanCounts, "reviews">;
  readonly noteTypes: {
    readonly add: readonly NoteType[];
    readonly change: readonly { readonly before: NoteType; readonly after: NoteType }[];
  };
  /** Parents before children. */
  readonly decks: readonly PlannedDeck[];
  readonly media: readonly PlannedMedia[];
  /** Options that new decks follow. */
  readonly presets: readonly CollectedPreset[];
  readonly gone: readonly GoneNote[];
}
