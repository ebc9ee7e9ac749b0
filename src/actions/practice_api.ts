/** Generators, variants, solutions and checks as plain values, for programs. */
import { drawQuestion } from "../decks/asked_question.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Variables } from "../questions/answer_value.ts";
import type { Generator, Question } from "../questions/define.ts";
import { firstLevel, plainAnswer, plainKey, type PlainValue, plainValue } from "../questions/describe.ts";
import type { Diagnosis } from "../questions/diagnose.ts";
import { type ParamFault, schemaOf } from "../questions/domain.ts";
import { generatorById, GENERATORS } from "../questions/generators.ts";
import { grade } from "../questions/grade.ts";
import { questionOfOwn } from "../questions/own_numbers.ts";
import type { AnswerSpec, Json, Level } from "../questions/question.ts";
import { readAnswer } from "../questions/read.ts";

/** Why a request cannot be met: what was asked for is not there, or the params do not do. */
export type Refusal =
  | { readonly kind: "missing"; readonly what: string }
  | { readonly kind: "faults"; readonly faults: readonly ParamFault[] };

export interface GeneratorLine {
  readonly id: string;
  readonly version: number;
  readonly topic: string;
  readonly title: string;
  readonly levels: readonly Level[];
}

export interface AnswerForm {
  readonly id: string;
  readonly label: string;
  readonly type: AnswerSpec["type"];
  /** Left out where finding the shape is part of the answer. */
  readonly shape?: readonly number[];
  readonly decimals: number;
  readonly tolerance:
    | { readonly kind: "exact" }
    | { readonly kind: "rounded"; readonly atol: number; readonly rtol: number; readonly keep: number };
  readonly unit?: string;
  readonly choices?: readonly { readonly id: string; readonly label: string }[];
  /** Of an expression: domains by variable. */
  readonly variables?: Variables;
  readonly form?: {
    readonly forbid: readonly string[];
    readonly mustContain: readonly string[];
    readonly maxNodes?: number;
  };
}

export interface GeneratorDetail extends GeneratorLine {
  readonly mistakes: readonly string[];
  readonly parameters: Json;
  readonly conventions: readonly string[];
  readonly answers: readonly AnswerForm[];
}

export interface Variant {
  readonly generator: string;
  readonly version: number;
  readonly level: Level;
  readonly seed: number;
  readonly params: Json;
  readonly prompt: string;
  readonly conventions: readonly string[];
  readonly answers: readonly AnswerForm[];
}

export interface Solution {
  readonly answers: Readonly<Record<string, PlainValue>>;
  readonly steps: readonly {
    readonly id: string;
    readonly rule: string;
    readonly tex: string;
    readonly uses: readonly string[];
    readonly value: PlainValue;
  }[];
  readonly unfair: string | null;
}

export interface CheckedAnswer {
  readonly id: string;
  readonly outcome: "right" | "wrong" | "unreadable";
  readonly shapeRight: boolean;
  readonly cells: readonly boolean[];
  readonly tolerance: readonly number[];
  readonly read: PlainValue;
  readonly problems: readonly { readonly cell: number | null; readonly message: string }[];
  readonly counterexample: string | null;
}

export interface Checked {
  readonly verdict: "right" | "partial" | "wrong" | "unreadable";
  readonly score: number;
  readonly answers: readonly CheckedAnswer[];
  readonly mistake: {
    readonly kind: Diagnosis["kind"];
    readonly ids: readonly string[];
    readonly feedback: string;
  } | null;
}

/** Which question is meant: one of params, or the variant of a seed. */
export type Which =
  | { readonly kind: "params"; readonly params: Json }
  | { readonly kind: "seed"; readonly seed: number; readonly level: Level | undefined };

export function generatorLines(): readonly GeneratorLine[] {
  return GENERATORS.map(lineOf);
}

export function generatorDetail(id: string): GeneratorDetail | undefined {
  const generator = generatorById(id);
  if (generator === undefined) return undefined;
  const example = drawQuestion(generator, { level: firstLevel(generator), fixed: {}, seed: 1 })?.question;
  return {
    ...lineOf(generator),
    mistakes: generator.mistakeIds,
    parameters: {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(generator.domains).map(([name, domain]) => [name, schemaOf(domain)]),
      ),
      required: Object.keys(generator.domains),
      additionalProperties: false,
    },
    conventions: example?.conventions ?? [],
    answers: example?.answers.map(answerForm) ?? [],
  };
}

export function variantOf(
  id: string,
  { seed, level }: { readonly seed: number; readonly level: Level | undefined },
): Result<Variant, Refusal> {
  const found = findQuestion(id, { kind: "seed", seed, level });
  if (!found.ok) return found;
  const { question } = found.value;
  return ok({
    generator: question.generator,
    version: question.version,
    level: question.level,
    seed,
    params: question.params,
    prompt: question.prompt,
    conventions: question.conventions,
    answers: question.answers.map(answerForm),
  });
}

