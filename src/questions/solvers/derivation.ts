/** Derivations: solvers whose steps are formulas, and texts of the formulas that generators draw. */
import { nodeTex } from "../../expressions/tex.ts";
import { type Formula, formulasIn, type Variables } from "../answer_value.ts";
import type { FormulaStep, Solver } from "../solver.ts";

interface Line {
  readonly id: string;
  readonly rule: string;
  /** Ids of the lines that it follows from. */
  readonly uses?: readonly string[];
  /** TeX of what the formula stands for. */
  readonly left: string;
  readonly text: string;
  /** TeX of the formula by the names of earlier lines, where that is easier to read. */
  readonly shown?: string;
}

/** A solver whose last line is the one answer. */
export function derivation(answer: string, variables: Variables, lines: readonly Line[]): Solver {
  const write = formulasIn(variables);
  const steps = lines.map(({ id, rule, uses = [], left, text, shown }): FormulaStep => {
    const formula = write(text);
    return { id, rule, uses, formula, tex: `${left} = ${shown ?? nodeTex(formula.node)}` };
  });
  return { steps, answers: { [answer]: steps.at(-1)?.id ?? "" } };
}

/** A wrong key by one formula. */
export function mistaken(
  answer: string,
  variables: Variables,
  text: string,
): Readonly<Record<string, Formula>> {
  return { [answer]: formulasIn(variables)(text) };
}

/** TeX of a formula's text. */
export function texOf(variables: Variables, text: string): string {
  return nodeTex(formulasIn(variables)(text).node);
}

/** "2*a", "a" for a factor of 1, "-a" for -1; `of` must hold together as a product does. */
export function multiple(factor: number, of: string): string {
  if (factor === 1) return of;
  return factor === -1 ? `-${of}` : `${factor}*${of}`;
}

/** "2*a - 3*b" of [[2, "a"], [-3, "b"]]. */
export function combination(terms: readonly (readonly [factor: number, of: string])[]): string {
  return terms.map(([factor, of], i) => {
    if (i === 0) return multiple(factor, of);
    return factor < 0 ? ` - ${multiple(-factor, of)}` : ` + ${multiple(factor, of)}`;
  }).join("");
}
