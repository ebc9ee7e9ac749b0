/** The usual kinds of answers, so that a generator says only what is its own. */
import type { FormRules } from "../expressions/form.ts";
import type { Variables } from "./answer_value.ts";
import type { AnswerSpec, Choice } from "./question.ts";

interface Named {
  readonly id: string;
  readonly label: string;
}

const DEFAULTS = {
  shape: [],
  shapeAsked: false,
  tolerance: { kind: "exact" },
  decimals: 0,
  unit: undefined,
  weight: 1,
  choices: [],
  variables: {},
  form: { forbid: [], mustContain: [], maxNodes: undefined },
} as const satisfies Partial<AnswerSpec>;

/** A whole number. */
export function integerAnswer({ id, label }: Named): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "integer" };
}

/** An exact fraction or decimal. */
export function rationalAnswer({ id, label }: Named): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "rational", decimals: 4 };
}

/** A fraction, or its decimal to 4 places: both 2/3 and 0.6667 are right. */
export function fractionAnswer({ id, label }: Named): AnswerSpec {
  return { ...rationalAnswer({ id, label }), tolerance: { kind: "rounded", atol: 0, rtol: 0, keep: 4 } };
}

interface Rounded extends Named {
  readonly decimals: number;
  /** Absolute tolerance beyond the printed decimals; by the scale of the quantity. */
  readonly atol?: number;
  readonly rtol?: number;
  readonly unit?: string;
}

/** A number asked to so many decimals; learners who keep 4 decimals in between are right. */
export function realAnswer({ id, label, decimals, atol = 0, rtol = 0, unit }: Rounded): AnswerSpec {
  return {
    ...DEFAULTS,
    id,
    label,
    type: "real",
    decimals,
    unit,
    tolerance: { kind: "rounded", atol, rtol, keep: 4 },
  };
}

/** A tensor asked to so many decimals. */
export function tensorAnswer(spec: Rounded & { readonly shape: readonly number[] }): AnswerSpec {
  return { ...realAnswer(spec), type: "tensor", shape: spec.shape };
}

/** A tensor of exact integers or fractions. */
export function exactTensorAnswer(
  { id, label, shape, shapeAsked = false }: Named & {
    readonly shape: readonly number[];
    readonly shapeAsked?: boolean;
  },
): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "tensor", shape, shapeAsked };
}

/** The shape of a tensor: a list of whole numbers, whose count is part of the answer. */
export function shapeAnswer({ id, label, rank }: Named & { readonly rank: number }): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "shape", shape: [rank], shapeAsked: true };
}

/** One of several options; the key is the index of the right one. */
export function choiceAnswer(
  { id, label, choices }: Named & { readonly choices: readonly Choice[] },
): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "choice", choices };
}

/** A formula in these variables; any way of writing it is right that keeps to `form`. */
export function expressionAnswer(
  { id, label, variables, form = {} }: Named & {
    readonly variables: Variables;
    readonly form?: Partial<FormRules>;
  },
): AnswerSpec {
  return { ...DEFAULTS, id, label, type: "expression", variables, form: { ...DEFAULTS.form, ...form } };
}
