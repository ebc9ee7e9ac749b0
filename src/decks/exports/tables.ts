/** Notes as tables: for spreadsheets, and as the text that Anki imports with decks, types and tags. */
import type { ExportContents } from "./contents.ts";
import type { ExportFormat, ExportTools, ExportWishes } from "./export_format.ts";
import { rowText, tableRows } from "./tables/table_rows.ts";

export const ankiText: ExportFormat = {
  id: "anki-text",
  title: "Text for Anki (.txt)",
  description:
    "Notes with their types, decks and tags, to edit elsewhere and import again. No schedules, no pictures.",
  extension: "txt",
  mediaType: "text/plain; charset=utf-8",
  wishes: ["variants"],
  write: (contents, wishes, tools) => textOf(contents, { wishes, tools, separator: "\t", names: ankiHeader }),
};

export const csv: ExportFormat = {
  id: "csv",
  title: "Table, commas (.csv)",
  description: "For spreadsheets: a row for each note, HTML in its cells. No schedules, no pictures.",
  extension: "csv",
  mediaType: "text/csv; charset=utf-8",
  wishes: ["variants"],
  write: (contents, wishes, tools) => textOf(contents, { wishes, tools, separator: ",", names: columnNames }),
};

export const tsv: ExportFormat = {
  id: "tsv",
  title: "Table, tabs (.tsv)",
  description: "The same with tabs between the cells.",
  extension: "tsv",
  mediaType: "text/tab-separated-values; charset=utf-8",
  wishes: ["variants"],
  write: (contents, wishes, tools) =>
    textOf(contents, { wishes, tools, separator: "\t", names: columnNames }),
};

interface Writing {
  readonly wishes: ExportWishes;
  readonly tools: ExportTools;
  readonly separator: string;
  /** What stands above the rows. */
  readonly names: (fields: number, separator: string) => string;
}

const ROWS_A_PIECE = 500;

async function* textOf(
  contents: ExportContents,
  { wishes, tools, separator, names }: Writing,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { fields, rows } = await tableRows(contents, wishes, tools);
  const encoder = new TextEncoder();
  yield encoder.encode(names(fields, separator));
  for (let start = 0; start < rows.length; start += ROWS_A_PIECE) {
    const some = rows.slice(start, start + ROWS_A_PIECE).map((row) => {
      const missing = Array.from({ length: fields + 4 - row.length }, () => "");
      return `${rowText([...row, ...missing], separator)}\n`;
    });
    yield encoder.encode(some.join(""));
    await tools.pause();
  }
}

/** Source: Anki's manual, text files; rslib/src/import_export/text/csv/metadata.rs. */
function ankiHeader(): string {
  return "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n";
}

function columnNames(fields: number, separator: string): string {
  const called = Array.from({ length: fields }, (_, index) => `Field ${index + 1}`);
  return `${rowText(["guid", "notetype", "deck", "tags", ...called], separator)}\n`;
}
