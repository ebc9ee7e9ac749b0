/** A deck as a folder of files: read and checked, with what only shows beside the other files. */
import { parseDeckMarkdown } from "./formats/deck_markdown.ts";
import type { DeckProblem, ParsedDeck } from "./note.ts";

export interface DeckFile {
  /** Folder name, which is also the deck's slug. */
  readonly slug: string;
  /** Path as shown in problems: cards/lstm/deck.md. */
  readonly file: string;
  readonly text: string;
  /** Names of the other files of the folder. */
  readonly media: readonly string[];
}

export interface CheckedDeck {
  /** undefined when there is a problem. */
  readonly deck: ParsedDeck | undefined;
  readonly problems: readonly DeckProblem[];
}

export function checkDeck(file: DeckFile): CheckedDeck {
  const parsed = parseDeckMarkdown(file.file, file.text);
  if (!parsed.ok) return { deck: undefined, problems: parsed.error };
  const problems: DeckProblem[] = [];
  if (parsed.value.slug !== file.slug) {
    problems.push({
      file: file.file,
      line: 1,
      column: 1,
      message: `The deck calls itself ${parsed.value.slug}, but its folder is ${file.slug}`,
      expected: `\`deck: ${file.slug}\` in the front matter`,
    });
  }
  for (const name of parsed.value.media.filter((name) => !file.media.includes(name))) {
    problems.push({
      file: file.file,
      line: lineOf(file.text, name),
      column: 1,
      message: `The picture ${name} is not in the folder`,
      expected: `a file ${name} beside deck.md`,
    });
  }
  return { deck: problems.length === 0 ? parsed.value : undefined, problems };
}

function lineOf(text: string, piece: string): number {
  const at = text.indexOf(piece);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
