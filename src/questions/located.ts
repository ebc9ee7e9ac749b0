/** Says what could not be read in a typed text, and where. */
import type { ParseProblem } from "../expressions/node.ts";

/** One sentence: "A bracket is missing (at character 4, "x").". */
export function located(text: string, { at, length, message }: ParseProblem): string {
  const piece = text.slice(at, at + Math.max(1, length));
  return text.trim() === "" || piece.trim() === ""
    ? `${message}.`
    : `${message} (at character ${at + 1}, "${piece}").`;
}
