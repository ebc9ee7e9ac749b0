/** Compares what was read with the key: right, a named mistake, a known slip, nearly, or wrong. */
import { counterexampleText } from "../expressions/counterexample.ts";
import { literal } from "../text/literal.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type AnswerValue,
  compareWith,
  type Formula,
  isFormula,
  matchesValue,
  numbersIn,
} from "./answer_value.ts";
import type { Question } from "./define.ts";
import type { Keys } from "./question.ts";
import { diagnose, type Diagnosis } from "./diagnose.ts";
import { located } from "./located.ts";
import { keysWith } from "./solver.ts";

/** What was made of the text of one answer. */
export type Reading =
  | { readonly kind: "read"; readonly value: AnswerValue; readonly tex: string }
  | { readonly kind: "unreadable"; readonly problems: readonly ReadingProblem[] };

export interface ReadingProblem {
  /** Flat index of the cell, or undefined for the answer as a whole. */
  readonly cell: number | undefined;
  readonly message: string;
}

export interface AnswerGrade {
  readonly id: string;
  readonly outcome: "right" | "wrong" | "unreadable";
  /** Outcome of each cell in the order of the key; all wrong when the shape differs. */
  readonly cells: readonly boolean[];
  readonly shapeRight: boolean;
  /** Wrong against the key, but what follows from an earlier wrong answer: the method is right, so it counts. */
  readonly carried: boolean;
  readonly reading: Reading;
  /** Markdown: where a wrong formula is easiest to see wrong. */
  readonly counterexample: string | undefined;
}

export interface Grading {
  readonly kind: "right" | "partial" | "wrong" | "unreadable";
  /** 0 to 1, by weight of the answers and share of their cells. */
  readonly score: number;
  readonly answers: readonly AnswerGrade[];
  /** Only ever present on partial and wrong. */
  readonly diagnosis: Diagnosis | undefined;
}

/** Grades readings, one for each answer of the question, by answer id. An answer without a reading is unreadable. */
export function grade(question: Question, readings: Readonly<Record<string, Reading>>): Grading {
  const plain = question.answers.map((spec) => {
    const reading = readings[spec.id] ??
      { kind: "unreadable" as const, problems: [{ cell: undefined, message: "Nothing was given here." }] };
    return gradeAnswer(question, spec.id, reading);
  });
  if (plain.some((answer) => answer.outcome === "unreadable")) {
    return { kind: "unreadable", score: 0, answers: plain, diagnosis: undefined };
  }
  const answers = followThrough(question, plain);
  const score = scoreOf(question, answers);
  if (answers.every((answer) => answer.outcome === "right" && !answer.carried)) {
    return { kind: "right", score: 1, answers, diagnosis: undefined };
  }
  const given = Object.fromEntries(
    answers.flatMap((answer) => answer.reading.kind === "read" ? [[answer.id, answer.reading.value]] : []),
  );
  return { kind: score > 0 ? "partial" : "wrong", score, answers, diagnosis: diagnose(question, given) };
}

function gradeAnswer(question: Question, id: string, reading: Reading): AnswerGrade {
  const key = question.key[id];
  const graded = { id, carried: false, reading, counterexample: undefined };
  if (reading.kind === "unreadable" || key === undefined) {
    return { ...graded, outcome: "unreadable", cells: [], shapeRight: false };
  }
  if (isFormula(key) && isFormula(reading.value)) return { ...graded, ...gradeFormula(reading.value, key) };
  const [value, expected] = [numbersIn(reading.value), numbersIn(key)];
  const tolerances = question.tolerances[id] ?? [];
  const shapeRight = value.shape.join() === expected.shape.join();
  const cells = Array.from(
    expected.values,
    (cell, i) => shapeRight && Math.abs((value.values[i] ?? NaN) - cell) <= (tolerances[i] ?? 0),
  );
  const right = matchesValue(value, expected, tolerances);
  return { ...graded, outcome: right ? "right" : "wrong", cells, shapeRight };
}

type FormulaGrade = Pick<AnswerGrade, "outcome" | "cells" | "shapeRight"> & Partial<AnswerGrade>;

/** By evaluation at many points; what has no value whatever the numbers are was not an attempt. */
function gradeFormula(theirs: Formula, key: Formula): FormulaGrade {
  const compared = compareWith(key, theirs);
  const wrong = { outcome: "wrong", cells: [false] } as const;
  switch (compared.kind) {
    case "equal":
    case "undecided":
      return { outcome: "right", cells: [true], shapeRight: true };
    case "different":
      return { ...wrong, shapeRight: true, counterexample: counterexampleText(compared.counterexample) };
    case "impossible":
      return {
        ...wrong,
        shapeRight: false,
        counterexample: literal(located(theirs.text, compared.problem)),
      };
    case "unreadable":
      return unreadable(located(theirs.text, compared.problem));
    case "unusable":
      return unreadable(compared.reason);
  }
}

function unreadable(message: string): FormulaGrade {
  const reading: Reading = { kind: "unreadable", problems: [{ cell: undefined, message }] };
  return { outcome: "unreadable", cells: [], shapeRight: false, reading };
}

/** Solves again from each wrong answer that later ones may rest on, in the order in which they are asked. */
function followThrough(question: Question, answers: readonly AnswerGrade[]): readonly AnswerGrade[] {
  const replaced = new Map<string, Tensor>();
  return answers.map((answer) => {
    const { id, reading } = answer;
    const key = question.key[id];
    const step = question.solver.answers[id];
    if (answer.outcome !== "wrong" || reading.kind !== "read" || key === undefined || step === undefined) {
      return answer;
    }
    // What follows from a wrong formula is not worked out again.
    if (isFormula(reading.value) || isFormula(key)) return answer;
    if (replaced.size > 0) {
      const followed = solvedFrom(question, replaced)?.[id];
      if (followed !== undefined && matchesValue(reading.value, followed, question.tolerances[id] ?? [])) {
        return { ...answer, outcome: "right", carried: true, cells: answer.cells.map(() => true) };
      }
    }
    if (isUsable(reading.value, key)) replaced.set(step, reading.value);
    return answer;
  });
}

/** undefined where a learner's value cannot be worked on with: sizes that do not fit, counts below 1. */
function solvedFrom(question: Question, replaced: ReadonlyMap<string, Tensor>): Keys | undefined {
  try {
    return keysWith(question.solver, { replaced, round: (value) => value });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Values that make what follows trivial earn nothing: another shape or sign, or 0 and 1 where the key is neither. */
function isUsable(value: Tensor, key: Tensor): boolean {
  return value.shape.join() === key.shape.join() &&
    value.values.every((cell, i) => {
      const right = key.values[i] ?? NaN;
      if (!Number.isFinite(cell) || Math.sign(cell) !== Math.sign(right)) return false;
      return Math.abs(cell) !== 1 || Math.abs(right) === 1;
    });
}

/** A cell counts only when the answer's shape is right; single numbers count whole. */
function scoreOf(question: Question, answers: readonly AnswerGrade[]): number {
  let total = 0;
  let earned = 0;
  for (const spec of question.answers) {
    const graded = answers.find((answer) => answer.id === spec.id);
    total += spec.weight;
    if (graded === undefined || graded.cells.length === 0) continue;
    earned += spec.weight * graded.cells.filter(Boolean).length / graded.cells.length;
  }
  return total === 0 ? 0 : earned / total;
}