export function solutionOf(id: string, params: Json): Result<Solution, Refusal> {
  const found = findQuestion(id, { kind: "params", params });
  if (!found.ok) return found;
  const { question, unfair } = found.value;
  return ok({
    answers: Object.fromEntries(question.answers.map((spec) => [spec.id, plainKey(question, spec) ?? null])),
    steps: question.trace.steps.map((step) => ({
      id: step.id,
      rule: step.rule,
      tex: step.tex,
      uses: step.uses,
      value: plainValue(step.value),
    })),
    unfair: unfair ?? null,
  });
}

/** Judges texts as an answer field reads them; answers that the question does not have are refused by name. */
export function checkTexts(
  id: string,
  { which, texts }: { readonly which: Which; readonly texts: Readonly<Record<string, string>> },
): Result<Checked, Refusal> {
  const found = findQuestion(id, which);
  if (!found.ok) return found;
  const { question } = found.value;
  const known = question.answers.map((spec) => spec.id);
  const stray = Object.keys(texts).filter((name) => !known.includes(name.replace(/\[[\d,]*\]$/, "")));
  if (stray.length > 0) {
    return err({
      kind: "faults",
      faults: stray.map((name) => ({
        path: `answers.${name}`,
        message: `There is no such answer; this question has ${known.join(", ")}`,
      })),
    });
  }
  const readings = Object.fromEntries(question.answers.map((spec) => [spec.id, readAnswer(spec, texts)]));
  const grading = grade(question, readings);
  return ok({
    verdict: grading.kind,
    score: grading.score,
    answers: grading.answers.map((answer) => {
      const spec = question.answers.find((candidate) => candidate.id === answer.id);
      const { reading } = answer;
      return {
        id: answer.id,
        outcome: answer.outcome,
        shapeRight: answer.shapeRight,
        cells: answer.cells,
        tolerance: question.tolerances[answer.id] ?? [],
        read: reading.kind === "read" && spec !== undefined ? plainAnswer(spec, reading.value) : null,
        problems: reading.kind === "read"
          ? []
          : reading.problems.map(({ cell, message }) => ({ cell: cell ?? null, message })),
        counterexample: answer.counterexample ?? null,
      };
    }),
    mistake: grading.diagnosis === undefined ? null : {
      kind: grading.diagnosis.kind,
      ids: idsOf(grading.diagnosis),
      feedback: grading.diagnosis.feedback,
    },
  });
}

function idsOf(diagnosis: Diagnosis): readonly string[] {
  switch (diagnosis.kind) {
    case "mistake":
      return diagnosis.ids;
    case "slip":
      return [diagnosis.id];
    case "rounding":
      return [`rounded-to-${diagnosis.decimals}`];
  }
}

interface Found {
  readonly question: Question;
  readonly unfair: string | undefined;
}

function findQuestion(id: string, which: Which): Result<Found, Refusal> {
  const generator = generatorById(id);
  if (generator === undefined) return err({ kind: "missing", what: "generator" });
  if (which.kind === "params") {
    const own = questionOfOwn(generator, which.params, firstLevel(generator));
    return own.ok ? own : err({
      kind: "faults",
      faults: own.error.map(({ path, message }) => ({
        path: path === "" ? "params" : `params.${path}`,
        message,
      })),
    });
  }
  const level = which.level ?? firstLevel(generator);
  if (!generator.levels.includes(level)) {
    return err({
      kind: "faults",
      faults: [{ path: "level", message: `${id} has the levels ${generator.levels.join(", ")}` }],
    });
  }
  const drawn = drawQuestion(generator, { level, fixed: {}, seed: which.seed });
  if (drawn === undefined) {
    throw new Error(`Cannot draw a fair question of ${id}, level ${level}, from ${which.seed}`);
  }
  return ok({ question: drawn.question, unfair: undefined });
}

function lineOf({ id, version, topic, title, levels }: Generator): GeneratorLine {
  return { id, version, topic, title, levels };
}

function answerForm(spec: AnswerSpec): AnswerForm {
  const { id, label, type, decimals, tolerance, unit } = spec;
  return {
    id,
    label,
    type,
    ...(spec.shapeAsked ? {} : { shape: spec.shape }),
    decimals,
    tolerance,
    ...(unit === undefined ? {} : { unit }),
    ...(spec.choices.length === 0 ? {} : { choices: spec.choices }),
    ...(type === "expression" ? { variables: spec.variables, form: formOf(spec) } : {}),
  };
}

function formOf({ form: { forbid, mustContain, maxNodes } }: AnswerSpec): AnswerForm["form"] & object {
  return { forbid, mustContain, ...(maxNodes === undefined ? {} : { maxNodes }) };
}
