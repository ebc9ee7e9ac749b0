/** Small pieces that card types build faces and backs of. */
import { z } from "zod";
import { summaryText } from "../../text/markdown.ts";
import type { Back, Prose } from "../face.ts";

/** Markdown as it is stored with a note. */
export const proseField = z.string().min(1).max(100_000);

export function prose(source: string): Prose {
  return { kind: "markdown", source };
}

export function backOf(answer: string | undefined): Back {
  return {
    answer: answer === undefined ? undefined : prose(answer),
    steps: [],
    points: [],
    source: undefined,
  };
}

/** One line of a note for lists and search, at most 200 characters; formulas between dollars. */
export function summaryOf(source: string): string {
  return summaryText(source, 200);
}

/** A part of a note that may be absent, as the parts that are written. */
export function listOf(part: string | undefined): readonly string[] {
  return part === undefined ? [] : [part];
}

/** Under an item of a list; empty lines stay empty. */
export function indented(text: string): string {
  return text.replace(/^(?=[^\n])/gm, "  ");
}
