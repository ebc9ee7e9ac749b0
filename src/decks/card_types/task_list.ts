/** Reads a question with a task list of options, as Markdown writes it. */
import { fencedLines, type Line } from "../fenced_lines.ts";
import type { SourceText } from "../note.ts";
import { slice, trimmed } from "../source_text.ts";

export interface TaskItem {
  readonly right: boolean;
  readonly label: SourceText;
  /** The text indented under the option, without its indentation. */
  readonly why: string | undefined;
}

export interface TaskList {
  readonly prompt: SourceText;
  readonly items: readonly TaskItem[];
  /** Text after the options that is indented under none of them. */
  readonly stray: SourceText | undefined;
}

const ITEM = /^[-*+][ \t]+\[([ xX])\](?:[ \t]+|$)/;

export function readTaskList(part: SourceText): TaskList {
  const { lines } = fencedLines(part);
  const first = lines.findIndex(isItem);
  if (first < 0) return { prompt: part, items: [], stray: undefined };
  const prompt = trimmed(slice(part, 0, lines[first]?.start ?? 0));
  const items: TaskItem[] = [];
  let at = first;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined || !isItem(line)) break;
    let next = at + 1;
    while (next < lines.length && goesOn(lines[next])) next += 1;
    items.push(readItem(part, line, lines.slice(at + 1, next)));
    at = next;
  }
  const rest = lines[at];
  return {
    prompt,
    items,
    stray: rest === undefined ? undefined : trimmed(slice(part, rest.start, part.text.length)),
  };
}

function isItem(line: Line): boolean {
  return !line.fenced && ITEM.test(line.text);
}

function goesOn(line: Line | undefined): boolean {
  return line !== undefined && /^(?:[ \t]|$)/.test(line.text);
}

function readItem(part: SourceText, line: Line, under: readonly Line[]): TaskItem {
  const [mark, box] = ITEM.exec(line.text) ?? [""];
  const filled = under.filter(({ text }) => text.trim() !== "");
  const indent = Math.min(...filled.map(({ text }) => /^[ \t]*/.exec(text)?.[0].length ?? 0));
  const why = filled.length === 0 ? undefined : under.map(({ text }) => text.slice(indent)).join("\n").trim();
  const labelEnd = line.start + line.text.trimEnd().length;
  return {
    right: box === "x" || box === "X",
    label: slice(part, Math.min(line.start + mark.length, labelEnd), labelEnd),
    why,
  };
}
