/** An answer typed in words and compared with every variant that counts as right. */
import { z } from "zod";
import { literal } from "../../text/literal.ts";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import type { Given, Mark, Verdict } from "../face.ts";
import { comparable, isNearMiss } from "./compare_words.ts";
import { backOf, listOf, prose, proseField, summaryOf } from "./prose.ts";

const LONGEST = 200;

const variants = "a list `[one, another]` of texts; put quotes around numbers";

const settings = {
  accept: z.array(
    z.string({ error: variants }).max(LONGEST, { error: `at most ${LONGEST} characters each` }),
    {
      error: variants,
    },
  ).min(1, { error: "at least one accepted text" }).max(50, { error: "at most 50 texts" }),
  case: z.boolean({ error: "`true` or `false`" }).optional(),
};

const fields = z.strictObject({
  question: proseField,
  accept: z.array(z.string().min(1).max(LONGEST)).min(1).max(50),
  caseCounts: z.boolean(),
  extra: proseField.optional(),
});

type TextFields = z.infer<typeof fields>;

export const text = defineCardType({
  id: "text",
  title: "Typed words",
  settings,
  parts: { least: 1, most: 2, names: "the question, and what is shown with the answer if anything" },
  prose: "markdown",
  fields,
  read,
  write: ({ question, accept, caseCounts, extra }) => ({
    settings: { accept, ...(caseCounts ? { case: true } : {}) },
    parts: [question, ...listOf(extra)],
  }),
  open,
});

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): TextFields | undefined {
  const { settings: { accept, case: caseCounts = false }, parts: [question, extra] } = reading;
  if (question === undefined) return undefined;
  if (accept.some((variant) => variant.trim() === "")) {
    const message = "An accepted text is empty";
    reading.complain(reading.settingAt("accept"), 0, { message, expected: variants });
  }
  return {
    question: question.text,
    accept: accept.map((variant) => variant.trim()),
    caseCounts,
    ...(extra === undefined ? {} : { extra: extra.text }),
  };
}

function open(note: TextFields): LoadedNote {
  const [first = "", ...others] = note.accept.map(literal);
  const also = others.length === 0 ? "" : `\n\nAlso accepted: ${others.join("; ")}.`;
  const answer = `**${first}**${also}${note.extra === undefined ? "" : `\n\n${note.extra}`}`;
  const ask = (side: string): Asked => {
    if (side !== "type") unknownSide("text", side);
    return {
      face: {
        kind: "fields",
        prompt: prose(note.question),
        conventions: [],
        fields: [{
          id: "answer",
          label: prose("Your answer"),
          input: "text",
          shape: undefined,
          options: [],
          form: undefined,
          unit: undefined,
        }],
        generated: false,
      },
      back: backOf(answer),
      judge: (given) => judge(note, given),
      drawn: undefined,
    };
  };
  return {
    sides: [{ key: "type", label: "typed words", generator: undefined }],
    ask,
    askDrawn: ask,
    summary: summaryOf(note.question),
  };
}

function judge({ accept, caseCounts }: TextFields, given: Given): Verdict {
  const typed = (given.typed["answer"] ?? "").trim();
  if (typed === "" || typed.length > LONGEST) {
    const message = typed === "" ? "Nothing is typed here yet." : `Type at most ${LONGEST} characters.`;
    const marks: Mark[] = [{ id: "answer", outcome: "unreadable", read: undefined, expected: undefined }];
    return { kind: "unreadable", marks, message: prose(message) };
  }
  const read = comparable(typed, caseCounts);
  const variants = accept.map((variant) => comparable(variant, caseCounts));
  const right = variants.includes(read);
  const marks: Mark[] = [{
    id: "answer",
    outcome: right ? "right" : "wrong",
    read: literal(typed),
    expected: literal(accept[0] ?? ""),
  }];
  if (right) return { kind: "right", score: 1, marks, message: undefined };
  return { kind: "wrong", score: 0, marks, message: hint(read, variants, caseCounts), mistake: undefined };
}

function hint(read: string, variants: readonly string[], caseCounts: boolean) {
  if (caseCounts && variants.some((variant) => variant.toLowerCase() === read.toLowerCase())) {
    return prose("Upper and lower case count here.");
  }
  if (variants.some((variant) => isNearMiss(read, variant))) {
    return prose("Spelling? This is close to an accepted answer.");
  }
  return undefined;
}
