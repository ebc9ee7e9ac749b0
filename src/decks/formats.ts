/** The formats that decks are read from: the first that recognises a file reads it. */
import type { DeckFormat } from "./format.ts";
import { deckMarkdown } from "./formats/deck_markdown.ts";

export const deckFormats: readonly DeckFormat[] = [deckMarkdown];
