/** Makes a note of each row of a table. */
import { escapeHtml } from "../../../text/escape.ts";
import type { Collecting } from "../../imports/collecting.ts";
import { plainDraft } from "../../imports/collecting.ts";
import type { NoteType } from "../../imports/note_type.ts";
import type { AnkiHeaders } from "./anki_headers.ts";
import { cellOf, type Role } from "./columns.ts";
import type { RowTypes } from "./row_type.ts";
import type { Row } from "./rows.ts";

export interface Table {
  readonly file: string;
  readonly headers: AnkiHeaders | undefined;
  readonly rows: readonly Row[];
  readonly roles: readonly Role[];
  /** Whether the columns were called by somebody; names that were only guessed are no names of fields. */
  readonly hasNames: boolean;
  readonly isHtml: boolean;
  /** For rows that name none. */
  readonly deck: string;
}

export function addRows(table: Table, types: RowTypes, into: Collecting): void {
  const told = new Set<string>();
  for (const row of table.rows) addRow(row, { table, types, into, told });
}

interface Context {
  readonly table: Table;
  readonly types: RowTypes;
  readonly into: Collecting;
  /** Note types whose guessed fields were told of already. */
  readonly told: Set<string>;
}

function addRow(row: Row, { table, types, into, told }: Context): void {
  const { roles, headers, file } = table;
  const fieldColumns = roles.flatMap((role, index) => typeof role === "string" ? [] : [{ ...role, index }]);
  const place = (column: number | undefined) => ({ file, line: row.line, column });
  const firstColumn = fieldColumns[0]?.index ?? 0;
  const named = cellOf(row.cells, roles, "notetype");
  const type = types.typeOf({ named, first: row.cells[firstColumn] ?? "" });
  const values = valuesOf(row, { table, type, fieldColumns });
  const [first = "", ...rest] = Object.values(values);
  if (first.trim() === "") {
    const expected = "text in the first field: it is what the note is known by";
    const message = "The first field is empty";
    return into.problem({ place: place(firstColumn + 1), kind: "skipped", message, expected });
  }
  reportWidth(row, { table, type, into });
  for (const { field, index } of leftOut(type, { table, fieldColumns })) {
    if ((row.cells[index] ?? "").trim() === "" || told.has(`${type.key}\n${field}`)) continue;
    told.add(`${type.key}\n${field}`);
    into.problem({
      place: place(index + 1),
      kind: "changed",
      message: `The note type ${type.name} has no field for the column ${field}: it is left out`,
      expected: "another note type, or another field for this column",
    });
  }
  if (named !== undefined && types.guessed.has(named) && !told.has(named)) {
    told.add(named);
    into.problem({
      place: place(roles.indexOf("notetype") + 1),
      kind: "changed",
      message: `The file does not say what the fields of the note type ${named.slice(0, 80)} are called`,
      expected: `they are called ${
        type.fields.map(({ name }) => name).join(", ")
      } here; a package (.apkg) tells them`,
    });
  }
  const deckText = cellOf(row.cells, roles, "deck") ?? table.deck;
  const guid = cellOf(row.cells, roles, "guid");
  const isAnki = headers !== undefined;
  const tagText = `${(headers?.tags ?? []).join(" ")} ${cellOf(row.cells, roles, "tags") ?? ""}`;
  into.add({
    ...plainDraft,
    guid,
    ...(guid !== undefined || headers?.matchScope === "notetype + deck" || headers?.ifMatches === "keep both"
      ? {}
      : { firstField: first }),
    known: [
      "row",
      type.key,
      ...(headers?.matchScope === "notetype + deck" ? [deckText] : []),
      first,
      ...(headers?.ifMatches === "keep both" ? rest : []),
    ],
    scope: isAnki || guid !== undefined ? "collection" : "deck",
    deck: into.deck(deckText.split("::")),
    type: "anki",
    noteType: type,
    fields: values,
    tags: isAnki ? tagText.split(/\s+/) : tagsOf(tagText),
    // Older than anything: a note that is there already stays as it is.
    modifiedAt: headers?.ifMatches === "keep current" ? 0 : undefined,
    place: place(undefined),
  });
}

/** Cells by the names of the fields where the type has them, by their order otherwise. */
function valuesOf(
  row: Row,
  { table, type, fieldColumns }: {
    readonly table: Table;
    readonly type: NoteType;
    readonly fieldColumns: readonly { readonly field: string; readonly index: number }[];
  },
): Readonly<Record<string, string>> {
  const names = type.fields.map(({ name }) => name);
  const byName = table.hasNames && goesByName(type, fieldColumns);
  const written = (index: number | undefined) => {
    const cell = index === undefined ? "" : row.cells[index] ?? "";
    return table.isHtml ? cell : escapeHtml(cell).replaceAll("\n", "<br>");
  };
  return Object.fromEntries(names.map((name, position) => {
    const column = byName ? fieldColumns.find(({ field }) => field === name) : fieldColumns[position];
    return [name, written(column?.index)];
  }));
}

function goesByName(type: NoteType, columns: readonly { readonly field: string }[]): boolean {
  return columns.some(({ field }) => type.fields.some(({ name }) => name === field));
}

function leftOut<Column extends { readonly field: string }>(
  type: NoteType,
  { table, fieldColumns: columns }: { readonly table: Table; readonly fieldColumns: readonly Column[] },
): readonly Column[] {
  return table.hasNames && goesByName(type, columns)
    ? columns.filter(({ field }) => !type.fields.some(({ name }) => name === field))
    : columns.slice(type.fields.length);
}

function reportWidth(
  row: Row,
  { table, type, into }: { readonly table: Table; readonly type: NoteType; readonly into: Collecting },
): void {
  const width = table.roles.length;
  const count = row.cells.length;
  const place = { file: table.file, line: row.line, column: Math.min(count, width) + 1 };
  const cells = count === 1 ? "1 cell" : `${count} cells`;
  if (row.cells.slice(width).some((cell) => cell.trim() !== "")) {
    const message = `The row has ${cells} instead of ${width}: what is beyond them is left out`;
    into.problem({
      place,
      kind: "changed",
      message,
      expected: "quotes around a cell that holds the separator",
    });
  } else if (count < Math.min(width, type.fields.length)) {
    const message = `The row has ${cells} instead of ${width}: the others stay empty`;
    into.problem({ place, kind: "changed", message, expected: `${width} cells in each row` });
  }
}

/** Tables of other programs separate tags by commas or semicolons as well. */
function tagsOf(text: string): readonly string[] {
  return text.split(/[,;\s]+/);
}
