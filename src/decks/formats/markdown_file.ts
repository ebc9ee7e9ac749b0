/** Our own Markdown, one deck in one file. A deck with a problem is not taken at all: its author can mend it. */
import { err, ok, type Result } from "../../base/result.ts";
import type { DeckFormat } from "../format.ts";
import type { Collection, Refusal } from "../imports/collection.ts";
import type { DeckProblem, ParsedDeck } from "../note.ts";
import { parseDeckMarkdown } from "./deck_markdown.ts";

export const markdownFile: DeckFormat = {
  id: "deck-markdown",
  title: "Markdown deck (deck.md)",
  recognises: ({ bytes }) => beginsLikeDeck(new TextDecoder().decode(bytes.slice(0, 2000))),
  read: ({ name, bytes }) => {
    const collected = collectMarkdown(name, bytes);
    const read = collected.ok ? ok({ collection: collected.value, table: undefined }) : collected;
    return Promise.resolve(read);
  },
};

/** Whether a text has front matter that names a deck. */
export function beginsLikeDeck(text: string): boolean {
  const start = text.slice(0, 2000);
  return /^\uFEFF?---[ \t]*\r?\n/.test(start) && /^deck[ \t]*:/m.test(start);
}

function collectMarkdown(name: string, bytes: Uint8Array): Result<Collection, Refusal> {
  const text = utf8(bytes);
  if (text === undefined) {
    return err({
      file: name,
      message: "The file is not UTF-8 text",
      mend: "Save it as UTF-8 and try again.",
      problems: [],
    });
  }
  const parsed = parseDeckMarkdown(name, text);
  return parsed.ok ? ok(collectionOf(parsed.value, name)) : err(refusalOf(name, parsed.error));
}

/** A deck of our own as a collection; `file` is what its places are called by. */
export function collectionOf(deck: ParsedDeck, file: string): Collection {
  const place = (line: number | undefined) => ({ file, line, column: undefined });
  return {
    title: "Markdown deck",
    decks: [{
      path: [deck.name],
      slug: deck.slug,
      description: deck.description,
      order: deck.order,
      preset: undefined,
    }],
    noteTypes: [],
    notes: deck.notes.map(({ id, sides, line, ...note }) => ({
      ...note,
      guid: id,
      scope: "deck",
      deck: 0,
      noteType: undefined,
      modifiedAt: undefined,
      cards: sides.map((side) => ({ side, deck: 0, suspended: false, flag: 0, history: undefined })),
      place: place(line),
    })),
    presets: [],
    media: [],
    missingMedia: deck.media.map((name) => ({ name, place: place(undefined) })),
    problems: [],
    hasSchedules: false,
  };
}

export function refusalOf(file: string, problems: readonly DeckProblem[]): Refusal {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return {
    file,
    message: `The deck has ${count}`,
    mend: "Mend what is listed and try again; nothing of the deck was taken.",
    problems: problems.map(({ file, line, column, message, expected }) => (
      { place: { file, line, column }, kind: "skipped", message, expected }
    )),
  };
}

/** undefined when the bytes are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
