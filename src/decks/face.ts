/** What a card shows and what a learner gives back: the closed set that every card type chooses from. */

import type { MaskedPicture } from "../text/masked_picture.ts";

/** Text of a card before rendering. HTML comes only with imported notes, and is sanitised when rendered. */
export type Prose =
  | { readonly kind: "markdown"; readonly source: string }
  | { readonly kind: "html"; readonly source: string; readonly card: ImportedCard | undefined };

/** What the side of an imported card is shown with. */
export interface ImportedCard {
  /** Name of the style sheet of its note type, which is the class of the card's box too. */
  readonly sheet: string;
  /** Place of the template, or number of the deletion: the class `card1`. */
  readonly number: number;
  /** Whether it is a back that shows the front anew: seen together, both would say the same. */
  readonly isWhole: boolean;
  /** Shown where PICTURE_PLACE stands in the source. */
  readonly picture: MaskedPicture | undefined;
}

export interface FaceOption {
  readonly id: string;
  readonly label: Prose;
}

/** One input of a card that is answered by typing. */
export interface FaceField {
  readonly id: string;
  readonly label: Prose;
  /** number: a learner number; text: words; grid: a tensor of `shape` (shape undefined: the learner gives it); choice: one of `options`. */
  readonly input: "number" | "text" | "grid" | "choice";
  readonly shape: readonly number[] | undefined;
  readonly options: readonly FaceOption[];
  /** "3 decimals", "integer"; shown beside the input. */
  readonly form: string | undefined;
  readonly unit: string | undefined;
}

/** The front of a card. */
export type Face =
  /** Think, turn, grade yourself. */
  | { readonly kind: "reveal"; readonly prompt: Prose }
  /** Tick any number of options, also none (`many`), or exactly one. */
  | {
    readonly kind: "options";
    readonly prompt: Prose;
    readonly many: boolean;
    readonly options: readonly FaceOption[];
  }
  /** Write or think, then tick the points that your answer had. */
  | { readonly kind: "points"; readonly prompt: Prose }
  /** Type answers that are checked. */
  | {
    readonly kind: "fields";
    readonly prompt: Prose;
    readonly conventions: readonly string[];
    readonly fields: readonly FaceField[];
    /** True when numbers are drawn anew at each review. */
    readonly generated: boolean;
  };

/** The back of a card, shown after an answer or on request. */
export interface Back {
  readonly answer: Prose | undefined;
  /** Worked steps, numbered in the margin. */
  readonly steps: readonly Prose[];
  /** Points of a model answer, to be ticked by the learner. */
  readonly points: readonly { readonly id: string; readonly label: Prose; readonly weight: number }[];
  readonly source: string | undefined;
  /** For options to tick: what stands beside each when it is marked, so that nothing of the answer is said twice. */
  readonly marked?: MarkedBack;
}

export interface MarkedBack {
  /** Why an option is right or not, by its id. */
  readonly reasons: Readonly<Record<string, Prose>>;
  /** What is left of the answer. */
  readonly answer: Prose | undefined;
}

/** What a learner gave: option ids, or text by field id. Straight from a form, so nothing of it is trusted. */
export interface Given {
  readonly chosen: readonly string[];
  readonly typed: Readonly<Record<string, string>>;
}

/** How one option, field or cell of an answer came out. */
export interface Mark {
  /** Option id, field id, or "field[row,column]" for a cell. */
  readonly id: string;
  readonly outcome: "right" | "wrong" | "missed" | "unreadable";
  /** What was read, as Markdown in one line (`$\frac{2}{3}$`), so that the learner sees how it was understood. */
  readonly read: string | undefined;
  /** The right value, as Markdown in one line, where it may be shown. */
  readonly expected: string | undefined;
}

/** The judgement of an answer. Unreadable is never wrong: it costs nothing and is asked again. */
export type Verdict =
  | {
    readonly kind: "right";
    readonly score: number;
    readonly marks: readonly Mark[];
    readonly message: Prose | undefined;
  }
  | {
    readonly kind: "partial" | "wrong";
    /** 0 to 1. */
    readonly score: number;
    readonly marks: readonly Mark[];
    readonly message: Prose | undefined;
    /** Id of the known mistake that alone explains the answer. */
    readonly mistake: string | undefined;
    /** True when one slip explains everything: all later parts follow from it. */
    readonly carried?: true;
  }
  | { readonly kind: "unreadable"; readonly marks: readonly Mark[]; readonly message: Prose };
