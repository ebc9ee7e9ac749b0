/** The formats that collections are read from: the first that recognises a file reads it. */
import type { DeckFormat } from "./format.ts";
import { ankiPackage } from "./formats/anki_package.ts";
import { ankiText } from "./formats/anki_text.ts";
import { crowdAnki } from "./formats/crowd_anki.ts";
import { hashcards } from "./formats/hashcards.ts";
import { jsonFile } from "./formats/json_file.ts";
import { markdownFile } from "./formats/markdown_file.ts";
import { markdownFolder } from "./formats/markdown_folder.ts";
import { mochi } from "./formats/mochi.ts";
import { obsidian } from "./formats/obsidian.ts";
import { rehearsalPackage } from "./formats/rehearsal_package.ts";
import { tableFile } from "./formats/table_file.ts";

/** Those that look for marks of their own come before those that take what looks even. */
export const deckFormats: readonly DeckFormat[] = [
  rehearsalPackage,
  ankiPackage,
  markdownFile,
  markdownFolder,
  mochi,
  crowdAnki,
  jsonFile,
  ankiText,
  hashcards,
  obsidian,
  tableFile,
];
