/** What pages and islands are drawn from: plain JSON, rendered HTML where text was involved. */
import type { Rating } from "../scheduling/types.ts";

/** Safe HTML, rendered and sanitised on the server. */
export type Html = string;

export interface Shell {
  readonly theme: "system" | "light" | "dark";
  /** Whether single-key shortcuts are on (WCAG 2.1.4). */
  readonly keys: boolean;
  readonly userName: string;
  /** Whether signing out makes sense: the local owner is signed in by itself. */
  readonly canSignOut: boolean;
  /** Shown once after an action: "Deck options saved." */
  readonly notice: string | undefined;
  /** Takes back what the notice is about, and leads back to the page. */
  readonly undo: { readonly action: string; readonly back: string } | undefined;
}

export interface Counts {
  readonly new: number;
  readonly learning: number;
  readonly due: number;
}

export interface DeckRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly depth: number;
  /** What remains today within the limits. */
  readonly counts: Counts;
  /** "now", "in 8 min", "tomorrow", "in 5 d"; undefined when nothing is scheduled. */
  readonly next: string | undefined;
  /** Opens or closes the branch below; undefined for decks without subdecks. */
  readonly toggle: { readonly isOpen: boolean; readonly address: string } | undefined;
}

/** The rows in view of a tree of decks. */
export interface DeckRows {
  readonly rows: readonly DeckRow[];
  /** Of all branches that are open. */
  readonly total: number;
  /** How many rows come before. */
  readonly from: number;
  /** Addresses of the rows before and after. */
  readonly earlier: string | undefined;
  readonly later: string | undefined;
}

export interface HeatDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly answers: number;
}

export interface HomeModel {
  readonly decks: DeckRows;
  readonly total: Counts;
  /** Answers given today, and minutes spent. */
  readonly doneToday: number;
  readonly minutesToday: number;
  /** Monday-first weeks ending with today's; 53 weeks of 7 days, future days left out. */
  readonly year: readonly HeatDay[];
  readonly today: string;
  readonly streakDays: number;
  readonly undo: string | undefined;
  readonly problems: readonly DeckProblemLine[];
  /** Nothing of the person's own is here. */
  readonly isEmpty: boolean;
}

export interface DeckProblemLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly expected: string;
}

export interface NoteRow {
  readonly noteId: number;
  readonly summary: Html;
  readonly type: string;
  readonly tags: readonly string[];
  readonly cards: readonly {
    readonly cardId: number;
    readonly label: string;
    /** "new", "learning", "due", "in 8 d", "suspended", "buried". */
    readonly status: string;
    readonly flag: number;
    readonly leech: boolean;
  }[];
}

export interface DeckModel {
  readonly slug: string;
  readonly name: string;
  /** Decks that it is in, from the root down. */
  readonly above: readonly { readonly slug: string; readonly name: string }[];
  readonly below: DeckRows;
  readonly origin: "shipped" | "own" | "imported";
  readonly description: Html;
  readonly counts: Counts;
  readonly notes: readonly NoteRow[];
  readonly search: string;
  /** Address of the next page of notes. */
  readonly more: string | undefined;
  readonly noteCount: number;
  readonly presets: readonly { readonly id: number; readonly name: string; readonly chosen: boolean }[];
}

/** One option of a preset in a form. */
export interface PresetField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly input:
    | { readonly kind: "number"; readonly min: number; readonly max: number; readonly step: number }
    | { readonly kind: "text" }
    | { readonly kind: "check" }
    | {
      readonly kind: "select";
      readonly options: readonly { readonly value: string; readonly label: string }[];
    };
  readonly value: string;
  readonly problem: string | undefined;
}

export interface PresetModel {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly PresetField[];
  readonly usedBy: readonly { readonly slug: string; readonly name: string }[];
}

export interface HistoryRow {
  /** "2026-11-21 14:03" in the learner's zone. */
  readonly when: string;
  /** "Good", "suspended", "undone: Again". */
  readonly what: string;
  readonly rating: Rating | undefined;
  readonly undone: boolean;
  readonly interval: string;
  readonly stability: string;
  readonly difficulty: string;
  readonly took: string;
  /** What was typed and how it was judged, for checked cards. */
  readonly answer: string | undefined;
  /** Address of the question with its numbers, where they were drawn. */
  readonly question: string | undefined;
}

/** One answer of a card's history, with the question as it was asked. */
export interface PastQuestionModel {
  readonly cardId: number;
  readonly deck: { readonly slug: string; readonly name: string };
  readonly summary: Html;
  /** "2026-11-21 14:03" in the learner's zone. */
  readonly when: string;
  readonly rating: string;
  readonly took: string;
  /** The generator and its version; undefined for templates, which have no versions that people count. */
  readonly version: string | undefined;
  /** Whether the card can still ask as it did. */
  readonly standing: "same" | "edited" | "gone";
  /** JSON. */
  readonly params: string;
  readonly question: QuestionView | undefined;
  /** What was typed, "field: text". */
  readonly typed: readonly string[];
}

