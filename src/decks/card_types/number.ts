/** A typed number, compared with the value of the author's expression within a tolerance. */
import { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import { formulaDialect } from "../../expressions/dialect.ts";
import { evaluate } from "../../expressions/evaluate.ts";
import type { ParseProblem } from "../../expressions/node.ts";
import { parseExpression } from "../../expressions/parse.ts";
import { nodeTex } from "../../expressions/tex.ts";
import { numberTex, SIX_FIGURES } from "../../expressions/value_tex.ts";
import { literal } from "../../text/literal.ts";
import { parseNumber } from "../../text/number.ts";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import type { Given, Mark, Verdict } from "../face.ts";
import { shown } from "../source_text.ts";
import { backOf, listOf, prose, proseField, summaryOf } from "./prose.ts";

const margin = "a number from 0";
const words = "text of at most 80 characters";
const answerForm = "a number or an expression such as `ln(10)`";

const settings = {
  answer: z.union([z.number(), z.string().min(1).max(500)], { error: answerForm }),
  tolerance: z.number({ error: margin }).nonnegative({ error: margin }).optional(),
  relative: z.number({ error: "a number from 0, below 1" }).nonnegative({ error: margin }).lt(1, {
    error: "a number from 0, below 1",
  }).optional(),
  unit: z.string({ error: words }).min(1, { error: words }).max(80, { error: words }).optional(),
  form: z.string({ error: words }).min(1, { error: words }).max(80, { error: words }).optional(),
};

const fields = z.strictObject({
  question: proseField,
  /** As the author wrote it. */
  answer: z.string().min(1).max(500).refine((text) => readAnswer(text).ok),
  tolerance: z.number().nonnegative(),
  relative: z.number().nonnegative().lt(1),
  unit: z.string().optional(),
  form: z.string().optional(),
  extra: proseField.optional(),
});

type NumberFields = z.infer<typeof fields>;

export const number = defineCardType({
  id: "number",
  title: "Typed number",
  settings,
  parts: { least: 1, most: 2, names: "the question, and what is shown with the answer if anything" },
  prose: "markdown",
  fields,
  read,
  write: ({ question, answer, tolerance, relative, unit, form, extra }) => ({
    settings: {
      answer,
      ...(tolerance === 0 ? {} : { tolerance }),
      ...(relative === 0 ? {} : { relative }),
      ...(unit === undefined ? {} : { unit }),
      ...(form === undefined ? {} : { form }),
    },
    parts: [question, ...listOf(extra)],
  }),
  open,
});

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): NumberFields | undefined {
  const { settings: { answer: written, tolerance = 0, relative = 0, unit, form }, parts: [question, extra] } =
    reading;
  if (question === undefined) return undefined;
  const answer = String(written);
  const value = readAnswer(answer);
  if (!value.ok) {
    const { at, message } = value.error;
    const complaint = `\`answer\` is ${shown(written)}: ${message}`;
    reading.complain(reading.settingAt("answer"), at, { message: complaint, expected: answerForm });
  }
  return {
    question: question.text,
    answer,
    tolerance,
    relative,
    ...(unit === undefined ? {} : { unit }),
    ...(form === undefined ? {} : { form }),
    ...(extra === undefined ? {} : { extra: extra.text }),
  };
}

interface Key {
  readonly value: number;
  readonly tex: string;
}

function readAnswer(text: string): Result<Key, ParseProblem> {
  const parsed = parseExpression(text, formulaDialect([]));
  if (!parsed.ok) return parsed;
  const evaluated = evaluate(parsed.value, new Map());
  if (!evaluated.ok) return evaluated;
  const { value } = evaluated;
  if (typeof value !== "number") return err({ at: 0, length: text.length, message: "It is not one number" });
  const short = numberTex(value, SIX_FIGURES);
  if (parsed.value.kind === "number") return ok({ value, tex: nodeTex(parsed.value) });
  return ok({
    value,
    tex: `${nodeTex(parsed.value)} ${Number(value.toPrecision(6)) === value ? "=" : "\\approx"} ${short}`,
  });
}

function open(note: NumberFields): LoadedNote {
  const key = readAnswer(note.answer);
  if (!key.ok) throw new TypeError(`Cannot open a note of type number: ${note.answer} has no value`);
  const unit = note.unit === undefined ? "" : ` ${note.unit}`;
  const answer = `$${key.value.tex}$${unit}${note.extra === undefined ? "" : `\n\n${note.extra}`}`;
  const ask = (side: string): Asked => {
    if (side !== "type") unknownSide("number", side);
    return {
      face: {
        kind: "fields",
        prompt: prose(note.question),
        conventions: [],
        fields: [{
          id: "answer",
          label: prose("Your answer"),
          input: "number",
          shape: undefined,
          options: [],
          form: note.form,
          unit: note.unit,
        }],
        generated: false,
      },
      back: backOf(answer),
      judge: (given) => judge(note, key.value, given),
      drawn: undefined,
    };
  };
  return {
    sides: [{ key: "type", label: "typed number", generator: undefined }],
    ask,
    askDrawn: ask,
    summary: summaryOf(note.question),
  };
}

function judge(note: NumberFields, key: Key, given: Given): Verdict {
  const typed = withoutUnit(given.typed["answer"] ?? "", note.unit);
  const number = parseNumber(typed);
  if (!number.ok) {
    const { at, message } = number.error;
    const place = typed.trim() === "" ? "" : ` (at character ${at + 1})`;
    const marks: Mark[] = [{ id: "answer", outcome: "unreadable", read: undefined, expected: undefined }];
    return { kind: "unreadable", marks, message: prose(literal(`${message}${place}`)) };
  }
  const { value, tex, note: remark } = number.value;
  const right = isRight(value, key.value, note);
  const marks: Mark[] = [{
    id: "answer",
    outcome: right ? "right" : "wrong",
    read: `$${tex}$`,
    expected: `$${key.tex}$`,
  }];
  const message = remark === undefined ? undefined : prose(literal(remark));
  if (right) return { kind: "right", score: 1, marks, message };
  return { kind: "wrong", score: 0, marks, message, mistake: undefined };
}

/** Noise of a few roundings is let pass, and the edge of a tolerance belongs to it. */
export function isRight(
  typed: number,
  right: number,
  { tolerance, relative }: { readonly tolerance: number; readonly relative: number },
): boolean {
  const allowed = Math.max(tolerance, relative * Math.abs(right));
  const noise = right === 0 ? 1e-13 : 1e-13 * Math.max(Math.abs(typed), Math.abs(right));
  return Math.abs(typed - right) <= allowed * (1 + 1e-9) + noise;
}

function withoutUnit(typed: string, unit: string | undefined): string {
  const text = typed.trimEnd();
  return unit !== undefined && text.endsWith(unit) && text.length > unit.length
    ? text.slice(0, -unit.length)
    : typed;
}
