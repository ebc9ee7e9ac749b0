/** Cuts text into lines that know whether they stand in fenced code, where no line separates anything. */
import type { DeckProblem, SourceText } from "./note.ts";
import { problemAt } from "./source_text.ts";

export interface Line {
  readonly text: string;
  readonly start: number;
  /** Offset of the line break, or of the end. */
  readonly end: number;
  /** True inside fenced code, the fences themselves included. */
  readonly fenced: boolean;
}

const FENCE = /^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+|>[ \t]?)*(`{3,}|~{3,})(.*)$/;

/** Lines that know whether they stand in fenced code. A fence that never closes is a problem; it is then held to
 *  end before the next note, so that the notes after it are still read. */
export function fencedLines(body: SourceText): { lines: readonly Line[]; problems: readonly DeckProblem[] } {
  const bare = linesOf(body.text);
  const lines: Line[] = [];
  const problems: DeckProblem[] = [];
  let index = 0;
  while (index < bare.length) {
    const line = bare[index];
    if (line === undefined) break;
    const fence = openFence(line.text);
    if (fence === undefined) {
      lines.push({ ...line, fenced: false });
      index += 1;
      continue;
    }
    const after = bare.slice(index + 1);
    const closing = after.findIndex(({ text }) => closes(text, fence));
    const nextNote = after.findIndex(({ text }) => /^## \S+[ \t]*$/.test(text));
    const inside = closing >= 0 ? closing + 1 : nextNote >= 0 ? nextNote : after.length;
    if (closing < 0) {
      problems.push(problemAt(body, line.start + line.text.indexOf(fence), {
        message: "This fenced block is never closed",
        expected: `a line of ${fence} after it`,
      }));
    }
    for (const fenced of bare.slice(index, index + 1 + inside)) lines.push({ ...fenced, fenced: true });
    index += 1 + inside;
  }
  return { lines, problems };
}

function openFence(text: string): string | undefined {
  const [, fence, rest] = FENCE.exec(text) ?? [];
  if (fence === undefined) return undefined;
  return fence.startsWith("`") && rest?.includes("`") ? undefined : fence;
}

function closes(text: string, fence: string): boolean {
  const bare = text.replace(/^[ \t>]*/, "").trimEnd();
  return bare.length >= fence.length && [...bare].every((char) => char === fence[0]);
}

function linesOf(text: string): { text: string; start: number; end: number }[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const placed = { text: line, start, end: start + line.length };
    start += line.length + 1;
    return placed;
  });
}
