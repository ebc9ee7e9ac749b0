/** Tables of any program: CSV, TSV, and text with semicolons or bars between its columns. */
import type { DeckFormat, ImportFile } from "../format.ts";
import { decodeText } from "./tables/decode.ts";
import { guessSeparator } from "./tables/guess.ts";
import { readTable } from "./tables/read_table.ts";

/** How even the rows of a file must be whose name does not say that it is a table. */
const EVEN = 0.8;

export const tableFile: DeckFormat = {
  id: "table",
  title: "Table (CSV, TSV)",
  recognises,
  read: (file, choices) => Promise.resolve(readTable(file, { choices, isAnki: false })),
};

function recognises({ name, bytes }: ImportFile): boolean {
  const text = decodeText(bytes, undefined)?.text;
  if (
    text === undefined || text.trim() === "" || /^\s*(?:<(?:!doctype|html|\?xml|svg)|[[{]|---\n)/i.test(text)
  ) {
    return false;
  }
  if (/\.(?:csv|tsv|tab)$/i.test(name)) return true;
  const guess = guessSeparator(text, false);
  if (guess === undefined) return false;
  return guess.separator === "\t" ? guess.share >= 0.5 : guess.rows > 1 && guess.share >= EVEN;
}
