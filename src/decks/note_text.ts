/** The text of one note as a person edits it: its settings and body, as deck.md holds them, without heading, type, tags and source. */
import { stringify } from "yaml";
import { err, ok, type Result } from "../base/result.ts";
import { cardTypeOf } from "./card_types.ts";
import { parseDeckMarkdown } from "./formats/deck_markdown.ts";
import { inlineYaml } from "./formats/write_deck.ts";
import type { DeckProblem, ParsedNote } from "./note.ts";

/** Longest text that is read. */
export const LONGEST_TEXT = 200_000;

const FILE = "note";
const FRONT =
  "---\ndeck: editor\nname: Editor\ndescription: A note that is being written.\norder: 0\n---\n\n## note\n\n";
/** A first line that is a setting, and no item of the text. */
const SETTING = /^-[ \t]+[A-Za-z][\w-]*[ \t]*:(?:\s|$)/;

/** undefined for notes of types that are no text. */
export function noteText(type: string, fields: string): string | undefined {
  const written = cardTypeOf(type).write(fields);
  if (written === undefined) return undefined;
  const settings = Object.entries(written.settings).map(([key, value]) => `- ${key}: ${inlineYaml(value)}`);
  const body = written.parts.join("\n\n---\n\n");
  // A text that looks like a setting stays text behind an empty line.
  if (settings.length === 0) return beginsWithSetting(body) ? `\n${body}` : body;
  return `${settings.join("\n")}\n\n${body}`.trimEnd();
}

export function beginsWithSetting(text: string): boolean {
  return SETTING.test(text);
}

export interface NoteDraft {
  readonly type: string;
  readonly tags: readonly string[];
  /** Empty for none. */
  readonly source: string;
  readonly text: string;
}

/** The note, or what is wrong with it; lines count in the text. Problems of tags and source stand at line 1. */
export function readNoteText(draft: NoteDraft): Result<ParsedNote, readonly DeckProblem[]> {
  const text = draft.text.replace(/\r\n?/g, "\n");
  if (text.length > LONGEST_TEXT) {
    return err([problem(`The text has ${text.length} characters`, `at most ${LONGEST_TEXT}`)]);
  }
  if (text.trim() === "" && draft.type !== "generated") {
    return err([problem("The note has no text", "what the card asks, and after a line `---` its answer")]);
  }
  const head = [
    `- type: ${draft.type}`,
    ...(draft.tags.length === 0
      ? []
      : [`- tags: ${stringify(draft.tags, { collectionStyle: "flow", lineWidth: 0 }).trim()}`]),
    ...(draft.source.trim() === "" ? [] : [`- source: ${inlineYaml(draft.source.trim())}`]),
    ...(beginsWithSetting(text) ? [] : [""]),
  ].join("\n");
  const above = `${FRONT}${head}\n`;
  const read = parseDeckMarkdown(FILE, `${above}${text}\n`);
  if (!read.ok) {
    const lines = above.split("\n").length - 1;
    return err(read.error.map((one) => ({ ...one, line: Math.max(1, one.line - lines) })));
  }
  const [note, second] = read.value.notes;
  if (note === undefined || second !== undefined) {
    return err([problem("A line `## …` begins another note", "one note at a time; use `###` for headings")]);
  }
  return ok(note);
}

function problem(message: string, expected: string): DeckProblem {
  return { file: FILE, line: 1, column: 1, message, expected };
}
