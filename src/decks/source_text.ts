/** Cuts source texts into smaller ones that still know where they stand, and points at places in them. */
import type { DeckProblem, SourceText } from "./note.ts";

export interface Complaint {
  readonly message: string;
  readonly expected: string;
}

/** A problem at an offset into a source text. */
export function problemAt(source: SourceText, offset: number, complaint: Complaint): DeckProblem {
  const { line, column } = locate(source, offset);
  return { file: source.file, line, column, ...complaint };
}

/** The piece [start, end) of a source text. */
export function slice(source: SourceText, start: number, end: number): SourceText {
  return { file: source.file, text: source.text.slice(start, end), ...locate(source, start) };
}

/** The source text without blank lines before it and white space after it. */
export function trimmed(source: SourceText): SourceText {
  const lead = /^(?:[ \t]*\n)*/.exec(source.text)?.[0].length ?? 0;
  return slice(source, lead, Math.max(lead, source.text.trimEnd().length));
}

export function locate(source: SourceText, offset: number): { line: number; column: number } {
  const before = source.text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  if (lastBreak < 0) return { line: source.line, column: source.column + before.length };
  return { line: source.line + before.split("\n").length - 1, column: before.length - lastBreak };
}

/** A value in a message: short, and in the form that the file would hold. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function byPlace(a: DeckProblem, b: DeckProblem): number {
  return a.line - b.line || a.column - b.column;
}
