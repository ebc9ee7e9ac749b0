/** Cuts a deck file into front matter and notes by its lines, minding fenced code. */
import { fencedLines } from "../fenced_lines.ts";
import type { DeckProblem, SourceText } from "../note.ts";
import { slice, trimmed } from "../source_text.ts";

export interface RawNote {
  /** The text after `## `. */
  readonly id: string;
  /** The heading line. */
  readonly heading: SourceText;
  /** All lines from the heading to the next note. */
  readonly rest: SourceText;
}

export interface CutDeck {
  /** The YAML between the `---` lines; undefined where the file does not begin with them. */
  readonly front: SourceText | undefined;
  readonly notes: readonly RawNote[];
  readonly problems: readonly DeckProblem[];
}

export function cutDeck(file: string, text: string): CutDeck {
  const whole: SourceText = { file, text, line: 1, column: 1 };
  const rule = /^---[ \t]*\n/.exec(text)?.[0].length;
  const close = rule === undefined ? null : /^---[ \t]*$/m.exec(text.slice(rule));
  const bodyStart = rule === undefined || close === null ? 0 : rule + close.index + close[0].length;
  const front = rule === undefined || close === null ? undefined : slice(whole, rule, rule + close.index);
  const body = slice(whole, bodyStart, text.length);
  const { lines, problems } = fencedLines(body);
  const headings = lines.filter((line) => !line.fenced && /^##(?:[ \t]|$)/.test(line.text));
  const notes = headings.map((line, index) => ({
    id: line.text.slice(2).trim(),
    heading: slice(body, line.start, line.end),
    rest: slice(
      body,
      Math.min(line.end + 1, body.text.length),
      headings[index + 1]?.start ?? body.text.length,
    ),
  }));
  return { front, notes, problems };
}

/** Cuts a body at lines that hold only `---`. At least one part; parts are trimmed. */
export function cutParts(body: SourceText): readonly SourceText[] {
  const rules = fencedLines(body).lines.filter((line) => !line.fenced && /^---[ \t]*$/.test(line.text));
  const starts = [0, ...rules.map((line) => Math.min(line.end + 1, body.text.length))];
  return starts.map((start, index) => trimmed(slice(body, start, rules[index]?.start ?? body.text.length)));
}
