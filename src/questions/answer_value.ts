/** What an answer is worth: numbers, or a formula that stands for them wherever its variables may lie. */
import { type Domain, type Domains, parseDomain } from "../expressions/domain.ts";
import { formulaDialect } from "../expressions/dialect.ts";
import {
  compareFormulas,
  type Comparison,
  type Equivalence,
  surelyDiffer,
} from "../expressions/equivalence.ts";
import type { Node } from "../expressions/node.ts";
import { parseExpression } from "../expressions/parse.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A formula in declared variables; two of them are equal when they are worth the same everywhere. */
export interface Formula {
  /** As it was written. */
  readonly text: string;
  readonly node: Node;
  readonly domains: Domains;
}

export type AnswerValue = Tensor | Formula;

/** The numbers of a value; throws TypeError on a formula, where only numbers can be meant. */
export function numbersIn(value: AnswerValue): Tensor {
  if (!isFormula(value)) return value;
  throw new TypeError(`Cannot reckon with the formula ${value.text}: numbers are needed`);
}

/** Domains by variable, in the notation of `parseDomain`: `{ x: "real[-2,2]", A: "matrix[m,n]" }`. */
export type Variables = Readonly<Record<string, string>>;

/** Fixed, so that an answer is judged the same whenever it is judged again. */
export const COMPARING_SEED = 20_260;

export function isFormula(value: AnswerValue): value is Formula {
  return "node" in value;
}

/** Throws TypeError on a domain that cannot be read: variables are written by authors of generators. */
export function domainsOf(variables: Variables): Domains {
  return new Map(
    Object.entries(variables).map(([name, text]): [string, Domain] => {
      const domain = parseDomain(text);
      if (!domain.ok) throw new TypeError(`Cannot use the variable ${name}: ${domain.error}`);
      return [name, domain.value];
    }),
  );
}

/** Makes formulas in these variables of an author's text; they throw TypeError on what cannot be read. */
export function formulasIn(variables: Variables): (text: string) => Formula {
  const domains = domainsOf(variables);
  const dialect = formulaDialect(domains.keys());
  return (text) => {
    const read = parseExpression(text, dialect);
    if (!read.ok) {
      throw new TypeError(`Cannot read ${text} at character ${read.error.at + 1}: ${read.error.message}`);
    }
    return { text, node: read.value, domains };
  };
}

/** How a formula relates to the one that is right. */
export function compareWith(key: Formula, theirs: Formula): Equivalence {
  return compareFormulas(theirs.node, key.node, comparing(key));
}

function comparing({ domains }: Formula): Comparison {
  return { domains, seed: COMPARING_SEED };
}

/** Whether an answer counts as a value: every cell within its tolerance, or a formula that is equal to it. */
export function matchesValue(
  given: AnswerValue,
  value: AnswerValue,
  tolerances: readonly number[],
): boolean {
  if (isFormula(given)) {
    return isFormula(value) && !surelyDiffer(given.node, value.node, comparing(value)) &&
      compareWith(value, given).kind === "equal";
  }
  return !isFormula(value) && given.shape.join() === value.shape.join() &&
    given.values.every((cell, i) => Math.abs(cell - (value.values[i] ?? NaN)) <= (tolerances[i] ?? 0));
}

/** Whether two formulas differ, even where one of them alone could not be a key. */
export function formulasDiffer(a: Formula, b: Formula): boolean {
  return surelyDiffer(a.node, b.node, comparing(b)) || surelyDiffer(b.node, a.node, comparing(b));
}

/** Why no answer could be told from a value, if so: numbers that are not finite, a formula without values. */
export function valueFault(value: AnswerValue): string | undefined {
  if (!isFormula(value)) return value.values.every(Number.isFinite) ? undefined : "is not finite";
  const itself = compareWith(value, value);
  switch (itself.kind) {
    case "equal":
      return undefined;
    case "unusable":
      return `cannot be compared: ${itself.reason}`;
    case "unreadable":
    case "impossible":
      return `cannot be worked out: ${itself.problem.message}`;
    case "different":
    case "undecided":
      return "differs from itself";
  }
}

/** The axes of a value; a formula is one thing, whatever it is worth. */
export function shapeOfValue(value: AnswerValue): readonly number[] {
  return isFormula(value) ? [] : value.shape;
}
