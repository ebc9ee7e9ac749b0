/** A template as its author writes it: plain data whose sizes have been checked, formulas still as text. */

/** A formula of the expression language; a bare number is one too. */
export type FormulaSource = string | number;

/** What a variable is drawn from. */
export type VarSource =
  | {
    readonly dec: readonly [number, number];
    readonly step: number;
    readonly not?: readonly number[] | undefined;
  }
  | {
    readonly int: readonly [number, number];
    readonly step?: number | undefined;
    readonly not?: readonly number[] | undefined;
  }
  | { readonly pick: readonly number[] }
  | { readonly list: VarSource; readonly length: number | readonly [number, number] };

/** A formula, with words of its own where `say` is given. */
export type SaidSource = FormulaSource | {
  readonly expr: FormulaSource;
  readonly say?: string | undefined;
};

export interface AnswerSource {
  readonly expr: FormulaSource;
  readonly type: "integer" | "rational" | "real" | "tensor" | "shape" | "choice";
  /** Markdown. */
  readonly label?: string | undefined;
  /** Real answers: 3 where nothing is said. Tensors: exact where nothing is said. */
  readonly decimals?: number | undefined;
  readonly atol?: number | undefined;
  readonly rtol?: number | undefined;
  /** Decimals that learners keep in between. */
  readonly keep?: 3 | 4 | 5 | 6 | undefined;
  readonly unit?: string | undefined;
  /** Markdown labels of a choice; `expr` is the place of the right one, from 0. */
  readonly options?: readonly string[] | undefined;
}

export interface WrongSource {
  /** Stable name for the log; the place in the list where nothing is said. */
  readonly id?: string | undefined;
  /** One formula, or one for each answer that the mistake touches. */
  readonly expr: FormulaSource | Readonly<Record<string, FormulaSource>>;
  /** Markdown with placeholders. */
  readonly say: string;
  /** When the mistake can be made; always where nothing is said. */
  readonly when?: FormulaSource | undefined;
}

export interface TemplateSource {
  readonly vars: Readonly<Record<string, VarSource>>;
  readonly let?: Readonly<Record<string, SaidSource>> | undefined;
  readonly require?: readonly SaidSource[] | undefined;
  /** Exactly one of `answer` and `answers` is given. */
  readonly answer?: AnswerSource | undefined;
  readonly answers?: Readonly<Record<string, AnswerSource>> | undefined;
  readonly wrong?: readonly WrongSource[] | undefined;
  /** Markdown with placeholders, as are conventions, prompt and solution. */
  readonly hints?: readonly string[] | undefined;
  readonly conventions?: readonly string[] | undefined;
  readonly prompt: string;
  readonly solution?: string | undefined;
}

/** A mistake in a template. The place is a path into the source and a piece of the text there. */
export interface TemplateProblem {
  readonly path: readonly (string | number)[];
  readonly at: number;
  readonly length: number;
  readonly message: string;
  readonly expected: string;
}

/** Up to here things may be counted; the sizes of single texts are the schema's business. */
export const MOST_LIST_NUMBERS = 256;
export const MOST_GRID_VALUES = 1_000_000;
