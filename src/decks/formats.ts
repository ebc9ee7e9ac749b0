/** The formats that collections are read from: the first that recognises a file reads it. */
import type { DeckFormat } from "./format.ts";
import { ankiPackage } from "./formats/anki_package.ts";
import { ankiText } from "./formats/anki_text.ts";
import { markdownFile } from "./formats/markdown_file.ts";
import { rehearsalPackage } from "./formats/rehearsal_package.ts";
import { tableFile } from "./formats/table_file.ts";

export const deckFormats: readonly DeckFormat[] = [
  rehearsalPackage,
  ankiPackage,
  markdownFile,
  ankiText,
  tableFile,
];
