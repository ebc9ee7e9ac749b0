/** Note types as data: the fields and templates that imported notes follow, as Anki has them. */

/** A field of a note type; its name is what templates call it by. */
export interface NoteField {
  readonly name: string;
  /** Written from right to left. */
  readonly rtl: boolean;
  /** Shown to an author, never on a card. */
  readonly description: string;
}

/** A template makes one card of a note. */
export interface NoteTemplate {
  readonly name: string;
  /** Anki's template language over HTML: {{Field}}, {{#Field}}, {{cloze:Field}}, {{type:Field}}, {{FrontSide}}. */
  readonly front: string;
  readonly back: string;
}

export interface NoteType {
  /** Stable in the collection of a person: Anki's id as text, or the format's own name for it. */
  readonly key: string;
  readonly name: string;
  /** normal: one card for each template that is not empty; cloze: one card for each deletion number. */
  readonly kind: "normal" | "cloze";
  readonly fields: readonly NoteField[];
  /** At least one. */
  readonly templates: readonly NoteTemplate[];
  readonly css: string;
  /** LaTeX preamble and end of `[latex]` blocks; formulas are set by KaTeX, which ignores both. */
  readonly latexPre: string;
  readonly latexPost: string;
  /** Index of the field that lists show and sort by. */
  readonly sortField: number;
  /** ms UTC of its last change; 0 where the format does not say. */
  readonly modifiedAt: number;
}

/** The fields of a note of such a type: text (HTML) by field name. */
export type NoteValues = Readonly<Record<string, string>>;