export interface CardModel {
  readonly cardId: number;
  readonly noteId: number;
  readonly version: number;
  readonly deck: { readonly slug: string; readonly name: string };
  /** What the note is about, in a line. */
  readonly summary: Html;
  readonly label: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly source: Html | undefined;
  readonly front: Html;
  readonly back: Html;
  readonly status: string;
  readonly flag: number;
  readonly suspended: boolean;
  readonly buried: boolean;
  readonly memory: readonly { readonly label: string; readonly value: string; readonly help: string }[];
  readonly next: readonly Grade[];
  readonly history: readonly HistoryRow[];
  readonly siblings: readonly { readonly cardId: number; readonly label: string; readonly status: string }[];
  /** The generator behind its questions; undefined for other cards. */
  readonly generator: string | undefined;
  /** Where the note is edited: file and heading for decks that come as files. */
  /** Where a note that ships is edited; undefined for one's own, which have an address to edit them at. */
  readonly editHint: string | undefined;
  readonly editAddress: string | undefined;
}

export interface SettingsModel {
  readonly zone: string;
  readonly zones: readonly string[];
  readonly rolloverHour: number;
  readonly theme: "system" | "light" | "dark";
  readonly keys: boolean;
  readonly presets: readonly { readonly id: number; readonly name: string; readonly decks: number }[];
  readonly problems: Readonly<Record<string, string>>;
  readonly hasPassword: boolean;
}

export interface Grade {
  readonly rating: Rating;
  readonly label: "Again" | "Hard" | "Good" | "Easy";
  /** "<10 min", "8 d". */
  readonly interval: string;
  /** "in less than 10 minutes", "in 8 days". */
  readonly spoken: string;
}

export interface OptionView {
  readonly id: string;
  readonly label: Html;
}

export interface FieldView {
  readonly id: string;
  readonly label: Html;
  /** The label as plain text: a formula alone names no input to a screen reader. */
  readonly name: string;
  readonly input: "number" | "text" | "grid" | "choice";
  readonly shape: readonly number[] | undefined;
  readonly options: readonly OptionView[];
  readonly form: string | undefined;
  readonly unit: string | undefined;
}

export interface MarkView {
  readonly id: string;
  readonly outcome: "right" | "wrong" | "missed" | "unreadable";
  /** How the text was understood; for unreadable what was found where. */
  readonly read: Html | undefined;
  readonly expected: Html | undefined;
}

export interface VerdictView {
  readonly kind: "right" | "partial" | "wrong" | "unreadable";
  /** "Right", "Not quite: 2 of 3", "Not right", "Could not be read". */
  readonly headline: string;
  readonly message: Html | undefined;
  readonly marks: readonly MarkView[];
}

export interface GivenView {
  readonly chosen: readonly string[];
  /**
   * By field id; the cells of a grid of known shape by cell id: "W[0,2]", "v[1]" (see cells.ts). Inputs carry the same
   * names in forms behind "field.": `field.W[0,2]`.
   */
  readonly typed: Readonly<Record<string, string>>;
}

/** A question as it stands before a learner, in a review or in practice. */
export interface QuestionView {
  /** "Generated, numbers change each time": undefined for ordinary cards. */
  readonly kicker: string | undefined;
  readonly face: "reveal" | "options" | "points" | "fields";
  readonly prompt: Html;
  readonly conventions: readonly Html[];
  readonly many: boolean;
  readonly options: readonly OptionView[];
  readonly fields: readonly FieldView[];
  /** True once the back is to be seen: turned, checked, or given up. */
  readonly turned: boolean;
  /** Present for faces that are turned in the browser (reveal, points), and for every card once turned. */
  readonly back: BackView | undefined;
  readonly given: GivenView;
  /** How what was typed is read, where the page was asked for it; while somebody types it comes by itself. */
  readonly echoes: readonly EchoView[];
  readonly verdict: VerdictView | undefined;
}

export interface CardView extends QuestionView {
  readonly cardId: number;
  readonly noteId: number;
  /** The version of the memory that was seen; an answer must carry it. */
  readonly version: number;
  readonly deck: { readonly slug: string; readonly name: string };
  /** The hints asked for so far, and how many are left. */
  readonly hints: readonly Html[];
  readonly hintsLeft: number;
  /** The first steps, given with the first question after a worked example. */
  readonly lead: readonly Html[];
  readonly grades: readonly Grade[];
  readonly suggested: Rating | undefined;
  /** Whether Easy fits too: the answer was right, and quick for this person. */
  readonly easyOffered: boolean;
  readonly flag: number;
  readonly tags: readonly string[];
  /** Server's ms UTC when the card was first shown in this page, for the time taken. */
  readonly askedAt: number;
  /** Where its generator may be practised and solved for other numbers; undefined for other cards. */
  readonly generator: string | undefined;
  /** Where its note is edited, and for one's own how to come back; where a note that ships says where it lies. */
  readonly editAddress: string;
}

