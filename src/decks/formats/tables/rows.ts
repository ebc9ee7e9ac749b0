/** Cuts the text of a table into rows of cells that know their lines. */
import { CsvError, parse } from "csv-parse/sync";
import { err, ok, type Result } from "../../../base/result.ts";

export interface Row {
  readonly cells: readonly string[];
  /** Line on which the row begins, from 1. */
  readonly line: number;
}

export interface RowsOptions {
  /** One character. */
  readonly separator: string;
  /** Whether rows that begin with # are comments. */
  readonly comments: boolean;
}

export interface RowsProblem {
  readonly line: number;
  readonly message: string;
  readonly mend: string;
}

const MOST_CHARACTERS = 200_000_000;
const MOST_ROWS = 200_000;
const MOST_CELLS = 5_000_000;
const LONGEST_ROW = 1_000_000;

/** Rows that hold anything. Quotes enclose cells with separators, line breaks or doubled quotes. */
export function parseRows(
  text: string,
  { separator, comments }: RowsOptions,
): Result<readonly Row[], RowsProblem> {
  const split = "Split it into several files.";
  if (text.length > MOST_CHARACTERS) {
    const message = `The table has more than ${MOST_CHARACTERS / 1e6} million characters`;
    return err({ line: 1, message, mend: split });
  }
  const rows: Row[] = [];
  let cellCount = 0;
  let end = 0;
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: "\n",
      quote: '"',
      escape: '"',
      comment: comments ? "#" : null,
      comment_no_infix: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 1,
      on_record: (cells: string[], { lines }) => {
        end = lines;
        cellCount += cells.length;
        if (cellCount > MOST_CELLS || cells.every((cell) => cell.trim() === "")) return null;
        const breaks = cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
        rows.push({ cells, line: Math.max(1, lines - breaks) });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) return err(problemOf(error, end));
    throw error;
  }
  if (cellCount > MOST_CELLS) {
    const message = `The table has more than ${MOST_CELLS / 1e6} million cells`;
    return err({ line: end, message, mend: split });
  }
  if (rows.length <= MOST_ROWS) return ok(rows);
  const message = `The table has more than ${MOST_ROWS} rows`;
  return err({ line: rows[MOST_ROWS]?.line ?? 1, message, mend: split });
}

function problemOf(error: CsvError, end: number): RowsProblem {
  const line = end + 1;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        line,
        message: `A quote that opens after line ${end} is never closed`,
        mend: 'Close it, or write "" for a quote inside quotes.',
      };
    case "CSV_MAX_RECORD_SIZE":
      return {
        line,
        message: `A row after line ${end} has more than ${LONGEST_ROW} characters`,
        mend: "Look for a quote that is not closed, or choose another separator.",
      };
    default:
      return { line, message: `The table cannot be read: ${error.message}`, mend: "Save it as CSV again." };
  }
}
