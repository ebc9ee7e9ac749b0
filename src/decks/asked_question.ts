/** A generated question as a face, a back and a judge: one piece for cards and for practice. */
import { unreachable } from "../base/invariant.ts";
import { type AnswerValue, domainsOf, isFormula } from "../questions/answer_value.ts";
import type { Generator, Question } from "../questions/define.ts";
import { formulaForm, variablesLine } from "../questions/formula_words.ts";
import { grade, type Grading } from "../questions/grade.ts";
import { keyTex } from "../questions/key_tex.ts";
import type { AnswerSpec, Json, Level } from "../questions/question.ts";
import { cellName, readAnswer } from "../questions/read.ts";
import type { Step } from "../questions/solver.ts";
import { literal } from "../text/literal.ts";
import type { Asked } from "./card_type.ts";
import { prose } from "./card_types/prose.ts";
import type { FaceField, Given, Mark, Prose, Verdict } from "./face.ts";

/** A seed that finds no fair variant gives way to the ones after it. */
const SEEDS = 20;

export interface Drawing {
  readonly level: Level;
  readonly fixed: Json;
  readonly seed: number;
}

/** The first fair question at or after a seed; undefined when twenty seeds have none. */
export function drawQuestion(
  generator: Generator,
  { level, fixed, seed }: Drawing,
): { readonly question: Question; readonly seed: number } | undefined {
  for (let next = seed; next < seed + SEEDS; next++) {
    const drawn = generator.draw(next, level, fixed);
    if (drawn.ok) return { question: drawn.value.question, seed: next };
  }
  return undefined;
}

/** The question as a card shows it; `intro` is set above its prompt. */
export function askedOf(
  question: Question,
  { seed, intro }: { readonly seed: number; readonly intro: string | undefined },
): Asked {
  return {
    face: {
      kind: "fields",
      prompt: prose(intro === undefined ? question.prompt : `${intro}\n\n${question.prompt}`),
      conventions: [...question.conventions, ...question.answers.flatMap(variablesOf)],
      fields: question.answers.map(fieldOf),
      generated: true,
    },
    back: {
      answer: prose(question.answers.map((spec) => answerLine(question, spec)).join("\n\n")),
      steps: question.trace.steps.map(stepProse),
      points: [],
      source: undefined,
    },
    judge: (given) => judge(question, given),
    hints: question.hints.map(prose),
    lead: leadOf(question).map(stepProse),
    drawn: {
      generator: question.generator,
      version: question.version,
      level: question.level,
      seed,
      params: JSON.stringify(question.params),
    },
  };
}

function stepProse({ rule, tex }: Step): Prose {
  return prose(`${rule}\n\n$$${tex}$$`);
}

/**
 * The steps that are given where a question fades from a worked example: the first half at most, ending before one
 * that holds a key or is made of a key's numbers.
 */
function leadOf({ trace: { steps }, solver, key }: Question): readonly Step[] {
  const asked = new Set(Object.values(solver.answers));
  const said = new Set(Object.values(key).flatMap(partsOf));
  const first = steps.findIndex(({ id, value }) =>
    asked.has(id) || partsOf(value).every((part) => said.has(part))
  );
  return steps.slice(0, Math.min(Math.max(0, first), Math.floor(steps.length / 2)));
}

/** The numbers of a value, or its formula. */
function partsOf(value: AnswerValue): readonly (number | string)[] {
  return isFormula(value) ? [value.text] : [...value.values];
}

function variablesOf({ type, variables }: AnswerSpec): readonly string[] {
  return type === "expression" ? [variablesLine(domainsOf(variables))] : [];
}

