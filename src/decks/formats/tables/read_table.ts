/** Reads a table whose rows are notes: Anki's text exports and any CSV or TSV. */
import { err, ok, type Result } from "../../../base/result.ts";
import type { ImportFile, ReadCollection, TableChoices, TableGuess } from "../../format.ts";
import type { Refusal } from "../../imports/collection.ts";
import { collecting, refused, stem } from "../../imports/collecting.ts";
import { type AnkiHeaders, readAnkiHeaders, withoutTagsLine } from "./anki_headers.ts";
import { cellOf, guessRoles, readRole, writeRole } from "./columns.ts";
import { decodeText } from "./decode.ts";
import { guessHeader, guessHtml, guessSeparator, usualWidth } from "./guess.ts";
import { addRows, type Table } from "./row_notes.ts";
import { BY_ROW, hasCloze, rowTypes } from "./row_type.ts";
import { parseRows } from "./rows.ts";

const MOST_COLUMNS = 200;
const SAMPLE_ROWS = 10;
const SAMPLE_CELL = 300;

/** `isAnki`: with Anki's header lines, and comments that begin with #. */
export function readTable(
  { name, bytes }: ImportFile,
  { choices, isAnki }: { readonly choices: TableChoices; readonly isAnki: boolean },
): Result<ReadCollection, Refusal> {
  const decoded = decodeText(bytes, choices.encoding);
  if (decoded === undefined) {
    const mend = "Save it as UTF-8 text, or choose the encoding that it has.";
    return refused(name, "The file is not text in the encoding that was chosen or guessed", mend);
  }
  const { encoding } = decoded;
  const headers = isAnki ? readAnkiHeaders(decoded.text) : undefined;
  const text = isAnki ? withoutTagsLine(decoded.text) : decoded.text;
  const separator = oneSign(choices.separator) ?? headers?.separator ??
    guessSeparator(text, isAnki)?.separator ??
    "\t";
  const parsed = parseRows(text, { separator, comments: isAnki });
  if (!parsed.ok) {
    const { line, message, mend } = parsed.error;
    const place = { file: name, line, column: undefined };
    return err({
      file: name,
      message,
      mend,
      problems: [{ place, kind: "skipped", message, expected: mend }],
    });
  }
  const hasHeader = choices.hasHeader ?? (headers?.columns === undefined && guessHeader(parsed.value));
  const names = hasHeader ? parsed.value[0]?.cells : namesOf(headers, separator);
  const rows = hasHeader ? parsed.value.slice(1) : parsed.value;
  const width = Math.min(MOST_COLUMNS, names?.length ?? usualWidth(rows));
  const isHtml = choices.isHtml ?? headers?.html ?? guessHtml(rows);
  const cloze = rows.slice(0, 1000).some(({ cells }) => cells.some(hasCloze));
  const guessed = guessRoles(width, { names, headers, cloze });
  const roles = choices.columns === undefined
    ? guessed
    : guessed.map((_, index) => readRole(choices.columns?.[index] ?? "ignore"));
  if (!roles.some((role) => typeof role !== "string")) {
    return refused(name, "No column of the table is a field of the notes", "Choose what the columns are.");
  }
  const deck = choices.deck ?? headers?.deck ?? stem(name);
  // Choices that are sent back as they were guessed name nothing.
  const isChosen = roles.some((role, index) => writeRole(role) !== writeRole(guessed[index] ?? "ignore"));
  const hasNames = names !== undefined || isChosen;
  const table: Table = { file: name, headers, rows, roles, hasNames, isHtml, deck };
  const types = rowTypes({
    chosen: choices.noteType ?? headers?.notetype,
    roles,
    hasNames: names !== undefined || choices.columns !== undefined,
    rows: rows.map(({ cells }) => ({
      named: cellOf(cells, roles, "notetype"),
      fields: cells.filter((_, index) => typeof (roles[index] ?? "ignore") !== "string"),
    })),
  });
  const into = collecting(name);
  addRows(table, types, into);
  const collected = into.finish(titleOf(separator, isAnki));
  const chosen = choices.noteType ?? headers?.notetype;
  const noteTypes: TableGuess["noteTypes"] = types.offered.map(({ key, name, fields }) => (
    { key, name, fields: fields.map((field) => field.name) }
  ));
  const guess: TableGuess = {
    choices: {
      separator,
      encoding,
      hasHeader,
      isHtml,
      columns: roles.map(writeRole),
      noteType: noteTypes.find(({ key, name }) => key === chosen || name === chosen)?.key ?? BY_ROW,
      deck,
    },
    sample: parsed.value.slice(0, SAMPLE_ROWS).map(({ cells }) =>
      cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, SAMPLE_CELL))
    ),
    noteTypes: [{ key: BY_ROW, name: "Guessed for each row", fields: [] }, ...noteTypes],
  };
  return collected.ok ? ok({ collection: collected.value, table: guess }) : collected;
}

function namesOf(headers: AnkiHeaders | undefined, separator: string): readonly string[] | undefined {
  if (headers?.columns === undefined) return undefined;
  const parsed = parseRows(headers.columns, { separator, comments: false });
  return parsed.ok ? parsed.value[0]?.cells : undefined;
}

function oneSign(separator: string | undefined): string | undefined {
  return separator !== undefined && /^[^"\n]$/.test(separator) ? separator : undefined;
}

function titleOf(separator: string, isAnki: boolean): string {
  if (isAnki) return "Anki text export";
  const known = new Map([["\t", "tabs"], [",", "commas"], [";", "semicolons"], ["|", "bars"]]);
  return `Table, columns separated by ${known.get(separator) ?? `"${separator}"`}`;
}
