/** Decides whether drawn params make a fair question: known mistakes miss the key, nothing sits on a rounding tie. */
import { formProblem } from "../expressions/form.ts";
import { type AnswerValue, formulasDiffer, isFormula, valueFault } from "./answer_value.ts";
import type { AnswerSpec, Keys } from "./question.ts";
import type { Tolerances } from "./tolerance.ts";

/** A mistake must lie further from the key than this many tolerances in some cell. */
const APART_FROM_KEY = 4;
/** Two mistakes must lie further from each other than this, so that an answer can match only one. */
const APART_FROM_EACH_OTHER = 2.5;
/** Distance from a rounding tie, in units of the last decimal, below which careful people differ. */
const TIE = 0.02;

export interface KnownMistake {
  /** More than one where several mistakes lead to the same answer and cannot be told apart. */
  readonly ids: readonly string[];
  /** What someone who makes this mistake answers everywhere: right keys where it does not touch them. */
  readonly keys: Keys;
  readonly feedback: string;
}

/** undefined when acceptable, else the reason. */
export function refusal(
  key: Keys,
  answers: readonly AnswerSpec[],
  tolerances: Tolerances,
  mistakes: readonly KnownMistake[],
): string | undefined {
  for (const spec of answers) {
    const value = key[spec.id];
    if (value === undefined) return `answer ${spec.id} has no key`;
    const fault = valueFault(value);
    if (fault !== undefined) return `answer ${spec.id} ${fault}`;
    if (isFormula(value)) {
      const broken = formProblem(value.node, spec.form);
      if (broken !== undefined) return `answer ${spec.id} is not in the form that it asks for`;
    } else if (spec.tolerance.kind === "rounded" && value.values.some((cell) => onTie(cell, spec.decimals))) {
      return `answer ${spec.id} lies on a rounding tie`;
    }
  }
  for (const mistake of mistakes) {
    if (!isFarFrom(key, mistake.keys, tolerances)) {
      return `mistake ${mistake.ids.join(", ")} is too close to the key`;
    }
  }
  return undefined;
}

/** Whether a wrong answer is far enough from the key to be told from it, whatever its rounding. */
export function isFarFrom(key: Keys, wrong: Keys, tolerances: Tolerances): boolean {
  return apart(wrong, key, tolerances, APART_FROM_KEY);
}

/** Joins mistakes that give the same answer: an answer can then match only one of the list. */
export function joinCoinciding(
  mistakes: readonly KnownMistake[],
  tolerances: Tolerances,
): readonly KnownMistake[] {
  const joined: KnownMistake[] = [];
  for (const mistake of mistakes) {
    const index = joined.findIndex((other) =>
      !apart(mistake.keys, other.keys, tolerances, APART_FROM_EACH_OTHER)
    );
    const other = joined[index];
    if (other === undefined) joined.push(mistake);
    else {
      joined[index] = {
        ids: [...other.ids, ...mistake.ids],
        keys: other.keys,
        feedback: `${other.feedback}\n\nOr: ${mistake.feedback}`,
      };
    }
  }
  return joined;
}

/** Whether some cell of some answer differs by more than `factor` tolerances, some shape, or some formula. */
function apart(a: Keys, b: Keys, tolerances: Tolerances, factor: number): boolean {
  return Object.entries(a).some(([id, value]) => {
    const other = b[id];
    return other === undefined ||
      valuesApart(value, other, tolerances[id]?.map((each) => factor * each) ?? []);
  });
}

function valuesApart(a: AnswerValue, b: AnswerValue, apart: readonly number[]): boolean {
  if (isFormula(a)) return !isFormula(b) || formulasDiffer(a, b);
  return isFormula(b) || a.shape.join() !== b.shape.join() ||
    a.values.some((cell, index) => !(Math.abs(cell - (b.values[index] ?? NaN)) <= (apart[index] ?? 0)));
}

function onTie(value: number, decimals: number): boolean {
  const scaled = Math.abs(value) * 10 ** decimals;
  return Math.abs(scaled - Math.floor(scaled) - 0.5) < TIE;
}
