/** What a field accepts: which names, functions and notations the one grammar may use in it. */

import { OPERATIONS } from "./operations/operations.ts";

/** How many arguments a function takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

export interface Dialect {
  /** Names that have a value; a variable hides a constant of the same name. */
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, Arity>;
  /** A `%` as the last character divides by 100. */
  readonly percent: boolean;
  /** `0,5` as the whole text is the number 0.5. */
  readonly decimalComma: boolean;
  /** Lists, `@`, `'` and indexing. */
  readonly tensors: boolean;
  /** Comparisons, `&&`, `||`, `!` and `? :`. */
  readonly conditions: boolean;
}

const ONE: Arity = { least: 1, most: 1 };
const NONE: ReadonlySet<string> = new Set();

/** The functions of a number field: few, so that a slip is more often refused than misread. */
export const NUMBER_FUNCTIONS: ReadonlyMap<string, Arity> = new Map(
  ["ln", "log2", "log10", "exp", "sqrt", "abs", "sigmoid", "tanh"].map((name) => [name, ONE]),
);

/** One number, as a learner types it into an answer field: `2/3`, `-1.5e-3`, `0,5`, `e^-1`, `√2`. */
export const LEARNER_NUMBER: Dialect = {
  variables: NONE,
  functions: NUMBER_FUNCTIONS,
  percent: false,
  decimalComma: true,
  tensors: false,
  conditions: false,
};

/** As LEARNER_NUMBER, for a field that also takes `12.5%`. */
export const LEARNER_PERCENT: Dialect = { ...LEARNER_NUMBER, percent: true };

/** An author's expression, or a symbolic answer, in these variables: every function and notation of the language. */
export function formulaDialect(variables: Iterable<string>): Dialect {
  return {
    variables: new Set(variables),
    functions: OPERATIONS,
    percent: false,
    decimalComma: false,
    tensors: true,
    conditions: true,
  };
}
