/** Text files that Anki writes and reads: header lines, comments, rows. */
import type { DeckFormat } from "../format.ts";
import { beginsLikeAnki } from "./tables/anki_headers.ts";
import { decodeText } from "./tables/decode.ts";
import { readTable } from "./tables/read_table.ts";

export const ankiText: DeckFormat = {
  id: "anki-text",
  title: "Anki text export (.txt)",
  recognises: ({ bytes }) => {
    const start = decodeText(bytes, undefined)?.text;
    return start !== undefined && beginsLikeAnki(start);
  },
  read: (file, choices) => Promise.resolve(readTable(file, { choices, isAnki: true })),
};
