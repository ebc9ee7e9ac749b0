/** Text with deletions: one card for each number, which hides all deletions of that number. */
import { z } from "zod";
import { mathProblems } from "../../text/markdown.ts";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import { proseProblems } from "../prose_checks.ts";
import { locate } from "../source_text.ts";
import { clozeFaces, straddling } from "./cloze_faces.ts";
import { allDeletions, blotted, parseCloze } from "./cloze_text.ts";
import { backOf, listOf, prose, proseField, summaryOf } from "./prose.ts";

interface ClozeFields {
  readonly text: string;
  readonly extra?: string | undefined;
}

export const cloze = defineCardType({
  id: "cloze",
  title: "Text with deletions",
  settings: {},
  parts: {
    least: 1,
    most: 2,
    names: "the text with its deletions, and what is shown with the answer if anything",
  },
  prose: "own",
  fields: z.strictObject({ text: proseField, extra: proseField.optional() }),
  read,
  write: ({ text, extra }) => ({ settings: {}, parts: [text, ...listOf(extra)] }),
  open,
});

function read({ parts: [body, extra], complain }: Reading<Record<string, never>>): ClozeFields | undefined {
  if (body === undefined) return undefined;
  const { deletions, problems } = parseCloze(body.text);
  for (const { offset, complaint } of problems) complain(body, offset, complaint);
  if (deletions.length === 0 && problems.length === 0) {
    complain(body, 0, { message: "The text has no deletion", expected: "at least one `{{c1::text}}`" });
  }
  const found = [
    ...proseProblems({ ...body, text: blotted(body.text, deletions) }),
    ...(extra === undefined ? [] : proseProblems(extra)),
  ];
  for (const { line, column, message, expected } of found) {
    complain({ file: body.file, text: "", line, column }, 0, { message, expected });
  }
  for (const { start, number } of straddling(body.text, allDeletions(deletions))) {
    complain(body, start, {
      message: `The deletion c${number} cuts through a formula`,
      expected: "a deletion inside a formula or around all of it",
    });
  }
  if (problems.length === 0 && found.length === 0) {
    const faces = clozeFaces(body.text, deletions);
    for (const deletion of firstOfEach(body.text)) {
      const { number, start } = deletion;
      const bad = [...mathProblems(faces.front(number)), ...mathProblems(faces.back(number))][0];
      if (bad === undefined) continue;
      const { line, column } = locate(body, start);
      complain({ file: body.file, text: "", line, column }, 0, {
        message: `The formula breaks when c${number} is hidden or marked: ${bad.message}`,
        expected: "a hint of plain words or of whole formulas in dollars",
      });
    }
  }
  return extra === undefined ? { text: body.text } : { text: body.text, extra: extra.text };
}

function open({ text, extra }: ClozeFields): LoadedNote {
  const { deletions } = parseCloze(text);
  const faces = clozeFaces(text, deletions);
  const numbers = firstOfEach(text).map(({ number }) => number);
  const ask = (side: string): Asked => {
    const number = numbers.find((candidate) => side === `c${candidate}`) ?? unknownSide("cloze", side);
    const answer = faces.back(number);
    return {
      face: { kind: "reveal", prompt: prose(faces.front(number)) },
      back: backOf(extra === undefined ? answer : `${answer}\n\n${extra}`),
      judge: undefined,
      drawn: undefined,
    };
  };
  return {
    sides: numbers.map((number) => ({
      key: `c${number}`,
      label: `deletion ${number}`,
      generator: undefined,
    })),
    ask,
    askDrawn: ask,
    summary: summaryOf(faces.plain),
  };
}

/** The first deletion of each number, by number. */
function firstOfEach(text: string) {
  const all = allDeletions(parseCloze(text).deletions);
  return all
    .filter(({ number }, index) => all.findIndex((other) => other.number === number) === index)
    .sort((a, b) => a.number - b.number);
}
