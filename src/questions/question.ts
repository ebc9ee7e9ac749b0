/** What a generated question is: one params object from which prompt, key, worked steps and known mistakes are computed. */
import type { Random } from "../base/random.ts";
import type { FormRules } from "../expressions/form.ts";
import type { AnswerValue, Variables } from "./answer_value.ts";
import type { Solver } from "./solver.ts";

export type Level = 1 | 2 | 3;

/** JSON values only: params are stored with the review and must come back as they went. */
export type Json = number | string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The params of one generator: a JSON object. */
export type Params = { readonly [key: string]: Json };

/** What a parameter may be: its documentation, its check, and the size of the space of variants. */
export type Domain =
  | { readonly kind: "int"; readonly lo: number; readonly hi: number }
  | { readonly kind: "dec"; readonly lo: number; readonly hi: number; readonly step: number }
  | { readonly kind: "pick"; readonly of: readonly (number | string | boolean)[] }
  | { readonly kind: "list"; readonly of: Domain; readonly min: number; readonly max: number };

export type Tolerance =
  /** Integers, shapes and rationals: equal, up to the last bits of a float. */
  | { readonly kind: "exact" }
  /**
   * max(0.51 units of the last decimal asked, atol + rtol |key|, 1.5 times what rounding each step to `keep`
   * decimals does to the cell).
   */
  | { readonly kind: "rounded"; readonly atol: number; readonly rtol: number; readonly keep: 3 | 4 | 5 | 6 };

export interface Choice {
  readonly id: string;
  /** Markdown. */
  readonly label: string;
}

export interface AnswerSpec {
  readonly id: string;
  /** Markdown label of the field: "$p$", "Output shape". */
  readonly label: string;
  readonly type: "integer" | "rational" | "real" | "tensor" | "shape" | "choice" | "expression";
  /** Shape of the key: [] for a scalar and for an expression. */
  readonly shape: readonly number[];
  /** Whether the learner must give the shape too, so that the input must not give it away. */
  readonly shapeAsked: boolean;
  readonly tolerance: Tolerance;
  /** Decimals that the prompt asks for and that the key is printed with; 0 for integers. */
  readonly decimals: number;
  readonly unit: string | undefined;
  readonly weight: number;
  /** For choices: the options; the key's single value is the index of the right one. */
  readonly choices: readonly Choice[];
  /** For expressions: what may stand in them, with the domains in which they are compared. */
  readonly variables: Variables;
  /** For expressions: how they are to be written; another form is asked for again, not counted as wrong. */
  readonly form: FormRules;
}

/** Keys by answer id. */
export type Keys = Readonly<Record<string, AnswerValue>>;

/** A mistake that people make, as a solver of its own. */
export interface Mistake<P> {
  readonly id: string;
  /** Wrong keys by answer id; undefined where the mistake cannot be made with these params. */
  readonly solve: (params: P) => Keys | undefined;
  /** Markdown: what went wrong, and what to do instead; with these params' numbers where it is a function. */
  readonly feedback: string | ((params: P) => string);
}

/** What an author of a generator writes. Every function is pure. */
export interface GeneratorDefinition<P extends Params> {
  /** kebab-case, stable for ever. */
  readonly id: string;
  /** Grows when the same seed or params would give another question. */
  readonly version: number;
  /** Slug of one of the 27 topics. */
  readonly topic: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly domains: { readonly [K in keyof P]: Domain };
  /** Draws params; `fixed` ones, pinned by a deck, are taken as they are. */
  readonly generate: (random: Random, level: Level, fixed: Partial<P>) => P;
  /** undefined when the params make a fair question, else the reason why they do not. */
  readonly refuse: (params: P) => string | undefined;
  /** Markdown with TeX. */
  readonly prompt: (params: P) => string;
  /** Printed under the prompt, Markdown, one line each: "natural logarithm". */
  readonly conventions: (params: P) => readonly string[];
  readonly answers: (params: P) => readonly AnswerSpec[];
  readonly solve: (params: P) => Solver;
  readonly mistakes: readonly Mistake<P>[];
  /** Hints from vague to plain, Markdown; the rules of the steps follow as further hints. */
  readonly hints: (params: P) => readonly string[];
}
