/** Guesses how a table is written: its separator, whether it begins with names, whether its cells are HTML. */
import { parseRows, type Row } from "./rows.ts";

const SEPARATORS = ["\t", ";", ",", "|"];
const SAMPLE_CHARACTERS = 50_000;

/** Names that columns have in files for flashcards. */
const COLUMN_NAMES = new Set([
  ...["front", "back", "question", "answer", "term", "definition", "word", "meaning", "translation", "text"],
  ...[
    "extra",
    "back extra",
    "example",
    "sentence",
    "hint",
    "notes",
    "note",
    "tags",
    "tag",
    "deck",
    "guid",
    "id",
  ],
  ...[
    "notetype",
    "note type",
    "prompt",
    "response",
    "vorderseite",
    "rückseite",
    "frage",
    "antwort",
    "begriff",
  ],
  ...["definición", "pregunta", "respuesta", "recto", "verso", "réponse", "image", "audio", "reading"],
]);

const HTML =
  /<\/?(?:a|b|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|sub|sup|table|td|tr|u|ul)(?:\s[^<>]*)?\/?>|&(?:amp|lt|gt|nbsp|quot|#\d+);/i;

export interface SeparatorGuess {
  readonly separator: string;
  /** Cells of most rows. */
  readonly columns: number;
  /** Share of the rows that have so many. */
  readonly share: number;
  readonly rows: number;
}

/** The separator that cuts the rows most evenly; undefined where none makes two columns. */
export function guessSeparator(text: string, comments: boolean): SeparatorGuess | undefined {
  const sample = text.length <= SAMPLE_CHARACTERS
    ? text
    : text.slice(0, Math.max(text.lastIndexOf("\n", SAMPLE_CHARACTERS), 1000));
  const guesses = SEPARATORS.flatMap((separator) => {
    const parsed = parseRows(sample, { separator, comments });
    const rows = parsed.ok ? parsed.value : bareRows(sample, separator);
    const columns = usualWidth(rows);
    if (columns < 2) return [];
    const share = rows.filter(({ cells }) => cells.length === columns).length / rows.length;
    return [{ separator, columns, share, rows: rows.length }];
  });
  const evenness = ({ separator, share }: SeparatorGuess) => share + (separator === "\t" ? 0.2 : 0);
  return guesses.sort((a, b) => evenness(b) - evenness(a))[0];
}

/** Without quotes: a sample may end inside of them. */
function bareRows(text: string, separator: string): readonly Row[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => ({ cells: line.split(separator), line: index + 1 }));
}

/** The number of cells that most of the first rows have; the larger one of two that are as frequent. */
export function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows.slice(0, 1000)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a)[0]?.[0] ?? 0;
}

/** Names of columns are short, differ from each other, and are mostly those that such files use. */
export function guessHeader(rows: readonly Row[]): boolean {
  const names = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (rows.length < 2 || names.length < 2 || new Set(names).size < names.length) return false;
  const known = names.filter((name) => COLUMN_NAMES.has(name)).length;
  return known >= 2 && known * 2 >= names.length && names.every((name) => name !== "" && name.length <= 40);
}

export function guessHtml(rows: readonly Row[]): boolean {
  return rows.slice(0, 1000).some(({ cells }) => cells.some((cell) => HTML.test(cell)));
}
