/** A search as it was understood: Anki's words as a tree. Source: the Anki manual, "Searching". */

/** Text with wildcards: `*` is any run of characters, `_` any one. */
export type Pattern = readonly (string | { readonly wild: "any" | "one" })[];

export type Comparison = "=" | "!=" | "<" | ">" | "<=" | ">=";

/** Numbers of a card that `prop:` compares. */
export type Property = "ivl" | "due" | "reps" | "lapses" | "pos" | "s" | "d" | "r";

export type CardState =
  | "new"
  | "learn"
  | "review"
  | "due"
  | "suspended"
  | "buried"
  | "buried-manually"
  | "buried-sibling"
  | "leech";

export type Search =
  | { readonly kind: "all" }
  | { readonly kind: "and" | "or"; readonly of: readonly Search[] }
  | { readonly kind: "not"; readonly of: Search }
  /** Anywhere in the fields; `word`: between word boundaries. */
  | { readonly kind: "text"; readonly pattern: Pattern; readonly word: boolean }
  | { readonly kind: "regex"; readonly source: string; readonly field: Pattern | undefined }
  /** The whole of a field. */
  | { readonly kind: "field"; readonly field: Pattern; readonly pattern: Pattern }
  | { readonly kind: "tag"; readonly pattern: Pattern }
  | { readonly kind: "untagged" }
  | { readonly kind: "deck"; readonly pattern: Pattern }
  | { readonly kind: "note"; readonly pattern: Pattern }
  /** A side by its number, from 1, or by its name. */
  | { readonly kind: "card"; readonly number: number | undefined; readonly pattern: Pattern }
  | { readonly kind: "is"; readonly state: CardState }
  | { readonly kind: "flag"; readonly flag: number }
  | {
    readonly kind: "prop";
    readonly property: Property;
    readonly comparison: Comparison;
    readonly value: number;
  }
  /** Answered within so many days, today being 1; with one grade only where it is given. */
  | { readonly kind: "rated"; readonly days: number; readonly rating: number | undefined }
  | { readonly kind: "added" | "edited" | "introduced"; readonly days: number }
  | { readonly kind: "ids"; readonly of: "note" | "card"; readonly ids: readonly number[] }
  /** Notes of one type with the same first field. */
  | { readonly kind: "duplicates" };

/** What of a search cannot be understood, and where: offsets into the text. */
export interface SearchProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly mend: string;
}
