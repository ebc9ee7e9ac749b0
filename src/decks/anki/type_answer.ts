/** The places of a card where an answer is typed, and the judging of what was typed there. */
import { escapeHtml } from "../../text/escape.ts";
import { literal } from "../../text/literal.ts";
import type { FaceField, Given, Mark, Prose, Verdict } from "../face.ts";
import type { NoteValues } from "../imports/note_type.ts";
import { clozesToType } from "./cloze.ts";
import { comparisonHtml, differsOnlyInCase, expectedText, isSame, type TypedAnswer } from "./typed.ts";

const PLACE = /\[\[type:(.{1,200}?)\]\]/g;
const LONGEST = 4000;

/** The answers that a front asks for, each field once; those without a right answer are not asked. */
export function typedAnswers(front: string, values: NoteValues, number: number): readonly TypedAnswer[] {
  const found = new Map<string, TypedAnswer>();
  for (const [, inner = ""] of front.matchAll(PLACE)) {
    const answer = answerOf(inner, values, number);
    if (answer !== undefined && answer.expected !== "") found.set(answer.field, answer);
  }
  return [...found.values()];
}

function answerOf(inner: string, values: NoteValues, number: number): TypedAnswer | undefined {
  const [, nc, cloze, field = ""] = /^(nc:)?(cloze:)?(.*)$/s.exec(inner) ?? [];
  const value = values[field];
  if (value === undefined) return undefined;
  const html = cloze === undefined ? value : clozesToType(value, number);
  return { field, expected: expectedText(html), marksCount: nc === undefined };
}

/** A front without the places: the inputs stand below it. */
export function withoutTypePlaces(html: string): string {
  return html.replace(PLACE, "");
}

/** A back with the right answers in their places. */
export function withTypedAnswers(html: string, values: NoteValues, number: number): string {
  return html.replace(PLACE, (_, inner: string) => {
    const expected = answerOf(inner, values, number)?.expected ?? "";
    return expected === "" ? "" : `<code class="typed-answer">${escapeHtml(expected)}</code>`;
  });
}

export function typedFaceField(answer: TypedAnswer, index: number, count: number): FaceField {
  return {
    id: fieldId(index),
    label: { kind: "markdown", source: count === 1 ? "Your answer" : literal(answer.field) },
    input: "text",
    shape: undefined,
    options: [],
    form: undefined,
    unit: undefined,
  };
}

function fieldId(index: number): string {
  return index === 0 ? "answer" : `answer${index + 1}`;
}

/** Right is every letter right; nothing typed at all can be judged no more than an empty sheet. */
export function judgeTyped(answers: readonly TypedAnswer[], given: Given): Verdict {
  const typed = answers.map((_, index) => (given.typed[fieldId(index)] ?? "").trim());
  const long = typed.some((text) => text.length > LONGEST);
  if (long || typed.every((text) => text === "")) {
    const source = long ? `Type at most ${LONGEST} characters.` : "Nothing is typed here yet.";
    const marks = answers.map((_, index): Mark => ({
      id: fieldId(index),
      outcome: "unreadable",
      read: undefined,
      expected: undefined,
    }));
    return { kind: "unreadable", marks, message: { kind: "markdown", source } };
  }
  const marks = answers.map((answer, index): Mark => ({
    id: fieldId(index),
    outcome: isSame(typed[index] ?? "", answer) ? "right" : "wrong",
    read: literal(typed[index] ?? ""),
    expected: literal(answer.expected),
  }));
  const right = marks.filter(({ outcome }) => outcome === "right").length;
  if (right === marks.length) return { kind: "right", score: 1, marks, message: undefined };
  return {
    kind: right === 0 ? "wrong" : "partial",
    score: right / marks.length,
    marks,
    message: comparison(answers, typed),
    mistake: undefined,
  };
}

function comparison(answers: readonly TypedAnswer[], typed: readonly string[]): Prose | undefined {
  const wrong = answers.map((answer, index) => ({ answer, text: typed[index] ?? "" }))
    .filter(({ answer, text }) => !isSame(text, answer) && text !== "");
  if (wrong.length === 0) return undefined;
  const inCase = wrong.every(({ answer, text }) => differsOnlyInCase(text, answer));
  const note = inCase ? "<p>Only upper and lower case differ.</p>" : "";
  const source = note + wrong.map(({ answer, text }) => comparisonHtml(text, answer)).join("");
  return { kind: "html", source, card: undefined };
}