export interface BackView {
  readonly answer: Html | undefined;
  readonly steps: readonly Html[];
  readonly points: readonly { readonly id: string; readonly label: Html; readonly weight: number }[];
  /** Why an option is right or not, to stand beside it where it is marked. */
  readonly reasons: readonly { readonly id: string; readonly html: Html }[];
  readonly source: Html | undefined;
}

export interface SessionSummary {
  readonly answers: number;
  readonly minutes: number;
  readonly newCards: number;
  /** "in 12 min (3 cards)", "tomorrow (14 cards)". */
  readonly upcoming: readonly string[];
}

export type ReviewStage =
  | { readonly kind: "card"; readonly card: CardView }
  /** A worked example; `go` is the address of the question after it. */
  | { readonly kind: "example"; readonly example: QuestionView; readonly go: string }
  /** Only cards of the generator just answered are left: a deliberate break, with a way to go on. */
  | { readonly kind: "pause"; readonly goOn: string }
  | {
    readonly kind: "wait";
    readonly untilAt: number;
    readonly until: string;
    readonly summary: SessionSummary;
  }
  | { readonly kind: "done"; readonly summary: SessionSummary };

/** The review page, drawn the same by server and island. */
export interface ReviewModel {
  /** undefined: every deck. */
  readonly deck: { readonly slug: string; readonly name: string } | undefined;
  readonly done: number;
  readonly counts: Counts;
  readonly undo: string | undefined;
  readonly redo: string | undefined;
  readonly notice: string | undefined;
  readonly keys: boolean;
  readonly stage: ReviewStage;
}

export interface SignInModel {
  /** What was wrong with the last try. */
  readonly problem: string | undefined;
  readonly name: string;
  /** Path on this site to go to afterwards; the server checks that it is one. */
  readonly next: string;
}

export interface ErrorModel {
  /** The HTTP status: 404, 403, 409 for a stale page, 500. */
  readonly status: number;
  /** "There is no such card". */
  readonly title: string;
  /** What was found. */
  readonly detail: string;
  /** What to do now. */
  readonly mend: string;
  /** Where to go on from, when that is not the first page: the card as it is now. */
  readonly again: string | undefined;
  /** Under which name the log holds it, for unexpected failures. */
  readonly reference: string | undefined;
}

/** A question of practice and where it leads; drawn the same by server and island. */
export interface PracticeModel {
  readonly title: string;
  /** Name of the mix, where a whole topic is practised. */
  readonly mix: string | undefined;
  readonly topic: { readonly slug: string; readonly title: string };
  readonly levels: readonly { readonly label: string; readonly href: string; readonly chosen: boolean }[];
  /** Address of this question: the same numbers again, to share, and where its form is sent. */
  readonly here: string;
  readonly next: string;
  /** Where these numbers can be changed. */
  readonly solve: string;
  /** Where the echo of what is being typed comes from. */
  readonly echo: string;
  readonly question: QuestionView;
  /** Hints asked for so far. */
  readonly hints: readonly Html[];
  readonly hintsLeft: number;
  readonly tries: number;
  /** The texts of the fields that were last judged, written as a query for the form: the server keeps nothing. */
  readonly judged: string | undefined;
  readonly keys: boolean;
}

export interface GalleryModel {
  readonly search: string;
  readonly topic: string | undefined;
  readonly topics: readonly { readonly slug: string; readonly title: string; readonly count: number }[];
  readonly groups: readonly {
    readonly slug: string;
    readonly title: string;
    readonly about: string;
    readonly entries: readonly {
      readonly id: string;
      readonly title: string;
      /** "levels 1 to 3". */
      readonly levels: string;
      readonly practise: string;
      readonly solve: string;
      /** Prompt of an example. */
      readonly example: Html;
    }[];
  }[];
}

/** One parameter of a question, to be typed. */
export interface SolverField {
  readonly name: string;
  readonly label: string;
  readonly input: "number" | "pick" | "list";
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** "a whole number from 2 to 5". */
  readonly form: string;
  readonly value: string;
  readonly problems: readonly string[];
}

export interface SolverModel {
  readonly id: string;
  readonly title: string;
  readonly levels: string;
  readonly topic: { readonly slug: string; readonly title: string };
  readonly practise: string;
  readonly fields: readonly SolverField[];
  /** Faults of the numbers together. */
  readonly problems: readonly string[];
  /** Whether the numbers are those of an example, not the visitor's. */
  readonly isExample: boolean;
  /** Present when the numbers have an answer. */
  readonly question: QuestionView | undefined;
  /** Why the numbers would not be asked. */
  readonly unfair: Html | undefined;
}

/** How a field is read while it is typed. */
export interface EchoView {
  readonly field: string;
  /** What it is said of: the field's id, or that of a cell, "W[0,2]". */
  readonly at: string;
  readonly html: Html;
  readonly isProblem: boolean;
}
