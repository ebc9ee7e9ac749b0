/** The formats that collections are read from: the first that recognises a file reads it. */
import type { DeckFormat } from "./format.ts";
import { markdownFile } from "./formats/markdown_file.ts";

export const deckFormats: readonly DeckFormat[] = [markdownFile];
