/** A note on its way from a deck file to the store, and what can be wrong with it. */

/** A mistake in a deck: what, where, and how to mend it. Lines and columns count from 1. */
export interface DeckProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What was found. */
  readonly message: string;
  /** What was expected instead, or how to mend it. */
  readonly expected: string;
}

/** A piece of a file that knows where it stands, so that problems inside it can be located. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Line of the first character. */
  readonly line: number;
  readonly column: number;
}

/** A note as it stands in a deck file, cut into its parts but not yet read by its type. */
export interface NoteSource {
  readonly id: string;
  readonly type: string;
  /** Where the heading stands. */
  readonly at: SourceText;
  /** Values of the list under the heading that belong to the type (all but type, tags, source), by key. */
  readonly settings: ReadonlyMap<string, { readonly value: unknown; readonly at: SourceText }>;
  /** The body, cut at lines that hold only `---`. At least one part. */
  readonly parts: readonly SourceText[];
}

export interface ParsedNote {
  /** Unique in its deck and never changed: progress hangs on it. */
  readonly id: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** Where the facts come from; Markdown. */
  readonly source: string | undefined;
  /** Stored form of the type's fields (JSON). */
  readonly fields: string;
  readonly sides: readonly {
    readonly key: string;
    readonly label: string;
    readonly generator: string | undefined;
  }[];
  /** Plain text for lists and search. */
  readonly summary: string;
  readonly line: number;
}

export interface ParsedDeck {
  readonly slug: string;
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  /** Place in the suggested order of study. */
  readonly order: number;
  readonly notes: readonly ParsedNote[];
  /** Files that the notes name, relative to the deck. */
  readonly media: readonly string[];
}
