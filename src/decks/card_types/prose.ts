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
