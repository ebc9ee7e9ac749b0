/** Reads a model answer that ends with the list of its points, `- (2) a point of weight 2`. */
import { fencedLines } from "../fenced_lines.ts";
import type { SourceText } from "../note.ts";
import { slice, trimmed } from "../source_text.ts";

export interface Point {
  readonly label: SourceText;
  readonly weight: number;
}

export interface PointList {
  readonly answer: SourceText;
  readonly points: readonly Point[];
}

const ITEM = /^[-*+][ \t]+/;

/** The points are the last list that stands at the margin, with nothing after it. */
export function readPointList(part: SourceText): PointList {
  const { lines } = fencedLines(part);
  const isItem = (index: number) => !lines[index]?.fenced && ITEM.test(lines[index]?.text ?? "");
  const isInside = (index: number) => /^(?:[ \t]|$)/.test(lines[index]?.text ?? "");
  let from = lines.length;
  while (from > 0 && (isItem(from - 1) || isInside(from - 1))) from -= 1;
  while (from < lines.length && !isItem(from)) from += 1;
  const answer = trimmed(slice(part, 0, lines[from]?.start ?? part.text.length));
  const starts = lines.flatMap((line, index) => index >= from && isItem(index) ? [line.start] : []);
  const points = starts.map((start, index) =>
    readPoint(slice(part, start, starts[index + 1] ?? part.text.length))
  );
  return { answer, points };
}

function readPoint(item: SourceText): Point {
  const lead = /^[-*+][ \t]+(?:\((\d+(?:\.\d+)?)\)[ \t]+)?/.exec(item.text);
  const start = lead?.[0].length ?? 0;
  const label = slice(item, start, Math.max(start, item.text.trimEnd().length));
  return { label: { ...label, text: label.text.replace(/\n[ \t]+/g, "\n") }, weight: Number(lead?.[1] ?? 1) };
}
