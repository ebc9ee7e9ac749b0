/** Compares what was read with the key: right, a named mistake, a known slip, nearly, or wrong. */
import type { Tensor } from "../tensor/tensor.ts";
import type { Question } from "./define.ts";
import { diagnose, type Diagnosis } from "./diagnose.ts";
import { within } from "./tolerance.ts";

/** What was made of the text of one answer. */
export type Reading =
  | { readonly kind: "read"; readonly value: Tensor; readonly tex: string }
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
  readonly reading: Reading;
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
  const answers = question.answers.map((spec) => {
    const reading = readings[spec.id] ??
      { kind: "unreadable" as const, problems: [{ cell: undefined, message: "Nothing was given here." }] };
    return gradeAnswer(question, spec.id, reading);
  });
  if (answers.some((answer) => answer.outcome === "unreadable")) {
    return { kind: "unreadable", score: 0, answers, diagnosis: undefined };
  }
  const score = scoreOf(question, answers);
  if (answers.every((answer) => answer.outcome === "right")) {
    return { kind: "right", score: 1, answers, diagnosis: undefined };
  }
  const given = Object.fromEntries(
    answers.flatMap((answer) => answer.reading.kind === "read" ? [[answer.id, answer.reading.value]] : []),
  );
  return { kind: score > 0 ? "partial" : "wrong", score, answers, diagnosis: diagnose(question, given) };
}

function gradeAnswer(question: Question, id: string, reading: Reading): AnswerGrade {
  const key = question.key[id];
  if (reading.kind === "unreadable" || key === undefined) {
    return { id, outcome: "unreadable", cells: [], shapeRight: false, reading };
  }
  const tolerances = question.tolerances[id] ?? [];
  const shapeRight = reading.value.shape.join() === key.shape.join();
  const cells = Array.from(
    key.values,
    (value, cell) =>
      shapeRight && Math.abs((reading.value.values[cell] ?? NaN) - value) <= (tolerances[cell] ?? 0),
  );
  const right = shapeRight && within(reading.value, key, tolerances);
  return { id, outcome: right ? "right" : "wrong", cells, shapeRight, reading };
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
