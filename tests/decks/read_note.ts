/** Reads one note of a deck in a test, or says what is wrong with it. */
import type { Asked, LoadedNote } from "../../src/decks/card_type.ts";
import { cardTypeOf } from "../../src/decks/card_types.ts";
import type { Given } from "../../src/decks/face.ts";
import { parseDeckMarkdown } from "../../src/decks/formats/deck_markdown.ts";
import { front } from "./readme_examples.ts";

/** The note opened. Throws where it has problems. */
export function openNote(settings: readonly string[], body: string): LoadedNote {
  const read = parseDeckMarkdown("deck.md", fileOf(settings, body));
  const note = read.ok ? read.value.notes[0] : undefined;
  if (note === undefined) throw new Error(JSON.stringify(read));
  return cardTypeOf(note.type).load(note.fields);
}

/** Problems as "line:column message", lines counted in the body. */
export function problemsOf(settings: readonly string[], body: string): string[] {
  const read = parseDeckMarkdown("deck.md", fileOf(settings, body));
  const above = fileOf(settings, "").split("\n").length - 1;
  return read.ok ? [] : read.error.map(({ line, column, message }) => `${line - above}:${column} ${message}`);
}

export function judged(asked: Asked, given: Partial<Given>) {
  if (asked.judge === undefined) throw new Error("This face is not judged");
  return asked.judge({ chosen: [], typed: {}, ...given });
}

function fileOf(settings: readonly string[], body: string): string {
  return `${front}\n## a\n\n${settings.map((setting) => `- ${setting}\n`).join("")}\n${body}`;
}
