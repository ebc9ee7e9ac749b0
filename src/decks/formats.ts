/** The formats that collections are read from: the first that recognises a file reads it. */
import type { DeckFormat } from "./format.ts";
import { ankiPackage } from "./formats/anki_package.ts";
import { markdownFile } from "./formats/markdown_file.ts";

export const deckFormats: readonly DeckFormat[] = [ankiPackage, markdownFile];
