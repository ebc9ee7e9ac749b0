/** What the pages and islands of imports are drawn from. */

export interface UploadModel {
  /** Most bytes that one upload may have, and the same in words. */
  readonly limit: number;
  readonly limitWords: string;
}

/** An import in the list of those that were made. */
export interface ImportRow {
  readonly id: number;
  /** "verbs.apkg and 2 more". */
  readonly files: string;
  readonly when: string;
  /** What became of it: "242 notes added", "Refused", "Being read". */
  readonly outcome: string;
  readonly canUndo: boolean;
}

export interface ImportListModel {
  readonly upload: UploadModel;
  readonly imports: readonly ImportRow[];
}

/** Something that takes a while, and how far it is. */
export interface BusyModel {
  readonly id: number;
  /** "Reading your files". */
  readonly title: string;
  /** "Notes are read"; empty while nothing is known. */
  readonly doing: string;
  /** 0 to 1; undefined while nobody can say. */
  readonly share: number | undefined;
  readonly canCancel: boolean;
}

/** What the progress of an import is asked for by: how far it is, or that there is something else to see now. */
export type ProgressModel = BusyModel | { readonly id: number; readonly isOver: true };

export interface ProblemModel {
  /** "verbs.csv, line 12, column 3". */
  readonly where: string;
  readonly message: string;
  readonly expected: string;
  readonly isSkipped: boolean;
}

export interface RefusalModel {
  readonly file: string;
  readonly message: string;
  readonly mend: string;
  readonly problems: readonly ProblemModel[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly help: string;
}

export interface DiffPartModel {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

export interface FieldChangeModel {
  readonly name: string;
  /** From what stands here to what the file has. */
  readonly diff: readonly DiffPartModel[];
  readonly take: "mine" | "theirs";
  readonly conflicting: boolean;
}

export interface PlannedNoteModel {
  readonly index: number;
  readonly summary: string;
  /** "line 12"; undefined where there is nothing to say. */
  readonly where: string | undefined;
  readonly fields: readonly FieldChangeModel[];
  readonly tagsAdded: readonly string[];
  readonly tagsRemoved: readonly string[];
  /** "to Latin › Verbs", "from Latin to Greek". */
  readonly deck: string | undefined;
  readonly reason: string | undefined;
  /** "2 new cards: Card 1, Card 2". */
  readonly cards: string | undefined;
  /** Whether it can be left out, and is not so far; undefined: there is nothing to choose. */
  readonly taken: boolean | undefined;
}

export interface TabModel {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly href: string;
  readonly isHere: boolean;
}

export interface FormulaModel {
  readonly tex: string;
  readonly message: string;
  /** "in the field Back of “power rule”". */
  readonly where: string;
  /** "notes.md, line 12". */
  readonly place: string;
}

export interface OptionModel {
  readonly preset: string;
  readonly option: string;
  readonly found: string;
  readonly becomes: string;
}

/** Rows of a history that share a reason. */
export interface RowsModel {
  /** "12 answers of cards that are not in the file". */
  readonly what: string;
  readonly kind: "left" | "changed" | "other";
  readonly mend: string;
  /** "Card 1 of “power rule”, 14 Nov 2023, 22:13 (row 1700000000000)". */
  readonly examples: readonly string[];
  readonly more: number;
}

/** A list of things that are told of a file, beside its notes. */
export type ToldContent =
  | { readonly kind: "problems"; readonly problems: readonly ProblemModel[] }
  | { readonly kind: "formulas"; readonly formulas: readonly FormulaModel[] }
  | { readonly kind: "options"; readonly options: readonly OptionModel[] }
  | { readonly kind: "reviews"; readonly rows: readonly RowsModel[] }
  | { readonly kind: "missing"; readonly files: readonly { readonly name: string; readonly where: string }[] }
  | { readonly kind: "gone"; readonly notes: readonly string[] };

/** What one tab of a plan lists. */
export type TabContent =
  | { readonly kind: "notes"; readonly notes: readonly PlannedNoteModel[] }
  | ToldContent;

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

export interface TableModel {
  readonly separators: readonly Choice[];
  readonly encodings: readonly Choice[];
  readonly noteTypes: readonly Choice[];
  readonly hasHeader: boolean;
  readonly isHtml: boolean;
  readonly deck: string;
  readonly columns: readonly { readonly number: number; readonly meanings: readonly Choice[] }[];
  readonly sample: readonly (readonly string[])[];
}

export interface ChoicesModel {
  /** "Languages::Latin". */
  readonly under: string;
  readonly takeSchedules: boolean;
  /** Questions that do not arise for this plan are not asked. */
  readonly asksSchedules: boolean;
  readonly bothChanged: "mine" | "theirs";
  readonly asksBothChanged: boolean;
  readonly otherType: "skip" | "copy";
  readonly asksOtherType: boolean;
  readonly gone: "keep" | "retire";
  readonly asksGone: boolean;
}

export interface PlanModel {
  readonly id: number;
  /** "Anki package, new format (schema 18)". */
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly warnings: readonly { readonly text: string; readonly href: string | undefined }[];
  readonly table: TableModel | undefined;
  readonly choices: ChoicesModel;
  readonly tabs: readonly TabModel[];
  readonly content: TabContent;
  /** "Notes 51 to 100 of 242"; undefined when all are in view. */
  readonly range: string | undefined;
  /** The pages beside this one, and the ends of the list where they lie further away. */
  readonly first: string | undefined;
  readonly earlier: string | undefined;
  readonly later: string | undefined;
  readonly last: string | undefined;
  /** Of the list in view, so that the answer comes back to it. */
  readonly here: string;
  /** "Import 242 notes, 484 cards"; undefined when there is nothing to do. */
  readonly action: string | undefined;
}

export interface ResultListModel {
  /** "3 formulas cannot be set". */
  readonly title: string;
  readonly content: ToldContent;
  /** "The first 200 of 3,000; the plan listed all of them."; undefined where all are shown. */
  readonly cut: string | undefined;
}

export interface ResultModel {
  /** "242 notes and 484 cards were added." */
  readonly sentences: readonly string[];
  readonly decks: readonly { readonly name: string; readonly slug: string; readonly path: string }[];
  readonly moreDecks: number;
  readonly lostMedia: readonly string[];
  /** What came otherwise than the file has it, list by list. */
  readonly told: readonly ResultListModel[];
  readonly canUndo: boolean;
}

export type Stage =
  | { readonly kind: "busy"; readonly busy: BusyModel }
  | {
    readonly kind: "refused";
    readonly refusals: readonly RefusalModel[];
    /** Whether it was read otherwise than guessed, and may be read as guessed again. */
    readonly canGuess: boolean;
  }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "planned"; readonly plan: PlanModel }
  | { readonly kind: "done"; readonly result: ResultModel }
  | { readonly kind: "cancelled" }
  | { readonly kind: "undone"; readonly sentences: readonly string[] };

export interface ImportModel {
  readonly id: number;
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly size: string }[];
  readonly when: string;
  readonly stage: Stage;
}