function fieldOf(spec: AnswerSpec): FaceField {
  const base = { id: spec.id, label: prose(spec.label), unit: spec.unit };
  const rounded = spec.tolerance.kind === "rounded" ? decimalsText(spec.decimals) : undefined;
  switch (spec.type) {
    case "integer":
      return { ...base, input: "number", shape: undefined, options: [], form: "whole number" };
    case "rational":
      return { ...base, input: "number", shape: undefined, options: [], form: "exact: fraction or decimal" };
    case "real":
      return { ...base, input: "number", shape: undefined, options: [], form: rounded };
    case "tensor":
      return {
        ...base,
        input: "grid",
        shape: spec.shapeAsked ? undefined : spec.shape,
        options: [],
        form: rounded,
      };
    case "shape":
      return { ...base, input: "text", shape: undefined, options: [], form: "such as [8, 16, 16]" };
    case "choice":
      return {
        ...base,
        input: "choice",
        shape: undefined,
        options: spec.choices.map((choice) => ({ id: choice.id, label: prose(choice.label) })),
        form: undefined,
      };
    case "expression":
      return {
        ...base,
        input: "text",
        shape: undefined,
        options: [],
        form: formulaForm(domainsOf(spec.variables)),
      };
    default:
      return unreachable(spec.type);
  }
}

function decimalsText(decimals: number): string {
  return decimals === 1 ? "1 decimal" : `${decimals} decimals`;
}

function answerLine(question: Question, spec: AnswerSpec): string {
  return `${spec.label}: ${keyText(question, spec)}${spec.unit === undefined ? "" : ` ${spec.unit}`}`;
}

/** The key as Markdown, without its unit, which stands beside the field. */
function keyText(question: Question, spec: AnswerSpec): string {
  const key = question.key[spec.id];
  if (key === undefined) return "";
  if (spec.type === "choice" && !isFormula(key)) return spec.choices[key.values[0] ?? -1]?.label ?? "";
  return `$${keyTex(spec, key)}$`;
}

function judge(question: Question, given: Given): Verdict {
  const readings = Object.fromEntries(
    question.answers.map((spec) => [spec.id, readAnswer(spec, given.typed)]),
  );
  const grading = grade(question, readings);
  const marks = grading.answers.flatMap((answer) => marksOf(question, answer));
  switch (grading.kind) {
    case "unreadable":
      return {
        kind: "unreadable",
        marks,
        message: prose("Mend the marked fields and check again; nothing was counted."),
      };
    case "right":
      return { kind: "right", score: 1, marks, message: undefined };
    case "partial":
    case "wrong":
      return {
        kind: grading.kind,
        score: grading.score,
        marks,
        message: diagnosisProse(grading),
        ...(isOneSlip(grading) ? { carried: true } : {}),
        mistake: grading.diagnosis?.kind === "mistake" ? grading.diagnosis.ids.join("|") : undefined,
      };
    default:
      return unreachable(grading.kind);
  }
}

function diagnosisProse({ diagnosis, answers }: Grading): Prose | undefined {
  const carried = answers.some((answer) => answer.carried)
    ? "What comes after your first slip follows from it, and counts as right."
    : undefined;
  const counterexamples = answers.map((answer) => answer.counterexample);
  const said = [diagnosis?.feedback, ...counterexamples, carried].filter((text) => text !== undefined);
  return said.length === 0 ? undefined : prose(said.join("\n\n"));
}

/** Whether all that is wrong comes from one answer, and something rests on it. */
function isOneSlip({ answers }: Grading): boolean {
  return answers.some((answer) => answer.carried) &&
    answers.filter((answer) => answer.outcome === "wrong").length === 1;
}

/** One mark for the answer and, in a tensor of the right shape, one for each cell. */
function marksOf(question: Question, answer: Grading["answers"][number]): readonly Mark[] {
  const spec = question.answers.find((candidate) => candidate.id === answer.id);
  if (spec === undefined) return [];
  const { reading } = answer;
  if (reading.kind === "unreadable") {
    return reading.problems.map(({ cell, message }) => ({
      id: cell === undefined ? spec.id : cellName(spec.id, spec.shape, cell),
      outcome: "unreadable",
      read: literal(message),
      expected: undefined,
    }));
  }
  const whole: Mark = {
    id: spec.id,
    outcome: answer.outcome,
    read: reading.tex === "" ? undefined : `$${reading.tex}$`,
    expected: keyText(question, spec),
  };
  if (spec.type !== "tensor" || !answer.shapeRight) return [whole];
  return [
    whole,
    ...answer.cells.map((right, cell): Mark => ({
      id: cellName(spec.id, spec.shape, cell),
      outcome: right ? "right" : "wrong",
      read: undefined,
      expected: undefined,
    })),
  ];
}
