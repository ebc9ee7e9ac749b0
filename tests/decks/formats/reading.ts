/** Reads files with one format, as the tests of formats do. */
import type {
  DeckFormat,
  ImportFile,
  ReadCollection,
  ReadTools,
  TableChoices,
} from "../../../src/decks/format.ts";
import type { Collection } from "../../../src/decks/imports/collection.ts";

export const noTools: ReadTools = { sqlWasm: new Uint8Array(0), progress: () => undefined };

export function textFile(name: string, text: string): ImportFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** What a format reads of a file that it takes. */
export async function readWith(
  format: DeckFormat,
  file: ImportFile,
  choices: TableChoices,
): Promise<ReadCollection> {
  const read = await format.read(file, choices, noTools);
  if (!read.ok) throw new Error(`${format.id} refuses ${file.name}: ${JSON.stringify(read.error)}`);
  return read.value;
}

/** The fields of each note, read. */
export function notesOf(collection: Collection): Record<string, string>[] {
  return collection.notes.map(({ fields }): Record<string, string> => JSON.parse(fields));
}
